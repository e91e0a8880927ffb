"""Rows of a table, looked up one at a time."""

import numpy as np

from convbook.arithmetic.arguments import expect_shape
from convbook.arithmetic.training import check_table
from convbook.operation import Array, fractional, operation

__all__ = ["embedding", "embedding_backward"]


def length(row, norm_type):
    """The p-norm of one row."""
    if norm_type == np.inf:
        return max((abs(x) for x in row), default=0)
    if norm_type == 0:
        return sum(x != 0 for x in row)
    return sum(abs(x) ** norm_type for x in row) ** (1 / norm_type)


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
    """See :func:`convbook.functional.training.embeddings`."""
    check_table(input, weight, padding_idx, max_norm, norm_type)
    for row in set(input.flat) if max_norm is not None else ():
        norm = length(weight[row], norm_type)
        if norm > max_norm:
            weight[row] *= max_norm / (norm + 1e-7)
    output = np.zeros((*input.shape, weight.shape[1]), weight.dtype)
    for place in np.ndindex(input.shape):
        output[place] = weight[input[place]]
    return output


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
    """See :func:`convbook.functional.embedding_backward`."""
    padded = check_table(input, weight, padding_idx, max_norm, norm_type)
    expect_shape("grad_output", grad_output.shape, (*input.shape, weight.shape[1]))
    found = list(input.flat)
    grad_weight = np.zeros(weight.shape, fractional(grad_output))
    for place in np.ndindex(input.shape):
        row = input[place]
        if row != padded:
            times = found.count(row) if scale_grad_by_freq else 1
            grad_weight[row] += grad_output[place] / times
    return None, grad_weight
