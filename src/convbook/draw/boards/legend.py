"""The legend of the book's pictures: every part with its name."""

from convbook.draw import wording
from convbook.draw._paint.paths import number
from convbook.draw._paint.svg import board, framed, words
from convbook.draw.grid import PARTS, Grid
from convbook.draw.picture import Picture

__all__ = ["legend"]

UNIT, HIGH, WIDE, ACROSS = 32, 44, 260, 2

ROLE = {
    "input": "input",
    "seen": "input",
    "unread": "input",
    "kernel": "kernel",
    "empty": "output",
    "done": "output",
    "now": "output",
}
"""The role of the boards on which a part occurs, for those that occur on one kind of board."""


def legend() -> Picture:
    """One cell of every part, with what it stands for."""
    named = [(part, meaning) for part, meaning in PARTS.items() if meaning]
    rows = -(-len(named) // ACROSS)
    lines = []
    for place, (part, meaning) in enumerate(named):
        x, y = place // rows * WIDE, place % rows * HIGH
        lines.append(f"<g transform='translate({number(x)} {number(y)})'>")
        cells = sample(part)
        lines += board(cells, UNIT)
        left = len(cells.columns) * UNIT + 12
        lines += [words("t-line t-start", left, 21, meaning, ROLE.get(part, "")), "</g>"]
    alt = wording.legend([meaning for _, meaning in named])
    return framed(lines, WIDE * ACROSS, rows * HIGH - 12, alt)


def sample(part: str) -> Grid:
    """One cell that plays ``part``; for a count, shades from none to most."""
    if part == "heat 0":
        shades = {(0, place): f"heat {level}" for place, level in enumerate((0, 2, 5))}
        return Grid(1, len(shades), shades)
    text = (
        {} if part in ("hole", "empty", "crossed") else {(0, 0): "0" if "padding" in part else "2"}
    )
    return Grid(1, 1, kind=part, text=text)
