"""The form of a question."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Question:
    """A layer, a setting and a small input.

    Attributes
    ----------
    name : str
        By which scripts and pages ask for it.
    layer, setting : str
        In words.
    input : dict of str to number, list or str
        What every library is given; not-a-number and infinities are words, as in JSON.
    guess : number, list or str
        What a good engineer would guess.
    """

    name: str
    layer: str
    setting: str
    input: dict
    guess: object

    def arguments(self):
        """The input with real infinities."""
        return {name: numbers(value) for name, value in self.input.items()}


def numbers(value):
    if isinstance(value, list):
        return [numbers(part) for part in value]
    return float(value) if value in ("NaN", "inf", "-inf") else value
