"""Listings of the source code as bare pages: a title, a way back and the code.

``sphinx.ext.viewcode`` writes one page a module, more pages than the book itself has. Through the
theme's template each would get the whole sidebar, which took a third of the time of a build. And it
imports every module to ask where it stands; without ``load_light``, PyTorch with some of them.
"""

from contextlib import suppress
from importlib import import_module

from sphinx.ext.autodoc.mock import mock

LISTINGS = "_modules/"


def write_bare(app, pagename, templatename, context, doctree):
    """Write a listing with ``source.html``: a template that is returned replaces the theme's."""
    if not pagename.startswith(LISTINGS):
        return None
    for part in list(context):
        if part == "sidebars" or part.startswith(("theme_navbar_", "theme_article_")):
            context[part] = []  # the theme renders these once only to see whether they are empty
    return "source.html"


def load_light(app):
    """Import the modules before viewcode does, what autodoc is told to mock left out."""
    with mock(app.config.autodoc_mock_imports):
        for name in getattr(app.builder.env, "_viewcode_modules", ()):
            with suppress(ImportError):
                import_module(name)
    return []


def setup(app):
    """Connect to Sphinx, before the theme and viewcode do."""
    app.connect("html-collect-pages", load_light, priority=400)
    app.connect("html-page-context", write_bare, priority=400)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
