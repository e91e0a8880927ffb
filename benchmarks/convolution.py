"""How fast are the NumPy convolutions, against PyTorch and against other ways to write them?

Prints, for a list of layers, the time of each contestant divided into PyTorch's: above 1 is faster
than PyTorch. One thread, float32, layout NCHW. All contestants take turns in one run, so that a
busy machine slows all of them; the figures are medians over the rounds. ``make bench`` sets the
number of threads, which NumPy and PyTorch read when they are imported, and runs it.
"""

from dataclasses import dataclass

import numpy as np
import scipy.signal
import torch

import convbook.functional as F
from benchmarks.stopwatch import begin, contest


@dataclass(frozen=True)
class Layer:
    """One convolution: channels, size, and settings."""

    name: str
    channels: int
    out_channels: int
    size: int
    kernel: int
    stride: int = 1
    padding: int = 0
    groups: int = 1
    rank: int = 2

    def arrays(self, batch):
        """Random input and weight."""
        rng = np.random.default_rng(0)
        shape = (batch, self.channels, *[self.size] * self.rank)
        kernel = (self.out_channels, self.channels // self.groups, *[self.kernel] * self.rank)
        return tuple(rng.standard_normal(s).astype(np.float32) for s in (shape, kernel))

    @property
    def settings(self):
        """Keyword arguments of the convolution."""
        return dict(stride=self.stride, padding=self.padding, groups=self.groups)


LAYERS = [
    Layer("3x3, 64 channels, 56x56", 64, 64, 56, 3, padding=1),
    Layer("3x3, 128 channels, 28x28", 128, 128, 28, 3, padding=1),
    Layer("3x3, 256 channels, 14x14", 256, 256, 14, 3, padding=1),
    Layer("3x3, 512 channels, 7x7", 512, 512, 7, 3, padding=1),
    Layer("5x5, 32 channels, 112x112", 32, 32, 112, 5, padding=2),
    Layer("7x7 stride 2, 3 to 64, 224x224", 3, 64, 224, 7, stride=2, padding=3),
    Layer("3x3 stride 2, 64 to 128, 56x56", 64, 128, 56, 3, stride=2, padding=1),
    Layer("1x1, 64 to 256, 56x56", 64, 256, 56, 1),
    Layer("3x3 in 32 groups, 128, 56x56", 128, 128, 56, 3, padding=1, groups=32),
    Layer("depthwise 3x3, 128, 56x56", 128, 128, 56, 3, padding=1, groups=128),
    Layer("conv1d 3, 64 channels, 16384", 64, 64, 16384, 3, padding=1, rank=1),
    Layer("conv3d 3x3x3, 16 channels, 24^3", 16, 16, 24, 3, padding=1, rank=3),
]


def convbook(layer, x, w):
    """Ours."""
    return getattr(F, f"conv{layer.rank}d")(x, w, **layer.settings)


def scipy_signal(layer, x, w):
    """One scipy.signal.correlate an image and filter, direct: no stride, no groups, no batch."""
    border = [(0, 0)] + [(layer.padding, layer.padding)] * layer.rank
    padded = [np.pad(image, border) for image in x]
    steps = (slice(None, None, layer.stride),) * layer.rank
    return np.stack(
        [
            np.stack([scipy.signal.correlate(image, o, "valid", "direct")[0][steps] for o in w])
            for image in padded
        ]
    )


def im2col(layer, x, w):
    """As courses teach it: fancy indices, all windows of the batch at once, one product."""
    size, kernel = layer.size, layer.kernel
    border = [(0, 0), (0, 0)] + [(layer.padding, layer.padding)] * 2
    padded = np.pad(x, border)
    out = (size + 2 * layer.padding - kernel) // layer.stride + 1
    taps = np.arange(kernel)
    places = np.arange(out) * layer.stride
    rows = (np.repeat(taps, kernel)[:, None] + np.repeat(places, out)).astype(np.intp)
    columns = (np.tile(taps, kernel)[:, None] + np.tile(places, out)).astype(np.intp)
    windows = padded[:, :, rows, columns].reshape(len(x), -1, out * out)
    windows = windows.transpose(1, 2, 0).reshape(windows.shape[1], -1)
    product = w.reshape(len(w), -1) @ windows
    return product.reshape(len(w), out, out, len(x)).transpose(3, 0, 1, 2)


def loops(layer, x, w):
    """A textbook's four loops, one window at a time."""
    padded = np.pad(x, [(0, 0), (0, 0), (layer.padding,) * 2, (layer.padding,) * 2])
    out = (layer.size + 2 * layer.padding - layer.kernel) // layer.stride + 1
    y = np.empty((len(x), len(w), out, out), x.dtype)
    for n in range(len(x)):
        for o in range(len(w)):
            for i in range(out):
                for j in range(out):
                    top, left = i * layer.stride, j * layer.stride
                    window = padded[n, :, top : top + layer.kernel, left : left + layer.kernel]
                    y[n, o, i, j] = (window * w[o]).sum()
    return y


PEERS = {"convbook": convbook, "im2col": im2col, "scipy.signal": scipy_signal, "loops": loops}


def takes(peer, layer, batch):
    """Whether a peer knows the layer, and can be waited for."""
    if peer == "convbook":
        return True
    if layer.groups > 1:
        return False
    if peer == "im2col":
        return layer.rank == 2
    if peer == "loops":
        return layer.rank == 2 and layer.size <= 7 and batch == 1
    return layer.size**layer.rank <= 3200 and batch == 1


def matrix_limit(layer, batch):
    """One matrix product with the multiplications of the layer: the most NumPy can reach."""
    out = (layer.size + 2 * layer.padding - layer.kernel) // layer.stride + 1
    taps = layer.channels // layer.groups * layer.kernel**layer.rank
    rng = np.random.default_rng(0)
    w = rng.standard_normal((layer.out_channels, taps)).astype(np.float32)
    columns = rng.standard_normal((taps, min(4096, batch * out**layer.rank))).astype(np.float32)
    share = batch * out**layer.rank / columns.shape[1]
    return (lambda: w @ columns), share


def forward_calls(layer, batch):
    """One call of every contestant that knows the layer."""
    x, w = layer.arrays(batch)
    theirs = getattr(torch.nn.functional, f"conv{layer.rank}d")
    tx, tw = torch.from_numpy(x), torch.from_numpy(w)
    expected = theirs(tx, tw, **layer.settings).numpy()
    calls = {"torch": lambda: theirs(tx, tw, **layer.settings)}
    for name, peer in PEERS.items():
        if takes(name, layer, batch):
            np.testing.assert_allclose(peer(layer, x, w), expected, atol=2e-4 * abs(expected).max())
            calls[name] = lambda peer=peer: peer(layer, x, w)
    return calls


def backward_calls(layer, batch, modules):
    """Input and weight gradient of PyTorch and of each module."""
    x, w = layer.arrays(batch)
    tx, tw = torch.from_numpy(x).requires_grad_(), torch.from_numpy(w).requires_grad_()
    y = getattr(torch.nn.functional, f"conv{layer.rank}d")(tx, tw, **layer.settings)
    grad = torch.randn(y.shape, generator=torch.Generator().manual_seed(0))
    calls = {"torch": lambda: torch.autograd.grad(y, (tx, tw), grad, retain_graph=True)}
    for name, module in modules.items():
        ours = getattr(module, f"conv{layer.rank}d_backward")
        calls[name] = lambda ours=ours: ours(grad.numpy(), x, w, **layer.settings)
    return calls


def plain_backward(layer, batch):
    """The gradients of the plain form."""
    return backward_calls(layer, batch, {"convbook": F})


def table(title, batch, rounds, calls, names, layers):
    """Print one table, PyTorch's time divided by each contestant's; return all times."""
    every = {}
    print(
        f"\n{title}, batch of {batch}: PyTorch's time / theirs (above 1 is faster than PyTorch)\n"
    )
    print(f"| {'layer':32} | " + " | ".join(f"{name:>12}" for name in names) + " |")
    print(f"|{'-' * 34}|" + f"{'-' * 13}:|" * len(names))
    for layer in layers:
        contestants = calls(layer, batch)
        product, share = matrix_limit(layer, batch)
        if "matrix limit" in names and layer.groups == 1:
            contestants["matrix limit"] = product
        times = contest(contestants, rounds)
        if "matrix limit" in times:
            times["matrix limit"] *= share
        cells = [f"{times['torch'] / times[n]:12.2g}" if n in times else " " * 12 for n in names]
        print(f"| {layer.name:32} | " + " | ".join(cells) + " |", flush=True)
        every[layer.name] = times
    return every


def main():
    """Print the machine and the tables."""
    rounds = begin(__doc__).rounds
    names = ["convbook", "matrix limit", "im2col", "scipy.signal", "loops"]
    with torch.no_grad():
        for batch in (1, 8):
            table("Forward", batch, rounds, forward_calls, names, LAYERS)
    table("Backward", 8, max(3, rounds // 2), plain_backward, ["convbook"], LAYERS)


if __name__ == "__main__":
    main()
