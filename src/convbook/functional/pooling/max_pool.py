"""Max pooling along one, two and three axes."""

import numpy as np

from convbook.arithmetic.arguments import expect_kind, expect_shape
from convbook.arithmetic.pooling import Pooling
from convbook.functional.pooling._gather import gather, maxima, scatter
from convbook.operation import Array, operation

__all__ = [
    "max_pool1d",
    "max_pool1d_backward",
    "max_pool2d",
    "max_pool2d_backward",
    "max_pool3d",
    "max_pool3d_backward",
]


def pool(plan, input, return_indices):
    """The maximum of every window, and where it stands if that is asked for."""
    expect_kind("input", input.dtype, "fiu", "numbers")
    if return_indices:
        return maxima(input, plan)
    least = -np.inf if input.dtype.kind == "f" else np.iinfo(input.dtype).min
    return gather(input, plan, np.maximum, least)


def pool_backward(plan, grad_output, input):
    """Each place hands its gradient to the cell it took."""
    expect_kind("input", input.dtype, "fiu", "numbers")
    expect_shape("grad_output", grad_output.shape, plan.output_shape)
    _, where = maxima(input, plan)
    return scatter(grad_output, where, plan)


@operation
def max_pool1d(
    input: Array,
    kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False,
):  # fmt: skip
    r"""Max pooling along one axis: :func:`max_pool2d` for (N, C, L) or (C, L) to (N, C, L').

    .. math:: y_{n,c,i} = \max_{a} \; x_{n,\,c,\,is+ad-p}

    >>> max_pool1d(np.array([[3, 1, 4, 1, 5, 9]]), 3, stride=1, return_indices=True)
    (array([[4, 4, 5, 9]]), array([[2, 2, 4, 5]]))
    """
    plan = Pooling.sliding(input.shape, kernel_size, stride, padding, dilation, ceil_mode, rank=1)
    return pool(plan, input, return_indices)


@operation
def max_pool1d_backward(
    grad_output: Array, input: Array,
    kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False,
):  # fmt: skip
    """Gradient of :func:`max_pool1d`: passed to the cell of each maximum.

    >>> row = np.array([[3, 1, 4, 1, 5, 9]])
    >>> max_pool1d_backward(np.array([[1, 10, 100, 1000]]), row, 3, stride=1)
    array([[   0,    0,   11,    0,  100, 1000]])
    """
    plan = Pooling.sliding(input.shape, kernel_size, stride, padding, dilation, ceil_mode, rank=1)
    return pool_backward(plan, grad_output, input)


@operation
def max_pool2d(
    input: Array,
    kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False,
):  # fmt: skip
    r"""Compute the max pooling of images: the maximum of every window.

    .. math:: y_{n,c,i,j} = \max_{a,b} \; x_{n,\,c,\,is+ad-p,\,js+bd-p}

    where ``x`` is minus infinity outside the input.

    Parameters
    ----------
    input : array, shape (N, C, H, W) or (C, H, W)
    kernel_size, stride, padding, dilation : int or (int, int)
        In cells, as (rows, columns). ``stride`` is ``kernel_size`` where it is
        None; ``padding`` is at most half of ``kernel_size``.
    ceil_mode : bool
        Whether a last window may hang over the end, as long as it starts before it.
    return_indices : bool
        Whether to return where each maximum stands, too.

    Returns
    -------
    array, shape (N, C, H', W') or (C, H', W')
        H' = floor((H + 2 padding - dilation (K - 1) - 1) / stride) + 1, and W' likewise;
        with ``ceil_mode`` rounded up. With ``return_indices`` a pair of such arrays: the second
        holds the number of the cell, all cells of a channel counted in reading order.

    See Also
    --------
    max_unpool2d : puts the maxima back.

    Notes
    -----
    Of equal cells the first counts. NaN counts as the greatest, and of several the last. Size of
    the output: Dumoulin and Visin (2016), relation 7, with padding and dilation as in relation 15.

    Examples
    --------
    Cell (r, c) of this image holds 10 r + c.

    >>> max_pool2d(np.add.outer([0, 10, 20, 30], [0, 1, 2, 3])[None], 2)
    array([[[11, 13],
            [31, 33]]])
    """
    plan = Pooling.sliding(input.shape, kernel_size, stride, padding, dilation, ceil_mode, rank=2)
    return pool(plan, input, return_indices)


@operation
def max_pool2d_backward(
    grad_output: Array, input: Array,
    kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False,
):  # fmt: skip
    """Gradient of :func:`max_pool2d`: passed to the cell of each maximum.

    >>> max_pool2d_backward(np.array([[[5]]]), np.array([[[1, 2], [4, 3]]]), 2)
    array([[[0, 0],
            [5, 0]]])
    """
    plan = Pooling.sliding(input.shape, kernel_size, stride, padding, dilation, ceil_mode, rank=2)
    return pool_backward(plan, grad_output, input)


@operation
def max_pool3d(
    input: Array,
    kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False,
):  # fmt: skip
    r"""Max pooling along three axes: :func:`max_pool2d` for (N, C, D, H, W) to (N, C, D', H', W').

    .. math:: y_{n,c,h,i,j} = \max_{e,a,b} \; x_{n,\,c,\,hs+ed-p,\,is+ad-p,\,js+bd-p}

    Cell (d, r, c) of this volume holds 100 d + 10 r + c, and is number 4 d + 2 r + c.

    >>> volume = np.add.outer([0, 100], np.add.outer([0, 10], [0, 1]))
    >>> max_pool3d(volume[None], 2, return_indices=True)
    (array([[[[111]]]]), array([[[[7]]]]))
    """
    plan = Pooling.sliding(input.shape, kernel_size, stride, padding, dilation, ceil_mode, rank=3)
    return pool(plan, input, return_indices)


@operation
def max_pool3d_backward(
    grad_output: Array, input: Array,
    kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False,
):  # fmt: skip
    """Gradient of :func:`max_pool3d`: passed to the cell of each maximum.

    >>> max_pool3d_backward(np.array([[[[5]]]]), np.array([[[[1, 2], [4, 3]]]]), (1, 2, 2))
    array([[[[0, 0],
             [5, 0]]]])
    """
    plan = Pooling.sliding(input.shape, kernel_size, stride, padding, dilation, ceil_mode, rank=3)
    return pool_backward(plan, grad_output, input)
