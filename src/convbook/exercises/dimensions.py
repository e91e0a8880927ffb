"""Exercises of the chapter on one, two and three dimensions."""

import numpy as np

import convbook.functional as F
from convbook.exercises.verdict import checks

QUIET = 1e-9


@checks("dimensions-rising")
def rising(answer):
    """A kernel (1, 1, D, K, L), silent where a pattern rises a row a frame, not where it rests."""
    kernel = np.array(answer, float)
    if kernel.ndim == 3:
        kernel = kernel[None, None]
    if kernel.ndim != 5 or kernel.shape[:2] != (1, 1):
        return f"the kernel has shape (1, 1, D, K, L), yours has {kernel.shape}"
    pattern = np.random.default_rng(4).standard_normal((9, 7))

    def loudest(rows):
        clip = np.stack([np.roll(pattern, rows * t, 0) for t in range(6)])
        return abs(F.conv3d(clip[None], kernel)).max()

    if loudest(-1) > QUIET:
        falls = " It is silent for what falls." if loudest(1) <= QUIET and kernel.any() else ""
        return f"it answers {loudest(-1):.2g} to a pattern that rises by a row per frame.{falls}"
    if loudest(0) <= QUIET:
        return "it is silent for a pattern that stands still, too"
    return None


@checks("dimensions-aperture")
def aperture(answer):
    """A picture and a speed at which it moves sideways, and a detector of change hears nothing."""
    picture, speed = np.array(answer[0], float), answer[1]
    if picture.ndim != 2:
        return f"a picture has 2 axes, yours has {picture.ndim}"
    if np.ptp(picture) == 0:
        return "the picture is blank"
    if speed % picture.shape[1] == 0:
        return f"moving by {speed} brings {picture.shape[1]} columns back to where they were"
    tuned = np.zeros((1, 1, 2, 1, 5))
    tuned[0, 0, :, 0, 2] = -1, 1
    moved = np.stack([np.roll(picture, speed * t, 1) for t in range(4)])
    loudest = abs(F.conv3d(moved[None], tuned)).max()
    return f"it answers {loudest:.2g} somewhere" if loudest > QUIET else None
