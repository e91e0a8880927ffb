"""Receptive fields along one axis: how large, how far apart, where."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from convbook.arithmetic.arguments import counted
from convbook.arithmetic.slide import Slide

__all__ = ["Field", "field_from_input", "field_from_output", "joined"]


@dataclass(frozen=True)
class Field:
    r"""What the cells of one layer see of the input, along one axis.

    Cell ``i`` sees the input cells

    .. math:: i \cdot \text{stride} - \text{padding} \quad\text{to}\quad
        i \cdot \text{stride} - \text{padding} + \text{size} - 1.

    Attributes
    ----------
    size : int
        Input cells in the field, the first to the last; dilation may leave some of them unread.
    stride : int
        Input cells from the field of one cell to that of the next: the effective stride, or jump.
    padding : int
        Cells by which the field of cell 0 begins in front of the input: the effective padding.

    Notes
    -----
    The names and the recursions are those of Araujo, Norris and Sim, "Computing Receptive Fields
    of Convolutional Neural Networks", Distill (2019), doi 10.23915/distill.00021. A layer without
    windows (activation, batch norm, sum) leaves the field as it is. The effective field, weighted
    by what training makes of it, is smaller than this theoretical one.

    Examples
    --------
    Two windows of 3 cells see what one of 5 sees.

    >>> Field().through(Slide(3)).through(Slide(3))
    Field(size=5, stride=1, padding=0)
    >>> seen = Field().through(Slide(kernel=3, stride=2, padding=1))
    >>> seen.first(4), seen.last(4), seen.center(4)
    (7, 9, 8.0)
    """

    size: int = 1
    stride: int = 1
    padding: int = 0

    def through(self, window: Slide) -> "Field":
        """The field one layer deeper: the recursion from the input up."""
        return Field(
            self.size + (window.extent - 1) * self.stride,
            self.stride * window.stride,
            self.padding + window.before * self.stride,
        )

    def under(self, window: Slide) -> "Field":
        """The field seen through one layer more below: the recursion from the output down."""
        return Field(
            (self.size - 1) * window.stride + window.extent,
            self.stride * window.stride,
            self.padding * window.stride + window.before,
        )

    def first(self, i: int) -> int:
        """First input cell that cell ``i`` sees; below 0 in the border."""
        return i * self.stride - self.padding

    def last(self, i: int) -> int:
        """Last input cell that cell ``i`` sees."""
        return self.first(i) + self.size - 1

    def center(self, i: int) -> float:
        """Middle of the field of cell ``i``, in input cells; it may lie between two."""
        return (self.first(i) + self.last(i)) / 2


def field_from_input(windows: Iterable[Slide]) -> Field:
    """The field of a chain of layers, from its first layer up.

    >>> field_from_input([Slide(7, 2, 3), Slide(3, 2, 1), Slide(3, 1, 1)])
    Field(size=19, stride=4, padding=9)
    """
    field = Field()
    for window in windows:
        field = field.through(window)
    return field


def field_from_output(windows: Sequence[Slide]) -> Field:
    """The same field, from the last layer down.

    >>> field_from_output([Slide(7, 2, 3), Slide(3, 2, 1), Slide(3, 1, 1)])
    Field(size=19, stride=4, padding=9)
    """
    field = Field()
    for window in reversed(windows):
        field = field.under(window)
    return field


def joined(fields: Sequence[Field]) -> Field:
    """The field of a sum or a concatenation: the largest of its branches.

    Parameters
    ----------
    fields : sequence of Field
        One for each branch, at least one.

    Returns
    -------
    Field

    Raises
    ------
    ValueError
        If there is no branch, or if two branches do not look at the same places: other strides, or
        other centers. Then no one size, stride and padding describes the sum.

    Examples
    --------
    A residual block: 3 cells around the one that the shortcut brings along.

    >>> joined([Field(), Field(size=3, padding=1)])
    Field(size=3, stride=1, padding=1)
    """
    if not fields:
        raise ValueError("a field is joined from at least 1 branch, got 0")
    for one, other in pairwise(fields):
        if one.stride != other.stride:
            raise ValueError(
                f"branches are misaligned: one moves by {counted(one.stride, 'input cell')}, "
                f"another by {other.stride}"
            )
        if one.center(0) != other.center(0):
            raise ValueError(
                f"branches are misaligned: the field of cell 0 has its center at "
                f"{one.center(0):g} in one, at {other.center(0):g} in another"
            )
    return max(fields, key=lambda field: field.size)
