"""What do channels, layers and cells cost in time, and does it follow the counts?

Two series, one thread, float32, one image. ``channels``: a 3 x 3 layer from C to C channels on
28 x 28 cells, for every C from 33 to 80, with PyTorch and with the package. ``stack``: PyTorch's
time for stacks of such layers, with 1 to 8 layers of 8 to 64 channels on 14 to 112 cells a side.
``make bench`` runs it; ``--record`` stores the times where the book reads them.
"""

from itertools import product

import numpy as np
import torch

import convbook.functional as F
from benchmarks.record import record
from benchmarks.stopwatch import begin, contest

CHANNELS = range(33, 81)
SIZE = 28
DEPTHS, WIDTHS, SIZES = (1, 2, 4, 8), (8, 16, 32, 64), (14, 28, 56, 112)
OFTEN = 5
"""Rounds of the first series for one of the second: its calls are short."""


def arrays(channels, size):
    """Random image and kernels of one layer; the signal keeps its size behind a ReLU."""
    rng = np.random.default_rng(channels)
    image = rng.standard_normal((1, channels, size, size))
    kernels = rng.standard_normal((channels, channels, 3, 3)) * (2 / (9 * channels)) ** 0.5
    return image.astype(np.float32), kernels.astype(np.float32)


def layer_calls(channels):
    """One layer with each library, after a look whether they agree."""
    image, kernels = arrays(channels, SIZE)
    theirs = torch.from_numpy(image), torch.from_numpy(kernels)
    calls = {
        "torch": lambda: torch.nn.functional.conv2d(*theirs, padding=1),
        "convbook": lambda: F.conv2d(image, kernels, padding=1),
    }
    np.testing.assert_allclose(calls["convbook"](), calls["torch"]().numpy(), atol=1e-4)
    return calls


def repeats(depth, width, size):
    """How often a stack runs in one call: small ones often, so that nothing before them is felt."""
    return min(50, 1 + 10**8 // (9 * depth * width**2 * size**2))


def stack_call(depth, width, size):
    """Layers one after the other, each with a ReLU."""
    image, kernels = map(torch.from_numpy, arrays(width, size))

    def call():
        for _ in range(repeats(depth, width, size)):
            cells = image
            for _ in range(depth):
                cells = torch.nn.functional.conv2d(cells, kernels, padding=1).relu_()

    return call


def main():
    """Measure both series, print them, and store them if asked to."""
    given = begin(__doc__)
    layers = {(c, name): call for c in CHANNELS for name, call in layer_calls(c).items()}
    stacks = {dials: stack_call(*dials) for dials in product(DEPTHS, WIDTHS, SIZES)}
    with torch.no_grad():
        times = contest(layers, OFTEN * given.rounds)
        slow = contest(stacks, given.rounds)
    rows = [
        {"series": "channels", "channels": c}
        | {name: times[c, name] for name in ("torch", "convbook")}
        for c in CHANNELS
    ]
    rows += [
        {"series": "stack"}
        | dict(zip(("depth", "width", "size"), dials, strict=True))
        | {"torch": taken / repeats(*dials)}
        for dials, taken in slow.items()
    ]
    for row in rows:
        shown = (f"{v:.3g}" if isinstance(v, float) else str(v) for v in row.values())
        print("  ".join(f"{text:>9}" for text in shown))
    if given.record:
        record("widths", rows, threads="1", dtype="float32", clock="time of the thread, median")


if __name__ == "__main__":
    main()
