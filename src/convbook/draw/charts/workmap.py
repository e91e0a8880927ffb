"""A map of work: layers by their weights and by how often each weight is used."""

from collections.abc import Mapping, Sequence
from math import log10

from convbook.draw._paint.layout import LINE
from convbook.draw.charts import wording
from convbook.draw.charts.accounts import WIDE, short
from convbook.draw.marks import Words
from convbook.draw.picture import Picture
from convbook.draw.place import Part
from convbook.draw.shapes import Dots, Line

__all__ = ["work_map"]

LEFT, RIGHT, TOP, HIGH, REST, USES = 58, 22, 44, 270, 12, 5
"""Pixels left and right of the map, above it, of its height and under its lowest marks; powers of
ten of the uses."""

DOT = 4.5
"""Half the width of a mark."""

LOOKS = (("kernel", "disk", 20), ("done", "square", -10))
"""Look, shape of the marks, and where the label lies, of each network."""


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
    if len(networks) > len(LOOKS):
        raise ValueError(f"the map tells {len(LOOKS)} networks apart, got {len(networks)}")
    first, last = reach
    floor, across, up = TOP + HIGH, (WIDE - LEFT - RIGHT) / (last - first), HIGH / USES

    def at(weights, uses):
        return LEFT + (log10(weights) - first) * across, floor - log10(uses) * up

    marks = [(0, 14, Words("uses of each weight", "line", "start"))]
    for work in range(first + 1, last + USES):
        upper, lower = min(USES, work - first), max(0, work - last)
        (x, y), end = (at(10 ** (work - uses), 10**uses) for uses in (upper, lower))
        marks.append((0, 0, Line([(x, y), end], "dashed")))
        if y > TOP:
            marks.append((x + 6, y - 4, Words(power_of_ten(work), "name", "start")))
        elif work <= 10:
            marks.append((x, TOP - 6, Words(power_of_ten(work), "name")))
    corner = (LEFT, floor + REST)
    marks.append((0, 0, Line([(LEFT, TOP), corner, (WIDE - RIGHT, corner[1])], "rule", way="VH")))
    for power in range(USES + 1):
        word = Words(f"{10**power:,}", "small", "end")
        marks.append((LEFT - 6, floor - power * up + 4, word))
    for power in range(first, last + 1):
        x = LEFT + (power - first) * across
        marks.append((x, floor + REST + 16, Words(power_of_ten(power), "small")))
    key = floor + REST + 38 + LINE
    marks.append((WIDE - RIGHT, key - LINE, Words("weights of the layer", "line", "end")))
    for count, (name, layers) in reversed(list(enumerate(networks.items()))):
        look, shape, below = LOOKS[count]
        if not all(min(weights, uses) >= 1 for weights, uses, _ in layers):
            raise ValueError(f"{name} has a layer with fewer than 1 weight or use")
        spots = [at(weights, uses) for weights, uses, _ in layers]
        if not all(LEFT <= x <= WIDE and TOP <= y <= floor for x, y in spots):
            raise ValueError(f"{name} has a layer outside the map")
        marks += [(0, 0, Line(spots)), (0, 0, Dots(dict.fromkeys(spots), look, DOT, shape))]
        marks += [
            (x, y + (below if y < floor else -10), Words(label, "small"))
            for (x, y), (*_, label) in zip(spots, layers, strict=True)
            if label
        ]
        x = LEFT + 150 * count
        marks.append((x, key - 4, Dots([(0, 0)], look, DOT, shape)))
        marks.append((x + 12, key, Words(name, "small", "start")))
    told = {
        name: [(short(weights), uses) for weights, uses in dict.fromkeys(one[:2] for one in layers)]
        for name, layers in networks.items()
    }
    return Part(marks, WIDE, key + 6, wording.work_map(told)).picture


def power_of_ten(power: int) -> str:
    """A round count: "10 k", "1 G"."""
    return short(10**power).replace(".00", "").replace(".0", "")
