"""The integers of ``unfold`` and ``fold``: windows of an image laid out as columns."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product
from math import prod

from convbook.arithmetic.arguments import counted, filled, whole
from convbook.arithmetic.slide import Slide, slides

__all__ = ["Columns"]


@dataclass(frozen=True)
class Columns:
    """An image of shape (N, C, H, W) and its windows as columns (N, C * taps, places).

    Attributes
    ----------
    batch, channels : int
    sizes : (int, int)
        Rows and columns of the image.
    places : (int, int)
        Places of the window along each.
    windows : (Slide, Slide)
    batched : bool
        Whether the given array had a batch axis.
    """

    batch: int
    channels: int
    sizes: tuple[int, int]
    places: tuple[int, int]
    windows: tuple[Slide, Slide]
    batched: bool = True

    @classmethod
    def of(cls, input_shape, kernel_size, dilation=1, padding=0, stride=1):
        """The columns of an image of shape (N, C, H, W) or (C, H, W).

        Raises
        ------
        TypeError, ValueError
            If the shape and the settings do not belong together.
        """
        if len(input_shape) not in (3, 4):
            raise ValueError(
                f"input must have 4 axes, or 3 without a batch; got {len(input_shape)} "
                f"in shape {tuple(input_shape)}"
            )
        batch, channels, *sizes = (1, *input_shape)[-4:]
        filled("input", (channels, *sizes))
        windows = slides(
            pair("kernel_size", kernel_size),
            pair("stride", stride),
            pair("padding", padding),
            pair("dilation", dilation),
        )
        places = tuple(map(Slide.outputs, windows, sizes))
        return cls(batch, channels, tuple(sizes), places, windows, len(input_shape) == 4)

    @classmethod
    def folding(cls, input_shape, output_size, kernel_size, dilation=1, padding=0, stride=1):
        """The columns (N, C * taps, places), or without N, of an image of ``output_size``.

        Raises
        ------
        TypeError, ValueError
            If the shape and the settings do not belong together.
        """
        if len(input_shape) not in (2, 3):
            raise ValueError(
                f"input must have 3 axes, or 2 without a batch; got {len(input_shape)} "
                f"in shape {tuple(input_shape)}"
            )
        batch, rows, columns = (1, *input_shape)[-3:]
        filled("input", (rows, columns))
        taps = prod(pair("kernel_size", kernel_size))
        if taps > 0 and rows % taps:
            raise ValueError(
                f"input has {counted(rows, 'row')}, which the {taps} taps do not divide"
            )
        image_shape = (batch, rows // max(1, taps), *pair("output_size", output_size))
        plan = cls.of(image_shape, kernel_size, dilation, padding, stride)
        if columns != prod(plan.places):
            raise ValueError(
                f"input has {counted(columns, 'column')}, but the window has "
                f"{' x '.join(map(str, plan.places))} = {counted(prod(plan.places), 'place')}"
            )
        return replace(plan, batched=len(input_shape) == 3)

    @property
    def image_shape(self) -> tuple[int, ...]:
        """(N, C, H, W)."""
        return (self.batch, self.channels, *self.sizes)

    @property
    def columns_shape(self) -> tuple[int, ...]:
        """(N, C * taps, places)."""
        taps = prod(window.kernel for window in self.windows)
        return (self.batch, self.channels * taps, prod(self.places))

    def as_given(self, array):
        """``array`` without its batch axis if the given array had none."""
        return array if self.batched else array[0]

    def as_given_shape(self, shape) -> tuple[int, ...]:
        """``shape`` without its batch axis if the given array had none."""
        return shape if self.batched else shape[1:]

    def pairs(self) -> Iterator[tuple[int, int, tuple[int, int, int]]]:
        """(row, column) of the columns and the (channel, row, column) it holds, border left out."""
        taps = product(range(self.channels), *(range(window.kernel) for window in self.windows))
        for row, (channel, *tap) in enumerate(taps):
            for column, place in enumerate(product(*map(range, self.places))):
                cell = tuple(map(Slide.read, self.windows, place, tap))
                if all(0 <= c < size for c, size in zip(cell, self.sizes, strict=True)):
                    yield row, column, (channel, *cell)


def pair(name: str, value) -> tuple[int, int]:
    """One number for both axes, or one for each."""
    if not isinstance(value, (tuple, list)):
        value = (value, value)
    if len(value) != 2:
        raise ValueError(f"{name} takes 2 numbers, got {len(value)}")
    return tuple(whole(name, number) for number in value)
