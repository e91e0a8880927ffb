"""Layers in which every output sees every input."""

from dataclasses import dataclass
from math import prod
from typing import ClassVar

from convbook.arithmetic.arguments import counted, whole
from convbook.cost.convolution import weighted
from convbook.cost.kind import Layer, channels_and_sizes
from convbook.cost.measure import Cost, elements


@dataclass(frozen=True)
class Flatten(Layer):
    """``(N, C, *sizes)`` read as ``(N, features)``: nothing moves.

    >>> Flatten().cost((2, 16, 5, 5)).output
    (2, 400)
    """

    kind: ClassVar[str] = "flatten"

    def windows(self, rank: int) -> None:
        """None: what follows sees the whole input."""

    def cost(self, shape) -> Cost:
        """What the layer costs: nothing."""
        return Cost((shape[0], prod(shape[1:])), view=True)


@dataclass(frozen=True)
class Linear(Layer):
    r"""A fully connected layer on the last axis.

    .. math:: \text{parameters} = \text{in} \cdot \text{out} + \text{out}, \qquad
        \text{macs} = N \cdot \text{in} \cdot \text{out}

    Parameters
    ----------
    features : int
        Outputs.
    bias : bool

    Examples
    --------
    >>> cost = Linear(10).cost((1, 84))
    >>> cost.parameters, cost.macs
    (850, 840)
    """

    kind: ClassVar[str] = "linear"
    features: int
    bias: bool = True

    def windows(self, rank: int) -> None:
        """None: every output sees the whole input."""

    def cost(self, shape) -> Cost:
        """What the layer costs on an input of shape ``(*, features)``."""
        *rows, features = shape
        if not rows:
            raise ValueError(f"linear needs an input of shape (N, features), got {tuple(shape)}")
        if whole("features", self.features) < 1:
            raise ValueError(f"features must be at least 1, got {self.features}")
        return weighted(
            shape,
            (*rows, self.features),
            weights=features * self.features,
            biases=self.features if self.bias else 0,
            macs=prod(rows) * features * self.features,
        )


@dataclass(frozen=True)
class SqueezeExcite(Layer):
    r"""A gate for each channel, computed from the means of all channels.

    Mean over the map, linear layer to C / reduction, ReLU, linear layer back to C, sigmoid, product
    with the input.

    .. math:: \text{parameters} = 2 \frac{C^2}{\text{reduction}} + \frac{C}{\text{reduction}} + C

    Parameters
    ----------
    reduction : int
        A divisor of C.
    bias : bool

    Notes
    -----
    Hu, Shen and Sun, "Squeeze-and-Excitation Networks" (2018). Each activation is applied where
    its argument is made, so means, hidden values and gates are written once and read once.

    Examples
    --------
    >>> cost = SqueezeExcite(16).cost((1, 256, 56, 56))
    >>> cost.parameters, cost.macs
    (8464, 8192)
    """

    kind: ClassVar[str] = "squeeze_excite"
    reduction: int = 16
    bias: bool = True

    def windows(self, rank: int) -> None:
        """None: the gates see the whole input."""

    def cost(self, shape) -> Cost:
        """What the layer costs on an input of shape ``(N, C, *sizes)``."""
        batch, channels, _ = channels_and_sizes(shape, self.kind)
        if self.reduction < 1 or channels % self.reduction:
            raise ValueError(
                f"input has {counted(channels, 'channel')}, which reduction={self.reduction} "
                "does not divide"
            )
        hidden = channels // self.reduction
        weights, biases = 2 * channels * hidden, (channels + hidden) * self.bias
        small = batch * (channels + hidden + channels)
        return Cost(
            tuple(shape),
            parameters=weights + biases,
            macs=batch * weights,
            others=2 * elements(shape) + batch * (biases + hidden + channels),
            reads=2 * elements(shape) + small + weights + biases,
            writes=elements(shape) + small,
            keeps_input=True,
            keeps_more=small,
        )
