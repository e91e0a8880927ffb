"""Normalization by the neighboring channels, one cell at a time."""

import numpy as np

from convbook.arithmetic.arguments import expect_shape
from convbook.arithmetic.normalization import check_neighbors
from convbook.operation import Array, fractional, operation

__all__ = ["local_response_norm", "local_response_norm_backward"]


def neighbors(window, channel, channels):
    """The channels in the window of ``channel``."""
    return [c for c in window.reads(channel) if 0 <= c < channels]


def bracket(input, window, alpha, k):
    """What a power of divides each cell."""
    output = np.zeros(input.shape, fractional(input))
    for n, c, *place in np.ndindex(input.shape):
        cells = [input[n, other, *place] for other in neighbors(window, c, input.shape[1])]
        output[n, c, *place] = k + alpha / window.kernel * sum(cell * cell for cell in cells)
    return output


@operation
def local_response_norm(input: Array, size, alpha=1e-4, beta=0.75, k=1.0):
    """See :func:`convbook.functional.normalization.local_response`."""
    window = check_neighbors(input, size, alpha, beta, k)
    return input / bracket(input, window, alpha, k) ** beta


@operation
def local_response_norm_backward(
    grad_output: Array, input: Array, size, alpha=1e-4, beta=0.75, k=1.0
):
    """See :func:`convbook.functional.local_response_norm_backward`."""
    window = check_neighbors(input, size, alpha, beta, k)
    expect_shape("grad_output", grad_output.shape, input.shape)
    d = bracket(input, window, alpha, k)
    grad_input = grad_output / d**beta
    for n, c, *place in np.ndindex(input.shape):
        at = (n, c, *place)
        pull = grad_output[at] * input[at] * -beta * d[at] ** (-beta - 1)
        for other in neighbors(window, c, input.shape[1]):
            grad_input[n, other, *place] += (
                pull * 2 * alpha / window.kernel * input[n, other, *place]
            )
    return grad_input
