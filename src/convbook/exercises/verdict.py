"""What is said to an answer, and the table of who says it."""

from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches

CHECKERS: dict[str, Callable] = {}


@dataclass(frozen=True)
class Verdict:
    """Whether an answer is right; true or false where a bool is asked for.

    Parameters
    ----------
    right : bool
        Whether the answer is right.
    words : str
        What is said to it.
    """

    right: bool
    words: str

    def __bool__(self):
        return self.right

    def __repr__(self):
        return self.words


def checks(exercise: str) -> Callable:
    """Enter a function as the checker of ``exercise``.

    The function takes the answer and returns the fault in a sentence, or None where there is none.
    What it raises as TypeError or ValueError, or the reader's own function raises in it, is a fault
    too.
    """

    def enter(checker: Callable) -> Callable:
        if exercise in CHECKERS:
            raise ValueError(f"{exercise} has 2 checkers, {CHECKERS[exercise]} and {checker}")
        CHECKERS[exercise] = checker
        return checker

    return enter


def check(exercise: str, answer) -> Verdict:
    """Say whether an answer to an exercise is right, and what is wrong with it.

    Parameters
    ----------
    exercise : str
        The name that stands in the exercise.
    answer
        What the exercise asks for: numbers, an array or a function.

    Returns
    -------
    Verdict
        Shown as its sentence; true if the answer is right.

    Raises
    ------
    ValueError
        If no exercise has this name.

    Examples
    --------
    >>> from convbook.exercises import check
    >>> check("time-design", (24, 1536))
    Not yet: 24 to 1,536 channels touch 4,929,024 numbers; fewer than 1,300,000 are allowed.
    """
    if exercise not in CHECKERS:
        near = get_close_matches(exercise, CHECKERS, n=1)
        hint = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(sorted(CHECKERS))}"
        raise ValueError(f"no exercise is named {exercise!r}; {hint}")
    try:
        fault = CHECKERS[exercise](answer)
    except Exception as raised:  # of the reader's function, whatever it is
        fault = f"your answer stops with {type(raised).__name__}: {raised}"
    if fault is None:
        return Verdict(True, "Right.")
    return Verdict(False, f"Not yet: {fault.rstrip('.')}.")
