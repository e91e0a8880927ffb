"""One axis resampled: every output is a weighted sum of a few cells, and its transpose."""

import numpy as np


def weighted_sum(x, position, cells, weights):
    """Sum cells of one axis by weights; a cell of weight 0 is not read, whatever it holds.

    Parameters
    ----------
    x : array
    position : int
        The axis that is resampled.
    cells, weights : array, shape (taps, outputs)
        Which cells each output reads, and by what each is multiplied.

    Examples
    --------
    >>> cells, weights = np.array([[0, 1], [1, 2]]), np.array([[1, 0.25], [0, 0.75]])
    >>> weighted_sum(np.array([[3.0, 4, 8]]), 1, cells, weights)
    array([[3., 7.]])
    >>> weighted_sum(np.array([[3.0, np.nan, 8]]), 1, cells, weights)
    array([[ 3., nan]])
    """
    front = (slice(None),) * position
    shape = (*x.shape[:position], cells.shape[1], *x.shape[position + 1 :])
    total = np.zeros(shape, np.result_type(x, weights))
    for cell, weight, places in runs(cells, weights):
        seen = x[(*front, cell)] if isinstance(cell, slice) else x.take(cell, position)
        if isinstance(places, int):
            total[(*front, places)] = np.tensordot(seen, weight, (position, 0))
        else:
            seen = seen * column(weight, x.ndim - position)
            total[(*front, places)] += seen
    return total


def weighted_spread(y, position, cells, weights, size):
    """Add every output back to the cells it read: the transpose of :func:`weighted_sum`.

    >>> cells, weights = np.array([[0, 1], [1, 2]]), np.array([[1, 0.25], [0, 0.75]])
    >>> weighted_spread(np.array([[100.0, 4]]), 1, cells, weights, 3)
    array([[100.,   1.,   3.]])
    """
    front = (slice(None),) * position
    shape = (*y.shape[:position], size, *y.shape[position + 1 :])
    total = np.zeros(shape, np.result_type(y, weights))
    for cell, weight, places in runs(cells, weights):
        seen = y[(*front, slice(places, places + 1) if isinstance(places, int) else places)]
        add_in_order(total, position, cell, seen * column(weight, y.ndim - position))
    return total


def runs(cells, weights):
    """Yield (cells, weights, places): tap by tap or place by place, whichever is fewer.

    Weights of 0 are left out. Only antialiasing reads more than four cells, and then every place
    reads cells that all differ.
    """
    taps, outputs = cells.shape
    if taps <= max(4, outputs):
        for cell, weight in zip(cells, weights, strict=True):
            places = np.flatnonzero(weight)
            if len(places) == outputs:
                yield cell, weight, slice(None)
            elif len(places):
                yield cell[places], weight[places], places
    else:
        for i in range(outputs):
            read = np.flatnonzero(weights[:, i])
            yield cells[read, i], weights[read, i], i


def column(weight, axes):
    """Weights along the first of the last ``axes`` axes."""
    return weight.reshape(-1, *[1] * (axes - 1))


def add_in_order(total, position, cells, values):
    """``total[cells] += values`` along one axis, for cells in ascending order that may repeat.

    >>> total = np.zeros(3)
    >>> add_in_order(total, 0, np.array([0, 2, 2]), np.array([1.0, 10, 100]))
    >>> total
    array([  1.,   0., 110.])
    """
    starts = np.flatnonzero(np.diff(cells, prepend=-1))
    if len(starts) < len(cells):
        # A cell may be read a million times: single precision is too coarse for such sums.
        kind = np.float64 if values.dtype == np.float32 else values.dtype
        values = np.add.reduceat(values, starts, position, kind)
    total[(*(slice(None),) * position, cells[starts])] += values
