"""Softmax: the numbers along an axis as parts of a whole, their logarithms, and their slopes."""

import numpy as np

from convbook.arithmetic.activation import softmax_axis
from convbook.arithmetic.arguments import expect_real, expect_shape
from convbook.operation import Array, fractional, operation, wide

__all__ = ["log_softmax", "log_softmax_backward", "softmax", "softmax_backward"]


@operation
def softmax(input: Array, dim=None, dtype=None):
    r"""Turn the numbers along an axis into positive parts of 1.

    .. math:: y_i = \frac{e^{x_i}}{\sum_j e^{x_j}}

    Goodfellow, Bengio and Courville (2016), equation 4.1. The greatest number is subtracted from
    all first, which changes nothing in the formula and keeps the powers finite.

    Parameters
    ----------
    input : array
    dim : int, optional
        The axis. Without it, axis 0 of an input of 0, 1 or 3 axes and axis 1 of any other is
        taken, with the warning that PyTorch gives too.
    dtype : dtype, optional
        The floating-point dtype to compute in; another is a TypeError.

    Examples
    --------
    >>> softmax(np.log(np.array([1, 2, 5])), dim=0).round(9)
    array([0.125, 0.25 , 0.625])
    """
    expect_real(input=input.dtype)
    axis = softmax_axis("softmax", dim, input.ndim)
    powers = np.exp(lowered(input, axis, dtype))
    return (powers / total(powers, axis)).reshape(input.shape)


@operation
def softmax_backward(grad_output: Array, input: Array, dim=None, dtype=None):
    r"""Gradient of :func:`softmax`, given the array before the operation.

    .. math:: \frac{\partial L}{\partial x_i} = y_i \left(g_i - \sum_j g_j \, y_j\right)

    Two equal parts: what is added to one is taken from the other.

    >>> softmax_backward(np.array([8.0, 0.0]), np.array([3.0, 3.0]), dim=0)
    array([ 2., -2.])
    """
    axis = softmax_axis("softmax", dim, input.ndim)
    expect_shape("grad_output", grad_output.shape, input.shape)
    y = np.atleast_1d(softmax(input, axis, dtype))
    grad = np.atleast_1d(grad_output)
    grad = y * (grad - total(grad * y, axis))
    return grad.reshape(input.shape).astype(fractional(input), copy=False)


@operation
def log_softmax(input: Array, dim=None, dtype=None):
    r"""The logarithm of :func:`softmax`, of the same arguments, without its rounding.

    .. math:: y_i = x_i - \log \sum_j e^{x_j}

    Goodfellow, Bengio and Courville (2016), section 6.2.2.3.

    >>> log_softmax(np.array([0.0, -1000.0]), dim=0)
    array([    0., -1000.])
    """
    expect_real(input=input.dtype)
    axis = softmax_axis("log_softmax", dim, input.ndim)
    x = lowered(input, axis, dtype)
    return (x - np.log(total(np.exp(x), axis))).reshape(input.shape)


@operation
def log_softmax_backward(grad_output: Array, input: Array, dim=None, dtype=None):
    r"""Gradient of :func:`log_softmax`, given the array before the operation.

    .. math:: \frac{\partial L}{\partial x_i} = g_i - \frac{e^{x_i}}{\sum_j e^{x_j}} \sum_j g_j

    >>> log_softmax_backward(np.array([8.0, 0.0]), np.array([3.0, 3.0]), dim=0)
    array([ 4., -4.])
    """
    axis = softmax_axis("log_softmax", dim, input.ndim)
    expect_shape("grad_output", grad_output.shape, input.shape)
    parts = np.atleast_1d(softmax(input, axis, dtype))
    grad = np.atleast_1d(grad_output).astype(parts.dtype, copy=False)
    grad = grad - parts * total(grad, axis)
    return grad.reshape(input.shape).astype(fractional(input), copy=False)


def lowered(input, axis, dtype):
    """The numbers less the greatest along the axis; at least one axis."""
    x = np.atleast_1d(input.astype(fractional(input, dtype=dtype), copy=False))
    return x - x.max(axis, keepdims=True, initial=-np.inf)


def total(x, axis):
    """The sum along the axis, taken in float64."""
    return x.sum(axis, dtype=wide(x), keepdims=True).astype(x.dtype, copy=False)
