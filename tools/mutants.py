"""Would the tests notice? Break the package in many small ways and see: ``make mutants``.

cosmic-ray knows where the code can be broken: a sign, a comparison, a number, a condition. A seeded
sample of places is drawn and at each place a break; it is made in a copy of the repository, and the
tests that run the broken lines are asked. A break that none of them notices is a survivor. Those we
know, with the reason why they may live, stand in ``tests/survivors.yml``; another is a failure.
"""

import argparse
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from difflib import unified_diff
from itertools import count, zip_longest
from multiprocessing import get_context
from pathlib import Path

import coverage
import pytest
import yaml
from cosmic_ray.ast import ast_nodes, get_ast_from_path
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names

ROOT = Path(__file__).parent.parent
KNOWN = ROOT / "tests" / "survivors.yml"
GOAL = 0.95
FIRST_TESTS, MOST_TESTS, MOST_FILES = 30, 300, 5
LONGEST = 300  # seconds that the tests of one break may take
LARGEST = 3 << 30  # bytes that they may take: a loop that does not end fills the memory
NOT_ASKED = ("--ignore=tests/site", "--ignore=tests/notebooks", "-m", "not slow")
QUIETLY = ("-q", "-p", "no:cacheprovider", "--no-header")
# Every process has one core; with CI hypothesis draws the same cases each time.
ALONE = {
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "PYTHONDONTWRITEBYTECODE": "1",
    "CI": "true",
}
# Most of a test's time is spent on imports, so they are done once, and then the process forks.
SERVER = get_context("forkserver")
SERVER.set_forkserver_preload(
    [
        "__main__",
        "hypothesis",
        "ipywidgets",
        "matplotlib.figure",
        "nbval.plugin",
        "scipy.signal",
        "torch",
    ]
)


@dataclass(frozen=True)
class Break:
    """One way to break a file.

    Attributes
    ----------
    file : str
        Path from the root of the repository.
    operator : str
        What cosmic-ray calls this kind of break.
    occurrence : int
        Which place of the file, among those where this kind is possible.
    start, end : tuple of int
        Line and column of what it changes.
    """

    file: str
    operator: str
    occurrence: int
    start: tuple[int, int]
    end: tuple[int, int]

    def code(self, folder):
        """The file's text after the break."""
        original = (folder / self.file).read_text(encoding="utf-8")
        return mutate_code(original, get_operator(self.operator)(), self.occurrence)

    def change(self, folder):
        """What differs, before and after, as a dict that names this break for good."""
        lines = (folder / self.file).read_text(encoding="utf-8").splitlines()
        steps = [*unified_diff(lines, self.code(folder).splitlines(), n=0, lineterm="")][2:]
        before, after = (
            " ".join(step[1:].strip() for step in steps if step.startswith(sign)) for sign in "-+"
        )
        return {"file": self.file, "line": before, "becomes": after}


def breaks(folder):
    """Every break of the package that cosmic-ray knows, without operators that need settings."""
    for path in sorted((folder / "src").rglob("*.py")):
        file = path.relative_to(folder).as_posix()
        tree, lines = get_ast_from_path(path), path.read_text(encoding="utf-8").splitlines()
        for name in operator_names():
            operator = get_operator(name)
            if operator.arguments():
                continue
            number = count()
            for node in ast_nodes(tree):
                for start, end in operator().mutation_positions(node):
                    broken = Break(file, name, next(number), start, end)
                    if not nothing_to_notice(name, lines, start):
                        yield broken


def nothing_to_notice(operator, lines, start):
    """Whether a break changes nothing by its kind.

    ``strict=`` of a zip is an assertion, and one that holds is never noticed. Numbers and words
    that are equal are the same object here, so ``is`` says what ``==`` says.
    """
    row, column = start
    same = operator.endswith(("_Eq_Is", "_NotEq_IsNot"))
    return same or lines[row - 1][:column].endswith("strict=")


def drawn(every, number, seed):
    """A sample of places, and at each of them one break: a plus has eleven, a number two."""
    places = {}
    for broken in every:
        places.setdefault((broken.file, broken.start), []).append(broken)
    chance = random.Random(seed)
    return [chance.choice(places[place]) for place in chance.sample(sorted(places), number)]


def copied(folder):
    """A copy of the files that git knows, in a folder."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    for name in filter(None, listed.stdout.decode().split("\0")):
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, target)
    return folder


def tests_of_lines(folder):
    """For each file and line of the package, the tests that run it; unbroken, all must pass."""
    measured = ("--cov=src", "--cov-context=test", "--cov-report=")
    command = (sys.executable, "-m", "pytest", *QUIETLY, "-n", "auto", *NOT_ASKED, *measured)
    there = {**os.environ, "PYTHONPATH": str(folder / "src")}
    if subprocess.run(command, cwd=folder, env=there).returncode:
        raise SystemExit("make mutants: the tests fail before anything is broken.")
    data = coverage.CoverageData(str(folder / ".coverage"))
    data.read()
    return {
        Path(file).relative_to(folder).as_posix(): data.contexts_by_lineno(file)
        for file in data.measured_files()
    }


def asked(found, broken, sizes):
    """The tests to ask about a break: those that run its lines, the best first.

    Lines that run on import, such as a default or a constant, belong to no test. Then all tests
    that run anything of this file are candidates, and at last the test files with most of them are
    asked whole.
    """
    lines = found.get(broken.file, {})
    changed = range(broken.start[0], broken.end[0] + 1)
    tests = {name for line in changed for name in names_at(lines, line)}
    if tests:
        return best_first(tests, sizes)
    tests = {name for line in lines for name in names_at(lines, line)}
    files = Counter(name.partition("::")[0] for name in tests)
    return best_first(tests, sizes) + [name for name, _ in files.most_common(MOST_FILES)]


def best_first(tests, sizes):
    """Half of those asked run the least code, so they know most about it; half are drawn."""
    special = sorted(tests, key=lambda name: (sizes[name], name))
    others = special[MOST_TESTS // 2 :]
    random.Random(0).shuffle(others)
    pairs = zip_longest(special[: MOST_TESTS // 2], others[: MOST_TESTS // 2])
    return [name for pair in pairs for name in pair if name]


def lines_run(found):
    """How many lines of the package each test runs."""
    return Counter(
        name for lines in found.values() for line in lines for name in names_at(lines, line)
    )


def names_at(lines, line):
    """Names of the tests that run a line; an empty name stands for the import."""
    return {name.rpartition("|")[0] for name in lines.get(line, ()) if name}


def fate(folder, broken, tests):
    """What becomes of a break: ``found``, ``hangs`` or ``lives``; a few tests are asked first."""
    file = folder / broken.file
    original = file.read_text(encoding="utf-8")
    file.write_text(broken.code(folder), encoding="utf-8")
    try:
        for some in (tests[:FIRST_TESTS], tests[FIRST_TESTS:]):
            answer = asked_all(folder, some) if some else "lives"
            if answer != "lives":
                return answer
        return "lives"
    finally:
        file.write_text(original, encoding="utf-8")


def asked_all(folder, tests):
    """Whether one of the tests fails, or does not end; a test that hangs is a break noticed."""
    process = SERVER.Process(target=ask, args=(folder, tests))
    process.start()
    process.join(LONGEST)
    if process.is_alive():
        process.kill()
        return "hangs"
    return "found" if process.exitcode else "lives"


def misnamed(folder, tests):
    """Whether pytest, asked for these tests of the unbroken package, does not know one of them."""
    process = SERVER.Process(target=ask, args=(folder, tests, "--collect-only"))
    process.start()
    process.join()
    return process.exitcode != 0


def ask(folder, tests, *options):
    """Run tests in a process of their own, until one fails, and exit as pytest does."""
    resource.setrlimit(resource.RLIMIT_DATA, (LARGEST, LARGEST))
    os.chdir(folder)
    os.environ["PYTHONPATH"] = str(folder / "src")
    sys.path.insert(0, str(folder / "src"))
    sys.dont_write_bytecode = True
    with open(os.devnull, "w") as nowhere:
        os.dup2(nowhere.fileno(), 1)
        os.dup2(nowhere.fileno(), 2)
    how = ("--assert=plain", "-x", "-n0", "-m", "not slow")
    os._exit(pytest.main([*QUIETLY, *how, *options, *tests]))


def survivors(sample, found, sizes, folders):
    """The breaks of a sample that no test notices; each folder is a workplace of its own."""

    def work(numbered):
        job, part = numbered
        left = []
        for broken in part:
            became = fate(folders[job], broken, asked(found, broken, sizes))
            print(f"{became}  {broken.file}:{broken.start[0]}  {broken.operator}", flush=True)
            if became == "lives":
                left.append(broken)
        return left

    parts = [sample[job :: len(folders)] for job in range(len(folders))]
    with ThreadPoolExecutor(len(folders)) as pool:
        return [broken for part in pool.map(work, enumerate(parts)) for broken in part]


def outdated(known, folder):
    """Known survivors whose line is gone, reads as the break does, or has no reason."""
    for entry in known:
        file = folder / entry["file"]
        lines = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
        stripped = [line.strip() for line in lines]
        if entry["line"] not in stripped or entry["becomes"] in stripped or not entry["why"]:
            yield entry


def main():
    """Draw the sample, ask the tests, and compare the survivors with those that are known."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sample", type=int, default=300)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    given = parser.parse_args()
    os.environ.update(ALONE)
    known = yaml.safe_load(KNOWN.read_text(encoding="utf-8")) if KNOWN.exists() else []
    if stale := list(outdated(known, ROOT)):
        print(yaml.safe_dump(stale, sort_keys=False, allow_unicode=True, width=100))
        raise SystemExit("make mutants: these entries of tests/survivors.yml match no line.")
    reasons = {(entry["file"], entry["line"], entry["becomes"]): entry["why"] for entry in known}
    with tempfile.TemporaryDirectory() as home:
        folders = [copied(Path(home).resolve() / str(job)) for job in range(given.jobs)]
        every = list(breaks(folders[0]))
        sample = drawn(every, given.sample, given.seed)
        found = tests_of_lines(folders[0])
        sizes = lines_run(found)
        asks = [asked(found, one, sizes) for one in sample]
        first = sorted({name for names in asks for name in names[:1]})
        if misnamed(folders[0], sorted({name for names in asks for name in names})):
            raise SystemExit("make mutants: a test that is to be asked has no such name.")
        if asked_all(folders[0], first) != "lives":
            raise SystemExit(
                "make mutants: tests that pass in pytest's own process fail in a fork."
            )
        left = [one.change(folders[0]) for one in survivors(sample, found, sizes, folders)]
    killed = 1 - len(left) / len(sample)
    print(f"\n{len(every)} breaks are possible; of {len(sample)}, {killed:.1%} were noticed.")
    unknown = [change for change in left if tuple(change.values()) not in reasons]
    if unknown:
        print("These live, and tests/survivors.yml does not say why:\n")
        print(yaml.safe_dump(unknown, sort_keys=False, allow_unicode=True, width=100))
    if unknown or killed < GOAL:
        raise SystemExit(f"make mutants: the goal is {GOAL:.0%}, and a reason for each that lives.")


if __name__ == "__main__":
    main()
