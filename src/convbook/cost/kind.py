"""What all layers have in common: a cost, windows, and a way to be written down."""

from dataclasses import fields
from typing import ClassVar

from convbook.arithmetic import Slide
from convbook.cost.measure import Cost


class Layer:
    """One layer of a network, without its numbers."""

    kind: ClassVar[str]

    def cost(self, shape) -> Cost:
        """What the layer costs on an input of shape ``(N, C, *sizes)``."""
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


def channels_and_sizes(shape, kind: str) -> tuple[int, int, tuple[int, ...]]:
    """Batch, channels and sizes of a shape (N, C, *sizes) of at least one size."""
    if len(shape) < 3:
        raise ValueError(
            f"{kind} needs an input of shape (N, C, *sizes), got {len(shape)} axes in {shape}"
        )
    batch, channels, *sizes = shape
    return batch, channels, tuple(sizes)


def each(value, rank: int) -> tuple[int, ...]:
    """One number for each of ``rank`` axes."""
    return tuple(value) if isinstance(value, tuple) else (value,) * rank
