"""Several pictures in one."""

from collections.abc import Sequence

from convbook.draw.paths import number
from convbook.draw.picture import Picture
from convbook.draw.svg import framed

APART, MARGINS = 34, 6


def together(pictures: Sequence[Picture], across: int = 1) -> Picture:
    """Several pictures in one, ``across`` in a row.

    Parameters
    ----------
    pictures : sequence of Picture
    across : int

    Returns
    -------
    Picture
        Its text alternative is theirs, one after the other.
    """
    parts = [picture.svg.split("\n") for picture in pictures]
    sizes = [[float(n) - MARGINS for n in part[0].split('"')[5:8:2]] for part in parts]
    wide = max(width for width, _ in sizes) + APART
    drawn, y = [], 0.0
    for start in range(0, len(parts), across):
        for place in range(start, min(start + across, len(parts))):
            at = f"translate({number((place - start) * wide)} {number(y)})"
            drawn += [f"<g transform='{at}'>", *parts[place][1:-1], "</g>"]
        y += max(height for _, height in sizes[start : start + across]) + APART
    width = wide * min(across, len(parts)) - APART
    return framed(drawn, width, y - APART, " ".join(picture.alt for picture in pictures))
