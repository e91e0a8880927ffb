"""Instance normalization: less the mean, over the deviation, of a channel of one image."""

import numpy as np

from convbook.arithmetic.arguments import expect_shape
from convbook.arithmetic.normalization import check_instance
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

__all__ = ["instance_norm", "instance_norm_backward"]


@operation
def instance_norm(
    input: Array,
    running_mean: Array | None = None,
    running_var: Array | None = None,
    weight: Array | None = None,
    bias: Array | None = None,
    use_input_stats=True,
    momentum=0.1,
    eps=1e-05,
):
    """See :func:`convbook.functional.normalization.instance`."""
    check_instance(input, running_mean, running_var, weight, bias, use_input_stats, momentum, eps)
    if not use_input_stats:
        return scaled(by_running(input, running_mean, running_var, eps), weight, bias)
    batch, channels = input.shape[:2]
    if input.size:
        count = input[0, 0].size
        found = [[statistics(input[n, c]) for n in range(batch)] for c in range(channels)]
        means = [sum(mean for mean, _ in images) / batch for images in found]
        variances = [sum(var for _, var in images) / batch for images in found]
        remember(running_mean, means, momentum)
        remember(running_var, [var * (count / (count - 1)) for var in variances], momentum)
    images = np.ndindex(input.shape[:2])
    return scaled(over(images, lambda cells: normalized(cells, eps), input), weight, bias)


@operation
def instance_norm_backward(
    grad_output: Array,
    input: Array,
    running_mean: Array | None = None,
    running_var: Array | None = None,
    weight: Array | None = None,
    bias: Array | None = None,
    use_input_stats=True,
    momentum=0.1,
    eps=1e-05,
):
    """See :func:`convbook.functional.instance_norm_backward`."""
    check_instance(input, running_mean, running_var, weight, bias, use_input_stats, momentum, eps)
    expect_shape("grad_output", grad_output.shape, input.shape)
    images = list(np.ndindex(input.shape[:2]))
    if use_input_stats:
        standard = over(images, lambda cells: normalized(cells, eps), input)
    else:
        standard = by_running(input, running_mean, running_var, eps)
    grad, *rest = scaled_backward(grad_output, standard, weight, bias)
    if use_input_stats:
        grad = over(images, lambda g, cells: normalized_backward(g, cells, eps), grad, input)
    else:
        grad = by_running(grad, np.zeros_like(running_mean), running_var, eps)
    return grad, None, None, *rest
