"""A build that goes on from the last one makes the same site as a build from nothing."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

pytest.importorskip("jupyter_book")
pytestmark = pytest.mark.slow

TOP = Path(__file__).parent.parent
SHARED = ("book/_ext", "book/_templates", "book/_static", "book/_data", "src")
CONTENTS = {"format": "jb-book", "root": "book/index"}

HOME = """# Home

The way in leads to {doc}`/book/one`.
"""
ONE = """# First page

The stride of {term}`a window <window>` moves zebras.

(steps)=
## Steps

```{glossary}
window
  Cells that a kernel sees.
```
"""
TWO = """# Second page

Read {ref}`steps` first.

```{index} single: neighbor
```
"""
THREE = "# Third page\n\nNothing leads here.\n"


def write(root, **pages):
    """Write the contents of a book and its pages that differ; the page two is a notebook."""
    chapters = [{"file": f"book/{name}"} for name in pages if name != "index"]
    contents = yaml.safe_dump(CONTENTS | {"chapters": chapters})
    (root / "_toc.yml").write_text(contents, encoding="utf-8")
    for name, text in pages.items():
        file = root / f"book/{name}.md"
        if name == "two":
            cell = {"cell_type": "markdown", "metadata": {}, "source": text, "id": "words"}
            notebook = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
            file, text = file.with_suffix(".ipynb"), json.dumps(notebook)
        if not file.exists() or file.read_text(encoding="utf-8") != text:
            file.write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def tree(tmp_path_factory):
    """A book of a few pages with everything else of this one."""
    root = tmp_path_factory.mktemp("book")
    (root / "book").mkdir()
    for name in SHARED:
        (root / name).symlink_to(TOP / name)
    shutil.copy(TOP / "_config.yml", root)
    shutil.copy(TOP / "book/references.bib", root / "book")
    return root


def build(root, *, anew=False):
    """Build the site, and return its files."""
    if anew:
        shutil.rmtree(root / "_build", ignore_errors=True)
    command = "from jupyter_book.cli.main import main; main()"
    options = ["build", ".", "--path-output", ".", "-W", "-n", "--keep-going"]
    answer = subprocess.run(
        [sys.executable, "-c", command, *options],
        cwd=root,
        env={**os.environ, "SOURCE_DATE_EPOCH": "0"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 0, answer.stdout + answer.stderr
    site = root / "_build/html"
    return {
        str(path.relative_to(site)): path.read_bytes() for path in site.rglob("*") if path.is_file()
    }


def differing(one, other):
    """Names of the files that two sites do not share."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def test_a_build_that_goes_on_makes_the_site_that_a_build_from_nothing_makes(tree):
    write(tree, index=HOME, one=ONE, two=TWO)
    first = build(tree, anew=True)
    words = TWO.replace("Read", "Do read").replace("first", "before")
    write(tree, index=HOME, one=ONE, two=words)
    before = (tree / "_build/html/book/one.html").stat().st_mtime_ns
    second = build(tree)
    assert (tree / "_build/html/book/one.html").stat().st_mtime_ns == before, "it was not edited"
    assert second["book/two.html"] != first["book/two.html"]
    assert differing(build(tree, anew=True), second) == []

    headings = ONE.replace("First page", "Renamed page").replace("Steps", "Strides")
    write(tree, index=HOME, one=headings, two=words.replace("before", "afterward"))
    third = build(tree)
    assert b"Renamed page" in third["book/two.html"] and b"Strides" in third["book/two.html"]
    assert b"Renamed page" in third["search.html"] and b"First page" not in third["search.html"]
    assert differing(build(tree, anew=True), third) == []


def test_a_page_that_is_gone_leaves_nothing(tree):
    write(tree, index=HOME, one=ONE, two=TWO, three=THREE)
    assert "book/three.html" in build(tree)
    (tree / "book/three.md").unlink()
    write(tree, index=HOME, one=ONE, two=TWO)
    assert [name for name in build(tree) if "three" in name] == []
