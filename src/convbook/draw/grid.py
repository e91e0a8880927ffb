"""Scenes: which cell plays which part, as data. Nothing here knows a color or computes a value."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from convbook.draw.picture import Shown

__all__ = ["Grid", "Link", "Scene"]

PARTS = {
    "input": "input cell",
    "seen": "input, read now",
    "unread": "input, never read",
    "padding": "padding",
    "seen padding": "padding, read now",
    "unread padding": "padding, never read",
    "crossed": "skipped",
    "kernel": "kernel cell (tap)",
    "hole": "gap between taps",
    "span": "",
    "empty": "output, not made yet",
    "done": "output, made",
    "now": "output, made now",
    "a": "first of two compared",
    "b": "second of two compared",
    "heat 0": "count, none to most",
    "heat 1": "",
    "heat 2": "",
    "heat 3": "",
    "heat 4": "",
    "heat 5": "",
    "none": "",
}
"""Every part that a cell can play, and what the legend says about it."""

ROLES = ("input", "kernel", "output")
"""What a board or a row of bars can be; each has a color, in which its title begins."""


@dataclass(frozen=True)
class Grid:
    """A board of cells.

    Parameters
    ----------
    rows, columns : range or int
        The cells' coordinates; a number ``n`` means ``range(n)``. Border cells have negative ones.
    part : dict of (int, int) to str
        The part, one of ``PARTS``, of the cells that play another one than ``kind``.
    text : dict of (int, int) to str
        What stands in a cell.
    title : str
        Stands above the board.
    kind : str
        The part of all the cells that ``part`` does not name; "none" leaves them out.
    row_names, column_names : dict of int to str
        Stand left of a row, above a column.
    shift, spacing : int or float
        Column ``c`` is drawn ``shift + spacing * c`` cells from the left: a layer of a network is
        drawn so that each unit stands over the middle of what it reads.
    flat : bool
        Rows are drawn lower than cells are wide: for kernel cells without text, in many rows.
    role : {'input', 'kernel', 'output'}, optional
        What the board is: the first word of its title has the color of the role.
    row_role : {'input', 'kernel', 'output'}, optional
        What the rows are: the first word of each of their names has the color of the role.

    Raises
    ------
    ValueError
        If a part or the role is unknown, or a cell lies outside the board.
    """

    rows: range
    columns: range
    part: Mapping[tuple[int, int], str] = field(default_factory=dict)
    text: Mapping[tuple[int, int], str] = field(default_factory=dict)
    title: str = ""
    kind: str = "input"
    row_names: Mapping[int, str] = field(default_factory=dict)
    column_names: Mapping[int, str] = field(default_factory=dict)
    shift: float = 0
    spacing: float = 1
    flat: bool = False
    role: str = ""
    row_role: str = ""

    def __post_init__(self):
        for axis in ("rows", "columns"):
            if isinstance(getattr(self, axis), int):
                object.__setattr__(self, axis, range(getattr(self, axis)))
        for name in ("role", "row_role"):
            role = getattr(self, name)
            if role and role not in ROLES:
                raise ValueError(f"{name} must be one of {', '.join(ROLES)}; got {role!r}")
        for part in {self.kind, *self.part.values()}:
            if part not in PARTS:
                raise ValueError(f"part must be one of {', '.join(PARTS)}; got {part!r}")
        for r, c in [*self.part, *self.text]:
            if r not in self.rows or c not in self.columns:
                raise ValueError(
                    f"cell ({r}, {c}) lies outside the board of rows {span(self.rows)} "
                    f"and columns {span(self.columns)}"
                )

    @property
    def name(self) -> str:
        """What the board is called in the page: its role, else the first word of its title."""
        return self.role or self.title.split(" ")[0].strip(",:") or self.kind

    def part_of(self, r: int, c: int) -> str:
        """The part that cell (r, c) plays."""
        return self.part.get((r, c), self.kind)

    def cells(self, part: str) -> list[tuple[int, int]]:
        """The cells that play ``part``, in reading order."""
        return [(r, c) for r in self.rows for c in self.columns if self.part_of(r, c) == part]


@dataclass(frozen=True)
class Link:
    """A line from a cell of one board to a cell of another.

    Parameters
    ----------
    start, end : (int, int, int)
        Board (its number in the scene), row, column.
    strong : bool
        Drawn thick and dark.
    """

    start: tuple[int, int, int]
    end: tuple[int, int, int]
    strong: bool = False


@dataclass(frozen=True)
class Scene(Shown):
    """Boards that make one picture.

    Parameters
    ----------
    grids : sequence of Grid
        From left to right, or from top to bottom if ``stacked``.
    alt : str
        The text alternative: what the picture shows, in sentences.
    signs : sequence of str
        What stands between neighboring boards, one fewer than boards (such as "="); or empty.
    lines : sequence of str
        Lines of text under the boards.
    links : sequence of Link
        Lines between cells.
    stacked : bool
        Boards under each other, their columns in line.
    """

    grids: Sequence[Grid]
    alt: str
    signs: Sequence[str] = ()
    lines: Sequence[str] = ()
    links: Sequence[Link] = ()
    stacked: bool = False

    def __post_init__(self):
        for name in ("grids", "signs", "lines", "links"):
            object.__setattr__(self, name, tuple(getattr(self, name)))
        if not self.grids:
            raise ValueError("a scene needs at least 1 board, got 0")
        if self.signs and len(self.signs) != len(self.grids) - 1:
            raise ValueError(
                f"{len(self.grids)} boards take {len(self.grids) - 1} signs, got {len(self.signs)}"
            )
        for link in self.links:
            for board, r, c in (link.start, link.end):
                if board not in range(len(self.grids)):
                    raise ValueError(
                        f"a link ends on board {board}; the scene has {len(self.grids)} boards"
                    )
                if r not in self.grids[board].rows or c not in self.grids[board].columns:
                    raise ValueError(f"a link ends on cell ({r}, {c}), outside board {board}")

    @property
    def picture(self):
        """The scene, painted."""
        # Imported here: what a scene says does not depend on how it looks.
        from convbook.draw._paint.svg import painted_scene

        return painted_scene(self)


def span(places: range) -> str:
    """A range in words: "2", "2 to 5"."""
    if not len(places):
        return "none"
    return f"{places[0]}" if len(places) == 1 else f"{places[0]} to {places[-1]}"


def written(value) -> str:
    """A number as pictures write it: whole numbers without a point, a true minus sign."""
    if isinstance(value, str):
        return value
    number = float(value)
    text = str(int(number)) if number == int(number) else f"{number:.4g}"
    return text.replace("-", "−")


def texts(values, skip=lambda r, c: False) -> dict[tuple[int, int], str]:
    """``values``, a table of numbers, as the ``text`` of a board."""
    return {
        (r, c): written(value)
        for r, line in enumerate(values)
        for c, value in enumerate(line)
        if not skip(r, c)
    }
