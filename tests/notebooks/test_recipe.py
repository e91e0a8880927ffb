"""Each rule of the recipe, on a page that keeps it and after one change that breaks it."""

from pathlib import Path

import nbformat
import notebook_recipe
import pytest
from notebook_form import as_text
from notebook_measure import PLAYER
from notebook_recipe import FIRST_RECIPE, RECIPE, opened, recipe
from notebook_rules import Chapter, faults

from tests.notebooks.small_chapter import cell

PREDICT = '<div class="cb-predict" id="predict-size"></div>'
PAGES = """\
- part: Cost
  pages:
    - {slug: cost/small, title: Small, terms: [stride, feature map]}
    - {slug: cost/other, title: Other}
"""


def shows(source, html, *tags):
    """A code cell with one output."""
    output = nbformat.v4.new_output(
        "display_data", data={"text/html": html, "text/plain": "It is."}
    )
    return nbformat.v4.new_code_cell(source, outputs=[output], metadata={"tags": list(tags)})


def page(*, slug="cost/small"):
    """A page that keeps the recipe: its cells are counted from 1."""
    text = nbformat.v4.new_markdown_cell
    cells = [
        text("(small)=\n# Small\n\nThe **stride** of a feature\nmap: why? One note asked it."),
        nbformat.v4.new_code_cell("import numpy as np", metadata={"tags": ["hide-input"]}),
        text("What is the size?"),
        shows("Predict(4)", PREDICT, "hide-input"),
        text("Draw it:"),
        shows("draw(4)", "<b>4</b>"),
        text(":::{admonition} You may read that it halves\n:class: tempting\nIt does not.\n:::"),
        text(":::{admonition} At work\nPad.\n:::\n\n## So do this\n\nPad.\n\n## Exercises"),
        text("```{solution-start} small-task\n```"),
        nbformat.v4.new_code_cell('check("small-task", 4)'),
        text("```{solution-end}\n```\n\n## Keep this\n\nFour."),
    ]
    notebook = nbformat.v4.new_notebook(cells=cells)
    return Chapter(Path(f"book/{slug}.ipynb"), as_text(notebook), notebook)


@pytest.fixture(autouse=True)
def pages(tmp_path, monkeypatch):
    """A list of pages of two rows."""
    file = tmp_path / "pages.yml"
    file.write_text(PAGES, encoding="utf-8")
    monkeypatch.setattr(notebook_recipe.terms_occur, "__defaults__", (file,))


def words_of(chapter):
    return [words for rule in RECIPE for _, words in rule(chapter)]


def test_the_page_keeps_the_recipe():
    assert words_of(page()) == []


def add(source, *tags, outputs=True):
    def change(notebook):
        made = shows(source, "<b>1</b>", *tags)
        made.outputs = made.outputs if outputs else []
        notebook.cells[5:5] = [made]

    return change


def source(number, old, new):
    def change(notebook):
        one = cell(notebook, number)
        assert one.source.count(old) == 1
        one.source = one.source.replace(old, new)

    return change


def untag(number):
    return lambda notebook: cell(notebook, number).metadata.tags.clear()


def several(*changes):
    return lambda notebook: [change(notebook) for change in changes]


BREAKS = {
    "too many visible cells": (
        several(*[add("draw(4)")] * 15),
        "16 visible code cells; at most 15",
    ),
    "too many visible lines": (
        several(*[add("draw(4)\n" * 9 + "draw(5)")] * 8),
        "81 visible lines of code; at most 80",
    ),
    "a long cell": (add("draw(4)\n" * 11), "11 visible lines of code; at most 10 in a cell"),
    "a wide line": (add(f'draw("{"m" * 65}")'), "a visible line of 73 characters; at most 72"),
    "a silent cell": (
        add("four = 4", outputs=False),
        "a visible code cell that shows nothing; fold it with hide-input",
    ),
    "an open set-up": (
        several(untag(2), lambda notebook: cell(notebook, 2).update(shows("import os", "1"))),
        "a visible cell imports; imports stand in the folded set-up",
    ),
    "a long text": (
        source(3, "What", "word " * 1800 + "What"),
        "1834 words before the exercises; at most 1800",
    ),
    "a missing term": (source(1, "stride", "step"), "the term 'stride' does not occur"),
    "the notes": (
        source(5, "Draw", "As the notes say, draw"),
        "2 mentions of the notes; at most 1",
    ),
    "three boxes": (
        source(5, "Draw it:", ":::{note}\n:class: tempting\n:::\n" * 2),
        "3 boxes of wrong beliefs; at most 2",
    ),
    "nothing at work": (
        source(8, "At work", "At home"),
        "0 times a heading or box 'At work'; once is right",
    ),
    "nothing to do": (
        source(8, "## So do", "## Do"),
        "0 times a heading or box 'So do this'; once is right",
    ),
    "two ends": (
        source(11, "Four.", "Four.\n\n## Keep this"),
        "2 times a heading or box 'Keep this'; once is right",
    ),
    "a letter of nobody": (
        source(5, "Draw it", "Draw $q$"),
        "the letter q is not in notation.yml, neither for the book nor for cost/small",
    ),
    "no question": (
        lambda notebook: cell(notebook, 4).outputs.clear(),
        "no prediction: Predict of convbook.explore",
    ),
    "no checker": (
        source(10, 'check("small-task", 4)', "assert right(4)"),
        "no exercise with a checker: check of convbook.exercises",
    ),
}


@pytest.mark.parametrize("name", BREAKS)
def test_one_change_breaks_one_rule(name):
    change, words = BREAKS[name]
    chapter = page()
    change(chapter.notebook)
    assert words_of(chapter) == [words]


def test_folded_code_and_code_of_exercises_are_not_counted():
    chapter = page()
    several(*[add("x = 1\n" * 90, "hide-input", outputs=False)] * 20)(chapter.notebook)
    end = len(chapter.notebook.cells) - 2
    cell(chapter.notebook, end + 1).source += "\nimport os\n" * 90
    assert words_of(chapter) == []


def test_words_end_where_a_cell_begins_with_the_exercises():
    chapter = page()
    one = cell(chapter.notebook, 8)
    before, exercises = one.source.split("## Exercises")
    one.source = before
    added = nbformat.v4.new_markdown_cell(f"## Exercises{exercises}\n\n" + "word " * 1800)
    chapter.notebook.cells[8:8] = [added]
    assert words_of(chapter) == []


def test_letters_of_captions_are_read_too():
    chapter = page()
    cell(chapter.notebook, 6).metadata["mystnb"] = {"figure": {"caption": "At $q$."}}
    assert len(words_of(chapter)) == 1


def test_a_page_without_terms_is_a_fault():
    assert "pages.yml lists no terms for cost/other" in words_of(page(slug="cost/other"))


def test_words_in_folded_boxes_and_after_the_exercises_are_not_counted():
    box = ":::{admonition} Deeper\n:class: dropdown\n" + "word " * 2000 + "\n:::\nseen"
    assert opened(box) == ":::\nseen"
    chapter = page()
    cell(chapter.notebook, 3).source += "\n\n" + box
    cell(chapter.notebook, 8).source += "\n" + "word " * 2000
    assert words_of(chapter) == []


def test_a_page_of_the_list_may_break_the_recipe_and_may_not_keep_it(monkeypatch):
    chapter = page()
    assert list(recipe(chapter)) == []
    monkeypatch.setattr(notebook_recipe, "FIRST_RECIPE", {"cost/small"})
    [(number, words)] = recipe(chapter)
    assert number is None and words.startswith("keeps the recipe; take cost/small from")
    untag(2)(chapter.notebook)
    assert list(recipe(chapter)) == []
    monkeypatch.setattr(notebook_recipe, "FIRST_RECIPE", set())
    assert len(list(recipe(chapter))) == 2


def test_a_notebook_of_the_appendix_is_no_chapter():
    chapter = page(slug="appendix/speed")
    untag(2)(chapter.notebook)
    assert list(recipe(chapter)) == []


def test_the_recipe_is_one_of_the_rules(tmp_path):
    """Whoever checks a chapter asks the recipe too."""
    folder = tmp_path / "cost"
    folder.mkdir()
    file = folder / "small.ipynb"
    file.write_text(page().stored.replace("## So do", "## Do"), encoding="utf-8")
    said = [str(fault) for fault in faults(Chapter.at(file))]
    assert sum("'So do this'; once is right" in words for words in said) == 1


def test_the_list_holds_none_but_the_first_fourteen():
    assert len(FIRST_RECIPE) <= 14
    assert PLAYER  # a player is no prediction
