"""One window on one axis, and the border that goes with it."""

from collections.abc import Iterator
from dataclasses import dataclass

from convbook.arithmetic.arguments import at_least, counted, each_axis, listed, repeated, whole

__all__ = ["Slide", "full_padding", "same_padding", "same_paddings", "slides"]


@dataclass(frozen=True)
class Slide:
    r"""A window of ``kernel`` taps that slides along one axis.

    Output cell ``i`` reads, through tap ``a``, the input cell

    .. math:: i \cdot \text{stride} + a \cdot \text{dilation} - \text{before},

    where ``before`` is the padding in front of the first cell.

    Parameters
    ----------
    kernel : int
        Taps of the window, at least 1.
    stride : int
        Cells from one place of the window to the next, at least 1.
    padding : int or (int, int)
        Border cells, at least 0: the same on both sides, or (before, after).
    dilation : int
        Cells from one tap to the next, at least 1.

    Raises
    ------
    TypeError
        If an argument is not a whole number.
    ValueError
        If an argument is below its least value.

    Examples
    --------
    >>> window = Slide(kernel=3, stride=2, padding=1)
    >>> window.outputs(5), window.left_over(5)
    (3, 0)
    >>> [window.read(0, a) for a in range(3)]
    [-1, 0, 1]
    """

    kernel: int
    stride: int = 1
    padding: int | tuple[int, int] = 0
    dilation: int = 1

    def __post_init__(self):
        for name, least in (("kernel", 1), ("stride", 1), ("dilation", 1)):
            object.__setattr__(self, name, at_least(least, name, getattr(self, name)))
        given = listed(self.padding)
        if not isinstance(given, list):
            given = [given] * 2
        if len(given) != 2:
            raise ValueError(f"padding takes 2 numbers (before, after), got {len(given)}")
        before, after = (whole("padding", value) for value in given)
        if min(before, after) < 0:
            raise ValueError(f"padding must be at least 0, got {min(before, after)}")
        object.__setattr__(self, "padding", before if before == after else (before, after))

    @property
    def before(self) -> int:
        """Border cells in front of the first input cell."""
        return self.padding[0] if isinstance(self.padding, tuple) else self.padding

    @property
    def after(self) -> int:
        """Border cells behind the last input cell."""
        return self.padding[1] if isinstance(self.padding, tuple) else self.padding

    @property
    def extent(self) -> int:
        """Cells from the first tap to the last, both counted: ``(kernel - 1) * dilation + 1``."""
        return (self.kernel - 1) * self.dilation + 1

    def room(self, size: int) -> int:
        """Cells by which the window can move on ``size`` cells and their border.

        Raises
        ------
        TypeError
            If ``size`` is not a whole number.
        ValueError
            If it is negative, or the window does not fit.
        """
        padded = at_least(0, "size", size) + self.before + self.after
        if padded < self.extent:
            raise ValueError(
                f"a window of {counted(self.extent, 'cell')} (kernel {self.kernel}, "
                f"dilation {self.dilation}) does not fit on {counted(padded, 'cell')} "
                f"({size} and a padding of {self.before} before, {self.after} after)"
            )
        return padded - self.extent

    def outputs(self, size: int) -> int:
        """Places where the window fits on ``size`` cells: ``room // stride + 1``."""
        return self.room(size) // self.stride + 1

    def left_over(self, size: int) -> int:
        """Cells behind the last window: what the division in :meth:`outputs` throws away."""
        return self.room(size) % self.stride

    def read(self, i: int, a: int) -> int:
        """Input cell that output cell ``i`` reads through tap ``a``; border cells lie outside."""
        return i * self.stride + a * self.dilation - self.before

    def reads(self, i: int) -> list[int]:
        """Input cells that output cell ``i`` reads, one for each tap."""
        i = whole("place", i)
        return [self.read(i, a) for a in range(self.kernel)]

    def reached(self, size: int) -> list[int]:
        """For each of ``size`` input cells, the number of outputs that read it.

        >>> Slide(kernel=3, padding=1).reached(5)
        [2, 3, 3, 3, 2]
        """
        counts = [0] * at_least(0, "size", size)
        for i in range(self.outputs(size)):
            for cell in self.reads(i):
                if 0 <= cell < size:
                    counts[cell] += 1
        return counts


def same_padding(kernel: int, dilation: int = 1) -> tuple[int, int]:
    """Border (before, after) that keeps the size at stride 1.

    ``extent - 1`` border cells are needed. If that number is odd, the one that cannot be halved
    goes behind, as in PyTorch.

    >>> same_padding(3), same_padding(2), same_padding(4, dilation=3)
    ((1, 1), (0, 1), (4, 5))
    """
    needed = Slide(kernel, dilation=dilation).extent - 1
    return needed // 2, needed - needed // 2


def same_paddings(kernel: int, dilation: int = 1) -> list[tuple[int, int]]:
    """The most even borders (before, after) that keep the size: one, or two for an even extent.

    >>> same_paddings(3), same_paddings(2)
    ([(1, 1)], [(0, 1), (1, 0)])
    """
    before, after = same_padding(kernel, dilation)
    return [(before, after)] if before == after else [(before, after), (after, before)]


def full_padding(kernel: int, dilation: int = 1) -> int:
    """Border, on each side, with which every overlap of window and input is a place.

    >>> full_padding(3), full_padding(3, dilation=2)
    (2, 4)
    """
    return Slide(kernel, dilation=dilation).extent - 1


def slides(kernel, stride=1, padding=0, dilation=1) -> tuple[Slide, ...]:
    """One :class:`Slide` for each number in ``kernel``.

    Parameters
    ----------
    kernel : sequence of int
        Taps along each axis.
    stride, padding, dilation : int or sequence of int
        One number for all axes, or one for each. ``padding`` may be the string 'valid' (none) or
        'same' (see :func:`same_padding`; stride 1 only).

    Raises
    ------
    TypeError, ValueError
        If an argument has the wrong kind, count or value.

    Examples
    --------
    >>> slides((3, 2), stride=(1, 4), padding=1)[1]
    Slide(kernel=2, stride=4, padding=1, dilation=1)
    """
    rank = len(kernel)
    strides = repeated("stride", stride, rank)
    dilations = repeated("dilation", dilation, rank)
    if isinstance(padding, str):
        paddings = list(named_padding(padding, kernel, strides, dilations))
    else:
        paddings = each_axis("padding", padding, rank)  # a Slide would take (before, after)
    return tuple(map(Slide, kernel, strides, paddings, dilations))


def named_padding(name, kernel, strides, dilations) -> Iterator[int | tuple[int, int]]:
    """The border, along each axis, that the words 'valid' and 'same' stand for."""
    if name not in ("valid", "same"):
        raise ValueError(f"padding must be a number, 'valid' or 'same', got {name!r}")
    for taps, stride, dilation in zip(kernel, strides, dilations, strict=True):
        if name == "same" and stride != 1:
            raise ValueError(f"padding='same' needs stride 1, got stride {stride}")
        yield 0 if name == "valid" else same_padding(taps, dilation)
