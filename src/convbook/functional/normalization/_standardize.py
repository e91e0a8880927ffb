"""Means, deviations and their gradients, shared by all normalizations.

Sums over float32 are as good as those in float64, and the numbers themselves stay in float32: their
mean is subtracted first and what is left of it afterwards, so that a large offset costs no digits.
What is computed here belongs to nobody else yet, and is overwritten to save memory and time.
"""

from math import prod

import numpy as np

from convbook.operation import floating, fractional, wide


def standardize(x, axes, eps):
    """Subtract the mean along ``axes`` and divide by the deviation.

    Returns the normalized numbers, their mean and variance (in float64) and 1 / deviation.
    """
    x = floating(x)
    standard, mean = center(x, axes)
    variance = average(standard * standard, axes)
    if beyond_float32(x.dtype, variance + eps):
        standard, mean, variance, scale = standardize(x.astype(np.float64), axes, eps)
        return standard.astype(x.dtype), mean, variance, scale.astype(x.dtype)
    scale = (1 / np.sqrt(variance + eps)).astype(x.dtype, copy=False)
    standard *= scale
    return standard, mean, variance, scale


def standardize_backward(grad, standard, scale, axes):
    """The part of ``grad`` that changes neither the mean nor the deviation, scaled."""
    changed, _ = center(grad, axes)
    product = changed * standard
    along = average(product, axes).astype(grad.dtype, copy=False)
    changed -= np.multiply(standard, along, out=product)
    changed *= scale
    return changed


def center(x, axes):
    """``x`` less its mean along ``axes``, and the mean."""
    mean = average(x, axes)
    near = mean.astype(x.dtype, copy=False)
    centered = x - near
    rest = average(centered, axes)
    centered -= rest.astype(x.dtype, copy=False)
    return centered, np.where(np.isfinite(rest), near + rest, near)


def average(x, axes):
    """The mean along ``axes``, which stay as axes of one cell; 0 of no numbers."""
    return total(x, axes) / max(1, prod(x.shape[axis] for axis in axes))


def total(x, axes):
    """The sum in float64 along ``axes``, which stay as axes of one cell.

    Along the last axis in memory NumPy adds in pairs, which float32 can afford: half of the time,
    and nearly no digits. What overflows is added again.
    """
    last = x.ndim
    while last - 1 in axes:
        last -= 1
    if not x.flags.c_contiguous or last == x.ndim:
        return x.sum(axes, dtype=wide(x), keepdims=True)
    rows = x.reshape(*x.shape[:last], prod(x.shape[last:])).sum(-1)
    before = tuple(axis for axis in axes if axis < last)
    sums = rows.sum(before, dtype=wide(x), keepdims=True)
    if x.dtype.itemsize < 8 and not np.isfinite(sums).all():
        sums = x.sum(axes, dtype=wide(x))
    return sums.reshape([1 if axis in axes else size for axis, size in enumerate(x.shape)])


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
    """Scale and shift each channel, in place if the dtypes of the vectors allow."""
    vectors = [None if one is None else column(one, standard) for one in (weight, bias)]
    return scale_and_shift(standard, *vectors)


def scale_and_shift(standard, weight, bias):
    """``standard * weight + bias``, in place if their dtypes allow."""
    given = [one for one in (weight, bias) if one is not None]
    output = standard.astype(np.result_type(standard, *given), copy=False)
    if weight is not None:
        output *= weight
    if bias is not None:
        output += bias
    return output.astype(standard.dtype, copy=False)


def affine_gradients(grad, weight):
    """The gradient of the normalized input, through the scale of its channel."""
    grad = floating(grad)
    return grad if weight is None else grad * column(weight, grad)


def vector_gradients(grad, standard, weight, bias, axes):
    """Gradients of the scale and of the shift, where they are given."""
    dtype = fractional(grad)
    shape = [size for axis, size in enumerate(grad.shape) if axis not in axes]
    return (
        None if weight is None else total(grad * standard, axes).astype(dtype).reshape(shape),
        None if bias is None else total(grad, axes).astype(dtype).reshape(shape),
    )


def remember(running, new, momentum):
    """Update a running statistic in place."""
    if running is not None:
        running[...] = (1 - momentum) * running + momentum * new.reshape(-1)
