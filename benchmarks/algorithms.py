"""How fast are the other ways to convolve, against PyTorch, the plain form and the matrix product?

Prints the tables of ``benchmarks/convolution.py`` for the layers that Winograd's transforms and the
product of spectra are made for, their errors in float32 and float64, and the sum over the 3 x 3
layers of ResNet-18 with stride 1, with which the rule of :mod:`convbook.algorithms.best` was
measured. ``make bench`` runs it.
"""

from functools import partial

import convbook.functional as F
from benchmarks.calls import LIMIT, in_torch, ours, products
from benchmarks.layers import DEPTHWISE, DOUBLE, FIVES, RESNET18, THREES
from benchmarks.record import record
from benchmarks.stopwatch import begin
from benchmarks.tables import Table, checked
from convbook.algorithms import best, fourier, winograd

MODULES = {"convbook": F, "winograd": winograd, "fourier": fourier, "best": best}
NAMES = [*MODULES, LIMIT]


def knows(name, layer, backward=False):
    """Whether a module is made for the layer: Fourier's is for large kernels of one channel."""
    if name == "fourier":
        return layer.groups > 1 and not backward
    return name != "winograd" or layer.groups == 1


def line(table, layer, batch, direction):
    """One line: the outputs of a batch, or the gradients."""
    x, w, grad = layer.arrays(batch)
    backward = direction == "backward"
    pairs = {"torch": in_torch(layer, x, w)}
    pairs |= {n: ours(m, layer, x, w) for n, m in MODULES.items() if knows(n, layer, backward)}
    calls = {n: partial(pair[1], grad) if backward else pair[0] for n, pair in pairs.items()}
    memory = checked({n: c for n, c in calls.items() if n != "torch"}, calls["torch"]())
    scale = {}
    if layer.groups == 1:
        once, twice, scale[LIMIT] = products(layer, batch)
        calls[LIMIT] = twice if backward else once
    about = dict(layer=layer.name, batch=batch, direction=direction)
    label = f"{layer.name}, N={batch}"
    return table.line(label, calls, scale=scale, memory=memory, **about)


def stack(times, names, **about):
    """Print PyTorch's time for the stack by each contestant's, and return the rows."""
    total = {
        name: sum(often * times[layer.name][name] for often, layer in RESNET18)
        for name in ("torch", *names)
    }
    ratios = ", ".join(f"{name} {total['torch'] / total[name]:.2f}" for name in names)
    said = ", ".join(f"{key} {value}" for key, value in about.items())
    print(f"\nAll 13 layers 3x3 with stride 1 of ResNet-18, {said}: {ratios}")
    return [dict(layer="ResNet-18", **about, who=n, seconds=s) for n, s in total.items()]


def errors():
    """Largest error by largest output, for both kinds of number; the plain form is the measure."""
    for layer in THREES[0], FIVES[0]:
        exact = [array.astype("float64") for array in layer.arrays(1)[:2]]
        output = F.conv2d(*exact, **layer.settings)
        for kind in ("float32", "float64"):
            x, w = (array.astype(kind) for array in exact)
            for name in ("convbook", "winograd", "fourier"):
                if (name, kind) != ("convbook", "float64"):
                    error = abs(MODULES[name].conv2d(x, w, **layer.settings) - output).max()
                    error = float(error / abs(output).max())
                    print(f"error of {name} in {kind}, {layer.name}: {error:.1e}")
                    yield dict(layer=layer.name, kind=kind, who=name, error=error)


def main():
    """Print the machine and the tables."""
    given = begin(__doc__)
    rows = []
    for direction, batch, layers in (
        ("forward", 1, [*THREES, *FIVES, *DEPTHWISE, *DOUBLE]),
        ("forward", 2, THREES[2:]),  # where the line of the rule lies
        ("forward", 4, THREES[2:]),
        ("forward", 8, [*THREES, *FIVES, *DEPTHWISE, *DOUBLE]),
        ("backward", 8, [*THREES, *FIVES, *DOUBLE]),
    ):
        table = Table(f"{direction.capitalize()}, N={batch}", NAMES, given.rounds)
        times = {layer.name: line(table, layer, batch, direction) for layer in layers}
        about = dict(batch=batch, direction=direction)
        rows += table.rows
        if len(layers) > len(THREES):
            rows += stack(times, ["convbook", "best"], **about)
    print()
    rows += errors()
    if given.record:
        record("algorithms", rows, threads="1", clock="processor time of the thread")


if __name__ == "__main__":
    main()
