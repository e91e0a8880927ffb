"""Several scenes in one picture, each with its caption: a film strip."""

from collections.abc import Sequence
from html import escape

from convbook.draw import wording
from convbook.draw._paint.layout import BOLD, WIDEST
from convbook.draw._paint.paths import number
from convbook.draw._paint.svg import framed, painted
from convbook.draw.grid import Scene
from convbook.draw.picture import Picture

__all__ = ["strip"]

APART, CAPTION = 34, 30


def strip(scenes: Sequence[Scene], captions: Sequence[str] = (), *, across: int = 0) -> Picture:
    """Paint ``scenes`` one after the other in one picture.

    Parameters
    ----------
    scenes : sequence of Scene
    captions : sequence of str, optional
        Stand above the scenes, one for each.
    across : int, optional
        Scenes in a row; by default, as many as stay legible on a telephone.
    """
    if captions and len(captions) != len(scenes):
        raise ValueError(f"{len(scenes)} scenes take {len(scenes)} captions, got {len(captions)}")
    panels = [painted(scene) for scene in scenes]
    wide = max(0, *(width for _, width, _ in panels), *(BOLD * len(text) for text in captions))
    across = across or max(1, int((WIDEST + APART) // (wide + APART)))
    lines, y = [], 0.0
    for start in range(0, len(panels), across):
        row = panels[start : start + across]
        head = CAPTION * bool(captions)
        for place, (inside, _, _) in enumerate(row):
            x = place * (wide + APART)
            if captions:
                text = escape(captions[start + place], quote=False)
                lines.append(
                    f"<text class='t-caption' x='{number(x)}' y='{number(y + 14)}'>{text}</text>"
                )
            lines += [f"<g transform='translate({number(x)} {number(y + head)})'>", *inside, "</g>"]
        y += head + max(height for _, _, height in row) + APART
    alt = wording.captioned(captions, [scene.alt for scene in scenes])
    width = wide * min(across, len(panels)) + APART * (min(across, len(panels)) - 1)
    return framed(lines, width, y - APART, alt)
