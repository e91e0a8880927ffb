"""Numbers or whole channels left out at random, one draw at a time."""

import numpy as np

from convbook.arithmetic.arguments import expect_shape
from convbook.arithmetic.training import channel_mask_shape, mask_shape
from convbook.operation import Array, fractional, kept, operation

__all__ = [
    "dropout",
    "dropout1d",
    "dropout1d_backward",
    "dropout2d",
    "dropout2d_backward",
    "dropout3d",
    "dropout3d_backward",
    "dropout_backward",
]


def drop(input, p, training, inplace, shape, generator, return_mask):
    """Draw for every entry of the mask whether its cells stay."""
    generator = np.random.default_rng() if generator is None else generator
    mask = np.ones(shape, bool)
    if training:
        for place in np.ndindex(shape):
            mask[place] = generator.random() >= p
    output = kept(drop_backward(input, input, p, training, shape, mask), input, inplace)
    return (output, mask) if return_mask else output


def drop_backward(grad_output, input, p, training, shape, mask):
    """Scale the cells that stay by 1 / (1 - p), and the others by 0."""
    expect_shape("grad_output", grad_output.shape, input.shape)
    expect_shape("mask", mask.shape, shape)
    if not training:
        return grad_output.copy()
    output = np.zeros(input.shape, fractional(grad_output))
    for place in np.ndindex(input.shape):
        entry = tuple(0 if size == 1 else at for at, size in zip(place, shape, strict=True))
        output[place] = grad_output[place] * (1 / (1 - p) if mask[entry] else 0)
    return output


@operation
def dropout(
    input: Array, p=0.5, training=True, inplace=False, *, generator=None, return_mask=False
):
    """See :func:`convbook.functional.training.dropouts`."""
    shape = mask_shape(p, input.shape)
    return drop(input, p, training, inplace, shape, generator, return_mask)


@operation
def dropout_backward(
    grad_output: Array, input: Array, p=0.5, training=True, inplace=False, *, mask: Array
):
    """See :func:`convbook.functional.dropout_backward`."""
    return drop_backward(grad_output, input, p, training, mask_shape(p, input.shape), mask)


@operation
def dropout1d(
    input: Array, p=0.5, training=True, inplace=False, *, generator=None, return_mask=False
):
    """See :func:`convbook.functional.dropout1d`."""
    shape = channel_mask_shape(p, input.shape, 1)
    return drop(input, p, training, inplace, shape, generator, return_mask)


@operation
def dropout1d_backward(
    grad_output: Array, input: Array, p=0.5, training=True, inplace=False, *, mask: Array
):
    """See :func:`convbook.functional.dropout1d_backward`."""
    shape = channel_mask_shape(p, input.shape, 1)
    return drop_backward(grad_output, input, p, training, shape, mask)


@operation
def dropout2d(
    input: Array, p=0.5, training=True, inplace=False, *, generator=None, return_mask=False
):
    """See :func:`convbook.functional.dropout2d`."""
    shape = channel_mask_shape(p, input.shape, 2)
    return drop(input, p, training, inplace, shape, generator, return_mask)


@operation
def dropout2d_backward(
    grad_output: Array, input: Array, p=0.5, training=True, inplace=False, *, mask: Array
):
    """See :func:`convbook.functional.dropout2d_backward`."""
    shape = channel_mask_shape(p, input.shape, 2)
    return drop_backward(grad_output, input, p, training, shape, mask)


@operation
def dropout3d(
    input: Array, p=0.5, training=True, inplace=False, *, generator=None, return_mask=False
):
    """See :func:`convbook.functional.dropout3d`."""
    shape = channel_mask_shape(p, input.shape, 3)
    return drop(input, p, training, inplace, shape, generator, return_mask)


@operation
def dropout3d_backward(
    grad_output: Array, input: Array, p=0.5, training=True, inplace=False, *, mask: Array
):
    """See :func:`convbook.functional.dropout3d_backward`."""
    shape = channel_mask_shape(p, input.shape, 3)
    return drop_backward(grad_output, input, p, training, shape, mask)
