"""Pictures say their size, so the page keeps still while they load.

Rests on the ``<img>`` elements as Sphinx writes them and on ``images`` of its HTML builder.
"""

import re
from pathlib import Path

import imagesize

IMAGE = re.compile(r'<img\b(?![^>]*\s(?:width|height|style)=)[^>]*\ssrc="([^":]+)"[^>]*?(?=\s*/?>)')


def with_sizes(html, size):
    """HTML whose images have a width and a height.

    Parameters
    ----------
    html : str
    size : callable
        Takes an image's address, returns its width and height, or None where they are unknown.

    Returns
    -------
    str

    Examples
    --------
    >>> with_sizes('<img alt="A cell" src="cell.png" />', lambda address: (30, 20))
    '<img alt="A cell" src="cell.png" width="30" height="20" />'
    """

    def sized(match):
        known = size(match[1])
        return match[0] + (f' width="{known[0]}" height="{known[1]}"' if known else "")

    return IMAGE.sub(sized, html)


def size_of(file):
    """Width and height of an image file in whole pixels, or None."""
    if not file.is_file():
        return None
    width, height = imagesize.get(file)
    return (round(width), round(height)) if width > 0 and height > 0 else None


def give_sizes(app, pagename, templatename, context, doctree):
    """Give every image of the page its size; its file may not be copied into the site yet."""
    files = {name: Path(app.srcdir, path) for path, name in app.builder.images.items()}

    def size(address):
        name = address.rsplit("/", 1)[-1]
        return size_of(files[name]) if name in files else None

    if "body" in context:
        context["body"] = with_sizes(context["body"], size)


def setup(app):
    """Connect to Sphinx."""
    app.connect("html-page-context", give_sizes)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
