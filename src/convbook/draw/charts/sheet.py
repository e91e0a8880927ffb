"""A large picture with what was found on it: framed windows, each with its answer."""

from collections.abc import Sequence
from dataclasses import dataclass

from convbook.draw._paint.paths import box, path
from convbook.draw._paint.svg import framed, words
from convbook.draw.charts.rasters import Raster, frame, image
from convbook.draw.picture import Picture

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
        truth = "" if self.right else f", but it is {self.truth or 'nothing'}"
        return f"{self.answer} at row {self.row}, column {self.column}{truth}"


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
    cell = picture.cell
    wide, tall = columns * cell, rows * cell
    # The plates stand above their windows, so that they hide nothing that was read.
    drawn = [f"<g transform='translate(0 {PLATE})'>", image(picture, wide, tall)]
    for one in found:
        look = "" if one.right else " stroke-dasharray='6 5'"
        drawn += frame(one.row * cell, one.column * cell, size * cell, size * cell, look)
    for one in found:
        drawn += answer_plate(one, cell)
    drawn.append("</g>")
    wrong = sum(not one.right for one in found)
    verb = "window is" if len(found) == 1 else "windows are"
    told = "; ".join(one.alt for one in found)
    about = f"{len(found)} {verb} framed, {wrong} of them read wrongly."
    alt = f"{picture.alt} {about}{f' Read: {told}.' if found else ''}"
    return framed(drawn, wide, PLATE + tall, alt)


def answer_plate(one: Found, cell: int) -> list[str]:
    """The answer on a plate that stands on the upper left corner of its window."""
    text = one.answer if one.right else f"{one.answer}?"
    x, y, wide = one.column * cell - 2, one.row * cell, PLATE + 9 * (len(text) - 1)
    look = "c-a" if one.right else "c-b"
    return [path(look, [box(x, y - PLATE, wide, PLATE)]), words("", x + wide / 2, y - 3, text)]
