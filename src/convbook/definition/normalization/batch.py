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
from convbook.operation import Array, described, expect_writable, operation

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
    """See :func:`convbook.functional.batch_norm`."""
    running = {"running_mean": running_mean, "running_var": running_var}
    arrays = described(input=input, **running, weight=weight, bias=bias)
    x = input.reshape(check_batch(*arrays, training, momentum, eps))
    if not training:
        standard = by_running(x, running_mean, running_var, eps)
        return scaled(standard, weight, bias).reshape(input.shape)
    expect_writable(**running)
    channels = [np.s_[:, c] for c in range(x.shape[1])]
    standard = over(channels, lambda cells: normalized(cells, eps), x)
    output = scaled(standard, weight, bias).reshape(input.shape)
    if x.size:
        count = x[:, 0].size
        found = [statistics(x[channel]) for channel in channels]
        remember(running_mean, [mean for _, mean, _ in found], momentum)
        remember(running_var, [var * (count / (count - 1)) for *_, var in found], momentum)
    return output


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
    running = {"running_mean": running_mean, "running_var": running_var}
    arrays = described(input=input, **running, weight=weight, bias=bias)
    x = input.reshape(check_batch(*arrays, training, momentum, eps))
    expect_shape("grad_output", grad_output.shape, input.shape)
    channels = [np.s_[:, c] for c in range(x.shape[1])]
    if training:
        standard = over(channels, lambda cells: normalized(cells, eps), x)
    else:
        standard = by_running(x, running_mean, running_var, eps)
    grad, *rest = scaled_backward(grad_output.reshape(x.shape), standard, weight, bias)
    if training:
        grad = over(channels, lambda g, cells: normalized_backward(g, cells, eps), grad, x)
    else:
        grad = by_running(grad, np.zeros_like(running_mean), running_var, eps)
    return grad.reshape(input.shape), None, None, *rest
