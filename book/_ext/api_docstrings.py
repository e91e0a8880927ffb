"""The API pages: the package read from ``src``, its docstrings as they are written."""

import sys


def keep_first_sentence(app, what, name, obj, options, lines):
    """Keep napoleon from taking a property's sentence for a type.

    Before a colon in the first line of a property's docstring it expects a type, so "Cells left
    over: those after the last window" would become a link to a class of that name.
    """
    if what == "property" and lines and ":" in lines[0]:
        lines[:0] = ["..", ""]  # an empty comment; napoleon skips blank lines


def find_package(app, config):
    """Let autodoc import the package although the site's requirements do not install it."""
    source = str(app.srcdir / "src")
    if source not in sys.path:
        sys.path.insert(0, source)


def setup(app):
    """Connect to Sphinx, before napoleon does."""
    app.connect("config-inited", find_package)
    app.connect("autodoc-process-docstring", keep_first_sentence, priority=100)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
