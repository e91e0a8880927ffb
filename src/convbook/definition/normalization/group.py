"""Group normalization: less the mean, over the deviation, of a group of channels."""

import numpy as np

from convbook.arithmetic.arguments import expect_shape
from convbook.arithmetic.normalization import check_group
from convbook.definition.normalization._standardize import (
    normalized,
    normalized_backward,
    over,
    scaled,
    scaled_backward,
)
from convbook.operation import Array, operation

__all__ = ["group_norm", "group_norm_backward"]


@operation
def group_norm(
    input: Array, num_groups, weight: Array | None = None, bias: Array | None = None, eps=1e-05
):
    """See :func:`convbook.functional.normalization.group`."""
    shape = check_group(input, num_groups, weight, bias, eps)
    groups = np.ndindex(shape[:2])
    standard = over(groups, lambda cells: normalized(cells, eps), input.reshape(shape))
    return scaled(standard.reshape(input.shape), weight, bias)


@operation
def group_norm_backward(
    grad_output: Array,
    input: Array,
    num_groups,
    weight: Array | None = None,
    bias: Array | None = None,
    eps=1e-05,
):
    """See :func:`convbook.functional.group_norm_backward`."""
    shape = check_group(input, num_groups, weight, bias, eps)
    expect_shape("grad_output", grad_output.shape, input.shape)
    groups, cells = list(np.ndindex(shape[:2])), input.reshape(shape)
    standard = over(groups, lambda cells: normalized(cells, eps), cells).reshape(input.shape)
    grad, *rest = scaled_backward(grad_output, standard, weight, bias)
    grad = over(
        groups, lambda g, cells: normalized_backward(g, cells, eps), grad.reshape(shape), cells
    )
    return grad.reshape(input.shape), *rest
