"""Exercises of the chapter on sparsity, sharing and equivariance."""

import numpy as np

import convbook.functional as F
from convbook.exercises.verdict import checks


@checks("equivariance-design")
def design(answer):
    """A 3 × 3 kernel, not all equal, whose map turns with the picture by quarter turns."""
    kernel = np.array(answer, float)
    if kernel.shape != (3, 3):
        return f"the kernel is 3 × 3, yours has shape {kernel.shape}"
    if (kernel == kernel[0, 0]).all():
        return f"all nine numbers are {kernel[0, 0]:g}"
    image = np.random.default_rng(2).integers(0, 99, (1, 7, 7))
    turned = F.conv2d(np.rot90(image, axes=(1, 2)), kernel[None, None])[0]
    map_turned = np.rot90(F.conv2d(image, kernel[None, None])[0])
    if not np.allclose(turned, map_turned):
        half = np.allclose(kernel, kernel[::-1, ::-1])
        survives = "; it survives a half turn, not a quarter" if half else ""
        return f"the map of the turned picture is not the turned map{survives}"
    return None


@checks("equivariance-counterexample")
def counterexample(answer):
    """A function of a line on a ring, equivariant to all shifts, that is no convolution."""
    x, y = np.array([3.0, -1, 4, -1, 5]), np.array([2.0, 7, -1, 8, -2])
    for shift in range(5):
        if not np.allclose(answer(np.roll(x, shift)), np.roll(answer(x), shift)):
            return f"shifted by {shift}, the line {x.tolist()} does not give the shifted answer"
    added = np.allclose(answer(x + y), answer(x) + answer(y))
    if added and np.allclose(answer(-2 * x), -2 * answer(x)):
        return "it is linear, so it is a convolution"
    return None
