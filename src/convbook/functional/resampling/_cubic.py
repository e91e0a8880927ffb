"""The cubic convolution kernel of Keys (1981) with a = -3/4: four cells and their weights."""

import numpy as np

A = -0.75


def cubic_weights(far):
    """Weights of the cells -1, 0, 1 and 2 for a place ``far`` behind cell 0: shape (4, ...).

    >>> cubic_weights(np.array([0, 0.5]))
    array([[ 0.     , -0.09375],
           [ 1.     ,  0.59375],
           [ 0.     ,  0.59375],
           [ 0.     , -0.09375]])
    """
    return np.stack([outer(far + 1), inner(far), inner(1 - far), outer(2 - far)])


def cubic_slopes(far):
    """How fast :func:`cubic_weights` grow with ``far``: shape (4, ...).

    >>> cubic_slopes(np.array([0.5]))[:, 0]
    array([ 0.1875, -1.3125,  1.3125, -0.1875])
    """
    return np.stack(
        [outer_slope(far + 1), inner_slope(far), -inner_slope(1 - far), -outer_slope(2 - far)]
    )


def inner(x):
    """The kernel at a distance of up to 1."""
    return ((A + 2) * x - (A + 3)) * x * x + 1


def outer(x):
    """The kernel at a distance from 1 to 2."""
    return ((A * x - 5 * A) * x + 8 * A) * x - 4 * A


def inner_slope(x):
    """The slope of :func:`inner`."""
    return (3 * (A + 2) * x - 2 * (A + 3)) * x


def outer_slope(x):
    """The slope of :func:`outer`."""
    return (3 * A * x - 10 * A) * x + 8 * A
