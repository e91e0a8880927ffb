"""Photographs in drawn charts: files beside the page, so that its words do not wait for them.

A chart is SVG in the page and holds its photographs as base64, for JupyterLab and exports. Small
images, as players have them in many frames, stay where they are.
"""

import hashlib
import re
from base64 import b64decode
from pathlib import Path

PHOTOGRAPH = re.compile(r'(?<= href=")data:image/png;base64,([A-Za-z0-9+/=]+)(?=")')
LEAST_BYTES = 2000
FOLDER = "_photographs"
NAME = re.compile(FOLDER + r"/([0-9a-f]+\.png)")


def parted(html, keep):
    """HTML whose large drawn images are links.

    Parameters
    ----------
    html : str
    keep : callable
        Takes the bytes of an image, stores them, returns their address.

    Returns
    -------
    str
    """

    def link(found):
        return keep(b64decode(found[1])) if len(found[1]) >= LEAST_BYTES else found[0]

    return PHOTOGRAPH.sub(link, html)


def part_page(app, pagename, templatename, context, doctree):
    """Store the photographs of a page of the site beside it."""
    if app.builder.embedded or "body" not in context:
        return

    def keep(image):
        name = f"{FOLDER}/{hashlib.sha256(image).hexdigest()[:16]}.png"
        file = Path(app.outdir, name)
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(image)
        return context["pathto"](name, 1)

    context["body"] = parted(context["body"], keep)


def remove_unseen(app, exception):
    """Remove the photographs of earlier builds that no page shows any more."""
    folder = Path(app.outdir, FOLDER)
    if exception is None and folder.is_dir():
        pages = (path.read_text(encoding="utf-8") for path in Path(app.outdir).rglob("*.html"))
        shown = {name for page in pages for name in NAME.findall(page)}
        for path in folder.iterdir():
            if path.name not in shown:
                path.unlink()


def setup(app):
    """Connect to Sphinx."""
    app.connect("html-page-context", part_page)
    app.connect("build-finished", remove_unseen)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
