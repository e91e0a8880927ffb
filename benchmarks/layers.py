"""The layers that are measured: those of well-known networks, and one of each other kind."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Layer:
    """One layer: channels, size, settings, and the operation that it is."""

    name: str
    channels: int
    out_channels: int
    size: int
    kernel: int
    stride: int = 1
    padding: int = 0
    groups: int = 1
    rank: int = 2
    transposed: bool = False
    dtype: str = "float32"

    @property
    def operation(self):
        """The name of the function, the same in PyTorch and in this package."""
        return f"conv_transpose{self.rank}d" if self.transposed else f"conv{self.rank}d"

    @property
    def settings(self):
        """Keyword arguments of the function."""
        return dict(stride=self.stride, padding=self.padding, groups=self.groups)

    @property
    def places(self):
        """Cells of the output along each axis."""
        if self.transposed:
            return (self.size - 1) * self.stride - 2 * self.padding + self.kernel
        return (self.size + 2 * self.padding - self.kernel) // self.stride + 1

    def arrays(self, batch):
        """Random input, weight and gradient of the output."""
        ends = self.channels, self.out_channels // self.groups
        if not self.transposed:
            ends = self.out_channels, self.channels // self.groups
        shapes = (
            (batch, self.channels, *[self.size] * self.rank),
            (*ends, *[self.kernel] * self.rank),
            (batch, self.out_channels, *[self.places] * self.rank),
        )
        rng = np.random.default_rng(0)
        return tuple(rng.standard_normal(shape).astype(self.dtype) for shape in shapes)

    @property
    def product(self):
        """(m, k, n): the layer is an m by k matrix times one of k by n for each image."""
        if self.transposed:
            return self.out_channels * self.kernel**self.rank, self.channels, self.size**self.rank
        taps = self.channels * self.kernel**self.rank
        return self.out_channels, taps, self.places**self.rank


THREES = [
    Layer("3x3, 64 channels, 56x56", 64, 64, 56, 3, padding=1),
    Layer("3x3, 128 channels, 28x28", 128, 128, 28, 3, padding=1),
    Layer("3x3, 256 channels, 14x14", 256, 256, 14, 3, padding=1),
    Layer("3x3, 512 channels, 7x7", 512, 512, 7, 3, padding=1),
]
# The 3 x 3 layers of stride 1 in ResNet-18 (He, Zhang, Ren and Sun 2016, table 1), and how often
# each stands there: two blocks of two layers at each size, the first of them with stride 2.
RESNET18 = list(zip((4, 3, 3, 3), THREES, strict=True))
FIVES = [
    Layer("5x5, 64 channels, 56x56", 64, 64, 56, 5, padding=2),
    Layer("5x5, 32 channels, 112x112", 32, 32, 112, 5, padding=2),
    Layer("5x5, 256 channels, 28x28", 256, 256, 28, 5, padding=2),
]
FIRST = Layer("7x7 stride 2, 3 to 64, 224x224", 3, 64, 224, 7, stride=2, padding=3)
POINTWISE = Layer("1x1, 64 to 256, 56x56", 64, 256, 56, 1)
DEPTHWISE = [
    Layer("depthwise 3x3, 128, 56x56", 128, 128, 56, 3, padding=1, groups=128),
    Layer("depthwise 15x15, 64, 56x56", 64, 64, 56, 15, padding=7, groups=64),
    Layer("depthwise 31x31, 64, 56x56", 64, 64, 56, 31, padding=15, groups=64),
]
DOUBLE = [
    Layer("float64 3x3, 64, 56x56", 64, 64, 56, 3, padding=1, dtype="float64"),
    Layer("float64 3x3, 256, 14x14", 256, 256, 14, 3, padding=1, dtype="float64"),
]
DENSE = [
    *THREES,
    *FIVES,
    FIRST,
    Layer("3x3 stride 2, 64 to 128, 56x56", 64, 128, 56, 3, stride=2, padding=1),
    POINTWISE,
]
OTHERS = [
    Layer("3x3 in 32 groups, 128, 56x56", 128, 128, 56, 3, padding=1, groups=32),
    *DEPTHWISE[:1],
    Layer("transposed 4x4 stride 2, 64", 64, 64, 28, 4, stride=2, padding=1, transposed=True),
    Layer("conv1d 3, 64 channels, 16384", 64, 64, 16384, 3, padding=1, rank=1),
    Layer("conv3d 3x3x3, 16 channels, 24^3", 16, 16, 24, 3, padding=1, rank=3),
    *DOUBLE,
]
