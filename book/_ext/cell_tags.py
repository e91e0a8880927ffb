"""Which places of the book carry the ids of the study notes (N0-E5, N2-F7, ERR-A42).

A notebook cell carries an id as a tag, a Markdown page as a MyST target such as ``(n0-r)=``.
Nothing else says that an id is done, so the source map, the errata page and the anchors agree.
"""

import json
import re
from dataclasses import dataclass

import yaml
from notebook_outputs import SOURCE_ID, label_of

PAGE_TARGET = re.compile(r"^\((n[0-4]-[\w-]+)\)=\s*$", re.MULTILINE)


@dataclass(frozen=True)
class Place:
    """A place that carries an id: ``cell`` is None on a Markdown page."""

    page: str
    cell: int | None = None
    executed: bool = False


def pages(root):
    """Pages of the table of contents in reading order, as ``_toc.yml`` names them."""

    def files(branch):
        if isinstance(branch, dict):
            yield from (branch[key] for key in ("root", "file") if key in branch)
            branch = [branch[key] for key in ("parts", "chapters", "sections") if key in branch]
        for part in branch if isinstance(branch, list) else ():
            yield from files(part)

    return list(files(yaml.safe_load((root / "_toc.yml").read_text(encoding="utf-8"))))


def notebooks(root):
    """Notebooks of the table of contents, in reading order, by page."""
    files = {page: root / f"{page}.ipynb" for page in pages(root)}
    return {
        page: json.loads(file.read_text(encoding="utf-8"))
        for page, file in files.items()
        if file.exists()
    }


def places(root, chapters=None):
    """Every place that carries an id, by the target name of the id, in reading order.

    Parameters
    ----------
    root : pathlib.Path
        The folder that holds ``_toc.yml``.
    chapters : dict, optional
        The notebooks by page, where they have been read already.

    Returns
    -------
    dict of str to list of Place
    """
    found = {}
    chapters = notebooks(root) if chapters is None else chapters
    for page in pages(root):
        for number, cell in enumerate(chapters.get(page, {}).get("cells", [])):
            executed = cell.get("execution_count") is not None  # text cells have none
            for tag in cell.get("metadata", {}).get("tags", []):
                if SOURCE_ID.fullmatch(tag):
                    found.setdefault(label_of(tag), []).append(Place(page, number, executed))
        text = root / f"{page}.md"
        for name in PAGE_TARGET.findall(text.read_text("utf-8") if text.exists() else ""):
            found.setdefault(name, []).append(Place(page))
    return found


def needs_execution(identifier):
    """Whether only an executed code cell settles an id: formulas, claims, questions and errata.

    Examples
    --------
    >>> [needs_execution(name) for name in ("N0-E5", "N2-Q3", "ERR-A1", "N0-1.2", "N1-F4")]
    [True, True, True, False, False]
    """
    return identifier.startswith("ERR-") or identifier.split("-")[1][0] in "EQ"


def is_done(identifier, places):
    """Whether the place a link to the id leads to, the first, is one that can settle it."""
    return bool(places) and (places[0].executed or not needs_execution(identifier))
