"""A stack of equal layers as slabs, and under it what it costs, one box for each doubling."""

from collections.abc import Mapping, Sequence

from convbook.draw._paint.marks import paint
from convbook.draw._paint.paths import path
from convbook.draw._paint.svg import framed, text_lines, words
from convbook.draw.marks import Stack
from convbook.draw.picture import Picture
from convbook.draw.wording import sentence

__all__ = ["dials"]

WIDE = 430
HIGH = 150
"""Pixels for the slabs: one of 112 cells a side fits."""

GAP, LEFT, ROW = 8, 150, 26
BOX = 11


def dials(
    depth: int,
    width: int,
    size: int,
    bars: Mapping[str, tuple[float, str]],
    lines: Sequence[str] = (),
) -> Picture:
    """Equal layers as slabs, as thick as they have channels, and a row of boxes for each price.

    Parameters
    ----------
    depth, width, size : int
        Layers, channels, and cells a side of every map; 8, 64 and 112 fit.
    bars : dict of str to (float, str)
        For each price its doublings, a box each (the last one may be a part), and its words. A
        name that begins with "time" has the color of what is measured.
    lines : sequence of str
        Stand below.

    Raises
    ------
    ValueError
        If the stack does not fit, or a price has fewer than no doublings.
    """
    across = depth * (width / 2 + GAP) + Stack.LEAN[0] * size
    if across > WIDE or (1 + Stack.LEAN[1]) * size > HIGH:
        raise ValueError(f"no room for {depth} layers of {width} channels and {size} cells a side")
    drawn = paint(Stack(depth, width / 2, size, GAP), (WIDE - across) / 2, HIGH - size)
    noun = "layer" if depth == 1 else "layers"
    stack = f"{depth} {noun}, {width} channels, {size} × {size} cells"
    y = HIGH + 26
    drawn += text_lines([stack], WIDE / 2, y)
    for name, (doublings, text) in bars.items():
        y += ROW
        if doublings < 0:
            raise ValueError(f"{name} must have at least 0 doublings, got {doublings}")
        drawn += bar(name, doublings, text, y)
    drawn += text_lines(lines, WIDE / 2, y + ROW, step=ROW)
    prices = [f"{name}: {text}, {count:.3g} doublings." for name, (count, text) in bars.items()]
    about = " ".join([f"{stack}.", *prices, *map(sentence, lines)])
    return framed(drawn, WIDE, y + ROW * len(lines) + 6, about)


def bar(name: str, doublings: float, text: str, y: float) -> list[str]:
    """One row: the name, a box for each doubling, and the words."""
    top, full = y - BOX, int(doublings)
    widths = [BOX - 2] * full
    rest = round((doublings - full) * (BOX - 2))
    widths += [rest] if rest else []
    shapes = [
        f"M{LEFT + BOX * place} {top}h{wide}v{BOX}h-{wide}z" for place, wide in enumerate(widths)
    ]
    looks = "c-done" if name.startswith("time") else "c-seen"
    lines = [words("t-small t-end", LEFT - 10, y - 1, name)]
    lines += [path(looks, shapes)] if shapes else []
    end = LEFT + BOX * len(widths) + 8
    return [*lines, words("t-small t-start", end, y - 1, text)]
