"""A large picture with what was found on it: framed windows, each with its answer."""

from collections.abc import Sequence
from dataclasses import dataclass

from convbook.draw.charts import wording
from convbook.draw.charts.rasters import Raster
from convbook.draw.marks import Frame, Image, Words
from convbook.draw.picture import Picture
from convbook.draw.place import Part
from convbook.draw.shapes import Pen, Rect

__all__ = ["Found", "readings"]

PLATE = 18
"""The side of the plate under an answer."""


@dataclass(frozen=True)
class Found:
    """A window of a picture and what was read in it.

    Parameters
    ----------
    row, column : int
        Its first row and column.
    answer : str
        What was read.
    truth : str
        What stands there; the empty string, if there is nothing.
    """

    row: int
    column: int
    answer: str
    truth: str

    @property
    def right(self) -> bool:
        """Whether the answer is the truth."""
        return self.answer == self.truth

    @property
    def alt(self) -> str:
        """The window in words."""
        return wording.found(self)


def readings(picture: Raster, found: Sequence[Found], size: int) -> Picture:
    """A picture with a frame around every window that was found, and the answer on it.

    Frames of wrong answers are broken, and their answer is followed by a question mark.

    Parameters
    ----------
    picture : Raster
    found : sequence of Found
    size : int
        Rows and columns of a window.

    Raises
    ------
    ValueError
        If a window reaches beyond the picture.

    Examples
    --------
    >>> page = Raster([[0, 0], [0, 1]], "input", (0, 1))
    >>> print(readings(page, [Found(1, 1, "7", "7")], 1))
    input: 2 by 2 cells, 0 black and 1 white. 1 window is framed, 0 of them read wrongly. Read: \
7 at row 1, column 1.
    """
    rows, columns = picture.shape
    for one in found:
        if not (0 <= one.row <= rows - size and 0 <= one.column <= columns - size):
            raise ValueError(
                f"a window of {size} cells at row {one.row}, column {one.column} reaches beyond "
                f"{rows} by {columns} cells"
            )
    cell, (_, _, wide, tall) = picture.cell, Image(picture).room
    corners = [(one.column * cell, one.row * cell, one) for one in found]
    marks = [(0, 0, Image(picture.framing()))]
    for x, y, one in corners:
        marks.append((x, y, Frame(size * cell, size * cell, Pen(dash="" if one.right else "6 5"))))
    for x, y, one in corners:
        marks += [(x - 2 + right, y + down, mark) for right, down, mark in plate(one)]
    # The plates stand above their windows, so that they hide nothing that was read.
    sheet = Part(marks, wide, tall)
    return Part(
        [(0, PLATE, sheet)], wide, PLATE + tall, wording.readings(picture.alt, found)
    ).picture


def plate(one: Found) -> list[tuple]:
    """The answer on a plate that stands on the upper left corner of its window."""
    text = one.answer if one.right else f"{one.answer}?"
    wide = PLATE + 9 * (len(text) - 1)
    plate = Rect(wide, PLATE, "plate a" if one.right else "plate b")
    return [(0, -PLATE, plate), (wide / 2, -3, Words(text, "text"))]
