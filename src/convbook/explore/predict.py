"""A question in the page: the reader commits to an answer before the page goes on."""

import base64
import json
import re
from collections.abc import Mapping, Sequence
from html import escape

from convbook.explore.answers import answer as made
from convbook.explore.answers import number, same
from convbook.explore.player import text_of
from convbook.explore.words import SAID_BY_PREDICTION, WORDS

NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


class Predict:
    """A question that takes an answer, and explains the wrong one that was tempting.

    Parameters
    ----------
    question : str
        What is asked. In all texts, what stands between backticks is shown as code.
    answer : float, sequence of float or str
        The right answer: a number, a flat list of numbers, or one of ``choices``.
    name : str
        The anchor of the question, in lower case with hyphens.
    because : str
        The explanation of the right answer, shown once the reader has committed.
    tempting : dict or sequence of (answer, str)
        Wrong answers that readers give for a reason, each with its explanation. Pairs hold what a
        dict cannot, such as lists.
    hint : str
        Follows "Not yet", after any other answer.
    tolerance : float
        How far each number may be from the right one. Where it is 0, whole numbers are compared
        exactly and others up to rounding.
    choices : sequence of str, optional
        Answers to choose from, in place of a field.
    unit : str
        Stands behind the field and behind numbers.

    Raises
    ------
    TypeError
        If a text is no text, or an answer no number, list of numbers or choice.
    ValueError
        If a text that is needed is empty, ``name`` is not of its form, an answer is not among the
        choices or not finite, the tolerance is negative or not finite, a tempting answer is of
        another kind than the right one or the same as it or as another, there are fewer than two
        choices or one twice, or choices come with a unit or a tolerance.

    Examples
    --------
    >>> length = Predict("How long is the output?", answer=4, name="length", unit="cells",
    ...                  tempting={5: "You counted cells, not places."},
    ...                  because="The output has 4 cells: the kernel has 4 places.",
    ...                  hint="Count the places of the kernel.")
    >>> print(length)
    How long is the output?
    The answer: 4 cells. The output has 4 cells: the kernel has 4 places.
    Tempting: 5 cells. You counted cells, not places.
    Hint: Count the places of the kernel.
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
        self.question, self.because = text(question, "question"), text(because, "because")
        self.hint, self.unit = text(hint, "hint"), text(unit, "unit", True)
        self.name, self.choices = anchor(name), among(choices)
        self.tolerance = number(tolerance, "tolerance")
        if self.tolerance < 0:
            raise ValueError(f"tolerance must be at least 0, got {tolerance!r}")
        if self.choices and (unit or tolerance):
            raise ValueError(
                f"unit and tolerance go with numbers, got {unit!r} and {tolerance} with "
                f"{len(self.choices)} choices"
            )
        self.answer = made(answer, self.choices, "answer")
        self.tempting = self.tempted(tempting)

    def tempted(self, given):
        """Return the tempting answers with their explanations, each one different."""
        pairs = given.items() if isinstance(given, Mapping) else given
        found = []
        for value, words in pairs:
            one = made(value, self.choices, "a tempting answer")
            if one.kind != self.answer.kind:
                raise ValueError(
                    f"the tempting answer {one} is a {one.kind}, but the answer {self.answer} "
                    f"is a {self.answer.kind}"
                )
            for other, what in [(self.answer, "the answer"), *((o, "another") for o, _ in found)]:
                if same(other, one, self.tolerance):
                    raise ValueError(
                        f"the tempting answer {one} is {what}, {other}, within the tolerance "
                        f"{self.tolerance}"
                    )
            found.append((one, text(words, f"the explanation of {one}")))
        return tuple(found)

    def shown(self, one) -> str:
        """Return an answer in words, with its unit."""
        return f"{one} {self.unit}".strip()

    def _repr_html_(self) -> str:
        """The question as HTML that works without a kernel, and without JavaScript is a fold."""
        said = json.dumps({key: WORDS[key] for key in SAID_BY_PREDICTION}, ensure_ascii=False)
        lines = [
            f'<div class="cb-predict" id="{self.name}" role="group" '
            f'aria-labelledby="{self.name}-question" data-cb-words="{escape(said)}" '
            f'data-cb-key="{self.sealed()}">',
            style(),
            f'<p class="cb-kicker">{escape(WORDS["predict"])}</p>',
            f'<p class="cb-question" id="{self.name}-question">{marked(self.question)}</p>',
            *self.list_of_choices(),
            f'<details class="cb-fold"><summary>{escape(WORDS["the answer"])}</summary>',
            f'<p><strong class="cb-key">{escape(self.shown(self.answer))}.</strong> '
            f'<span class="cb-because">{marked(self.because)}</span></p></details>',
            script(),
            "</div>",
        ]
        return "\n".join(lines)

    def list_of_choices(self) -> list[str]:
        """The choices as they show without JavaScript, which makes buttons of them."""
        if not self.choices:
            return []
        rows = "".join(f"<li>{marked(one)}</li>" for one in self.choices)
        return [f'<ul class="cb-choices">{rows}</ul>']

    def sealed(self) -> str:
        """All that the script compares and says, in a form that nobody reads by accident."""
        key = {
            "kind": self.answer.kind,
            "unit": self.unit,
            "tolerance": self.tolerance,
            "choices": self.choices or [],
            "answer": self.answer.value,
            "tempting": [[one.value, marked(words)] for one, words in self.tempting],
            "hint": marked(self.hint),
        }
        return base64.b64encode(json.dumps(key, ensure_ascii=False).encode()).decode()

    def __str__(self):
        head = [self.question]
        if self.choices:
            head.append(f"{WORDS['choices']}: {', '.join(self.choices)}.")
        rows = [(WORDS["the answer"], f"{self.shown(self.answer)}. {self.because}")]
        rows += [(WORDS["tempting"], f"{self.shown(one)}. {why}") for one, why in self.tempting]
        rows.append((WORDS["hint"], self.hint))
        return "\n".join([*head, *(f"{label}: {words}" for label, words in rows)])

    __repr__ = __str__


def text(given, what: str, empty: bool = False) -> str:
    """Return a text of a prediction on one line; only some may be empty."""
    if not isinstance(given, str):
        raise TypeError(f"{what} must be a text, got {given!r}")
    if not empty and not given.strip():
        raise ValueError(f"{what} must say something, got {given!r}")
    return " ".join(given.split())


def anchor(name: str) -> str:
    """Return the name of a prediction, which is its anchor."""
    if not isinstance(name, str):
        raise TypeError(f"name must be a text, got {name!r}")
    if not NAME.fullmatch(name):
        raise ValueError(f"name must be lower-case words joined by hyphens, got {name!r}")
    return name


def among(choices: Sequence[str] | None) -> list[str] | None:
    """Return the choices, if there are any: at least two, all different."""
    if choices is None:
        return None
    if isinstance(choices, str):
        raise TypeError(f"choices must be a list of texts, got the text {choices!r}")
    several = [text(one, "a choice") for one in choices]
    if len(set(several)) < max(2, len(several)):
        raise ValueError(f"choices must be at least 2, all different, got {several}")
    return several


def marked(words: str) -> str:
    """Return a text as HTML, with code where it stands between backticks."""
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(words))


def style() -> str:
    """The style element of a prediction."""
    return f"<style>{text_of('predict.css')}</style>"


def script() -> str:
    """The script element of a prediction."""
    return f"<script>{text_of('predict.js')}</script>"
