"""The pictures of stored notebooks, made ready for the page before MyST reads them.

- A drawn picture or chart (SVG) becomes inline HTML without its own style: the site's stylesheet
  gives its colors, so the theme switch works. Its text form is its text alternative.
- An image (PNG) gets its text form as its text alternative.
- A player leaves its style and script to the site.
"""

import re
from html import escape

import players

SOURCE_ID = re.compile(r"(?:N\d+-[A-Z]?\d+(?:\.\d+)*|ERR-[A-Z]\d+)", re.ASCII)


def joined(text):
    """Text of a notebook field, which nbformat stores whole or line by line."""
    return text if isinstance(text, str) else "".join(text)


def label_of(source_id):
    """Target name of a source id.

    Examples
    --------
    >>> label_of("N0-1.2")
    'n0-1-2'
    """
    return source_id.lower().replace(".", "-")


def inline_picture(svg, alternative):
    """HTML of a picture whose colors come from the site's stylesheet.

    Parameters
    ----------
    svg : str
        A standalone SVG; its style elements are left out.
    alternative : str
        What the picture shows, in words.

    Returns
    -------
    str
    """
    start = svg.index("<svg")
    body = re.sub(r"\s*<style\b[^>]*>.*?</style>", "", svg[start:], flags=re.DOTALL)
    body = re.sub(r"\s*<(title|desc)\b[^>]*>.*?</\1>", "", body, flags=re.DOTALL)
    opening, rest = body.split(">", 1)
    opening = re.sub(r'\s(?:role|aria-[a-z]+)="[^"]*"', "", opening)
    label = escape(alternative, quote=True)
    # A blank line would end the HTML for MyST.
    rest = re.sub(r"\n\s*\n", "\n", rest)
    return f'<div class="cb-figure">{opening} role="img" aria-label="{label}">{rest.strip()}</div>'


def dress_outputs(cell):
    """Turn a code cell's pictures into what the page shows; change the cell in place."""
    alternatives = []
    for output in cell.get("outputs", []):
        data = output.get("data", {})
        words = " ".join(joined(data.get("text/plain", "")).split())
        if "image/svg+xml" in data and "text/html" not in data:
            svg = joined(data.pop("image/svg+xml"))
            data["text/html"] = inline_picture(svg, words)
        elif "image/png" in data and words and not words.startswith("<"):
            alternatives.append(words)
        elif any(root in joined(data.get("text/html", "")) for root in players.SCRIPTS):
            data["text/html"] = players.lean(joined(data["text/html"]))
    if alternatives:
        # MyST takes one text alternative a cell, for all its pictures.
        image = cell["metadata"].setdefault("mystnb", {}).setdefault("image", {})
        image.setdefault("alt", " ".join(dict.fromkeys(alternatives)))
