"""Rectifiers: identity above some point, bent or held back below it; and their slopes."""

import numpy as np

from convbook.arithmetic.activation import clipping, expect_ordered
from convbook.arithmetic.arguments import expect_real, real
from convbook.definition.activation._elementwise import clip, each, each_slope
from convbook.operation import Array, operation

__all__ = [
    "elu",
    "elu_backward",
    "hardtanh",
    "hardtanh_backward",
    "leaky_relu",
    "leaky_relu_backward",
    "relu",
    "relu6",
    "relu6_backward",
    "relu_backward",
    "softplus",
    "softplus_backward",
]


@operation
def relu(input: Array, inplace=False):
    """See :func:`convbook.functional.relu`."""
    expect_ordered(input.dtype)
    return each(lambda x: 0 if x < 0 else x, input, inplace, input.dtype)


@operation
def relu_backward(grad_output: Array, input: Array, inplace=False):
    """See :func:`convbook.functional.relu_backward`."""
    expect_ordered(input.dtype)
    dtype = grad_output.dtype
    return each_slope(lambda x: None if x <= 0 else 1, grad_output, input, dtype)


@operation
def relu6(input: Array, inplace=False):
    """See :func:`convbook.functional.relu6`."""
    expect_ordered(input.dtype)
    return each(lambda x: clip(x, 0, 6), input, inplace, input.dtype)


@operation
def relu6_backward(grad_output: Array, input: Array, inplace=False):
    """See :func:`convbook.functional.relu6_backward`."""
    expect_ordered(input.dtype)
    return each_slope(
        lambda x: None if x <= 0 or x >= 6 else 1, grad_output, input, grad_output.dtype
    )


@operation
def hardtanh(input: Array, min_val=-1.0, max_val=1.0, inplace=False):
    """See :func:`convbook.functional.hardtanh`."""
    least, most = clipping(input.dtype, min_val, max_val)
    return each(lambda x: clip(x, least, most), input, inplace, input.dtype)


@operation
def hardtanh_backward(grad_output: Array, input: Array, min_val=-1.0, max_val=1.0, inplace=False):
    """See :func:`convbook.functional.hardtanh_backward`."""
    least, most = clipping(input.dtype, min_val, max_val)
    return each_slope(
        lambda x: None if x <= least or x >= most else 1, grad_output, input, grad_output.dtype
    )


@operation
def leaky_relu(input: Array, negative_slope=0.01, inplace=False):
    """See :func:`convbook.functional.leaky_relu`."""
    real("negative_slope", negative_slope)
    expect_real(input=input.dtype)
    return each(lambda x: x if x > 0 else negative_slope * x, input, inplace)


@operation
def leaky_relu_backward(grad_output: Array, input: Array, negative_slope=0.01, inplace=False):
    """See :func:`convbook.functional.leaky_relu_backward`."""
    real("negative_slope", negative_slope)
    return each_slope(lambda x: 1 if x > 0 else negative_slope, grad_output, input)


@operation
def elu(input: Array, alpha=1.0, inplace=False):
    """See :func:`convbook.functional.elu`."""
    real("alpha", alpha)
    expect_real(input=input.dtype)
    return each(lambda x: alpha * np.expm1(x) if x <= 0 else x, input, inplace)


@operation
def elu_backward(grad_output: Array, input: Array, alpha=1.0, inplace=False):
    """See :func:`convbook.functional.elu_backward`."""
    real("alpha", alpha)
    return each_slope(lambda x: alpha * np.exp(x) if x <= 0 else 1, grad_output, input)


@operation
def softplus(input: Array, beta=1, threshold=20):
    """See :func:`convbook.functional.softplus`."""
    real("beta", beta)
    real("threshold", threshold)
    expect_real(input=input.dtype)
    return each(
        lambda x: x if x * beta > threshold else np.log1p(np.exp(x * beta)) / np.float64(beta),
        input,
    )


@operation
def softplus_backward(grad_output: Array, input: Array, beta=1, threshold=20):
    """See :func:`convbook.functional.softplus_backward`."""
    real("beta", beta)
    real("threshold", threshold)
    return each_slope(
        lambda x: 1 if x * beta > threshold else np.exp(x * beta) / (1 + np.exp(x * beta)),
        grad_output,
        input,
    )
