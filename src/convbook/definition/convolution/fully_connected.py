"""The dense layer, one product at a time."""

import numpy as np

from convbook.arithmetic.arguments import counted, expect_shape
from convbook.operation import Array, operation

__all__ = ["linear", "linear_backward"]


@operation
def linear(input: Array, weight: Array, bias: Array | None = None):
    """See :func:`convbook.functional.convolution.fully_connected`."""
    features = check(input, weight, bias)
    output = np.zeros((*input.shape[:-1], *weight.shape[:-1]), np.result_type(input, weight))
    for place in np.ndindex(input.shape[:-1]):
        for o in np.ndindex(weight.shape[:-1]):
            output[place + o] = sum(weight[(*o, c)] * input[(*place, c)] for c in range(features))
    return output if bias is None else output + bias


@operation
def linear_backward(grad_output: Array, input: Array, weight: Array, bias: Array | None = None):
    """See :func:`convbook.functional.linear_backward`."""
    features = check(input, weight, bias)
    expect_shape("grad_output", grad_output.shape, (*input.shape[:-1], *weight.shape[:-1]))
    kind = np.result_type(grad_output, input, weight)
    grad_input, grad_weight = np.zeros(input.shape, kind), np.zeros(weight.shape, kind)
    for place in np.ndindex(input.shape[:-1]):
        for o in np.ndindex(weight.shape[:-1]):
            for c in range(features):
                grad_input[(*place, c)] += weight[(*o, c)] * grad_output[place + o]
                grad_weight[(*o, c)] += input[(*place, c)] * grad_output[place + o]
    if bias is None:
        return grad_input, grad_weight, None
    return grad_input, grad_weight, grad_output.sum(tuple(range(grad_output.ndim - 1)))


def check(input, weight, bias):
    """The number of features both arrays agree on."""
    if input.ndim < 1 or weight.ndim not in (1, 2):
        raise ValueError(
            f"input needs 1 axis or more and weight 1 or 2, got {input.ndim} and {weight.ndim}"
        )
    if input.shape[-1] != weight.shape[-1]:
        raise ValueError(
            f"input has {counted(input.shape[-1], 'feature')}, but weight of shape {weight.shape} "
            f"reads {weight.shape[-1]}"
        )
    if bias is not None and weight.ndim == 1:
        raise ValueError(f"a weight of 1 axis takes no bias, got one of shape {bias.shape}")
    if bias is not None:
        expect_shape("bias", bias.shape, weight.shape[:1])
    return input.shape[-1]
