"""The painter of marks: each as lines of SVG, at the place of its origin."""

from functools import singledispatch

from convbook.draw._paint.layout import row_height
from convbook.draw._paint.paths import box, disk, number, path
from convbook.draw._paint.svg import board, framed, group, words
from convbook.draw.charts.rasters import frames, image
from convbook.draw.marks import Arrow, Board, Dots, Image, Line, Rect, Stack, Words
from convbook.draw.picture import Picture
from convbook.draw.place import Part

CLASSES = {
    "input": "c-input l-input",
    "seen": "c-seen l-input",
    "read": "c-seen o-seen",
    "kernel": "c-kernel",
    "done": "c-done",
    "now": "c-now",
    "padding": "c-padding l-padding",
    "plain": "c-heat-0 l-none",
    "a": "c-a o-a",
    "b": "c-b o-b",
    "edge": "l-input",
    "outline": "o-seen",
    "dashed": "l-padding",
    "rule": "l-none",
    "link": "m-link",
    "strong": "m-strong",
    "first": "o-a",
    "second": "o-b",
    "tap": "m-span",
}
"""The classes of ``picture.css`` that each look is made of."""

ALIGN = {"middle": "", "start": " t-start", "end": " t-end"}
HEAD = 5
"""Half the width of the head of an arrow."""


def painted_part(part: Part) -> Picture:
    """``part`` as a picture."""
    return framed(inside(part, 0, 0), part.width, part.height, part.alt)


def inside(part: Part, x: float, y: float) -> list[str]:
    """The lines of a part; parts within are groups, which are equal wherever they are."""
    return [
        line for placed in part.marks for line in paint(placed.mark, x + placed.x, y + placed.y)
    ]


@singledispatch
def paint(mark, x: float, y: float) -> list[str]:
    """The lines of one mark with its origin at (x, y)."""
    raise TypeError(f"{type(mark).__name__} is not a mark")


@paint.register
def _(mark: Part, x, y):
    return group(inside(mark, 0, 0), x, y)


@paint.register
def _(mark: Rect, x, y):
    return [path(CLASSES[mark.look], [box(x, y, mark.width, mark.height)])]


@paint.register
def _(mark: Line, x, y):
    return [path(CLASSES[mark.look], [through(mark.points, x, y) + "z" * mark.closed])]


@paint.register
def _(mark: Arrow, x, y):
    (from_x, from_y), (to_x, to_y) = mark.points[-2:]
    length = ((to_x - from_x) ** 2 + (to_y - from_y) ** 2) ** 0.5
    along = ((to_x - from_x) * HEAD / length, (to_y - from_y) * HEAD / length)
    ends = [
        (to_x - along[0] + side * along[1], to_y - along[1] - side * along[0]) for side in (1, -1)
    ]
    head = through([ends[0], (to_x, to_y), ends[1]], x, y)
    return [path(CLASSES[mark.look], [through(mark.points, x, y), head])]


@paint.register
def _(mark: Dots, x, y):
    return [path(CLASSES[mark.look], [disk(x + a, y + b, mark.radius) for a, b in mark.points])]


@paint.register
def _(mark: Words, x, y):
    look = ("" if mark.look == "text" else f"t-{mark.look}") + ALIGN[mark.align]
    return [words(look.strip(), x, y, mark.text, mark.role)]


@paint.register
def _(mark: Image, x, y):
    left, top, right, bottom = mark.room
    return group([image(mark.raster, right - left, bottom - top), *frames(mark.raster)], x, y)


@paint.register
def _(mark: Board, x, y):
    grid, high = mark.grid, row_height(mark.grid, mark.unit)

    def at(row, column):
        return (
            (grid.spacing * (column - grid.columns[0]) + 0.5) * mark.unit,
            (row - grid.rows[0] + 0.5) * high,
        )

    lines = board(grid, mark.unit)
    moved = [point for point in mark.points if point.tap]
    if moved:
        ways = (through([at(*point.tap), at(point.row, point.column)]) for point in moved)
        lines.append(path("m-strong", ways))
    if mark.points:
        lines.append(path("c-now", [disk(*at(p.row, p.column), 4) for p in mark.points]))
    return group(lines, x, y, grid.name)


@paint.register
def _(mark: Stack, x, y):
    right, up = (lean * mark.side for lean in mark.LEAN)
    t, s, r, u = (number(value) for value in (mark.thick, mark.side, right, up))
    lines = []
    # From the last slab to the first: the nearer one covers what lies behind it.
    for which in reversed(range(mark.count)):
        left = x + which * (mark.thick + mark.apart)
        low, edge, left = number(y), number(left + mark.thick), number(left)
        faces = (
            ("c-input", f"M{edge} {low}l{r} -{u}v{s}l-{r} {u}z"),
            ("c-padding", f"M{left} {low}l{r} -{u}h{t}l-{r} {u}z"),
            ("c-seen", f"M{left} {low}h{t}v{s}h-{t}z"),
        )
        for look, shape in faces:
            lines += [path(look, [shape]), path("l-input", [shape])]
    return lines


def through(points, x: float = 0, y: float = 0) -> str:
    """A line through points, as a piece of a path."""
    return "M" + "L".join(f"{number(x + a)} {number(y + b)}" for a, b in points)
