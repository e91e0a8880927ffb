"""Unit graphs: layers as rows of units, with lines between the units of neighboring rows.

In the manner of Goodfellow, Bengio and Courville (2016), chapter 9: the input at the bottom.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from convbook.draw._paint.layout import BOLD, WIDEST
from convbook.draw.charts import wording
from convbook.draw.charts.unit_links import Unit
from convbook.draw.marks import Words
from convbook.draw.picture import Picture
from convbook.draw.place import Part, lined
from convbook.draw.shapes import Cluster, Dots, Line, Pen

__all__ = ["unit_graph"]

DASHES = ("", "8 4", "2 4", "12 4 2 4", "5 2", "1 6", "10 3 4 3", "3 3 8 3")
"""How the lines of the first, second, … weight are broken; after the last, again the first."""

PITCH, FLAT = 64, 44
"""Pixels from unit to unit, and the least from row to row."""


def unit_graph(
    sizes: Sequence[int | range],
    links: Sequence[Iterable],
    *,
    names: Sequence[str] = (),
    roles: Sequence[str] = (),
    marked: Collection[Unit] = (),
    border: Collection[Unit] = (),
    strong: Collection[tuple[int, int, int]] | None = None,
    texts: Mapping[Unit, str] | None = None,
    at: Sequence[tuple[float, float]] = (),
    title: str = "",
    lines: Sequence[str] = (),
) -> Picture:
    """Layers as rows of units, the input at the bottom, and lines between neighboring rows.

    Parameters
    ----------
    sizes : sequence of int or range
        The units of each row, from the bottom up; ``n`` means ``range(n)``.
    links : sequence of (collection of (int, int), or dict of (int, int) to str)
        One fewer than rows: the lines from each row to the next, as (unit below, unit above).
        A dict names the weight of each line: a letter on the line, and lines of one weight are
        broken alike.
    names : sequence of str, optional
        The rows' names, from the bottom up.
    roles : sequence of str, optional
        Color the first word of each name, see :class:`~convbook.draw.Grid`.
    marked : collection of (int, int), optional
        Rows and numbers of the units that stand out.
    border : collection of (int, int), optional
        Rows and numbers of the units that are padding.
    strong : collection of (int, int, int), optional
        The lines that stand out: row of the lower unit, lower unit, upper unit. By default, those
        between marked units.
    texts : dict of (int, int) to str, optional
        What stands in a unit.
    at : sequence of (number, number), optional
        For each row, where its unit 0 stands, and how far its units are apart; 1 is the distance
        of neighbors in an ordinary row. By default, the rows' middles stand over each other.
    title : str, optional
        Begins the text alternative, and stands above the picture.
    lines : sequence of str, optional
        Stand below.

    Returns
    -------
    Picture
        Its text alternative says the units, the lines, and how often each weight is used.

    Raises
    ------
    ValueError
        If the rows and the sets of links do not fit, or a unit is named that is not there.

    Examples
    --------
    >>> from convbook.draw.charts.unit_links import window_links
    >>> from convbook.arithmetic import Slide
    >>> print(unit_graph([3, 2], [window_links(3, Slide(2), "ab")], names=["input", "output"]))
    A graph of units. Input: 3 units. Output: 2 units. From input to output: 4 lines, at most 2 \
into a unit and 2 out of one; weight a 2 times, b 2 times.
    """
    rows = [range(size) if isinstance(size, int) else size for size in sizes]
    roles = list(roles) or [""] * len(rows)
    links = [dict(gap) if isinstance(gap, Mapping) else dict.fromkeys(gap, "") for gap in links]
    names = list(names) or [f"row {row}" for row in range(len(rows))]
    marked, border, texts = set(marked), set(border), dict(texts or {})
    check(rows, links, names, roles, at, {*marked, *border, *texts})
    places = positions(rows, at)
    first, last = min(places.values()), max(places.values())
    left = max(map(len, names)) * 7 + 12
    pitch = min(PITCH, (WIDEST - left) / (last - first + 1))
    radius = min(17, pitch * 0.34)
    used = Counter((row, pair[0]) for row, gap in enumerate(links) for pair, w in gap.items() if w)
    most = max(used.values(), default=0) * (radius > 12)
    high = max(FLAT, pitch * 1.4, most * 30)
    top = 30 * bool(title) + radius
    heights = [top + (len(rows) - 1 - row) * round(high) for row in range(len(rows))]
    where = {
        (row, unit): (left + (x - first) * pitch + radius, heights[row])
        for (row, unit), x in places.items()
    }
    ends = {
        (row, *pair): (where[row, pair[0]], where[row + 1, pair[1]])
        for row, gap in enumerate(links)
        for pair in gap
    }
    if strong is None:
        strong = {(r, a, b) for r, a, b in ends if {(r, a), (r + 1, b)} <= marked}
    marks = [*strokes(links, ends, set(strong)), *circles(where, marked, border, radius)]
    look = "text" if radius > 12 else "small"
    marks += [(where[u][0], where[u][1] + 5.5, Words(text, look)) for u, text in texts.items()]
    marks += letters(links, ends, 1 / max(most, 2)) if most else []
    marks += [
        (left - 10, y + 4, Words(name, "name", "end", role))
        for name, role, y in zip(names, roles, heights, strict=True)
    ]
    marks += [(0, 14, Words(title, "caption"))] if title else []
    width = max(left + (last - first) * pitch + 2 * radius, len(title) * BOLD)
    about = wording.unit_graph(title, rows, links, names, marked, border)
    base = Part(marks, width, heights[0] + radius + 4, about)
    return lined(base, lines, align="start", first=18, end=0, apart=False).picture


def check(rows, links, names, roles, at, units):
    """Refuse what does not fit together."""
    if len(links) != len(rows) - 1:
        raise ValueError(f"{len(rows)} rows take {len(rows) - 1} sets of links, got {len(links)}")
    for what, given in (("names", names), ("roles", roles), ("places", at or rows)):
        if len(given) != len(rows):
            raise ValueError(f"{len(rows)} rows take {len(rows)} {what}, got {len(given)}")
    ends = {(row + up, pair[up]) for row, gap in enumerate(links) for pair in gap for up in (0, 1)}
    for row, unit in sorted({*units, *ends}):
        if row not in range(len(rows)) or unit not in rows[row]:
            raise ValueError(f"there is no unit {unit} in row {row}")


def positions(rows, at) -> dict[Unit, float]:
    """Where each unit stands along its row, in distances of neighbors."""
    longest = max(rows, key=len)
    at = at or [((longest[0] + longest[-1] - row[0] - row[-1]) / 2, 1) for row in rows]
    return {
        (row, unit): first + step * unit
        for row, (units, (first, step)) in enumerate(zip(rows, at, strict=True))
        for unit in units
    }


def strokes(links, ends, strong) -> Iterable[tuple]:
    """The lines between units, one path for each look; those that stand out come last."""
    weights = sorted({name for gap in links for name in gap.values() if name})
    looks: dict[tuple, list[tuple]] = {}
    for link, way in ends.items():
        row, *pair = link
        name = links[row][tuple(pair)]
        dash = DASHES[weights.index(name) % len(DASHES)] if name else ""
        looks.setdefault((link in strong, dash), []).append((0, 0, Line(way)))
    for (stands_out, dash), lines in sorted(looks.items(), key=lambda item: item[0][0]):
        yield 0, 0, Cluster(lines, "strong" if stands_out else "link", Pen(dash=dash))


def circles(where, marked, border, radius) -> Iterable[tuple]:
    """The units, one path for each look."""
    looks: dict[str, list[tuple]] = {}
    for unit, spot in where.items():
        look = "done" if unit[0] else "input"
        if unit in border:
            look = "padding"
        elif unit in marked:
            look = "now" if unit[0] else "read"
        looks.setdefault(look, []).append(spot)
    thin = Pen(1.5 if radius < 9 else 0)
    return [(0, 0, Dots(spots, look, radius, pen=thin)) for look, spots in looks.items()]


def letters(links, ends, share) -> Iterable[tuple]:
    """The names of the weights, on their lines, at this share of the way up."""
    named = [
        (x + (to_x - x) * share, y + (to_y - y) * share, links[row][tuple(pair)])
        for (row, *pair), ((x, y), (to_x, to_y)) in ends.items()
        if links[row][tuple(pair)]
    ]
    yield 0, 0, Dots([(x, y) for x, y, _ in named], "blank", 7, "plate")
    yield from ((x, y + 4, Words(name, "small")) for x, y, name in named)
