"""Answers to a question: a number, a list of numbers, or one of some choices."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite
from numbers import Real

ROUNDING = 1e-9
"""What two ways to compute the same number may differ by, in parts of it."""


@dataclass(frozen=True)
class Answer:
    """One answer: its kind ("number", "list" or "choice") and its value."""

    kind: str
    value: float | tuple | str

    def __str__(self):
        if self.kind == "list":
            return f"({', '.join(map(written, self.value))})"
        return self.value if self.kind == "choice" else written(self.value)


def answer(given, choices: Sequence[str] | None, what: str) -> Answer:
    """Return what was given as an answer; ``what`` it is begins each complaint.

    Raises
    ------
    TypeError
        If it is no number, flat list of numbers or choice.
    ValueError
        If it is not among the choices, is text without choices, an empty list, or not finite.
    """
    given = given.tolist() if hasattr(given, "tolist") else given
    if choices is not None:
        if given not in choices:
            raise ValueError(f"{what} must be one of the choices {list(choices)}, got {given!r}")
        return Answer("choice", given)
    if isinstance(given, str):
        raise ValueError(f"{what} is the text {given!r}, which needs choices; got none")
    if isinstance(given, (list, tuple)):
        if not given:
            raise ValueError(f"{what} must be a number or at least 1 number in a list, got {given}")
        return Answer("list", tuple(number(one, f"a number of {what}") for one in given))
    return Answer("number", number(given, what))


def number(given, what: str) -> float:
    """Return a finite number as Python has it, whole ones as int.

    Raises
    ------
    TypeError
        If it is no number; True and False are none.
    ValueError
        If it is infinite or NaN.
    """
    given = given.tolist() if hasattr(given, "tolist") else given
    if isinstance(given, bool) or not isinstance(given, Real):
        raise TypeError(f"{what} must be a number, got {given!r}")
    if not isfinite(given):
        raise ValueError(f"{what} must be finite, got {given!r}")
    return int(given) if given == int(given) else float(given)


def same(one: Answer, other: Answer, tolerance: float) -> bool:
    """Whether a reader who gives one of two answers has given the other."""
    if one.kind != other.kind:
        return False
    if one.kind == "list":
        return len(one.value) == len(other.value) and all(
            near(a, b, tolerance) for a, b in zip(one.value, other.value, strict=True)
        )
    return near(one.value, other.value, tolerance) if one.kind == "number" else one == other


def near(wanted: float, given: float, tolerance: float) -> bool:
    """Whether a number is another within a tolerance: whole numbers exactly where it is 0.

    The script of the page compares by the same rule.

    Examples
    --------
    >>> near(0.3, 0.1 + 0.2, 0), near(4, 4 + 1e-12, 0), near(4, 4.5, 0.5)
    (True, False, True)
    """
    if tolerance == 0 and wanted == int(wanted):
        return given == wanted
    return abs(given - wanted) <= tolerance + ROUNDING * max(abs(wanted), tolerance)


def written(value: float) -> str:
    """Return a number as readers see it: whole ones in full, others to six digits.

    Examples
    --------
    >>> written(-1 / 3), written(150528)
    ('−0.333333', '150528')
    """
    return (str(value) if isinstance(value, int) else f"{value:.6g}").replace("-", "−")
