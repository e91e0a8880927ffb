"""Signals on whole-number positions: rows of bars with their numbers, over one axis."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from convbook.draw._paint.layout import WIDEST
from convbook.draw.charts import wording
from convbook.draw.grid import span, written
from convbook.draw.marks import Words
from convbook.draw.picture import Picture
from convbook.draw.place import Part, lined
from convbook.draw.shapes import Cluster, Line, Rect

__all__ = ["Signal", "signals"]

KINDS = {
    "input": "input",
    "kernel": "kernel",
    "product": "read",
    "output": "done",
}
"""The look of the bars of each kind; of an output, the bar that is made now has its own."""

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
        Stands above.
    kind : {'input', 'kernel', 'product', 'output'}
        How the bars look.
    now : int, optional
        The position whose bar is being made.
    limits : (number, number), optional
        The lowest and the highest value that the row has room for; by default those of ``values``.
        Give it where a row grows, so that its scale stays.
    role : str, optional
        Colors the first word of the title, see :class:`~convbook.draw.Grid`.

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
    role: str = ""

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
        return wording.signal(self.title, self.values)


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
        The axis; by default from the first position of any row to the last.
    band : sequence of int
        Neighboring positions that are shaded through all rows but the last.
    names : dict of int to str, optional
        What stands under the axis, between two bars at "and a half"; by default the number of each
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
    left = (width - len(axis) * unit) / 2
    marks, y = [], 0.0
    for row in rows:
        top, y = y + TITLE, y + TITLE + height(row, numbers) + APART
        if band and row is not rows[-1]:
            # Its sides are dashed, the title above stays free.
            x, wide, low = left + (min(band) - axis[0]) * unit, len(band) * unit, y - APART
            around = [(x, top), (x, low), (x + wide, low), (x + wide, top)]
            marks.append((0, 0, Line(around, "padding", way="vhV")))
        marks.append((left, top, bars(row, axis, unit, numbers)))
    # One line of text for all names: frames share it.
    under = [
        (left + (p - axis[0] + 0.5) * unit, y + 5, Words(text, "text")) for p, text in names.items()
    ]
    marks.append((0, 0, Cluster(under, "quiet")))
    about = wording.signals(len(rows), axis, [row.told for row in rows])
    base = Part(marks, width, y + (NAMES - APART if names else -APART), about)
    return lined(base, lines, first=16, end=4, said=" ".join(lines)).picture


def height(row: Signal, numbers: bool) -> float:
    """Pixels of a row's bars, with room for the numbers above and below."""
    return HIGH + WORD * numbers * (1 + (row.room[0] < 0))


def bars(row: Signal, axis: range, unit: float, numbers: bool) -> Part:
    """One row: its title, the line under its bars, a line of SVG for each bar.

    Each bar is drawn at x = 0 and moved to its place by the row, so that a row that slides over
    an axis is the same lines in each frame.
    """
    low, high = row.room
    scale = HIGH / ((high - low) or 1)
    zero = WORD * numbers + high * scale
    start = min(row.values, default=axis[0])
    plain = "shade" if row.kind == "product" and unit < HAIR else KINDS[row.kind]
    thin = unit * (0.14 if numbers else 0.06)
    drawn = []
    for place, value in sorted(row.values.items()):
        x, tall = (place - start) * unit, abs(value) * scale
        y, bar = zero - max(value, 0) * scale, []
        if value:
            look = "now" if place == row.now else plain
            bar.append((x + thin, y, Rect(unit - 2 * thin, tall, look)))
        if numbers:
            word = Words(written(value), "small" if len(written(value)) * 9 > unit else "text")
            bar.append((x + unit / 2, y + tall + 15 if value < 0 else y - 4, word))
        drawn.append((0, 0, Cluster(bar)))
    wide = len(axis) * unit
    title = Words(row.title, "title", role=row.role)
    moved = ((start - axis[0]) * unit, 0, Part(drawn, wide, 0))
    return Part([(0, -6, title), (0, zero, Line.across(wide, "link")), moved], wide, 0, is_row=True)
