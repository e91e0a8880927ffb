"""Numbers along an axis as parts of a whole, one row at a time."""

import numpy as np

from convbook.arithmetic.activation import halved_axis, softmax_axis
from convbook.arithmetic.arguments import expect_shape
from convbook.operation import Array, fractional, operation

__all__ = [
    "glu",
    "glu_backward",
    "log_softmax",
    "log_softmax_backward",
    "softmax",
    "softmax_backward",
]


def row_by_row(function, axis, kind, *arrays):
    """``function`` of every row along ``axis``."""
    rows = [np.moveaxis(np.atleast_1d(array), axis, -1) for array in arrays]
    output = np.zeros(rows[0].shape, kind)
    for place in np.ndindex(output.shape[:-1]):
        if output.shape[-1]:
            output[place] = function(*(row[place] for row in rows))
    return np.moveaxis(output, -1, axis).reshape(arrays[0].shape)


def parts(row):
    """Powers of e over their sum; the greatest number is taken off before."""
    powers = [np.exp(x - max_of(row)) for x in row]
    return np.array([power / sum(powers) for power in powers])


def logarithms(row):
    """Each number less the logarithm of the sum of the powers."""
    low = [x - max_of(row) for x in row]
    return np.array([x - np.log(sum(np.exp(x) for x in low)) for x in low])


def max_of(row):
    """The greatest; NaN if there is one."""
    return np.nan if any(x != x for x in row) else max(row)


@operation
def softmax(input: Array, dim=None, dtype=None):
    """See :func:`convbook.functional.activation.softmaxes`."""
    axis, kind = softmax_axis("softmax", dim, input.ndim), fractional(input, dtype=dtype)
    return row_by_row(parts, axis, kind, input.astype(kind))


@operation
def softmax_backward(grad_output: Array, input: Array, dim=None, dtype=None):
    """See :func:`convbook.functional.softmax_backward`."""
    axis, kind = softmax_axis("softmax", dim, input.ndim), fractional(input, dtype=dtype)
    expect_shape("grad_output", grad_output.shape, input.shape)

    def collect(grad, row):
        y = parts(row)
        return [
            y[i] * (grad[i] - sum(g * p for g, p in zip(grad, y, strict=True)))
            for i in range(len(y))
        ]

    grad_input = row_by_row(collect, axis, kind, grad_output, input.astype(kind))
    return grad_input.astype(fractional(input))


@operation
def log_softmax(input: Array, dim=None, dtype=None):
    """See :func:`convbook.functional.log_softmax`."""
    axis, kind = softmax_axis("log_softmax", dim, input.ndim), fractional(input, dtype=dtype)
    return row_by_row(logarithms, axis, kind, input.astype(kind))


@operation
def log_softmax_backward(grad_output: Array, input: Array, dim=None, dtype=None):
    """See :func:`convbook.functional.log_softmax_backward`."""
    axis, kind = softmax_axis("log_softmax", dim, input.ndim), fractional(input, dtype=dtype)
    expect_shape("grad_output", grad_output.shape, input.shape)

    def collect(grad, row):
        y = parts(row)
        return [grad[i] - y[i] * sum(grad) for i in range(len(y))]

    grad_input = row_by_row(collect, axis, kind, grad_output, input.astype(kind))
    return grad_input.astype(fractional(input))


def halves(input, axis):
    """Where a value and its gate stand."""
    half = input.shape[axis] // 2
    for place in np.ndindex(input.shape):
        if place[axis] < half:
            yield place, (*place[:axis], place[axis] + half, *place[axis + 1 :])


@operation
def glu(input: Array, dim=-1):
    """See :func:`convbook.functional.glu`."""
    axis = halved_axis("dim", dim, input.shape)
    shape = list(input.shape)
    shape[axis] //= 2
    output = np.zeros(shape, fractional(input))
    for value, gate in halves(input, axis):
        output[value] = input[value] / (1 + np.exp(-input[gate]))
    return output


@operation
def glu_backward(grad_output: Array, input: Array, dim=-1):
    """See :func:`convbook.functional.glu_backward`."""
    axis = halved_axis("dim", dim, input.shape)
    shape = list(input.shape)
    shape[axis] //= 2
    expect_shape("grad_output", grad_output.shape, shape)
    grad_input = np.zeros(input.shape, fractional(input))
    for value, gate in halves(input, axis):
        opened = 1 / (1 + np.exp(-input[gate]))
        grad_input[value] = grad_output[value] * opened
        grad_input[gate] = grad_output[value] * input[value] * opened * (1 - opened)
    return grad_input
