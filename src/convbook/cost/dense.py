"""Layers in which every output sees every input."""

from dataclasses import dataclass
from math import prod
from typing import ClassVar

from convbook.cost.convolution import weighted
from convbook.cost.kind import Layer
from convbook.cost.measure import Cost

__all__ = ["Flatten", "Linear"]


@dataclass(frozen=True)
class Flatten(Layer):
    """``(N, C, *sizes)`` read as ``(N, features)``: nothing moves.

    >>> Flatten().cost((2, 16, 5, 5)).output
    (2, 400)
    """

    kind: ClassVar[str] = "flatten"

    def windows(self, rank: int) -> None:
        """None: what follows sees the whole input."""

    def count(self, shape) -> Cost:
        if len(shape) < 2:
            raise ValueError(f"flatten needs an input of shape (N, C, *sizes), got {shape}")
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

    def count(self, shape) -> Cost:
        if len(shape) < 2:
            raise ValueError(f"linear needs an input of shape (N, features), got {shape}")
        *rows, features = shape
        return weighted(
            shape,
            (*rows, self.features),
            weights=features * self.features,
            biases=self.features if self.bias else 0,
            macs=prod(rows) * features * self.features,
        )
