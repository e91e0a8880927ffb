"""Listings of the source code as bare pages: a title, a way back and the code.

``sphinx.ext.viewcode`` writes one page a module, more pages than the book itself has. Through the
theme's template each would get the whole sidebar, which took a third of the time of a build.
"""

LISTINGS = "_modules/"


def write_bare(app, pagename, templatename, context, doctree):
    """Write a listing with ``source.html``: a template that is returned replaces the theme's."""
    if not pagename.startswith(LISTINGS):
        return None
    for part in list(context):
        if part == "sidebars" or part.startswith(("theme_navbar_", "theme_article_")):
            context[part] = []  # the theme renders these once only to see whether they are empty
    return "source.html"


def setup(app):
    """Connect to Sphinx, before the theme does."""
    app.connect("html-page-context", write_bare, priority=400)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
