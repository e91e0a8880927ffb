"""Rectifiers: what is positive passes, what is negative is held back, and their slopes."""

from convbook.arithmetic.activation import refuse_bool
from convbook.arithmetic.arguments import real
from convbook.definition.activation._elementwise import clip, each, each_slope
from convbook.operation import Array, operation

__all__ = ["leaky_relu", "leaky_relu_backward", "relu", "relu6", "relu6_backward", "relu_backward"]


@operation
def relu(input: Array, inplace=False):
    """See :func:`convbook.functional.relu`."""
    refuse_bool(input.dtype)
    return each(lambda x: 0 if x < 0 else x, input, inplace, input.dtype)


@operation
def relu_backward(grad_output: Array, input: Array, inplace=False):
    """See :func:`convbook.functional.relu_backward`."""
    refuse_bool(input.dtype)
    return each_slope(lambda x: None if x <= 0 else 1, grad_output, input)


@operation
def relu6(input: Array, inplace=False):
    """See :func:`convbook.functional.relu6`."""
    refuse_bool(input.dtype)
    return each(lambda x: clip(x, 0, 6), input, inplace, input.dtype)


@operation
def relu6_backward(grad_output: Array, input: Array, inplace=False):
    """See :func:`convbook.functional.relu6_backward`."""
    refuse_bool(input.dtype)
    return each_slope(lambda x: None if x <= 0 or x >= 6 else 1, grad_output, input)


@operation
def leaky_relu(input: Array, negative_slope=0.01, inplace=False):
    """See :func:`convbook.functional.leaky_relu`."""
    real("negative_slope", negative_slope)
    return each(lambda x: x if x > 0 else negative_slope * x, input, inplace)


@operation
def leaky_relu_backward(grad_output: Array, input: Array, negative_slope=0.01, inplace=False):
    """See :func:`convbook.functional.leaky_relu_backward`."""
    real("negative_slope", negative_slope)
    return each_slope(lambda x: 1 if x > 0 else negative_slope, grad_output, input)
