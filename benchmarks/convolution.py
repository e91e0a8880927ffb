"""How fast is the plain convolution in NumPy, against PyTorch, the matrix product, and its peers?

Prints, for a list of layers, the time of each contestant divided into PyTorch's: above 1 is faster
than PyTorch. Below it stands the memory that each holds at most. Layout NCHW; float32 where nothing
else is said. All contestants take turns in one run, so that a busy machine slows all of them; the
figures are medians over the rounds. ``make bench`` sets the number of threads, which NumPy and
PyTorch read when they are imported, and runs it.
"""

from functools import partial

import convbook.functional as F
from benchmarks.calls import LIMIT, in_torch, ours, products
from benchmarks.layers import DENSE, OTHERS, THREES
from benchmarks.peers import PEERS, takes
from benchmarks.record import record
from benchmarks.stopwatch import begin
from benchmarks.tables import Table, checked

NAMES = ["convbook", LIMIT, *PEERS]


def forward(table, layer, batch):
    """One line: the outputs of a batch."""
    x, w, _ = layer.arrays(batch)
    theirs, _ = in_torch(layer, x, w)
    calls = {"convbook": ours(F, layer, x, w)[0]}
    for name, peer in PEERS.items():
        if takes(name, layer, batch):
            calls[name] = lambda peer=peer: peer(layer, x, w)[:1]
    memory = checked(calls, theirs())
    calls, scale = {"torch": theirs, **calls}, {}
    if layer.groups == 1:
        calls[LIMIT], _, scale[LIMIT] = products(layer, batch)
    about = dict(layer=layer.name, batch=batch, direction="forward")
    table.line(f"{layer.name}, N={batch}", calls, scale=scale, memory=memory, **about)


def backward(table, layer, batch):
    """One line: the gradients of input and weight.

    What a peer keeps of its forward pass is not timed, and is counted as its memory.
    """
    x, w, grad = layer.arrays(batch)
    _, theirs = in_torch(layer, x, w)
    steps, whole = {"convbook": ours(F, layer, x, w)[1]}, {}
    for name, peer in PEERS.items():
        if takes(name, layer, batch):
            steps[name] = peer(layer, x, w)[1]
            whole[name] = lambda peer=peer: peer(layer, x, w)[1](grad)
    memory = checked({"convbook": partial(steps["convbook"], grad), **whole}, theirs(grad))
    calls = {name: partial(step, grad) for name, step in {"torch": theirs, **steps}.items()}
    scale = {}
    if layer.groups == 1:
        _, calls[LIMIT], scale[LIMIT] = products(layer, batch)
    about = dict(layer=layer.name, batch=batch, direction="backward")
    table.line(f"{layer.name}, N={batch}", calls, scale=scale, memory=memory, **about)


def main():
    """Print the machine and the tables."""
    given = begin(__doc__)
    every = [*DENSE, *OTHERS]
    rows = []
    for title, line, batch, layers in (
        ("Forward, one image", forward, 1, every),
        ("Forward, a batch of 8", forward, 8, every),
        ("Backward, one image", backward, 1, THREES),
        ("Backward, a batch of 8", backward, 8, every),
    ):
        table = Table(title, NAMES, given.rounds)
        for layer in layers:
            line(table, layer, batch)
        rows += table.rows
    if given.record:
        record("convolution", rows, threads="1", clock="processor time of the thread")


if __name__ == "__main__":
    main()
