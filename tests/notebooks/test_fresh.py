"""The tool knows which stored outputs may be stale, and executes no others."""

import notebook_execution
import notebooks
import pytest
from notebook_execution import execute, remember, stale
from notebook_form import ROOT, read

from tests.notebooks.small_chapter import cell, edit, one_cell

pytestmark = pytest.mark.slow


def test_a_refreshed_chapter_is_fresh_and_is_not_executed_again(path, capsys):
    assert stale(path) == "has not been refreshed on this machine"
    remember(path, read(path), [])
    assert stale(path) is None
    assert notebooks.main(["refresh", str(path)]) == 0
    assert "fresh, not executed" in capsys.readouterr().out


def test_prose_may_change_without_a_new_run(path):
    remember(path, read(path), [])
    edit(path, lambda notebook: cell(notebook, 3).update(source="In other words:"))
    assert stale(path) is None


@pytest.mark.parametrize(
    "change",
    [
        lambda notebook: cell(notebook, 2).update(source="numbers = range(7)"),
        lambda notebook: cell(notebook, 2).update(outputs=[]),
        lambda notebook: cell(notebook, 10).metadata.update(tags=[]),
    ],
    ids=["source", "outputs", "tag"],
)
def test_a_changed_code_cell_makes_a_chapter_stale(path, change):
    remember(path, read(path), [])
    edit(path, change)
    assert stale(path) == "its code or its outputs were changed by hand"


@pytest.mark.parametrize("name", ["windows.py", "table.json"])
def test_a_changed_file_of_the_package_makes_a_chapter_stale(path, tmp_path, name):
    package = tmp_path / "package"
    package.mkdir()
    for file in ("windows.py", "table.json"):
        (package / file).write_text("1")
    remember(path, read(path), [package / "windows.py"])
    assert stale(path) is None
    (package / name).write_text("2")
    assert stale(path) == f"{package / name} was changed"
    (package / name).unlink()
    assert stale(path) == f"{package / name} was changed"


@pytest.mark.parametrize("name", ["player.js", "player.css"])
def test_a_changed_script_or_style_makes_no_chapter_stale(path, tmp_path, name):
    for file in ("windows.py", name):
        (tmp_path / file).write_text("1")
    remember(path, read(path), [tmp_path / "windows.py"])
    (tmp_path / name).write_text("2")
    assert stale(path) is None


def test_other_colors_make_a_chapter_stale(path, monkeypatch):
    remember(path, read(path), [])
    monkeypatch.setattr(notebook_execution, "painted_in", lambda: {"ink": ["#000000", "#ffffff"]})
    assert stale(path) == "the colors of the book were changed"


def test_another_version_of_a_library_makes_a_chapter_stale(path, monkeypatch):
    remember(path, read(path), [])
    installed = notebook_execution.versions()
    monkeypatch.setattr(notebook_execution, "versions", lambda: {**installed, "numpy": "99"})
    assert stale(path) == f"numpy was {installed['numpy']}, is 99"


def test_the_files_of_the_package_that_a_chapter_loads_are_known(tmp_path):
    _, loaded = execute(one_cell(tmp_path, "import convbook.arithmetic"))
    assert ROOT / "src" / "convbook" / "arithmetic" / "__init__.py" in loaded
    assert not [file for file in loaded if "functional" in file.parts]


def test_a_record_that_cannot_be_read_counts_as_none(path, record):
    record.parent.mkdir()
    record.write_text("{ half a rec")
    assert stale(path) == "has not been refreshed on this machine"
