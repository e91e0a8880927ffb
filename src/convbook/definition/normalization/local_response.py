"""Normalization by the neighboring channels, one cell at a time."""

import numpy as np

from convbook.arithmetic.arguments import expect_shape
from convbook.arithmetic.normalization import check_neighbors
from convbook.operation import Array, described, fractional, operation, wide

__all__ = ["local_response_norm", "local_response_norm_backward"]


def neighbors(window, channel, channels):
    """The channels in the window of ``channel``."""
    return [c for c in window.reads(channel) if 0 <= c < channels]


def bracket(input, window, alpha, k):
    """What a power of divides each cell, in float64."""
    input = input.astype(wide(input))
    output = np.zeros_like(input)
    for n, c, *place in np.ndindex(input.shape):
        cells = [input[n, other, *place] for other in neighbors(window, c, input.shape[1])]
        output[n, c, *place] = k + alpha / window.kernel * sum(cell * cell for cell in cells)
    return output


@operation
def local_response_norm(input: Array, size, alpha=1e-4, beta=0.75, k=1.0):
    """See :func:`convbook.functional.local_response_norm`."""
    window = check_neighbors(*described(input=input), size, alpha, beta, k)
    return (input / bracket(input, window, alpha, k) ** beta).astype(fractional(input))


@operation
def local_response_norm_backward(
    grad_output: Array, input: Array, size, alpha=1e-4, beta=0.75, k=1.0
):
    """See :func:`convbook.functional.local_response_norm_backward`."""
    window = check_neighbors(*described(input=input), size, alpha, beta, k)
    expect_shape("grad_output", grad_output.shape, input.shape)
    d = bracket(input, window, alpha, k)
    x, grad = input.astype(d.dtype), grad_output.astype(d.dtype)
    grad_input = grad / d**beta
    for n, c, *place in np.ndindex(x.shape):
        at = (n, c, *place)
        pull = grad[at] * x[at] * -beta * d[at] ** (-beta - 1)
        for other in neighbors(window, c, x.shape[1]):
            grad_input[n, other, *place] += pull * 2 * alpha / window.kernel * x[n, other, *place]
    return grad_input
