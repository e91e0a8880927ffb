"""Figures are numbered from an outline of each page, not from the whole page.

Sphinx unpickles every page of the book to number its figures, also when one page has changed. An
outline holds only what the numbering looks at: sections, contents and what has a number, with
its caption.

Rests on ``assign_figure_numbers`` of Sphinx's ``TocTreeCollector``, which walks the page that
``env.get_doctree`` returns.
"""

from docutils import nodes
from sphinx import addnodes
from sphinx.environment.collectors.toctree import TocTreeCollector


def outline(node, title_of, counted):
    """A copy of a page without what the numbering passes over.

    Parameters
    ----------
    node : docutils.nodes.Element
    title_of : callable
        The caption of an element that can have a number; empty or None for any other.
    counted : callable
        Whether an element is numbered without a caption, as a formula is.

    Returns
    -------
    docutils.nodes.Element or None
        None where nothing is left.
    """
    if isinstance(node, addnodes.toctree):
        return bare(node)
    parts = (
        outline(child, title_of, counted) for child in node if isinstance(child, nodes.Element)
    )
    kept = [part for part in parts if part is not None]
    title = title_of(node)
    if title:
        block = [nodes.literal_block() for child in node if isinstance(child, nodes.literal_block)]
        return bare(node, nodes.caption("", title), *block[:1], *kept)
    if isinstance(node, nodes.section) or counted(node):
        return bare(node, *kept)
    return nodes.Element("", *kept) if kept else None


def bare(node, *children):
    """A copy of an element with other children, which does not hold on to its page."""
    copy = node.copy()
    copy._document = None
    copy += children
    return copy


class Outlines:
    """The environment, but that it returns outlines for pages."""

    def __init__(self, env):
        vars(self)["env"] = env

    def __getattr__(self, name):
        return getattr(self.env, name)

    def __setattr__(self, name, value):
        setattr(self.env, name, value)

    def get_doctree(self, docname):
        """The outline of a page."""
        return self.env.outlines[docname]


def keep_outline(app, doctree):
    """Keep the outline of a page that has been read."""
    if not hasattr(app.env, "outlines"):
        app.env.outlines = {}
    standard = app.env.get_domain("std")
    others = [domain for domain in app.env.domains.values() if domain is not standard]

    def counted(node):
        return any(domain.get_enumerable_node_type(node) for domain in others)

    made = outline(doctree, standard.get_numfig_title, counted)
    app.env.outlines[app.env.docname] = made or nodes.Element()


def forget_outline(app, env, docname):
    """Forget a page that is gone or about to be read again."""
    getattr(env, "outlines", {}).pop(docname, None)


def setup(app):
    """Connect to Sphinx, after everybody has changed the page."""
    number = TocTreeCollector.assign_figure_numbers
    TocTreeCollector.assign_figure_numbers = lambda self, env: number(self, Outlines(env))
    app.connect("doctree-read", keep_outline, priority=990)
    app.connect("env-purge-doc", forget_outline)
    return {"env_version": 1, "parallel_read_safe": False}
