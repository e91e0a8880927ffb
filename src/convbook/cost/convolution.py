"""Layers that slide weights over a map."""

from dataclasses import dataclass
from typing import ClassVar

from convbook.arithmetic import Plan, Slide, slides
from convbook.arithmetic.arguments import counted
from convbook.cost.kind import Layer, channels_and_sizes, each
from convbook.cost.measure import Cost, elements
from convbook.cost.products import products_nominal


@dataclass(frozen=True)
class Conv(Layer):
    r"""A convolution.

    .. math:: \text{parameters} = O \frac{C}{\text{groups}} \prod \text{taps} + O, \qquad
        \text{macs} = N \, O \prod \text{places} \cdot \frac{C}{\text{groups}} \prod \text{taps}

    Parameters
    ----------
    channels : int
        Output channels O.
    kernel, stride, padding, dilation : int or tuple of int
        One number for all axes, or one for each.
    groups : int
        A divisor of C and of O.
    bias : bool

    Examples
    --------
    >>> cost = Conv(64, kernel=7, stride=2, padding=3, bias=False).cost((1, 3, 224, 224))
    >>> cost.output, cost.parameters, cost.macs, cost.flops
    ((1, 64, 112, 112), 9408, 118013952, 236027904)
    """

    kind: ClassVar[str] = "conv"
    channels: int
    kernel: int | tuple[int, ...] = 1
    stride: int | tuple[int, ...] = 1
    padding: int | tuple[int, ...] = 0
    dilation: int | tuple[int, ...] = 1
    groups: int = 1
    bias: bool = True

    def plan(self, shape) -> Plan:
        """All the integers of the convolution."""
        _, channels, sizes = channels_and_sizes(shape, self.kind)
        if self.groups < 1 or channels % self.groups:
            raise ValueError(
                f"input has {counted(channels, 'channel')}, which groups={self.groups} "
                "does not divide"
            )
        weight = (self.channels, channels // self.groups, *each(self.kernel, len(sizes)))
        return Plan.of(shape, weight, self.stride, self.padding, self.dilation, self.groups)

    def windows(self, rank: int) -> tuple[Slide, ...]:
        """How the layer reads each axis."""
        return slides(each(self.kernel, rank), self.stride, self.padding, self.dilation)

    def cost(self, shape) -> Cost:
        """What the layer costs on an input of shape ``(N, C, *sizes)``."""
        plan = self.plan(shape)
        return weighted(
            shape,
            plan.output_shape,
            weights=elements(plan.weight_shape),
            biases=plan.out_channels if self.bias else 0,
            macs=products_nominal(plan),
        )


@dataclass(frozen=True)
class Depthwise(Layer):
    """A convolution of each channel by itself: as many groups as channels.

    Parameters
    ----------
    kernel, stride, padding, dilation
        See :class:`Conv`.
    multiplier : int
        Output channels made of each input channel.
    bias : bool

    Examples
    --------
    >>> cost = Depthwise(kernel=3, padding=1, bias=False).cost((1, 32, 112, 112))
    >>> cost.parameters, cost.macs
    (288, 3612672)
    """

    kind: ClassVar[str] = "depthwise"
    kernel: int | tuple[int, ...]
    stride: int | tuple[int, ...] = 1
    padding: int | tuple[int, ...] = 0
    dilation: int | tuple[int, ...] = 1
    multiplier: int = 1
    bias: bool = True

    def conv(self, channels: int) -> Conv:
        """The convolution that this is on an input of so many channels."""
        return Conv(
            channels * self.multiplier,
            self.kernel,
            self.stride,
            self.padding,
            self.dilation,
            channels,
            self.bias,
        )

    def windows(self, rank: int) -> tuple[Slide, ...]:
        """How the layer reads each axis."""
        return self.conv(1).windows(rank)

    def cost(self, shape) -> Cost:
        """What the layer costs on an input of shape ``(N, C, *sizes)``."""
        return self.conv(channels_and_sizes(shape, self.kind)[1]).cost(shape)


@dataclass(frozen=True)
class ConvTranspose(Layer):
    r"""A transposed convolution: every input cell is multiplied by the whole kernel.

    .. math:: \text{macs} = N \, C \prod \text{sizes} \cdot \frac{O}{\text{groups}} \prod
        \text{taps}

    Parameters
    ----------
    channels : int
        Output channels O.
    kernel, stride, padding, dilation, groups, bias
        See :class:`Conv`.
    output_padding : int or tuple of int
        Cells added behind the result.

    Examples
    --------
    >>> ConvTranspose(8, kernel=2, stride=2).cost((1, 16, 7, 5)).output
    (1, 8, 14, 10)
    """

    kind: ClassVar[str] = "conv_transpose"
    channels: int
    kernel: int | tuple[int, ...] = 1
    stride: int | tuple[int, ...] = 1
    padding: int | tuple[int, ...] = 0
    output_padding: int | tuple[int, ...] = 0
    dilation: int | tuple[int, ...] = 1
    groups: int = 1
    bias: bool = True

    def plan(self, shape) -> Plan:
        """The plan of the convolution that this transposes."""
        _, channels, sizes = channels_and_sizes(shape, self.kind)
        if self.groups < 1 or self.channels % self.groups:
            raise ValueError(
                f"{counted(self.channels, 'output channel')}, which groups={self.groups} "
                "does not divide"
            )
        return Plan.transposed(
            shape,
            (channels, self.channels // self.groups, *each(self.kernel, len(sizes))),
            self.stride,
            self.padding,
            self.output_padding,
            self.groups,
            self.dilation,
        )

    def windows(self, rank: int) -> tuple[Slide, ...]:
        """Refused: neighboring outputs see fields of different sizes."""
        raise ValueError(
            f"{self}: the field of a transposed convolution differs from output to output, "
            f"so it has no one size and stride"
        )

    def cost(self, shape) -> Cost:
        """What the layer costs on an input of shape ``(N, C, *sizes)``."""
        plan = self.plan(shape)
        return weighted(
            shape,
            plan.input_shape,
            weights=elements(plan.weight_shape),
            biases=self.channels if self.bias else 0,
            macs=products_nominal(plan),
        )


def weighted(shape, output, weights: int, biases: int, macs: int) -> Cost:
    """The cost of a layer that multiplies by weights and adds biases."""
    return Cost(
        tuple(output),
        parameters=weights + biases,
        macs=macs,
        others=elements(output) if biases else 0,
        reads=elements(shape) + weights + biases,
        writes=elements(output),
        keeps_input=True,
    )
