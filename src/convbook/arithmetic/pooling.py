"""The integers of pooling: the places of a window, and the cells that each place gathers."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from math import prod

from convbook.arithmetic.arguments import (
    at_least,
    counted,
    each_axis,
    listed,
    repeated,
    whole,
)
from convbook.arithmetic.slide import Slide


def ceil_outputs(window: Slide, size: int) -> int:
    """Places of a window that may hang over the end of ``size`` cells.

    ``ceil(room / stride) + 1``, less the last place where it would start behind the last cell.
    :meth:`Slide.outputs` rounds down instead: there every window fits.

    Raises
    ------
    ValueError
        If not even one window is left.

    Examples
    --------
    >>> [ceil_outputs(Slide(3, stride=2), size) for size in (5, 6, 7)]
    [2, 3, 3]
    >>> ceil_outputs(Slide(2, stride=3), 6), ceil_outputs(Slide(2, stride=3), 7)
    (2, 3)
    """
    room = at_least(0, "size", size) + window.before + window.after - window.extent
    places = -(-room // window.stride) + 1
    if (places - 1) * window.stride >= size + window.before:
        places -= 1
    if places < 1:
        raise ValueError(
            f"a window of {counted(window.extent, 'cell')} does not fit on "
            f"{counted(size + window.before + window.after, 'cell')}, "
            f"nor where it may hang over by less than its stride of {window.stride}"
        )
    return places


def adaptive_reads(size: int, outputs: int) -> tuple[range, ...]:
    """The cells that each of ``outputs`` places gathers, so that together they read them all.

    Place ``i`` reads the cells from ``floor(i size / outputs)`` up to, and without,
    ``ceil((i + 1) size / outputs)``.

    Raises
    ------
    TypeError, ValueError
        If ``size`` is not a whole number of at least 1, or ``outputs`` not one of at least 0.

    >>> adaptive_reads(7, 3)
    (range(0, 3), range(2, 5), range(4, 7))
    """
    size, outputs = at_least(1, "size", size), at_least(0, "outputs", outputs)
    return tuple(range(i * size // outputs, -(-(i + 1) * size // outputs)) for i in range(outputs))


@dataclass(frozen=True)
class Reach:
    """What pooling reads along one axis.

    Attributes
    ----------
    size : int
        Cells of the input.
    places : int
        Cells of the output.
    window : Slide or None
        The window that moves; None where it changes its size on the way.

    Raises
    ------
    TypeError, ValueError
        If ``size`` is not a whole number of at least 1, or ``places`` not one of at least 0.
    """

    size: int
    places: int
    window: Slide | None = None

    def __post_init__(self):
        object.__setattr__(self, "size", at_least(1, "size", self.size))
        object.__setattr__(self, "places", at_least(0, "places", self.places))

    @classmethod
    def of(cls, window: Slide, size: int, ceil_mode: bool = False) -> "Reach":
        """The reach of a window that moves by its stride.

        >>> Reach.of(Slide(3, stride=2, padding=1), 6, ceil_mode=True).reads
        (range(0, 2), range(1, 4), range(3, 6), range(5, 6))
        """
        reach = cls(size, ceil_outputs(window, size) if ceil_mode else window.outputs(size), window)
        empty = (
            [i for i, cells in enumerate(reach.reads) if not cells]
            if window.dilation > size  # only then do all cells fit between two taps
            else []
        )
        if empty:
            raise ValueError(
                f"the window at place {empty[0]} reads no cell: its {window.kernel} taps, "
                f"{window.dilation} apart, all lie outside the {counted(size, 'cell')}"
            )
        return reach

    @classmethod
    def adaptive(cls, size: int, outputs: int) -> "Reach":
        """The reach of as many windows as are asked for."""
        size, outputs = at_least(1, "size", size), at_least(0, "outputs", outputs)
        even = outputs > 0 and size % outputs == 0
        return cls(size, outputs, Slide(size // outputs, size // outputs) if even else None)

    @cached_property
    def reads(self) -> tuple[range, ...]:
        """The input cells that each place gathers."""
        if self.window is None:
            return adaptive_reads(self.size, self.places)
        step, reads = self.window.dilation, []
        for i in range(self.places):
            begin = self.window.read(i, 0)
            end = min(self.window.read(i, self.window.kernel), self.size)
            reads.append(range(begin if begin >= 0 else begin % step, end, step))
        return tuple(reads)

    @cached_property
    def begins(self) -> tuple[int, ...]:
        """Where the window begins at each place; in front of the input it lies in the border.

        >>> Reach.of(Slide(3, stride=2, padding=1), 6).begins
        (-1, 1, 3)
        """
        if self.window is None:
            return tuple(cells.start for cells in self.reads)
        return tuple(self.window.read(i, 0) for i in range(self.places))

    @cached_property
    def counts(self) -> tuple[int, ...]:
        """How many cells lie under the window at each place, those of the border counted."""
        if self.window is None:
            return tuple(map(len, self.reads))
        w, end = self.window, self.size + self.window.after
        return tuple(
            len(range(w.read(i, 0), min(w.read(i, w.kernel), end), w.dilation))
            for i in range(self.places)
        )

    @property
    def most_cells(self) -> int:
        """An upper bound of the cells that one place reads."""
        if self.window is None:
            return min(-(-self.size // max(self.places, 1)) + 1, self.size)
        return min(self.window.kernel, self.size)

    @property
    def most_places(self) -> int:
        """An upper bound of the places that read one cell.

        >>> reach = Reach.of(Slide(3, stride=2, padding=1), 6)
        >>> reach.most_cells, reach.most_places
        (3, 2)
        """
        if self.window is None:
            return min(-(-self.places // self.size) + 1, self.places)
        return min(-(-self.window.extent // self.window.stride), self.places)

    def taps(self) -> Iterator[tuple[slice, slice]]:
        """Every (places, cells) that are joined, in runs as long as the strides allow.

        >>> for run in Reach.of(Slide(2, stride=3, padding=1), 6).taps(): print(*run)
        slice(1, 3, 1) slice(2, 6, 3)
        slice(0, 2, 1) slice(0, 4, 3)
        """
        if self.window is None:
            for i, cells in enumerate(self.reads):
                for cell in cells:
                    yield slice(i, i + 1, 1), slice(cell, cell + 1, 1)
            return
        stride = self.window.stride
        for a in range(self.window.kernel):
            shift = self.window.read(0, a)
            first = max(0, -(shift // stride))
            last = min(self.places - 1, (self.size - 1 - shift) // stride)
            if first <= last:
                cells = slice(first * stride + shift, last * stride + shift + 1, stride)
                yield slice(first, last + 1, 1), cells


@dataclass(frozen=True)
class Pooling:
    """All the integers of one pooling.

    Attributes
    ----------
    front : tuple of int
        The axes before the pooled ones: (N, C), or (C,) without a batch.
    axes : tuple of Reach
        One for each pooled axis.
    """

    front: tuple[int, ...]
    axes: tuple[Reach, ...]

    @classmethod
    def sliding(
        cls,
        input_shape,
        kernel_size,
        stride=None,
        padding=0,
        dilation=1,
        ceil_mode=False,
        *,
        rank,
        within=False,
    ):
        """The plan of a window that moves by ``stride``, by default its own size.

        With ``within`` the kernel may not be larger than the input, whatever the padding.

        Raises
        ------
        TypeError, ValueError
            If the shape and the settings do not belong together.
        """
        front, sizes = pooled_shape(input_shape, rank)
        windows = pooling_windows(kernel_size, stride, padding, dilation, rank)
        for window, size in zip(windows, sizes, strict=True):
            if within and window.kernel > size:
                raise ValueError(
                    f"a kernel of {window.kernel} cells is larger than the input of {size}"
                )
        return cls(
            front, tuple(Reach.of(w, s, ceil_mode) for w, s in zip(windows, sizes, strict=True))
        )

    @classmethod
    def adaptive(cls, input_shape, output_size, *, rank):
        """The plan that makes ``output_size`` cells; None keeps the size of its axis.

        Raises
        ------
        TypeError, ValueError
            If the shape and the output size do not belong together.
        """
        front, sizes = pooled_shape(input_shape, rank, adaptive=True)
        output_size = listed(output_size)
        if not isinstance(output_size, list):
            output_size = [whole("output_size", output_size)] * rank
        if len(output_size) != rank:
            raise ValueError(
                f"output_size takes {counted(rank, 'number')} for {counted(rank, 'axis')}, "
                f"got {len(output_size)}"
            )
        axes = []
        for wanted, size in zip(output_size, sizes, strict=True):
            kept = wanted is None and rank > 1
            outputs = size if kept else whole("output_size", wanted)
            if outputs < 0:
                raise ValueError(f"output_size must be at least 0, got {outputs}")
            axes.append(Reach.adaptive(size, outputs))
        return cls(front, tuple(axes))

    @property
    def sizes(self) -> tuple[int, ...]:
        """Cells of the input along each pooled axis."""
        return tuple(axis.size for axis in self.axes)

    @property
    def places(self) -> tuple[int, ...]:
        """Cells of the output along each pooled axis."""
        return tuple(axis.places for axis in self.axes)

    @property
    def input_shape(self) -> tuple[int, ...]:
        """``(N, C, *sizes)``, or ``(C, *sizes)``."""
        return (*self.front, *self.sizes)

    @property
    def output_shape(self) -> tuple[int, ...]:
        """``(N, C, *places)``, or ``(C, *places)``."""
        return (*self.front, *self.places)

    def cells(self, place) -> list[tuple[int, ...]]:
        """The input cells that one place gathers, in reading order."""
        return list(product(*(axis.reads[i] for axis, i in zip(self.axes, place, strict=True))))

    def count(self, place, with_border: bool) -> int:
        """Number of cells under the window at one place."""
        if with_border:
            return prod(axis.counts[i] for axis, i in zip(self.axes, place, strict=True))
        return len(self.cells(place))

    def number(self, cell) -> int:
        """The number of a cell when all cells of one channel are counted in reading order."""
        total = 0
        for size, c in zip(self.sizes, cell, strict=True):
            total = total * size + c
        return total


def pooled_shape(
    shape, rank: int, *, adaptive: bool = False
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The axes before the pooled ones, and the pooled ones.

    A batch may be empty; as in PyTorch, so may the channels of an unbatched adaptive pooling.
    """
    shape = tuple(whole("input shape", cells) for cells in shape)
    if len(shape) not in (rank + 1, rank + 2):
        raise ValueError(
            f"input must have {rank + 2} axes, or {rank + 1} without a batch; "
            f"got {len(shape)} in shape {shape}"
        )
    needed = shape[-rank:] if adaptive and len(shape) == rank + 1 else shape[-rank - 1 :]
    if min(shape) < 0 or 0 in needed:
        raise ValueError(f"input has an axis of {min(shape)} cells among {needed}; each needs 1")
    return shape[:-rank], shape[-rank:]


def pooling_windows(kernel_size, stride, padding, dilation, rank: int) -> list[Slide]:
    """One window an axis; the padding is at most half of the kernel."""
    kernel = each_axis("kernel_size", kernel_size, rank)
    stride = listed(stride)
    left_out = stride is None or (isinstance(stride, list) and not stride)
    strides = kernel if left_out else repeated("stride", stride, rank)
    paddings = each_axis("padding", padding, rank)
    windows = list(map(Slide, kernel, strides, paddings, repeated("dilation", dilation, rank)))
    for window in windows:
        if 2 * window.before > window.kernel:
            raise ValueError(
                f"padding must be at most half of the kernel of {counted(window.kernel, 'cell')}, "
                f"got {window.before}"
            )
    return windows


def unpooled_shape(input_shape, kernel_size, stride, padding, output_size, *, rank):
    """The shape that pooling made ``input_shape`` from; ``output_size`` chooses among several.

    Raises
    ------
    TypeError, ValueError
        If no pooling of that output size gives the shape.

    >>> unpooled_shape((2, 3, 4), 2, None, 0, None, rank=1)
    (2, 3, 8)
    """
    front, places = pooled_shape(input_shape, rank)
    windows = pooling_windows(kernel_size, stride, 0, 1, rank)
    paddings = each_axis("padding", padding, rank)
    usual = [
        (n - 1) * w.stride + w.kernel - 2 * p
        for n, w, p in zip(places, windows, paddings, strict=True)
    ]
    if output_size is None:
        sizes = usual
    else:
        output_size = listed(output_size)
        if not isinstance(output_size, list):
            raise TypeError(f"output_size must be a sequence of whole numbers, got {output_size!r}")
        if len(output_size) not in (rank, rank + 2):
            raise ValueError(
                f"output_size takes {rank} or {rank + 2} numbers, got {len(output_size)}"
            )
        sizes = [whole("output_size", number) for number in output_size[-rank:]]
    for size, middle, window in zip(sizes, usual, windows, strict=True):
        if abs(size - middle) >= window.stride:
            raise ValueError(
                f"output_size must be from {middle - window.stride + 1} to "
                f"{middle + window.stride - 1}, got {size}"
            )
        if size < 1:
            raise ValueError(f"unpooling gives {size} cells along an axis; 1 is needed")
    return (*front, *sizes)


def divisor(value) -> int | None:
    """``divisor_override`` as an int that is not 0, or None."""
    if value is None:
        return None
    value = whole("divisor_override", value)
    if value == 0:
        raise ValueError("divisor_override must not be 0, got 0")
    return value


def exponent(norm_type) -> float:
    """``norm_type`` as a float that is not 0."""
    if not isinstance(norm_type, (int, float)):
        raise TypeError(f"norm_type must be a number, got {norm_type!r}")
    if norm_type == 0:
        raise ValueError("norm_type must not be 0: the root has the exponent 1 / norm_type; got 0")
    return float(norm_type)
