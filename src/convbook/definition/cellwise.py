"""What functions of one cell at a time have in common."""

import numpy as np

from convbook.arithmetic.checks import real
from convbook.arithmetic.shapes import expect_shape


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


def limits(input, min_val, max_val):
    """The limits in the kind of the input; refuses what cannot be."""
    refuse_bool(input)
    if real("min_val", min_val) > real("max_val", max_val):
        raise ValueError(f"min_val must be at most max_val, got {min_val} and {max_val}")
    if input.dtype.kind == "u" and min_val < 0:
        raise ValueError(f"input has no sign, but a limit is {min_val}, below 0")
    return input.dtype.type(min_val), input.dtype.type(max_val)
