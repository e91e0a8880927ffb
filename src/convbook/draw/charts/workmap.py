"""A map of work: layers by their weights and by how often each weight is used."""

from collections.abc import Mapping, Sequence
from math import log10

from convbook.draw._paint.layout import LINE
from convbook.draw._paint.paths import box, number, path
from convbook.draw._paint.svg import framed, words
from convbook.draw.charts.accounts import WIDE, short
from convbook.draw.picture import Picture

__all__ = ["work_map"]

LEFT, RIGHT, TOP, HIGH, REST, USES = 58, 22, 44, 270, 12, 5
"""Pixels left and right of the map, above it, of its height and under its lowest marks; powers of
ten of the uses."""

DOT = 4.5
"""Half the width of a mark."""


def work_map(
    networks: Mapping[str, Sequence[tuple[int, int, str]]], reach: tuple[int, int] = (3, 8)
) -> Picture:
    """Layers by their weights, to the right, and by how often each is used, upward.

    Both scales are powers of ten, so the work, their product, is the same along each slanting line.

    Parameters
    ----------
    networks : dict of str to sequence of (weights, uses, label)
        The layers of one or two networks in their order; a line joins them. A label may be empty.
    reach : (int, int)
        The powers of ten between which the weights lie.

    Returns
    -------
    Picture

    Raises
    ------
    ValueError
        If there are more than two networks, or a layer lies outside the map.
    """
    if len(networks) > len(MARKS):
        raise ValueError(f"the map tells {len(MARKS)} networks apart, got {len(networks)}")
    first, last = reach
    floor, across, up = TOP + HIGH, (WIDE - LEFT - RIGHT) / (last - first), HIGH / USES

    def at(weights, uses):
        return LEFT + (log10(weights) - first) * across, floor - log10(uses) * up

    lines = [words("t-line t-start", 0, 14, "uses of each weight")]
    for work in range(first + 1, last + USES):
        upper, lower = min(USES, work - first), max(0, work - last)
        ends = [at(10 ** (work - uses), 10**uses) for uses in (upper, lower)]
        lines.append(path("l-padding", [joined(ends)]))
        x, y = ends[0]
        if y > TOP:
            lines.append(words("t-name t-start", x + 6, y - 4, power_of_ten(work)))
        elif work <= 10:
            lines.append(words("t-name", x, TOP - 6, power_of_ten(work)))
    lines.append(path("l-none", [f"M{LEFT} {TOP}V{floor + REST}H{WIDE - RIGHT}"]))
    for power in range(USES + 1):
        lines.append(words("t-small t-end", LEFT - 6, floor - power * up + 4, f"{10**power:,}"))
    for power in range(first, last + 1):
        x = LEFT + (power - first) * across
        lines.append(words("t-small", x, floor + REST + 16, power_of_ten(power)))
    lines.append(words("t-line t-end", WIDE - RIGHT, floor + REST + 38, "weights of the layer"))
    key = floor + REST + 38 + LINE
    for count, (name, layers) in reversed(list(enumerate(networks.items()))):
        looks, mark, below = MARKS[count]
        if not all(min(weights, uses) >= 1 for weights, uses, _ in layers):
            raise ValueError(f"{name} has a layer with fewer than 1 weight or use")
        spots = [at(weights, uses) for weights, uses, _ in layers]
        if not all(LEFT <= x <= WIDE and TOP <= y <= floor for x, y in spots):
            raise ValueError(f"{name} has a layer outside the map")
        lines.append(path("m-link", [joined(spots)]))
        lines.append(path(looks, [mark(x, y) for x, y in dict.fromkeys(spots)]))
        for (x, y), (*_, label) in zip(spots, layers, strict=True):
            y += below if y < floor else -10
            lines += [words("t-small", x, y, label)] if label else []
        x = LEFT + 150 * count
        lines.append(path(looks, [mark(x, key - 4)]))
        lines.append(words("t-small t-start", x + 12, key, name))
    return framed(lines, WIDE, key + 6, in_words(networks))


def in_words(networks) -> str:
    """The text alternative: every layer once, with what it has and does."""
    about = ["A map of layers by their weights and by how often each weight is used."]
    for name, layers in networks.items():
        each = dict.fromkeys((weights, uses) for weights, uses, _ in layers)
        told = ", ".join(f"{short(weights)} {times(uses)}" for weights, uses in each)
        about.append(f"{name}: {told}.")
    return " ".join(about)


def times(uses: int) -> str:
    """How often: "used once", "used 729 times"."""
    return "used once" if uses == 1 else f"used {uses:,} times"


def power_of_ten(power: int) -> str:
    """A round count: "10 k", "1 G"."""
    return short(10**power).replace(".00", "").replace(".0", "")


def joined(spots) -> str:
    """A line through all ``spots``, as a piece of a path."""
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in spots)


def disk(x: float, y: float) -> str:
    """A round mark."""
    wide = number(2 * DOT)
    turn = f"a{DOT} {DOT} 0 1 0 "
    return f"M{number(x - DOT)} {number(y)}{turn}{wide} 0{turn}-{wide} 0z"


def square(x: float, y: float) -> str:
    """A square mark."""
    return box(x - DOT, y - DOT, 2 * DOT, 2 * DOT)


MARKS = (("c-kernel", disk, 20), ("c-done", square, -10))
"""Looks, mark, and where the label stands, of each network."""
