"""A chapter of a few cells with one output of each kind, and ways to change what it stores."""

import base64
import dataclasses
import io

import nbformat
from notebook_form import KERNEL, as_text, read, write
from notebook_rules import RULES
from PIL import Image, ImageDraw

SLUG = "small"

NUMBERS = """\
numbers = [10 * row + column for row in range(2) for column in range(3)]
print(numbers)
sum(numbers)"""

GRID = """\
class Grid:
    def _repr_mimebundle_(self, include=None, exclude=None):
        text = "".join(f"<text x='{n}'>{n}</text>" for n in numbers)
        return {
            "image/svg+xml": f"<svg xmlns='http://www.w3.org/2000/svg'>{text}</svg>",
            "text/plain": "Six cells that hold their place.",
        }
Grid()"""

PHOTOGRAPH = """\
import io
from PIL import Image, ImageDraw
class Curve:
    def _repr_mimebundle_(self, include=None, exclude=None):
        image, file = Image.new("RGBA", (160, 90), "white"), io.BytesIO()
        draw = ImageDraw.Draw(image)
        draw.line((10, 80, 150, 20), "blue", 2)
        draw.text((120, 60), "k = 3", "black")
        image.save(file, "png")
        return {"image/png": file.getvalue(), "text/plain": "A line that rises to the right."}
Curve()"""

PLAYER = """\
class Player:
    def _repr_mimebundle_(self, include=None, exclude=None):
        frames = "\\n".join(f"<text>step {n}: {n * n}</text>" for n in range(120))
        parts = ["<style>.a {}</style>", f'<script type="application/json">{frames}</script>',
                 "<script>(function () { return 1; })();</script>"]
        html = "\\n".join(['<div class="cb-explorer" id="squares">', *parts, "</div>"])
        return {"text/html": html, "text/plain": "An explorer of 120 steps."}
Player()"""


def small_chapter():
    """Return the chapter, not executed."""
    text, code = nbformat.v4.new_markdown_cell, nbformat.v4.new_code_cell
    cells = [
        text(f"({SLUG})=\n# A small chapter"),
        code(NUMBERS),
        text("As a grid:"),
        code(GRID),
        text("As a curve:"),
        code(PHOTOGRAPH),
        text("In 120 steps:"),
        code(PLAYER),
        text("Where it breaks:"),
        code("numbers[6]", metadata={"tags": ["raises-exception"]}),
        text("In the end:"),
        code("len(numbers)"),
    ]
    return nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": KERNEL})


def cell(notebook, number):
    """Return the cell that the rules call by this number."""
    return notebook.cells[number - 1]


def replace_once(text, old, new):
    """Return ``text`` with ``old``, which must stand there exactly once, replaced."""
    assert text.count(old) == 1
    return text.replace(old, new)


def painted(picture, draw):
    """Return a PNG, given as base64, after ``draw`` has drawn on it."""
    image = Image.open(io.BytesIO(base64.b64decode(picture)))
    file = io.BytesIO()
    draw(ImageDraw.Draw(image))
    image.save(file, "png")
    return base64.b64encode(file.getvalue()).decode() + "\n"


def store(notebook, folder, slug):
    """Store ``notebook`` in ``folder`` as the chapter ``slug``, in the form of the tool."""
    cell(notebook, 1).source = cell(notebook, 1).source.replace(f"({SLUG})=", f"({slug})=")
    path = folder / f"{slug}.ipynb"
    path.write_text(as_text(notebook), encoding="utf-8", newline="\n")
    return path


def as_stored(chapter):
    """Return ``chapter`` after its notebook was changed and stored."""
    return dataclasses.replace(chapter, stored=as_text(chapter.notebook))


def broken(rule, chapter):
    """Return [(cell, words)] of what one of the rules says."""
    assert rule in RULES
    return list(rule(chapter))


def edit(path, change):
    """Change the notebook at ``path`` and store it in the form of the tool."""
    notebook = read(path)
    change(notebook)
    write(path, notebook)


def one_cell(tmp_path, source, *tags):
    """Store a chapter of one code cell, not executed."""
    code = nbformat.v4.new_code_cell(source, metadata={"tags": list(tags)})
    return store(nbformat.v4.new_notebook(cells=[code]), tmp_path, "one-cell")
