"""Means, deviations and their gradients, cell by cell, shared by all normalizations."""

import numpy as np

from convbook.operation import fractional, wide


def statistics(cells):
    """Deviation of each cell from the mean, the mean, and the variance (over the number of cells).

    Computed in float64; the first cell is subtracted from all, which leaves the digits in which
    they differ.
    """
    cells = cells.astype(wide(cells), copy=False)
    if not cells.size:
        return cells, 0, 0
    first = cells.flat[0] if np.isfinite(cells.flat[0]) else 0
    moved = cells - first
    mean = sum(moved.flat) / cells.size
    deviations = moved - mean
    return deviations, first + mean, sum((deviations**2).flat) / cells.size


def normalized(cells, eps):
    """Each cell less the mean of all, over their deviation."""
    deviations, _, variance = statistics(cells)
    return deviations / np.sqrt(variance + eps)


def normalized_backward(grad, cells, eps):
    """Every cell moves every other: the matrix of slopes, written out."""
    *_, variance = statistics(cells)
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
    output = standard.astype(fractional(standard))
    for c in range(output.shape[1]):
        output[:, c] = output[:, c] * (1 if weight is None else weight[c])
        output[:, c] = output[:, c] + (0 if bias is None else bias[c])
    return output


def scaled_backward(grad, standard, weight, bias):
    """What reaches the normalized cells, the scales and the shifts."""
    channels = range(grad.shape[1])
    through = scaled(grad, weight, None)
    exact = grad.astype(wide(grad))
    to_weight = [sum((exact[:, c] * standard[:, c]).flat) for c in channels]
    to_bias = [sum(exact[:, c].flat) for c in channels]
    return (
        through,
        None if weight is None else np.array(to_weight, through.dtype),
        None if bias is None else np.array(to_bias, through.dtype),
    )


def over(cells, function, *arrays):
    """``function`` of each set of cells, put where the set lies."""
    output = np.zeros(arrays[0].shape, fractional(arrays[0]))
    for where in cells:
        output[where] = function(*(array[where] for array in arrays))
    return output


def by_running(input, running_mean, running_var, eps):
    """Every channel less its running mean, over its running deviation."""
    output = np.zeros(input.shape, fractional(input))
    for c in range(input.shape[1]):
        output[:, c] = (input[:, c] - running_mean[c]) / np.sqrt(running_var[c] + eps)
    return output
