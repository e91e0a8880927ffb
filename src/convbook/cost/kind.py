"""What all layers have in common: a cost, windows, and a way to be written down."""

from dataclasses import fields
from typing import ClassVar

from convbook.arithmetic import Slide
from convbook.arithmetic.arguments import truth, whole
from convbook.cost.measure import Cost

__all__ = ["Layer"]

LEAST = {"padding": 0, "output_padding": 0}
"""The least value of a setting, where it is not 1."""


class Layer:
    """One layer of a network, without its weights.

    Settings are whole numbers, or a tuple with one for each axis; ``bias`` and ``ceil`` are True or
    False.
    """

    kind: ClassVar[str]

    def __post_init__(self):
        for setting in fields(self):
            value = getattr(self, setting.name)
            if isinstance(setting.default, bool):
                truth(setting.name, value)
            elif value != setting.default and not isinstance(value, str):
                object.__setattr__(self, setting.name, checked(setting.name, value))

    def cost(self, shape) -> Cost:
        """Count what the layer costs on an input of shape ``(N, C, *sizes)``.

        Raises
        ------
        TypeError, ValueError
            If the shape does not hold whole numbers from 0 on, or the layer does not fit it.
        """
        return self.count(whole_shape(shape))

    def count(self, shape: tuple[int, ...]) -> Cost:
        """What the layer costs on an input whose shape is checked."""
        raise NotImplementedError

    def windows(self, rank: int) -> tuple[Slide, ...] | None:
        """How the layer reads each axis; None if every output sees the whole input."""
        return (Slide(1),) * rank

    def __str__(self) -> str:
        """The layer as :func:`~convbook.cost.layer` reads it."""
        given = [(f.name, getattr(self, f.name), f.default) for f in fields(self)]
        words = [
            f"no {name}" if value is False else name if value is True else f"{name} {number(value)}"
            for name, value, default in given
            if value != default
        ]
        first = next((f.name for f in fields(self)), None)
        if words and words[0].startswith(f"{first} "):
            words[0] = words[0].removeprefix(f"{first} ")
            return ", ".join([f"{self.kind} {words[0]}", *words[1:]])
        return ", ".join([self.kind, *words])


def number(value) -> str:
    """A number, or one for each axis."""
    return "x".join(map(str, value)) if isinstance(value, tuple) else str(value)


def checked(name: str, value):
    """A setting as a whole number, or as a tuple of them."""
    if isinstance(value, (tuple, list)):
        return tuple(checked(name, number) for number in value)
    least = LEAST.get(name, 1)
    if whole(name, value) < least:
        raise ValueError(f"{name} must be at least {least}, got {value}")
    return whole(name, value)


def whole_shape(shape) -> tuple[int, ...]:
    """A shape as a tuple of whole numbers; what is negative is refused."""
    shape = tuple(whole("a size in shape", size) for size in shape)
    if min(shape, default=0) < 0:
        raise ValueError(f"shape must have sizes of at least 0, got {min(shape)} in {shape}")
    return shape


def channels_and_sizes(shape, kind: str) -> tuple[int, int, tuple[int, ...]]:
    """Batch, channels and sizes of a shape (N, C, *sizes) of at least one size."""
    if len(shape) < 3:
        raise ValueError(
            f"{kind} needs an input of shape (N, C, *sizes), got {len(shape)} axes in {shape}"
        )
    batch, channels, *sizes = shape
    return batch, channels, tuple(sizes)
