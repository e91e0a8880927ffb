"""All the integers of one convolution, checked once, and every product it sums."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import NamedTuple

from convbook.arithmetic.arguments import (
    counted,
    each_axis,
    expect_shape,
    filled,
    group_count,
)
from convbook.arithmetic.slide import Slide, slides

__all__ = ["Plan", "Product"]


class Product(NamedTuple):
    """The positions that one multiplication joins."""

    output: tuple[int, ...]
    weight: tuple[int, ...]
    input: tuple[int, ...]


@dataclass(frozen=True)
class Plan:
    """All the integers of one convolution.

    Attributes
    ----------
    batch, out_channels, in_channels : int
    sizes : tuple of int
        Cells of the input along each window axis.
    places : tuple of int
        Places of the window along each axis: the sizes of the output.
    windows : tuple of Slide
        How the window moves along each axis.
    groups : int
        Independent groups of channels; divides ``in_channels`` and ``out_channels``.
    batched : bool
        Whether the given input had a batch axis; without one, ``batch`` is 1.
    """

    batch: int
    out_channels: int
    in_channels: int
    sizes: tuple[int, ...]
    places: tuple[int, ...]
    windows: tuple[Slide, ...]
    groups: int = 1
    batched: bool = True

    @classmethod
    def of(
        cls,
        input_shape,
        weight_shape,
        stride=1,
        padding=0,
        dilation=1,
        groups=1,
        rank=None,
        bias_shape=None,
    ):
        """The plan of a convolution of two shapes.

        Parameters
        ----------
        input_shape : sequence of int
            ``(N, C, *sizes)``, or ``(C, *sizes)`` without a batch.
        weight_shape : sequence of int
            ``(O, C / groups, *kernel)``.
        stride, padding, dilation
            See :func:`slides`.
        groups : int
            A divisor of C and of O.
        rank : int, optional
            Window axes; otherwise as many as the weight has.
        bias_shape : sequence of int, optional
            ``(O,)``; not checked if there is no bias.

        Returns
        -------
        Plan

        Raises
        ------
        TypeError, ValueError
            If the shapes and settings do not belong together.
        """
        batched, (batch, in_channels, *sizes) = with_batch(input_shape, weight_shape, rank)
        out_channels, per_group, *kernel = weight_shape
        filled("input", sizes)
        filled("weight", [out_channels, *kernel])
        groups = group_count(groups, out_channels, "weight has", "output channel")
        if in_channels != per_group * groups:
            raise ValueError(
                f"input has {counted(in_channels, 'channel')}, but weight of shape "
                f"{tuple(weight_shape)} with groups={groups} reads {per_group * groups}"
            )
        windows = slides(kernel, stride, padding, dilation)
        places = tuple(map(Slide.outputs, windows, sizes))
        if bias_shape is not None:
            expect_shape("bias", bias_shape, (out_channels,))
        return cls(batch, out_channels, in_channels, tuple(sizes), places, windows, groups, batched)

    @classmethod
    def transposed(
        cls,
        input_shape,
        weight_shape,
        stride=1,
        padding=0,
        output_padding=0,
        groups=1,
        dilation=1,
        rank=None,
        bias_shape=None,
    ):
        """The plan of the convolution whose transpose maps ``input_shape`` to a larger output.

        Its ``places`` are the cells of the given input; its ``sizes``, those of the result.

        Parameters
        ----------
        input_shape : sequence of int
            ``(N, O, *places)`` in the letters of the convolution that is transposed, or
            ``(O, *places)`` without a batch.
        weight_shape : sequence of int
            ``(O, C / groups, *kernel)``.
        stride, padding, dilation
            See :func:`slides`; ``padding`` is a number here.
        output_padding : int or sequence of int
            Cells added behind the result, fewer than the stride or than the dilation.
        groups : int
            A divisor of O.
        rank : int, optional
            Window axes; otherwise as many as the weight has.
        bias_shape : sequence of int, optional
            ``(C,)``, one number for each channel of the result; not checked if there is no bias.

        Returns
        -------
        Plan

        Raises
        ------
        TypeError, ValueError
            If the shapes and settings do not belong together.
        """
        batched, (batch, out_channels, *places) = with_batch(input_shape, weight_shape, rank)
        weight_channels, per_group, *kernel = weight_shape
        filled("input", places)
        filled("weight", weight_shape)
        if out_channels != weight_channels:
            raise ValueError(
                f"input has {counted(out_channels, 'channel')}, "
                f"but weight of shape {tuple(weight_shape)} reads {weight_channels}"
            )
        groups = group_count(groups, out_channels, "input has", "channel")
        if isinstance(padding, str):
            raise TypeError(f"padding of a transposed convolution is a number, got {padding!r}")
        windows = slides(kernel, stride, padding, dilation)
        extra = each_axis("output_padding", output_padding, len(kernel))
        sizes = tuple(map(transposed_size, places, windows, extra))
        if bias_shape is not None:
            expect_shape("bias", bias_shape, (per_group * groups,))
        return cls(
            batch, out_channels, per_group * groups, sizes, tuple(places), windows, groups, batched
        )

    @property
    def input_shape(self) -> tuple[int, ...]:
        """``(N, C, *sizes)``."""
        return (self.batch, self.in_channels, *self.sizes)

    @property
    def weight_shape(self) -> tuple[int, ...]:
        """``(O, C / groups, *kernel)``."""
        return (self.out_channels, self.ins, *self.kernel)

    @property
    def output_shape(self) -> tuple[int, ...]:
        """``(N, O, *places)``."""
        return (self.batch, self.out_channels, *self.places)

    @property
    def kernel(self) -> tuple[int, ...]:
        """Taps along each axis."""
        return tuple(window.kernel for window in self.windows)

    @property
    def ins(self) -> int:
        """Channels that each group reads."""
        return self.in_channels // self.groups

    @property
    def outs(self) -> int:
        """Channels that each group makes."""
        return self.out_channels // self.groups

    def as_given(self, array):
        """``array`` without its batch axis if the given input had none."""
        return array if self.batched else array[0]

    def as_given_shape(self, shape) -> tuple[int, ...]:
        """``shape`` without its batch axis if the given input had none."""
        return shape if self.batched else shape[1:]

    def products(self) -> Iterator[Product]:
        """Every multiplication, in reading order; those with a border cell are left out.

        Their number is the number of multiply-accumulates that cannot be skipped.

        >>> for p in Plan.of((1, 1, 3), (1, 1, 2)).products(): print(*p)
        (0, 0, 0) (0, 0, 0) (0, 0, 0)
        (0, 0, 0) (0, 0, 1) (0, 0, 1)
        (0, 0, 1) (0, 0, 0) (0, 0, 1)
        (0, 0, 1) (0, 0, 1) (0, 0, 2)
        """
        taps = list(product(*map(range, self.kernel)))
        for n, o, *at in product(*map(range, self.output_shape)):
            for c, tap in product(range(self.ins), taps):
                cells = list(map(Slide.read, self.windows, at, tap))
                if all(0 <= cell < size for cell, size in zip(cells, self.sizes, strict=True)):
                    yield Product(
                        (n, o, *at), (o, c, *tap), (n, o // self.outs * self.ins + c, *cells)
                    )


def transposed_size(places: int, window: Slide, extra: int) -> int:
    """Cells of the result of a transposed convolution along one axis (relation 14)."""
    if extra < 0:
        raise ValueError(f"output_padding must be at least 0, got {extra}")
    if extra >= max(window.stride, window.dilation):
        raise ValueError(
            f"output_padding {extra} must be smaller than the stride {window.stride} "
            f"or the dilation {window.dilation}"
        )
    size = (places - 1) * window.stride + window.extent - window.before - window.after + extra
    if size < 1:
        raise ValueError(
            f"padding of {window.before} before and {window.after} after leaves {size} of "
            f"{counted((places - 1) * window.stride + window.extent + extra, 'output cell')}"
        )
    return size


def with_batch(input_shape, weight_shape, rank=None) -> tuple[bool, tuple[int, ...]]:
    """Whether ``input_shape`` has a batch axis, and the shape with one."""
    axes, given = len(weight_shape), len(input_shape)
    rank = max(1, axes - 2) if rank is None else rank
    if axes != rank + 2:
        raise ValueError(
            f"weight must have {rank + 2} axes, got {axes} in shape {tuple(weight_shape)}"
        )
    if given not in (rank + 1, rank + 2):
        raise ValueError(
            f"input must have {rank + 2} axes, or {rank + 1} without a batch, for a weight of "
            f"{rank + 2} axes; got {given} in shape {tuple(input_shape)}"
        )
    return given == rank + 2, tuple(input_shape) if given == rank + 2 else (1, *input_shape)
