"""The chapters of the book keep the rules, and each rule rejects what it is there for."""

import dataclasses
import re

import nbformat
import notebook_measure
import notebook_rules
import pytest
from notebook_form import BOOK, chapters, shown
from notebook_rules import Chapter, faults, known_ids, shared_names

from tests.notebooks.small_chapter import broken, cell

BUILT = chapters() if BOOK.is_dir() else []


@pytest.mark.parametrize("path", BUILT, ids=shown)
def test_a_chapter_of_the_book_keeps_the_rules(path):
    assert list(map(str, faults(Chapter.at(path, known_ids())))) == []


def test_no_two_chapters_of_the_book_share_a_name():
    assert list(map(str, shared_names([Chapter.at(path) for path in BUILT]))) == []


def test_the_small_chapter_keeps_every_rule(chapter):
    assert faults(chapter) == []


def test_a_fault_names_the_file_the_cell_and_what_is_wrong(chapter):
    cell(chapter.notebook, 4).metadata.tags = ["hide-inputs"]
    [fault] = [fault for fault in faults(chapter) if "tag" in fault.words]
    assert str(fault).endswith(
        "small.ipynb, cell 4: the tag 'hide-inputs' is not allowed; did you mean 'hide-input'?"
    )


def test_a_file_in_another_form_is_rejected(chapter):
    other = dataclasses.replace(chapter, stored=chapter.stored.replace('"nbformat"', ' "nbformat"'))
    [(number, words)] = broken(notebook_rules.stored_form, other)
    line = chapter.stored.splitlines().index(' "nbformat": 4,') + 1
    assert number is None
    assert words == f"not in the stored form from line {line} on; run tools/notebooks.py clean"


def test_a_file_without_its_last_line_end_is_rejected(chapter):
    other = dataclasses.replace(chapter, stored=chapter.stored.rstrip("\n"))
    assert len(broken(notebook_rules.stored_form, other)) == 1


def test_what_jupyter_cannot_read_is_rejected(chapter):
    cell(chapter.notebook, 2).outputs[0].output_type = "strem"
    [(_, words)] = broken(notebook_rules.valid_notebook, chapter)
    assert words.startswith("not a valid notebook: ")


def test_another_kernel_is_rejected(chapter):
    chapter.notebook.metadata.kernelspec = {"name": "conda-env", "display_name": "mine"}
    assert broken(notebook_rules.kernel, chapter) == [
        (None, "its kernel is conda-env; it must be python3")
    ]


def test_a_label_that_is_not_the_name_of_the_file_is_rejected(chapter):
    cell(chapter.notebook, 1).source = "(large)=\n# Title"
    [(number, words)] = broken(notebook_rules.label, chapter)
    assert (number, words) == (1, "its first line is '(large)='; it must be '(small)='")


def test_a_page_without_a_title_is_rejected(chapter):
    cell(chapter.notebook, 1).source = "(small)=\nTitle"
    assert [number for number, _ in broken(notebook_rules.label, chapter)] == [1]


@pytest.mark.parametrize(
    ("tag", "words"),
    [
        ("remove-cel", "the tag 'remove-cel' is not allowed; did you mean 'remove-cell'?"),
        ("N0-1.2", None),
        ("ERR-A42", None),
        ("ERR-Z1", "the tag 'ERR-Z1' is not allowed"),
        ("N5-E1", "the tag 'N5-E1' is not allowed"),
        ("N0-e5", "the tag 'N0-e5' is not allowed; did you mean 'N0-E5'?"),
        ("N0-E55", "the tag 'N0-E55' is neither in the source map nor in the errata; did you"),
        ("nbval-skip", "the tag 'nbval-skip' is not allowed; allowed are hide-input, remove-input"),
        ("skip-execution", "the tag 'skip-execution' is not allowed"),
    ],
)
@pytest.mark.parametrize("number", [3, 4], ids=["text", "code"])
def test_a_tag_is_a_way_of_showing_or_a_known_id(chapter, tag, words, number):
    cell(chapter.notebook, number).metadata.tags = ["hide-input", tag]
    found = broken(notebook_rules.tags, chapter)
    if words is None:
        assert found == []
    else:
        [(where, said)] = found
        assert (where, said[: len(words)]) == (number, words)


def test_ids_are_read_from_the_source_map_and_the_errata(tmp_path):
    (tmp_path / "source-map.yml").write_text("- id: N0-E5\n  kind: formula\n")
    assert known_ids(tmp_path) is None
    known_ids.cache_clear()
    (tmp_path / "errata.yml").write_text("rows:\n- {id: ERR-A42, class: WRONG}\n")
    assert known_ids(tmp_path) == {"N0-E5", "ERR-A42"}


def test_two_code_cells_that_touch_are_rejected(chapter):
    del chapter.notebook.cells[2]
    assert broken(notebook_rules.touching_code, chapter) == [
        (3, "this code cell touches code cell 2; put words between")
    ]


def test_sixteen_lines_of_code_are_rejected_and_fifteen_are_not(chapter):
    cell(chapter.notebook, 2).source = "\n".join("x" * 15)
    assert broken(notebook_rules.long_code, chapter) == []
    cell(chapter.notebook, 2).source += "\nx"
    assert broken(notebook_rules.long_code, chapter) == [(2, "16 lines of code; at most 15")]


@pytest.mark.parametrize("switch", ["NBVAL_IGNORE_OUTPUT", "PYTEST_VALIDATE_IGNORE_OUTPUT"])
def test_a_comment_that_turns_the_comparison_off_is_rejected(chapter, switch):
    cell(chapter.notebook, 2).source = f"1\n  #  {switch}"
    [(number, words)] = broken(notebook_rules.comparison_switch, chapter)
    assert (number, words) == (
        2,
        f"the comment {switch} would change what is compared; take it out",
    )


def test_a_heavy_player_is_rejected(chapter):
    data = cell(chapter.notebook, 8).outputs[0].data
    shared = re.findall(r"(?s)<style>.*?</style>|<script>.*?</script>", data["text/html"])
    assert len(shared) == 2
    data["text/html"] += "×" * 75_000
    size = len(data["text/html"].encode()) - len("".join(shared).encode())
    assert broken(notebook_measure.player_too_heavy, chapter) == [
        (8, f"a player of {size} bytes; at most 150000")
    ]


def test_a_long_chapter_is_rejected_with_its_numbers(chapter):
    text, code = nbformat.v4.new_markdown_cell, nbformat.v4.new_code_cell
    picture = cell(chapter.notebook, 6)
    more = [text("word " * 2500)] + [one for _ in range(31) for one in (code("1"), text("."))]
    chapter.notebook.cells += more + [picture] * 6
    assert [words for _, words in broken(notebook_measure.over_the_measure, chapter)] == [
        "2518 words of prose; at most 2500 in one chapter",
        "43 code cells; at most 30 in one chapter",
        "9 figures; at most 8 in one chapter",
    ]


@pytest.mark.parametrize(
    ("asked", "tag", "words"),
    [
        (8, "after:how-many", []),
        (12, "after:how-many", ["waits for 'how-many'; the predictions above are []"]),
        (10, "after:how-many", ["waits for 'how-many'; the predictions above are []"]),
        (8, "after:how-long", ["waits for 'how-long'; the predictions above are ['how-many']"]),
    ],
    ids=["above", "below", "the same cell", "another"],
)
def test_an_output_waits_only_for_a_prediction_above_it(chapter, asked, tag, words):
    question = '<div class="cb-predict" id="how-many" role="group"></div>'
    output = nbformat.v4.new_output("display_data", data={"text/html": question})
    cell(chapter.notebook, asked).outputs = [output]
    cell(chapter.notebook, 10).metadata.tags = [tag]
    found = broken(notebook_rules.waits_for_a_question, chapter)
    assert found == [(10, sentence) for sentence in words]
    assert broken(notebook_rules.tags, chapter) == []


def test_a_tag_that_waits_for_no_name_is_not_allowed(chapter):
    cell(chapter.notebook, 10).metadata.tags = ["after:"]
    [(number, words)] = broken(notebook_rules.tags, chapter)
    assert (number, words[:31]) == (10, "the tag 'after:' is not allowed")
