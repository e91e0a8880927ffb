"""Accounts of what layers cost: a bill with its formulas, and two columns of bars."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import log10

from convbook.draw._paint.layout import LINE, wrapped
from convbook.draw._paint.paths import box, number, path
from convbook.draw._paint.svg import framed, words
from convbook.draw.picture import Picture
from convbook.draw.wording import sentence

__all__ = ["Item", "bill", "ledger"]

WIDE = 400
"""Pixels of a picture, which must stay legible on a telephone."""

MIDDLE, LONGEST = 112, 86
"""Pixels of the names between two columns of bars, and of the longest bar."""

HEAD, ITEM, DECADES = 24, 56, 10
"""Pixels above the items of a bill and of one item; powers of ten that its scale holds."""

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
    step = WIDE / DECADES
    lines = [words("t-caption", 0, 14, title), words("t-name t-end", WIDE, 14, "against the start")]
    for power, name in ((0, "1"), (3, "thousand"), (6, "million"), (9, "billion")):
        looks = "t-name" if power else "t-name t-start"
        lines.append(words(looks, power * step, 2 * HEAD - 4, name))
    for row, item in enumerate(items):
        for count in (item.value, item.before):
            if not 1 <= count <= 10**DECADES:
                raise ValueError(f"{item.name} must be 1 to 10^{DECADES}, got {count:,}")
        ends = [log10(count) * step for count in (item.value, item.before)]
        y = 2 * HEAD + row * ITEM
        lines += [
            words("t-small t-start", 0, y + 20, item.name),
            words("t-end", WIDE - 90, y + 20, f"{item.value:,}"),
            words("t-small t-end", WIDE, y + 20, item.change),
            words("t-name t-start", 0, y + 36, f"= {item.formula}"),
            path("l-none", [f"M{number(power * step)} {y + 40}v11" for power in (0, 3, 6, 9)]),
            path("c-kernel", [box(0, y + 42, ends[0], 7)]),
            path("m-strong", [f"M{number(ends[1])} {y + 39}v13"]),
        ]
    about = (f"{i.name} = {i.formula} = {i.value:,}, {i.change} of the start." for i in items)
    return framed(lines, WIDE, 2 * HEAD + ITEM * len(items), " ".join([f"{title}.", *about]))


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
    edges = ((WIDE - MIDDLE) / 2, (WIDE + MIDDLE) / 2)
    drawn = []
    for side, (looks, edge) in enumerate(zip(("t-end", "t-start"), edges, strict=True)):
        drawn.append(words(f"t-line {looks}", edge, 14, titles[side]))
        drawn.append(words(f"t-small {looks}", edge, 32, f"{short(totals[side])} in all"))
    if chosen is not None:
        # First, and so under the bars, which then are the same lines in every step.
        drawn.append(path("c-seen-padding o-seen", [box(0, 44 + chosen * high, WIDE, high)]))
    for row, (name, *counts) in enumerate(rows):
        y = 44 + row * high
        drawn.append(words("t-small", WIDE / 2, y + high / 2 + 4, name))
        for side, (count, way) in enumerate(zip(counts, (-1, 1), strict=True)):
            long = way * LONGEST * count / tops[side]
            bar = box(edges[side], y + 3, long, high - 6)
            drawn.append(path(("c-kernel", "c-done")[side], [bar]))
            at = edges[side] + long + 6 * way
            looks = f"t-small {('t-end', 't-start')[side]}"
            drawn.append(words(looks, at, y + high / 2 + 4, short(count)))
    y = 44 + high * len(rows) + 22
    for part in wrapped(lines, WIDE):
        drawn.append(words("t-line", WIDE / 2, y, part))
        y += LINE
    heads = ", ".join(f"{t}: {short(n)} in all" for t, n in zip(titles, totals, strict=True))
    about = (f"{name}: {short(left)} and {short(right)}." for name, left, right in rows)
    marked = [] if chosen is None else [f"Marked: {rows[chosen][0]}."]
    alt = " ".join([f"{heads}.", *about, *marked, *map(sentence, lines)])
    return framed(drawn, WIDE, y - 14, alt)
