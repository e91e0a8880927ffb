"""What one deep cell sees: its cone through the layers, and how much each input cell counts."""

from collections.abc import Collection, Iterable, Sequence

from convbook.arithmetic import Field, Slide, sizes_through
from convbook.draw.charts import wording
from convbook.draw.marks import Words
from convbook.draw.picture import Picture
from convbook.draw.place import Part, lined
from convbook.draw.shapes import Cluster, Line, Pen, Rect

__all__ = ["cone", "profile"]

WIDE, NAME, HIGH, APART = 420, 58, 20, 46
"""Pixels of a picture, which must stay legible on a telephone; left of the rows; of a row of cells;
and from row to row."""


def cone(
    size: int, windows: Sequence[Slide], cell: int, columns: range, *, lines: Sequence[str] = ()
) -> Picture:
    """A chain of layers on one axis, and everything that one cell of the last layer sees.

    Each layer is a row, the input at the bottom. A cell is drawn as wide as its step in the input
    and stands over the middle of what it sees. The cells that take part carry a dot.

    Parameters
    ----------
    size : int
        Cells of the input.
    windows : sequence of Slide
        One for each layer.
    cell : int
        The cell of the last layer whose cone is drawn.
    columns : range
        The input cells to draw, those of the border among them.
    lines : sequence of str, optional
        Stand below.

    Raises
    ------
    ValueError
        If the last layer has no such cell, or ``columns`` leave out a part of the cone.

    Examples
    --------
    >>> print(cone(9, [Slide(3), Slide(2, stride=2)], 1, range(9)))
    The cone of cell 1 of layer 2. Input: 9 cells; it sees cells 2 to 5. Layer 1: 7 cells; it sees \
cells 2 to 3. Layer 2: 3 cells; it sees cell 1.
    """
    sizes = sizes_through(size, windows)
    if len(sizes) <= len(windows) or cell not in range(sizes[-1]):
        raise ValueError(f"there is no cell {cell} in a last layer of {sizes[-1]} cells")
    fields, seen = [Field()], [[cell]]
    for window in windows:
        fields.append(fields[-1].through(window))
    for window, cells in zip(reversed(windows), reversed(sizes), strict=False):
        made = (i for i in seen[0] if i in range(cells))
        seen.insert(0, sorted({read for i in made for read in window.reads(i)}))
    if seen[0][0] not in columns or seen[0][-1] not in columns:
        raise ValueError(
            f"the cone covers input cells {seen[0][0]} to {seen[0][-1]}; "
            f"columns {columns[0]} to {columns[-1]} are drawn"
        )
    unit = (WIDE - NAME) / len(columns)
    heights = [row * APART for row in reversed(range(len(sizes)))]
    left = NAME - columns[0] * unit
    marks = []
    for cells, field, read, y in zip(sizes, fields, seen, heights, strict=True):
        rim = [i for i in read if i not in range(cells)]
        inside = [i for i in range(cells) if field.center(i) <= columns[-1]]
        start = left + (field.center(0) - (field.stride - 1) / 2) * unit
        for some, look in ((rim, "padding"), (inside, "done" if y < heights[0] else "input")):
            # Each cell is as wide as the step from one to the next.
            marks += [(start, y, tiles(field.stride * unit, some, look))] if some else []
    # Shifted as one piece: the cones of two cells are the same lines at another place.
    shift = left + (fields[-1].center(cell) + 0.5) * unit
    marks.append((shift, 0, Part(beams(seen, fields, heights, unit), 0, 0)))
    names = ["input", *(f"layer {number}" for number in range(1, len(sizes)))]
    # All names in one line: packed frames name each of their lines.
    roles = ("input", *[""] * len(windows))
    written = (Words(name, "name", "end", role) for name, role in zip(names, roles, strict=True))
    named = [(0, y, word) for y, word in zip(heights, written, strict=True)]
    marks.append((NAME - 8, HIGH / 2 + 4, Cluster(named)))
    about = wording.cone(cell, list(zip(names, sizes, seen, strict=True)))
    base = Part(marks, WIDE, heights[0] + HIGH + 12, about)
    return lined(base, lines, align="start", first=18, end=0).picture


def tiles(wide: float, at: Sequence[int], look: str) -> Cluster:
    """Rectangles beside each other, each run of them one outline and its inner walls."""
    runs: list[list[int]] = []
    for i in at:
        if runs and runs[-1][-1] == i - 1:
            runs[-1].append(i)
        else:
            runs.append([i])
    shapes = []
    for run in runs:
        shapes.append((run[0] * wide, 0, Rect(wide * len(run), HIGH)))
        shapes += [(i * wide, 0, Line.down(HIGH)) for i in run[1:]]
    return Cluster(shapes, look)


def beams(seen, fields, heights, unit: float) -> Iterable[tuple]:
    """The cone: a shaded piece between neighboring rows, then a dot on every cell it touches."""
    middle = fields[-1].center(seen[-1][0])
    spots = [
        [(field.center(i) - middle) * unit for i in cells]
        for field, cells in zip(fields, seen, strict=True)
    ]
    halves = [field.stride * unit / 2 for field in fields]
    for row in reversed(range(1, len(seen))):
        (left, right), (low, high) = (
            (spots[at][0] - halves[at], spots[at][-1] + halves[at]) for at in (row, row - 1)
        )
        top, bottom = heights[row] + HIGH, heights[row - 1]
        corners = ((left, top), (right, top), (high, bottom), (low, bottom))
        yield 0, 0, Line(corners, "shade", closed=True, pen=Pen(opacity=0.55))
    for y, places in zip(heights, spots, strict=True):
        dots = [(x, 0, Line.across(0)) for x in places]
        yield 0, y + HIGH / 2, Cluster(dots, "strong", Pen(7, round=True))


def profile(
    shares: Sequence[float],
    inner: Collection[int],
    columns: range,
    *,
    lines: Sequence[str] = (),
) -> Picture:
    """A bar for each cell of a receptive field: how much of the whole it carries.

    Parameters
    ----------
    shares : sequence of float
        One for each cell of the field, an odd number of them; the middle one stands at 0, and the
        largest has the full height.
    inner : collection of int
        The cells whose bars stand out.
    columns : range
        The cells to draw; those of the field are shaded in the line under the bars.
    lines : sequence of str, optional
        Stand below.

    Raises
    ------
    ValueError
        If ``columns`` leave out a cell of the field, or the shares have no middle one.

    Examples
    --------
    >>> print(profile([0.25, 0.5, 0.25], [0], range(-2, 3)))
    Bars over 5 cells. The field: cells −1 to 1. Marked: cell 0. Highest: 0.5. At the ends of the \
field: 0.25.
    """
    reach = len(shares) // 2
    field = range(-reach, reach + 1)
    if len(field) != len(shares) or field[0] not in columns or field[-1] not in columns:
        raise ValueError(
            f"{len(shares)} shares around 0 do not fit on cells {columns[0]} to {columns[-1]}"
        )
    unit, tall = WIDE / len(columns), 130
    left = (field[0] - columns[0]) * unit
    bars: dict[str, list[tuple]] = {"link": [], "strong": []}
    for place, share in enumerate(shares):
        high = round(tall * share / max(shares), 1)
        if high:
            look = "strong" if field[place] in inner else "link"
            bars[look].append((left + (place + 0.5) * unit, tall, Line.down(-high)))
    pen = Pen(unit - 3)
    marks = [(0, 0, Cluster(bar, look, pen)) for look, bar in bars.items() if bar]
    marks.append((left, tall + 6, Rect(len(field) * unit, HIGH, "shade")))
    marks.append((0, tall + 6, tiles(unit, range(len(columns)), "edge")))
    about = wording.profile(len(columns), field, sorted(inner), shares)
    base = Part(marks, WIDE, tall + HIGH + 18, about)
    return lined(base, lines, align="start", first=18, end=0).picture
