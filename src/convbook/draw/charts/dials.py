"""A stack of equal layers as slabs, and under it what it costs, one box for each doubling."""

from collections.abc import Iterable, Mapping, Sequence

from convbook.draw.charts import wording
from convbook.draw.marks import Stack, Words
from convbook.draw.picture import Picture
from convbook.draw.place import Part, lined
from convbook.draw.shapes import Cluster, Rect

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
    *,
    looks: Mapping[str, str] | None = None,
) -> Picture:
    """Equal layers as slabs, as thick as they have channels, and a row of boxes for each price.

    Parameters
    ----------
    depth, width, size : int
        Layers, channels, and cells a side of every map; 8, 64 and 112 fit.
    bars : dict of str to (float, str)
        For each price its doublings, a box each (the last one may be a part), and its words.
    lines : sequence of str
        Stand below.
    looks : dict of str to str, optional
        The look of the boxes of a price, such as "done" for what is measured and "shade" for what
        is counted; see ``look_of`` for prices that it leaves out.

    Raises
    ------
    ValueError
        If the stack does not fit, or a price has fewer than no doublings.
    """
    across = depth * (width / 2 + GAP) + Stack.LEAN[0] * size
    if across > WIDE or (1 + Stack.LEAN[1]) * size > HIGH:
        raise ValueError(f"no room for {depth} layers of {width} channels and {size} cells a side")
    stack = Stack(depth, width / 2, size, GAP)
    told = wording.dials(depth, width, size)
    y = HIGH + 26
    marks = [((WIDE - across) / 2, HIGH - size, stack), (WIDE / 2, y, Words(told, apart=True))]
    for row, (name, (doublings, text)) in enumerate(bars.items(), 1):
        if doublings < 0:
            raise ValueError(f"{name} must have at least 0 doublings, got {doublings}")
        look = (looks or {}).get(name) or look_of(name)
        marks += [(x, y + ROW * row + up, m) for x, up, m in bar(name, doublings, text, look)]
    base = Part(marks, WIDE, y + ROW * len(bars) + 6, wording.prices(told, bars))
    return lined(base, lines, first=ROW - 6, step=ROW, end=0).picture


def look_of(name: str) -> str:
    """The look of a price by its English name: times are measured, everything else is counted."""
    return "done" if name.startswith("time") else "shade"


def bar(name: str, doublings: float, text: str, look: str) -> Iterable[tuple]:
    """One row: the name, a box for each doubling, and the words."""
    widths = [BOX - 2] * int(doublings)
    rest = round((doublings - len(widths)) * (BOX - 2))
    widths += [rest] if rest else []
    boxes = [(BOX * place, 0, Rect(wide, BOX)) for place, wide in enumerate(widths)]
    yield LEFT - 10, -1, Words(name, "small", "end")
    if boxes:
        yield LEFT, -BOX, Cluster(boxes, look)
    yield LEFT + BOX * len(boxes) + 8, -1, Words(text, "small", "start")
