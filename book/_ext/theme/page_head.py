"""The head of a page: one sentence of description, and the page's address where it is known.

Rests on ``metatags`` in a page's context, which Sphinx's basic template writes into the head.
"""

import os
from html import escape

from docutils import nodes

LONGEST = 160


def first_words(doctree, longest=LONGEST):
    """First running text of a page, cut at a word.

    Parameters
    ----------
    doctree : docutils.nodes.document or None
    longest : int
        Most characters to return.

    Returns
    -------
    str
        Empty where the page has no paragraph.
    """
    if doctree is None:
        return ""
    for paragraph in doctree.findall(nodes.paragraph):
        if isinstance(paragraph.parent, (nodes.section, nodes.document)):
            text = " ".join(paragraph.astext().split())
            if len(text) > longest:
                text = text[: longest - 1].rsplit(" ", 1)[0].rstrip(",;:") + "…"
            if text:
                return text
    return ""


def describe(app, pagename, templatename, context, doctree):
    """Add the description, unless the page's own front matter gives one."""
    metatags = context.get("metatags", "")
    if 'name="description"' in metatags:
        return
    text = first_words(doctree) or app.config.site_description
    context["metatags"] = f'{metatags}\n<meta name="description" content="{escape(text)}" />\n'


def know_address(app, config):
    """Take the address of the published site from the environment, where it is given."""
    address = os.environ.get("BOOK_URL", "") or config.html_baseurl or ""
    config.html_baseurl = address.rstrip("/") + "/" if address else ""


def setup(app):
    """Connect to Sphinx."""
    app.add_config_value("site_description", "", "html", str)
    app.connect("config-inited", know_address)
    app.connect("html-page-context", describe, priority=800)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
