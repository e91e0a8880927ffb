"""Normalization, one set of cells at a time."""

import numpy as np

from convbook.arithmetic.normalization import (
    check_batch,
    check_group,
    check_instance,
    check_layer,
)
from convbook.arithmetic.shapes import expect_shape

quiet = np.errstate(all="ignore")


def statistics(cells):
    """Mean and variance, the latter divided by the number of cells."""
    count = max(1, cells.size)
    mean = sum(cells.flat) / count
    return mean, sum((cell - mean) ** 2 for cell in cells.flat) / count


def normalized(cells, eps):
    """Each cell less the mean of all, over their deviation."""
    mean, variance = statistics(cells)
    return (cells - mean) / np.sqrt(variance + eps)


def normalized_backward(grad, cells, eps):
    """Every cell moves every other: the matrix of slopes, written out."""
    _, variance = statistics(cells)
    y = normalized(cells, eps).reshape(-1)
    slopes = (np.eye(y.size) - 1 / max(1, y.size) - np.outer(y, y) / max(1, y.size)) / np.sqrt(
        variance + eps
    )
    return (slopes @ grad.reshape(-1)).reshape(cells.shape)


def remember(running, new, momentum):
    """Move the running statistic of every channel a part of the way, in place."""
    if running is not None:
        for c, value in enumerate(new):
            running[c] = (1 - momentum) * running[c] + momentum * value


def scaled(standard, weight, bias):
    """Scale and shift each channel."""
    output = standard.copy()
    for c in range(output.shape[1]):
        output[:, c] = output[:, c] * (1 if weight is None else weight[c])
        output[:, c] = output[:, c] + (0 if bias is None else bias[c])
    return output


def scaled_backward(grad, standard, weight, bias):
    """What reaches the normalized cells, the scales and the shifts."""
    channels = range(grad.shape[1])
    through = scaled(grad, weight, None)
    to_weight = [sum((grad[:, c] * standard[:, c]).flat) for c in channels]
    to_bias = [sum(grad[:, c].flat) for c in channels]
    return (
        through,
        None if weight is None else np.array(to_weight, grad.dtype),
        None if bias is None else np.array(to_bias, grad.dtype),
    )


def over(cells, function, *arrays):
    """``function`` of each set of cells, put where the set lies."""
    output = np.zeros(arrays[0].shape, np.result_type(arrays[0], 0.0))
    for where in cells:
        output[where] = function(*(array[where] for array in arrays))
    return output


def by_running(input, running_mean, running_var, eps):
    """Every channel less its running mean, over its running deviation."""
    output = np.zeros(input.shape, np.result_type(input, 0.0))
    for c in range(input.shape[1]):
        output[:, c] = (input[:, c] - running_mean[c]) / np.sqrt(running_var[c] + eps)
    return output


@quiet
def batch_norm(
    input,
    running_mean,
    running_var,
    weight=None,
    bias=None,
    training=False,
    momentum=0.1,
    eps=1e-05,
):
    """See :func:`convbook.functional.batch_norm`."""
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


@quiet
def batch_norm_backward(
    grad_output,
    input,
    running_mean,
    running_var,
    weight=None,
    bias=None,
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


@quiet
def instance_norm(
    input,
    running_mean=None,
    running_var=None,
    weight=None,
    bias=None,
    use_input_stats=True,
    momentum=0.1,
    eps=1e-05,
):
    """See :func:`convbook.functional.instance_norm`."""
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


@quiet
def instance_norm_backward(
    grad_output,
    input,
    running_mean=None,
    running_var=None,
    weight=None,
    bias=None,
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


@quiet
def group_norm(input, num_groups, weight=None, bias=None, eps=1e-05):
    """See :func:`convbook.functional.group_norm`."""
    shape = check_group(input, num_groups, weight, bias, eps)
    groups = np.ndindex(shape[:2])
    standard = over(groups, lambda cells: normalized(cells, eps), input.reshape(shape))
    return scaled(standard.reshape(input.shape), weight, bias)


@quiet
def group_norm_backward(grad_output, input, num_groups, weight=None, bias=None, eps=1e-05):
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


@quiet
def layer_norm(input, normalized_shape, weight=None, bias=None, eps=1e-05):
    """See :func:`convbook.functional.layer_norm`."""
    axes = check_layer(input, normalized_shape, weight, bias, eps)
    output = np.zeros(input.shape, np.result_type(input, 0.0))
    for place in np.ndindex(input.shape[: axes[0]]):
        standard = normalized(input[place], eps)
        output[place] = standard * (1 if weight is None else weight) + (0 if bias is None else bias)
    return output


@quiet
def layer_norm_backward(grad_output, input, normalized_shape, weight=None, bias=None, eps=1e-05):
    """See :func:`convbook.functional.layer_norm_backward`."""
    axes = check_layer(input, normalized_shape, weight, bias, eps)
    expect_shape("grad_output", grad_output.shape, input.shape)
    grad_input = np.zeros(input.shape, np.result_type(input, 0.0))
    grad_weight, grad_bias = np.zeros((2, *input.shape[axes[0] :]), grad_input.dtype)
    for place in np.ndindex(input.shape[: axes[0]]):
        grad = grad_output[place]
        through = grad * (1 if weight is None else weight)
        grad_input[place] = normalized_backward(through, input[place], eps)
        grad_weight += grad * normalized(input[place], eps)
        grad_bias += grad
    return grad_input, None if weight is None else grad_weight, None if bias is None else grad_bias
