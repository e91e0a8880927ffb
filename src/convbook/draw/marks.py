"""Marks: what a picture is made of, as data. A mark has an origin, a size and words of its own.

Nothing here knows a color, a CSS class or a line of SVG. :mod:`convbook.draw.place` puts marks
beside, below and above each other.

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
from convbook.draw.grid import Grid

__all__ = ["LOOKS", "Arrow", "Board", "Dots", "Image", "Line", "Point", "Rect", "Stack", "Words"]

LOOKS = (
    "input", "seen", "read", "kernel", "done", "now", "padding", "plain", "a", "b",
    "edge", "outline", "dashed", "rule", "link", "strong", "first", "second", "tap",
)  # fmt: skip
"""How a mark can look: as the part of a cell of that name, or as a line of that kind."""

WRITING = {
    "text": CHARACTER + 1,
    "small": CHARACTER - 1,
    "name": CHARACTER - 1,
    "title": CHARACTER,
    "line": CHARACTER,
    "caption": BOLD,
    "sign": 16,
}
"""How words can look, and about how many pixels a character of them takes."""

ALIGNMENTS = ("middle", "start", "end")
Spot = tuple[float, float]


def one_of(name: str, value: str, known) -> None:
    """Refuse a value that is not among those known."""
    if value not in known:
        raise ValueError(f"{name} must be one of {', '.join(known)}; got {value!r}")


class Mark:
    """What all marks have: room around their origin (left, top, right, bottom), and words."""

    alt = ""

    @property
    def room(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom edge, seen from the origin."""
        raise NotImplementedError


@dataclass(frozen=True)
class Rect(Mark):
    """A rectangle; its origin is the upper left corner, or the upper right of a negative width."""

    width: float
    height: float
    look: str = "input"

    def __post_init__(self):
        one_of("look", self.look, LOOKS)

    @property
    def room(self):
        return min(0, self.width), 0, max(0, self.width), self.height


@dataclass(frozen=True)
class Line(Mark):
    """A line through points, ``closed`` if it comes back to the first of them."""

    points: Sequence[Spot]
    look: str = "link"
    closed: bool = False

    def __post_init__(self):
        one_of("look", self.look, LOOKS)
        object.__setattr__(self, "points", tuple(self.points))
        if len(self.points) < 2:
            raise ValueError(f"a line needs at least 2 points, got {len(self.points)}")

    @property
    def room(self):
        return around(self.points, 0)


@dataclass(frozen=True)
class Arrow(Line):
    """A line with a head at its last point; by default 36 pixels to the right."""

    points: Sequence[Spot] = ((0, 0), (36, 0))

    @property
    def room(self):
        return around(self.points, 5)

    @property
    def alt(self):
        (x, y), (to_x, to_y) = self.points[0], self.points[-1]
        return wording.arrow(to_x - x, to_y - y)


@dataclass(frozen=True)
class Dots(Mark):
    """Disks of one radius around points."""

    points: Sequence[Spot]
    look: str = "done"
    radius: float = 5

    def __post_init__(self):
        one_of("look", self.look, LOOKS)
        object.__setattr__(self, "points", tuple(self.points))

    @property
    def room(self):
        return around(self.points, self.radius)


@dataclass(frozen=True)
class Words(Mark):
    """A line of text; its origin lies on the baseline, at the start, the middle or the end.

    ``role`` (input, kernel or output) colors the first word.
    """

    text: str
    look: str = "line"
    align: str = "middle"
    role: str = ""

    def __post_init__(self):
        one_of("look", self.look, WRITING)
        one_of("align", self.align, ALIGNMENTS)

    @property
    def room(self):
        width = WRITING[self.look] * len(self.text)
        left = {"middle": -width / 2, "start": 0, "end": -width}[self.align]
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

    Raises
    ------
    ValueError
        If a point lies outside the cells.
    """

    grid: Grid
    unit: int = 32
    points: Sequence[Point] = ()

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


def around(points: Sequence[Spot], margin: float) -> tuple[float, float, float, float]:
    """The room of points with a margin."""
    xs, ys = zip(*points, strict=True)
    return min(xs) - margin, min(ys) - margin, max(xs) + margin, max(ys) + margin
