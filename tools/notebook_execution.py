"""Execute chapters and store their outputs; know which outputs are stale."""

import hashlib
import json
import subprocess
from importlib import metadata
from pathlib import Path

import nbclient
import nbformat
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from notebook_form import (
    ANSI,
    KERNEL,
    ROOT,
    NotebookError,
    digest_of_code,
    normal,
    read,
    shown,
    write,
)

from convbook.draw._paint.palette import colors

CELL_SECONDS = 120
RECORD = ROOT / "_build" / "notebooks.json"
# What outputs depend on beside the chapter and the package.
LIBRARIES = ("ipython", "ipywidgets", "matplotlib", "numpy", "pillow", "scipy", "torch")
LOADED_FILES = """\
import sys as _sys
print("\\n".join(sorted(
    module.__file__ for name, module in _sys.modules.items()
    if name.partition(".")[0] == "convbook" and getattr(module, "__file__", None))))
"""


def with_another_try(start, tries=3):
    """Call ``start``, which starts a kernel; again if the kernel ends before it answers.

    A kernel is told the numbers of free ports and binds them later. When another program has taken
    one of them in between, the kernel ends; this happens where several are started at a time.
    """
    for left in reversed(range(tries)):
        try:
            return start()
        except RuntimeError as fault:
            if not left or "died before replying" not in str(fault):
                raise


def execute(path, seconds=CELL_SECONDS):
    """Run the notebook at ``path`` from the top in a new kernel; write nothing.

    Parameters
    ----------
    path : path
    seconds : float
        The longest that one cell may take.

    Returns
    -------
    (notebook, list of Path)
        The notebook with its new outputs, in normal form, and the files of the package that the
        kernel had loaded in the end.

    Raises
    ------
    NotebookError
        If a cell raises without the tag, does not end in time, or takes the kernel down.
    """
    notebook = normal(read(path))
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    notebook.cells.append(nbformat.v4.new_code_cell(LOADED_FILES, id="loaded-files"))
    started = []

    def run():
        nbclient.NotebookClient(
            notebook,
            timeout=seconds,
            kernel_name=KERNEL["name"],
            resources={"metadata": {"path": str(Path(path).resolve().parent)}},
            coalesce_streams=True,
            record_timing=False,
            store_widget_state=False,
            on_cell_execute=lambda cell, cell_index: started.append(cell_index + 1),
        ).execute(stderr=subprocess.DEVNULL)

    try:
        with_another_try(run)
    except (CellExecutionError, CellTimeoutError, DeadKernelError) as fault:
        where = f"{shown(path)}, cell {started[-1]}" if started else shown(path)
        raise NotebookError(f"{where}: {why_stopped(fault, seconds)}") from fault
    loaded = notebook.cells.pop().outputs
    files = "".join(output.text for output in loaded).split()
    return normal(notebook), [Path(file) for file in files]


def why_stopped(fault, seconds):
    """Return in words why the execution of a notebook ended early."""
    if isinstance(fault, DeadKernelError):
        return "the kernel died while it ran this cell"
    if isinstance(fault, CellTimeoutError):
        return f"this cell did not end in {seconds:g} seconds"
    return ANSI.sub("", str(fault)).rstrip()


def refresh(path, seconds=CELL_SECONDS):
    """Execute the notebook at ``path``, store its outputs; return whether the file changed."""
    notebook, loaded = execute(path, seconds)
    changed = write(path, notebook)
    remember(path, notebook, loaded)
    return changed


def remember(path, notebook, loaded, record=None):
    """Note on what the stored outputs of ``path`` depend."""
    record = record or RECORD
    known = read_record(record)
    files = sorted({file for module in loaded for file in [module, *beside(module)]})
    known[shown(path)] = {
        "code": digest_of_code(notebook),
        "files": {shown(file): digest(file) for file in files},
        "libraries": versions(),
        "colors": painted_in(),
    }
    record.parent.mkdir(parents=True, exist_ok=True)
    record.write_text(json.dumps(known, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def stale(path, record=None):
    """Return why the outputs stored in ``path`` may no longer be what its code gives, or None.

    Parameters
    ----------
    path : path
    record : path, optional
        Where ``refresh`` notes what it executed on this machine.
    """
    known = read_record(record or RECORD).get(shown(path))
    if known is None:
        return "has not been refreshed on this machine"
    if known["code"] != digest_of_code(read(path)):
        return "its code or its outputs were changed by hand"
    for file, before in known["files"].items():
        if digest(ROOT / file) != before:
            return f"{file} was changed"
    for library, version in versions().items():
        if known["libraries"].get(library) != version:
            return f"{library} was {known['libraries'].get(library)}, is {version}"
    if known.get("colors") != painted_in():
        return "the colors of the book were changed"
    return None


def read_record(record):
    """Return what earlier runs noted; nothing where nothing can be read."""
    try:
        return json.loads(record.read_text(encoding="utf-8"))
    except (FileNotFoundError, json.JSONDecodeError):
        return {}


def beside(module):
    """Return the data files next to ``module``.

    Scripts and styles are none: `clean` writes the current ones into stored outputs.
    """
    other = (".py", ".pyc", ".js", ".css")
    return [p for p in module.parent.iterdir() if p.is_file() and p.suffix not in other]


def painted_in():
    """Return the colors that charts are painted in: all of a stylesheet that a PNG depends on."""
    return {name: list(both) for name, both in colors().items()}


def digest(file):
    """Return the digest of what ``file`` holds, or None where there is none."""
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else None


def versions():
    """Return the installed versions of the libraries that outputs depend on."""
    return {name: version(name) for name in LIBRARIES}


def version(library):
    """Return the installed version of ``library``, or None where it is not installed."""
    try:
        return metadata.version(library)
    except metadata.PackageNotFoundError:
        return None
