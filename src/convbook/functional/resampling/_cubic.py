"""The cubic convolution kernel of Keys (1981): four cells and their weights."""

import numpy as np

A = -0.75


def cubic_kernel(distance, a=A):
    """The kernel at a distance of 0 or more; 0 from 2 on.

    >>> cubic_kernel(np.array([0, 0.5, 1, 1.5, 2, 3]), -0.5)
    array([ 1.    ,  0.5625,  0.    , -0.0625,  0.    ,  0.    ])
    """
    return np.where(distance < 1, inner(distance, a), np.where(distance < 2, outer(distance, a), 0))


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
    """Derivative of :func:`cubic_weights` with respect to ``far``: shape (4, ...).

    >>> cubic_slopes(np.array([0.5]))[:, 0]
    array([ 0.1875, -1.3125,  1.3125, -0.1875])
    """
    return np.stack(
        [outer_slope(far + 1), inner_slope(far), -inner_slope(1 - far), -outer_slope(2 - far)]
    )


def inner(x, a=A):
    """The kernel at a distance of up to 1."""
    return ((a + 2) * x - (a + 3)) * x * x + 1


def outer(x, a=A):
    """The kernel at a distance from 1 to 2."""
    return ((a * x - 5 * a) * x + 8 * a) * x - 4 * a


def inner_slope(x):
    return (3 * (A + 2) * x - 2 * (A + 3)) * x


def outer_slope(x):
    return (3 * A * x - 10 * A) * x + 8 * A
