"""Functions of one cell at a time, and their slopes, cell by cell."""

from math import erf

import numpy as np

from convbook.arithmetic.checks import choice, real
from convbook.arithmetic.shapes import expect_shape

quiet = np.errstate(all="ignore")


def each(function, input, inplace=False, kind=None):
    """``function`` of every cell."""
    output = np.zeros(input.shape, np.result_type(input, 0.0) if kind is None else kind)
    if inplace and not np.can_cast(output.dtype, input.dtype, "same_kind"):
        raise TypeError(f"inplace: numbers of kind {output.dtype} do not fit into {input.dtype}")
    for place in np.ndindex(input.shape):
        output[place] = function(input[place])
    if not inplace:
        return output
    input[...] = output
    return input


def each_slope(function, grad_output, input, kind=None):
    """``function`` of every cell, times the gradient that arrives there; 0 where it is None."""
    expect_shape("grad_output", grad_output.shape, input.shape)
    output = np.zeros(input.shape, grad_output.dtype if kind is None else kind)
    for place in np.ndindex(input.shape):
        slope = function(input[place])
        output[place] = 0 if slope is None else grad_output[place] * slope
    return output


def clip(x, least, most):
    """``x``, or the limit that it passes; NaN stays NaN."""
    return least if x < least else most if x > most else x


def sigma(x):
    """The sigmoid of one number."""
    return 1 / (1 + np.exp(-x))


def refuse_bool(input):
    """True and False are not numbers that can be clipped."""
    if input.dtype == bool:
        raise TypeError("input must hold numbers, got booleans")


@quiet
def relu(input, inplace=False):
    """See :func:`convbook.functional.relu`."""
    refuse_bool(input)
    return each(lambda x: 0 if x < 0 else x, input, inplace, input.dtype)


@quiet
def relu_backward(grad_output, input, inplace=False):
    """See :func:`convbook.functional.relu_backward`."""
    refuse_bool(input)
    return each_slope(lambda x: None if x <= 0 else 1, grad_output, input)


@quiet
def relu6(input, inplace=False):
    """See :func:`convbook.functional.relu6`."""
    refuse_bool(input)
    return each(lambda x: clip(x, 0, 6), input, inplace, input.dtype)


@quiet
def relu6_backward(grad_output, input, inplace=False):
    """See :func:`convbook.functional.relu6_backward`."""
    refuse_bool(input)
    return each_slope(lambda x: None if x <= 0 or x >= 6 else 1, grad_output, input)


@quiet
def leaky_relu(input, negative_slope=0.01, inplace=False):
    """See :func:`convbook.functional.leaky_relu`."""
    real("negative_slope", negative_slope)
    return each(lambda x: x if x > 0 else negative_slope * x, input, inplace)


@quiet
def leaky_relu_backward(grad_output, input, negative_slope=0.01, inplace=False):
    """See :func:`convbook.functional.leaky_relu_backward`."""
    real("negative_slope", negative_slope)
    return each_slope(lambda x: 1 if x > 0 else negative_slope, grad_output, input)


@quiet
def sigmoid(input):
    """See :func:`convbook.functional.sigmoid`."""
    return each(sigma, input)


@quiet
def sigmoid_backward(grad_output, input):
    """See :func:`convbook.functional.sigmoid_backward`."""
    return each_slope(lambda x: sigma(x) * (1 - sigma(x)), grad_output, input)


@quiet
def tanh(input):
    """See :func:`convbook.functional.tanh`."""
    return each(lambda x: 2 * sigma(2 * x) - 1, input)


@quiet
def tanh_backward(grad_output, input):
    """See :func:`convbook.functional.tanh_backward`."""
    return each_slope(lambda x: 4 * sigma(2 * x) * (1 - sigma(2 * x)), grad_output, input)


@quiet
def silu(input, inplace=False):
    """See :func:`convbook.functional.silu`."""
    return each(lambda x: x * sigma(x), input, inplace)


@quiet
def silu_backward(grad_output, input, inplace=False):
    """See :func:`convbook.functional.silu_backward`."""
    return each_slope(lambda x: sigma(x) * (1 + x * (1 - sigma(x))), grad_output, input)


def limits(input, min_val, max_val):
    """The limits in the kind of the input; refuses what cannot be."""
    refuse_bool(input)
    if real("min_val", min_val) > real("max_val", max_val):
        raise ValueError(f"min_val must be at most max_val, got {min_val} and {max_val}")
    if input.dtype.kind == "u" and min_val < 0:
        raise ValueError(f"input has no sign, but a limit is {min_val}, below 0")
    return input.dtype.type(min_val), input.dtype.type(max_val)


@quiet
def hardtanh(input, min_val=-1.0, max_val=1.0, inplace=False):
    """See :func:`convbook.functional.hardtanh`."""
    least, most = limits(input, min_val, max_val)
    return each(lambda x: clip(x, least, most), input, inplace, input.dtype)


@quiet
def hardtanh_backward(grad_output, input, min_val=-1.0, max_val=1.0, inplace=False):
    """See :func:`convbook.functional.hardtanh_backward`."""
    least, most = limits(input, min_val, max_val)
    return each_slope(lambda x: None if x <= least or x >= most else 1, grad_output, input)


@quiet
def hardsigmoid(input, inplace=False):
    """See :func:`convbook.functional.hardsigmoid`."""
    return each(lambda x: clip(x + 3.0, 0, 6) / 6, input, inplace)


@quiet
def hardsigmoid_backward(grad_output, input, inplace=False):
    """See :func:`convbook.functional.hardsigmoid_backward`."""
    kind = np.result_type(grad_output, 0.0)
    return each_slope(lambda x: 1 / 6 if -3 < x < 3 else None, grad_output, input, kind)


@quiet
def hardswish(input, inplace=False):
    """See :func:`convbook.functional.hardswish`."""
    return each(lambda x: x * clip(x + 3.0, 0, 6) / 6, input, inplace)


@quiet
def hardswish_backward(grad_output, input, inplace=False):
    """See :func:`convbook.functional.hardswish_backward`."""
    kind = np.result_type(grad_output, 0.0)

    def slope(x):
        return None if x <= -3 else x / 3 + 0.5 if x < 3 else 1

    return each_slope(slope, grad_output, input, kind)


@quiet
def elu(input, alpha=1.0, inplace=False):
    """See :func:`convbook.functional.elu`."""
    real("alpha", alpha)
    return each(lambda x: alpha * np.expm1(x) if x <= 0 else x, input, inplace)


@quiet
def elu_backward(grad_output, input, alpha=1.0, inplace=False):
    """See :func:`convbook.functional.elu_backward`."""
    real("alpha", alpha)
    return each_slope(lambda x: alpha * np.exp(x) if x <= 0 else 1, grad_output, input)


def gelu_parts(x, approximate):
    """What x is multiplied by, and the slope of that."""
    if approximate == "none":
        density = np.exp(-x * x / 2) / np.sqrt(2 * np.pi)
        return (1 + erf(x / np.sqrt(2))) / 2, density
    inner = np.tanh(np.sqrt(2 / np.pi) * (x + 0.044715 * x**3))
    slope = (1 - inner**2) * np.sqrt(2 / np.pi) * (1 + 3 * 0.044715 * x**2)
    return (1 + inner) / 2, slope / 2


@quiet
def gelu(input, approximate="none"):
    """See :func:`convbook.functional.gelu`."""
    choice("approximate", approximate, ("none", "tanh"))
    return each(lambda x: x * gelu_parts(np.float64(x), approximate)[0], input)


@quiet
def gelu_backward(grad_output, input, approximate="none"):
    """See :func:`convbook.functional.gelu_backward`."""
    choice("approximate", approximate, ("none", "tanh"))

    def slope(x):
        part, change = gelu_parts(np.float64(x), approximate)
        return part + x * change

    return each_slope(slope, grad_output, input)


@quiet
def softplus(input, beta=1, threshold=20):
    """See :func:`convbook.functional.softplus`."""
    real("beta", beta)
    real("threshold", threshold)
    return each(
        lambda x: x if x * beta > threshold else np.log1p(np.exp(x * beta)) / np.float64(beta),
        input,
    )


@quiet
def softplus_backward(grad_output, input, beta=1, threshold=20):
    """See :func:`convbook.functional.softplus_backward`."""
    real("beta", beta)
    real("threshold", threshold)
    return each_slope(
        lambda x: 1 if x * beta > threshold else np.exp(x * beta) / (1 + np.exp(x * beta)),
        grad_output,
        input,
    )
