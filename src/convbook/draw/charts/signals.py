"""Signals on whole-number positions: rows of bars with their numbers, over one axis."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from convbook.draw._paint.layout import LINE, WIDEST, wrapped
from convbook.draw._paint.paths import number
from convbook.draw._paint.svg import framed, text_lines, words
from convbook.draw.grid import span, written
from convbook.draw.picture import Picture

__all__ = ["Signal", "signals"]

KINDS = {
    "input": "c-input l-input",
    "kernel": "c-kernel",
    "product": "c-seen o-seen",
    "output": "c-done",
}
"""The looks of the bars of each kind; of an output, the bar that is made now has its own."""

HIGH, TITLE, WORD, APART, NAMES = 44, 24, 17, 12, 28
WIDE, LEGIBLE, ROOMY, HAIR = 432, 24, 30, 8
"""Pixels of a row; of the narrowest bar that carries a number, so that a telephone shows it; of
one whose every position has a name; of bars so thin that products are a shade without edges."""


@dataclass(frozen=True)
class Signal:
    """One row of bars.

    Parameters
    ----------
    values : dict of int to number
        The position of each bar, and how high it is.
    title : str
        Stands above; its first word is colored if it is input, kernel or output.
    kind : {'input', 'kernel', 'product', 'output'}
        How the bars look.
    now : int, optional
        The position whose bar is being made.
    limits : (number, number), optional
        The lowest and the highest value that the row has room for; by itself those of ``values``.
        Give it where a row grows, so that its scale stays.

    Raises
    ------
    ValueError
        If the kind is unknown, or a value lies outside the limits.
    """

    values: Mapping[int, float]
    title: str
    kind: str = "input"
    now: int | None = None
    limits: tuple[float, float] | None = None

    def __post_init__(self):
        if self.kind not in KINDS:
            raise ValueError(f"kind must be one of {', '.join(KINDS)}; got {self.kind!r}")
        low, high = self.room
        for place, value in self.values.items():
            if not low <= value <= high:
                raise ValueError(
                    f"the value {value:g} at {place} lies outside the limits {low:g} to {high:g}"
                )

    @property
    def room(self) -> tuple[float, float]:
        """Lowest and highest value of the row, 0 among them."""
        ends = [0, *(self.limits or self.values.values())]
        return min(ends), max(ends)

    @property
    def told(self) -> str:
        """The row in a sentence."""
        name = f"{self.title[:1].upper()}{self.title[1:]}"
        if not self.values:
            return f"{name}: nothing yet."
        places = sorted(self.values)
        shown = [written(self.values[place]) for place in places]
        gaps = places[-1] - places[0] >= len(places)
        if gaps:
            shown = [f"{text} at {written(p)}" for p, text in zip(places, shown, strict=True)]
        where = "" if gaps else f" at {span(range(places[0], places[-1] + 1))}"
        return minus(f"{name}{where}: {', '.join(shown)}.")


def signals(
    rows: Sequence[Signal],
    *,
    positions: range | None = None,
    band: Sequence[int] = (),
    names: Mapping[int, str] | None = None,
    lines: Sequence[str] = (),
    numbers: bool = True,
) -> Picture:
    """Rows of bars under each other, equal positions in line.

    Parameters
    ----------
    rows : sequence of Signal
    positions : range, optional
        The axis; by itself from the first position of any row to the last.
    band : sequence of int
        Neighboring positions that are shaded through all rows but the last.
    names : dict of int to str, optional
        What stands under the axis, between two bars at "and a half"; by itself the number of each
        position, or of each even one, if bars carry numbers.
    lines : sequence of str
        Lines of text below.
    numbers : bool
        Write each value at its bar, where bars are wide enough.

    Returns
    -------
    Picture

    Raises
    ------
    ValueError
        If there is no row, or a bar or the band lies outside the axis.
    """
    used = [place for row in rows for place in row.values]
    if not used:
        raise ValueError("signals need at least 1 bar, got 0")
    axis = positions or range(min(used), max(used) + 1)
    for place in (*used, *band):
        if place not in axis:
            raise ValueError(f"position {place} lies outside the axis from {span(axis)}")
    unit = min(40, WIDE / len(axis))
    if len(axis) * LEGIBLE <= WIDEST:
        unit = max(unit, LEGIBLE)
    numbers = numbers and unit >= LEGIBLE
    if names is None:
        every = 1 if unit >= ROOMY else 2
        names = {place: written(place) for place in axis if place % every == 0} if numbers else {}
    width = max(len(axis) * unit, WIDE if lines else 0)
    left = (width - len(axis) * unit) / 2 - axis[0] * unit
    drawn, y = [], 0.0
    for row in rows:
        top, y = y + TITLE, y + TITLE + height(row, numbers) + APART
        if band and row is not rows[-1]:
            drawn.append(shade(left + min(band) * unit, len(band) * unit, top, y - APART))
        drawn += bars(row, axis, left, top, unit, numbers)
    # One line of text for all names: frames share it.
    under = (words("", left + (p + 0.5) * unit, y + 5, text) for p, text in names.items())
    drawn.append(f"<g class='t-rim'>{''.join(under)}</g>")
    y += NAMES - APART if names else -APART
    parts = wrapped(lines, width)
    drawn += text_lines(parts, width / 2, y + 16)
    y += LINE * len(parts) + 4 * bool(parts)
    about = minus(f"{len(rows)} rows of bars over the positions {span(axis)}.")
    alt = " ".join([about, *(row.told for row in rows), *lines])
    return framed(drawn, width, y, alt)


def minus(sentence: str) -> str:
    """``sentence`` with true minus signs before its numbers."""
    return re.sub(r"-(?=\d)", "−", sentence)


def height(row: Signal, numbers: bool) -> float:
    """Pixels of a row's bars, with room for the numbers above and below."""
    return HIGH + WORD * numbers * (1 + (row.room[0] < 0))


def bars(
    row: Signal, axis: range, left: float, top: float, unit: float, numbers: bool
) -> list[str]:
    """The SVG lines of one row: its title, the line it stands on, a line for each bar.

    Each bar is drawn at x = 0 and moved to its place by the row, so that a row that slides over
    an axis is the same lines in each frame.
    """
    low, high = row.room
    scale = HIGH / ((high - low) or 1)
    zero = WORD * numbers + high * scale
    start = min(row.values, default=axis[0])
    span_of = len(axis) * unit
    lines = [
        f"<g class='cb-grid' transform='translate({number(left + axis[0] * unit)} {number(top)})'>",
        words("t-title", 0, -6, row.title),
        f"<path class='m-link' d='M0 {number(zero)}h{number(span_of)}'/>",
        f"<g transform='translate({number((start - axis[0]) * unit)} 0)'>",
    ]
    plain = "c-seen" if row.kind == "product" and unit < HAIR else KINDS[row.kind]
    thin = unit * (0.14 if numbers else 0.06)
    for place, value in sorted(row.values.items()):
        x, tall = (place - start) * unit, abs(value) * scale
        looks = "c-now" if place == row.now else plain
        y = zero - max(value, 0) * scale
        line = ""
        if value:
            box = f"M{number(x + thin)} {number(y)}h{number(unit - 2 * thin)}v{number(tall)}"
            line = f"<path class='{looks}' d='{box}h-{number(unit - 2 * thin)}z'/>"
        if numbers:
            at = y + tall + 15 if value < 0 else y - 4
            text = written(value)
            line += words("t-small" if len(text) * 9 > unit else "", x + unit / 2, at, text)
        lines.append(line)
    return [*lines, "</g>", "</g>"]


def shade(x: float, wide: float, top: float, bottom: float) -> str:
    """The band behind one row: its sides are dashed, the title above stays free."""
    box = f"M{number(x)} {number(top)}v{number(bottom - top)}h{number(wide)}V{number(top)}"
    return f"<path class='c-padding l-padding' d='{box}'/>"
