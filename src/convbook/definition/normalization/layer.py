"""Layer normalization: less the mean, over the deviation, of the last axes."""

import numpy as np

from convbook.arithmetic.arguments import expect_shape
from convbook.arithmetic.normalization import check_layer
from convbook.definition.normalization._standardize import normalized, normalized_backward
from convbook.operation import Array, fractional, operation

__all__ = ["layer_norm", "layer_norm_backward"]


@operation
def layer_norm(
    input: Array,
    normalized_shape,
    weight: Array | None = None,
    bias: Array | None = None,
    eps=1e-05,
):
    """See :func:`convbook.functional.normalization.layer`."""
    axes = check_layer(input, normalized_shape, weight, bias, eps)
    output = np.zeros(input.shape, fractional(input))
    for place in np.ndindex(input.shape[: axes[0]]):
        standard = normalized(input[place], eps)
        output[place] = standard * (1 if weight is None else weight) + (0 if bias is None else bias)
    return output


@operation
def layer_norm_backward(
    grad_output: Array,
    input: Array,
    normalized_shape,
    weight: Array | None = None,
    bias: Array | None = None,
    eps=1e-05,
):
    """See :func:`convbook.functional.layer_norm_backward`."""
    axes = check_layer(input, normalized_shape, weight, bias, eps)
    expect_shape("grad_output", grad_output.shape, input.shape)
    grad_input = np.zeros(input.shape, fractional(input))
    grad_weight, grad_bias = np.zeros((2, *input.shape[axes[0] :]), grad_input.dtype)
    for place in np.ndindex(input.shape[: axes[0]]):
        grad = grad_output[place]
        through = grad * (1 if weight is None else weight)
        grad_input[place] = normalized_backward(through, input[place], eps)
        grad_weight += grad * normalized(input[place], eps)
        grad_bias += grad
    return grad_input, None if weight is None else grad_weight, None if bias is None else grad_bias
