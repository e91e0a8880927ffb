"""The one form in which chapters are stored: the same chapter is always the same bytes.

What is kept of a notebook is what a reader of the book needs: sources, tags, figure settings,
execution counts and outputs. What an editor, a kernel or a widget leaves behind is dropped, and
pictures and players carry the current style and script.
"""

import copy
import hashlib
import json
import re
from collections import Counter
from pathlib import Path

import nbformat
from notebook_styles import bare, renewed

ROOT = Path(__file__).resolve().parents[1]
BOOK = ROOT / "book"
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
LANGUAGE = {"name": "python", "pygments_lexer": "ipython3"}
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
KEPT_CELL_METADATA = ("mystnb", "tags")
SOLUTION = re.compile(r"\{solution-(start|end)\}")
ANSI = re.compile(r"\x1b\[[0-9;]*m")


class NotebookError(Exception):
    """A chapter that cannot be read, found or executed, said in one sentence."""


def shown(path):
    """Return ``path`` as the project speaks of it: from the top level where that is possible."""
    path = Path(path).resolve()
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else str(path)


def chapters(paths=()):
    """Return the notebooks that ``paths`` name, in order.

    Parameters
    ----------
    paths : iterable of path, optional
        Notebooks, or folders that hold some. Without any: the whole book.

    Returns
    -------
    list of Path

    Raises
    ------
    NotebookError
        If a path does not exist, or is a file that is not a notebook.
    """
    found = []
    for path in [Path(path) for path in paths] or [BOOK]:
        if path.is_dir():
            inside = sorted(path.rglob("*.ipynb"))
            found += [p for p in inside if not hidden(p.relative_to(path))]
        elif not path.exists():
            raise NotebookError(f"{path}: there is no such notebook or folder")
        elif path.suffix != ".ipynb":
            raise NotebookError(f"{path}: not a notebook; the name of one ends in .ipynb")
        else:
            found.append(path)
    return list(dict.fromkeys(found))


def hidden(path):
    """Tell whether some folder on the way to ``path`` is an editor's or the build's own."""
    return any(part.startswith((".", "_build")) for part in path.parts)


def read(path):
    """Return the notebook stored at ``path``, as it stands.

    Raises
    ------
    NotebookError
        If the file is not a notebook of format 4.
    """
    try:
        stored = json.loads(Path(path).read_text(encoding="utf-8"))
    except ValueError as fault:
        raise NotebookError(f"{shown(path)}: not a notebook: {fault}") from fault
    if not isinstance(stored, dict) or not {"nbformat", "metadata", "cells"} <= stored.keys():
        raise NotebookError(f"{shown(path)}: not a notebook: no format, metadata or cells")
    if stored["nbformat"] != 4:
        raise NotebookError(f"{shown(path)}: notebook format {stored['nbformat']}, not 4")
    return nbformat.v4.reads(json.dumps(stored))


def write(path, notebook):
    """Store ``notebook`` at ``path`` in its normal form; return whether the file changed."""
    path, text = Path(path), as_text(notebook)
    if path.exists() and path.read_bytes() == text.encode():
        return False
    path.write_text(text, encoding="utf-8", newline="\n")
    return True


def as_text(notebook):
    """Return the text of ``notebook`` in its normal form: sorted keys, indent 1, UTF-8."""
    return nbformat.v4.writes(normal(notebook)) + "\n"


def normal(notebook):
    """Return ``notebook`` without what editors, kernels and widgets leave behind.

    The names of its cells follow from their sources, so that they are the same on every machine.
    """
    seen = Counter()
    cells = [normal_cell(cell, seen) for cell in notebook.cells]
    fold(cells)
    return nbformat.from_dict(
        {
            "cells": cells,
            "metadata": {"kernelspec": kernel_of(notebook), "language_info": LANGUAGE},
            "nbformat": 4,
            "nbformat_minor": 5,
        }
    )


def kernel_of(notebook):
    """Return what to store about the kernel; a foreign one keeps its name, for ``check`` to see."""
    stored = notebook.metadata.get("kernelspec", KERNEL)
    return KERNEL if stored.get("name") == KERNEL["name"] else stored


def normal_cell(cell, seen):
    """Return one cell in normal form; ``seen`` counts the names given so far."""
    name = hashlib.sha256(f"{cell.cell_type}\0{cell.source}".encode()).hexdigest()[:8]
    seen[name] += 1
    kept = {
        "cell_type": cell.cell_type,
        "id": name if seen[name] == 1 else f"{name}-{seen[name]}",
        "metadata": {
            key: cell.metadata[key] for key in KEPT_CELL_METADATA if cell.metadata.get(key)
        },
        "source": cell.source,
    }
    if cell.cell_type == "code":
        outputs = [normal_output(output) for output in cell.outputs]
        kept["execution_count"] = cell.execution_count
        kept["outputs"] = [output for output in outputs if output.get("data") != {}]
    if "attachments" in cell:
        kept["attachments"] = cell.attachments
    return kept


def fold(cells):
    """Hide in JupyterLab the code that a page folds: of players, and of answers to exercises.

    JupyterLab knows neither the tag hide-input nor the fences around an answer.
    """
    answers = False
    for cell in cells:
        if cell["cell_type"] == "markdown":
            for gate in SOLUTION.findall(cell["source"]):
                answers = gate == "start"
        elif cell["cell_type"] == "code" and (
            answers or "hide-input" in cell["metadata"].get("tags", [])
        ):
            cell["metadata"]["jupyter"] = {"source_hidden": True}


def normal_output(output):
    """Return one output without live widgets and without frames of other files.

    Pictures and players get the current style and script.
    """
    output = copy.deepcopy(output)
    output.get("data", {}).pop(WIDGET_VIEW, None)
    renewed(output.get("data", {}))
    if output.output_type == "error":
        output.traceback = [frame for frame in output.traceback if not foreign(frame)]
    return output


def foreign(frame):
    """Tell whether a frame of a traceback lies outside the notebook.

    Such a frame names a file of this machine and line numbers that change with every edit.
    """
    return ANSI.sub("", frame).lstrip().startswith("File ")


def digest_of_code(notebook):
    """Return a digest of the code cells and their outputs: prose may change without a new run.

    Styles and scripts may change too: no cell computes them.
    """
    told = [
        [
            cell.source,
            "raises-exception" in cell.metadata.get("tags", []),
            [{**output, "data": bare(output.get("data", {}))} for output in cell.outputs],
        ]
        for cell in normal(notebook).cells
        if cell.cell_type == "code"
    ]
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()
