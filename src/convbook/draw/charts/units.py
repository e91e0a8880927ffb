"""Unit graphs: layers as rows of units, with lines between the units of neighboring rows.

In the manner of Goodfellow, Bengio and Courville (2016), chapter 9: the input at the bottom.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import pairwise

from convbook.draw._paint.layout import BOLD, LINE, WIDEST, wrapped
from convbook.draw._paint.paths import disk, number, path
from convbook.draw._paint.svg import framed, words
from convbook.draw.charts.unit_links import Unit
from convbook.draw.grid import role_of
from convbook.draw.picture import Picture
from convbook.draw.wording import covered, sentence

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
    marked : collection of (int, int), optional
        Rows and numbers of the units that stand out.
    border : collection of (int, int), optional
        Rows and numbers of the units that are padding.
    strong : collection of (int, int, int), optional
        The lines that stand out: row of the lower unit, lower unit, upper unit. By itself, those
        between marked units.
    texts : dict of (int, int) to str, optional
        What stands in a unit.
    at : sequence of (number, number), optional
        For each row, where its unit 0 stands, and how far its units are apart; 1 is the distance
        of neighbors in an ordinary row. By itself, the rows' middles stand over each other.
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
    links = [dict(gap) if isinstance(gap, Mapping) else dict.fromkeys(gap, "") for gap in links]
    names = list(names) or [f"row {row}" for row in range(len(rows))]
    marked, border, texts = set(marked), set(border), dict(texts or {})
    check(rows, links, names, at, {*marked, *border, *texts})
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
    drawn = [*strokes(links, ends, set(strong)), *circles(where, marked, border, radius)]
    looks = "" if radius > 12 else "t-small"
    drawn += [words(looks, where[u][0], where[u][1] + 5.5, text) for u, text in texts.items()]
    drawn += letters(links, ends, 1 / max(most, 2)) if most else []
    drawn += [
        words("t-name t-end", left - 10, y + 4, name, role_of(name))
        for name, y in zip(names, heights, strict=True)
    ]
    drawn += [words("t-caption", 0, 14, title)] if title else []
    width = max(left + (last - first) * pitch + 2 * radius, len(title) * BOLD)
    height = heights[0] + radius
    width = max(width, 360 * bool(lines))
    for part in wrapped(lines, width):
        height += LINE
        drawn.append(words("t-line t-start", 0, height, part))
    about = said(rows, links, names, marked, border)
    alt = " ".join([f"{title or 'A graph of units'}.", *about, *map(sentence, lines)])
    return framed(drawn, width, height + 4, alt)


def check(rows, links, names, at, units):
    """Refuse what does not fit together."""
    if len(links) != len(rows) - 1:
        raise ValueError(f"{len(rows)} rows take {len(rows) - 1} sets of links, got {len(links)}")
    for what, given in (("names", names), ("places", at or rows)):
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


def strokes(links, ends, strong) -> Iterable[str]:
    """The lines between units, one path for each look; those that stand out come last."""
    weights = sorted({name for gap in links for name in gap.values() if name})
    looks: dict[tuple, list[str]] = {}
    for link, ((x, y), (to_x, to_y)) in ends.items():
        row, *pair = link
        name = links[row][tuple(pair)]
        dash = DASHES[weights.index(name) % len(DASHES)] if name else ""
        piece = f"M{number(x)} {number(y)}L{number(to_x)} {number(to_y)}"
        looks.setdefault((link in strong, dash), []).append(piece)
    for (stands_out, dash), pieces in sorted(looks.items(), key=lambda item: item[0][0]):
        broken = f"stroke-dasharray='{dash}'" if dash else ""
        yield path("m-strong" if stands_out else "m-link", pieces, broken)


def circles(where, marked, border, radius) -> Iterable[str]:
    """The units, one path for each look."""
    looks: dict[str, list[str]] = {}
    for unit, (x, y) in where.items():
        look = "c-done" if unit[0] else "c-input l-input"
        if unit in border:
            look = "c-padding l-padding"
        elif unit in marked:
            look = "c-now" if unit[0] else "c-seen o-seen"
        looks.setdefault(look, []).append(disk(x, y, radius))
    thin = "style='stroke-width:1.5'" if radius < 9 else ""
    return [path(look, disks, thin) for look, disks in looks.items()]


def letters(links, ends, share) -> Iterable[str]:
    """The names of the weights, on their lines, at this share of the way up."""
    named = []
    for (row, *pair), ((x, y), (to_x, to_y)) in ends.items():
        if links[row][tuple(pair)]:
            spot = (x + (to_x - x) * share, y + (to_y - y) * share)
            named.append((links[row][tuple(pair)], spot))
    plates = [f"M{number(x - 7)} {number(y)}a7 7 0 1 0 14 0a7 7 0 1 0-14 0z" for _, (x, y) in named]
    return [path("c-heat-0", plates), *(words("t-small", x, y + 4, name) for name, (x, y) in named)]


def said(rows, links, names, marked, border) -> Iterable[str]:
    """The graph in sentences: units, lines, weights, what stands out."""
    for units, name in zip(rows, names, strict=True):
        yield f"{name[:1].upper()}{name[1:]}: {len(units)} unit{'s' * (len(units) != 1)}."
    for gap, (lower, upper) in zip(links, pairwise(names), strict=True):
        into, out = (Counter(pair[up] for pair in gap).values() for up in (1, 0))
        weights = Counter(name for name in gap.values() if name)
        times = ", ".join(f"{name} {count} times" for name, count in sorted(weights.items()))
        yield (
            f"From {lower} to {upper}: {len(gap)} lines, at most {max(into, default=0)} into a "
            f"unit and {max(out, default=0)} out of one{'; weight ' * bool(times)}{times}."
        )
    for what, chosen in (("Marked", marked), ("Padding", border)):
        found = [(name, sorted(u for r, u in chosen if r == row)) for row, name in enumerate(names)]
        said_so = [f"{name}, {covered(units, 'unit')}" for name, units in found if units]
        if said_so:
            yield f"{what}: {'; '.join(said_so)}."
