"""One stylesheet in place of twenty: a page is shown sooner when it waits for one file only.

Theme and extensions bring a stylesheet each, one of which imports another. They are joined in their
order into ``_static/site.css``, and every page links to that alone.

Rests on the theme's list of its own stylesheets, which its template names (``THEME``), and on the
``css_files`` that Sphinx and the theme leave in a page's context.
"""

import hashlib
import posixpath
import re
from pathlib import Path

from theme.used_rules import WORDS, names_in, used

NAME = "site.css"
# The theme's template names these itself; here its macros leave them to this file.
THEME = ("styles/theme.css", "styles/bootstrap.css", "styles/pydata-sphinx-theme.css")
IMPORT = re.compile(r'@import\s+(?:url\()?["\']([^"\']+)["\']\)?\s*;')
URL = re.compile(r"url\(\s*([\"']?)(?!data:|#|/|[a-z]+:)([^\"')]+)\1\s*\)")
CHARSET = re.compile(r'@charset\s+"[^"]*"\s*;')


def joined(folder, names):
    """Stylesheets as one text, imports put in and links turned for the folder.

    Parameters
    ----------
    folder : pathlib.Path
        The static files of the built site.
    names : iterable of str
        Paths in it.

    Returns
    -------
    str
    """
    return "\n".join(inlined(folder, name) for name in names)


def inlined(folder, name):
    """One stylesheet with what it imports, its links relative to the folder."""
    text = CHARSET.sub("", (folder / name).read_text(encoding="utf-8"))
    place = posixpath.dirname(name)

    def from_folder(path):
        return posixpath.normpath(posixpath.join(place, path))

    text = URL.sub(lambda match: f'url("{from_folder(match[2])}")', text)
    return IMPORT.sub(lambda match: inlined(folder, from_folder(match[1])), text)


def link_one(app, pagename, templatename, context, doctree):
    """Leave the page one link; remember what stands behind it.

    A builder without the theme, as the one of an EPUB is, keeps its own stylesheets.
    """
    if app.builder.embedded:
        return
    names = [str(style.filename) for style in context["css_files"]]
    wanted = getattr(app.builder, "joined_stylesheets", [*THEME])
    app.builder.joined_stylesheets = wanted
    local = [name.removeprefix("_static/").split("?")[0] for name in names]
    wanted += [name for name in local if name not in wanted]
    context["css_files"] = []
    context["stylesheet"] = NAME


def write_one(app, exception):
    """Write the stylesheet once all others lie in the site."""
    wanted = getattr(app.builder, "joined_stylesheets", None)
    if exception is None and wanted:
        folder = Path(app.outdir) / "_static"
        names = names_in(pages(Path(app.outdir)), texts(folder, "*.js"))
        stylesheet = once(joined(folder, wanted), names, Path(app.doctreedir) / "stylesheets")
        (folder / NAME).write_text(stylesheet, encoding="utf-8")


def once(stylesheet, names, folder):
    """The rules that are used, parsed again only when rules or names have changed.

    Parameters
    ----------
    stylesheet : str
    names : set of str
        As from ``names_in``.
    folder : pathlib.Path
        Keeps the answer to the last question.

    Returns
    -------
    str
    """
    asked = sorted(names.intersection(WORDS.findall(stylesheet)))
    question = hashlib.sha256(repr((stylesheet, asked)).encode()).hexdigest()
    file = folder / f"{question}.css"
    if not file.exists():
        folder.mkdir(parents=True, exist_ok=True)
        for older in folder.iterdir():
            older.unlink()
        file.write_text(used(stylesheet, names), encoding="utf-8")
    return file.read_text(encoding="utf-8")


def pages(site):
    """Text of each page that links to the stylesheet, so of all but the listings of source code."""
    listings = site / "_modules"
    for path in site.rglob("*.html"):
        if listings not in path.parents:
            yield path.read_text(encoding="utf-8")


def texts(folder, pattern):
    """What stands in the files below a folder."""
    return (path.read_text(encoding="utf-8") for path in folder.rglob(pattern))


def setup(app):
    """Connect to Sphinx, after everybody has named a stylesheet."""
    app.connect("html-page-context", link_one, priority=950)
    app.connect("build-finished", write_one, priority=950)
    return {"parallel_read_safe": True, "parallel_write_safe": False}
