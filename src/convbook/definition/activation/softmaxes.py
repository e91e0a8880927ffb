"""Softmax: the numbers along an axis as parts of a whole, one row at a time."""

import numpy as np

from convbook.arithmetic.activation import softmax_axis
from convbook.arithmetic.arguments import expect_real, expect_shape
from convbook.operation import Array, fractional, operation, wide

__all__ = ["log_softmax", "log_softmax_backward", "softmax", "softmax_backward"]


def row_by_row(function, axis, kind, *arrays):
    """``function`` of every row along ``axis``."""
    rows = [np.moveaxis(np.atleast_1d(array), axis, -1) for array in arrays]
    output = np.zeros(rows[0].shape, kind)
    for place in np.ndindex(output.shape[:-1]):
        if output.shape[-1]:
            output[place] = function(*(row[place] for row in rows))
    return np.moveaxis(output, -1, axis).reshape(arrays[0].shape)


def parts(row):
    """Powers of e over their sum; the greatest number is subtracted first."""
    powers = [np.exp(x) for x in lowered(row)]
    total = sum(powers)
    return np.array([power / total for power in powers])


def logarithms(row):
    """Each number less the logarithm of the sum of the powers."""
    low = lowered(row)
    log = np.log(sum(np.exp(x) for x in low))
    return np.array([x - log for x in low])


def lowered(row):
    """Each number less the greatest, in float64; all NaN if there is one."""
    row = row.astype(wide(row), copy=False)
    greatest = np.nan if any(x != x for x in row) else max(row)
    return [x - greatest for x in row]


@operation
def softmax(input: Array, dim=None, dtype=None):
    """See :func:`convbook.functional.softmax`."""
    expect_real(input=input.dtype)
    axis, kind = softmax_axis("softmax", dim, input.ndim), fractional(input, dtype=dtype)
    return row_by_row(parts, axis, kind, input.astype(kind))


@operation
def softmax_backward(grad_output: Array, input: Array, dim=None, dtype=None):
    """See :func:`convbook.functional.softmax_backward`."""
    axis, kind = softmax_axis("softmax", dim, input.ndim), fractional(input, dtype=dtype)
    expect_shape("grad_output", grad_output.shape, input.shape)

    def collect(grad, row):
        y = parts(row)
        shared = sum(g * p for g, p in zip(grad, y, strict=True))
        return [p * (g - shared) for g, p in zip(grad, y, strict=True)]

    grad_input = row_by_row(collect, axis, kind, grad_output, input.astype(kind))
    return grad_input.astype(fractional(input))


@operation
def log_softmax(input: Array, dim=None, dtype=None):
    """See :func:`convbook.functional.log_softmax`."""
    expect_real(input=input.dtype)
    axis, kind = softmax_axis("log_softmax", dim, input.ndim), fractional(input, dtype=dtype)
    return row_by_row(logarithms, axis, kind, input.astype(kind))


@operation
def log_softmax_backward(grad_output: Array, input: Array, dim=None, dtype=None):
    """See :func:`convbook.functional.log_softmax_backward`."""
    axis, kind = softmax_axis("log_softmax", dim, input.ndim), fractional(input, dtype=dtype)
    expect_shape("grad_output", grad_output.shape, input.shape)

    def collect(grad, row):
        total = sum(grad.astype(wide(grad)))
        return [g - p * total for g, p in zip(grad, parts(row), strict=True)]

    grad_input = row_by_row(collect, axis, kind, grad_output, input.astype(kind))
    return grad_input.astype(fractional(input))
