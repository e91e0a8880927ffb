"""The gallery of explorers, which grows by itself: it reads the stored outputs of the notebooks."""

from base64 import b64decode
from html import escape
from html.parser import HTMLParser

from book_directive import BookDirective
from book_pages import note_reader
from docutils import nodes
from notebook_outputs import inline_picture, joined

DRAWN = "data:image/svg+xml;base64,"


class ExplorerReader(HTMLParser):
    """Reads name, title and poster of the explorers in a piece of HTML."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        """Note an explorer's root, and the first image in it."""
        given = dict(attrs)
        if "cb-explorer" in (given.get("class") or "").split():
            self.found.append({"name": given["id"], "title": given["data-cb-title"]})
        elif tag == "img" and self.found and "src" not in self.found[-1]:
            self.found[-1] |= {"src": given["src"], "alt": given.get("alt") or ""}


def explorers(notebook):
    """Explorers among the stored outputs of a notebook.

    Parameters
    ----------
    notebook : dict
        A notebook as read from its file.

    Returns
    -------
    list of dict
        ``name`` and ``title`` of each, in order; ``src`` and ``alt`` of those with a poster.
    """
    reader = ExplorerReader()
    for cell in notebook["cells"]:
        for output in cell.get("outputs", []):
            reader.feed(joined(output.get("data", {}).get("text/html", "")))
    return reader.found


def title_of(notebook):
    """Title of a chapter: its first level-one heading."""
    for cell in notebook["cells"]:
        for line in joined(cell["source"]).splitlines():
            if cell["cell_type"] == "markdown" and line.startswith("# "):
                return line[2:].strip()
    raise ValueError("a chapter has no level-one heading")


def poster(explorer):
    """HTML of the poster; a drawn one stands inline, so that it follows the theme."""
    source = explorer.get("src", "")
    if source.startswith(DRAWN):
        picture = b64decode(source.removeprefix(DRAWN)).decode()
        return f'<div aria-hidden="true">{inline_picture(picture, explorer["alt"])}</div>'
    return f'<img src="{escape(source)}" alt="" loading="lazy">' if source else ""


def card(explorer, page, address):
    """HTML of one card; the poster is part of the link."""
    link = f"{address}#{explorer['name']}"
    return (
        f'<li><a href="{escape(link)}">{poster(explorer)}{escape(explorer["title"])}</a>'
        f"<p>{escape(page)}</p></li>"
    )


class Gallery(BookDirective):
    """Show the poster of every explorer of the book, each linked to its place."""

    def run(self):
        """Return the cards, or a sentence while there are none."""
        note_reader(self.env, "explorers")
        builder = self.env.app.builder
        if builder.format != "html":  # addresses and moving pictures are of the site alone
            return [nodes.paragraph("", "The gallery of explorers is a page of the site.")]
        cards = [
            card(explorer, title, builder.get_relative_uri(self.env.docname, page))
            for page, title, explorer in self.env.book.explorers
        ]
        if not cards:
            return [nodes.paragraph("", "No chapter has an explorer yet.")]
        html = f'<div class="book-cards cb-gallery"><ul>{"".join(cards)}</ul></div>'
        return [nodes.raw("", html, format="html")]


def setup(app):
    """Connect to Sphinx."""
    app.add_directive("explorer-gallery", Gallery)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
