"""The built site: where it is, and its pages."""

from pathlib import Path

ROOT = Path(__file__).parents[2]
SITE = ROOT / "_build" / "html"


def page_names():
    """Pages of the built site; the listings of source code hold nothing but text."""
    names = (path.relative_to(SITE).as_posix() for path in SITE.rglob("*.html"))
    return sorted(name for name in names if not name.startswith(("_modules/", "_static/")))


def pages_holding(text):
    """Pages whose text holds something."""
    return [name for name in page_names() if text in (SITE / name).read_text(encoding="utf-8")]
