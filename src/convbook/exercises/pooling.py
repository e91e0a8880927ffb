"""Exercises of the chapter on pooling."""

import numpy as np

import convbook.functional as F
from convbook.exercises.verdict import checks


@checks("pooling-design")
def design(answer):
    """Window, stride, padding, ceil_mode: 112 cells become 56, windows overlap, all are read."""
    window, stride, padding, ceil_mode = (*answer, False)[:4]
    made = F.max_pool1d(np.arange(112.0)[None], window, stride, padding, 1, ceil_mode).shape[1]
    if made != 56:
        return f"112 cells become {made}, not 56"
    if window <= stride:
        return f"windows of {window} at stride {stride} do not overlap"
    spots = F.avg_pool1d(np.eye(112), window, stride, padding, ceil_mode)
    unread = np.flatnonzero(spots.max(1) == 0)
    return f"{len(unread)} cells are never read, the first is {unread[0]}" if len(unread) else None


@checks("pooling-counterexample")
def counterexample(answer):
    """A window of four numbers: the mean and a ReLU do not change places."""
    window = np.array(answer, float)
    if window.size != 4:
        return f"a window has 4 numbers, yours has {window.size}"
    x = window.reshape(1, 2, 2)
    after, before = F.relu(F.avg_pool2d(x, 2)).item(), F.avg_pool2d(F.relu(x), 2).item()
    if np.isclose(after, before):
        return f"mean and ReLU give {after:g} in either order"
    return None
