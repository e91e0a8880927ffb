"""Average pooling along one, two and three axes."""

from functools import reduce

import numpy as np

from convbook.arithmetic.arguments import expect_kind, expect_shape
from convbook.arithmetic.pooling import Pooling, divisor
from convbook.functional.pooling._gather import counts, spread, sums
from convbook.operation import Array, operation

__all__ = [
    "avg_pool1d",
    "avg_pool1d_backward",
    "avg_pool2d",
    "avg_pool2d_backward",
    "avg_pool3d",
    "avg_pool3d_backward",
]


def pool(plan, input, count_include_pad=False, divisor_override=None):
    """The sum of every window, divided."""
    expect_kind("input", input.dtype, "f", "floating-point numbers")
    total = sums(input, plan)
    total /= shares(plan, total.dtype, count_include_pad, divisor_override)
    return total.astype(input.dtype, copy=False)


def pool_backward(plan, grad_output, input, count_include_pad=False, divisor_override=None):
    """Each place hands an equal share of its gradient to every cell it read."""
    expect_kind("input", input.dtype, "f", "floating-point numbers")
    expect_shape("grad_output", grad_output.shape, plan.output_shape)
    divisors = shares(plan, grad_output.dtype, count_include_pad, divisor_override)
    return spread(grad_output / divisors, plan)


def shares(plan, kind, count_include_pad, divisor_override):
    """What each place divides by; one number where all divide by the same."""
    given = divisor(divisor_override)
    if given is not None:
        return np.asarray(given, kind)
    under = [counts(axis, count_include_pad) for axis in plan.axes]
    if all(along.size and (along == along[0]).all() for along in under):
        under = [along[:1] for along in under]
    return reduce(np.multiply.outer, [along.astype(kind) for along in under])


@operation
def avg_pool1d(
    input: Array, kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True
):
    r"""Average pooling along one axis: :func:`avg_pool2d` for (N, C, L) or (C, L) to (N, C, L').

    .. math:: y_{n,c,i} = \frac{1}{D} \sum_{a} x_{n,\,c,\,is+a-p}

    >>> avg_pool1d(np.array([[2.0, 4, 6, 8]]), 2, padding=1)
    array([[1., 5., 4.]])
    >>> avg_pool1d(np.array([[2.0, 4, 6, 8]]), 2, padding=1, count_include_pad=False)
    array([[2., 5., 8.]])
    """
    plan = Pooling.sliding(input.shape, kernel_size, stride, padding, 1, ceil_mode, rank=1)
    return pool(plan, input, count_include_pad)


@operation
def avg_pool1d_backward(
    grad_output: Array, input: Array,
    kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True,
):  # fmt: skip
    """Gradient of :func:`avg_pool1d`: shared equally by the cells of a window.

    >>> avg_pool1d_backward(np.array([[2.0, 20]]), np.zeros((1, 3)), 2, stride=1)
    array([[ 1., 11., 10.]])
    """
    plan = Pooling.sliding(input.shape, kernel_size, stride, padding, 1, ceil_mode, rank=1)
    return pool_backward(plan, grad_output, input, count_include_pad)


@operation
def avg_pool2d(
    input: Array, kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True,
    divisor_override=None,
):  # fmt: skip
    r"""Compute the average pooling of images: the mean of every window.

    .. math:: y_{n,c,i,j} = \frac{1}{D} \sum_{a,b} x_{n,\,c,\,is+a-p,\,js+b-p}

    where ``x`` is 0 outside the input, and D is the number of cells under the window.

    Parameters
    ----------
    input : array of floating-point numbers, shape (N, C, H, W) or (C, H, W)
    kernel_size, stride, padding : int or (int, int)
        In cells, as (rows, columns). ``stride`` is ``kernel_size`` where it is
        None; ``padding`` is at most half of ``kernel_size``.
    ceil_mode : bool
        Whether a last window may hang over the end, as long as it starts before it.
    count_include_pad : bool
        Whether D counts the cells of the border, too. What hangs over the border never counts.
    divisor_override : int, optional
        A number to divide by instead, not 0.

    Returns
    -------
    array, shape (N, C, H', W') or (C, H', W')
        H' = floor((H + 2 padding - K) / stride) + 1, and W' likewise; with ``ceil_mode``
        rounded up.

    Notes
    -----
    Size of the output: Dumoulin and Visin (2016), relation 7, with padding as in relation 6.

    Examples
    --------
    Cell (r, c) of this image holds 10 r + c.

    >>> avg_pool2d(np.add.outer([0, 10, 20, 30], [0, 1, 2, 3])[None] * 1.0, 3, stride=1)
    array([[[11., 12.],
            [21., 22.]]])
    """
    plan = Pooling.sliding(input.shape, kernel_size, stride, padding, 1, ceil_mode, rank=2)
    return pool(plan, input, count_include_pad, divisor_override)


@operation
def avg_pool2d_backward(
    grad_output: Array, input: Array, kernel_size, stride=None, padding=0, ceil_mode=False,
    count_include_pad=True, divisor_override=None,
):  # fmt: skip
    """Gradient of :func:`avg_pool2d`: shared equally by the cells of a window.

    >>> avg_pool2d_backward(np.array([[[4.0, 40]]]), np.zeros((1, 2, 3)), 2, stride=1)
    array([[[ 1., 11., 10.],
            [ 1., 11., 10.]]])
    """
    plan = Pooling.sliding(input.shape, kernel_size, stride, padding, 1, ceil_mode, rank=2)
    return pool_backward(plan, grad_output, input, count_include_pad, divisor_override)


@operation
def avg_pool3d(
    input: Array, kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True,
    divisor_override=None,
):  # fmt: skip
    r"""Average pooling of volumes: :func:`avg_pool2d` for (N, C, D, H, W) to (N, C, D', H', W').

    .. math:: y_{n,c,h,i,j} = \frac{1}{D} \sum_{e,a,b} x_{n,\,c,\,hs+e-p,\,is+a-p,\,js+b-p}

    A kernel larger than the input is refused, as in PyTorch, even if padding makes room for it.

    Cell (d, r, c) of this volume holds 100 d + 10 r + c.

    >>> avg_pool3d(np.add.outer([0, 100], np.add.outer([0, 10], [0, 1]))[None] * 1.0, 2)
    array([[[[55.5]]]])
    """
    plan = Pooling.sliding(
        input.shape, kernel_size, stride, padding, 1, ceil_mode, rank=3, within=True
    )
    return pool(plan, input, count_include_pad, divisor_override)


@operation
def avg_pool3d_backward(
    grad_output: Array, input: Array, kernel_size, stride=None, padding=0, ceil_mode=False,
    count_include_pad=True, divisor_override=None,
):  # fmt: skip
    """Gradient of :func:`avg_pool3d`: shared equally by the cells of a window.

    >>> avg_pool3d_backward(np.array([[[[4.0, 40]]]]), np.zeros((1, 1, 2, 3)), (1, 2, 2), 1)
    array([[[[ 1., 11., 10.],
             [ 1., 11., 10.]]]])
    """
    plan = Pooling.sliding(
        input.shape, kernel_size, stride, padding, 1, ceil_mode, rank=3, within=True
    )
    return pool_backward(plan, grad_output, input, count_include_pad, divisor_override)
