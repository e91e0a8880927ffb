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

TOP, ACROSS, HEIGHT = 24, 26, 270
"""Pixels above the axes, for each doubling across, and up in all."""

LEAST, MOST = (-4, -2), 10
"""Powers of two: where both axes begin, FLOPs per byte and billions of FLOPs a second, and where
the first one ends."""

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


@dataclass(frozen=True)
class Scale:
    """The axes: where a place on them is, in pixels."""

    top: int

    @property
    def up(self) -> float:
        """Pixels for each doubling of the rate."""
        return HEIGHT / (self.top - LEAST[1])

    @property
    def width(self) -> int:
        """Pixels across."""
        return ACROSS * (MOST - LEAST[0])

    @property
    def left(self) -> int:
        """Pixels left of the axes, for the longest number there."""
        return max(34, 8 + (CHARACTER - 1) * len(share(self.top)))

    def place(self, intensity: float, rate: float) -> tuple[float, float]:
        """Pixels right of the axes' left end and below their top; at the edge if outside."""
        at = [
            min(max(log2(value), least), most)
            for value, least, most in zip((intensity, rate), LEAST, (MOST, self.top), strict=True)
        ]
        return round(ACROSS * (at[0] - LEAST[0]), 1), round(self.up * (self.top - at[1]), 1)

    def box(self, spot: Spot) -> tuple[float, float, float, float]:
        """What the mark of a spot takes."""
        x, y = self.place(spot.intensity, spot.rate)
        return x - 6, y - 6, x + 6, y + 6


def roofline(
    peak: float,
    bandwidth: float,
    spots: Sequence[Spot] = (),
    *,
    cache: float | None = None,
    most: float = 128,
    lines: Sequence[str] = (),
) -> Picture:
    """What a machine can do at most, over how much work there is for each byte.

    Both axes double from line to line. Spots outside them are drawn at the edge.

    Parameters
    ----------
    peak : float
        The level roof: billions of FLOPs a second.
    bandwidth : float
        The slope of the other: billions of bytes a second from main memory.
    spots : sequence of Spot
    cache : float, optional
        Billions of bytes a second from a cache: a dashed slope above the other.
    most : float
        Where the axis of rates ends: a power of two above 1, in billions of FLOPs a second.
    lines : sequence of str
        Stand below.

    Returns
    -------
    Picture

    Raises
    ------
    ValueError
        If the axis would not end at a power of two.
    """
    if most < 2 or log2(most) % 1:
        raise ValueError(f"most must be a power of two from 2 on, got {most}")
    scale = Scale(int(log2(most)))
    slopes = {"memory": bandwidth} | ({} if cache is None else {"cache": cache})
    under = [*rules(scale), *roofs(scale, peak, slopes)]
    under += [marked(scale, spot) for spot in spots]
    taken = [scale.box(spot) for spot in spots]
    called = list(roof_names(scale, peak, slopes, taken))
    taken += [each for each, _ in called]
    under += [words for _, words in called]
    under += names(scale, spots, taken, along(scale, peak, slopes.values()))
    marks = [
        (0, 12, Words("billion FLOPs a second", "title")),
        (scale.left, TOP, Part(under, scale.width, HEIGHT)),
        (scale.left, TOP + HEIGHT + 38, Words("FLOPs per byte", "title")),
    ]
    about = wording.roofline(peak, bandwidth, spots, cache)
    base = Part(marks, scale.width + scale.left + 14, TOP + HEIGHT + 54, about)
    return lined(base, lines, first=14, end=0).picture


def rules(scale: Scale) -> Iterable[tuple]:
    """A line for each doubling, and what some of them are."""
    levels = {p: scale.place(1, 2.0**p)[1] for p in range(LEAST[1], scale.top + 1)}
    steps = {p: scale.place(2.0**p, 1)[0] for p in range(LEAST[0], MOST + 1)}
    level = Cluster([(0, y, Line.across(scale.width)) for y in levels.values()], "rule")
    upright = Cluster([(x, 0, Line.down(HEIGHT)) for x in steps.values()], "rule")
    yield 0, 0, Cluster([(0, 0, level), (0, 0, upright)])
    for power in range(LEAST[1], scale.top + 1, 2 if scale.up > 20 else 4):
        yield -6, levels[power] + 4, Words(share(power), "name", "end")
    for power in range(-2, MOST + 1, 2):
        yield steps[power], HEIGHT + 16, Words(share(power), "name")


def roofs(scale: Scale, peak: float, slopes: dict[str, float]) -> Iterable[tuple]:
    """A line that rises and then is level, and dashes for what is faster than memory."""
    for name, bandwidth in reversed(slopes.items()):
        corner, level = scale.place(peak / bandwidth, peak)
        start = max(2.0 ** LEAST[0], 2.0 ** LEAST[1] / bandwidth)
        points = [scale.place(start, start * bandwidth), (corner, level)]
        if name == "memory":
            yield 0, 0, Line([*points, (scale.width, level)], "outline", way="LH")
        else:
            yield 0, 0, Line(points, "dashed", way="L")


def roof_names(scale: Scale, peak: float, slopes: dict[str, float], taken) -> Iterable[tuple]:
    """The name of each roof with the box it takes: off the lines, and off the marks if it can."""
    _, level = scale.place(1, peak)
    yield written_at("arithmetic", scale.width - 4, level - 8, "end")
    for name, bandwidth in slopes.items():
        align, dx, dy = ("start", 9, 15) if name == "memory" else ("end", -9, -5)
        works = [2.0**power for power in (-1, 0, -2, 1, -3, 2, 3, 4, 5, 6)]
        under = [work for work in works if work * bandwidth < peak] or works[:1]
        places = [scale.place(work, work * bandwidth) for work in under]
        found = [written_at(name, x + dx, y + dy, align) for x, y in places]
        yield next((one for one in found if is_free(one[0], taken)), found[0])


def is_free(box: tuple, taken: list) -> bool:
    """Whether a box lies within the axes and on nothing that is taken."""
    left, _, _, bottom = box
    return left > 0 and bottom < HEIGHT and not any(meet(box, other) for other in taken)


def written_at(name: str, x: float, y: float, align: str) -> tuple:
    """The box of a name, and the name in its place."""
    wide = (CHARACTER - 1) * len(name) + 2
    left = x - wide if align == "end" else x
    return (left, y - 11, left + wide, y + 2), (x, y, Words(name, "name", align))


def share(power: int) -> str:
    """A power of two as it is read."""
    return f"1/{2**-power}" if power < 0 else f"{2**power:,}"


def marked(scale: Scale, spot: Spot) -> tuple:
    """The mark of one spot, with its line down to the axis if it is a bound."""
    x, y = scale.place(spot.intensity, spot.rate)
    look, half, shape = KINDS[spot.kind]
    marks = [(x, y, Dots([(0, 0)], look, half, shape))]
    if spot.kind == "bound":
        marks.insert(0, (0, 0, Line([(x, y + half), (x, HEIGHT)], "dashed", way="V")))
    return 0, 0, Cluster(marks)


def along(scale: Scale, peak: float, slopes: Iterable[float]) -> list[tuple]:
    """Small boxes along all roofs, where no name is to stand."""
    at = (
        scale.place(work, min(peak, work * bandwidth))
        for bandwidth in slopes
        for work in (2 ** (LEAST[0] + x / ACROSS) for x in range(0, scale.width, 4))
    )
    return [(x - 2, y - 2, x + 2, y + 2) for x, y in at]


def names(scale: Scale, spots: Sequence[Spot], taken: list, roofs: list[tuple]) -> list[tuple]:
    """The names, each at the side of its mark where least is in the way; roofs weigh little."""
    at = [scale.place(spot.intensity, spot.rate) for spot in spots]
    taken = [*taken, (scale.width + 12, -inf, inf, inf)]  # where the picture ends
    drawn = []
    for spot, place in sorted(zip(spots, at, strict=True), key=lambda each: each[1][1]):
        if spot.name:
            box, words = best_side(spot.name, *place, taken, roofs)
            taken.append(box)
            drawn.append(words)
    return drawn


def best_side(name: str, x: float, y: float, taken: list, roofs: list) -> tuple:
    """The box of a name at the side of its mark where least is in the way, and the name there."""
    small = len(name) > 2
    wide = (CHARACTER - small) * len(name) + 2
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
        100 * sum(meet(box, other) for other in taken) + sum(meet(box, other) for other in roofs)
        for box in boxes
    ]
    side = in_the_way.index(min(in_the_way))
    align, across, base, _ = sides[side]
    return boxes[side], (across, base, Words(name, "label" if small else "text", align))


def meet(one, other) -> bool:
    """Whether two boxes (left, top, right, bottom) share more than an edge."""
    apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
    return not apart
