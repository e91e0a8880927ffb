"""The rules of the house for chapters: each is one function that says where it is broken.

A rule takes a :class:`Chapter` and yields (cell number or None, what is wrong). Cells are counted
from 1, text and code alike.
"""

import functools
import re
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple

import nbformat
import notebook_measure
import notebook_output_rules
import notebook_recipe
import yaml
from notebook_form import BOOK, KERNEL, as_text, read, shown
from notebook_measure import FOLDED_LINES, LINES

DISPLAY_TAGS = ("hide-input", "remove-input", "remove-cell", "raises-exception")
NOTE_ID = re.compile(r"N[0-4]-[A-Z0-9][A-Za-z0-9.]*")
ERRATA_ID = re.compile(r"ERR-[A-FX]\d+")
AFTER = re.compile(r"after:([a-z][a-z0-9-]*)")
SWITCHES = re.compile(r"#\s*(NBVAL_\w+|PYTEST_VALIDATE_IGNORE_OUTPUT)")


@dataclass(frozen=True)
class Chapter:
    """A stored notebook, and the ids that its tags may name (None: any of the right form)."""

    path: Path
    stored: str
    notebook: nbformat.NotebookNode
    ids: frozenset | None = None

    @classmethod
    def at(cls, path, ids=None):
        """Return the chapter stored at ``path``."""
        path = Path(path)
        return cls(path, path.read_bytes().decode(), read(path), ids)

    @property
    def cells(self):
        """(number, cell) of every cell."""
        return list(enumerate(self.notebook.cells, 1))

    @property
    def code(self):
        """(number, cell) of every code cell."""
        return [(number, cell) for number, cell in self.cells if cell.cell_type == "code"]


class Fault(NamedTuple):
    """One broken rule: where, and what is wrong."""

    path: Path
    cell: int | None
    words: str

    def __str__(self):
        where = shown(self.path) + ("" if self.cell is None else f", cell {self.cell}")
        return f"{where}: {self.words}"


@functools.cache
def known_ids(data=BOOK / "_data"):
    """Return every id of the source map and the errata, or None while one file is missing."""
    tables = [data / "source-map.yml", data / "errata.yml"]
    if not all(table.exists() for table in tables):
        return None
    read_tables = [yaml.safe_load(table.read_text(encoding="utf-8")) for table in tables]
    return frozenset(ids_in(read_tables))


def ids_in(data):
    """Yield each ``id`` of a table, however it is nested."""
    if isinstance(data, dict):
        if "id" in data:
            yield str(data["id"])
        data = list(data.values())
    if isinstance(data, list):
        for row in data:
            yield from ids_in(row)


def stored_form(chapter):
    """Chapters are stored by the tool, so that the same chapter is the same bytes."""
    wanted, found = as_text(chapter.notebook).splitlines(), chapter.stored.splitlines()
    if as_text(chapter.notebook) != chapter.stored:
        pairs = enumerate(zip(wanted, found, strict=False), 1)
        line = next((n for n, (a, b) in pairs if a != b), min(len(wanted), len(found)) + 1)
        yield None, f"not in the stored form from line {line} on; run tools/notebooks.py clean"


def valid_notebook(chapter):
    """The file is a notebook in the eyes of Jupyter."""
    try:
        nbformat.validate(nbformat.v4.reads(as_text(chapter.notebook)))
    except nbformat.ValidationError as fault:
        yield None, f"not a valid notebook: {str(fault).splitlines()[0]}"


def kernel(chapter):
    """Every machine knows the kernel python3."""
    name = chapter.notebook.metadata.get("kernelspec", {}).get("name")
    if name != KERNEL["name"]:
        yield None, f"its kernel is {name}; it must be {KERNEL['name']}"


def label(chapter):
    """The first cell carries the label of the page (the name of its file) and the title."""
    slug = chapter.path.stem
    lines = chapter.notebook.cells[0].source.splitlines() if chapter.notebook.cells else []
    if not lines or lines[0].strip() != f"({slug})=":
        yield 1, f"its first line is {lines[0] if lines else ''!r}; it must be '({slug})='"
    elif not (lines[1:] and lines[1].startswith("# ")):
        yield 1, f"the title must follow the label ({slug})=, as '# Title'"


def tags(chapter):
    """A tag is a way of showing, or an id that a note or the errata know."""
    for number, cell in chapter.cells:
        for tag in cell.metadata.get("tags", []):
            if tag in DISPLAY_TAGS or AFTER.fullmatch(tag):
                continue
            if not (NOTE_ID.fullmatch(tag) or ERRATA_ID.fullmatch(tag)):
                yield number, f"the tag {tag!r} is not allowed{nearest(tag, chapter.ids)}"
            elif chapter.ids is not None and tag not in chapter.ids:
                words = f"the tag {tag!r} is neither in the source map nor in the errata"
                yield number, words + nearest(tag, chapter.ids)


def nearest(tag, ids):
    """Return the hint that names the allowed tag most like ``tag``, if one is."""
    alike = get_close_matches(tag, [*DISPLAY_TAGS, *(ids or ())], n=1)
    return f"; did you mean {alike[0]!r}?" if alike else f"; allowed are {', '.join(DISPLAY_TAGS)}"


def waits_for_a_question(chapter):
    """An output that waits for a prediction stands below it."""
    asked = set()
    for number, cell in chapter.code:
        for name in filter(None, map(AFTER.fullmatch, cell.metadata.get("tags", []))):
            if name[1] not in asked:
                yield number, f"waits for {name[1]!r}; the predictions above are {sorted(asked)}"
        asked |= set(notebook_output_rules.questions_of(cell))


def touching_code(chapter):
    """A sentence leads into each code cell: no two of them touch."""
    for (number, cell), (_, after) in zip(chapter.cells, chapter.cells[1:], strict=False):
        if cell.cell_type == after.cell_type == "code":
            yield number + 1, f"this code cell touches code cell {number}; put words between"


def long_code(chapter):
    """A listing fits the eye, a folded one the window; a longer one belongs in the package."""
    for number, cell in chapter.code:
        lines = len(cell.source.splitlines())
        most = FOLDED_LINES if "hide-input" in cell.metadata.get("tags", []) else LINES
        if lines > most:
            yield number, f"{lines} lines of code; at most {most}"


def comparison_switch(chapter):
    """No cell turns the comparison of its own outputs off."""
    for number, cell in chapter.code:
        for switch in SWITCHES.findall(cell.source):
            yield number, f"the comment {switch} would change what is compared; take it out"


RULES = (
    stored_form,
    valid_notebook,
    kernel,
    label,
    tags,
    waits_for_a_question,
    touching_code,
    long_code,
    comparison_switch,
    *notebook_output_rules.RULES,
    notebook_measure.over_the_measure,
    notebook_measure.player_too_heavy,
    notebook_recipe.recipe,
)


def faults(chapter):
    """Return every :class:`Fault` of one chapter."""
    return [Fault(chapter.path, cell, words) for rule in RULES for cell, words in rule(chapter)]


def shared_names(several):
    """Return a :class:`Fault` for each page or player whose name another chapter already has."""
    first, found = {}, []
    for chapter in several:
        labels = [(None, f"the page label {chapter.path.stem}")]
        players = notebook_output_rules.player_names(chapter)
        labels += [(number, f"the explorer {name}") for number, name in players]
        labels += [
            (number, f"the prediction {name}")
            for number, cell in chapter.code
            for name in notebook_output_rules.questions_of(cell)
        ]
        for number, name in labels:
            holder = first.setdefault(name, chapter.path)
            if holder != chapter.path:
                words = f"{name} has the name of one in {shown(holder)}"
                found.append(Fault(chapter.path, number, words))
    return found
