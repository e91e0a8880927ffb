"""The logistic function, a number between 0 and 1 that lets a signal through."""

import numpy as np


def gate(x):
    r""":math:`1 / (1 + e^{-x})`, in the form that does not overflow."""
    small = np.exp(-np.abs(x))
    return np.where(x >= 0, 1, small) / (1 + small)
