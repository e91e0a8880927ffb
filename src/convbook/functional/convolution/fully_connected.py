"""The dense layer."""

import numpy as np

from convbook.arithmetic.arguments import counted, expect_shape
from convbook.operation import Array, operation

__all__ = ["linear", "linear_backward"]


@operation
def linear(input: Array, weight: Array, bias: Array | None = None):
    r"""Multiply by a matrix and add a bias.

    .. math:: y_{\ldots,o} = b_o + \sum_c w_{o,c} \, x_{\ldots,c}

    Parameters
    ----------
    input : array, shape (..., C)
    weight : array, shape (O, C) or (C,)
    bias : array, shape (O,), optional
        Only with a weight of two axes, as in PyTorch.

    Returns
    -------
    array, shape (..., O), or (...) for a weight of one axis

    Raises
    ------
    ValueError
        If the numbers of features disagree, or an array has too few or too many axes.

    See Also
    --------
    convbook.functional.conv1d : the same sum with shared weights.

    Notes
    -----
    A dense layer is equation 6.36 and its text in Goodfellow, Bengio and Courville (2016).

    Examples
    --------
    >>> linear(np.array([1, 10, 100]), np.array([[1, 2, 3], [4, 5, 6]]), np.array([0, 1000]))
    array([ 321, 1654])
    """
    check(input, weight, bias)
    output = input @ weight.T
    return output if bias is None else output + bias


@operation
def linear_backward(grad_output: Array, input: Array, weight: Array, bias: Array | None = None):
    r"""Gradients of :func:`linear` for the gradient ``grad_output`` of its result.

    .. math:: \frac{\partial L}{\partial x} = g\, w, \qquad
              \frac{\partial L}{\partial w} = g^\mathsf{T} x, \qquad
              \frac{\partial L}{\partial b} = \sum g

    Parameters
    ----------
    grad_output : array, of the shape that :func:`linear` returns
    input, weight, bias
        As in :func:`linear`.

    Returns
    -------
    (grad_input, grad_weight, grad_bias)
        Each of the shape of its array; ``grad_bias`` is None without a bias.

    Raises
    ------
    ValueError
        As :func:`linear`, and if ``grad_output`` has another shape than its result.

    Examples
    --------
    >>> grad_input, grad_weight, _ = linear_backward(
    ...     np.array([1, 10]), np.array([1, 2, 3]), np.array([[1, 0, 0], [0, 1, 0]]))
    >>> grad_input
    array([ 1, 10,  0])
    >>> grad_weight
    array([[ 1,  2,  3],
           [10, 20, 30]])
    """
    check(input, weight, bias)
    expect_shape("grad_output", grad_output.shape, (*input.shape[:-1], *weight.shape[:-1]))
    before = tuple(range(input.ndim - 1))
    grad_input = np.tensordot(grad_output, weight, weight.ndim - 1)
    grad_weight = np.tensordot(grad_output, input, (before, before))
    return grad_input, grad_weight, None if bias is None else grad_output.sum(before)


def check(input, weight, bias):
    """Refuse arrays that do not belong together."""
    if input.ndim < 1:
        raise ValueError(f"input must have at least 1 axis, got {input.ndim}")
    if weight.ndim not in (1, 2):
        raise ValueError(f"weight must have 1 or 2 axes, got {weight.ndim}")
    if input.shape[-1] != weight.shape[-1]:
        raise ValueError(
            f"input has {counted(input.shape[-1], 'feature')}, but weight of shape {weight.shape} "
            f"reads {weight.shape[-1]}"
        )
    if bias is None:
        return
    if weight.ndim == 1:
        raise ValueError(f"a weight of 1 axis takes no bias, got one of shape {bias.shape}")
    expect_shape("bias", bias.shape, weight.shape[:1])
