"""The tool stores outputs, says which are stale, and gives the same bytes each time."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import nbformat
import notebooks
import pytest
from notebook_execution import execute, refresh, remember, with_another_try
from notebook_form import ANSI, ROOT, WIDGET_VIEW, NotebookError, as_text, chapters, read, write

from tests.notebooks.small_chapter import SLUG, cell, edit, one_cell, small_chapter, store

pytestmark = pytest.mark.slow


def test_four_refreshes_leave_the_same_bytes(tmp_path):
    """With all that likes to change: two pieces of a stream, a widget, frames of a library."""
    notebook = small_chapter()
    cell(notebook, 2).source = "print(1, flush=True)\nprint(2, flush=True)\nnumbers = [7]"
    cell(notebook, 4).source = "import ipywidgets\nipywidgets.IntSlider()"
    cell(notebook, 10).source = "import json\njson.loads('')"
    path = store(notebook, tmp_path, SLUG)
    seen = set()
    for _ in range(4):
        refresh(path)
        seen.add(path.read_bytes())
    assert len(seen) == 1


@pytest.mark.parametrize(
    ("words", "fatal", "starts"),
    [
        ("Kernel died before replying to kernel_info", 2, 3),
        ("Kernel died before replying to kernel_info", 3, 3),
        ("Kernel didn't respond in 60 seconds", 1, 1),
    ],
)
def test_a_kernel_that_ends_before_it_answers_is_started_again(words, fatal, starts):
    """The port that it was given is taken: at most three times, and for no other reason."""
    tried = []

    def start():
        tried.append(len(tried))
        if len(tried) <= fatal:
            raise RuntimeError(words)
        return "a kernel"

    if fatal < starts:
        assert with_another_try(start) == "a kernel"
    else:
        with pytest.raises(RuntimeError, match=words):
            with_another_try(start)
    assert len(tried) == starts


def test_refresh_stores_counts_and_outputs_and_tells_whether_the_file_changed(tmp_path):
    path = one_cell(tmp_path, "6 * 7")
    assert refresh(path) is True
    assert read(path).cells[0].execution_count == 1
    assert read(path).cells[0].outputs[0].data == {"text/plain": "42"}
    assert refresh(path) is False


def test_a_stream_is_stored_in_one_piece(tmp_path):
    notebook, _ = execute(one_cell(tmp_path, "print(1)\ndisplay(2)\nprint(3)"))
    texts = [one.text for one in notebook.cells[0].outputs if one.output_type == "stream"]
    assert texts == ["1\n3\n"]


def test_a_chapter_runs_in_its_own_folder(tmp_path):
    (tmp_path / "numbers.txt").write_text("1 2 3")
    notebook, _ = execute(one_cell(tmp_path, "open('numbers.txt').read()"))
    assert notebook.cells[0].outputs[0].data["text/plain"] == "'1 2 3'"


def test_frames_outside_the_notebook_are_left_out_of_a_stored_error(tmp_path):
    notebook, _ = execute(one_cell(tmp_path, "import json\njson.loads('')", "raises-exception"))
    shown = ANSI.sub("", "\n".join(notebook.cells[0].outputs[0].traceback))
    assert "json.loads('')" in shown
    assert shown.endswith("JSONDecodeError: Expecting value: line 1 column 1 (char 0)")
    assert "File " not in shown


def test_an_error_without_the_tag_stops_the_refresh_and_nothing_is_written(tmp_path):
    path = one_cell(tmp_path, "1 / 0")
    before = path.read_bytes()
    with pytest.raises(NotebookError, match=r"one-cell.ipynb, cell 1: (.|\n)*division by zero$"):
        refresh(path)
    assert path.read_bytes() == before


def test_a_dead_kernel_is_named(tmp_path):
    with pytest.raises(NotebookError, match="cell 1: the kernel died while it ran this cell"):
        execute(one_cell(tmp_path, "import os\nos._exit(1)"))


def test_a_cell_that_does_not_end_is_stopped_and_named(tmp_path):
    with pytest.raises(NotebookError, match="cell 1: this cell did not end in 1 seconds"):
        execute(one_cell(tmp_path, "while True: pass"), seconds=1)


def test_clean_drops_what_editors_and_widgets_leave_and_keeps_tags_figures_and_outputs(path):
    notebook = read(path)
    wanted = path.read_bytes()
    notebook.metadata.widgets = {"state": {}}
    notebook.metadata.language_info = {"name": "python", "version": "3.99"}
    notebook.metadata.toc = {"base_numbering": 1}
    one = cell(notebook, 4)
    one.id = "another-name"
    one.metadata.update(collapsed=True, jupyter={"source_hidden": True}, tags=[])
    cell(notebook, 8).outputs[0].data[WIDGET_VIEW] = {"model_id": "1"}
    path.write_text(json.dumps(notebook), encoding="utf-8")
    assert notebooks.main(["clean", str(path)]) == 0
    assert path.read_bytes() == wanted


def test_clean_keeps_tags_and_figure_settings(path):
    figure = {"figure": {"caption": "Cells 卷积", "name": "fig-cells"}}
    edit(path, lambda n: cell(n, 4).metadata.update(tags=["hide-input", "N0-E5"], mystnb=figure))
    kept = {"tags": ["hide-input", "N0-E5"], "mystnb": figure}
    assert cell(read(path), 4).metadata == {**kept, "jupyter": {"source_hidden": True}}
    assert "卷积" in path.read_text(encoding="utf-8")


def test_what_is_clean_stays_as_it_is(path):
    before = path.read_bytes()
    assert write(path, read(path)) is False
    assert as_text(nbformat.v4.reads(as_text(read(path)))).encode() == before


def test_names_of_cells_follow_from_their_sources_and_differ(path):
    def repeat(notebook):
        notebook.cells += [notebook.cells[2], notebook.cells[2]]

    names = [one.id for one in read(path).cells]
    edit(path, repeat)
    more = [one.id for one in read(path).cells]
    assert more == [*names, f"{names[2]}-2", f"{names[2]}-3"]


def test_fresh_and_check_answer_by_their_exit_code(path, capsys):
    assert notebooks.main(["fresh", str(path)]) == 1
    remember(path, read(path), [])
    assert notebooks.main(["fresh", str(path)]) == 0
    assert notebooks.main(["check", "--measure", str(path)]) == 0
    assert "words 18, code cells 6, figures 3" in capsys.readouterr().out
    edit(path, lambda notebook: cell(notebook, 4).metadata.update(tags=["hide-inputs"]))
    assert notebooks.main(["check", str(path)]) == 1
    assert "chapters: 1, faults: 1" in capsys.readouterr().out


def test_folders_are_searched_and_those_of_editors_are_not(path, tmp_path):
    for folder in ("part", ".ipynb_checkpoints", "_build"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "other.ipynb").write_bytes(path.read_bytes())
    assert chapters([tmp_path, path]) == [tmp_path / "part" / "other.ipynb", path]


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("absent.ipynb", None, "there is no such notebook or folder"),
        ("page.md", "# Title", "not a notebook; the name of one ends in .ipynb"),
        ("broken.ipynb", "{", "not a notebook: "),
        ("list.ipynb", "[]", "not a notebook: "),
        ("old.ipynb", '{"nbformat": 3, "cells": [], "metadata": {}}', "notebook format 3, not 4"),
    ],
)
def test_what_is_no_notebook_is_refused_in_one_sentence(tmp_path, capsys, name, text, words):
    if text is not None:
        (tmp_path / name).write_text(text)
    assert notebooks.main(["clean", str(tmp_path / name)]) == 2
    said = capsys.readouterr().err
    assert words in said
    assert name in said
    assert said.count("\n") == 1


def test_the_tool_runs_as_a_script_and_explains_itself():
    line = [sys.executable, "tools/notebooks.py", "--help"]
    done = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, check=True)
    for command in ("clean", "check", "run", "fresh", "refresh"):
        assert f"\n    {command} " in done.stdout


def test_run_compares_through_nbval_and_writes_nothing(executed_text):
    (ROOT / "_build").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=ROOT / "_build") as folder:
        path = Path(folder) / f"{SLUG}.ipynb"
        path.write_text(executed_text, encoding="utf-8", newline="\n")
        edit(path, lambda notebook: cell(notebook, 2).outputs[0].update(text="[0]\n"))
        before = path.read_bytes()
        line = [sys.executable, "tools/notebooks.py", "run", str(path)]
        done = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, check=False)
        assert path.read_bytes() == before
    assert done.returncode == 1
    assert "small.ipynb, cell 2: Cell outputs differ" in done.stdout


def test_run_refuses_what_lies_outside_the_project(path, capsys):
    assert notebooks.main(["run", str(path)]) == 2
    assert (
        capsys.readouterr().err == f"{path}: lies outside the project; run compares its chapters\n"
    )
