"""The contents in the sidebar, made once a build instead of once a page.

The theme resolves, renders and parses the whole table of contents for every page, so its time grows
with the square of the book. Here its own function does that once, for a page at the root of the
site that the contents do not list; per page the links are turned and the way to the page is marked.

Rests on ``pydata_sphinx_theme.toctree.add_toctree_functions``, on ``_get_local_toctree`` of
Sphinx's HTML builder and on the HTML that the theme makes of them.
"""

import re

from pydata_sphinx_theme.toctree import add_toctree_functions
from sphinx.util.osutil import relative_uri

OUTSIDE = "search"  # a page that no contents list
ENTRY = r'<li class="toctree-l\d[^"]*"><a class="[^"]*" href="{address}">[^<]*</a></li>\n?'
LINK = re.compile(r'(?<= href=")[^"#][^"]*(?=")')
BRANCH = re.compile(r"<(/?)(ul|li|details)\b[^>]*>")


def marked(tag):
    """An element of the sidebar on the way to the page that is shown.

    Examples
    --------
    >>> [marked(tag) for tag in ('<li class="toctree-l1">', "<ul>", "<details>")]
    ['<li class="toctree-l1 current active">', '<ul class="current">', '<details open="open">']
    """
    if tag.startswith("<li"):
        return re.sub(r"toctree-l\d+", r"\g<0> current active", tag, count=1)
    if tag.startswith("<details"):
        return '<details open="open">'
    return tag.replace('class="', 'class="current ') if "class=" in tag else '<ul class="current">'


def for_page(contents, address):
    """The contents as the page at an address shows them.

    Parameters
    ----------
    contents : str
        HTML as a page at the root shows it that is not among the entries.
    address : str
        Of the page, from the root of the site.

    Returns
    -------
    str
    """
    own = f'<a class="reference internal" href="{address}">'
    way, ends = set(), []
    for link in re.finditer(re.escape(own), contents):
        ends.append(contents.index("</a>", link.end()) + len("</a>"))
        open_tags = []
        for tag in BRANCH.finditer(contents, 0, link.start()):
            if tag[1]:
                open_tags.pop()
            else:
                open_tags.append(tag.span())
        way.update(open_tags)
    for tag in BRANCH.finditer(contents):
        if tag.start() in ends and tag[2] == "details" and not tag[1]:
            way.add(tag.span())  # the pages under this one
    pieces, done = [], 0
    for start, end in sorted(way):
        pieces += [contents[done:start], marked(contents[start:end])]
        done = end
    html = "".join([*pieces, contents[done:]])
    html = html.replace(own, '<a class="current reference internal" href="#">')
    return LINK.sub(lambda link: turned(link[0], address), html)


def without(contents, addresses):
    """The contents without the entries of some pages, which have no pages under them.

    Raises
    ------
    ValueError
        If the contents list a page not once.
    """
    for address in addresses:
        contents, found = re.subn(ENTRY.format(address=re.escape(address)), "", contents)
        if found != 1:
            raise ValueError(f"the sidebar lists {address} {found} times; it must be once")
    return contents


def turned(link, address):
    """A link from the root of the site, as seen from a page."""
    return link if "://" in link else relative_uri(address, link)


def offer_sidebar(app, pagename, templatename, context, doctree):
    """Give the templates ``book_sidebar``, which takes what the theme's function takes."""
    builder = app.builder

    def book_sidebar(**settings):
        if not hasattr(builder, "book_contents"):
            outside = {"toctree": lambda **more: builder._get_local_toctree(OUTSIDE, **more)}
            add_toctree_functions(app, OUTSIDE, None, outside, None)
            whole = str(outside["generate_toctree_html"](**settings))
            known = [page for page in app.config.sidebar_without if page in app.env.found_docs]
            left_out = map(builder.get_target_uri, known)
            builder.book_contents = without(whole, left_out)
        return for_page(builder.book_contents, builder.get_target_uri(pagename))

    context["book_sidebar"] = book_sidebar


def setup(app):
    """Connect to Sphinx."""
    app.add_config_value("sidebar_without", [], "html", [list])
    app.connect("html-page-context", offer_sidebar)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
