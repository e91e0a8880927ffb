"""Which letters stand in a text, and whether they mean there what they mean in the book."""

import notebook_letters
import pytest
from notebook_letters import faults, formulas, letters, misnamed, notation, unlisted

TABLE = """\
- group: sizes
  letters:
    - {letter: s, means: stride, words: [stride]}
    - {letter: k, means: kernel size, words: [kernel size]}
    - {letter: '\\hat k', means: extent}
- pages:
    cost/time: [{letter: B, means: bytes}]
    cost/other: [{letter: s, means: seconds}]
"""


@pytest.fixture(autouse=True)
def table(tmp_path, monkeypatch):
    file = tmp_path / "notation.yml"
    file.write_text(TABLE, encoding="utf-8")
    notation.cache_clear()
    found = notation(file)
    monkeypatch.setattr(notebook_letters, "notation", lambda: found)


@pytest.mark.parametrize(
    ("formula", "found"),
    [
        (r"\hat k = d(k-1) + 1", {r"\hat k", "d", "k"}),
        (r"p_{\text{before}} \cdot \lfloor s \rfloor", {"p", "s"}),
        (r"\sum_{a} w(a)\, x(t - a)", {"a", "w", "x", "t"}),
        (r"\operatorname{conv}(x) + \lambda", {"x", r"\lambda"}),
        (r"\begin{aligned} H' &= 2 \end{aligned}", {"H"}),
        ("3136 + 2", set()),
    ],
)
def test_letters_of_a_formula(formula, found):
    assert letters(formula) == found


def test_formulas_are_found_in_a_line_in_a_display_and_in_a_block():
    text = (
        "Size $k$ for \\$5.\n\n$$\na + b\n$$ (sum)\n\n```{math}\n:label: one\nc = d\n```\nand $s$"
    )
    assert [one.strip() for one in formulas(text)] == ["c = d", "k", "a + b", "s"]


def test_a_letter_that_no_table_has_is_a_fault():
    assert unlisted("$s + q$ and $\\hat k$", notebook_letters.notation()[0]) == ["q"]
    assert list(faults("cost/time", "$q$")) == [
        "the letter q is not in notation.yml, neither for the book nor for cost/time"
    ]


def test_a_page_may_have_letters_of_its_own_and_no_other_page_has_them():
    assert list(faults("cost/time", "$B$ at stride $s$")) == []
    assert len(list(faults("cost/else", "$B$"))) == 1


def test_a_page_may_not_take_a_letter_of_the_book():
    assert list(faults("cost/other", "$s$")) == [
        "s is stride in the whole book; cost/other needs another letter"
    ]


def test_a_word_stands_by_its_own_letter():
    book = notebook_letters.notation()[0]
    assert list(misnamed("a stride $s$ and a kernel size $k$, a stride $2$", book)) == []
    assert list(misnamed("with stride $k$", book)) == [("stride", "k", "s")]
    assert list(faults("cost/time", "kernel size $s$")) == [
        "“kernel size s”: in notation.yml kernel size is k"
    ]
