"""A gate for each channel, computed from the means of all channels."""

from dataclasses import dataclass
from typing import ClassVar

from convbook.arithmetic.arguments import counted
from convbook.cost.dense import Flatten, Linear
from convbook.cost.kind import Layer, channels_and_sizes
from convbook.cost.measure import Cost, elements
from convbook.cost.pointwise import Activation
from convbook.cost.pooling import GlobalAvgPool

__all__ = ["SqueezeExcite"]


@dataclass(frozen=True)
class SqueezeExcite(Layer):
    r"""A gate for each channel, computed from the means of all channels.

    Mean over the map, linear layer to h hidden features, ReLU, linear layer back to C, sigmoid,
    product with the input.

    .. math:: \text{parameters} = 2 \, C \, h + h + C, \qquad
        h = \text{hidden} \text{ or } C / \text{reduction}

    Parameters
    ----------
    reduction : int
        A divisor of C.
    bias : bool
    hidden : int, optional
        Hidden features, in place of ``reduction``: the width may be any number.

    Notes
    -----
    Hu, Shen and Sun, "Squeeze-and-Excitation Networks" (2018). Howard and others, "Searching for
    MobileNetV3" (2019), round the width to a multiple of 8. Each activation is applied where its
    argument is made, so means, hidden values and gates are written once and read once.

    Examples
    --------
    >>> cost = SqueezeExcite(16).cost((1, 256, 56, 56))
    >>> cost.parameters, cost.macs
    (8464, 8192)
    >>> SqueezeExcite(hidden=32).cost((1, 120, 28, 28)).parameters
    7832
    """

    kind: ClassVar[str] = "squeeze_excite"
    reduction: int = 16
    bias: bool = True
    hidden: int | None = None

    def __post_init__(self):
        super().__post_init__()
        if self.hidden is not None and self.reduction != type(self).reduction:
            raise ValueError(
                f"{self.kind} takes a reduction or hidden features, got {self.reduction} and "
                f"{self.hidden}"
            )

    def width(self, channels: int) -> int:
        """Hidden features for an input of this many channels."""
        if self.hidden is not None:
            return self.hidden
        if channels % self.reduction:
            raise ValueError(
                f"input has {counted(channels, 'channel')}, which reduction={self.reduction} "
                "does not divide"
            )
        return channels // self.reduction

    def gate(self, channels: int) -> tuple[Layer, ...]:
        """The layers that compute the gates, by which the input is multiplied.

        >>> print(*SqueezeExcite(16).gate(64), sep=", ")
        global_avg_pool, flatten, linear 4, relu, linear 64, sigmoid
        """
        first, second = (Linear(n, self.bias) for n in (self.width(channels), channels))
        relu, sigmoid = Activation("relu"), Activation("sigmoid")
        return GlobalAvgPool(), Flatten(), first, relu, second, sigmoid

    def windows(self, rank: int) -> None:
        """None: the gates see the whole input."""

    def count(self, shape) -> Cost:
        batch, channels, _ = channels_and_sizes(shape, self.kind)
        hidden = self.width(channels)
        weights, biases = 2 * channels * hidden, (channels + hidden) * self.bias
        small = batch * (channels + hidden + channels)
        return Cost(
            shape,
            parameters=weights + biases,
            macs=batch * weights,
            others=2 * elements(shape) + batch * (biases + hidden + channels),
            reads=2 * elements(shape) + small + weights + biases,
            writes=elements(shape) + small,
            keeps_input=True,
            keeps_more=small,
        )
