"""Ask every library: each script in a new environment, deleted afterwards; what is known is kept.

A script is run again when its own text, a module of this folder that it imports, or a question that
it answers has changed since its results were stored. Names on the command line: these alone,
changed or not.
"""

import argparse
import ast
import hashlib
import json
import os
import platform
import subprocess
import sys
import tempfile
import tomllib
import venv
from datetime import UTC, datetime
from pathlib import Path

from elsewhere import counting, questions

HERE = Path(__file__).parent
STORED = HERE.parent / "src" / "convbook" / "data" / "elsewhere.json"
TABLES = {"layers": questions.QUESTIONS, "counters": counting.QUESTIONS}
FOLDERS = {"layers": HERE / "libraries", "counters": HERE / "counters"}
SECONDS = 900


def scripts(table):
    """The scripts of a table by name."""
    return {path.stem: path for path in sorted(FOLDERS[table].glob("[a-z]*.py"))}


def dependencies(path):
    """The pinned packages that a script names in its head (the form of PEP 723)."""
    lines = path.read_text("utf-8").splitlines()
    start = lines.index("# /// script") + 1
    head = lines[start : lines.index("# ///", start)]
    return tomllib.loads("\n".join(line[2:] for line in head))["dependencies"]


def modules(path):
    """A script and the modules of this folder that it imports, each once."""
    found, to_read = [], [path]
    while to_read:
        here = to_read.pop()
        if here in found:
            continue
        found.append(here)
        for node in ast.walk(ast.parse(here.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module.split(".")[0] == "elsewhere":
                whole = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
                parts = [
                    HERE.parent.joinpath(*name.split(".")).with_suffix(".py") for name in whole
                ]
                to_read += [part for part in parts if part.exists()]
    return found


def digest(path):
    """A fingerprint of everything that the results of a script depend on."""
    shared = {HERE / "questions.py", HERE / "counting.py"}
    texts = [part.read_text("utf-8") for part in modules(path) if part not in shared]
    asked = [
        f"{question.name} {json.dumps(question.input)}"
        for table in TABLES.values()
        for question in table
        if any(f'"{question.name}"' in text for text in texts)
    ]
    return hashlib.sha256("\n".join([*sorted(texts), *asked]).encode()).hexdigest()[:16]


def run(path):
    """Results of one script, from an environment of its own."""
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        python = Path(folder) / ("Scripts" if os.name == "nt" else "bin") / "python"
        packages = dependencies(path)
        if packages:
            pip = ["pip", "install", "--quiet", "--disable-pip-version-check", "--no-compile"]
            call([python, "-m", *pip, *packages])
        told = Path(folder) / "told.json"
        call([python, "-m", f"elsewhere.{path.parent.name}.{path.stem}", told])
        return json.loads(told.read_text("utf-8"))


def call(command):
    """Run a command here; if it fails, its last words are the error."""
    variables = {**os.environ, "PYTHONPATH": "src", "PYTHONDONTWRITEBYTECODE": "1"}
    answer = subprocess.run(
        command, cwd=HERE.parent, env=variables, timeout=SECONDS, capture_output=True, text=True
    )
    if answer.returncode:
        last = "\n".join((answer.stdout + answer.stderr).strip().splitlines()[-12:])
        raise RuntimeError(f"exit status {answer.returncode}\n{last}")


def about(path):
    """What belongs to a result beside it."""
    return {
        "fingerprint": digest(path),
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "date": datetime.now(UTC).strftime("%Y-%m-%d"),
    }


def load():
    """What is stored: by table and name of the script."""
    return json.loads(STORED.read_text("utf-8")) if STORED.exists() else {}


def store(known):
    """Write the results, a line for each, beside the questions."""
    text = {}
    for table, asked in TABLES.items():
        libraries = {name: known[table][name] for name in scripts(table) if name in known[table]}
        text[table] = {
            "questions": [vars(question) for question in asked],
            "libraries": {name: ordered(told, asked) for name, told in libraries.items()},
        }
    STORED.write_text(pretty(text) + "\n", "utf-8")


def ordered(told, asked):
    """Results in the order of the questions; those of questions that are gone are left out."""
    results = told["results"]
    kept = {question.name: results[question.name] for question in asked if question.name in results}
    return {**told, "results": kept}


def pretty(value, depth=0):
    """JSON in which a list of numbers takes one line."""
    flat = json.dumps(value, ensure_ascii=False)
    if len(flat) <= 100 - 2 * depth or not isinstance(value, (dict, list)):
        return flat
    inner = "  " * (depth + 1)
    if isinstance(value, dict):
        parts = [f"{json.dumps(key)}: {pretty(part, depth + 1)}" for key, part in value.items()]
    else:
        parts = [pretty(part, depth + 1) for part in value]
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    lines = ",\n".join(inner + part for part in parts)
    return f"{opening}\n{lines}\n{'  ' * depth}{closing}"


def main(names):
    known = {table: load().get(table, {}).get("libraries", {}) for table in TABLES}
    every = {name: table for table in TABLES for name in scripts(table)}
    for name in sorted(set(names) - set(every)):
        sys.exit(f"There is no script {name}; there are {', '.join(every)}.")
    broken = 0
    for name, table in every.items():
        path, before = scripts(table)[name], known[table].get(name, {})
        if names and name not in names:
            continue
        if not names and before.get("fingerprint") == digest(path):
            print(f"known    {name}", flush=True)
            continue
        try:
            known[table][name] = {**run(path), **about(path)}
            store(known)
            print(f"asked    {name}", flush=True)
        except (RuntimeError, subprocess.TimeoutExpired, json.JSONDecodeError) as error:
            broken += 1
            print(f"broken   {name}: {error}", flush=True)
    store(known)
    sys.exit(f"{broken} of {len(every)} are broken." if broken else 0)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="run these alone, although nothing has changed")
    main(parser.parse_args().names)
