"""Marks: words, images, boards and stacks as data, each with an origin, a size and its own words.

Nothing here knows a color, a CSS class or a line of SVG. Rectangles, lines, arrows and dots are in
:mod:`convbook.draw.shapes`; :mod:`convbook.draw.place` puts marks beside, below and above each
other.

Examples
--------
A new picture: two boards, an arrow between them, a title and a caption.

>>> from convbook.draw import Arrow, Grid, beside, lined, titled
>>> image = Grid(2, 3, {(0, 0): "seen", (0, 1): "seen"}, {(0, 0): "4", (0, 1): "7"},
...              title="input", role="input")
>>> result = Grid(2, 2, {(0, 0): "now"}, {(0, 0): "7"}, "output", "empty", role="output")
>>> boards = beside(image, Arrow(), result)
>>> picture = lined(titled(boards, "The larger of two neighbors"), ["max(4, 7) = 7"])
>>> print(picture.alt)
The larger of two neighbors. input: 2 by 3 cells. Row 0: 4, 7. An arrow to the right. \
output: 2 by 2 cells. Row 0: 7. max(4, 7) = 7.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from convbook.draw import wording
from convbook.draw._paint.layout import BOLD, CHARACTER, LINE, Box
from convbook.draw.grid import ROLES, Grid
from convbook.draw.shapes import Mark, Pen, one_of

__all__ = ["Board", "Frame", "Image", "Point", "Stack", "Words"]

WRITING = {
    "text": CHARACTER + 1,
    "small": CHARACTER - 1,
    "label": CHARACTER - 1,
    "answer": CHARACTER - 1,
    "name": CHARACTER - 1,
    "title": CHARACTER,
    "line": CHARACTER,
    "caption": BOLD,
    "sign": 16,
}
"""How words can look, and about how many pixels a character of them takes."""

ALIGNMENTS = ("", "middle", "start", "end")


@dataclass(frozen=True)
class Words(Mark):
    """A line of text; its origin lies on the baseline, at the start, the middle or the end.

    Parameters
    ----------
    text : str
    look : str
    align : {'', 'middle', 'start', 'end'}
        By default that of the look: titles and captions start at their origin, all other words
        have it in their middle.
    role : {'input', 'kernel', 'output'}, optional
        Colors the first word.
    apart : bool
        The text is a line of SVG of its own, which packed frames share with text alternatives.
    """

    text: str
    look: str = "line"
    align: str = ""
    role: str = ""
    apart: bool = False

    def __post_init__(self):
        one_of("look", self.look, WRITING)
        one_of("align", self.align, ALIGNMENTS)
        if self.role:
            one_of("role", self.role, ROLES)

    @property
    def room(self):
        width = WRITING[self.look] * len(self.text)
        align = self.align or ("start" if self.look in ("title", "caption") else "middle")
        left = {"middle": -width / 2, "start": 0, "end": -width}[align]
        # A sign is larger and stands in the middle of what is beside it.
        below = 3 if self.look == "sign" else 6
        return left, below - LINE, left + width, below

    @property
    def alt(self):
        return wording.sentence(self.text)


@dataclass(frozen=True)
class Image(Mark):
    """A :class:`~convbook.draw.Raster` without its title; its origin is the upper left corner."""

    raster: object

    @property
    def room(self):
        rows, columns = self.raster.shape
        return 0, 0, columns * self.raster.cell, rows * self.raster.cell

    @property
    def alt(self):
        return self.raster.alt


@dataclass(frozen=True)
class Frame(Mark):
    """A box that shows on any gray; its origin is the upper left corner."""

    width: float
    height: float
    pen: Pen | None = None

    @property
    def room(self):
        return 0, 0, self.width, self.height


@dataclass(frozen=True)
class Point:
    """A place between the cells of a board, as deformable convolution reads it.

    Parameters
    ----------
    row, column : float
        Coordinates in cells; whole numbers are the middles of cells.
    tap : (float, float), optional
        Row and column of the tap that was moved here: a line leads from it.
    """

    row: float
    column: float
    tap: tuple[float, float] | None = None


@dataclass(frozen=True)
class Board(Mark):
    """A grid with its title and names, and points between its cells.

    The origin is the upper left corner of the cells.

    Parameters
    ----------
    grid : Grid
    unit : int
        Pixels of a cell.
    points : sequence of Point
    is_named : bool
        Whether pages and tests can find the board by its name.

    Raises
    ------
    ValueError
        If a point lies outside the cells.
    """

    grid: Grid
    unit: int = 32
    points: Sequence[Point] = ()
    is_named: bool = True

    def __post_init__(self):
        object.__setattr__(self, "points", tuple(self.points))
        rows, columns = self.grid.rows, self.grid.columns
        for point in self.points:
            for row, column in filter(None, [(point.row, point.column), point.tap]):
                if not (
                    rows[0] - 0.5 <= row <= rows[-1] + 0.5
                    and columns[0] - 0.5 <= column <= columns[-1] + 0.5
                ):
                    raise ValueError(
                        f"point ({row:g}, {column:g}) lies outside the board of rows {rows[0]} to "
                        f"{rows[-1]} and columns {columns[0]} to {columns[-1]}"
                    )

    @property
    def room(self):
        box = Box(self.grid, self.unit)
        return -box.left, -box.top, box.width - box.left, box.body_height

    @property
    def alt(self):
        return wording.board_in_sentences(self.grid, self.points)


@dataclass(frozen=True)
class Stack(Mark):
    """Channels, or equal layers, as slabs behind each other's right side.

    Parameters
    ----------
    count : int
        Slabs.
    thick, side : float
        Pixels of a slab's front: its width, and its height.
    apart : float
        Pixels from a slab to the next.
    title : str
        Says in the text alternative what the slabs are.

    Raises
    ------
    ValueError
        If there is no slab, or a slab has no size.
    """

    count: int
    thick: float
    side: float
    apart: float = 8
    title: str = ""

    LEAN = (0.4, 0.3)
    """How far the back of a slab lies to the right and up, in sides."""

    def __post_init__(self):
        if self.count < 1:
            raise ValueError(f"a stack needs at least 1 slab, got {self.count}")
        if self.thick <= 0 or self.side <= 0:
            raise ValueError(f"a slab needs a size above 0, got {self.thick:g} by {self.side:g}")

    @property
    def room(self):
        right, up = (lean * self.side for lean in self.LEAN)
        return 0, -up, self.count * (self.thick + self.apart) - self.apart + right, self.side

    @property
    def alt(self):
        return wording.stack(self.count, self.title)
