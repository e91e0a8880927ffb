"""The two roofs of a machine, and what stands under them."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf, log2

from convbook.draw._paint.layout import CHARACTER, LINE, wrapped
from convbook.draw._paint.paths import number, path
from convbook.draw._paint.svg import framed, text_lines, words
from convbook.draw.grid import written
from convbook.draw.picture import Picture
from convbook.draw.wording import sentence

__all__ = ["Spot", "roofline"]

LEFT, TOP, ACROSS, UP = 34, 24, 26, 30
"""Pixels left of the axes and above them, and for each doubling along them."""

LEAST, MOST = (-4, -2), (10, 7)
"""The ends of the axes as powers of two: FLOPs for each byte, and billions of FLOPs a second."""

LOOKS = {"measured": "c-seen l-input", "bound": "c-done", "other": "c-kernel"}


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
        if self.kind not in LOOKS:
            raise ValueError(f"kind must be one of {', '.join(LOOKS)}; got {self.kind!r}")


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
    drawn = [words("t-title", 0, 12, "billion FLOPs a second")]
    drawn.append(f"<g transform='translate({LEFT} {TOP})'>")
    levels = [place(1, 2.0**power)[1] for power in range(LEAST[1], MOST[1] + 1)]
    steps = [place(2.0**power, 1)[0] for power in range(LEAST[0], MOST[0] + 1)]
    drawn.append(
        path("l-none", [f"M0 {number(y)}h{width}" for y in levels])
        + path("l-none", [f"M{number(x)} 0v{height}" for x in steps])
    )
    drawn += [
        words("t-name t-end", -6, place(1, 2.0**power)[1] + 4, share(power))
        for power in range(LEAST[1], MOST[1] + 1, 2)
    ]
    drawn += [
        words("t-name", place(2.0**power, 1)[0], height + 16, share(power))
        for power in range(-2, MOST[0] + 1, 2)
    ]
    corner, level = place(peak / bandwidth, peak)
    start = max(2.0 ** LEAST[0], 2.0 ** LEAST[1] / bandwidth)
    low = place(start, start * bandwidth)
    roof = [f"M{number(low[0])} {number(low[1])}L{number(corner)} {number(level)}H{width}"]
    drawn.append(path("o-seen", roof))
    drawn.append(words("t-name t-end", width - 4, level - 8, "multiplying"))
    drawn.append(words("t-name t-end", (low[0] + corner) / 2 - 12, (low[1] + level) / 2, "moving"))
    drawn += [marked(spot, height) for spot in spots]
    drawn += names(spots, along(peak, bandwidth, width))
    drawn += ["</g>", words("t-title", LEFT, TOP + height + 38, "FLOPs for each byte moved")]
    width += LEFT + 14
    parts, y = wrapped(lines, width), TOP + height + 68
    drawn += text_lines(parts, width / 2, y)
    about = (
        f"Two roofs over the number of FLOPs for each byte: one rises with "
        f"{written(bandwidth)} billion bytes a second, and from {written(peak / bandwidth)} FLOPs "
        f"for each byte on the other is level at {written(peak)} billion FLOPs a second."
    )
    each = " ".join(
        f"{spot.name}: {written(spot.intensity)}, {written(spot.rate)}."
        for spot in spots
        if spot.name
    )
    alt = " ".join(filter(None, [about, each, *map(sentence, lines)]))
    return framed(drawn, width, y + LINE * len(parts) - 14, alt)


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


def marked(spot: Spot, height: float) -> str:
    """The mark of one spot, with its line down to the axis if it is a bound."""
    x, y = place(spot.intensity, spot.rate)
    shapes = {
        "measured": f"M{number(x - 5)} {number(y)}a5 5 0 1 0 10 0a5 5 0 1 0 -10 0z",
        "bound": f"M{number(x)} {number(y - 8)}l8 8l-8 8l-8 -8z",
        "other": f"M{number(x - 5)} {number(y - 5)}h10v10h-10z",
    }
    line = path(LOOKS[spot.kind], [shapes[spot.kind]])
    if spot.kind == "bound":
        line = path("l-padding", [f"M{number(x)} {number(y + 8)}V{number(height)}"]) + line
    return line


def along(peak: float, bandwidth: float, width: int) -> list[tuple]:
    """Small boxes along both roofs, where no name is to stand."""
    at = (
        place(work, min(peak, work * bandwidth))
        for work in (2 ** (LEAST[0] + x / ACROSS) for x in range(0, width, 4))
    )
    return [(x - 2, y - 2, x + 2, y + 2) for x, y in at]


def names(spots: Sequence[Spot], roofs: list[tuple]) -> list[str]:
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
            ("t-start", x + 9, y + 5, x + 7),
            ("t-end", x - 9, y + 5, x - 7 - wide),
            ("", x, y - 10, x - wide / 2),
            ("", x, y + 20, x - wide / 2),
            ("t-start", x + 2, y - 10, x),
            ("t-end", x - 2, y - 10, x - wide),
            ("t-start", x + 2, y + 20, x),
            ("t-end", x - 2, y + 20, x - wide),
        ]
        boxes = [(left, base - 11, left + wide, base + 2) for _, _, base, left in sides]
        in_the_way = [
            100 * sum(meet(box, other) for other in taken)
            + sum(meet(box, other) for other in roofs)
            for box in boxes
        ]
        side = in_the_way.index(min(in_the_way))
        taken.append(boxes[side])
        looks, across, base, _ = sides[side]
        looks = f"{looks} {'t-small' * small}".strip()
        drawn.append(words(looks, across, base, spot.name))
    return drawn


def meet(one, other) -> bool:
    """Whether two boxes (left, top, right, bottom) share more than an edge."""
    apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
    return not apart
