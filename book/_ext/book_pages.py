"""The pages of the book as one build sees them: each notebook is read from its file once.

Pages that list what others hold (source map, errata, gallery) are read again when that list has
changed, and only then: an edited sentence leaves them alone.
"""

import hashlib
from functools import cached_property

import cell_tags


class Book:
    """Pages of the table of contents, and what they hold.

    Parameters
    ----------
    root : pathlib.Path
        The folder that holds ``_toc.yml``.
    """

    def __init__(self, root):
        self.root = root

    def __reduce__(self):
        """Leave what was read out of the pickled environment."""
        return Book, (self.root,)

    @cached_property
    def notebooks(self):
        """Notebooks by page, see `cell_tags.notebooks`; dressed in place as pages are read."""
        return cell_tags.notebooks(self.root)

    @cached_property
    def places(self):
        """Places that carry ids, see `cell_tags.places`."""
        return cell_tags.places(self.root, self.notebooks)

    @cached_property
    def explorers(self):
        """Explorers in reading order: page, title of the page, and the explorer."""
        import gallery

        return [
            (page, gallery.title_of(notebook), explorer)
            for page, notebook in self.notebooks.items()
            for explorer in gallery.explorers(notebook)
        ]


LISTS = ("places", "explorers")


def digest(value):
    """A short text that changes when the value does."""
    return hashlib.sha256(repr(value).encode()).hexdigest()


def note_reader(env, name):
    """Remember that the page that is being read shows one of the lists of the book."""
    env.book_readers.setdefault(name, set()).add(env.docname)


def read_book(app, env, added, changed, removed):
    """Read the book; return the pages that show a list which has changed."""
    env.book = Book(env.srcdir)
    known = getattr(env, "book_lists", {})
    env.book_lists = {name: digest(getattr(env.book, name)) for name in LISTS}
    env.book_readers = getattr(env, "book_readers", {})
    outdated = {name for name in LISTS if known.get(name) != env.book_lists[name]}
    return sorted(set().union(*(env.book_readers.get(name, ()) for name in outdated)))


def setup(app):
    """Connect to Sphinx, before anybody asks for the book."""
    app.connect("env-get-outdated", read_book, priority=100)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True}
