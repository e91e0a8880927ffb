"""The painter: a scene as compact SVG text. The looks stand in ``picture.css``, by class."""

from collections.abc import Iterable
from functools import partial
from html import escape

from convbook.draw._paint.layout import LINE, MARGIN, NAMES, Layout, arrange, row_height
from convbook.draw._paint.paths import (
    by_row,
    lattice,
    made,
    mark,
    number,
    outline,
    path,
    rectangles,
    tile,
)
from convbook.draw.grid import PARTS, ROLES, Grid, Link, Scene
from convbook.draw.picture import Picture, Shown

__all__ = ["paint"]

FILLED = set(PARTS) - {"none", "span", "hole", "empty", "unread", "unread padding", "crossed"}

OVER = ("seen", "seen padding", "a", "b")
"""Parts that come and go on the input."""

OUTLINE = {"seen": "seen", "seen padding": "seen", "a": "a", "b": "b"}
"""Parts whose cells get one thick line around all of them together."""

RIM = ("padding", "seen padding", "unread", "unread padding")
"""Parts whose text is quiet."""

UNDER = {
    "seen": "input",
    "seen padding": "padding",
    "a": "input",
    "b": "input",
    "done": "none",
    "now": "none",
}
"""What lies under a part that comes and goes: so lower layers stay the same each step."""

MARKS = {
    "unread": "m-unread",
    "unread padding": "m-unread",
    "crossed": "m-crossed",
    "span": "m-span",
}


def paint(shown: Shown) -> Picture:
    """A :class:`Scene` or a :class:`Part` as a picture; in a notebook both show themselves."""
    return shown.picture


def painted_scene(scene: Scene) -> Picture:
    """``scene`` as a picture."""
    lines, width, height = painted(scene)
    return framed(lines, width, height, scene.alt)


def framed(lines: Iterable[str], width: float, height: float, alt: str) -> Picture:
    """A picture of these SVG lines, with a margin for thick outlines."""
    width, height = width + 2 * MARGIN, height + 2 * MARGIN
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="cb-picture" width="{number(width)}" '
        f'height="{number(height)}" viewBox="-{MARGIN} -{MARGIN} {number(width)} {number(height)}">'
    )
    return Picture("\n".join([head, *lines, "</svg>"]), alt)


def painted(scene: Scene) -> tuple[list[str], float, float]:
    """The SVG lines of ``scene`` with their width and height."""
    layout = arrange(scene)
    lines = [link(item, scene, layout) for item in scene.links]
    for grid, (x, y) in zip(scene.grids, layout.corners, strict=True):
        lines += group(board(grid, layout.unit), x, y, grid.name)
    for x, y, sign in layout.signs:
        # The star operator is the smallest of the signs.
        looks, down = ("t-sign t-star", 14) if sign == "\N{STAR OPERATOR}" else ("t-sign", 8)
        lines.append(words(looks, x, y + down, sign))
    below = layout.height - LINE * len(layout.lines) + 14
    lines += text_lines(layout.lines, layout.width / 2, below)
    return lines, layout.width, layout.height


def group(lines: Iterable[str], x: float, y: float, name: str = "", class_: str = "") -> list[str]:
    """Lines of SVG moved to (x, y) as one piece; those of a board have its name."""
    named = f"class='{class_}' " if class_ else ""
    named = f"class='cb-grid' data-cb-grid='{escape(name)}' " if name else named
    return [f"<g {named}transform='translate({number(x)} {number(y)})'>", *lines, "</g>"]


def text_lines(lines: Iterable[str], x: float, y: float, looks: str = "t-line", step: float = LINE):
    """Lines of text under each other, the first at (x, y), as a list of SVG lines.

    The words stand on lines of their own: packed frames share them with the text alternatives.
    """
    drawn = []
    for count, line in enumerate(lines):
        tag = f"<text class='{looks}' x='{number(x)}' y='{number(y + step * count)}'>"
        drawn += [tag, escape(line, quote=False), "</text>"]
    return drawn


def board(grid: Grid, unit: int) -> list[str]:
    """One board: fills, then the lines between cells, then outlines and marks, then words.

    Its corner is (0, 0): boards of one shape share their lines wherever they stand.
    """
    high = row_height(grid, unit)
    where = {
        (r, c): (grid.spacing * (c - grid.columns[0]) * unit, (r - grid.rows[0]) * high)
        for r in grid.rows
        for c in grid.columns
    }
    by_part: dict[str, list] = {}
    for at, (x, y) in where.items():
        by_part.setdefault(grid.part_of(*at), []).append((x, y))
    lines = []
    for part, spots in under(by_part).items():
        if part == "kernel":
            lines += by_row("c-kernel", spots, lambda x, y: tile(x, y, unit, high))
        else:
            lines.append(path(f"c-{part.replace(' ', '-')}", rectangles(spots, unit)))
    for part in OVER:
        if part in by_part:
            lines.append(path(f"c-{part.replace(' ', '-')}", rectangles(by_part[part], unit)))
    lines += lattice(by_part, unit)
    lines += made(by_part.get("done", []), unit)
    if "now" in by_part:
        lines.append(path("c-now", rectangles(by_part["now"], unit)))
    for part, name in MARKS.items():
        lines += by_row(name, by_part.get(part, ()), partial(mark, part, unit=unit, high=high))
    for name in dict.fromkeys(OUTLINE.values()):
        spots = [at for part in OUTLINE if OUTLINE[part] == name for at in by_part.get(part, ())]
        if spots:
            lines.append(path(f"o-{name}", outline(spots, unit)))
    return [*lines, *writing(grid, where, unit)]


def under(by_part) -> dict[str, list]:
    """The cells to fill first, by part; under what comes and goes, what stays when it is gone."""
    spots = {part: [] for part in PARTS if part in FILLED}
    for part, where in by_part.items():
        if UNDER.get(part, part) in spots:
            spots[UNDER.get(part, part)] += where
    return {part: where for part, where in spots.items() if where}


def writing(grid: Grid, where, unit: int) -> Iterable[str]:
    """Title, names and the text of the cells, a line of SVG for each row."""
    if grid.title:
        yield words(
            "t-title",
            0,
            -8 - NAMES * bool(grid.column_names),
            grid.title,
            grid.role,
        )
    for c, name in grid.column_names.items():
        yield words("t-name", where[grid.rows[0], c][0] + unit / 2, -5, name)
    for r, name in grid.row_names.items():
        x, y = where[r, grid.columns[0]]
        yield words("t-name t-end", x - 8, y + row_height(grid, unit) / 2 + 4, name, grid.row_role)
    for r in grid.rows:
        quiet, loud = "", ""
        for c in grid.columns:
            text = grid.text.get((r, c), "")
            if text and unit >= 20:
                small = unit < 26 or len(text) > 3 * grid.spacing
                x, y = where[r, c]
                word = words(
                    "t-small" if small else "", x + unit / 2, y + unit / 2 + 6 - small, text
                )
                if grid.part_of(r, c) in RIM:
                    quiet += word
                else:
                    loud += word
        if quiet or loud:
            yield (f"<g class='t-rim'>{quiet}</g>" if quiet else "") + loud


def words(looks: str, x: float, y: float, text: str, role: str = "") -> str:
    """One piece of text; its first word has the color of the role."""
    name = f" class='{looks}'" if looks else ""
    inside = escape(text, quote=False)
    if role in ROLES:
        head, blank, rest = (escape(piece, quote=False) for piece in text.partition(" "))
        inside = f"<tspan class='t-{role}'>{head}</tspan>{blank}{rest}"
    return f"<text{name} x='{number(x)}' y='{number(y)}'>{inside}</text>"


def link(item: Link, scene: Scene, layout: Layout) -> str:
    """A line between two cells: from edge to edge, down if stacked, else to the right."""
    points = []
    for (number_of_board, r, c), is_end in ((item.start, False), (item.end, True)):
        grid, (x, y) = scene.grids[number_of_board], layout.corners[number_of_board]
        x += grid.spacing * (c - grid.columns[0]) * layout.unit
        y += (r - grid.rows[0]) * layout.unit
        half, whole = layout.unit / 2, layout.unit
        points.append(
            (x + half, y + whole * (not is_end))
            if scene.stacked
            else (x + whole * (not is_end), y + half)
        )
    (x, y), (to_x, to_y) = points
    name = "m-strong" if item.strong else "m-link"
    return path(name, [f"M{number(x)} {number(y)}L{number(to_x)} {number(to_y)}"])
