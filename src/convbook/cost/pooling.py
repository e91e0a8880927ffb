"""Layers that make one number of a window, or of a whole map."""

from dataclasses import dataclass
from math import prod
from typing import ClassVar

from convbook.arithmetic import Slide
from convbook.arithmetic.pooling import ceil_outputs, pooling_windows
from convbook.cost.kind import Layer, channels_and_sizes
from convbook.cost.measure import Cost, elements

__all__ = ["AvgPool", "GlobalAvgPool", "MaxPool"]


@dataclass(frozen=True)
class Pool(Layer):
    """What maximum and average pooling have in common."""

    kernel: int | tuple[int, ...]
    stride: int | tuple[int, ...] | None = None
    padding: int | tuple[int, ...] = 0
    ceil: bool = False

    def windows(self, rank: int) -> tuple[Slide, ...]:
        """How the layer reads each axis."""
        return tuple(pooling_windows(self.kernel, self.stride, self.padding, 1, rank))

    def output(self, shape) -> tuple[int, ...]:
        """Shape of the result."""
        batch, channels, sizes = channels_and_sizes(shape, self.kind)
        windows = self.windows(len(sizes))
        places = [
            ceil_outputs(window, size) if self.ceil else window.outputs(size)
            for window, size in zip(windows, sizes, strict=True)
        ]
        return (batch, channels, *places)

    def taps(self, shape) -> int:
        """Cells of one window."""
        return prod(window.kernel for window in self.windows(len(shape) - 2))


@dataclass(frozen=True)
class MaxPool(Pool):
    """The largest number of each window: a comparison less than there are taps.

    Parameters
    ----------
    kernel, stride, padding : int or tuple of int
        The stride is the kernel unless given; the padding is at most half of the kernel.
    ceil : bool
        Whether a last window may begin inside and end behind the border.

    Examples
    --------
    >>> cost = MaxPool(3, stride=2).cost((1, 96, 55, 55))
    >>> cost.output, cost.macs, cost.others
    ((1, 96, 27, 27), 0, 559872)
    """

    kind: ClassVar[str] = "max_pool"

    def count(self, shape) -> Cost:
        output = self.output(shape)
        return Cost(
            output,
            others=elements(output) * (self.taps(shape) - 1),
            reads=elements(shape),
            writes=elements(output),
            keeps_input=True,
            keeps_more=elements(output),
        )


@dataclass(frozen=True)
class AvgPool(Pool):
    """The mean of each window: its sums and a division.

    Parameters
    ----------
    kernel, stride, padding, ceil
        See :class:`MaxPool`.
    """

    kind: ClassVar[str] = "avg_pool"

    def count(self, shape) -> Cost:
        output = self.output(shape)
        return Cost(
            output,
            others=elements(output) * self.taps(shape),
            reads=elements(shape),
            writes=elements(output),
            keeps_input=True,
        )


@dataclass(frozen=True)
class GlobalAvgPool(Layer):
    """The mean of each map: ``(N, C, *sizes)`` becomes ``(N, C, 1, ...)``.

    Its gradient is the same for all cells, so nothing is kept.

    >>> GlobalAvgPool().cost((1, 512, 7, 7)).output
    (1, 512, 1, 1)
    """

    kind: ClassVar[str] = "global_avg_pool"

    def windows(self, rank: int) -> None:
        """None: every output sees a whole map."""

    def count(self, shape) -> Cost:
        batch, channels, sizes = channels_and_sizes(shape, self.kind)
        return Cost(
            (batch, channels, *(1 for _ in sizes)),
            others=elements(shape),
            reads=elements(shape),
            writes=batch * channels,
        )
