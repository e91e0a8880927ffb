"""The two roofs of a machine and what stands under them; and bars in rows, for times and bytes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from math import log2

from convbook.draw.grid import written
from convbook.draw.layout import CHARACTER, LINE, balanced
from convbook.draw.paths import number, path
from convbook.draw.picture import Picture
from convbook.draw.svg import framed, words

LEFT, TOP, ACROSS, UP = 34, 24, 32, 38
"""Pixels left of the axes and above them, and for each doubling along them."""

LEAST, MOST = (-4, 0), (10, 7)
"""The ends of the axes as powers of two: FLOPs for each byte, and billions of FLOPs a second."""

LOOKS = {"measured": "c-seen l-input", "bound": "c-done", "other": "c-kernel"}
ROW, BAR = 24, 200


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
        words("t-name t-end", -6, place(1, 2.0**power)[1] + 4, str(2**power))
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
    drawn += names(spots)
    drawn += ["</g>", words("t-title", LEFT, TOP + height + 38, "FLOPs for each byte moved")]
    width += LEFT + 14
    told, y = below(lines, width, TOP + height + 68)
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
    return framed([*drawn, *told], width, y, alt)


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


def names(spots: Sequence[Spot]) -> list[str]:
    """The names, each at the first side of its mark where nothing else stands."""
    at = [place(spot.intensity, spot.rate) for spot in spots]
    taken = [(x - 6, y - 6, x + 6, y + 6) for x, y in at]
    drawn = []
    for spot, (x, y) in zip(spots, at, strict=True):
        if not spot.name:
            continue
        wide = CHARACTER * len(spot.name) + 2
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
        free = [side for side, box in enumerate(boxes) if not any(meet(box, b) for b in taken)]
        side = free[0] if free else 0
        taken.append(boxes[side])
        looks, across, base, _ = sides[side]
        drawn.append(words(looks, across, base, spot.name))
    return drawn


def meet(one, other) -> bool:
    """Whether two boxes (left, top, right, bottom) share more than an edge."""
    apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
    return not apart


def sentence(line: str) -> str:
    """``line`` with an end, as it is read out."""
    return line if line.endswith(".") else f"{line}."


def below(lines: Sequence[str], width: float, y: float) -> tuple[list[str], float]:
    """Lines of text under a picture, and where they end."""
    told = [part for line in lines for part in balanced(line, int(width / CHARACTER))]
    drawn = []
    for count, text in enumerate(told):
        at = f"x='{number(width / 2)}' y='{number(y + LINE * count)}'"
        # The words stand on a line of their own: packed frames share them with the alternatives.
        drawn += [f"<text class='t-line' {at}>", escape(text, quote=False), "</text>"]
    return drawn, y + LINE * len(told) - 14


def rows_of_bars(
    values: Mapping[str, float],
    *,
    title: str,
    texts: Mapping[str, str] | None = None,
    least: Mapping[str, float] | None = None,
    lines: Sequence[str] = (),
) -> Picture:
    """One bar under another, each with its name before it and its value behind.

    Parameters
    ----------
    values : dict of str to number
        Not negative; the longest bar is the largest value.
    title : str
        What the bars measure.
    texts : dict of str to str, optional
        What stands behind each bar instead of its value.
    least : dict of str to number, optional
        Where a thick line crosses the bar: what the value could be at least.
    lines : sequence of str
        Stand below.

    Returns
    -------
    Picture
    """
    texts = {name: written(value) for name, value in values.items()} | dict(texts or {})
    left = CHARACTER * max(map(len, values)) + 10
    width = left + BAR + round(8 * max(len(text) for text in texts.values())) + 10
    width = max(width, CHARACTER * len(title))
    most = max(*values.values(), *(least or {}).values(), 0) or 1
    drawn = [words("t-title", 0, 12, title)]
    for row, (name, value) in enumerate(values.items()):
        y = 24 + ROW * row
        long = round(BAR * value / most, 1)
        drawn.append(words("t-title t-end", left - 8, y + 15, name))
        line = path("c-done", [f"M{left} {y + 2}h{number(long)}v{ROW - 6}h-{number(long)}z"])
        line += words("t-title", left + long + 8, y + 15, texts[name])
        if least:
            at = number(round(left + BAR * least[name] / most, 1))
            line += path("o-seen", [f"M{at} {y + 2}v{ROW - 6}"])
        drawn.append(line)
    told, y = below(lines, width, 24 + ROW * len(values) + 24)
    about = [f"{name}: {texts[name]}." for name in values]
    if least:
        about = [
            f"{text[:-1]}, at least {written(least[name])}."
            for name, text in zip(values, about, strict=True)
        ]
    return framed(
        [*drawn, *told], width, y, " ".join([sentence(title), *about, *map(sentence, lines)])
    )
