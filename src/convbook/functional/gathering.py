"""Windows gathered axis by axis: a box of cells is combined along one axis after the other."""

from math import prod

import numpy as np

BLOCK_BYTES = 512 * 1024  # a block of planes and what is made of it stay in the second-level cache


def gather(x, plan, combine, start):
    """Combine the cells of every window with a ufunc whose neutral element is ``start``.

    Parameters
    ----------
    x : array, shape (..., *sizes)
    plan : Pooling
    combine : ufunc of two arguments
    start : number

    Returns
    -------
    array, shape (..., *places)

    Examples
    --------
    >>> from convbook.arithmetic.pooling import Pooling
    >>> gather(np.array([[1, 10, 100, 1000]]), Pooling.sliding((1, 4), 3, 1, rank=1), np.add, 0)
    array([[ 111, 1110]])
    """
    planes = x.reshape(prod(plan.front), *plan.sizes)
    result = np.empty((len(planes), *plan.places), x.dtype)
    step = max(1, BLOCK_BYTES // (prod(plan.sizes) * x.itemsize))
    for at in range(0, len(planes), step):
        block = planes[at : at + step]
        for position, axis in enumerate(plan.axes, 1):
            block = along(block, position, axis, combine, start)
        result[at : at + step] = block
    return result.reshape(plan.output_shape)


def along(x, position, axis, combine, start):
    """One axis of :func:`gather`: place by place, or tap by tap, whichever is fewer."""
    if axis.window is not None and axis.window.kernel < len(axis.reads):
        return by_tap(x, position, axis, combine, start)
    shape = (*x.shape[:position], len(axis.reads), *x.shape[position + 1 :])
    result = np.empty(shape, x.dtype)
    front = (slice(None),) * position
    for i, cells in enumerate(axis.reads):
        seen = x[(*front, slice(cells.start, cells.stop, cells.step))]
        result[(*front, i)] = combine.reduce(seen, position)
    return result


def by_tap(x, position, axis, combine, start):
    """Combine whole shifted arrays, one for each tap.

    The cells that one tap reads are ``stride`` apart. They are laid out side by side first (one
    copy for each remainder of the tap by the stride), so that every shift runs over memory without
    a gap. What a shift reads beyond the end of its line lands behind the last place and is cut off.
    """
    window, places = axis.window, len(axis.reads)
    shifts = [divmod(a * window.dilation, window.stride) for a in range(window.kernel)]
    length = places + shifts[-1][0]
    rest = prod(x.shape[position + 1 :])
    phases = {
        phase: laid_out(x, position, axis, phase, length, start).reshape(-1)
        for phase in {remainder for _, remainder in shifts}
    }
    total = np.empty((*x.shape[:position], length, *x.shape[position + 1 :]), x.dtype)
    flat = total.reshape(-1)[: total.size - shifts[-1][0] * rest]
    first, *others = (phases[phase][shift * rest :][: flat.size] for shift, phase in shifts)
    if not others:
        flat[:] = first
    for seen in others:
        first = combine(first, seen, out=flat)
    return total[(slice(None),) * position + (slice(places),)]


def laid_out(x, position, axis, phase, length, start):
    """Every ``stride``-th cell of the padded axis from ``phase`` on, border cells as ``start``."""
    window = axis.window
    shift = phase - window.before
    first = max(0, -(shift // window.stride))
    last = max(first, min(length, (axis.size - 1 - shift) // window.stride + 1))
    shape = (*x.shape[:position], length, *x.shape[position + 1 :])
    front = (slice(None),) * position
    cells = np.empty(shape, x.dtype)
    cells[(*front, slice(first))] = start
    cells[(*front, slice(last, None))] = start
    begin = first * window.stride + shift
    end = begin + (last - first) * window.stride
    cells[(*front, slice(first, last))] = x[(*front, slice(begin, end, window.stride))]
    return cells


def spread(y, plan):
    """Add every place back to the cells that it gathered: the transpose of a gathered sum.

    Parameters
    ----------
    y : array, shape (..., *places)
    plan : Pooling

    Returns
    -------
    array, shape (..., *sizes)

    Examples
    --------
    >>> from convbook.arithmetic.pooling import Pooling
    >>> spread(np.array([[1, 10]]), Pooling.sliding((1, 4), 3, 1, rank=1))
    array([[ 1, 11, 11, 10]])
    """
    for position, axis in enumerate(plan.axes, len(plan.front)):
        total = np.zeros((*y.shape[:position], axis.size, *y.shape[position + 1 :]), y.dtype)
        front = (slice(None),) * position
        for places, cells in axis.taps():
            total[(*front, cells)] += y[(*front, places)]
        y = total
    return y


def maxima(x, plan):
    """The maximum of every window, and where it stands.

    Of equal cells the first in reading order counts; of several NaN, the last.

    Parameters
    ----------
    x : array, shape (..., *sizes)
    plan : Pooling

    Returns
    -------
    (array, array of int64), each of shape (..., *places)
        The second counts the cells of a channel in reading order, the border not counted.

    Examples
    --------
    >>> from convbook.arithmetic.pooling import Pooling
    >>> maxima(np.array([[5, 7, 7, 6]]), Pooling.sliding((1, 4), 2, 1, rank=1))
    (array([[7, 7, 7]]), array([[1, 1, 2]]))
    """
    where = np.broadcast_to(np.int64(0), x.shape)
    for position in reversed(range(len(plan.front), x.ndim)):
        axis = plan.axes[position - len(plan.front)]
        rest = (1,) * (x.ndim - position - 1)
        numbers = np.arange(axis.size) * prod(plan.sizes[position - len(plan.front) + 1 :])
        where = where + numbers.reshape(-1, *rest)
        first = [cells.start for cells in axis.reads]
        top, index = x.take(first, position), where.take(first, position)
        front = (slice(None),) * position
        for places, cells in axis.taps():
            seen, here = x[(*front, cells)], (*front, places)
            newer = (seen > top[here]) | (seen != seen)
            np.copyto(top[here], seen, where=newer)
            np.copyto(index[here], where[(*front, cells)], where=newer)
        x, where = top, index
    return x, where


def scatter(values, where, shape, rank):
    """Add each value to the cell of its plane that ``where`` counts; ``shape`` is the result's."""
    planes, cells = prod(shape[:-rank]), prod(shape[-rank:])
    flat = (
        where.reshape(planes, prod(where.shape[-rank:])) + np.arange(planes).reshape(-1, 1) * cells
    )
    total = np.bincount(flat.reshape(-1), values.reshape(-1), planes * cells)
    return total.astype(values.dtype).reshape(shape)
