"""Rules for stored outputs: each rejects what it is there for, and says it in words."""

import dataclasses

import nbformat
import notebook_output_rules
import pytest
from notebook_form import WIDGET_VIEW
from notebook_rules import faults, shared_names

from tests.notebooks.small_chapter import as_stored, broken, cell, replace_once


def test_cells_that_were_not_run_from_the_top_are_rejected(chapter):
    cell(chapter.notebook, 6).execution_count = 7
    cell(chapter.notebook, 8).execution_count = None
    refresh = "run tools/notebooks.py refresh"
    assert broken(notebook_output_rules.executed_in_order, chapter) == [
        (6, f"executed as number 7, but it is code cell 3; {refresh}"),
        (8, f"was not executed; {refresh}"),
    ]


def test_a_notebook_without_any_output_is_rejected(chapter):
    for _, one in chapter.code:
        one.outputs = []
    [(_, words)] = broken(notebook_output_rules.some_output, chapter)
    assert words.startswith("no cell has an output: the notebook was stripped")


def test_a_page_without_code_needs_no_output(chapter):
    chapter.notebook.cells = chapter.notebook.cells[:1]
    assert faults(as_stored(chapter)) == []


def test_a_warning_is_rejected_by_its_line(chapter):
    text = "<input>:2: UserWarning: mind the border\n  warnings.warn('mind the border')\n"
    stderr = nbformat.v4.new_output("stream", name="stderr", text=text)
    cell(chapter.notebook, 2).outputs.append(stderr)
    [(number, words)] = broken(notebook_output_rules.quiet, chapter)
    assert number == 2
    assert words.startswith("writes to stderr: '<input>:2: UserWarning: mind the border'")


def test_stored_widget_state_and_views_are_rejected(chapter):
    chapter.notebook.metadata.widgets = {"state": {}}
    cell(chapter.notebook, 8).outputs[0].data[WIDGET_VIEW] = {"model_id": "1"}
    found = [number for number, _ in broken(notebook_output_rules.no_widget, chapter)]
    assert found == [None, 8]


def test_an_error_stands_exactly_where_the_tag_says(chapter):
    cell(chapter.notebook, 10).metadata.tags = []
    cell(chapter.notebook, 12).metadata.tags = ["raises-exception"]
    assert broken(notebook_output_rules.errors_where_tagged, chapter) == [
        (10, "raises IndexError without the tag raises-exception"),
        (12, "has the tag raises-exception and raises nothing"),
    ]


def test_a_kind_of_output_that_is_never_compared_is_rejected(chapter):
    data = cell(chapter.notebook, 6).outputs[0].data
    data["image/jpeg"] = data["image/png"]
    assert broken(notebook_output_rules.compared_kind, chapter) == [
        (6, "an output of kind image/jpeg, which is never compared")
    ]


@pytest.mark.parametrize("number", [4, 6, 8], ids=["svg", "png", "player"])
@pytest.mark.parametrize("words", ["<Figure size 640x480>", "", "Figure", "a b c d", "Yes it."])
def test_a_picture_without_a_sentence_is_rejected(chapter, number, words):
    cell(chapter.notebook, number).outputs[0].data["text/plain"] = words
    assert broken(notebook_output_rules.text_alternative, chapter) == [
        (number, f"the text alternative of a picture is {words!r}, not a sentence")
    ]


@pytest.mark.parametrize("words", ["<Axes: >", "Figure(640x480)"])
def test_an_object_that_shows_only_its_name_is_rejected(chapter, words):
    cell(chapter.notebook, 12).outputs[0].data["text/plain"] = words
    assert broken(notebook_output_rules.named_only, chapter) == [
        (12, f"shows only the name of an object: {words!r}")
    ]


@pytest.mark.parametrize(
    ("text", "what", "quoted"),
    [
        ("<object object at 0x7f00deadbeef>", "an address in memory", "at 0x7f00deadbeef"),
        ("saved as /home/ada/figure.png", "a path", "/home/ada"),
        ("~/book/chapter.py", "a path", "~/book"),
        (r"C:\Users\ada", "a path", r"C:\Users"),
        ("lib/site-packages/numpy", "a path", "site-packages"),
        ("ipykernel_4711/1.py", "a path", "ipykernel_4711"),
    ],
)
def test_what_holds_on_one_machine_only_is_rejected(chapter, text, what, quoted):
    cell(chapter.notebook, 2).outputs[0].text = text
    assert broken(notebook_output_rules.any_machine, chapter) == [
        (2, f"its output holds {what} of one machine: {quoted!r}")
    ]


@pytest.mark.parametrize("kind", ["text/html", "text/plain", "image/svg+xml"])
def test_every_kind_of_text_is_searched_for_paths(chapter, kind):
    cell(chapter.notebook, 4).outputs[0].data[kind] = "see /home/ada/figure.png"
    assert len(broken(notebook_output_rules.any_machine, chapter)) == 1


def test_an_error_that_names_a_path_is_rejected(chapter):
    cell(chapter.notebook, 10).outputs[0].evalue = "no such file: /home/ada/figure.png"
    assert len(broken(notebook_output_rules.any_machine, chapter)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "</var/>",
        "0xff",
        "https://a.org/home/page",
        "1/2",
        "base64,A+/home/ada",
        "and/or",
    ],
)
def test_what_is_the_same_on_every_machine_is_not_taken_for_a_path(chapter, text):
    cell(chapter.notebook, 4).outputs[0].data["text/html"] = text
    assert broken(notebook_output_rules.any_machine, chapter) == []


def test_two_players_of_one_name_are_rejected(chapter):
    html = cell(chapter.notebook, 8).outputs[0].data["text/html"]
    cell(chapter.notebook, 12).outputs[0].data["text/html"] = html
    assert broken(notebook_output_rules.player_names_differ, chapter) == [
        (12, "the explorer 'squares' has the name of the one in cell 8")
    ]


def test_a_player_without_a_name_is_rejected(chapter):
    data = cell(chapter.notebook, 8).outputs[0].data
    data["text/html"] = replace_once(data["text/html"], ' id="squares"', "")
    assert broken(notebook_output_rules.player_names_differ, chapter) == [
        (8, "a player without a name")
    ]


QUESTION = '<div class="cb-predict" id="how-many" role="group"></div>'


def test_two_predictions_of_one_name_are_rejected(chapter):
    for number in (8, 12):
        cell(chapter.notebook, number).outputs[0].data["text/html"] = QUESTION
    assert broken(notebook_output_rules.question_names_differ, chapter) == [
        (12, "the prediction 'how-many' has the name of the one in cell 8")
    ]


def test_two_chapters_with_a_prediction_of_one_name_are_rejected(chapter):
    cell(chapter.notebook, 8).outputs[0].data["text/html"] = QUESTION
    other = dataclasses.replace(chapter, path=chapter.path.with_name("other.ipynb"))
    [fault] = shared_names([chapter, other])
    assert (fault.cell, fault.words.split(" has ")[0]) == (8, "the prediction how-many")


def test_two_chapters_with_a_player_of_one_name_are_rejected(chapter):
    other = dataclasses.replace(chapter, path=chapter.path.with_name("other.ipynb"))
    [fault] = shared_names([chapter, other])
    assert (fault.path, fault.cell) == (other.path, 8)
    assert fault.words == f"the explorer squares has the name of one in {chapter.path}"


def test_two_chapters_of_one_name_in_two_parts_are_rejected(chapter):
    other = dataclasses.replace(chapter, path=chapter.path.parent / "other" / chapter.path.name)
    assert "the page label small has the name" in str(shared_names([chapter, other])[0])
