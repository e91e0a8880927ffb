"""Small gray images inside vector pictures: light enough for players of many frames."""

import base64
import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from convbook.draw._paint.layout import CHARACTER, LINE, TITLE, WIDEST
from convbook.draw.charts import wording
from convbook.draw.marks import Image, Words
from convbook.draw.picture import Picture
from convbook.draw.place import Part
from convbook.draw.wording import sentence

__all__ = ["Raster", "rasters"]

GRAYS = 16
BETWEEN = 24


@dataclass(frozen=True)
class Raster:
    """A table of numbers, shown in 16 grays.

    Parameters
    ----------
    values : 2-D array or table of numbers
    title : str
        Stands above.
    limits : (number, number)
        What is black and what is white; numbers outside are shown as the nearer of the two.
    cell : int
        The side of a cell in the picture.
    boxes : sequence of (int, int, int, int)
        Framed parts of the table: first row, first column, rows, columns.
    role : str, optional
        Colors the first word of the title, see :class:`~convbook.draw.Grid`.

    Raises
    ------
    ValueError
        If the limits are not two numbers in order, or a box lies outside the table.
    """

    values: Sequence
    title: str
    limits: tuple[float, float]
    cell: int = 2
    boxes: Sequence[tuple[int, int, int, int]] = ()
    role: str = ""

    def __post_init__(self):
        black, white = self.limits
        if not black < white:
            raise ValueError(f"black must lie below white, got {black:g} and {white:g}")
        for box in self.boxes:
            row, column, tall, wide = box
            rows, columns = self.shape
            inside = 0 <= row <= row + tall <= rows and 0 <= column <= column + wide <= columns
            if not inside:
                raise ValueError(f"box {box} lies outside a table of {rows} by {columns} cells")

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns of the table."""
        return len(self.values), len(self.values[0])

    @property
    def grays(self) -> bytes:
        """The gray of each cell in reading order, 0 black and 15 white."""
        black, white = self.limits
        scale = (GRAYS - 1) / (white - black)
        return bytes(
            min(GRAYS - 1, max(0, round((float(value) - black) * scale)))
            for row in self.values
            for value in row
        )

    @cached_property
    def code(self) -> str:
        """The image, as base64 of a GIF: its bytes do not depend on the machine's compression."""
        # Imported here: pictures are painted, and the site is built, without what images need.
        from PIL import Image

        rows, columns = self.shape
        shown = Image.frombytes("P", (columns, rows), self.grays)
        shown.putpalette([level * 255 // (GRAYS - 1) for level in range(GRAYS) for _ in "rgb"])
        stored = io.BytesIO()
        shown.save(stored, "gif")
        return base64.b64encode(stored.getvalue()).decode()

    def framing(self, *boxes: tuple[int, int, int, int]) -> "Raster":
        """The same table with other boxes; its image is not made again."""
        other = replace(self, boxes=boxes)
        other.__dict__["code"] = self.code
        return other

    @property
    def alt(self) -> str:
        """The table in words."""
        return wording.raster(self.title, self.shape, self.limits, self.boxes)


def rasters(
    items: Sequence[Raster], lines: Sequence[str] = (), *, alt: str = "", widest: int = WIDEST
) -> Picture:
    """Paint rasters from left to right, in as many rows as they need, with lines of text below.

    Parameters
    ----------
    items : sequence of Raster
    lines : sequence of str
        Stand below.
    alt : str, optional
        Says what there is to see; stands before the words for each raster.
    widest : int, optional
        A row of rasters wider than this is broken.
    """
    marks, x, y, below, right = [], 0.0, 0.0, 0.0, 0.0
    for item in items:
        tall, wide = (item.cell * cells for cells in item.shape)
        space = max(wide, CHARACTER * len(item.title))
        if x and x + space > widest:
            x, y = 0.0, below + BETWEEN
        title = Words(item.title, "title", role=item.role)
        marks.append((x, y + TITLE, Part([(0, -8, title), (0, 0, Image(item))], space, tall)))
        right, below = max(right, x + space), max(below, y + TITLE + tall)
        x += space + BETWEEN
    for line in lines:
        below += LINE
        marks.append((0, below, Words(line, "caption")))
    about = " ".join(filter(None, [alt, *map(sentence, lines), *(item.alt for item in items)]))
    return Part(marks, right, below + 6 * bool(lines), about).picture
