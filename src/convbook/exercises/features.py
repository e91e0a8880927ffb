"""Exercises of the chapter on kernels as detectors."""

import numpy as np

from convbook.exercises.verdict import checks

LAPLACIAN = np.array([[0, 1, 0], [1, -4, 1], [0, 1, 0]])
DOWN, ACROSS = np.mgrid[-1:2, -1:2]


@checks("features-design")
def design(answer):
    """A 3 × 3 kernel, no multiple of the Laplacian, that is blind to flat windows and ramps."""
    kernel = np.array(answer, float)
    if kernel.shape != (3, 3):
        return f"the kernel is 3 × 3, yours has shape {kernel.shape}"
    windows = ("a flat window", 1), ("a ramp down", DOWN), ("a ramp to the right", ACROSS)
    for name, window in windows:
        answered = (kernel * window).sum()
        if not np.isclose(answered, 0):
            return f"it answers {answered:g} to {name}"
    if np.isclose(kernel[1, 1], 0):
        return "it answers 0 to a bright cell in the middle"
    if np.linalg.matrix_rank([kernel.ravel(), LAPLACIAN.ravel()]) < 2:
        return "it is a multiple of the Laplacian"
    return None


@checks("features-counterexample")
def counterexample(answer):
    """A kernel of sum 0 and a window that gets more than the kernel's own pattern."""
    kernel, window = (np.array(one, float) for one in answer)
    if kernel.shape != window.shape:
        return f"the kernel has shape {kernel.shape}, the window {window.shape}"
    if not np.isclose(kernel.sum(), 0):
        return f"the taps add up to {kernel.sum():g}, not 0"
    if not 0 <= window.min() <= window.max() <= 255:
        return f"the cells go from {window.min():g} to {window.max():g}, not from 0 to 255"
    own = 255 * (kernel - kernel.min()) / np.ptp(kernel)
    one, other = (kernel * window).sum(), (kernel * own).sum()
    return f"your window gets {one:g}, the pattern {other:g}" if one <= other + 1e-9 else None
