"""Which dial reads digits better: more layers, more channels, or more cells?

Two series, five seeds each, one thread. ``dials``: plain networks of 3 x 3 layers with the mean of
each map in front of the scores, trained on 500 of the digits and tested on the 1297 others, with
one of depth, width and resolution changed at a time; and at the finest resolution with up to three
layers of stride 2. ``sizes``: one network trained at one size or at five, tested at nine. All are
trained alike and none is tuned. ``--record`` stores the errors where the book reads them; it takes
some minutes.
"""

from time import thread_time

import numpy as np
import torch
from torch import nn

from benchmarks.record import record
from benchmarks.stopwatch import begin
from convbook import data

BASE = dict(depth=4, width=8, size=16, halvings=0)
CHANGES = [
    *(dict(depth=depth) for depth in (1, 2, 4, 8, 16)),
    *(dict(width=width) for width in (4, 16)),
    *(dict(size=size) for size in (8, 32)),
    *(dict(size=32, halvings=halvings) for halvings in (1, 2, 3)),
]
SEEDS, TRAIN, EPOCHS, BATCH, RATE = 5, 500, 15, 32, 0.01
MANY, TESTED = (16, 20, 24, 28, 32), tuple(range(16, 33, 2))


def network(depth, width, halvings=0):
    """3 x 3 convolutions, each with batch norm and ReLU, the first ones with stride 2; a mean."""
    layers = []
    for number in range(depth):
        stride = 2 if number < halvings else 1
        read = width if number else 1
        layers += [nn.Conv2d(read, width, 3, stride, padding=1, bias=False)]
        layers += [nn.BatchNorm2d(width), nn.ReLU()]
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(width, 10))


def digits(size):
    """All digits at so many cells a side, and their labels."""
    images, labels = data.digits(32)
    images = torch.from_numpy(images).float()[:, None]
    resized = nn.functional.interpolate(images, size=(size, size), mode="bilinear", antialias=True)
    return resized, torch.from_numpy(labels.astype(np.int64))


def wrong(net, images, labels):
    """The part of the images that are read wrongly."""
    with torch.no_grad():
        return (net(images).argmax(1) != labels).double().mean().item()


def trained(net, sizes, seed):
    """Train at sizes drawn anew for each batch; return the places of the digits left for tests."""
    generator = torch.Generator().manual_seed(seed)
    order = torch.randperm(1797, generator=generator)
    given = {size: digits(size) for size in sizes}
    steps = EPOCHS * -(-TRAIN // BATCH)
    descent = torch.optim.Adam(net.parameters(), RATE)
    course = torch.optim.lr_scheduler.OneCycleLR(descent, RATE, total_steps=steps)
    for _ in range(EPOCHS):
        for batch in order[torch.randperm(TRAIN, generator=generator)].split(BATCH):
            drawn = torch.randint(len(sizes), (), generator=generator).item()
            images, labels = given[sizes[drawn]]
            loss = nn.functional.cross_entropy(net(images[batch]), labels[batch])
            descent.zero_grad()
            loss.backward()
            descent.step()
            course.step()
    net.eval()
    return order[:TRAIN], order[TRAIN:]


def dial_row(seed, depth, width, size, halvings):
    """Errors of one network, on the digits it was trained on and on the others."""
    torch.manual_seed(seed)
    net, (images, labels) = network(depth, width, halvings), digits(size)
    seen, others = trained(net, [size], seed)
    errors = {
        "train_error": wrong(net, images[seen], labels[seen]),
        "error": wrong(net, images[others], labels[others]),
    }
    dials = {"depth": depth, "width": width, "size": size, "halvings": halvings}
    return {"series": "dials", **dials, "seed": seed, **errors}


def settle(net, sizes, seen):
    """Give batch norm the means over all sizes; while learning it follows the last few batches."""
    for layer in net:
        if isinstance(layer, nn.BatchNorm2d):
            layer.reset_running_stats()
            layer.momentum = None
    net.train()
    with torch.no_grad():
        for size in sizes:
            net(digits(size)[0][seen])
    net.eval()


def size_rows(seed, name, sizes):
    """Errors at every tested size of one network with two halvings."""
    torch.manual_seed(seed)
    net = network(5, 16, halvings=2)
    seen, others = trained(net, sizes, seed)
    settle(net, sizes, seen)
    for size in TESTED:
        images, labels = digits(size)
        error = wrong(net, images[others], labels[others])
        yield {"series": "sizes", "trained": name, "size": size, "seed": seed, "error": error}


def main():
    """Train, print, and store if asked to."""
    given, rows, start = begin(__doc__), [], thread_time()
    for change in CHANGES:
        rows += [dial_row(seed, **{**BASE, **change}) for seed in range(SEEDS)]
        errors = [row["error"] for row in rows[-SEEDS:]]
        print(change, *(f"{error:.3f}" for error in errors), f"{thread_time() - start:.0f} s")
    for name, sizes in (("24", [24]), ("26", [26]), ("16 to 32", MANY)):
        for seed in range(SEEDS):
            rows += size_rows(seed, name, sizes)
        for row in rows[-len(TESTED) :]:
            print(name, row["size"], f"{row['error']:.3f}")
    print(f"{thread_time() - start:.0f} s of processor time")
    if given.record:
        record("dials", rows, threads="1", dtype="float32", digits=f"{TRAIN} to learn from")


if __name__ == "__main__":
    main()
