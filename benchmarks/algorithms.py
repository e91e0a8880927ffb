"""How fast are the other ways to convolve, against PyTorch, the plain form and the matrix limit?

Prints the tables of ``benchmarks/convolution.py`` for the layers that Winograd's transforms and the
product of spectra are made for, and the sum over the 3 x 3 layers of ResNet-18 with stride 1, with
which the rule of :mod:`convbook.algorithms.best` was measured. ``make bench`` runs it.
"""

import numpy as np
import torch

import convbook.functional as F
from benchmarks.convolution import Layer, backward_calls, forward_calls, table
from benchmarks.stopwatch import begin
from convbook.algorithms import best, fourier, winograd

# How often a layer stands in ResNet-18, and the layer.
STACK = [
    (4, Layer("3x3, 64 channels, 56x56", 64, 64, 56, 3, padding=1)),
    (3, Layer("3x3, 128 channels, 28x28", 128, 128, 28, 3, padding=1)),
    (3, Layer("3x3, 256 channels, 14x14", 256, 256, 14, 3, padding=1)),
    (3, Layer("3x3, 512 channels, 7x7", 512, 512, 7, 3, padding=1)),
]
FIVES = [
    Layer("5x5, 64 channels, 56x56", 64, 64, 56, 5, padding=2),
    Layer("5x5, 32 channels, 112x112", 32, 32, 112, 5, padding=2),
]
DEPTHWISE = [
    Layer("depthwise 3x3, 128, 56x56", 128, 128, 56, 3, padding=1, groups=128),
    Layer("depthwise 15x15, 64, 56x56", 64, 64, 56, 15, padding=7, groups=64),
    Layer("depthwise 31x31, 64, 56x56", 64, 64, 56, 31, padding=15, groups=64),
]
PLAIN = ("torch", "convbook")
MODULES = {"winograd": winograd, "fourier": fourier, "best": best}


def forward(layer, batch):
    """PyTorch, the plain form, and the modules that are made for the layer."""
    x, w = layer.arrays(batch)
    calls = {name: call for name, call in forward_calls(layer, batch).items() if name in PLAIN}
    expected = calls["torch"]().numpy()
    for name, module in MODULES.items():
        if name == ("winograd" if layer.groups > 1 else "fourier"):
            continue  # refused there, or far too slow
        calls[name] = lambda module=module: module.conv2d(x, w, **layer.settings)
        np.testing.assert_allclose(calls[name](), expected, atol=1e-4 * abs(expected).max())
    return calls


def backward(layer, batch):
    """Input and weight gradient: PyTorch, the plain form, Winograd, and the rule."""
    return backward_calls(layer, batch, {"convbook": F, "winograd": winograd, "best": best})


def stack(title, times, names):
    """Print PyTorch's time for all layers of the stack, divided by each contestant's."""
    total = {
        name: sum(often * times[layer.name][name] for often, layer in STACK)
        for name in ("torch", *names)
    }
    ratios = ", ".join(f"{name} {total['torch'] / total[name]:.2f}" for name in names)
    print(f"\n{title}, all 13 layers 3x3 with stride 1 of ResNet-18: {ratios}")


def main():
    """Print the machine and the tables."""
    rounds = begin(__doc__).rounds
    names = ["convbook", "winograd", "fourier", "best", "matrix limit"]
    layers = [layer for _, layer in STACK]
    with torch.no_grad():
        for batch in (1, 8):
            times = table("Forward", batch, rounds, forward, names, [*layers, *FIVES, *DEPTHWISE])
            stack(f"Forward, batch of {batch}", times, ["convbook", "best"])
    names = ["convbook", "winograd", "best"]
    times = table("Backward", 8, max(3, rounds // 2), backward, names, layers)
    stack("Backward, batch of 8", times, ["convbook", "best"])


if __name__ == "__main__":
    main()
