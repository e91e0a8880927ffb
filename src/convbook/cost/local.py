"""Layers that have the windows of a convolution and do not share their weights."""

from dataclasses import dataclass
from math import prod
from typing import ClassVar

from convbook.arithmetic import Slide
from convbook.cost.convolution import Conv, weighted
from convbook.cost.kind import Layer
from convbook.cost.measure import Cost, elements
from convbook.cost.products import products_nominal

__all__ = ["LocallyConnected"]


@dataclass(frozen=True)
class LocallyConnected(Layer):
    r"""A layer with the windows of a convolution and other weights at every place.

    .. math:: \text{parameters} = \left( O \, C \prod \text{taps} + O \right) \prod \text{places}

    Parameters
    ----------
    channels : int
        Output channels O.
    kernel, stride, padding, dilation
        See :class:`Conv`.
    bias : bool
        One number for each output of an image.

    Examples
    --------
    The multiplications of a convolution, and one weight for each of them.

    >>> cost = LocallyConnected(2, kernel=3, bias=False).cost((1, 1, 6, 5))
    >>> cost.macs, cost.parameters
    (216, 216)
    """

    kind: ClassVar[str] = "locally_connected"
    channels: int
    kernel: int | tuple[int, ...]
    stride: int | tuple[int, ...] = 1
    padding: int | tuple[int, ...] = 0
    dilation: int | tuple[int, ...] = 1
    bias: bool = True

    def conv(self) -> Conv:
        """The convolution of the same windows."""
        return Conv(
            self.channels, self.kernel, self.stride, self.padding, self.dilation, bias=self.bias
        )

    def windows(self, rank: int) -> tuple[Slide, ...]:
        """How the layer reads each axis."""
        return self.conv().windows(rank)

    def count(self, shape) -> Cost:
        plan = self.conv().plan(shape)
        return weighted(
            shape,
            plan.output_shape,
            weights=elements(plan.weight_shape) * prod(plan.places),
            biases=plan.out_channels * prod(plan.places) if self.bias else 0,
            macs=products_nominal(plan),
        )
