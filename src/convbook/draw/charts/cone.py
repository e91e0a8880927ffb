"""What one deep cell sees: its cone through the layers, and how much each input cell counts."""

from collections.abc import Collection, Iterable, Sequence

from convbook.arithmetic import Field, Slide, sizes_through
from convbook.draw._paint.layout import LINE, wrapped
from convbook.draw._paint.paths import number, path
from convbook.draw._paint.svg import framed, text_lines, words
from convbook.draw.grid import role_of
from convbook.draw.picture import Picture
from convbook.draw.wording import covered, sentence

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
    drawn = []
    for cells, field, read, y in zip(sizes, fields, seen, heights, strict=True):
        rim = [i for i in read if i not in range(cells)]
        inside = [i for i in range(cells) if field.center(i) <= columns[-1]]
        drawn += row_of_cells(rim, "c-padding l-padding", field, columns, unit, y)
        look = "c-done" if y < heights[0] else "c-input l-input"
        drawn += row_of_cells(inside, look, field, columns, unit, y)
    # Shifted as one piece: the cones of two cells are the same lines at another place.
    shift = NAME + (fields[-1].center(cell) - columns[0] + 0.5) * unit
    drawn += [f"<g transform='translate({number(shift)} 0)'>"]
    drawn += beams(seen, fields, heights, unit)
    drawn += ["</g>"]
    names = ["input", *(f"layer {number}" for number in range(1, len(sizes)))]
    # All names in one line: packed frames name each of their lines.
    drawn.append(
        "".join(
            words("t-name t-end", NAME - 8, y + HIGH / 2 + 4, name, role_of(name))
            for name, y in zip(names, heights, strict=True)
        )
    )
    below, written = text_below(lines, heights[0] + HIGH)
    alt = [f"The cone of cell {cell} of layer {len(windows)}."]
    for name, cells, reads in zip(names, sizes, seen, strict=True):
        said = f"{name[:1].upper()}{name[1:]}: {cells} cells; it sees {covered(reads, 'cell')}"
        alt.append(f"{said}.")
    alt += map(sentence, lines)
    return framed([*drawn, *written], WIDE, below, " ".join(alt))


def row_of_cells(cells, look: str, field: Field, columns: range, unit: float, y: float):
    """Cells of a layer as one path; each is as wide as the step from one to the next."""
    if cells:
        left = field.center(0) - (field.stride - 1) / 2 - columns[0]
        yield path(look, tiles(NAME + left * unit, y, field.stride * unit, cells))


def tiles(x: float, y: float, wide: float, at: Sequence[int]) -> Iterable[str]:
    """Rectangles beside each other, each run of them one outline and its inner walls."""
    runs: list[list[int]] = []
    for i in at:
        if runs and runs[-1][-1] == i - 1:
            runs[-1].append(i)
        else:
            runs.append([i])
    for run in runs:
        length = number(wide * len(run))
        yield f"M{number(x + run[0] * wide)} {number(y)}h{length}v{HIGH}h-{length}z"
        for i in run[1:]:
            yield f"M{number(x + i * wide)} {number(y)}v{HIGH}"


def beams(seen, fields, heights, unit: float) -> Iterable[str]:
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
        pieces = "L".join(f"{number(x)} {number(y)}" for x, y in corners)
        yield path("c-seen", [f"M{pieces}z"], "style='opacity:.55'")
    for row, places in enumerate(spots):
        y = heights[row] + HIGH / 2
        dots = [f"M{number(x)} {number(y)}h0" for x in places]
        yield path("m-strong", dots, "style='stroke-width:7;stroke-linecap:round'")


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
    bars: dict[str, list[str]] = {"m-link": [], "m-strong": []}
    for i, share in zip(field, shares, strict=True):
        high = number(round(tall * share / max(shares), 1))
        if high != "0":
            x = number((i - columns[0] + 0.5) * unit)
            bars["m-strong" if i in inner else "m-link"].append(f"M{x} {tall}v-{high}")
    thick = f"style='stroke-width:{number(unit - 3)}'"
    drawn = [path(look, bar, thick) for look, bar in bars.items() if bar]
    left, wide = (field[0] - columns[0]) * unit, len(field) * unit
    shade = f"M{number(left)} {tall + 6}h{number(wide)}v{HIGH}h-{number(wide)}z"
    drawn.append(path("c-seen", [shade]))
    drawn.append(path("l-input", tiles(0, tall + 6, unit, range(len(columns)))))
    below, written = text_below(lines, tall + 6 + HIGH)
    alt = [
        f"Bars over {len(columns)} cells.",
        f"The field: {covered(field, 'cell')}.",
        f"Marked: {covered(sorted(inner), 'cell')}.",
        f"Highest: {max(shares):.2g}.",
        f"At the ends of the field: {shares[0]:.2g}.",
        *map(sentence, lines),
    ]
    return framed([*drawn, *written], WIDE, below, " ".join(alt))


def text_below(lines: Sequence[str], bottom: float) -> tuple[float, list[str]]:
    """Where a picture ends with these lines under it, and the lines."""
    parts = wrapped(lines, WIDE)
    end = bottom + 8 + LINE * len(parts)
    return end + 4, text_lines(parts, 0, bottom + 8 + LINE, "t-line t-start")
