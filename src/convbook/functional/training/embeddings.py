"""Embeddings: rows of a table, looked up by number."""

import numpy as np

from convbook.arithmetic.arguments import expect_shape
from convbook.arithmetic.training import check_table
from convbook.operation import (
    Array,
    described,
    expect_writable,
    extremes,
    fractional,
    operation,
    wide,
)

__all__ = ["embedding", "embedding_backward"]


@operation
def embedding(
    input: Array,
    weight: Array,
    padding_idx=None,
    max_norm=None,
    norm_type=2.0,
    scale_grad_by_freq=False,
    sparse=False,
):
    r"""Look up a row of a table for every whole number.

    .. math:: y_{\ldots,d} = w_{x_{\ldots},d}

    The product of a one-hot row with the table, without the multiplications.

    Parameters
    ----------
    input : array of whole numbers, shape (...)
        Rows, from 0.
    weight : array, shape (V, D)
        The table.
    padding_idx : int, optional
        A row that is not learned: its gradient is 0. A negative number counts from behind.
    max_norm : float, optional
        If given, the rows that are looked up and are longer are shortened to it, *in the table*, by
        ``max_norm / (norm + 1e-7)``, as in PyTorch. The table must hold floating-point numbers.
    norm_type : float
        The p of the p-norm that measures them.
    scale_grad_by_freq : bool
        Whether the gradient of a row is divided by how often it is looked up.
    sparse : bool
        Ignored: in PyTorch it chooses how the gradient is stored, here it is always a whole array.

    Returns
    -------
    array, shape (..., D)

    Examples
    --------
    Row r of this table holds 10 r and 10 r + 1.

    >>> embedding(np.array([2, 0, 2]), np.array([[0, 1], [10, 11], [20, 21]]))
    array([[20, 21],
           [ 0,  1],
           [20, 21]])
    """
    arrays = described(input=input, weight=weight)
    check_table(*arrays, extremes(input), padding_idx, max_norm, norm_type)
    if max_norm is not None:
        expect_writable(weight=weight)
        rows = np.unique(input)
        norms = lengths(weight[rows], norm_type)
        long = norms > max_norm
        weight[rows[long]] *= (max_norm / (norms[long] + 1e-7))[:, None]
    return weight[input]


@operation
def embedding_backward(
    grad_output: Array,
    input: Array,
    weight: Array,
    padding_idx=None,
    max_norm=None,
    norm_type=2.0,
    scale_grad_by_freq=False,
    sparse=False,
):
    r"""Gradients of :func:`embedding`: each row of the table adds up where it was looked up.

    .. math:: \frac{\partial L}{\partial w_{v,d}} = \sum_{x_{\ldots} = v} g_{\ldots,d}

    The first is None: whole numbers have no gradient. The table is not changed, and shortening has
    no gradient.

    >>> embedding_backward(np.array([[1], [10], [100]]), np.array([2, 0, 2]), np.zeros((3, 1)))[1]
    array([[ 10.],
           [  0.],
           [101.]])
    """
    arrays = described(input=input, weight=weight)
    padded = check_table(*arrays, extremes(input), padding_idx, max_norm, norm_type)
    expect_shape("grad_output", grad_output.shape, (*input.shape, weight.shape[1]))
    grad_weight = np.zeros(weight.shape, wide(grad_output))
    np.add.at(grad_weight, input, grad_output)
    if scale_grad_by_freq:
        counts = np.bincount(input.reshape(-1), minlength=weight.shape[0])
        grad_weight /= np.maximum(counts, 1)[:, None]
    if padded is not None:
        grad_weight[padded] = 0
    return None, grad_weight.astype(fractional(grad_output), copy=False)


def lengths(rows, norm_type):
    """The p-norm of every row, in float64."""
    sizes = np.abs(rows.astype(wide(rows), copy=False))
    if norm_type == np.inf:
        return sizes.max(1, initial=0)
    if norm_type == 0:
        return (sizes != 0).sum(1).astype(sizes.dtype)
    return (sizes**norm_type).sum(1) ** (1 / norm_type)
