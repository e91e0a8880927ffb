"""The two roofs of a machine, and what stands under them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import inf, log2

from convbook.draw._paint.layout import CHARACTER
from convbook.draw.charts import wording
from convbook.draw.marks import Words
from convbook.draw.picture import Picture
from convbook.draw.place import Part, lined
from convbook.draw.shapes import Cluster, Dots, Line

__all__ = ["Spot", "roofline"]

LEFT, TOP, ACROSS, UP = 34, 24, 26, 30
"""Pixels left of the axes and above them, and for each doubling along them."""

LEAST, MOST = (-4, -2), (10, 7)
"""The ends of the axes as powers of two: FLOPs for each byte, and billions of FLOPs a second."""

KINDS = {
    "measured": ("seen", 5, "disk"),
    "bound": ("done", 8, "diamond"),
    "other": ("kernel", 5, "square"),
}
"""Look, half the width and shape of each kind of spot."""


@dataclass(frozen=True)
class Spot:
    """One layer under the roofs.

    Parameters
    ----------
    intensity : float
        FLOPs for each byte.
    rate : float
        Billions of FLOPs a second.
    name : str
        A letter or a word, which stands beside it; without one it stands quietly in the crowd.
    kind : {'measured', 'bound', 'other'}
        A disk, a diamond on the roof with a line down to the axis, or a square.

    Raises
    ------
    ValueError
        If the kind is unknown.
    """

    intensity: float
    rate: float
    name: str = ""
    kind: str = "measured"

    def __post_init__(self):
        if self.kind not in KINDS:
            raise ValueError(f"kind must be one of {', '.join(KINDS)}; got {self.kind!r}")


def roofline(
    peak: float, bandwidth: float, spots: Sequence[Spot] = (), *, lines: Sequence[str] = ()
) -> Picture:
    """What a machine can do at most, over how much work there is for each byte.

    Both axes double from line to line. Spots outside them are drawn at the edge.

    Parameters
    ----------
    peak : float
        The level roof: billions of FLOPs a second.
    bandwidth : float
        The slope of the other: billions of bytes a second.
    spots : sequence of Spot
    lines : sequence of str
        Stand below.

    Returns
    -------
    Picture
    """
    width, height = (ACROSS * (MOST[0] - LEAST[0]), UP * (MOST[1] - LEAST[1]))
    under = [*scales(width, height), *roofs(peak, bandwidth, width)]
    under += [marked(spot, height) for spot in spots]
    under += names(spots, along(peak, bandwidth, width))
    marks = [
        (0, 12, Words("billion FLOPs a second", "title")),
        (LEFT, TOP, Part(under, width, height)),
        (LEFT, TOP + height + 38, Words("FLOPs for each byte moved", "title")),
    ]
    about = wording.roofline(peak, bandwidth, spots)
    base = Part(marks, width + LEFT + 14, TOP + height + 54, about)
    return lined(base, lines, first=14, end=0).picture


def scales(width: float, height: float) -> Iterable[tuple]:
    """A line for each doubling, and what every second one is."""
    levels = {power: place(1, 2.0**power)[1] for power in range(LEAST[1], MOST[1] + 1)}
    steps = {power: place(2.0**power, 1)[0] for power in range(LEAST[0], MOST[0] + 1)}
    level = Cluster([(0, y, Line.across(width)) for y in levels.values()], "rule")
    upright = Cluster([(x, 0, Line.down(height)) for x in steps.values()], "rule")
    yield 0, 0, Cluster([(0, 0, level), (0, 0, upright)])
    for power in range(LEAST[1], MOST[1] + 1, 2):
        yield -6, levels[power] + 4, Words(share(power), "name", "end")
    for power in range(-2, MOST[0] + 1, 2):
        yield steps[power], height + 16, Words(share(power), "name")


def roofs(peak: float, bandwidth: float, width: float) -> Iterable[tuple]:
    """One line that rises and then is level, and the names of both pieces."""
    corner, level = place(peak / bandwidth, peak)
    start = max(2.0 ** LEAST[0], 2.0 ** LEAST[1] / bandwidth)
    x, y = place(start, start * bandwidth)
    yield 0, 0, Line([(x, y), (corner, level), (width, level)], "outline", way="LH")
    yield width - 4, level - 8, Words("multiplying", "name", "end")
    yield (x + corner) / 2 - 12, (y + level) / 2, Words("moving", "name", "end")


def place(intensity: float, rate: float) -> tuple[float, float]:
    """Pixels right of the axes' left end and below their top; at the edge if outside."""
    at = [
        min(max(log2(value), least), most)
        for value, least, most in zip((intensity, rate), LEAST, MOST, strict=True)
    ]
    return round(ACROSS * (at[0] - LEAST[0]), 1), round(UP * (MOST[1] - at[1]), 1)


def share(power: int) -> str:
    """A power of two as it is read."""
    return f"1/{2**-power}" if power < 0 else str(2**power)


def marked(spot: Spot, height: float) -> tuple:
    """The mark of one spot, with its line down to the axis if it is a bound."""
    x, y = place(spot.intensity, spot.rate)
    look, half, shape = KINDS[spot.kind]
    marks = [(x, y, Dots([(0, 0)], look, half, shape))]
    if spot.kind == "bound":
        marks.insert(0, (0, 0, Line([(x, y + half), (x, height)], "dashed", way="V")))
    return 0, 0, Cluster(marks)


def along(peak: float, bandwidth: float, width: int) -> list[tuple]:
    """Small boxes along both roofs, where no name is to stand."""
    at = (
        place(work, min(peak, work * bandwidth))
        for work in (2 ** (LEAST[0] + x / ACROSS) for x in range(0, width, 4))
    )
    return [(x - 2, y - 2, x + 2, y + 2) for x, y in at]


def names(spots: Sequence[Spot], roofs: list[tuple]) -> list[tuple]:
    """The names, each at the side of its mark where least is in the way; roofs weigh little."""
    at = [place(spot.intensity, spot.rate) for spot in spots]
    taken = [(x - 6, y - 6, x + 6, y + 6) for x, y in at]
    end, _ = place(2 ** MOST[0], 1)
    taken.append((end + 12, -inf, inf, inf))  # where the picture ends
    drawn = []
    for spot, (x, y) in sorted(zip(spots, at, strict=True), key=lambda each: each[1][1]):
        if not spot.name:
            continue
        small = len(spot.name) > 2
        wide = (CHARACTER - small) * len(spot.name) + 2
        sides = [
            ("start", x + 9, y + 5, x + 7),
            ("end", x - 9, y + 5, x - 7 - wide),
            ("", x, y - 10, x - wide / 2),
            ("", x, y + 20, x - wide / 2),
            ("start", x + 2, y - 10, x),
            ("end", x - 2, y - 10, x - wide),
            ("start", x + 2, y + 20, x),
            ("end", x - 2, y + 20, x - wide),
        ]
        boxes = [(left, base - 11, left + wide, base + 2) for _, _, base, left in sides]
        in_the_way = [
            100 * sum(meet(box, other) for other in taken)
            + sum(meet(box, other) for other in roofs)
            for box in boxes
        ]
        side = in_the_way.index(min(in_the_way))
        taken.append(boxes[side])
        align, across, base, _ = sides[side]
        drawn.append((across, base, Words(spot.name, "label" if small else "text", align)))
    return drawn


def meet(one, other) -> bool:
    """Whether two boxes (left, top, right, bottom) share more than an edge."""
    apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
    return not apart
