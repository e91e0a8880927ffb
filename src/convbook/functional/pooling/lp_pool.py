"""Power-average pooling along one, two and three axes."""

from functools import reduce
from math import isinf, prod

import numpy as np

from convbook.arithmetic.arguments import expect_kind, expect_shape
from convbook.arithmetic.pooling import Pooling, exponent
from convbook.functional.pooling._gather import counts, gather, maxima, scatter, spread, sums
from convbook.operation import Array, operation

__all__ = [
    "lp_pool1d",
    "lp_pool1d_backward",
    "lp_pool2d",
    "lp_pool2d_backward",
    "lp_pool3d",
    "lp_pool3d_backward",
]


def pool(plan, input, norm_type):
    """The root of the sum of powers; the greatest absolute value where the power is infinite."""
    p = exponent(norm_type)
    expect_kind("input", input.dtype, "f", "floating-point numbers")
    if isinf(p):
        sign = 1 if p > 0 else -1
        return sign * gather(sign * np.abs(input), plan, np.maximum, -np.inf)
    return (powers(plan, input, p) ** (1 / p)).astype(input.dtype, copy=False)


def pool_backward(plan, grad_output, input, norm_type):
    """The chain rule through the root, the sum and each power."""
    p = exponent(norm_type)
    expect_kind("input", input.dtype, "f", "floating-point numbers")
    expect_shape("grad_output", grad_output.shape, plan.output_shape)
    if isinf(p):
        _, where = maxima(np.abs(input) if p > 0 else -np.abs(input), plan)
        sign = np.where(np.isnan(input), 0, np.sign(input))  # as the gradient of abs in PyTorch
        grad = scatter(grad_output, where, plan)
        return np.where(sign == 0, 0, grad * sign)
    total = powers(plan, input, p)
    root = np.where(total == 0, 0, total ** (1 / p - 1))
    share = grad_output * root * weights(plan, total.dtype)
    return spread(share, plan) * input ** (p - 1)


def powers(plan, input, p):
    """For every place, the sum of the powers of its cells, as if no window hung over the end."""
    total = sums(input**p, plan)
    return total * weights(plan, total.dtype)


def weights(plan, kind):
    """Taps of the window over cells under it: more than 1 where it hangs over the end."""
    under = reduce(np.multiply.outer, [counts(axis, True).astype(kind) for axis in plan.axes])
    return np.asarray(prod(axis.window.kernel for axis in plan.axes), kind) / under


@operation
def lp_pool1d(input: Array, norm_type, kernel_size, stride=None, ceil_mode=False):
    r"""Power-average pooling of sequences: :func:`lp_pool2d` for (N, C, L) to (N, C, L').

    .. math:: y_{n,c,i} = \Big( \sum_{a} x_{n,\,c,\,is+a}^p \Big)^{1/p}

    >>> lp_pool1d(np.array([[3.0, 4, 6, 8]]), 2, 2)
    array([[ 5., 10.]])
    """
    plan = Pooling.sliding(input.shape, kernel_size, stride, ceil_mode=ceil_mode, rank=1)
    return pool(plan, input, norm_type)


@operation
def lp_pool1d_backward(
    grad_output: Array, input: Array, norm_type, kernel_size, stride=None, ceil_mode=False
):
    """Gradient of :func:`lp_pool1d`: the chain rule; 0 where the sum is 0.

    >>> lp_pool1d_backward(np.array([[50.0]]), np.array([[3.0, 4]]), 2, 2)
    array([[30., 40.]])
    """
    plan = Pooling.sliding(input.shape, kernel_size, stride, ceil_mode=ceil_mode, rank=1)
    return pool_backward(plan, grad_output, input, norm_type)


@operation
def lp_pool2d(input: Array, norm_type, kernel_size, stride=None, ceil_mode=False):
    r"""Compute the power-average pooling of images: the p-norm of every window, without the bars.

    .. math:: y_{n,c,i,j} = \Big( \sum_{a,b} x_{n,\,c,\,is+a,\,js+b}^p \Big)^{1/p}

    Parameters
    ----------
    input : array of floating-point numbers, shape (N, C, H, W) or (C, H, W)
    norm_type : float
        The power p, not 0. At 1 this is the sum; at infinity, the greatest absolute value; at
        minus infinity, the least.
    kernel_size, stride : int or (int, int)
        In cells, as (rows, columns). ``stride`` is ``kernel_size`` where it is None.
    ceil_mode : bool
        Whether a last window may hang over the end. The sum of such a window is scaled up as if its
        missing cells were average ones, as in PyTorch.

    Returns
    -------
    array, shape (N, C, H', W') or (C, H', W')
        H' = floor((H - K) / stride) + 1, and W' likewise; with ``ceil_mode`` rounded up.

    Notes
    -----
    Powers are taken without absolute values: with an odd p cells of opposite sign cancel, and the
    root of a negative sum is NaN.

    Examples
    --------
    >>> lp_pool2d(np.array([[[3.0, 4], [6, 8]]]), 2, (1, 2))
    array([[[ 5.],
            [10.]]])
    """
    plan = Pooling.sliding(input.shape, kernel_size, stride, ceil_mode=ceil_mode, rank=2)
    return pool(plan, input, norm_type)


@operation
def lp_pool2d_backward(
    grad_output: Array, input: Array, norm_type, kernel_size, stride=None, ceil_mode=False
):
    """Gradient of :func:`lp_pool2d`: the chain rule; 0 where the sum is 0.

    The slope of a norm is the cell over the norm.

    >>> lp_pool2d_backward(np.array([[[50.0]]]), np.array([[[3.0, 4]]]), 2, (1, 2))
    array([[[30., 40.]]])
    """
    plan = Pooling.sliding(input.shape, kernel_size, stride, ceil_mode=ceil_mode, rank=2)
    return pool_backward(plan, grad_output, input, norm_type)


@operation
def lp_pool3d(input: Array, norm_type, kernel_size, stride=None, ceil_mode=False):
    r"""Power-average pooling of volumes: :func:`lp_pool2d`, (N, C, D, H, W) to (N, C, D', H', W').

    .. math:: y_{n,c,h,i,j} = \Big( \sum_{e,a,b} x_{n,\,c,\,hs+e,\,is+a,\,js+b}^p \Big)^{1/p}

    A kernel larger than the input is refused, as in PyTorch.

    >>> lp_pool3d(np.array([[[[3.0, 4], [6, 8]]]]), 2, (1, 1, 2))
    array([[[[ 5.],
             [10.]]]])
    """
    plan = Pooling.sliding(input.shape, kernel_size, stride, 0, 1, ceil_mode, rank=3, within=True)
    return pool(plan, input, norm_type)


@operation
def lp_pool3d_backward(
    grad_output: Array, input: Array, norm_type, kernel_size, stride=None, ceil_mode=False
):
    """Gradient of :func:`lp_pool3d`: the chain rule; 0 where the sum is 0.

    >>> lp_pool3d_backward(np.array([[[[50.0]]]]), np.array([[[[3.0, 4]]]]), 2, (1, 1, 2))
    array([[[[30., 40.]]]])
    """
    plan = Pooling.sliding(input.shape, kernel_size, stride, 0, 1, ceil_mode, rank=3, within=True)
    return pool_backward(plan, grad_output, input, norm_type)
