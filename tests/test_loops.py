"""The pages of the definitions print every function, once."""

import re
from pathlib import Path

import loops
import pytest

from convbook import definition

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "convbook" / "definition"
PAGES = ROOT / "book" / "api" / "definition"
FAMILIES = sorted(path.stem for path in PAGES.glob("*.md"))


def modules_on(page):
    """The modules that a page prints, in order."""
    return re.findall(r"^```\{loops\} (\S+)$", page.read_text("utf-8"), re.MULTILINE)


def test_every_family_has_a_page():
    assert FAMILIES == sorted(
        path.name for path in PACKAGE.iterdir() if (path / "__init__.py").exists()
    )


@pytest.mark.parametrize("family", FAMILIES)
def test_a_page_prints_every_module_of_its_family_once(family):
    files = {f"{family}.{path.stem}" for path in (PACKAGE / family).glob("*.py")}
    assert sorted(modules_on(PAGES / f"{family}.md")) == sorted(files - {f"{family}.__init__"})


def test_every_operation_is_served_by_one_block():
    served = [
        name
        for family in FAMILIES
        for module in modules_on(PAGES / f"{family}.md")
        for _, names in loops.blocks(
            (PACKAGE / f"{module.replace('.', '/')}.py").read_text("utf-8")
        )
        for name in names
    ]
    assert sorted(served) == sorted(definition.__all__)


MODULE = '''
"""A family."""
from math import inf
__all__ = ["f1d", "f2d", "f3d", "g1d", "g2d", "h"]
LEAST = 2
@operation
def f1d(x):
    """See :func:`convbook.functional.f1d`."""
    return one(x, rank=1)
@operation
def f2d(x):
    """See :func:`convbook.functional.f2d`."""
    return one(x, rank=2)
def f3d(x):
    """See :func:`convbook.functional.f3d`."""
    return another(x, rank=3)
def g1d(x): return x
def g2d(x): return x
def h(x):
    """Kept: it says something."""
    return x
def one(x, rank): return x
'''


def test_a_form_that_differs_in_its_axes_alone_is_named_and_not_printed():
    assert list(loops.blocks(MODULE)) == [
        ("LEAST = 2", []),
        ("@operation\ndef f2d(x):\n    return one(x, rank=2)", ["f2d", "f1d"]),
        ("def f3d(x):\n    return another(x, rank=3)", ["f3d"]),
        ("def g2d(x): return x", ["g2d", "g1d"]),
        ('def h(x):\n    """Kept: it says something."""\n    return x', ["h"]),
        ("def one(x, rank): return x", []),
    ]
