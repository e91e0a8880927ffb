"""A question in the page: the reader commits to an answer, and the page answers."""

import base64
import json
import math
import re
from collections.abc import Mapping, Sequence
from html import escape
from numbers import Real

from convbook.explore.player import text_of
from convbook.explore.words import SAID_TO_ANSWERS, WORDS

NEAR = 1e-9


class Predict:
    """A question that the reader answers before the page does.

    Parameters
    ----------
    question : str
        The question, in words; what stands between backticks is shown as code.
    answer : number, sequence of numbers, or str
        The key. A str is one of ``choices``.
    name : str
        The anchor, in lower case with hyphens. A cell tagged ``after:NAME`` waits for it.
    because : str
        The reveal: a sentence that restates the question, and the reason.
    tempting : mapping, or sequence of (answer, str)
        Wrong answers that people give, each with its explanation.
    hint : str
        What is said to any other answer.
    tolerance : float, optional
        How far from the key a number may be. Whole numbers are compared exactly where it is 0.
    choices : sequence of str, optional
        The answers to choose from, in place of a field to type into.
    unit : str, optional
        Stands behind the field.

    Raises
    ------
    ValueError, TypeError
        If an argument is not as described, a tempting answer is the key, or the key or a tempting
        answer is not among the choices.

    Examples
    --------
    >>> print(Predict("How long is the output?", answer=4, name="predict-length", unit="cells",
    ...               tempting={6: "That is the input."}, because="It has 4 cells.", hint="Count."))
    How long is the output?
    Answer: 4 cells. It has 4 cells.
    Not 6: That is the input.
    Else: Count.
    """

    def __init__(
        self,
        question: str,
        *,
        answer,
        name: str,
        because: str,
        tempting: Mapping | Sequence = (),
        hint: str,
        tolerance: float = 0,
        choices: Sequence[str] | None = None,
        unit: str = "",
    ):
        for word, text in (("question", question), ("because", because), ("hint", hint)):
            if not isinstance(text, str) or not text.strip():
                raise ValueError(f"{word} must be a sentence, got {text!r}")
        if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", name):
            raise ValueError(f"name must be lower-case words joined by hyphens, got {name!r}")
        if not tolerance >= 0:
            raise ValueError(f"tolerance must be 0 or more, got {tolerance!r}")
        if choices is not None and len(set(choices)) < max(2, len(choices)):
            raise ValueError(f"choices must be 2 or more that differ, got {list(choices)!r}")
        self.question, self.name, self.because, self.hint = question, name, because, hint
        self.tolerance, self.unit = tolerance, unit
        self.choices = None if choices is None else list(choices)
        self.answer = self.checked(answer, "answer")
        pairs = tempting.items() if isinstance(tempting, Mapping) else tempting
        self.tempting = [(self.checked(one, "a tempting answer"), words) for one, words in pairs]
        for one, _ in self.tempting:
            if self.same(one, self.answer):
                raise ValueError(
                    f"a tempting answer must differ from the key by more than {tolerance}, "
                    f"got {one!r} and {self.answer!r}"
                )

    def checked(self, given, what: str):
        """An answer of the right form: a choice, a number or a list of numbers, as Python's own."""
        if self.choices is not None:
            if given not in self.choices:
                raise ValueError(f"{what} must be one of {self.choices}, got {given!r}")
            return given
        if isinstance(given, str) or not (isinstance(given, Real) or hasattr(given, "__iter__")):
            raise TypeError(f"{what} must be a number or a list of numbers, got {given!r}")
        if isinstance(given, Real):
            return plain(given, what)
        several = [plain(one, what) for one in given]
        if not several:
            raise ValueError(f"{what} must have 1 number or more, got 0")
        return several

    def same(self, one, other) -> bool:
        """Whether two answers count as the same."""
        if self.choices is not None:
            return one == other
        ones, others = (each if isinstance(each, list) else [each] for each in (one, other))
        if isinstance(one, list) != isinstance(other, list) or len(ones) != len(others):
            return False
        room = (self.tolerance + NEAR * max(1, abs(b)) for b in others)
        return all(abs(a - b) <= c for a, b, c in zip(ones, others, room, strict=True))

    @property
    def reveal(self) -> str:
        """The answer with its unit, and why."""
        unit = f" {self.unit}" if self.unit else ""
        return f"{shown(self.answer)}{unit}. {self.because}"

    def __str__(self):
        tempting = [f"Not {shown(one)}: {words}" for one, words in self.tempting]
        lines = [self.question, f"Answer: {self.reveal}", *tempting, f"Else: {self.hint}"]
        return "\n".join(lines)

    __repr__ = __str__

    def _repr_html_(self):
        key = {
            "answer": self.answer,
            "tempting": self.tempting,
            "hint": self.hint,
            "tolerance": self.tolerance,
            "several": isinstance(self.answer, list),
        }
        # Not a secret, but nothing that one reads by accident.
        code = base64.b64encode(json.dumps(key, ensure_ascii=False).encode()).decode()
        said = json.dumps({word: WORDS[word] for word in SAID_TO_ANSWERS}, ensure_ascii=False)
        lines = [
            f'<div class="cb-predict" id="{self.name}" role="group" '
            f'aria-labelledby="{self.name}-question" data-cb-key="{code}" '
            f'data-cb-words="{escape(said)}">',
            style(),
            f'<p class="cb-question" id="{self.name}-question">{marked(self.question)}</p>',
            '<form class="cb-commit" hidden>',
            self.field(),
            f'<button type="submit">{WORDS["commit"]}</button>',
            f'<button type="button" class="cb-give-up">{WORDS["give up"]}</button>',
            "</form>",
            '<p class="cb-verdict" role="status"></p>',
            f'<details class="cb-answer"><summary>{WORDS["the answer"]}</summary>'
            f"<p>{marked(self.reveal)}</p></details>",
            script(),
            "</div>",
        ]
        return "\n".join(lines)

    def field(self) -> str:
        """The field to type into, or the choices."""
        quiet = 'data-lm-suppress-shortcuts="true"'
        if self.choices is None:
            word = WORDS["your numbers" if isinstance(self.answer, list) else "your number"]
            unit = f'<span class="cb-unit">{escape(self.unit)}</span>' if self.unit else ""
            field = (
                f'<input type="text" inputmode="{"text" if "numbers" in word else "decimal"}" '
                f'autocomplete="off" autocapitalize="off" spellcheck="false" {quiet}>'
            )
            return f"<label>{word} {field}</label>{unit}"
        options = "".join(
            f'<label><input type="radio" name="{self.name}-choice" value="{escape(one)}" {quiet}>'
            f"{marked(one)}</label>"
            for one in self.choices
        )
        return f"<fieldset><legend>{WORDS['your choice']}</legend>{options}</fieldset>"


def plain(number, what: str) -> int | float:
    """A finite number as Python's own int or float."""
    if isinstance(number, bool) or not isinstance(number, Real):
        raise TypeError(f"{what} must hold numbers, got {number!r}")
    if not math.isfinite(number):
        raise ValueError(f"{what} must be finite, got {number!r}")
    return int(number) if number == int(number) else float(number)


def shown(answer) -> str:
    """An answer as a reader writes it."""
    if isinstance(answer, list):
        return ", ".join(map(shown, answer))
    return answer if isinstance(answer, str) else f"{answer:.10g}".replace("-", "\N{MINUS SIGN}")


def marked(text: str) -> str:
    """Words as HTML, what stands between backticks as code."""
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(text, quote=False))


def style() -> str:
    """The style element of a question."""
    return f"<style>{text_of('predict.css')}</style>"


def script() -> str:
    """The script element of a question."""
    return f"<script>{text_of('predict.js')}</script>"
