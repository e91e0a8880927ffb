"""The two pages that stand at the root of the site: the home page and the page not found.

Sources lie in ``book/``, so the finished home page is ``book/index.html``; a copy at the root, with
its links turned, spares readers a redirection. A server shows the page not found at any address,
however deep, so its links start at the root of the host.
"""

import posixpath
import re
from pathlib import Path
from urllib.parse import urlsplit

HOME = "book/index"
NOT_FOUND = "book/404"
LINK = re.compile(r'(\s(?:href|src|action|data-content_root)=")([^"]*)(")')


def is_relative(url):
    """Whether a link is relative to its page and leaves it."""
    parts = urlsplit(url)
    return not (parts.scheme or parts.netloc or url.startswith(("/", "#")) or not url)


def relinked(html, folder, prefix=""):
    """A page's text with its relative links turned for another place.

    Parameters
    ----------
    html : str
    folder : str
        Folder of the page in the site.
    prefix : str
        What to put before the path from the root: nothing for a page at the root, an absolute
        path for a page that may be shown anywhere.

    Returns
    -------
    str

    Examples
    --------
    >>> relinked('<a href="../_static/a.css">', "book")
    '<a href="_static/a.css">'
    >>> relinked('<a href="preface.html#why">', "book", "/site/")
    '<a href="/site/book/preface.html#why">'
    """

    def turn(match):
        before, url, after = match.groups()
        if not is_relative(url):
            return match.group()
        path = posixpath.normpath(posixpath.join(folder, url))
        if url.endswith("/"):
            path = f"{'' if path == '.' else path}/" if path != "." else ("" if prefix else "./")
        return f"{before}{prefix}{path}{after}"

    return LINK.sub(turn, html)


def include_not_found(app, config):
    """Build the page not found although the table of contents does not list it."""
    config.exclude_patterns = [
        pattern for pattern in config.exclude_patterns if not pattern.startswith(NOT_FOUND)
    ]


def write_root_pages(app, exception):
    """Write both pages at the root of the finished site."""
    if exception is not None or app.builder.format != "html":
        return
    site = Path(app.outdir)
    root = urlsplit(app.config.html_baseurl).path or "/"
    for page, name, prefix in ((HOME, "index.html", ""), (NOT_FOUND, "404.html", root)):
        built = site / f"{page}.html"
        if built.exists():
            text = relinked(built.read_text(encoding="utf-8"), "book", prefix)
            (site / name).write_text(text, encoding="utf-8")


def setup(app):
    """Connect to Sphinx."""
    app.connect("config-inited", include_not_found, priority=950)
    app.connect("build-finished", write_root_pages, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
