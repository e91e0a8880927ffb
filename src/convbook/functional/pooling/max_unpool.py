"""Maxima put back where they stood."""

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


def unpool(rank, input, indices, *settings):
    """Write every value at the cell that its index counts; all others are 0."""
    shape = unpooled_shape(input.shape, *settings, rank=rank)
    planes, where = by_plane(shape, input, indices, rank)
    output = np.zeros((planes, prod(shape[-rank:])), input.dtype)
    np.put_along_axis(output, where, input.reshape(where.shape), 1)
    return output.reshape(shape)


def unpool_backward(rank, grad_output, input, indices, *settings):
    """Every value reads the gradient at its cell."""
    shape = unpooled_shape(input.shape, *settings, rank=rank)
    expect_shape("grad_output", grad_output.shape, shape)
    planes, where = by_plane(shape, input, indices, rank)
    grad = grad_output.reshape(planes, prod(shape[-rank:]))
    return np.take_along_axis(grad, where, 1).reshape(input.shape), None


def by_plane(shape, input, indices, rank):
    """The number of planes, and the indices as one row for each of them."""
    expect_kind("indices", indices.dtype, "iu", "whole numbers")
    expect_shape("indices", indices.shape, input.shape)
    planes, cells = prod(shape[:-rank]), prod(shape[-rank:])
    outside = (indices < 0) | (indices >= cells)
    if outside.any():
        raise ValueError(
            f"indices must lie between 0 and {cells - 1}, got {indices[outside].flat[0]}"
        )
    return planes, indices.reshape(planes, prod(input.shape[-rank:]))


@operation
def max_unpool1d(
    input: Array, indices: Array, kernel_size, stride=None, padding=0, output_size=None
):
    r"""Max unpooling along one axis: :func:`max_unpool2d` for (N, C, L') or (C, L') to (N, C, L).

    .. math:: x_{n,\,c,\,I} = y_{n,c,i}, \qquad I = \text{indices}_{n,c,i}

    >>> max_unpool1d(np.array([[7, 8]]), np.array([[1, 2]]), 2)
    array([[0, 7, 8, 0]])
    """
    return unpool(1, input, indices, kernel_size, stride, padding, output_size)


@operation
def max_unpool1d_backward(
    grad_output: Array, input: Array, indices: Array,
    kernel_size, stride=None, padding=0, output_size=None,
):  # fmt: skip
    """Gradient of :func:`max_unpool1d`: each value reads the gradient at its cell.

    >>> max_unpool1d_backward(np.array([[0, 5, 6, 0]]), np.array([[7, 8]]), np.array([[1, 2]]), 2)
    (array([[5, 6]]), None)
    """
    settings = kernel_size, stride, padding, output_size
    return unpool_backward(1, grad_output, input, indices, *settings)


@operation
def max_unpool2d(
    input: Array, indices: Array, kernel_size, stride=None, padding=0, output_size=None
):
    r"""Compute the unpooling of images: each maximum back at its index, all other cells 0.

    .. math:: x_{n,\,c,\,I} = y_{n,c,i,j}, \qquad I = \text{indices}_{n,c,i,j}

    where I counts the cells of a channel in reading order.

    Parameters
    ----------
    input : array, shape (N, C, H', W') or (C, H', W')
    indices : array of int, of the same shape
        As :func:`max_pool2d` returns them.
    kernel_size, stride, padding : int or (int, int)
        Those of the pooling. In cells, as (rows, columns).
    output_size : sequence of int, optional
        The size, or the whole shape, of the pooled array, where several are pooled to one size.

    Returns
    -------
    array, shape (N, C, H, W) or (C, H, W)
        H = (H' - 1) stride + K - 2 padding, and W likewise;
        or ``output_size``, which may differ from that by less than the stride.

    Raises
    ------
    TypeError
        If a setting is not a whole number.
    ValueError
        If the shapes differ, an index lies outside, or the sizes do not belong together.

    Notes
    -----
    Zeiler and Fergus (2014), section 2.1, call the indices switches. If an index comes twice, the
    last value stays.

    Examples
    --------
    >>> max_unpool2d(np.array([[[7]]]), np.array([[[3]]]), 2, output_size=(2, 3))
    array([[[0, 0, 0],
            [7, 0, 0]]])
    """
    return unpool(2, input, indices, kernel_size, stride, padding, output_size)


@operation
def max_unpool2d_backward(
    grad_output: Array, input: Array, indices: Array,
    kernel_size, stride=None, padding=0, output_size=None,
):  # fmt: skip
    """Gradient of :func:`max_unpool2d`: each value reads the gradient at its cell.

    >>> grad = np.array([[[1, 2], [3, 4]]])
    >>> max_unpool2d_backward(grad, np.array([[[7]]]), np.array([[[2]]]), 2)
    (array([[[3]]]), None)
    """
    settings = kernel_size, stride, padding, output_size
    return unpool_backward(2, grad_output, input, indices, *settings)


@operation
def max_unpool3d(
    input: Array, indices: Array, kernel_size, stride=None, padding=0, output_size=None
):
    r"""Max unpooling of volumes: :func:`max_unpool2d` for (N, C, D', H', W') to (N, C, D, H, W).

    .. math:: x_{n,\,c,\,I} = y_{n,c,h,i,j}, \qquad I = \text{indices}_{n,c,h,i,j}

    >>> max_unpool3d(np.array([[[[7]]]]), np.array([[[[2]]]]), (1, 2, 2))
    array([[[[0, 0],
             [7, 0]]]])
    """
    return unpool(3, input, indices, kernel_size, stride, padding, output_size)


@operation
def max_unpool3d_backward(
    grad_output: Array, input: Array, indices: Array,
    kernel_size, stride=None, padding=0, output_size=None,
):  # fmt: skip
    """Gradient of :func:`max_unpool3d`: each value reads the gradient at its cell.

    >>> grad = np.array([[[[1, 2], [3, 4]]]])
    >>> max_unpool3d_backward(grad, np.array([[[[7]]]]), np.array([[[[2]]]]), (1, 2, 2))
    (array([[[[3]]]]), None)
    """
    settings = kernel_size, stride, padding, output_size
    return unpool_backward(3, grad_output, input, indices, *settings)
