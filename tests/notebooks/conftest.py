"""The small chapter, executed once for all tests of this folder."""

import notebook_execution
import pytest
from notebook_form import read
from notebook_rules import Chapter

from tests.notebooks.small_chapter import SLUG, small_chapter, store


@pytest.fixture(scope="session")
def executed_text(tmp_path_factory):
    """The small chapter with its outputs, as the tool stores it."""
    path = store(small_chapter(), tmp_path_factory.mktemp("small"), SLUG)
    notebook, _ = notebook_execution.execute(path)
    store(notebook, path.parent, SLUG)
    return path.read_text(encoding="utf-8")


@pytest.fixture
def executed(executed_text, tmp_path):
    """A copy of the small chapter with its outputs, to be changed at will."""
    path = tmp_path / f"{SLUG}.ipynb"
    path.write_text(executed_text, encoding="utf-8", newline="\n")
    return read(path)


@pytest.fixture
def chapter(executed, executed_text, tmp_path):
    """The small chapter as the rules see it; its notebook may be changed."""
    ids = frozenset({"N0-E5", "N0-1.2", "ERR-A42"})
    return Chapter(tmp_path / f"{SLUG}.ipynb", executed_text, executed, ids)


@pytest.fixture(autouse=True)
def record(tmp_path, monkeypatch):
    """A record of refreshed chapters that only this test sees."""
    monkeypatch.setattr(notebook_execution, "RECORD", tmp_path / "record" / "notebooks.json")
    return tmp_path / "record" / "notebooks.json"


@pytest.fixture
def path(executed_text, tmp_path):
    """The small chapter with its outputs, in a file."""
    path = tmp_path / f"{SLUG}.ipynb"
    path.write_text(executed_text, encoding="utf-8", newline="\n")
    return path
