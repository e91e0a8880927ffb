"""Do NumPy and PyTorch gain as much from a second thread?

Times the plain form, the rule of :mod:`convbook.algorithms.best`, PyTorch and the matrix product
with two threads each, by the clock on the wall. NumPy's library reads the number of its threads
when Python starts, so this is a process of its own; ``make bench`` runs it.
"""

from functools import partial
from time import perf_counter

import convbook.functional as F
from benchmarks.calls import LIMIT, in_torch, ours, products
from benchmarks.layers import DENSE, OTHERS
from benchmarks.record import record
from benchmarks.stopwatch import begin
from benchmarks.tables import Table
from convbook.algorithms import best

MODULES = {"convbook": F, "best": best}
# Threads of one library stay awake for a while, and other programs count on this clock.
ON_THE_WALL = dict(clock=perf_counter, pause=0.05, of_all=min, patience=5)
LAYERS = [layer for layer in (*DENSE, *OTHERS) if layer.rank == 2 and not layer.transposed]


def line(table, layer, batch, direction):
    """One line: the outputs of a batch, or the gradients."""
    x, w, grad = layer.arrays(batch)
    pairs = {"torch": in_torch(layer, x, w)}
    pairs |= {name: ours(module, layer, x, w) for name, module in MODULES.items()}
    backward = direction == "backward"
    calls = {name: partial(pair[1], grad) if backward else pair[0] for name, pair in pairs.items()}
    scale = {}
    if layer.groups == 1:
        once, twice, scale[LIMIT] = products(layer, batch)
        calls[LIMIT] = twice if backward else once
    about = dict(layer=layer.name, batch=batch, direction=direction)
    table.line(f"{layer.name}, N={batch}", calls, scale=scale, **about)


def main():
    """Print the machine and the tables."""
    given = begin(__doc__, threads=2)
    rows = []
    for direction in ("forward", "backward"):
        title = f"Two threads, {direction}, a batch of 8"
        table = Table(title, [*MODULES, LIMIT], given.rounds, **ON_THE_WALL)
        for layer in LAYERS:
            line(table, layer, 8, direction)
        rows += table.rows
    if given.record:
        record("two_threads", rows, threads="2", clock="on the wall")


if __name__ == "__main__":
    main()
