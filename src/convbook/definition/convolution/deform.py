"""Convolution that reads between the cells, one sample at a time."""

from itertools import product
from math import floor, isnan

import numpy as np

from convbook.arithmetic.arguments import expect_shape
from convbook.arithmetic.convolution.deform import deform_plan
from convbook.bias import add_bias, bias_gradient
from convbook.operation import Array, operation, shape_of

__all__ = ["deform_conv2d", "deform_conv2d_backward"]


@operation
def deform_conv2d(
    input: Array,
    offset: Array,
    weight: Array,
    bias: Array | None = None,
    stride=(1, 1),
    padding=(0, 0),
    dilation=(1, 1),
    mask: Array | None = None,
):
    """See :func:`convbook.functional.deform_conv2d`."""
    plan, sharing = given(input, offset, weight, bias, stride, padding, dilation, mask)
    output = np.zeros(plan.output_shape, kind_of(input, offset, weight, mask))
    for n, c, tap, at, t in samples(plan, sharing):
        row, column = position(plan, offset, n, t, tap, at)
        strength = 1 if mask is None else mask[(n, t, *at)]
        x = sum(share * input[(n, c, *cell)] for cell, share, _, _ in corners(plan, row, column))
        for o in made(plan, c):
            output[(n, o, *at)] += weight[(o, c % plan.ins, *tap)] * strength * x
    return add_bias(output, bias)


@operation
def deform_conv2d_backward(
    grad_output: Array,
    input: Array,
    offset: Array,
    weight: Array,
    bias: Array | None = None,
    stride=(1, 1),
    padding=(0, 0),
    dilation=(1, 1),
    mask: Array | None = None,
):
    """See :func:`convbook.functional.deform_conv2d_backward`."""
    plan, sharing = given(input, offset, weight, bias, stride, padding, dilation, mask)
    expect_shape("grad_output", grad_output.shape, plan.output_shape)
    kind = kind_of(grad_output, input, offset, weight, mask)
    grad_input, grad_offset, grad_weight, grad_mask = (
        None if a is None else np.zeros(a.shape, kind) for a in (input, offset, weight, mask)
    )
    for n, c, tap, at, t in samples(plan, sharing):
        outs = [((n, o, *at), (o, c % plan.ins, *tap)) for o in made(plan, c)]
        upstream = sum(grad_output[out] * weight[w] for out, w in outs)
        strength = 1 if mask is None else mask[(n, t, *at)]
        row, column = position(plan, offset, n, t, tap, at)
        for cell, share, *slopes in corners(plan, row, column):
            x = input[(n, c, *cell)]
            grad_input[(n, c, *cell)] += upstream * strength * share
            for axis, slope in enumerate(slopes):
                grad_offset[(n, 2 * t + axis, *at)] += upstream * strength * slope * x
            for out, w in outs:
                grad_weight[w] += grad_output[out] * strength * share * x
            if mask is not None:
                grad_mask[(n, t, *at)] += upstream * share * x
    return grad_input, grad_offset, grad_weight, bias_gradient(grad_output, bias), grad_mask


def given(input, offset, weight, bias, stride, padding, dilation, mask):
    """The integers."""
    return deform_plan(
        input.shape, offset.shape, weight.shape, stride, padding, dilation, shape_of(mask),
        shape_of(bias),
    )  # fmt: skip


def kind_of(*arrays):
    """The kind of number that holds those of all arrays; None is no array."""
    return np.result_type(*(array for array in arrays if array is not None))


def samples(plan, sharing):
    """Every (image, channel, tap, place) and the number of its offset."""
    taps = list(product(*map(range, plan.kernel)))
    for n, c in np.ndindex(plan.batch, plan.in_channels):
        group = c // (plan.in_channels // sharing)
        for (t, tap), at in product(enumerate(taps), np.ndindex(plan.places)):
            yield n, c, tap, at, group * len(taps) + t


def made(plan, c):
    """Output channels of the group of input channel ``c``."""
    group = c // plan.ins
    return range(group * plan.outs, (group + 1) * plan.outs)


def position(plan, offset, n, t, tap, at):
    """Where a tap reads: its cell, moved by its offset."""
    row, column = (w.read(i, a) for w, i, a in zip(plan.windows, at, tap, strict=True))
    return row + offset[(n, 2 * t, *at)], column + offset[(n, 2 * t + 1, *at)]


def corners(plan, row, column):
    """The cells round a position: each with its share, and how that grows down and to the right."""
    top, left = map(cell_before, (row, column), plan.sizes)
    for r, s in product((top, top + 1), (left, left + 1)):
        if 0 <= r < plan.sizes[0] and 0 <= s < plan.sizes[1]:
            high, wide = 1 - abs(row - r), 1 - abs(column - s)
            yield (r, s), high * wide, (2 * (r - top) - 1) * wide, (2 * (s - left) - 1) * high


def cell_before(position, size):
    """The last cell that is not behind a position; far outside, one that is outside as well.

    A position that is not a number makes all shares that: it is as well at the first cell.
    """
    return 0 if isnan(position) else floor(min(max(position, -2), size))
