"""Where the boards of a scene stand: sizes in pixels of the picture at its natural size."""

import textwrap
from collections.abc import Iterable
from dataclasses import dataclass

from convbook.draw.grid import Grid, Scene

WIDEST = 544
"""A row of boards wider than this is broken: numbers must stay legible on a telephone."""

TITLE, NAMES, GAP, LINE, SIGN = 22, 16, 20, 22, 30
CHARACTER, BOLD = 8, 9
MARGIN = 3


@dataclass(frozen=True)
class Box:
    """The space that one board needs, its title and names included."""

    grid: Grid
    unit: int

    @property
    def body_width(self) -> float:
        return (self.grid.spacing * (len(self.grid.columns) - 1) + 1) * self.unit

    @property
    def body_height(self) -> float:
        return len(self.grid.rows) * row_height(self.grid, self.unit)

    @property
    def left(self) -> float:
        names = self.grid.row_names.values()
        return max((len(name) * 7 + 8 for name in names), default=0)

    @property
    def top(self) -> float:
        return TITLE * bool(self.grid.title) + NAMES * bool(self.grid.column_names)

    @property
    def width(self) -> float:
        return self.left + max(self.body_width, len(self.grid.title) * CHARACTER)

    @property
    def height(self) -> float:
        return self.top + self.body_height


@dataclass(frozen=True)
class Layout:
    """Where everything stands: ``corners`` are the upper left corners of the boards' cells."""

    unit: int
    corners: list[tuple[float, float]]
    signs: list[tuple[float, float, str]]
    lines: list[str]
    width: float
    height: float


def row_height(grid: Grid, unit: int) -> int:
    """Pixels from one row of ``grid`` to the next."""
    return unit * 11 // 16 if grid.flat else unit


def arrange(scene: Scene) -> Layout:
    """Find a place for each board, sign and line of ``scene``."""
    unit = cell_size(scene)
    boxes = [Box(grid, unit) for grid in scene.grids]
    if scene.stacked:
        corners, signs = under_each_other(boxes), []
    else:
        corners, signs = side_by_side(boxes, scene.signs)
    width = max(
        max(x + max(box.body_width, len(box.grid.title) * CHARACTER), box.body_width)
        for (x, _), box in zip(corners, boxes, strict=True)
    )
    height = max(y + box.body_height for (_, y), box in zip(corners, boxes, strict=True))
    lines = []
    if scene.lines:
        wider = max(width, 512)
        corners = [(x + (wider - width) / 2, y) for x, y in corners]
        signs = [(x + (wider - width) / 2, y, sign) for x, y, sign in signs]
        width = wider
        lines = wrapped(scene.lines, width)
    return Layout(unit, corners, signs, lines, width, height + LINE * len(lines) + 8 * bool(lines))


def wrapped(lines: Iterable[str], width: float) -> list[str]:
    """Lines of text for a picture of this width, the long ones in pieces."""
    return [part for line in lines for part in balanced(line, int(width / CHARACTER))]


def balanced(line: str, most: int) -> list[str]:
    """``line`` in as few pieces of at most ``most`` characters as it takes, about equally long."""
    count = len(textwrap.wrap(line, most, break_long_words=False))
    if count < 2:
        return [line]
    pieces = (
        textwrap.wrap(line, width, break_long_words=False)
        for width in range(len(line) // count, most + 1)
    )
    return next(found for found in pieces if len(found) == count)


def cell_size(scene: Scene) -> int:
    """Pixels of a cell: 32, and less for boards that would not fit otherwise."""
    widest = max(grid.spacing * (len(grid.columns) - 1) + 1 for grid in scene.grids)
    return next((unit for unit in (32, 24, 20) if widest * unit <= WIDEST), 15)


def under_each_other(boxes: list[Box]) -> list[tuple[float, float]]:
    """Corners of boards in one column, equal column coordinates in line."""
    left = max(box.left for box in boxes)
    first = min(start(box) for box in boxes)
    corners, y = [], 0.0
    for box in boxes:
        corners.append((left + start(box) - first, y + box.top))
        y += box.height + GAP
    return corners


def start(box: Box) -> float:
    """Where the first column of a stacked board begins."""
    first = box.grid.columns[0] if len(box.grid.columns) else 0
    return (box.grid.shift + box.grid.spacing * first) * box.unit


def side_by_side(boxes: list[Box], signs) -> tuple[list, list]:
    """Corners of boards in one row; if that is too wide, the rest in a column beside the first."""
    signs = signs or ("",) * (len(boxes) - 1)
    if sum(box.width for box in boxes) + SIGN * len(signs) <= WIDEST:
        return row(boxes, ["", *signs], 0, 0)
    narrow = boxes[0].width + SIGN + max((box.width for box in boxes[1:]), default=0)
    if any(signs) and narrow <= WIDEST:
        return beside_the_first(boxes, signs)
    if not any(signs):
        return in_columns(boxes), []
    corners, marks, y, line = [], [], 0.0, []
    for box, sign in [*zip(boxes, ["", *signs], strict=True), (None, "")]:
        used = sum(b.width + SIGN for b, _ in line)
        if line and (box is None or used + box.width > WIDEST):
            placed, found = row([b for b, _ in line], [s for _, s in line], 0, y)
            corners += placed
            marks += found
            y += max(b.height for b, _ in line) + GAP
            line = []
        line.append((box, sign))
    return corners, marks


def in_columns(boxes) -> list[tuple[float, float]]:
    """As many boards in a row as fit, the rows' boards in line."""
    wide, high = max(box.width for box in boxes), max(box.height for box in boxes)
    count = max(1, int((WIDEST + SIGN) // (wide + SIGN)))
    return [
        (number % count * (wide + SIGN) + box.left, number // count * (high + GAP) + box.top)
        for number, box in enumerate(boxes)
    ]


def row(boxes, signs, x, y) -> tuple[list, list]:
    """One row of boards, the middles of their cells at one height."""
    top = max(box.top + box.body_height / 2 for box in boxes)
    below = max(box.body_height / 2 for box in boxes)
    middle = y + max(top, below)
    corners, marks = [], []
    for number, (box, sign) in enumerate(zip(boxes, signs, strict=True)):
        if number or sign:
            marks += [(x + SIGN / 2, middle, sign)] if sign else []
            x += SIGN
        corners.append((x + box.left, middle - box.body_height / 2))
        x += box.width
    return corners, marks


def beside_the_first(boxes, signs) -> tuple[list, list]:
    """The first board at the left, the others under each other at its right."""
    first, *others = boxes
    tall = sum(box.height for box in others) + GAP * (len(others) - 1)
    high = max(first.height, tall)
    corners = [(first.left, (high - first.height) / 2 + first.top)]
    marks, y = [], (high - tall) / 2
    for box, sign in zip(others, signs, strict=True):
        x = first.width + SIGN
        corners.append((x + box.left, y + box.top))
        marks += [(x - SIGN / 2, y + box.top + box.body_height / 2, sign)] if sign else []
        y += box.height + GAP
    return corners, marks
