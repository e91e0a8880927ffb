"""What the generated pages have in common: they read data of the book and link to its places."""

from functools import cache
from pathlib import Path

import cell_tags
import yaml
from book_pages import note_reader
from docutils import nodes
from notebook_outputs import label_of
from planned_pages import titles_in
from sphinx import addnodes
from sphinx.util.docutils import SphinxDirective


@cache
def loaded(file, changed):
    """Content of a data file, read again only after it has changed."""
    # The same loader in C is ten times as fast; not every build of PyYAML has it.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(file.read_text(encoding="utf-8"), loader)


class BookDirective(SphinxDirective):
    """A directive whose page is built again when the data or what it lists of the book changes."""

    @property
    def root(self):
        """Folder that holds ``_toc.yml``."""
        return Path(self.env.srcdir)

    def data(self, name):
        """Content of ``book/_data/<name>.yml``."""
        file = self.root / "book" / "_data" / f"{name}.yml"
        self.env.note_dependency(str(file))
        return loaded(file, file.stat().st_mtime_ns)

    def places(self):
        """Places that carry ids, see `cell_tags.places`; when they change, so does the page."""
        note_reader(self.env, "places")
        return self.env.book.places

    def titles(self):
        """Titles of all pages, standing or planned, by slug."""
        return titles_in(self.data("pages"))

    def is_done(self, row, places):
        """Whether the book carries the id of a row, see `cell_tags.is_done`."""
        return cell_tags.is_done(row["id"], places.get(label_of(row["id"]), []))

    def where(self, row, places):
        """Inline nodes that say where an id stands: a link to its cell, or the planned pages."""
        titles = self.titles()
        if self.is_done(row, places):
            slug = places[label_of(row["id"])][0].page.removeprefix("book/")
            return [link(label_of(row["id"]), titles.get(slug, slug))]
        planned = " and ".join(titles[slug] for slug in row["planned"])
        return [nodes.emphasis("", planned)]


def link(name, text):
    """Reference to a target of the book, which Sphinx resolves and checks."""
    reference = addnodes.pending_xref(
        "", refdomain="std", reftype="ref", reftarget=name, refexplicit=True, refwarn=True
    )
    reference += nodes.inline("", text, classes=["std", "std-ref"])
    return reference
