"""What functions of one number at a time have in common."""

import numpy as np

from convbook.arithmetic.arguments import expect_shape
from convbook.operation import fractional, kept


def each(function, input, inplace=False, kind=None):
    """``function`` of every cell."""
    output = np.zeros(input.shape, fractional(input) if kind is None else kind)
    cells = input.astype(output.dtype, copy=False)
    for place in np.ndindex(input.shape):
        output[place] = function(cells[place])
    return kept(output, input, inplace)


def each_slope(function, grad_output, input, kind=None):
    """``function`` of every cell, times the gradient that arrives there; 0 where it is None."""
    expect_shape("grad_output", grad_output.shape, input.shape)
    output = np.zeros(input.shape, fractional(grad_output) if kind is None else kind)
    cells = input.astype(fractional(input), copy=False)
    for place in np.ndindex(input.shape):
        slope = function(cells[place])
        output[place] = 0 if slope is None else grad_output[place] * slope
    return output


def clip(x, least, most):
    """``x``, or the limit that it passes; NaN stays NaN."""
    return least if x < least else most if x > most else x


def sigma(x):
    """The sigmoid of one number."""
    return 1 / (1 + np.exp(-x))
