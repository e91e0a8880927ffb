"""Exercises of the chapter on the convolution layer."""

import numpy as np

import convbook.functional as F
from convbook.exercises.verdict import checks


@checks("layer-red")
def red(answer):
    """A kernel (3, 3, 3) and a bias: the cells answer whose red exceeds their green by over 50."""
    kernel, bias = np.array(answer[0], float), float(answer[1])
    if kernel.shape != (3, 3, 3):
        return f"the kernel has shape (3, 3, 3), yours has {kernel.shape}"
    colors = np.random.default_rng(1).integers(51, 256, (3, 30, 30)) * 1.0
    colors[1, 0], colors[1, 1] = colors[0, 0] - 50, colors[0, 1] - 51
    answers = F.conv2d(colors, kernel[None], np.array([bias]), padding=1)[0] > 1e-9
    wrong = np.argwhere(answers != (colors[0] - colors[1] > 50))
    if not len(wrong):
        return None
    here = tuple(wrong[0])
    said = "answers" if answers[here] else "is silent"
    return (
        f"{len(wrong)} of 900 cells are wrong: one with red {colors[0][here]:g} and green "
        f"{colors[1][here]:g} {said}"
    )


@checks("layer-counterexample")
def counterexample(answer):
    """A picture without blank channels and a kernel without empty slices; the output is 0."""
    picture, kernel = (np.array(one, float) for one in answer)
    if picture.ndim != 3 or kernel.ndim != 3 or len(picture) != len(kernel) or len(picture) < 2:
        return (
            "picture and kernel have 3 axes, the first for 2 channels or more; yours have shapes "
            f"{picture.shape} and {kernel.shape}"
        )
    for channel, (cells, taps) in enumerate(zip(picture, kernel, strict=True)):
        if np.ptp(cells) == 0:
            return f"channel {channel} is blank"
        if not taps.any():
            return f"slice {channel} of the kernel is all zeros"
    loudest = abs(F.conv2d(picture, kernel[None])).max()
    return f"the output reaches {loudest:g}" if loudest >= 1e-9 else None
