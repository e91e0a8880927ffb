"""Windows whose weights change from place to place: unshared, and taking turns.

Letters: n image, o channel made, p place (all axes), k channel and tap read.
"""

from math import prod

import numpy as np

from convbook.arithmetic.arguments import expect_shape
from convbook.arithmetic.convolution.local import local_plan, tiled_plan
from convbook.operation import Array, operation, shape_of, wide_sum
from convbook.windows import pad_border, put_back, view

__all__ = [
    "locally_connected1d",
    "locally_connected1d_backward",
    "locally_connected2d",
    "locally_connected2d_backward",
    "tiled_conv1d",
    "tiled_conv1d_backward",
]


@operation
def locally_connected1d(
    input: Array, weight: Array, bias: Array | None = None, stride=1, padding=0, dilation=1
):
    r"""Convolve a sequence with unshared weights: (N, C, L) to (N, O, L').

    .. math:: y_{n,o,i} = b_{o,i} + \sum_{c,a} w_{o,i,c,a} \;
              x_{n,\,c,\,is+ad-p}

    >>> weight = np.array([[[[1, 0]], [[2, 0]], [[3, 0]]]])
    >>> weight.shape
    (1, 3, 1, 2)
    >>> locally_connected1d(np.array([[1, 10, 100, 1000]]), weight)
    array([[  1,  20, 300]])
    """
    plan = local_plan(1, input.shape, weight.shape, stride, padding, dilation, shape_of(bias))
    return local(plan, input, weight, bias)


@operation
def locally_connected1d_backward(
    grad_output: Array, input: Array, weight: Array, bias: Array | None = None,
    stride=1, padding=0, dilation=1,
):  # fmt: skip
    """Gradients of :func:`locally_connected1d`: :func:`locally_connected2d_backward` on one axis.

    >>> weight = np.array([[[[1, 0]], [[2, 0]], [[3, 0]]]])
    >>> grad_input, grad_weight, _ = locally_connected1d_backward(
    ...     np.array([[1, 10, 100]]), np.array([[4, 5, 6, 7]]), weight)
    >>> grad_input
    array([[  1,  20, 300,   0]])
    >>> grad_weight[0, :, 0]
    array([[  4,   5],
           [ 50,  60],
           [600, 700]])
    """
    plan = local_plan(1, input.shape, weight.shape, stride, padding, dilation, shape_of(bias))
    return local_backward(plan, grad_output, input, weight, bias)


@operation
def locally_connected2d(
    input: Array, weight: Array, bias: Array | None = None, stride=1, padding=0, dilation=1
):
    r"""Read an image through windows that each have weights of their own.

    .. math:: y_{n,o,i,j} = b_{o,i,j} + \sum_{c,a,b} w_{o,i,j,c,a,b} \;
              x_{n,\,c,\,is+ad-p,\,js+bd-p}

    where ``x`` is 0 outside the input: :func:`conv2d` without sharing.

    Parameters
    ----------
    input : array, shape (N, C, H, W) or (C, H, W)
    weight : array, shape (O, H', W', C, K, L)
        One kernel for each output channel and place: output channel, place, then input channel and
        tap.
    bias : array, shape (O, H', W'), optional
        One number for each output channel and place.
    stride, dilation : int or (int, int)
        In cells, as (rows, columns).
    padding : int or (int, int), 'valid' or 'same'
        Cells of zeros on each side, as in :func:`conv2d`.

    Returns
    -------
    array, shape (N, O, H', W') or (O, H', W')
        H' = floor((H + 2 padding - dilation (K - 1) - 1) / stride) + 1, and W' likewise.

    Raises
    ------
    TypeError, ValueError
        If the shapes and settings do not belong together; above all if the weight has not one
        kernel for every place.

    Notes
    -----
    Goodfellow, Bengio and Courville (2016), section 9.5, equation 9.9, where the weight has the
    same order of axes.

    Examples
    --------
    Cell (r, c) holds 10 r + c; each of the four places reads another corner of its window.

    >>> image = np.add.outer([0, 10, 20], [0, 1, 2])[None]
    >>> weight = np.eye(4, dtype=int).reshape(1, 2, 2, 1, 2, 2)
    >>> locally_connected2d(image, weight)[0]
    array([[ 0,  2],
           [20, 22]])
    """
    plan = local_plan(2, input.shape, weight.shape, stride, padding, dilation, shape_of(bias))
    return local(plan, input, weight, bias)


@operation
def locally_connected2d_backward(
    grad_output: Array, input: Array, weight: Array, bias: Array | None = None,
    stride=1, padding=0, dilation=1,
):  # fmt: skip
    """Gradients of :func:`locally_connected2d`.

    No place shares its weights, so ``grad_weight`` sums over the images alone.

    Every place gives its gradient to the one corner it reads.

    >>> grad_input, _, _ = locally_connected2d_backward(
    ...     np.array([[[1, 2], [3, 4]]]), np.zeros((1, 3, 3), int),
    ...     np.eye(4, dtype=int).reshape(1, 2, 2, 1, 2, 2))
    >>> grad_input[0]
    array([[1, 0, 2],
           [0, 0, 0],
           [3, 0, 4]])
    """
    plan = local_plan(2, input.shape, weight.shape, stride, padding, dilation, shape_of(bias))
    return local_backward(plan, grad_output, input, weight, bias)


@operation
def tiled_conv1d(
    input: Array, weight: Array, bias: Array | None = None, stride=1, padding=0, dilation=1
):
    r"""Slide kernels along a sequence that take turns from place to place.

    .. math:: y_{n,o,i} = b_{o,\,i \bmod T} + \sum_{c,a} w_{o,c,a,\,i \bmod T} \;
              x_{n,\,c,\,is+ad-p}

    where ``x`` is 0 outside the input. One kernel is :func:`conv1d`; as many kernels as places are
    :func:`locally_connected1d`.

    Parameters
    ----------
    input : array, shape (N, C, L) or (C, L)
    weight : array, shape (O, C, K, T)
        The last axis counts the kernels that take turns.
    bias : array, shape (O, T), optional
        It takes turns as the kernels do.
    stride, dilation : int
        In cells.
    padding : int, 'valid' or 'same'
        Cells of zeros on each side, as in :func:`conv1d`.

    Returns
    -------
    array, shape (N, O, L') or (O, L')
        L' = floor((L + 2 padding - dilation (K - 1) - 1) / stride) + 1.

    Notes
    -----
    Goodfellow, Bengio and Courville (2016), section 9.5, equation 9.10, along one axis.

    Examples
    --------
    Two kernels: one reads the first cell of its window, the other the second.

    >>> weight = np.array([[[[1, 0], [0, 1]]]])
    >>> tiled_conv1d(np.array([[1, 2, 3, 4, 5]]), weight)
    array([[1, 3, 3, 5]])
    """
    plan = tiled_plan(1, input.shape, weight.shape, stride, padding, dilation, shape_of(bias))
    turn = np.arange(plan.places[0]) % weight.shape[-1]
    if bias is not None:
        bias = bias[:, turn]
    return local(plan, input, np.moveaxis(weight[..., turn], -1, 1), bias)


@operation
def tiled_conv1d_backward(
    grad_output: Array, input: Array, weight: Array, bias: Array | None = None,
    stride=1, padding=0, dilation=1,
):  # fmt: skip
    """Gradients of :func:`tiled_conv1d`.

    A kernel collects from every place where it is its turn.

    >>> _, grad_weight, _ = tiled_conv1d_backward(
    ...     np.array([[1, 1, 1, 1]]), np.array([[1, 2, 3, 4, 5]]), np.zeros((1, 1, 2, 2), int))
    >>> grad_weight[0, 0]
    array([[4, 6],
           [6, 8]])
    """
    plan = tiled_plan(1, input.shape, weight.shape, stride, padding, dilation, shape_of(bias))
    expect_shape("grad_output", grad_output.shape, plan.as_given_shape(plan.output_shape))
    turns = weight.shape[-1]
    turn = np.arange(plan.places[0]) % turns
    grad_input, grad_local, grad_bias = local_backward(
        plan, grad_output, input, np.moveaxis(weight[..., turn], -1, 1),
        None if bias is None else bias[:, turn],
    )  # fmt: skip
    grad_weight = by_turn(grad_local, turns)
    return grad_input, grad_weight, None if bias is None else by_turn(grad_bias, turns)


def by_turn(grad, turns):
    """Sum axis 1, the places, of each kernel: shape (o, ..., turns)."""
    return np.stack([wide_sum(grad[:, turn::turns], 1) for turn in range(turns)], -1)


def local(plan, input, weight, bias):
    """``y[n,o,p] = sum over k of w[o,p,k] * x[n,p,k]``: one matrix product a place."""
    product = windows(plan, input) @ kernels(plan, weight).swapaxes(1, 2)
    output = np.ascontiguousarray(product.transpose(1, 2, 0)).reshape(plan.output_shape)
    if bias is not None:
        output = output + bias
    return plan.as_given(output)


def local_backward(plan, grad_output, input, weight, bias):
    """The two transposed products of each place."""
    expect_shape("grad_output", grad_output.shape, plan.as_given_shape(plan.output_shape))
    grad = grad_output.reshape(plan.batch, plan.out_channels, prod(plan.places))
    by_place = np.ascontiguousarray(grad.transpose(2, 0, 1))
    seen = (by_place @ kernels(plan, weight)).transpose(1, 2, 0)
    seen = seen.reshape(plan.batch, plan.in_channels, *plan.kernel, *plan.places)
    grad_weight = by_place.swapaxes(1, 2) @ windows(plan, input)
    grad_weight = np.ascontiguousarray(grad_weight.swapaxes(0, 1)).reshape(weight.shape)
    grad_input = plan.as_given(np.ascontiguousarray(put_back(seen, plan.windows, plan.sizes)))
    if bias is None:
        return grad_input, grad_weight, None
    return grad_input, grad_weight, wide_sum(grad, 0).reshape(bias.shape)


def windows(plan, input):
    """What is read: shape (p, n, k)."""
    x = pad_border(input.reshape(plan.input_shape), plan.windows)
    taps = plan.in_channels * prod(plan.kernel)
    seen = view(x, plan.windows, plan.places).reshape(plan.batch, taps, prod(plan.places))
    return np.ascontiguousarray(seen.transpose(2, 0, 1))


def kernels(plan, weight):
    """One kernel for every place: shape (p, o, k)."""
    taps = plan.in_channels * prod(plan.kernel)
    return weight.reshape(plan.out_channels, prod(plan.places), taps).swapaxes(0, 1)
