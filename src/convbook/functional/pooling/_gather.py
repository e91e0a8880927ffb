"""Windows gathered axis by axis: a box of cells is combined along one axis after the other."""

from functools import reduce
from math import prod

import numpy as np

from convbook.operation import wide

BLOCK_BYTES = 768 * 1024  # a block of planes and what is made of it stay in the second-level cache


def gather(x, plan, combine, start, kind=None):
    """Combine the cells of every window with a ufunc whose neutral element is ``start``.

    Parameters
    ----------
    x : array, shape (..., *sizes)
    plan : Pooling
    combine : ufunc of two arguments
    start : number
    kind : dtype, optional
        In which to combine; the one of the array by default.

    Returns
    -------
    array, shape (..., *places)

    Examples
    --------
    >>> from convbook.arithmetic.pooling import Pooling
    >>> gather(np.array([[1, 10, 100, 1000]]), Pooling.sliding((1, 4), 3, 1, rank=1), np.add, 0)
    array([[ 111, 1110]])
    """
    kind = x.dtype if kind is None else kind
    planes = x.reshape(prod(plan.front), *plan.sizes)
    if all(axis.places == 1 for axis in plan.axes):
        reads = [slice(r.start, r.stop, r.step) for r in (axis.reads[0] for axis in plan.axes)]
        axes = tuple(range(1, planes.ndim))
        total = combine.reduce(planes[(slice(None), *reads)], axes, kind)
        return total.reshape(plan.output_shape)
    result = np.empty((len(planes), *plan.places), kind)
    for run in plane_blocks(plan, kind.itemsize):
        block = planes[run]
        for position, axis in enumerate(plan.axes, 1):
            block = along(block, position, axis, combine, start, kind)
        result[run] = block
    return result.reshape(plan.output_shape)


def sums(x, plan):
    """The sum of every window, in float64 where so many cells would cost float32 a digit."""
    additions = sum(axis.most_cells - 1 for axis in plan.axes)
    return gather(x, plan, np.add, 0, sum_kind(x, additions))


def sum_kind(x, additions):
    """The dtype for that many additions in a row, each of which may be off by half a digit.

    In float32, 16 of them leave a relative error of at most 16 / 2**24, about 1e-6.
    """
    return wide(x) if additions > 16 else x.dtype


def spans(axis):
    """Per place, as arrays: where the window begins, and the first and the end of what it reads."""
    i, window = np.arange(axis.places), axis.window
    if window is None:
        first = i * axis.size // axis.places
        return first, first, -(-(i + 1) * axis.size // axis.places)
    begin = i * window.stride - window.before
    end = np.minimum(begin + window.kernel * window.dilation, axis.size)
    return begin, np.where(begin < 0, begin % window.dilation, begin), end


def counts(axis, border):
    """Cells under the window at each place; those of the border count if ``border``."""
    begin, first, end = spans(axis)
    if axis.window is None:
        return end - first
    if border:
        window, first = axis.window, begin
        end = np.minimum(begin + window.kernel * window.dilation, axis.size + window.after)
    return -((first - end) // axis.window.dilation)


def joins(axis):
    """Every (places, cells) that are joined, one tap after the other; the cells ascend.

    Slices for a window that moves, arrays for one that changes its size on the way, where a cell
    may come twice for one tap.
    """
    if axis.window is not None:
        yield from axis.taps()
        return
    _, first, end = spans(axis)
    for tap in range(max(end - first, default=0)):
        places = np.flatnonzero(first + tap < end)
        yield places, first[places] + tap


def along(x, position, axis, combine, start, kind):
    """One axis of :func:`gather`: place by place, or tap by tap, whichever is fewer."""
    if axis.window is None and axis.size // max(axis.places, 1) < axis.places:
        return by_tap(x.astype(kind, copy=False), position, axis, combine)
    if axis.window is not None and axis.window.kernel < axis.places:
        x = x.astype(kind, copy=False)
        if position == x.ndim - 1:
            return by_shift(x, axis, combine, start)
        return by_row(x, position, axis, combine, start)
    shape = (*x.shape[:position], axis.places, *x.shape[position + 1 :])
    result = np.empty(shape, kind)
    front = (slice(None),) * position
    for i, cells in enumerate(axis.reads):
        seen = x[(*front, slice(cells.start, cells.stop, cells.step))]
        result[(*front, i)] = combine.reduce(seen, position, kind)
    return result


def by_tap(x, position, axis, combine):
    """Combine the cells that each tap reads, for windows of several sizes."""
    front = (slice(None),) * position
    (_, first), *others = joins(axis)
    result = x.take(first, position)
    for places, cells in others:
        here = (*front, places)
        result[here] = combine(result[here], x.take(cells, position))
    return result


def by_row(x, position, axis, combine, start):
    """Combine the rows that each tap reads; the taps that reach every place come first."""
    result = np.empty((*x.shape[:position], axis.places, *x.shape[position + 1 :]), x.dtype)
    front = (slice(None),) * position
    taps = sorted(axis.taps(), key=lambda tap: tap[0].start - tap[0].stop)
    whole = [cells for places, cells in taps if places == slice(0, axis.places, 1)][:2]
    if len(whole) == 2:
        combine(x[(*front, whole[0])], x[(*front, whole[1])], out=result)
    else:
        whole, result[:] = [], start
    for places, cells in taps[len(whole) :]:
        here = result[(*front, places)]
        combine(here, x[(*front, cells)], out=here)
    return result


def by_shift(x, axis, combine, start):
    """Combine whole shifted arrays, one for each tap of the last axis.

    The cells that one tap reads are ``stride`` apart. They are laid out side by side first (one
    copy for each remainder of the tap by the stride), so that every shift runs over memory without
    a gap. What a shift reads beyond the end of its line lands behind the last place and is cut off.
    """
    window, places = axis.window, axis.places
    shifts = [divmod(a * window.dilation, window.stride) for a in range(window.kernel)]
    length = places + shifts[-1][0]
    phases = {
        phase: laid_out(x, axis, phase, length, start).reshape(-1)
        for phase in {remainder for _, remainder in shifts}
    }
    total = np.empty((*x.shape[:-1], length), x.dtype)
    flat = total.reshape(-1)[: total.size - shifts[-1][0]]
    first, *others = (phases[phase][shift:][: flat.size] for shift, phase in shifts)
    if not others:
        flat[:] = first
    for seen in others:
        first = combine(first, seen, out=flat)
    return total[..., :places]


def laid_out(x, axis, phase, length, start):
    """Every ``stride``-th cell of the padded last axis from ``phase`` on, border as ``start``."""
    window = axis.window
    shift = phase - window.before
    first = max(0, -(shift // window.stride))
    last = max(first, min(length, (axis.size - 1 - shift) // window.stride + 1))
    cells = np.empty((*x.shape[:-1], length), x.dtype)
    cells[..., :first] = start
    cells[..., last:] = start
    begin = first * window.stride + shift
    end = begin + (last - first) * window.stride
    cells[..., first:last] = x[..., begin : end : window.stride]
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
        In float64 where so many places would cost float32 a digit, as in :func:`sums`.

    Examples
    --------
    >>> from convbook.arithmetic.pooling import Pooling
    >>> spread(np.array([[1, 10]]), Pooling.sliding((1, 4), 3, 1, rank=1))
    array([[ 1, 11, 11, 10]])
    """
    additions = sum(axis.most_places - 1 for axis in plan.axes)
    y = y.astype(sum_kind(y, additions), copy=False)
    for position, axis in enumerate(plan.axes, len(plan.front)):
        total = np.zeros((*y.shape[:position], axis.size, *y.shape[position + 1 :]), y.dtype)
        front = (slice(None),) * position
        for places, cells in joins(axis):
            if isinstance(cells, slice):
                total[(*front, cells)] += y[(*front, places)]
            else:
                starts = np.flatnonzero(np.diff(cells, prepend=-1))
                seen = np.add.reduceat(y.take(places, position), starts, position)
                total[(*front, cells[starts])] += seen
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
    planes = x.reshape(prod(plan.front), *plan.sizes)
    best = np.empty((len(planes), *plan.places), x.dtype)
    index = np.empty(best.shape, np.int64)
    weights = [prod(plan.sizes[axis:]) for axis in range(1, len(plan.sizes) + 1)]
    begins = [weight * spans(axis)[0] for axis, weight in zip(plan.axes, weights, strict=True)]
    corners = reduce(np.add.outer, begins)
    for run in plane_blocks(plan, x.itemsize):
        block, steps = planes[run], np.zeros((), steps_kind(plan, weights))
        for position in range(len(plan.axes), 0, -1):
            axis, weight = plan.axes[position - 1], weights[position - 1]
            block, steps = maxima_along(block, steps, position, axis, weight)
        best[run] = block
        np.add(corners, steps, out=index[run])
    return best.reshape(plan.output_shape), index.reshape(plan.output_shape)


def steps_kind(plan, weights):
    """The smallest type that counts from the beginning of a window to its last cell."""
    far = 0
    for axis, weight in zip(plan.axes, weights, strict=True):
        begin, _, end = spans(axis)
        far += weight * max(end - 1 - begin, default=0)
    return np.min_scalar_type(far)


def maxima_along(x, steps, position, axis, weight):
    """One axis of :func:`maxima`, on which one cell and the next are ``weight`` numbers apart.

    ``steps`` counts from the beginning of the window to the maximum. The taps come in reading
    order, so whatever is taken later has more steps: their maximum is a choice without a branch,
    and they are such small numbers that it costs next to nothing.
    """
    front, shape = (slice(None),) * position, [-1] + [1] * (x.ndim - position - 1)
    steps = np.broadcast_to(steps, x.shape)
    begins, first, _ = spans(axis)
    begun = ((first - begins) * weight).astype(steps.dtype).reshape(shape)
    top = x.take(first, position)
    taken = steps.take(first, position) + begun
    unordered = np.isnan(x).any()
    for places, cells in joins(axis):
        seen = np.ascontiguousarray(x[(*front, cells)])  # it is read twice, without gaps
        here, there = top[(*front, places)], taken[(*front, places)]
        newer = seen > here
        if unordered:
            newer |= np.isnan(seen)
        np.maximum(here, seen, out=here)
        if isinstance(places, slice):
            step = cells.start - begins[places.start]
        else:
            step = cells[0] - begins[places[0]]
        moved = steps[(*front, cells)] + steps.dtype.type(step * weight)
        moved *= newer
        np.maximum(there, moved, out=there)
        if not isinstance(places, slice):  # what was written so far are copies
            top[(*front, places)], taken[(*front, places)] = here, there
    return top, taken


def plane_blocks(plan, itemsize):
    """Yield runs of planes whose cells stay in cache."""
    step = max(1, BLOCK_BYTES // (prod(plan.sizes) * itemsize))
    for at in range(0, prod(plan.front), step):
        yield slice(at, min(at + step, prod(plan.front)))


def scatter(values, where, plan):
    """Add each value to the cell of its plane that ``where`` counts."""
    planes, cells = prod(plan.front), prod(plan.sizes)
    values, where = (array.reshape(planes, prod(plan.places)) for array in (values, where))
    total = np.empty((planes, cells), values.dtype)
    for run in plane_blocks(plan, values.itemsize):
        count = run.stop - run.start
        flat = where[run] + np.arange(count).reshape(-1, 1) * cells
        sums = np.bincount(flat.reshape(-1), values[run].reshape(-1), count * cells)
        total[run] = sums.reshape(count, cells)
    return total.reshape(plan.input_shape)
