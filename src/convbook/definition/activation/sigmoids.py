"""Functions that level off on both sides, and their slopes."""

from convbook.arithmetic.activation import clipping
from convbook.definition.activation._elementwise import clip, each, each_slope, sigma
from convbook.operation import Array, fractional, operation

__all__ = [
    "hardsigmoid",
    "hardsigmoid_backward",
    "hardtanh",
    "hardtanh_backward",
    "sigmoid",
    "sigmoid_backward",
    "tanh",
    "tanh_backward",
]


@operation
def sigmoid(input: Array):
    """See :func:`convbook.functional.sigmoid`."""
    return each(sigma, input)


@operation
def sigmoid_backward(grad_output: Array, input: Array):
    """See :func:`convbook.functional.sigmoid_backward`."""
    return each_slope(lambda x: sigma(x) * (1 - sigma(x)), grad_output, input)


@operation
def tanh(input: Array):
    """See :func:`convbook.functional.tanh`."""
    return each(lambda x: 2 * sigma(2 * x) - 1, input)


@operation
def tanh_backward(grad_output: Array, input: Array):
    """See :func:`convbook.functional.tanh_backward`."""
    return each_slope(lambda x: 4 * sigma(2 * x) * (1 - sigma(2 * x)), grad_output, input)


@operation
def hardtanh(input: Array, min_val=-1.0, max_val=1.0, inplace=False):
    """See :func:`convbook.functional.hardtanh`."""
    least, most = clipping(input.dtype, min_val, max_val)
    return each(lambda x: clip(x, least, most), input, inplace, input.dtype)


@operation
def hardtanh_backward(grad_output: Array, input: Array, min_val=-1.0, max_val=1.0, inplace=False):
    """See :func:`convbook.functional.hardtanh_backward`."""
    least, most = clipping(input.dtype, min_val, max_val)
    return each_slope(lambda x: None if x <= least or x >= most else 1, grad_output, input)


@operation
def hardsigmoid(input: Array, inplace=False):
    """See :func:`convbook.functional.hardsigmoid`."""
    return each(lambda x: clip(x + 3.0, 0, 6) / 6, input, inplace)


@operation
def hardsigmoid_backward(grad_output: Array, input: Array, inplace=False):
    """See :func:`convbook.functional.hardsigmoid_backward`."""
    kind = fractional(grad_output)
    return each_slope(lambda x: 1 / 6 if -3 < x < 3 else None, grad_output, input, kind)
