"""Means, deviations and their gradients, shared by all normalizations.

Sums are taken in float64. The numbers themselves stay in float32: their mean, rounded to float32,
is subtracted first and what is left of it afterwards, so that a large offset costs no digits.
"""

from math import prod

import numpy as np

from convbook.operation import floating, fractional, wide


def standardize(x, axes, eps):
    """Subtract the mean along ``axes`` and divide by the deviation.

    Returns the normalized numbers, their mean and variance (in float64) and 1 / deviation.
    """
    x = floating(x)
    centered, mean = center(x, axes)
    variance = average(centered * centered, axes)
    if beyond_float32(x.dtype, variance + eps):
        standard, mean, variance, scale = standardize(x.astype(np.float64), axes, eps)
        return standard.astype(x.dtype), mean, variance, scale.astype(x.dtype)
    scale = (1 / np.sqrt(variance + eps)).astype(x.dtype, copy=False)
    return centered * scale, mean, variance, scale


def standardize_backward(grad, standard, scale, axes):
    """The part of ``grad`` that changes neither the mean nor the deviation, scaled."""
    centered, _ = center(grad, axes)
    along = average(centered * standard, axes).astype(grad.dtype, copy=False)
    return (centered - standard * along) * scale


def center(x, axes):
    """``x`` less its mean along ``axes``, and the mean."""
    mean = average(x, axes)
    near = mean.astype(x.dtype, copy=False)
    centered = x - near
    rest = average(centered, axes) if near.dtype == mean.dtype else mean - near
    centered -= rest.astype(x.dtype, copy=False)
    return centered, np.where(np.isfinite(rest), near + rest, near)


def average(x, axes):
    """The mean along ``axes``, which stay as axes of one cell; 0 of no numbers."""
    count = max(1, prod(x.shape[axis] for axis in axes))
    return x.sum(axes, dtype=wide(x), keepdims=True) / count


def beyond_float32(dtype, squares):
    """Whether squares were taken in a dtype in which they may have overflowed or vanished."""
    return dtype.itemsize < 8 and not ((squares > 1e-30) & (squares < 1e30)).all()


def by_running(input, running_mean, running_var, eps):
    """``input`` normalized by the running statistics, and 1 / deviation."""
    scale, dtype = 1 / np.sqrt(column(running_var, input) + eps), fractional(input)
    standard = (input - column(running_mean, input)) * scale
    return standard.astype(dtype, copy=False), scale.astype(dtype, copy=False)


def column(vector, like):
    """One number a channel, shaped to meet ``(N, C, *sizes)``."""
    return vector.reshape(-1, *[1] * (like.ndim - 2))


def affine(standard, weight, bias):
    """Scale and shift each channel."""
    output = standard if weight is None else standard * column(weight, standard)
    output = output if bias is None else output + column(bias, standard)
    return output.astype(standard.dtype, copy=False)


def affine_gradients(grad, weight):
    """The gradient of the normalized input, through the scale of its channel."""
    grad = floating(grad)
    return grad if weight is None else grad * column(weight, grad)


def vector_gradients(grad, standard, weight, bias, axes):
    """Gradients of the scale and of the shift, where they are given."""
    dtype, total = fractional(grad), wide(grad)
    return (
        None if weight is None else (grad * standard).sum(axes, dtype=total).astype(dtype),
        None if bias is None else grad.sum(axes, dtype=total).astype(dtype),
    )


def remember(running, new, momentum):
    """Update a running statistic in place."""
    if running is not None:
        running[...] = (1 - momentum) * running + momentum * new.reshape(-1)
