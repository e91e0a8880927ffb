"""Interpolation, one output cell at a time."""

from fractions import Fraction
from itertools import product
from math import floor, prod

import numpy as np

from convbook.arithmetic.arguments import expect_kind, expect_shape
from convbook.arithmetic.pooling import adaptive_reads
from convbook.arithmetic.resampling import resampled
from convbook.operation import Array, operation, wide

__all__ = ["interpolate", "interpolate_backward"]

ROUNDED = 1 + 2**-50
"""33 / 1.1 is 30 within its rounding, but a little less in double precision."""


@operation
def interpolate(
    input: Array,
    size=None,
    scale_factor=None,
    mode="nearest",
    align_corners: bool | None = None,
    recompute_scale_factor: bool | None = None,
    antialias=False,
):
    """See :func:`convbook.functional.interpolate`."""
    axes = resampled(
        input.shape, size, scale_factor, mode, align_corners, recompute_scale_factor, antialias
    )
    read = [reads(axis, mode, align_corners, antialias, input.dtype, len(axes)) for axis in axes]
    kind = wide(input) if input.dtype.kind == "f" else input.dtype
    output = np.zeros((*input.shape[:2], *map(len, read)), kind)
    for n, c, *at in np.ndindex(output.shape):
        for taps in product(*(along[i] for along, i in zip(read, at, strict=True))):
            cells, weights = zip(*taps, strict=True)
            output[(n, c, *at)] += prod(weights, start=input.dtype.type(1)) * input[(n, c, *cells)]
    return output.astype(input.dtype, copy=False)


@operation
def interpolate_backward(
    grad_output: Array,
    input: Array,
    size=None,
    scale_factor=None,
    mode="nearest",
    align_corners: bool | None = None,
    recompute_scale_factor: bool | None = None,
    antialias=False,
):
    """See :func:`convbook.functional.interpolate_backward`."""
    axes = resampled(
        input.shape, size, scale_factor, mode, align_corners, recompute_scale_factor, antialias
    )
    read = [reads(axis, mode, align_corners, antialias, input.dtype, len(axes)) for axis in axes]
    expect_shape("grad_output", grad_output.shape, (*input.shape[:2], *map(len, read)))
    grad_input = np.zeros(input.shape, wide(grad_output))
    for n, c, *at in np.ndindex(grad_output.shape):
        for taps in product(*(along[i] for along, i in zip(read, at, strict=True))):
            cells, weights = zip(*taps, strict=True)
            grad_input[(n, c, *cells)] += prod(weights) * grad_output[(n, c, *at)]
    return grad_input


def reads(axis, mode, align_corners, antialias, dtype, rank):
    """For every output cell of one axis, the input cells it reads, each with its weight.

    A cell of weight 0 is not read.
    """
    if mode in ("nearest", "nearest-exact"):
        return [[(cell, dtype.type(1))] for cell in nearest(axis, mode, dtype, rank)]
    expect_kind("input", dtype, "f", "floating-point numbers")
    found = table(axis, mode, align_corners, antialias, dtype.type)
    return [[(cell, weight) for cell, weight in taps if weight != 0] for taps in found]


def table(axis, mode, align_corners, antialias, kind):
    """For every output cell of one axis, cells and weights, some of them 0."""
    if mode == "area":
        return [
            [(cell, kind(1) / kind(len(cells))) for cell in cells]
            for cells in adaptive_reads(axis.size, axis.outputs)
        ]
    if antialias:
        return [widened(i, axis, mode, kind) for i in range(axis.outputs)]
    step, half = kind(axis.step), kind(0 if align_corners else 0.5)
    there = [(kind(i) + half) * step - half for i in range(axis.outputs)]
    if mode == "bicubic":
        return [cubic(at, axis.size) for at in there]
    if axis.size == axis.outputs:
        there = map(kind, range(axis.size))
    return [neighbors(max(at, kind(0)), axis.size) for at in there]


def nearest(axis, mode, dtype, rank):
    """One input cell for every output cell; in single precision as PyTorch finds it."""
    half = Fraction(1, 2) if mode == "nearest-exact" else 0
    if dtype in (np.float32, np.uint8):
        single, step = np.float32, float(np.float32(axis.step))
        there = [single(float(i + half) * step) for i in range(axis.outputs)]
        if half and rank != 2:
            there = [
                single(float(i + half) * step - 0.5) + single(0.5) for i in range(axis.outputs)
            ]
    elif axis.factor is None:
        there = [(i + half) * axis.size / Fraction(axis.outputs) for i in range(axis.outputs)]
    else:
        there = [float(i + half) / axis.factor * ROUNDED for i in range(axis.outputs)]
    return [min(floor(at), axis.size - 1) for at in there]


def widened(i, axis, mode, kind):
    """The cells under a kernel that is as much wider as the output is smaller."""
    if axis.size == axis.outputs:
        return [(i, kind(1))]
    wide, center = max(axis.step, 1), (i + 0.5) * axis.step
    reach = wide * (2 if mode == "bicubic" else 1)
    cells = range(max(int(center - reach + 0.5), 0), min(int(center + reach + 0.5), axis.size))
    apart = [abs(cell + 0.5 - center) / wide for cell in cells]
    if mode == "bicubic":
        weights = [keys(distance, -0.5) for distance in apart]
    else:
        weights = [max(1 - distance, 0) for distance in apart]
    return [(cell, kind(w / sum(weights))) for cell, w in zip(cells, weights, strict=True)]


def neighbors(at, size):
    """The two neighbors of a place, the nearer one with more weight."""
    cell = min(floor(at), size - 1)
    far = min(max(at - cell, 0), 1)
    return [(cell, 1 - far), (min(cell + 1, size - 1), far)]


def cubic(at, size):
    """The four neighbors of a place; beyond the border the outermost cell is repeated."""
    cell = floor(at)
    far = at - cell
    cells = [min(max(cell + tap, 0), size - 1) for tap in (-1, 0, 1, 2)]
    return list(zip(cells, map(keys, (far + 1, far, 1 - far, 2 - far)), strict=True))


def keys(distance, a=-0.75):
    """The weight of a cell at a distance of 0 or more; 0 from 2 on."""
    if distance <= 1:
        return ((a + 2) * distance - (a + 3)) * distance * distance + 1
    if distance >= 2:
        return 0 * distance
    return ((a * distance - 5 * a) * distance + 8 * a) * distance - 4 * a
