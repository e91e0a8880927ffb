"""Shapes: rectangles, lines and dots as data, with a look each, and several of them as one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from convbook.draw import wording

__all__ = ["LOOKS", "Arrow", "Cluster", "Dots", "Line", "Mark", "Pen", "Placed", "Rect"]

LOOKS = (
    "input", "seen", "shade", "chosen", "read", "kernel", "done", "now", "padding", "plain",
    "blank", "ink", "a", "b", "plate a", "plate b", "edge", "outline", "dashed", "rule", "link",
    "strong", "first", "second", "tap",
)  # fmt: skip
"""How a mark can look: as the part of a cell of that name, or as a line of that kind."""

DOTS = ("disk", "square", "diamond", "plate")
"""Shapes of dots; a plate lies under a letter."""

Spot = tuple[float, float]
Room = tuple[float, float, float, float]


def one_of(name: str, value: str, known) -> None:
    """Refuse a value that is not among those known."""
    if value not in known:
        raise ValueError(f"{name} must be one of {', '.join(known)}; got {value!r}")


class Mark:
    """What all marks have: room around their origin (left, top, right, bottom), and words."""

    alt = ""

    @property
    def room(self) -> Room:
        """Left, top, right and bottom edge, seen from the origin."""
        raise NotImplementedError


class Placed(NamedTuple):
    """A mark or a part, and where its origin lies; (x, y, mark) will do."""

    x: float
    y: float
    mark: object


@dataclass(frozen=True)
class Pen:
    """What the look of a shape does not say.

    Parameters
    ----------
    width : float
        Pixels of its line; 0 leaves it to the look.
    dash : str
        Pixels drawn and left out in turn, such as "8 4".
    round : bool
        Whether a line ends in half a disk.
    opacity : float
        Below 1, what lies under the shape shines through.
    """

    width: float = 0
    dash: str = ""
    round: bool = False
    opacity: float = 1


@dataclass(frozen=True)
class Rect(Mark):
    """A rectangle; its origin is the upper left corner, or the upper right of a negative width."""

    width: float
    height: float
    look: str = "input"

    def __post_init__(self):
        one_of("look", self.look, LOOKS)

    @property
    def room(self):
        return min(0, self.width), 0, max(0, self.width), self.height


@dataclass(frozen=True)
class Line(Mark):
    """A line through points.

    Parameters
    ----------
    points : sequence of (float, float)
        At least 1.
    look : str
    closed : bool
        Whether it comes back to the first point.
    way : str
        How the path names each further point: "L" as a point; "H" or "V" by one coordinate; "h",
        "v" or "l" by the distance from the point before, which makes equal lines equal text. The
        last letter holds for the rest.
    pen : Pen, optional
    """

    points: Sequence[Spot]
    look: str = "link"
    closed: bool = False
    way: str = "L"
    pen: Pen | None = None

    NAME, FEWEST = "a line", 1
    """A curve that has only begun is one point, which shows where a round pen draws it."""

    def __post_init__(self):
        one_of("look", self.look, LOOKS)
        for letter in self.way:
            one_of("way", letter, "LHVlhv")
        object.__setattr__(self, "points", tuple(self.points))
        if len(self.points) < self.FEWEST:
            raise ValueError(
                f"the points of {self.NAME} must be at least {self.FEWEST}, got {len(self.points)}"
            )

    @classmethod
    def across(cls, length: float, look: str = "rule", **how) -> "Line":
        """A level line to the right of its origin."""
        return cls([(0, 0), (length, 0)], look, way="h", **how)

    @classmethod
    def down(cls, length: float, look: str = "rule", **how) -> "Line":
        """An upright line below its origin, or above it if ``length`` is negative."""
        return cls([(0, 0), (0, length)], look, way="v", **how)

    @property
    def room(self):
        return around(self.points, 0)


@dataclass(frozen=True)
class Arrow(Line):
    """A line with a head at its last point; by default 36 pixels to the right."""

    points: Sequence[Spot] = ((0, 0), (36, 0))

    NAME, FEWEST = "an arrow", 2

    @property
    def room(self):
        return around(self.points, 5)

    @property
    def alt(self):
        (x, y), (to_x, to_y) = self.points[0], self.points[-1]
        return wording.arrow(to_x - x, to_y - y)


@dataclass(frozen=True)
class Dots(Mark):
    """Disks of one radius around points, or squares and diamonds as wide."""

    points: Sequence[Spot]
    look: str = "done"
    radius: float = 5
    shape: str = "disk"
    pen: Pen | None = None

    def __post_init__(self):
        one_of("look", self.look, LOOKS)
        one_of("shape", self.shape, DOTS)
        object.__setattr__(self, "points", tuple(self.points))

    @property
    def room(self):
        return around(self.points, self.radius)


@dataclass(frozen=True)
class Cluster(Mark):
    """Marks as one line of SVG, which packed frames store once.

    Parameters
    ----------
    marks : sequence of (x, y, mark)
        Where each lies, seen from the common origin.
    look : str, optional
        Shapes become one path of this look; texts may be "quiet". Without it, each mark keeps its
        own look.
    pen : Pen, optional
        For a path.
    """

    marks: Sequence[Placed]
    look: str = ""
    pen: Pen | None = None

    def __post_init__(self):
        one_of("look", self.look, ("", "quiet", *LOOKS))
        object.__setattr__(self, "marks", tuple(Placed(*each) for each in self.marks))

    @property
    def room(self):
        rooms = [(x, y, mark.room) for x, y, mark in self.marks]
        corners = [(x + r[at], y + r[at + 1]) for x, y, r in rooms for at in (0, 2)]
        return around(corners, 0)

    @property
    def alt(self):
        return " ".join(mark.alt for _, _, mark in self.marks if mark.alt)


def around(points: Iterable[Spot], margin: float) -> Room:
    """The room of points with a margin."""
    xs, ys = zip(*points, strict=True)
    return min(xs) - margin, min(ys) - margin, max(xs) + margin, max(ys) + margin
