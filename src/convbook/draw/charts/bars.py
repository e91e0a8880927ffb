"""Bars in rows, for times and bytes."""

from collections.abc import Mapping, Sequence

from convbook.draw._paint.layout import CHARACTER
from convbook.draw.charts import wording
from convbook.draw.grid import written
from convbook.draw.marks import Words
from convbook.draw.picture import Picture
from convbook.draw.place import Part, lined
from convbook.draw.shapes import Cluster, Line, Rect

__all__ = ["rows_of_bars"]

ROW, BAR = 24, 160


def rows_of_bars(
    values: Mapping[str, float],
    *,
    title: str,
    texts: Mapping[str, str] | None = None,
    least: Mapping[str, float] | None = None,
    most: float | None = None,
    lines: Sequence[str] = (),
) -> Picture:
    """One bar under another, each with its name before it and its value behind.

    Parameters
    ----------
    values : dict of str to number
        Not negative; the longest bar is the largest value, or ``most``.
    title : str
        What the bars measure.
    texts : dict of str to str, optional
        What stands behind each bar instead of its value.
    least : dict of str to number, optional
        Where a thick line crosses the bar: what the value could be at least.
    most : number, optional
        The value of a bar that fills the row, so that several charts share a scale.
    lines : sequence of str
        Stand below.

    Returns
    -------
    Picture

    Raises
    ------
    ValueError
        If a value is larger than ``most``.
    """
    largest = max(*values.values(), *(least or {}).values(), 0) or 1
    most = largest if most is None else most
    if largest > most:
        raise ValueError(f"most is {most}, and the largest value is {largest}")
    texts = {name: written(value) for name, value in values.items()} | dict(texts or {})
    left = CHARACTER * max(map(len, values)) + 10
    width = left + BAR + round(8 * max(len(text) for text in texts.values())) + 10
    width = max(width, CHARACTER * len(title))
    marks = [(0, 12, Words(title, "title"))]
    for row, (name, value) in enumerate(values.items()):
        long, y = round(BAR * value / most, 1), 24 + ROW * row
        bar = [
            (left, 2, Rect(long, ROW - 6, "done")),
            (left + long + 8, 15, Words(texts[name], "title")),
        ]
        if least:
            at = round(left + BAR * least[name] / most, 1)
            bar.append((at, 2, Line.down(ROW - 6, "outline")))
        marks += [(left - 8, y + 15, Words(name, "title", "end")), (0, y, Cluster(bar))]
    about = wording.bars(title, {name: texts[name] for name in values}, least)
    base = Part(marks, width, 24 + ROW * len(values) + 10, about)
    return lined(base, lines, narrowest=0, first=14, end=0).picture
