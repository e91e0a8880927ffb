"""How fast is pooling in NumPy, against PyTorch and two other ways to write it?

The windows are 3 x 3 at stride 2 with a border of one cell, as behind the first layer of ResNet, in
the layout NCHW: in ``channels_last`` PyTorch is several times faster. ``make bench`` runs it.
"""

from functools import partial

import numpy as np
import torch
from numpy.lib.stride_tricks import sliding_window_view

import convbook.functional as F
from benchmarks.record import record
from benchmarks.stopwatch import begin
from benchmarks.tables import Table, checked

SHAPE = 64, 112, 112
WINDOW = dict(kernel_size=3, stride=2, padding=1)
KINDS = {
    "max": ("max_pool2d", {}, -np.inf, np.maximum),
    "max and where it stands": ("max_pool2d", dict(return_indices=True), None, None),
    "average": ("avg_pool2d", {}, 0, np.add),
}


def by_view(x, border, combine):
    """A view of all windows and one reduction."""
    views = sliding_window_view(bordered(x, border), (3, 3), (2, 3))[:, :, ::2, ::2]
    return share(combine.reduce(views, axis=(4, 5)), combine)


def by_tap(x, border, combine):
    """The nine cells of a window, one after the other, for all windows at once."""
    padded, places = bordered(x, border), SHAPE[1] // 2
    total = padded[:, :, : 2 * places : 2, : 2 * places : 2].copy()
    for a, b in list(np.ndindex(3, 3))[1:]:
        cells = padded[:, :, a : a + 2 * places : 2, b : b + 2 * places : 2]
        combine(total, cells, out=total)
    return share(total, combine)


def bordered(x, border):
    """The images within their border."""
    return np.pad(x, [(0, 0), (0, 0), (1, 1), (1, 1)], constant_values=border)


def share(total, combine):
    """A sum of nine cells is divided by nine."""
    return total / 9 if combine is np.add else total


PEERS = {"view of windows": by_view, "tap by tap": by_tap}


def tupled(result):
    """Results as a tuple, however many they are."""
    return result if isinstance(result, tuple) else (result,)


def line(table, kind, batch, direction):
    """One line: the outputs of a batch, or the gradient."""
    name, how, border, combine = KINDS[kind]
    rng = np.random.default_rng(0)
    x = rng.standard_normal((batch, *SHAPE)).astype(np.float32)
    settings, tx = WINDOW | how, torch.from_numpy(x).requires_grad_()
    theirs = partial(getattr(torch.nn.functional, name), **settings)
    if direction == "forward":
        still = tx.detach()
        calls = {"torch": lambda: tupled(theirs(still))}
        calls["convbook"] = lambda: tupled(getattr(F, name)(x, **settings))
        for peer, call in PEERS.items() if combine else ():
            calls[peer] = lambda call=call: (call(x, border, combine),)
    else:
        y = theirs(tx)
        grad = torch.randn(y.shape, generator=torch.Generator().manual_seed(0))
        back = getattr(F, f"{name}_backward")
        calls = {
            "torch": lambda: torch.autograd.grad(y, tx, grad, retain_graph=True),
            "convbook": lambda: (back(grad.numpy(), x, **settings),),
        }
    memory = checked({n: c for n, c in calls.items() if n != "torch"}, calls["torch"]())
    about = dict(kind=kind, batch=batch, direction=direction)
    table.line(f"{kind}, N={batch}", calls, memory=memory, **about)


def main():
    """Print the machine and the tables."""
    given = begin(__doc__)
    rows = []
    for direction, kinds in (("forward", KINDS), ("backward", ("max", "average"))):
        title = f"Pooling 64 channels of 112x112, {direction}"
        table = Table(title, ["convbook", *PEERS], given.rounds)
        for batch in (1, 8):
            for kind in kinds:
                line(table, kind, batch, direction)
        rows += table.rows
    if given.record:
        record("pooling", rows, threads="1", clock="processor time of the thread")


if __name__ == "__main__":
    main()
