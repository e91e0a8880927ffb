"""Placing: parts beside, below and above each other. Sizes and text alternatives follow.

A *part* is a set of placed marks with a size and words. Wherever a part is expected, a mark, a
:class:`~convbook.draw.Grid` or a piece of text will do.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from convbook.draw import wording
from convbook.draw._paint.layout import GAP, LINE, wrapped
from convbook.draw.grid import Grid
from convbook.draw.marks import Board, Mark, Words
from convbook.draw.picture import Picture, Shown

__all__ = ["Part", "Placed", "below", "beside", "lined", "over", "part", "titled"]

NARROWEST = 360
"""A part is widened to this many pixels for lines of text below it."""

ALIGN = {"start": 0, "middle": 0.5, "end": 1}


@dataclass(frozen=True)
class Placed:
    """A mark or a part, and where its origin lies."""

    x: float
    y: float
    mark: "Mark | Part"


@dataclass(frozen=True)
class Part(Shown):
    """Placed marks with their size; the origin is the upper left corner.

    Parameters
    ----------
    marks : sequence of Placed
    width, height : float
        In pixels.
    alt : str
        What the part shows, in sentences.
    middle : float, optional
        How far down the line lies on which it is placed beside others; half its height without it.
    """

    marks: Sequence[Placed]
    width: float
    height: float
    alt: str = ""
    middle: float | None = None

    def __post_init__(self):
        object.__setattr__(self, "marks", tuple(self.marks))

    def __iter__(self):
        """All marks within, each placed in this part."""
        for placed in self.marks:
            if isinstance(placed.mark, Part):
                for inner in placed.mark:
                    yield Placed(placed.x + inner.x, placed.y + inner.y, inner.mark)
            else:
                yield placed

    @property
    def picture(self) -> Picture:
        """The part, painted."""
        # Imported here: what is placed does not depend on how it looks.
        from convbook.draw._paint.marks import painted_part

        return painted_part(self)


def part(thing) -> Part:
    """A part made of a mark, a grid, or a piece of text; a part stays as it is.

    >>> part("two words").width
    72
    """
    if isinstance(thing, Part):
        return thing
    if isinstance(thing, str):
        thing = Words(thing, align="start")
    if isinstance(thing, Grid):
        thing = Board(thing)
    if not isinstance(thing, Mark):
        raise TypeError(f"a part, mark, Grid or text is placed, got {type(thing).__name__}")
    left, top, right, bottom = thing.room
    return Part([Placed(-left, -top, thing)], right - left, bottom - top, thing.alt)


def beside(*things, apart: float = GAP, sign: str = "", align: str = "middle") -> Part:
    """Parts from left to right.

    Parameters
    ----------
    *things : part, mark, Grid or str
    apart : float
        Pixels between neighbors.
    sign : str
        Between neighbors, such as "=".
    align : {'middle', 'start', 'end'}
        What lies at one height. The middle of a board is that of its cells, also in a row.
    """
    found = [part(thing) for thing in things]
    if sign:
        mark = part(Words(sign, "sign"))
        mark = replace(mark, alt="")
        found = [each for one in found for each in (mark, one)][1:]
    axes = [axis(one, align) for one in found]
    x, placed = 0.0, []
    for one, height in zip(found, axes, strict=True):
        placed.append(Placed(x, max(axes) - height, one))
        x += one.width + apart
    tall = max((each.y + each.mark.height for each in placed), default=0)
    shared = max(axes, default=0) if align == "middle" else None
    return Part(placed, max(0, x - apart), tall, joined(found), shared)


def axis(one: Part, align: str) -> float:
    """How far down the line lies that neighbors share."""
    if align == "middle" and one.middle is not None:
        return one.middle
    if align == "middle" and len(one.marks) == 1 and isinstance(one.marks[0].mark, Board):
        return (one.marks[0].y + one.height) / 2
    return one.height * ALIGN[align]


def below(*things, apart: float = GAP, align: str = "middle") -> Part:
    """Parts from top to bottom, their left edges, middles or right edges in line."""
    found = [part(thing) for thing in things]
    width = max((one.width for one in found), default=0)
    y, placed = 0.0, []
    for one in found:
        placed.append(Placed((width - one.width) * ALIGN[align], y, one))
        y += one.height + apart
    return Part(placed, width, max(0, y - apart), joined(found))


def over(thing, *placed: Placed) -> Part:
    """A part with further marks on it, such as lines between its boards; its size stays."""
    base = part(thing)
    words = [each.mark.alt for each in placed]
    return Part(
        [*base.marks, *placed], base.width, base.height, " ".join(filter(None, [base.alt, *words]))
    )


def titled(thing, text: str, role: str = "") -> Part:
    """A part with a title above it."""
    return below(Words(text, "caption", "start", role), thing, apart=8, align="start")


def lined(thing, lines: Sequence[str]) -> Part:
    """A part with lines of text below it, long ones broken.

    >>> from convbook.draw import Line
    >>> lined(Line([(0, 0), (100, 0)]), ["a caption"]).alt
    'a caption.'
    """
    base = part(thing)
    if not lines:
        return base
    width = max(base.width, NARROWEST)
    rows = [Words(row) for row in wrapped(lines, width)]
    placed = [Placed((width - base.width) / 2, 0, base)]
    placed += [
        Placed(width / 2, base.height + LINE * (count + 1), row) for count, row in enumerate(rows)
    ]
    words = [base.alt, *map(wording.sentence, lines)]
    return Part(placed, width, base.height + LINE * len(rows) + 8, " ".join(filter(None, words)))


def joined(parts: Iterable[Part]) -> str:
    """The words of parts, one after the other."""
    return " ".join(one.alt for one in parts if one.alt)
