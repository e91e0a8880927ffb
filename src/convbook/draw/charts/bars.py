"""Bars in rows, for times and bytes."""

from collections.abc import Mapping, Sequence

from convbook.draw._paint.layout import CHARACTER, LINE, wrapped
from convbook.draw._paint.paths import number, path
from convbook.draw._paint.svg import framed, text_lines, words
from convbook.draw.grid import written
from convbook.draw.picture import Picture
from convbook.draw.wording import sentence

__all__ = ["rows_of_bars"]

ROW, BAR = 24, 160


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
    parts, y = wrapped(lines, width), 24 + ROW * len(values) + 24
    drawn += text_lines(parts, width / 2, y)
    about = [f"{name}: {texts[name]}." for name in values]
    if least:
        about = [
            f"{text[:-1]}, at least {written(least[name])}."
            for name, text in zip(values, about, strict=True)
        ]
    alt = " ".join([sentence(title), *about, *map(sentence, lines)])
    return framed(drawn, width, y + LINE * len(parts) - 14, alt)
