"""Boards shaded by a number in each cell."""

from collections.abc import Sequence

from convbook.draw import wording
from convbook.draw.grid import Grid, Scene

__all__ = ["shaded"]

SHADES = 5


def shaded(values, title: str, lines: Sequence[str] = (), role: str = "") -> Scene:
    """A board whose cells are the darker the larger their number is.

    Parameters
    ----------
    values : table of numbers from 0 to 1
        0 is left light; everything above it gets one of five shades, 1 the darkest.
    title : str
        Stands above.
    lines : sequence of str
        Stand below.
    role : {'input', 'kernel', 'output'}, optional
        What the board is.

    Returns
    -------
    Scene
        Parts: "heat 0" to "heat 5".

    Raises
    ------
    ValueError
        If a number lies outside 0 to 1.
    """
    table = {(r, c): float(v) for r, row in enumerate(values) for c, v in enumerate(row)}
    shades = {at: shade(value) for at, value in table.items()}
    rows, columns = (1 + max(at[axis] for at in table) for axis in (0, 1))
    part = {at: f"heat {n}" for at, n in shades.items()}
    grid = Grid(rows, columns, part, title=title, role=role)
    about = wording.shades(title, rows, columns, [at for at, n in shades.items() if n == 0])
    return Scene((grid,), " ".join([about, *map(wording.sentence, lines)]), lines=lines)


def shade(value: float) -> int:
    """0 for 0, and 1 to 5 for the fifths of what lies above it."""
    if not 0 <= value <= 1:
        raise ValueError(f"a shade is a number from 0 to 1, got {value:g}")
    return 0 if value == 0 else min(SHADES, 1 + int(value * SHADES))
