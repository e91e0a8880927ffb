"""Keep the chapters of the book clean and their outputs true. Outputs are stored by this tool only.

Chapters are notebooks or folders of notebooks; without any, all of book/.
"""

import argparse
import subprocess
import sys
import time

from notebook_execution import CELL_SECONDS, refresh, stale
from notebook_form import ROOT, NotebookError, chapters, read, shown, write
from notebook_measure import measure
from notebook_rules import Chapter, faults, known_ids, shared_names


def main(arguments=None):
    """Run one command; return 0 if all is well, 1 if a chapter has a fault, 2 if none was read."""
    asked = parser().parse_args(arguments)
    try:
        return asked.command(chapters(asked.chapters), asked)
    except NotebookError as fault:
        print(fault, file=sys.stderr)
        return 2


def parser():
    """Return the parser of the command line."""
    top = argparse.ArgumentParser(prog="tools/notebooks.py", description=__doc__)
    commands = top.add_subparsers(required=True, metavar="COMMAND")
    for name, command, says in (
        ("clean", clean, "bring files into the stored form, styles too; executes nothing"),
        ("check", check, "say where a chapter breaks a rule of the house; executes nothing"),
        ("run", run, "execute and compare with the stored outputs through nbval; writes nothing"),
        ("fresh", fresh, "say whose code or package changed since its outputs were stored"),
        ("refresh", refresh_stale, "execute chapters that are not fresh and store their outputs"),
    ):
        one = commands.add_parser(name, help=says, description=says)
        one.set_defaults(command=command)
        one.add_argument("chapters", nargs="*", help="notebooks or folders (default: all of book/)")
        if command is check:
            one.add_argument("--measure", action="store_true", help="print sizes of each chapter")
        if command in (run, refresh_stale):
            one.add_argument(
                "--seconds",
                type=float,
                default=CELL_SECONDS,
                help="the longest that one cell may take (default: %(default)s)",
            )
        if command is run:
            one.add_argument(
                "--jobs", type=int, default=1, help="chapters at a time (default: %(default)s)"
            )
        if command is refresh_stale:
            one.add_argument("--force", action="store_true", help="execute the fresh ones too")
    return top


def clean(paths, _):
    """Bring each chapter into the stored form."""
    for path in paths:
        print(f"{shown(path)}: {'cleaned' if write(path, read(path)) else 'was clean'}")
    return 0


def check(paths, asked):
    """Print every broken rule, and with --measure the size of each chapter."""
    several = [Chapter.at(path, known_ids()) for path in paths]
    if asked.measure:
        for chapter in several:
            numbers = measure(chapter)._asdict().items()
            sizes = ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in numbers)
            print(f"{shown(chapter.path)}: {sizes}")
    found = [fault for chapter in several for fault in faults(chapter)] + shared_names(several)
    print(*found, sep="\n", end="\n" if found else "")
    print(f"chapters: {len(several)}, faults: {len(found)}")
    return 1 if found else 0


def run(paths, asked):
    """Execute and compare through pytest and nbval: the comparison has one home."""
    if not paths:
        raise NotebookError("there is no chapter to run")
    for path in paths:
        if not path.resolve().is_relative_to(ROOT):
            raise NotebookError(f"{path}: lies outside the project; run compares its chapters")
    line = [sys.executable, "-m", "pytest", "--nbval", *map(str, (p.resolve() for p in paths))]
    line += [f"--nbval-cell-timeout={asked.seconds:g}", "--nbval-sanitize-with=nbval.cfg"]
    line += ["-p", "no:cacheprovider"]
    if asked.jobs > 1:
        line += ["-n", str(asked.jobs), "--dist", "loadscope"]
    return subprocess.run(line, cwd=ROOT, check=False).returncode


def fresh(paths, _):
    """Print the state of each chapter."""
    reasons = {path: stale(path) for path in paths}
    for path, reason in reasons.items():
        print(f"{shown(path)}: {'fresh' if reason is None else f'stale: {reason}'}")
    return 1 if any(reasons.values()) else 0


def refresh_stale(paths, asked):
    """Execute and store the chapters that are stale, or all of them."""
    for path in paths:
        reason = "asked to" if asked.force else stale(path)
        if reason is None:
            print(f"{shown(path)}: fresh, not executed")
            continue
        print(f"{shown(path)}: executing ({reason})", flush=True)
        began = time.perf_counter()
        changed = refresh(path, asked.seconds)
        took = time.perf_counter() - began
        print(f"{shown(path)}: {'stored' if changed else 'the same bytes'}, {took:.1f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
