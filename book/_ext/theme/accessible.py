"""Faults of the theme and of MyST that keep readers out, mended in the finished page.

Rests on the HTML that myst-nb, sphinx-exercise, sphinxcontrib-bibtex and docutils write: where a
pattern no longer matches, nothing is mended and nothing is said, so the browser tests look at it.
"""

import re

REPAIRS = (
    # The name of a fold must hold the words that stand on it; its own words are its best name.
    (re.compile(r'(<summary\b[^>]*?) aria-label="Toggle hidden content"'), r"\1"),
    # Exercises and their kin give one id to the inside of every box.
    (re.compile(r'<section id="(?:exercise|solution)-content">'), "<section>"),
    # The role of an entry in a bibliography is out of use; its list still asks for list items.
    (re.compile(r'role="doc-biblioentry"'), 'role="listitem"'),
    # A margin note belongs to its paragraph; it is no landmark of the page.
    (re.compile(r'<aside class="margin sidebar"'), '<aside role="note" class="margin sidebar"'),
)


def mend(html):
    """A page's body with the known faults mended.

    Examples
    --------
    >>> mend('<summary aria-label="Toggle hidden content">Show code</summary>')
    '<summary>Show code</summary>'
    """
    for pattern, replacement in REPAIRS:
        html = pattern.sub(replacement, html)
    return html


def mend_page(app, pagename, templatename, context, doctree):
    """Mend the body before the theme's template takes it."""
    if "body" in context:
        context["body"] = mend(context["body"])


def setup(app):
    """Connect to Sphinx."""
    app.connect("html-page-context", mend_page)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
