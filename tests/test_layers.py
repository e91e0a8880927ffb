"""The arrows of the house: which part of the package may import what."""

import ast
import importlib
import inspect
import pkgutil
import subprocess
import sys
from dataclasses import is_dataclass
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import convbook

PACKAGE = Path(__file__).parent.parent / "src" / "convbook"

# To add an import is to add to this table, in review. The standard library is open to all.
ALLOWED = {
    "arithmetic": set(),
    "cost": {"arithmetic"},
    "windows": {"numpy", "arithmetic"},
    "precision": {"numpy"},
    "operation": {"numpy", "arithmetic", "precision"},
    "bias": {"operation"},
    "definition": {"numpy", "arithmetic", "operation", "bias"},
    "functional": {"numpy", "arithmetic", "windows", "operation", "bias"},
    "algorithms": {"numpy", "arithmetic", "windows", "operation", "bias"},
    "learn": {"numpy", "arithmetic", "operation", "functional"},
    "draw": {"matplotlib", "PIL", "arithmetic"},
    "explore": {"ipywidgets", "arithmetic", "draw"},
    "nets": {"torch", "arithmetic", "cost"},
    "data": {"numpy"},
    "exercises": {"numpy", "arithmetic", "definition", "functional", "cost", "data", "learn"},
}
# One module of a part may have an arrow more than the rest of it.
MORE = {"algorithms.best": {"functional"}}
OUTSIDE = {"numpy", "matplotlib", "PIL", "ipywidgets", "torch"}


def imported(path, package=PACKAGE):
    """What one file imports: parts of the package by their name there, anything else by its own."""
    parts = {"convbook." + entry.stem for entry in package.iterdir()}
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level:
            names = ["." * node.level]
        elif isinstance(node, ast.ImportFrom):
            # `from convbook import draw` imports a part, `from convbook.draw import Grid` a name.
            longer = [f"{node.module}.{alias.name}" for alias in node.names]
            names = [name if name in parts else node.module for name in longer]
        else:
            continue
        for name in names:
            first, *rest = name.split(".")
            yield rest[0] if first == "convbook" and rest else first or "a relative name"


def faults(package=PACKAGE):
    """One sentence for each import that the table does not allow."""
    for path in sorted(package.rglob("*.py")):
        module = ".".join(path.relative_to(package).with_suffix("").parts)
        part = module.partition(".")[0]
        if part == "__init__":
            allowed = set()
        elif part in ALLOWED:
            allowed = ALLOWED[part] | MORE.get(module, set()) | {part}
        else:
            yield f"{module} has no row in the table"
            continue
        for name in sorted(set(imported(path, package)) - allowed - sys.stdlib_module_names):
            yield f"{module} imports {name}"


def test_every_import_goes_down_the_house():
    assert list(faults()) == []


def test_the_table_has_no_circle():
    modules = ALLOWED | {module: more | ALLOWED["algorithms"] for module, more in MORE.items()}
    assert list(TopologicalSorter(modules).static_order())


def test_definition_and_functional_are_strangers():
    """Their agreement is evidence only while neither can ask the other, whichever way round."""
    reached = {part: reachable(part) for part in ("definition", "functional")}
    assert "functional" not in reached["definition"]
    assert "definition" not in reached["functional"]


def reachable(part):
    """Every part that an import of ``part`` may load."""
    found, to_follow = set(), {part}
    while to_follow:
        found |= to_follow
        to_follow = set().union(*(ALLOWED.get(name, set()) for name in to_follow)) - found
    return found


PLANTED = {
    ("arithmetic/slide.py", "import numpy as np"): "arithmetic.slide imports numpy",
    ("windows.py", "from convbook.functional import conv2d"): "windows imports functional",
    ("definition/convolution/conv.py", "from convbook import functional as F"): (
        "definition.convolution.conv imports functional"
    ),
    ("functional/convolution/conv.py", "from convbook.definition.convolution.conv import conv2d"): (
        "functional.convolution.conv imports definition"
    ),
    ("functional/convolution/conv.py", "from convbook.algorithms import best"): (
        "functional.convolution.conv imports algorithms"
    ),
    (
        "functional/convolution/padding.py",
        "def late():\n    import torch",
    ): "functional.convolution.padding imports torch",
    (
        "functional/convolution/padding.py",
        "import matplotlib.pyplot as plt",
    ): "functional.convolution.padding imports matplotlib",
    ("draw/grid.py", "import convbook.functional as F"): "draw.grid imports functional",
    ("draw/grid.py", "from . import svg"): "draw.grid imports a relative name",
    ("explore/explorer.py", "from torch import nn"): "explore.explorer imports torch",
    ("data/photographs.py", "import scipy"): "data.photographs imports scipy",
    ("algorithms/fourier.py", "from convbook import functional"): (
        "algorithms.fourier imports functional"
    ),
    ("nets/blocks.py", "import book.convolution"): "nets.blocks imports book",
    ("__init__.py", "from convbook import functional"): "__init__ imports functional",
    ("helpers.py", "import math"): "helpers has no row in the table",
}


@pytest.mark.parametrize("place", PLANTED, ids=" has ".join)
def test_a_planted_import_is_found(place, tmp_path):
    """Each rule of the table refuses what it is there to refuse, and nothing beside it."""
    where, statement = place
    for part in {*ALLOWED, "functional"}:
        (tmp_path / part).mkdir()
    path = tmp_path / where
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(statement + "\n", "utf-8")
    assert list(faults(tmp_path)) == [PLANTED[place]]


def test_the_rule_that_chooses_may_know_what_it_chooses_from(tmp_path):
    (tmp_path / "algorithms").mkdir()
    (tmp_path / "functional").mkdir()
    (tmp_path / "algorithms" / "best.py").write_text("from convbook import functional\n", "utf-8")
    assert list(faults(tmp_path)) == []


@pytest.mark.parametrize(
    ("part", "unwanted"),
    [
        ("arithmetic", OUTSIDE),
        ("cost", OUTSIDE),
        ("definition", OUTSIDE - {"numpy"}),
        ("functional", OUTSIDE - {"numpy"}),
    ],
)
def test_a_part_loads_nothing_heavy(part, unwanted):
    """What is really loaded, in a Python of its own: the table alone reads only our own files."""
    listing = f"import sys, convbook.{part}; print(*sys.modules)"
    answer = subprocess.run(
        [sys.executable, "-c", listing], capture_output=True, text=True, check=True
    )
    loaded = {name.partition(".")[0] for name in answer.stdout.split()}
    assert "convbook" in loaded
    assert loaded & unwanted == set()


def written(kind):
    """Everything of a kind that the package defines, with its name."""
    for info in pkgutil.walk_packages(convbook.__path__, "convbook."):
        module = importlib.import_module(info.name)
        for name, value in vars(module).items():
            if kind(value) and value.__module__ == info.name:
                yield f"{info.name}.{name}", value


def test_every_argument_can_be_given_by_its_name():
    """Torch's names are half of what a reader may rely on."""
    kinds = {
        f"{name}({argument.name})": argument.kind
        for name, function in written(inspect.isfunction)
        for argument in inspect.signature(function).parameters.values()
    }
    assert [name for name, kind in kinds.items() if kind == inspect.Parameter.POSITIONAL_ONLY] == []


def test_what_is_made_once_stays_as_it_is():
    """But what learns."""
    classes = [(name, value) for name, value in written(inspect.isclass) if is_dataclass(value)]
    assert len(classes) > 40
    loose = {name for name, value in classes if not value.__dataclass_params__.frozen}
    assert loose == {"convbook.learn.Layer", "convbook.learn.Chain", "convbook.learn.SGD"}


def test_what_holds_arrays_or_figures_is_compared_by_what_it_is():
    """Equality of arrays is an array, and two figures that look alike are two."""
    kinds = {name for name, value in written(inspect.isclass) if is_dataclass(value)
             and not value.__dataclass_params__.eq}  # fmt: skip
    assert kinds == {
        "convbook.learn.Layer", "convbook.learn.Chain", "convbook.learn.SGD",
        "convbook.draw.picture.Chart", "convbook.cost.walk.Map",
    }  # fmt: skip
