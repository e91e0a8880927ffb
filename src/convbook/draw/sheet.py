"""A large picture with what was found on it: framed windows, each with its answer."""

from collections.abc import Sequence
from dataclasses import dataclass

from convbook.draw.paths import number
from convbook.draw.picture import Picture
from convbook.draw.rasters import FRAMES, Raster, image
from convbook.draw.svg import framed, words

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
    """A picture with a frame around every window that was found, and the answer in its corner.

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
    drawn = [image(picture, columns * cell, rows * cell)]
    for one in found:
        drawn += frame(one, size * cell, cell)
    for one in found:
        drawn += plate(one, cell)
    wrong = sum(not one.right for one in found)
    verb = "window is" if len(found) == 1 else "windows are"
    told = "; ".join(one.alt for one in found)
    about = f"{len(found)} {verb} framed, {wrong} of them read wrongly."
    alt = f"{picture.alt} {about}{f' Read: {told}.' if found else ''}"
    return framed(drawn, columns * cell, rows * cell, alt)


def frame(one: Found, side: float, cell: int) -> list[str]:
    """A square around a window, dark under light; broken if the answer is wrong."""
    x, y = number(one.column * cell), number(one.row * cell)
    dash = "" if one.right else " stroke-dasharray='6 5'"
    return [
        f"<rect x='{x}' y='{y}' width='{number(side)}' height='{number(side)}' fill='none' "
        f"stroke='{color}' stroke-width='{width}'{dash}/>"
        for color, width in FRAMES
    ]


def plate(one: Found, cell: int) -> list[str]:
    """The answer on a plate in the upper left corner of its window."""
    x, y = one.column * cell, one.row * cell
    text = one.answer if one.right else f"{one.answer}?"
    wide = PLATE + 9 * (len(text) - 1)
    look = "c-a" if one.right else "c-b"
    return [
        f"<path class='{look}' d='M{number(x - 4)} {number(y - 4)}h{wide}v{PLATE}h-{wide}z'/>",
        words("", x - 4 + wide / 2, y + 11, text),
    ]
