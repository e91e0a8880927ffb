"""Arrays seen through windows, and put back.

Two functions, each the transpose of the other: :func:`view` looks at an array through every place
of a window, :func:`put_back` adds what was seen back where it came from.
"""

from itertools import product
from math import prod

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def pad_border(x, windows):
    """``x`` with the zero border of its windows; ``x`` itself where there is none."""
    if not any(window.before or window.after for window in windows):
        return x
    sizes = x.shape[-len(windows) :]
    padded = np.zeros((*x.shape[: -len(windows)], *padded_sizes(sizes, windows)), x.dtype)
    padded[(..., *inside(sizes, windows))] = x
    return padded


def padded_sizes(sizes, windows) -> tuple[int, ...]:
    """Cells along each axis, the border counted."""
    return tuple(s + w.before + w.after for s, w in zip(sizes, windows, strict=True))


def inside(sizes, windows) -> tuple[slice, ...]:
    """Where the array lies within its border."""
    return tuple(slice(w.before, w.before + s) for s, w in zip(sizes, windows, strict=True))


def view(x, windows, places):
    """Look at ``x`` through every place of its windows: shape ``(..., *kernel, *places)``.

    Parameters
    ----------
    x : array, shape (..., *padded)
        With its border, see :func:`pad_border`.
    windows : sequence of Slide
        One for each of the last axes.
    places : sequence of int
        Places along each axis.

    Returns
    -------
    array, shape (..., *kernel, *places)
        A view: nothing is repeated in memory, and nothing may be written.

    Examples
    --------
    >>> from convbook.arithmetic import slides
    >>> view(np.arange(5), slides((3,), stride=2), (2,))
    array([[0, 2],
           [1, 3],
           [2, 4]])
    """
    rank = len(windows)
    seen = sliding_window_view(x, [w.extent for w in windows], axis=tuple(range(-rank, 0)))
    starts = [
        slice(0, (n - 1) * w.stride + 1, w.stride) for n, w in zip(places, windows, strict=True)
    ]
    taps = [slice(None, None, w.dilation) for w in windows]
    seen = seen[(..., *starts, *taps)]
    front = range(seen.ndim - 2 * rank)
    return seen.transpose(*front, *range(-rank, 0), *range(-2 * rank, -rank))


def through_tap(windows, tap, places) -> tuple[slice, ...]:
    """The cells, border counted, that one tap reads in all places of the window.

    >>> from convbook.arithmetic import slides
    >>> through_tap(slides((3,), stride=2, dilation=3), (1,), (4,))
    (slice(3, 10, 2),)
    """
    return tuple(
        slice(a * w.dilation, a * w.dilation + (n - 1) * w.stride + 1, w.stride)
        for a, w, n in zip(tap, windows, places, strict=True)
    )


def put_back(seen, windows, sizes):
    """Add every window back where :func:`view` saw it.

    Parameters
    ----------
    seen : array, shape (..., *kernel, *places)
    windows : sequence of Slide
    sizes : sequence of int
        Cells of the result along each axis, the border not counted.

    Returns
    -------
    array, shape (..., *sizes)
        What fell on the border is dropped.

    Examples
    --------
    >>> from convbook.arithmetic import slides
    >>> put_back(np.array([[1, 2], [10, 20], [100, 200]]), slides((3,), stride=2), (5,))
    array([  1,  10, 102,  20, 200])
    """
    rank = len(windows)
    places = seen.shape[-rank:]
    total = np.zeros((*seen.shape[: -2 * rank], *padded_sizes(sizes, windows)), seen.dtype)
    for tap in product(*(range(w.kernel) for w in windows)):
        total[(..., *through_tap(windows, tap, places))] += seen[(..., *tap, *[slice(None)] * rank)]
    return total[(..., *inside(sizes, windows))]


def blocks(places, most):
    """Cut all places, in reading order, into runs of about ``most``.

    Yields
    ------
    (tuple of slice, slice)
        The run as one slice an axis, and as one slice of the flattened places.

    Examples
    --------
    >>> for block in blocks((3, 4), most=8): print(*block)
    (slice(0, 2, None), slice(0, 4, None)) slice(0, 8, None)
    (slice(2, 3, None), slice(0, 4, None)) slice(8, 12, None)
    """
    axis = next(
        a for a in range(len(places)) if prod(places[a + 1 :]) <= most or a == len(places) - 1
    )
    rest = prod(places[axis + 1 :])
    step = max(1, most // rest)
    whole_axes = [slice(0, n) for n in places[axis + 1 :]]
    at = 0
    for lead in product(*map(range, places[:axis])):
        for start in range(0, places[axis], step):
            stop = min(start + step, places[axis])
            run = (stop - start) * rest
            fixed = [slice(i, i + 1) for i in lead]
            yield (*fixed, slice(start, stop), *whole_axes), slice(at, at + run)
            at += run
