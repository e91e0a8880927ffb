"""Accounts of what layers cost: a bill with its formulas, and two columns of bars."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import log10

from convbook.draw.charts import wording
from convbook.draw.marks import Words
from convbook.draw.picture import Picture
from convbook.draw.place import Part, lined
from convbook.draw.shapes import Cluster, Line, Rect

__all__ = ["Item", "bill", "ledger"]

WIDE = 400
"""Pixels of a picture, which must stay legible on a telephone."""

MIDDLE, LONGEST = 112, 86
"""Pixels of the names between two columns of bars, and of the longest bar."""

SIDES = (
    ((WIDE - MIDDLE) / 2, "end", -1, "kernel"),
    ((WIDE + MIDDLE) / 2, "start", 1, "done"),
)
"""Of each column of bars: its edge, how its words are aligned, its direction and its look."""

HEAD, ITEM, DECADES = 24, 56, 10
"""Pixels above the items of a bill and of one item; powers of ten that its scale holds."""

RULED = (0, 3, 6, 9)
"""The powers of ten that a bill rules."""

UNITS = ((10**3, "k"), (10**6, "M"), (10**9, "G"))


@dataclass(frozen=True)
class Item:
    """One line of a bill.

    Parameters
    ----------
    name : str
    formula : str
        The formula with its numbers filled in, without the result.
    value : int
        The result, at least 1.
    before : int
        What it was at the setting that all others are compared with, at least 1.
    """

    name: str
    formula: str
    value: int
    before: int

    @property
    def change(self) -> str:
        """How many times ``before`` the value is: "× 4", "× 1/4", "× 3.98"."""
        ratio = Fraction(self.value, self.before)
        small = max(ratio.numerator, ratio.denominator) < 1000
        if ratio.denominator == 1 or (ratio.numerator == 1 and small):
            return f"× {ratio.numerator:,}" + f"/{ratio.denominator}" * (ratio.denominator > 1)
        return f"× {float(ratio):.3g}"


def short(value: int) -> str:
    """A count in few characters: 61100840 is "61.1 M"; k is a thousand, M a million, G a billion.

    >>> short(840), short(61_100_840), short(999_999)
    ('840', '61.1 M', '1.00 M')
    """
    if value < 1000:
        return str(value)
    scaled = [(float(f"{value / unit:.3g}"), letter) for unit, letter in UNITS]
    rounded, letter = next((pair for pair in scaled if pair[0] < 1000), scaled[-1])
    digits = max(0, 2 - int(log10(rounded)))
    return f"{rounded:,.{digits}f} {letter}"


def bill(items: Sequence[Item], title: str) -> Picture:
    """Counts with their formulas filled in, each with a bar on one scale of powers of ten.

    Every third power of ten is ruled. A tick stands where the count was before.

    Parameters
    ----------
    items : sequence of Item
    title : str

    Raises
    ------
    ValueError
        If a count lies outside the scale.
    """
    for item in items:
        for count in (item.value, item.before):
            if not 1 <= count <= 10**DECADES:
                raise ValueError(f"{item.name} must be 1 to 10^{DECADES}, got {count:,}")
    marks = [
        (0, 14, Words(title, "caption")),
        (WIDE, 14, Words("against the start", "name", "end")),
    ]
    for power, name in zip(RULED, ("1", "thousand", "million", "billion"), strict=True):
        word = Words(name, "name", "" if power else "start")
        marks.append((along(10**power), 2 * HEAD - 4, word))
    for row, item in enumerate(items):
        marks += [(x, 2 * HEAD + ITEM * row + y, mark) for x, y, mark in entry(item)]
    height = 2 * HEAD + ITEM * len(items)
    return Part(marks, WIDE, height, wording.bill(title, items)).picture


def entry(item: Item) -> list[tuple]:
    """One item of a bill: its count, its change, its formula and its bar."""
    return [
        (0, 20, Words(item.name, "small", "start")),
        (WIDE - 90, 20, Words(f"{item.value:,}", "text", "end")),
        (WIDE, 20, Words(item.change, "small", "end")),
        (0, 36, Words(f"= {item.formula}", "name", "start")),
        (0, 40, Cluster([(along(10**power), 0, Line.down(11)) for power in RULED], "rule")),
        (0, 42, Rect(along(item.value), 7, "kernel")),
        (along(item.before), 39, Line.down(13, "strong")),
    ]


def along(count: int) -> float:
    """Where a count lies on the scale of a bill."""
    return log10(count) * WIDE / DECADES


def ledger(
    rows: Sequence[tuple[str, int, int]],
    titles: tuple[str, str],
    *,
    chosen: int | None = None,
    lines: Sequence[str] = (),
) -> Picture:
    """Two counts for each of several things, as bars to the left and to the right of their names.

    Each side has a scale of its own: its longest bar is its largest count.

    Parameters
    ----------
    rows : sequence of (str, int, int)
        Name, count to the left, count to the right.
    titles : (str, str)
        What is counted on each side.
    chosen : int, optional
        The row to mark.
    lines : sequence of str
        Stand below.

    Raises
    ------
    ValueError
        If there is no such row, or a side has nothing to count.
    """
    if chosen is not None and chosen not in range(len(rows)):
        raise ValueError(f"row {chosen} does not exist: there are {len(rows)} rows")
    tops = [max(row[side] for row in rows) for side in (1, 2)]
    totals = [sum(row[side] for row in rows) for side in (1, 2)]
    if 0 in tops:
        raise ValueError("each side needs a count above 0")
    high = 22 if len(rows) < 12 else 17
    heads = [(title, short(total)) for title, total in zip(titles, totals, strict=True)]
    marks = []
    for (title, total), (edge, align, *_) in zip(heads, SIDES, strict=True):
        marks.append((edge, 14, Words(title, "line", align)))
        marks.append((edge, 32, Words(f"{total} in all", "small", align)))
    if chosen is not None:
        # First, and so under the bars, which then are the same lines in every step.
        marks.append((0, 44 + chosen * high, Rect(WIDE, high, "chosen")))
    for row, (name, *counts) in enumerate(rows):
        top, line = 44 + row * high, 44 + row * high + high / 2 + 4
        marks.append((WIDE / 2, line, Words(name, "small")))
        for count, most, (edge, align, way, look) in zip(counts, tops, SIDES, strict=True):
            long = way * LONGEST * count / most
            marks.append((edge, top + 3, Rect(long, high - 6, look)))
            marks.append((edge + long + 6 * way, line, Words(short(count), "small", align)))
    told = [(name, *map(short, counts)) for name, *counts in rows]
    about = wording.ledger(heads, told, "" if chosen is None else rows[chosen][0])
    base = Part(marks, WIDE, 44 + high * len(rows) + 8, about)
    return lined(base, lines, first=14, end=0, apart=False).picture
