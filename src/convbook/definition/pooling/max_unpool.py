"""Maxima put back where they stood, one at a time."""

from math import prod

import numpy as np

from convbook.arithmetic.arguments import expect_kind, expect_shape
from convbook.arithmetic.pooling import unpooled_shape
from convbook.operation import Array, operation

__all__ = [
    "max_unpool1d",
    "max_unpool1d_backward",
    "max_unpool2d",
    "max_unpool2d_backward",
    "max_unpool3d",
    "max_unpool3d_backward",
]


def unpool(shape, input, indices, rank):
    """Write every value at the cell that its index counts; all others are 0."""
    output = np.zeros(shape, input.dtype)
    for place, cell in moves(shape, input, indices, rank):
        output[cell] = input[place]
    return output


def unpool_backward(shape, grad_output, input, indices, rank):
    """Every value reads the gradient at its cell."""
    expect_shape("grad_output", grad_output.shape, shape)
    grad_input = np.zeros(input.shape, grad_output.dtype)
    for place, cell in moves(shape, input, indices, rank):
        grad_input[place] = grad_output[cell]
    return grad_input, None


def moves(shape, input, indices, rank):
    """Every place of the input, and the cell of the output that it goes to."""
    expect_kind("indices", indices.dtype, "iu", "whole numbers")
    expect_shape("indices", indices.shape, input.shape)
    for place in np.ndindex(input.shape):
        if not 0 <= indices[place] < prod(shape[-rank:]):
            raise ValueError(
                f"indices must lie between 0 and {prod(shape[-rank:]) - 1}, got {indices[place]}"
            )
        yield place, place[:-rank] + np.unravel_index(indices[place], shape[-rank:])


# The public forms, for one, two and three axes.


@operation
def max_unpool1d(
    input: Array, indices: Array, kernel_size, stride=None, padding=0, output_size=None
):
    """See :func:`convbook.functional.max_unpool1d`."""
    shape = unpooled_shape(input.shape, kernel_size, stride, padding, output_size, rank=1)
    return unpool(shape, input, indices, 1)


@operation
def max_unpool1d_backward(
    grad_output: Array,
    input: Array,
    indices: Array,
    kernel_size,
    stride=None,
    padding=0,
    output_size=None,
):
    """See :func:`convbook.functional.max_unpool1d_backward`."""
    shape = unpooled_shape(input.shape, kernel_size, stride, padding, output_size, rank=1)
    return unpool_backward(shape, grad_output, input, indices, 1)


@operation
def max_unpool2d(
    input: Array, indices: Array, kernel_size, stride=None, padding=0, output_size=None
):
    """See :func:`convbook.functional.max_unpool2d`."""
    shape = unpooled_shape(input.shape, kernel_size, stride, padding, output_size, rank=2)
    return unpool(shape, input, indices, 2)


@operation
def max_unpool2d_backward(
    grad_output: Array,
    input: Array,
    indices: Array,
    kernel_size,
    stride=None,
    padding=0,
    output_size=None,
):
    """See :func:`convbook.functional.max_unpool2d_backward`."""
    shape = unpooled_shape(input.shape, kernel_size, stride, padding, output_size, rank=2)
    return unpool_backward(shape, grad_output, input, indices, 2)


@operation
def max_unpool3d(
    input: Array, indices: Array, kernel_size, stride=None, padding=0, output_size=None
):
    """See :func:`convbook.functional.max_unpool3d`."""
    shape = unpooled_shape(input.shape, kernel_size, stride, padding, output_size, rank=3)
    return unpool(shape, input, indices, 3)


@operation
def max_unpool3d_backward(
    grad_output: Array,
    input: Array,
    indices: Array,
    kernel_size,
    stride=None,
    padding=0,
    output_size=None,
):
    """See :func:`convbook.functional.max_unpool3d_backward`."""
    shape = unpooled_shape(input.shape, kernel_size, stride, padding, output_size, rank=3)
    return unpool_backward(shape, grad_output, input, indices, 3)
