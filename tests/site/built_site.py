"""The built site: where it is, and its pages."""

from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
SITE = ROOT / "_build" / "html"

# There are more than a hundred listings of source code, all of one kind: these are visited.
LISTINGS = ("_modules/index.html", "_modules/convbook/windows.html")
# Pages with a layout of their own, and one of each kind that has many.
ONE_OF_A_KIND = (
    "404.html",
    "_modules/convbook/windows.html",
    "book/api/convolution.html",
    "book/api/index.html",
    "book/appendix/bibliography.html",
    "book/appendix/errata.html",
    "book/appendix/explorer.html",
    "book/appendix/gallery.html",
    "book/appendix/glossary.html",
    "book/appendix/notation.html",
    "book/appendix/source-map.html",
    "book/appendix/speed.html",
    "book/convolution/padding-and-stride.html",
    "book/index.html",
    "book/preface.html",
    "genindex.html",
    "search.html",
)


@cache
def page_names():
    """Pages of the built site that are visited in the browser."""
    names = (path.relative_to(SITE).as_posix() for path in SITE.rglob("*.html"))
    written = {name for name in names if not name.startswith(("_modules/", "_static/"))}
    return sorted(written.union(LISTINGS) if written else written)


@cache
def pages_holding(text):
    """Visited pages whose text holds something."""
    return [name for name in page_names() if text in (SITE / name).read_text(encoding="utf-8")]
