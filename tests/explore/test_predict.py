"""A question that takes an answer: what it refuses, what it stores, what counts as the same."""

import base64
import json
import re
from fractions import Fraction

import numpy as np
import pytest

from convbook.explore import Predict, answers
from convbook.explore.predict import script
from convbook.explore.words import SAID_BY_PREDICTION, WORDS

GOOD = {
    "question": "How long is the output?",
    "answer": 4,
    "name": "length",
    "because": "The output has 4 cells.",
    "hint": "Count the places.",
    "tempting": {6: "That is the input."},
}
CHOICES = {"answer": "more", "choices": ["more", "less", "as much"], "tempting": {}}


def ask(**changes):
    """The good question with some arguments changed."""
    return Predict(**GOOD | changes)


def sealed(question):
    """What the script of a question reads."""
    return json.loads(base64.b64decode(re.search(r'data-cb-key="([^"]*)"', question)[1]))


REFUSED = [
    ({"question": " "}, "question must say something, got ' '"),
    ({"because": ""}, "because must say something, got ''"),
    ({"hint": ""}, "hint must say something, got ''"),
    ({"tempting": {6: ""}}, "the explanation of 6 must say something, got ''"),
    ({"name": "Length"}, "name must be lower-case words joined by hyphens, got 'Length'"),
    ({"name": "predict_length"}, "joined by hyphens, got 'predict_length'"),
    ({"tolerance": -0.5}, "tolerance must be at least 0, got -0.5"),
    ({"tolerance": float("nan")}, "tolerance must be finite, got nan"),
    ({"answer": float("nan")}, "answer must be finite, got nan"),
    ({"answer": [2, float("inf")]}, "a number of answer must be finite, got inf"),
    ({"tempting": {float("nan"): "No."}}, "a tempting answer must be finite, got nan"),
    ({"answer": []}, r"at least 1 number in a list, got \[\]"),
    ({"answer": "four"}, "answer is the text 'four', which needs choices; got none"),
    ({"tempting": {4: "No."}}, "the tempting answer 4 is the answer, 4, within the tolerance 0"),
    (
        {"tolerance": 0.5, "tempting": {4.5: "No."}},
        "the tempting answer 4.5 is the answer, 4, within the tolerance 0.5",
    ),
    (
        {"tempting": [(6, "One."), (np.float64(6), "Two.")]},
        "the tempting answer 6 is another, 6, within the tolerance 0",
    ),
    (
        {"tempting": [([6, 2], "A list.")]},
        r"the tempting answer \(6, 2\) is a list, but the answer 4 is a number",
    ),
    (
        {"answer": [4, 7]},
        r"the tempting answer 6 is a number, but the answer \(4, 7\) is a list",
    ),
    (
        {"answer": [4, 7], "tempting": [((4, 7), "No.")]},
        r"the tempting answer \(4, 7\) is the answer, \(4, 7\)",
    ),
    (CHOICES | {"answer": "most"}, r"answer must be one of .*'as much'\], got 'most'"),
    (CHOICES | {"tempting": {"none": "No."}}, "a tempting answer must be one of .*, got 'none'"),
    (CHOICES | {"tempting": {"more": "No."}}, "the tempting answer more is the answer, more"),
    (CHOICES | {"choices": ["more"]}, r"at least 2, all different, got \['more'\]"),
    (CHOICES | {"choices": ["more", "less", "more"]}, "at least 2, all different, got"),
    (CHOICES | {"unit": "cells"}, "go with numbers, got 'cells' and 0 with 3 choices"),
    (CHOICES | {"tolerance": 0.5}, "go with numbers, got '' and 0.5 with 3 choices"),
]


@pytest.mark.parametrize(("changes", "words"), REFUSED)
def test_what_cannot_be_asked_is_refused_with_both_sides(changes, words):
    with pytest.raises(ValueError, match=words):
        ask(**changes)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"question": 4}, "question must be a text, got 4"),
        ({"name": 4}, "name must be a text, got 4"),
        ({"answer": True}, "answer must be a number, got True"),
        ({"answer": None}, "answer must be a number, got None"),
        ({"answer": [[1, 2], [3, 5]]}, r"a number of answer must be a number, got \[1, 2\]"),
        ({"tolerance": "1"}, "tolerance must be a number, got '1'"),
        ({"choices": "more"}, "must be a list of texts, got the text 'more'"),
    ],
)
def test_an_argument_of_another_type_is_refused(changes, words):
    with pytest.raises(TypeError, match=words):
        ask(**changes)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (np.int64(7), 7),
        (np.float32(0.5), 0.5),
        (np.array(3), 3),
        (Fraction(3, 4), 0.75),
        (8.0, 8),
        (np.array([2, 5, 9]), [2, 5, 9]),
        ((np.float64(1.5), 2), [1.5, 2]),
    ],
)
def test_an_answer_is_kept_as_a_number_of_python(given, kept):
    found = sealed(ask(answer=given, tempting=())._repr_html_())["answer"]
    assert found == kept
    assert list(map(type, np.ravel(found).tolist())) == list(map(type, np.ravel(kept).tolist()))


@pytest.mark.parametrize(
    ("wanted", "given", "tolerance", "expected"),
    [
        (4, 4, 0, True),
        (4, 4 + 1e-12, 0, False),
        (0.3, 0.1 + 0.2, 0, True),
        (0.3, 0.301, 0, False),
        (0.3, 0.4, 0.1, True),
        (-4, 4, 0.5, False),
        (0, 0.25, 0.25, True),
    ],
)
def test_whole_numbers_are_compared_exactly_and_others_up_to_rounding(
    wanted, given, tolerance, expected
):
    assert answers.near(wanted, given, tolerance) == expected


def test_neither_key_nor_explanations_can_be_read_in_the_stored_page():
    html = ask(because="Seven places.", tempting={6: "A <b>trap</b> with `code`."})._repr_html_()
    assert sealed(html)["tempting"] == [[6, "A &lt;b&gt;trap&lt;/b&gt; with <code>code</code>."]]
    outside = html.replace(re.search(r"(?s)<details.*?</details>", html)[0], "")
    assert "trap" not in outside and "Seven" not in outside
    assert not re.search(
        r">[^<]*\b4\b[^<]*</", re.sub(r"(?s)<(script|style)>.*?</\1>", "", outside)
    )


def test_without_a_script_question_and_answer_are_text():
    html = ask(question="Is `a<b`?", unit="cells")._repr_html_()
    assert 'id="length-question">Is <code>a&lt;b</code>?</p>' in html
    assert '<details class="cb-fold"><summary>The answer</summary>' in html
    assert '<strong class="cb-key">4 cells.</strong>' in html
    assert "<form" not in html


def test_the_text_form_holds_all_that_is_compared():
    question = ask(
        answer=[-2, 0.5], unit="volts",
        tempting=[([2, 0.5], "The sign\n   is lost."), ([1 / 3], "One is lost.")],
    )  # fmt: skip
    assert (
        repr(question)
        == str(question)
        == (
            "How long is the output?\n"
            "The answer: (−2, 0.5) volts. The output has 4 cells.\n"
            "Tempting: (2, 0.5) volts. The sign is lost.\n"
            "Tempting: (0.333333) volts. One is lost.\n"
            "Hint: Count the places."
        )
    )
    assert "Choices: more, less, as much.\nThe answer: more." in str(ask(**CHOICES))
    assert ask()._repr_html_() == ask()._repr_html_()


def test_every_word_comes_from_the_table(monkeypatch):
    for key in WORDS:
        monkeypatch.setitem(WORDS, key, f"«{key}»")
    html = re.sub(r"(?s)<(style|script)>.*?</\1>", "", ask()._repr_html_())
    for key in ("predict", "the answer", *SAID_BY_PREDICTION):
        assert f"«{key}»" in html
    assert [word for word in re.findall(r">([^<>]+)<", html) if word[0] == "«"] == [
        "«predict»",
        "«the answer»",
    ]


def test_the_scripts_say_only_what_the_table_holds():
    said = set(re.findall(r'(?:say|tell|complain)\(\s*"([^"]+)"', script()))
    assert said and said <= set(SAID_BY_PREDICTION)
