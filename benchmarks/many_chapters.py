"""How long the two commands take in a book with three times as many chapters.

    python -m benchmarks.many_chapters               # build, notebooks, browser: 14 and 42 chapters
    python -m benchmarks.many_chapters build         # the build alone; the browser needs it before
    python -m benchmarks.many_chapters write FOLDER  # only write the larger book there

The larger book holds each chapter of this one three times, under new names: its labels, figures,
equations and exercises are renamed, so it builds without a warning, and every notebook runs. Unit
tests are of the package and do not grow with the book.
"""

import json
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import yaml

ROOT = Path(__file__).parent.parent
TIMES = 3

PAGE_LABEL = re.compile(r"^\(([\w-]+)\)=", re.MULTILINE)
EQUATION = re.compile(r"^\$\$ \(([\w-]+)\)", re.MULTILINE)
EXPLORER = re.compile(r'class=\\"cb-explorer\\" id=\\"([\w-]+)\\"')  # in JSON
TERM = re.compile(r"(\{term\}`[^`]*`)")  # of the glossary, whose names are its own
DIRECTIVE = re.compile(r"^:(?:label|name): ([\w-]+)", re.MULTILINE)

JUPYTER_BOOK = str(Path(sys.executable).with_name("jupyter-book"))
PYTEST = (sys.executable, "-m", "pytest", "--quiet", "--numprocesses", "auto")
COMMANDS = {
    "build": (JUPYTER_BOOK, "build", ".", "--path-output", ".", "-W", "-n", "--keep-going"),
    "notebooks": (
        *PYTEST, "--nbval", "book", "--nbval-cell-timeout=120", "--nbval-sanitize-with=nbval.cfg",
        "-p", "no:cacheprovider", "--dist", "loadfile",
    ),
    "browser": (*PYTEST, "tests/site", "--dist", "loadgroup", "--durations", "15"),
}  # fmt: skip


def tracked():
    """Files of this book, those that git does not know yet included."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def defined(notebook):
    """Names that a notebook gives and that no other page may give."""
    names = set()
    for cell in notebook["cells"]:
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            for pattern in (PAGE_LABEL, EQUATION, DIRECTIVE):
                names.update(pattern.findall(source))
        name = cell["metadata"].get("mystnb", {}).get("figure", {}).get("name")
        names.update([name] if name else [])
    return names


def renamed(text, names, number):
    """A line in which these names are others; a name of one word is changed only as a label."""
    pieces = TERM.split(text)
    for name in names:
        label = rf"(?<![\w-]){name}(?![\w-])"
        if "-" not in name:
            label = rf"(?<=[(`<]){name}(?=\)=?$|[`>])"
        pieces[::2] = [re.sub(label, f"{name}-{number}", piece) for piece in pieces[::2]]
    return "".join(pieces)


def renamed_explorers(cell, names, number):
    """Rename the explorers of a cell, in place: in its code, its stored outputs, links to them."""
    for name in names:
        other = f"{name}-{number}"
        if cell["cell_type"] == "markdown":
            link = rf"""(?<=[("]#){name}(?=[?)"])"""
            cell["source"] = [re.sub(link, other, line) for line in cell["source"]]
        else:
            told = f'name="{name}"'
            cell["source"] = [line.replace(told, f'name="{other}"') for line in cell["source"]]
        for output in cell.get("outputs", []):
            shown = output.get("data", {})
            if "text/html" in shown:
                html = "".join(shown["text/html"])
                html = re.sub(rf'(?<=="){name}(?=["-])', other, html)
                shown["text/html"] = html.splitlines(keepends=True)


def chapter(notebook, number):
    """The same chapter under another name."""
    names, explorers = defined(notebook), EXPLORER.findall(json.dumps(notebook))
    copy = json.loads(json.dumps(notebook))
    for cell in copy["cells"]:
        if cell["cell_type"] == "markdown":
            cell["source"] = [renamed(line, names, number) for line in cell["source"]]
        figure = cell["metadata"].get("mystnb", {}).get("figure", {})
        if "name" in figure:
            figure["name"] = f"{figure['name']}-{number}"
        renamed_explorers(cell, explorers, number)
    return copy


def write(folder, times=TIMES):
    """Write the larger book into a folder; return how many chapters it has."""
    for name in tracked():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, target)
    contents = yaml.safe_load((folder / "_toc.yml").read_text(encoding="utf-8"))
    count = 0
    for part in contents["parts"]:
        files = [one["file"] for one in part["chapters"]]
        if part.get("numbered"):
            for number in range(2, times + 1):
                for file in files:
                    source = folder / f"{file}.ipynb"
                    notebook = json.loads(source.read_text(encoding="utf-8"))
                    text = json.dumps(chapter(notebook, number), ensure_ascii=False, indent=1)
                    source.with_stem(f"{source.stem}-{number}").write_text(text + "\n", "utf-8")
                    part["chapters"].append({"file": f"{file}-{number}"})
            count += len(part["chapters"])
    (folder / "_toc.yml").write_text(yaml.safe_dump(contents, sort_keys=False), "utf-8")
    clean = [sys.executable, "tools/notebooks.py", "clean"]  # renames cells after their sources
    subprocess.run(clean, cwd=folder, stdout=subprocess.DEVNULL, check=True)
    return count


def seconds(command, folder):
    """Wall and processor time of a command and of all that it starts."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    wall = time.perf_counter() - start
    now = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        said = f"{done.stdout[-6000:]}{done.stderr[-3000:]}"
        sys.exit(f"{' '.join(command)} failed in {folder}:\n{said}")
    return wall, now.ru_utime + now.ru_stime - used.ru_utime - used.ru_stime


def main(wanted=tuple(COMMANDS)):
    """Time the commands in both books, one after the other."""
    rows = []
    with tempfile.TemporaryDirectory() as place:
        each = [Path(place, str(times)) for times in (1, TIMES)]
        folders = {write(folder, int(folder.name)): folder for folder in each}
        few, many = folders
        for name in wanted:
            times = {count: seconds(COMMANDS[name], folder) for count, folder in folders.items()}
            (wall, work), (longer, more) = times[few], times[many]
            growth = (longer - wall) / (many - few)
            rows.append((name, wall, longer, growth, work, more))
    titles = ("wall s", "wall s", "s a chapter", "CPU s", "CPU s")
    print(f"{'chapters':12}{few:>12}{many:>12}{'':12}{few:>12}{many:>12}")
    print(" " * 12 + "".join(f"{title:>12}" for title in titles))
    for name, *row in rows:
        print(f"{name:12}" + "".join(f"{one:12.1f}" for one in row), flush=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["write"]:
        print(write(Path(sys.argv[2])), "chapters")
    else:
        main(tuple(sys.argv[1:]) or tuple(COMMANDS))
