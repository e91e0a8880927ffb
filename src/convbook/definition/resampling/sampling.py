"""Sampling wherever a grid points, one place at a time."""

from itertools import product
from math import floor, isfinite, isnan, prod

import numpy as np

from convbook.arithmetic.arguments import expect_kind, expect_shape
from convbook.arithmetic.sampling import check_grid, check_theta
from convbook.definition.resampling.interpolation import keys
from convbook.operation import Array, operation

__all__ = ["affine_grid", "affine_grid_backward", "grid_sample", "grid_sample_backward"]

OUTSIDE = -9
"""A cell that no input has: where a place lies that is infinite or not a number."""


@operation
def grid_sample(
    input: Array,
    grid: Array,
    mode="bilinear",
    padding_mode="zeros",
    align_corners: bool | None = None,
):
    """See :func:`convbook.functional.grid_sample`."""
    check_grid(input, grid, mode, padding_mode)
    output = np.zeros((*input.shape[:2], *grid.shape[1:-1]), input.dtype)
    for n, *place in np.ndindex(grid.shape[:-1]):
        point = grid[(n, *place)]
        for taps in product(*pointed(point, input.shape[2:], mode, padding_mode, align_corners)):
            cells, weights, _ = zip(*taps, strict=True)
            if prod(weights) != 0:
                for c in range(input.shape[1]):
                    value = input[(n, c, *cells)] if None not in cells else 0
                    output[(n, c, *place)] += value * prod(weights)
    return output


@operation
def grid_sample_backward(
    grad_output: Array,
    input: Array,
    grid: Array,
    mode="bilinear",
    padding_mode="zeros",
    align_corners: bool | None = None,
):
    """See :func:`convbook.functional.grid_sample_backward`."""
    rank = check_grid(input, grid, mode, padding_mode)
    expect_shape("grad_output", grad_output.shape, (*input.shape[:2], *grid.shape[1:-1]))
    grad_input, grad_grid = np.zeros_like(input), np.zeros_like(grid)
    for n, *place in np.ndindex(grid.shape[:-1]):
        axes = pointed(grid[(n, *place)], input.shape[2:], mode, padding_mode, align_corners)
        for taps, c in product(product(*axes), range(input.shape[1])):
            cells, weights, slopes = zip(*taps, strict=True)
            if None not in cells:
                grad = grad_output[(n, c, *place)]
                if prod(weights) != 0:
                    grad_input[(n, c, *cells)] += prod(weights) * grad
                for a in range(rank):
                    share = prod(weights[:a]) * slopes[a] * prod(weights[a + 1 :])
                    if share != 0:
                        grad_grid[(n, *place, rank - 1 - a)] += input[(n, c, *cells)] * share * grad
    return grad_input, grad_grid


def pointed(point, sizes, mode, padding_mode, align_corners):
    """For each axis, what its coordinate reads; the last coordinate belongs to the first axis."""
    return [
        read_at(g, size, mode, padding_mode, align_corners)
        for g, size in zip(point[::-1], sizes, strict=True)
    ]


def read_at(g, size, mode, padding_mode, align_corners):
    """The cells that one coordinate reads (None outside), with weight and slope of the weight."""
    speed = (size - 1 if align_corners else size) / 2
    at = (g + 1) * speed - (0 if align_corners else 0.5)
    if mode != "bicubic":
        at, turned = brought_in(at, size, padding_mode, align_corners)
        speed *= turned
    if mode == "nearest":
        taps = [(round(at) if isfinite(at) else OUTSIDE, 1, 0)]
    elif mode == "bilinear":
        cell = cell_before(at)
        taps = [(cell, 1 - (at - cell), -1), (cell + 1, at - cell, 1)]
    else:
        cells = [cell_before(at) + tap for tap in (-1, 0, 1, 2)]
        there = [brought_in(cell, size, padding_mode, align_corners)[0] for cell in cells]
        taps = [(round(end), *curve(at - cell)) for end, cell in zip(there, cells, strict=True)]
    return [
        (cell if 0 <= cell < size else None, weight, slope * speed) for cell, weight, slope in taps
    ]


def cell_before(at):
    """The last cell that is not behind a place."""
    return floor(at) if isfinite(at) else OUTSIDE


def brought_in(at, size, padding_mode, align_corners):
    """A place moved into the input as the padding says, and how fast it moves there."""
    speed = 1
    if padding_mode == "reflection":
        low, span = (0, size - 1) if align_corners else (-0.5, size)
        if span == 0:
            return 0, 0
        speed = 1 if at > low else -1
        turns, rest = divmod(abs(at - low), span)
        at, speed = (low + rest, speed) if turns % 2 == 0 else (low + span - rest, -speed)
    if padding_mode != "zeros" and not 0 < at < size - 1:
        at, speed = 0 if isnan(at) else min(max(at, 0), size - 1), 0
    return at, speed


@operation
def affine_grid(theta: Array, size, align_corners: bool | None = None):
    """See :func:`convbook.functional.affine_grid`."""
    places = base(theta, size, align_corners)
    grid = np.zeros((len(theta), *map(len, places), len(places)), theta.dtype)
    for n, *at, row in np.ndindex(grid.shape):
        point = [along[i] for along, i in zip(places, at, strict=True)][::-1]
        grid[(n, *at, row)] = sum(theta[n, row, k] * p for k, p in enumerate([*point, 1]))
    return grid


@operation
def affine_grid_backward(grad_output: Array, theta: Array, size, align_corners: bool | None = None):
    """See :func:`convbook.functional.affine_grid_backward`."""
    places = base(theta, size, align_corners)
    wanted = (len(theta), *map(len, places), len(places))
    expect_shape("grad_output", grad_output.shape, wanted)
    grad_theta = np.zeros(theta.shape, grad_output.dtype)
    for n, *at, row in np.ndindex(wanted):
        point = [along[i] for along, i in zip(places, at, strict=True)][::-1]
        for k, p in enumerate([*point, 1]):
            grad_theta[n, row, k] += grad_output[(n, *at, row)] * p
    return grad_theta


def base(theta, size, align_corners):
    """Where the cells of each axis lie between -1 and 1."""
    expect_kind("theta", theta.dtype, "f", "floating-point numbers")
    places = []
    for cells in check_theta(theta.shape, size)[2:]:
        last = max(1, cells - 1) if align_corners else cells
        first = (0 if cells == 1 else -1) if align_corners else 1 / cells - 1
        places.append([first + 2 * i / last for i in range(cells)])
    return places


def keys_slope(distance, a=-0.75):
    """How fast the weight grows with the distance."""
    if distance <= 1:
        return (3 * (a + 2) * distance - 2 * (a + 3)) * distance
    return (3 * a * distance - 10 * a) * distance + 8 * a


def curve(far):
    """The weight of a cell ``far`` before or behind a place, and its slope."""
    return keys(abs(far)), (1 if far >= 0 else -1) * keys_slope(abs(far))
