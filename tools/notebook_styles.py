"""The style and the script that pictures and players carry: one form in all stored notebooks.

They say nothing of what a cell computed, so a new version is written into stored outputs without a
kernel, and outputs that differ in nothing else count as the same.
"""

import base64
import re

from convbook.draw import Picture
from convbook.explore import player, predict

PLAYER = 'class="cb-explorer"'
QUESTION = 'class="cb-predict"'
STYLE = re.compile(r"(?s)<style>.*?</style>")
SCRIPT = re.compile(r"(?s)<script>\(function.*?</script>")
POSTER = re.compile(r'(?<=src="data:image/svg\+xml;base64,)[A-Za-z0-9+/=]+')
# A picture of the package, with its style behind the opening tag as `Picture.standalone` writes it.
DRAWN = re.compile(r'(?s)\A(<svg\b[^>]*class="cb-picture[^>]*>)\n<style>.*?</style>')


def renewed(data):
    """Give the outputs of one display, by kind, the current style and script; change them there."""
    if PLAYER in data.get("text/html", ""):
        data["text/html"] = dressed(data["text/html"], player.style(), player.script(), restyled)
    if QUESTION in data.get("text/html", ""):
        html = data["text/html"]
        data["text/html"] = dressed(html, predict.style(), predict.script(), restyled)
    if "image/svg+xml" in data:
        data["image/svg+xml"] = restyled(data["image/svg+xml"])


def bare(data):
    """The outputs of one display without styles and scripts: what its cell answers for."""
    kept = dict(data)
    html = kept.get("text/html", "")
    if PLAYER in html or QUESTION in html:
        kept["text/html"] = dressed(kept["text/html"], "", "", undressed)
    if "image/svg+xml" in kept:
        kept["image/svg+xml"] = undressed(kept["image/svg+xml"])
    return kept


def dressed(html, style, script, picture):
    """A player with another style and script, and ``picture`` applied to the SVG of its poster."""
    html = SCRIPT.sub(lambda _: script, STYLE.sub(lambda _: style, html, count=1))
    return POSTER.sub(lambda code: encoded(picture(decoded(code[0]))), html, count=1)


def restyled(svg):
    """A picture of the package with the current rules for what it shows; any other as it is."""
    return Picture(undressed(svg), "a picture").standalone if DRAWN.match(svg) else svg


def undressed(svg):
    """A picture of the package without its style; any other as it is."""
    return DRAWN.sub(r"\1", svg)


def decoded(code):
    """Text of base64."""
    return base64.b64decode(code).decode()


def encoded(text):
    """Base64 of a text."""
    return base64.b64encode(text.encode()).decode()
