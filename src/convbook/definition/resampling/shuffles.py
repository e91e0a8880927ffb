"""Cells that change place between channels, rows and columns, one at a time."""

import numpy as np

from convbook.arithmetic.arguments import expect_shape
from convbook.arithmetic.resampling import check_shuffle, shuffled_shape
from convbook.operation import Array, operation

__all__ = [
    "channel_shuffle",
    "channel_shuffle_backward",
    "pixel_shuffle",
    "pixel_shuffle_backward",
    "pixel_unshuffle",
    "pixel_unshuffle_backward",
]


@operation
def pixel_shuffle(input: Array, upscale_factor):
    """See :func:`convbook.functional.pixel_shuffle`."""
    r = upscale_factor
    output = np.zeros(shuffled_shape(input.shape, r, up=True), input.dtype)
    for *front, c, i, j in np.ndindex(output.shape):
        channel = (c * r + i % r) * r + j % r
        output[(*front, c, i, j)] = input[(*front, channel, i // r, j // r)]
    return output


@operation
def pixel_shuffle_backward(grad_output: Array, input: Array, upscale_factor):
    """See :func:`convbook.functional.pixel_shuffle_backward`."""
    shape = shuffled_shape(input.shape, upscale_factor, up=True)
    expect_shape("grad_output", grad_output.shape, shape)
    return pixel_unshuffle(grad_output, upscale_factor)


@operation
def pixel_unshuffle(input: Array, downscale_factor):
    """See :func:`convbook.functional.pixel_unshuffle`."""
    r = downscale_factor
    output = np.zeros(shuffled_shape(input.shape, r, up=False), input.dtype)
    for *front, c, i, j in np.ndindex(input.shape):
        channel = (c * r + i % r) * r + j % r
        output[(*front, channel, i // r, j // r)] = input[(*front, c, i, j)]
    return output


@operation
def pixel_unshuffle_backward(grad_output: Array, input: Array, downscale_factor):
    """See :func:`convbook.functional.pixel_unshuffle_backward`."""
    shape = shuffled_shape(input.shape, downscale_factor, up=False)
    expect_shape("grad_output", grad_output.shape, shape)
    return pixel_shuffle(grad_output, downscale_factor)


@operation
def channel_shuffle(input: Array, groups):
    """See :func:`convbook.functional.channel_shuffle`."""
    groups = check_shuffle(input.shape, groups)
    each = input.shape[1] // groups
    output = np.zeros(input.shape, input.dtype)
    for c in range(input.shape[1]):
        output[:, c % each * groups + c // each] = input[:, c]
    return output


@operation
def channel_shuffle_backward(grad_output: Array, input: Array, groups):
    """See :func:`convbook.functional.channel_shuffle_backward`."""
    groups = check_shuffle(input.shape, groups)
    each = input.shape[1] // groups
    expect_shape("grad_output", grad_output.shape, input.shape)
    grad_input = np.zeros(input.shape, grad_output.dtype)
    for c in range(input.shape[1]):
        grad_input[:, c] = grad_output[:, c % each * groups + c // each]
    return grad_input
