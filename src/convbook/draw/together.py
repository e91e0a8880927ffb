"""Several pictures in one."""

from collections.abc import Sequence

from convbook.draw._paint.layout import MARGIN
from convbook.draw._paint.paths import number
from convbook.draw._paint.svg import framed
from convbook.draw.picture import Picture

__all__ = ["together"]

APART = 34


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
    sizes = [[side - 2 * MARGIN for side in picture.size] for picture in pictures]
    wide = max(width for width, _ in sizes) + APART
    drawn, y = [], 0.0
    for start in range(0, len(pictures), across):
        for place, picture in enumerate(pictures[start : start + across]):
            at = f"translate({number(place * wide)} {number(y)})"
            drawn += [f"<g transform='{at}'>", *picture.svg.split("\n")[1:-1], "</g>"]
        y += max(height for _, height in sizes[start : start + across]) + APART
    width = wide * min(across, len(pictures)) - APART
    return framed(drawn, width, y - APART, " ".join(picture.alt for picture in pictures))
