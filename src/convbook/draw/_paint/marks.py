"""The painter of marks: each as lines of SVG, at the place of its origin."""

from functools import singledispatch
from itertools import pairwise

from convbook.draw._paint.images import frame, image
from convbook.draw._paint.layout import row_height
from convbook.draw._paint.paths import box, diamond, disk, number, path, plate, square
from convbook.draw._paint.svg import board, framed, group, text_lines, words
from convbook.draw.marks import Board, Frame, Image, Stack, Words
from convbook.draw.picture import Picture
from convbook.draw.place import Part
from convbook.draw.shapes import Arrow, Cluster, Dots, Line, Pen, Rect

CLASSES = {
    "input": "c-input l-input",
    "seen": "c-seen l-input",
    "shade": "c-seen",
    "chosen": "c-seen-padding o-seen",
    "read": "c-seen o-seen",
    "kernel": "c-kernel",
    "done": "c-done",
    "now": "c-now",
    "padding": "c-padding l-padding",
    "plain": "c-heat-0 l-none",
    "blank": "c-heat-0",
    "ink": "t-kernel",
    "a": "c-a o-a",
    "b": "c-b o-b",
    "plate a": "c-a",
    "plate b": "c-b",
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

WRITTEN = {"text": "{}", "label": "{} t-small", "answer": "t-small t-output {}"}
"""The classes of words, and where that of their alignment stands; if not here, by their look."""

SHAPES = {"disk": disk, "square": square, "diamond": diamond, "plate": plate}

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
    lines = inside(mark, 0, 0)
    return group(lines, x, y, class_="cb-grid") if mark.is_row else group(lines, x, y)


@paint.register(Rect)
@paint.register(Line)
@paint.register(Dots)
def _(mark, x, y):
    return [path(CLASSES[mark.look], piece(mark, x, y), style(getattr(mark, "pen", None)))]


@paint.register
def _(mark: Cluster, x, y):
    if mark.look in CLASSES:
        shapes = [text for each in mark.marks for text in piece(each.mark, x + each.x, y + each.y)]
        return [path(CLASSES[mark.look], shapes, style(mark.pen))]
    line = "".join(line for each in mark.marks for line in paint(each.mark, x + each.x, y + each.y))
    return [f"<g class='t-rim'>{line}</g>" if mark.look == "quiet" else line]


@singledispatch
def piece(mark, x: float, y: float) -> list[str]:
    """The pieces of a path that draw a shape with its origin at (x, y)."""
    raise TypeError(f"{type(mark).__name__} is not a shape")


@piece.register
def _(mark: Rect, x, y):
    return [box(x, y, mark.width, mark.height)]


@piece.register
def _(mark: Line, x, y):
    return [through(mark.points, x, y, mark.way) + "z" * mark.closed]


@piece.register
def _(mark: Arrow, x, y):
    (from_x, from_y), (to_x, to_y) = mark.points[-2:]
    length = ((to_x - from_x) ** 2 + (to_y - from_y) ** 2) ** 0.5
    along = ((to_x - from_x) * HEAD / length, (to_y - from_y) * HEAD / length)
    ends = [
        (to_x - along[0] + side * along[1], to_y - along[1] - side * along[0]) for side in (1, -1)
    ]
    head = through([ends[0], (to_x, to_y), ends[1]], x, y)
    return [through(mark.points, x, y, mark.way), head]


@piece.register
def _(mark: Dots, x, y):
    return [SHAPES[mark.shape](x + a, y + b, mark.radius) for a, b in mark.points]


def style(pen: Pen | None) -> str:
    """The attributes of a pen."""
    if pen is None:
        return ""
    rules = [f"stroke-width:{number(pen.width)}"] if pen.width else []
    rules += ["stroke-linecap:round"] if pen.round else []
    rules += [f"opacity:{number(pen.opacity).lstrip('0')}"] if pen.opacity < 1 else []
    dash = [f"stroke-dasharray='{pen.dash}'"] if pen.dash else []
    return " ".join(dash + ([f"style='{';'.join(rules)}'"] if rules else []))


@paint.register
def _(mark: Words, x, y):
    align = f"t-{mark.align}" if mark.align in ("start", "end") else ""
    looks = " ".join(WRITTEN.get(mark.look, f"t-{mark.look} {{}}").format(align).split())
    if mark.apart:
        return text_lines([mark.text], x, y, looks)
    return [words(looks, x, y, mark.text, mark.role)]


@paint.register
def _(mark: Image, x, y):
    item, (_, _, wide, tall) = mark.raster, mark.room
    lines = [image(item, wide, tall)]
    for row, column, rows, columns in item.boxes:
        lines += frame(*(cells * item.cell for cells in (column, row, columns, rows)))
    # Where a group begins, its image needs no group of its own.
    return group(lines, x, y) if x or y else lines


@paint.register
def _(mark: Frame, x, y):
    return frame(x, y, mark.width, mark.height, style(mark.pen))


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
    return group(lines, x, y, grid.name if mark.is_named else "")


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


def through(points, x: float = 0, y: float = 0, way: str = "L") -> str:
    """A line through points, as a piece of a path."""
    return f"M{number(x + points[0][0])} {number(y + points[0][1])}" + "".join(
        step(way[min(at, len(way) - 1)], before, point, x, y)
        for at, (before, point) in enumerate(pairwise(points))
    )


def step(way: str, before, point, x: float, y: float) -> str:
    """The way from a point to the next, by a command of SVG."""
    if way.islower():
        across, down = number(point[0] - before[0]), number(point[1] - before[1])
    else:
        across, down = number(x + point[0]), number(y + point[1])
    if way in "hH":
        return f"{way}{across}"
    if way in "vV":
        return f"{way}{down}"
    # A curve has many points: after a distance, a minus sign needs no blank before it.
    return f"{way}{across} {down}".replace(" -", "-" if way == "l" else " -")
