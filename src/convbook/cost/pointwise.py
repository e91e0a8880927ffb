"""Layers that change every number by itself."""

from dataclasses import dataclass
from typing import ClassVar

from convbook.arithmetic.arguments import counted
from convbook.cost.kind import Layer, channels_and_sizes
from convbook.cost.measure import Cost, elements

# Whether the slope can be told from the output, so that PyTorch keeps it in place of the input.
ACTIVATIONS = {
    "relu": True,
    "sigmoid": True,
    "tanh": True,
    "relu6": False,
    "leaky_relu": False,
    "silu": False,
    "gelu": False,
    "hardswish": False,
}


@dataclass(frozen=True)
class Activation(Layer):
    """A function of every number by itself, counted as one operation, not in place.

    Parameters
    ----------
    name : str
        One of ``relu``, ``sigmoid``, ``tanh``, ``relu6``, ``leaky_relu``, ``silu``, ``gelu`` and
        ``hardswish``.
    """

    name: str

    def __post_init__(self):
        if self.name not in ACTIVATIONS:
            raise ValueError(f"activation must be one of {', '.join(ACTIVATIONS)}; got {self.name}")

    def __str__(self) -> str:
        return self.name

    def cost(self, shape) -> Cost:
        """What the layer costs on an input of any shape."""
        return Cost(
            tuple(shape),
            others=elements(shape),
            reads=elements(shape),
            writes=elements(shape),
            keeps_input=not ACTIVATIONS[self.name],
            keeps_output=ACTIVATIONS[self.name],
        )


@dataclass(frozen=True)
class BatchNorm(Layer):
    """A scale and a shift for each channel: 2 C numbers learned, 2 C statistics not learned.

    At inference the statistics are folded into the scale and the shift: a product and a sum for
    each element, which are counted beside the multiply-accumulates. For the backward pass, the
    input is kept, and the mean and the deviation of each channel.

    >>> cost = BatchNorm().cost((1, 64, 56, 56))
    >>> cost.parameters, cost.statistics, cost.others
    (128, 128, 401408)
    """

    kind: ClassVar[str] = "batch_norm"

    def cost(self, shape) -> Cost:
        """What the layer costs on an input of shape ``(N, C, *sizes)``."""
        _, channels, _ = channels_and_sizes(shape, self.kind)
        return Cost(
            tuple(shape),
            parameters=2 * channels,
            statistics=2 * channels,
            others=2 * elements(shape),
            reads=elements(shape) + 4 * channels,
            writes=elements(shape),
            keeps_input=True,
            keeps_more=2 * channels,
        )


@dataclass(frozen=True)
class ChannelShuffle(Layer):
    """Channels dealt out anew over the groups: no operation, but every element moves.

    Parameters
    ----------
    groups : int
        A divisor of C.

    Notes
    -----
    Zhang, Zhou, Lin and Sun, "ShuffleNet" (2018). PyTorch keeps nothing for the backward pass.

    Examples
    --------
    >>> cost = ChannelShuffle(3).cost((1, 60, 28, 28))
    >>> cost.flops, cost.accesses
    (0, 94080)
    """

    kind: ClassVar[str] = "channel_shuffle"
    groups: int

    def cost(self, shape) -> Cost:
        """What the layer costs on an input of shape ``(N, C, *sizes)``."""
        _, channels, _ = channels_and_sizes(shape, self.kind)
        if self.groups < 1 or channels % self.groups:
            raise ValueError(
                f"input has {counted(channels, 'channel')}, which groups={self.groups} "
                "does not divide"
            )
        return Cost(tuple(shape), reads=elements(shape), writes=elements(shape))


@dataclass(frozen=True)
class Select(Layer):
    """Some of the channels, looked at where they are.

    Parameters
    ----------
    channels : int
        How many; which ones costs the same.

    Notes
    -----
    For connection tables as in C3 of LeNet-5, whose maps read 3, 4 or all 6 maps before them.

    Examples
    --------
    >>> Select(3).cost((1, 6, 14, 14)).output
    (1, 3, 14, 14)
    """

    kind: ClassVar[str] = "select"
    channels: int

    def cost(self, shape) -> Cost:
        """What the layer costs: nothing."""
        batch, channels, sizes = channels_and_sizes(shape, self.kind)
        if not 1 <= self.channels <= channels:
            raise ValueError(
                f"input has {counted(channels, 'channel')}, of which {self.channels} are selected"
            )
        return Cost((batch, self.channels, *sizes), view=True)
