"""Batch normalization: less the mean, over the deviation, of a channel over the batch."""

import numpy as np

from convbook.arithmetic.arguments import expect_shape
from convbook.arithmetic.normalization import check_batch
from convbook.definition.normalization._standardize import (
    by_running,
    normalized,
    normalized_backward,
    over,
    remember,
    scaled,
    scaled_backward,
    statistics,
)
from convbook.operation import Array, operation

__all__ = ["batch_norm", "batch_norm_backward"]


@operation
def batch_norm(
    input: Array,
    running_mean: Array | None,
    running_var: Array | None,
    weight: Array | None = None,
    bias: Array | None = None,
    training=False,
    momentum=0.1,
    eps=1e-05,
):
    """See :func:`convbook.functional.normalization.batch`."""
    check_batch(input, running_mean, running_var, weight, bias, training, momentum, eps)
    if not training:
        return scaled(by_running(input, running_mean, running_var, eps), weight, bias)
    channels = [np.s_[:, c] for c in range(input.shape[1])]
    if input.size:
        count = input[:, 0].size
        found = [statistics(input[channel]) for channel in channels]
        remember(running_mean, [mean for mean, _ in found], momentum)
        remember(running_var, [var * (count / (count - 1)) for _, var in found], momentum)
    return scaled(over(channels, lambda cells: normalized(cells, eps), input), weight, bias)


@operation
def batch_norm_backward(
    grad_output: Array,
    input: Array,
    running_mean: Array | None,
    running_var: Array | None,
    weight: Array | None = None,
    bias: Array | None = None,
    training=False,
    momentum=0.1,
    eps=1e-05,
):
    """See :func:`convbook.functional.batch_norm_backward`."""
    check_batch(input, running_mean, running_var, weight, bias, training, momentum, eps)
    expect_shape("grad_output", grad_output.shape, input.shape)
    channels = [np.s_[:, c] for c in range(input.shape[1])]
    if training:
        standard = over(channels, lambda cells: normalized(cells, eps), input)
    else:
        standard = by_running(input, running_mean, running_var, eps)
    grad, *rest = scaled_backward(grad_output, standard, weight, bias)
    if training:
        grad = over(channels, lambda g, cells: normalized_backward(g, cells, eps), grad, input)
    else:
        grad = by_running(grad, np.zeros_like(running_mean), running_var, eps)
    return grad, None, None, *rest
