"""The logistic function, a number between 0 and 1 that lets a signal through."""

import numpy as np


def gate(x):
    r""":math:`\sigma(x) = 1 / (1 + e^{-x})`; the kind of number is kept, and nothing overflows.

    >>> gate(np.array([0.0, -1000, 1000]))
    array([0.5, 0. , 1. ])
    """
    return np.exp(-np.logaddexp(0, -x)).astype(x.dtype, copy=False)


def gate_gradient(opened):
    r""":math:`\sigma'(x) = \sigma(x) (1 - \sigma(x))`, from :math:`\sigma(x)`."""
    return opened * (1 - opened)
