"""Exercises of the chapter on a network that learns."""

import numpy as np

import convbook.functional as F
from convbook.exercises.verdict import checks


def wilson(right: int, count: int, z: float = 1.96) -> float:
    """The width of the 95 % interval of Wilson for a share of right answers."""
    share = right / count
    return 2 * z * np.sqrt(share * (1 - share) / count + (z / count / 2) ** 2) / (1 + z**2 / count)


@checks("learning-design")
def design(answer):
    """A number of test digits whose interval is at most one point wide at 98 %."""
    if answer != int(answer) or answer < 1:
        return f"a number of digits is whole and positive, got {answer}"
    width = wilson(round(0.98 * answer), int(answer))
    return f"with {answer} digits it is {100 * width:.2f} points wide" if width > 0.01 else None


@checks("learning-counterexample")
def counterexample(answer):
    """Scores of two networks: the first has the smaller loss and reads fewer digits."""
    true = np.array([0, 0, 1])
    one, other = (np.array(scores, float) for scores in answer)
    if one.shape != (3, 2) or other.shape != (3, 2):
        return f"3 digits have 2 scores each; yours have shapes {one.shape} and {other.shape}"
    reads = [int((scores.argmax(1) == true).sum()) for scores in (one, other)]
    lost = [float(F.cross_entropy(scores, true)) for scores in (one, other)]
    if lost[0] >= lost[1]:
        return f"the first has the loss {lost[0]:.3g}, the second {lost[1]:.3g}: not smaller"
    if reads[0] >= reads[1]:
        return f"the first reads {reads[0]} digits, the second {reads[1]}: not fewer"
    return None
