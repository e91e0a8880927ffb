"""A link to a page that is planned and not written yet: its title, as plain words.

Pages name those that come after them. While the book grows, some are only listed in
``_data/pages.yml``; the day such a page stands, the words become a link by themselves.
"""

from functools import cache
from pathlib import Path

import yaml
from docutils import nodes

PAGES = Path(__file__).parent.parent / "_data" / "pages.yml"


def titles_in(parts):
    """Title of each page of the book, standing or planned, by its place in the folder ``book``."""
    return {page["slug"]: page["title"] for part in parts for page in part["pages"]}


@cache
def titles():
    """The titles, read once in a build."""
    return titles_in(yaml.safe_load(PAGES.read_text(encoding="utf-8")))


def in_words(app, environment, node, content):
    """The title of a planned page in place of a link; None for any other missing target."""
    if node.get("reftype") != "doc":
        return None
    slug = node["reftarget"].removeprefix("/book/")
    title = titles().get(slug)
    if title is None:
        return None
    words = content.astext() if node.get("refexplicit") else title
    return nodes.inline("", words, classes=["planned-page"])


def setup(app):
    """Connect to Sphinx."""
    app.connect("missing-reference", in_words)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
