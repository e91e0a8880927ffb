"""Shapes as SVG paths: rectangles, outlines, tiles, and the lines between cells."""

from collections.abc import Iterable

LATTICE = {
    "input": "input",
    "seen": "input",
    "unread": "input",
    "crossed": "input",
    "a": "input",
    "b": "input",
    "done": "empty",
    "now": "empty",
    "empty": "empty",
    "padding": "padding",
    "seen padding": "padding",
    "unread padding": "padding",
    "hole": "hole",
    **{f"heat {level}": "input" for level in range(6)},
}
"""The line around the cells of each part; where two meet, the first of STRONGEST is drawn."""

STRONGEST = ("input", "empty", "padding", "hole")


def by_row(name: str, spots, piece) -> Iterable[str]:
    """One path for each row of cells: rows that are alike in two pictures are stored once."""
    rows: dict[float, list[str]] = {}
    for x, y in spots:
        rows.setdefault(y, []).append(piece(x, y))
    return (path(name, pieces) for pieces in rows.values())


def rectangles(spots, unit: int) -> Iterable[str]:
    """The cells at ``spots`` as few rectangles."""
    for x, y, wide, high in merged(spots, unit):
        yield box(x, y, wide, high)


def merged(spots, unit: int) -> list[tuple[float, float, float, float]]:
    """Rectangles (x, y, width, height) that cover the cells at ``spots``, runs first, then rows."""
    runs: list[list[float]] = []
    for x, y in sorted(spots, key=lambda at: (at[1], at[0])):
        if runs and runs[-1][1] == y and runs[-1][0] + runs[-1][2] == x:
            runs[-1][2] += unit
        else:
            runs.append([x, y, unit])
    found: list[list[float]] = []
    for x, y, wide in sorted(runs):
        if found and found[-1][0] == x and found[-1][2] == wide and sum(found[-1][1::2]) == y:
            found[-1][3] += unit
        else:
            found.append([x, y, wide, unit])
    return [tuple(one) for one in found]


def outline(spots, unit: int) -> Iterable[str]:
    """One line around the cells at ``spots`` together."""
    boxes = merged(spots, unit)
    apart = all(
        a is b
        or a[0] + a[2] < b[0]
        or b[0] + b[2] < a[0]
        or a[1] + a[3] < b[1]
        or b[1] + b[3] < a[1]
        for a in boxes
        for b in boxes
    )
    return rectangles(spots, unit) if apart else segments(boundary(spots, unit), unit)


def made(spots, unit: int) -> Iterable[str]:
    """The output cells made so far, one path for each run: a finished row is the same each step."""
    rows: dict[float, list[float]] = {}
    for x, y in spots:
        rows.setdefault(y, []).append(x)
    for y, places in rows.items():
        for x, _, wide, _ in merged([(x, y) for x in places], unit):
            inner = "".join(
                f"M{number(line)} {number(y)}v{unit}" for line in places if x < line < x + wide
            )
            wide = number(wide)
            yield path("c-done", [f"M{number(x)} {number(y)}h{wide}v{unit}h-{wide}z{inner}"])


def tile(x: float, y: float, unit: int, high: int) -> str:
    """A cell of a kernel: a tile with round corners, apart from its neighbors."""
    wide, side = number(unit - 12), number(high - 12)
    turn = "a4 4 0 0 1"
    return (
        f"M{number(x + 6)} {number(y + 2)}h{wide}{turn} 4 4v{side}{turn}-4 4"
        f"h-{wide}{turn}-4-4v-{side}{turn} 4-4z"
    )


def mark(part: str, x: float, y: float, *, unit: int, high: int) -> str:
    """Hatching, a cross, or a dash through the middle of a cell."""
    if part == "span":
        return f"M{number(x)} {number(y + high / 2)}h{unit}"
    if part == "crossed":
        side = unit - 14
        return (
            f"M{number(x + 7)} {number(y + 7)}l{side} {side}"
            f"M{number(x + 7)} {number(y + unit - 7)}l{side}-{side}"
        )
    half, low = unit // 2, y + unit
    return (
        f"M{number(x)} {number(low - half)}l{half}-{half}M{number(x)} {number(low)}l{unit}-{unit}"
        f"M{number(x + half)} {number(low)}l{half}-{half}"
    )


def lattice(by_part, unit: int) -> Iterable[str]:
    """The lines between cells; a line that two cells share is drawn once, as the stronger."""
    found: dict[tuple, int] = {}
    for part, spots in by_part.items():
        name = LATTICE.get(part)
        if name:
            rank = STRONGEST.index(name)
            for spot in spots:
                for edge in edges(*spot, unit):
                    found[edge] = min(rank, found.get(edge, rank))
    for rank in reversed(range(len(STRONGEST))):
        chosen = [edge for edge, least in found.items() if least == rank]
        if chosen:
            yield path(f"l-{STRONGEST[rank]}", segments(chosen, unit))


def edges(x: float, y: float, unit: int) -> list[tuple]:
    """The four edges of a cell, as (is it upright?, line, place on the line)."""
    return [(False, y, x), (False, y + unit, x), (True, x, y), (True, x + unit, y)]


def boundary(spots, unit: int) -> list[tuple]:
    """The edges that only one of the cells at ``spots`` has."""
    count: dict[tuple, int] = {}
    for spot in spots:
        for edge in edges(*spot, unit):
            count[edge] = count.get(edge, 0) + 1
    return [edge for edge, times in count.items() if times == 1]


def segments(chosen, unit: int) -> Iterable[str]:
    """Edges as path pieces, those that continue each other taken together."""
    rest = sorted(chosen)
    while rest:
        upright, line, begin = rest.pop(0)
        length = 1
        while rest and rest[0] == (upright, line, begin + length * unit):
            rest.pop(0)
            length += 1
        x, y = (line, begin) if upright else (begin, line)
        yield f"M{number(x)} {number(y)}{'v' if upright else 'h'}{number(length * unit)}"


def box(x: float, y: float, wide: float, high: float) -> str:
    """A rectangle from (x, y), to the left if ``wide`` is negative, as a piece of a path."""
    back = number(-wide) if wide < 0 else f"-{number(wide)}"
    return f"M{number(x)} {number(y)}h{number(wide)}v{number(high)}h{back}z"


def disk(x: float, y: float, radius: float) -> str:
    """A disk around (x, y), as a piece of a path."""
    arc, wide = f"a{number(radius)} {number(radius)} 0 1 0 ", number(2 * radius)
    return f"M{number(x - radius)} {number(y)}{arc}{wide} 0{arc}-{wide} 0z"


def square(x: float, y: float, half: float) -> str:
    """A square around (x, y), as a piece of a path."""
    return box(x - half, y - half, 2 * half, 2 * half)


def diamond(x: float, y: float, half: float) -> str:
    """A square on its corner around (x, y), as a piece of a path."""
    h = number(half)
    return f"M{number(x)} {number(y - half)}l{h} {h}l-{h} {h}l-{h} -{h}z"


def plate(x: float, y: float, radius: float) -> str:
    """A disk under a letter, as a piece of a path."""
    return disk(x, y, radius).replace(" -", "-")


def path(name: str, pieces: Iterable[str], style: str = "") -> str:
    """One path of many pieces, with an attribute of its own if it has a ``style``."""
    return f"<path class='{name}' d='{''.join(pieces)}'{style and ' ' + style}/>"


def number(value: float) -> str:
    """A coordinate: two decimals at most, no needless zeros."""
    return f"{value:.2f}".rstrip("0").rstrip(".") if value % 1 else str(int(value))
