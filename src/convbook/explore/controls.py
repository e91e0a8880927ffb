"""What a reader can set: controls, given as ``ipywidgets.interact`` takes them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from convbook.explore.ranges import MINUS, labels_of, step_of, steps
from convbook.explore.words import WORDS


@dataclass(frozen=True)
class Control:
    """One control: its values in order, and the words for them.

    Parameters
    ----------
    name : str
        The parameter of the frame function.
    kind : str
        "range", "choice" or "switch".
    values : tuple
        All values it can take.
    labels : tuple of str
        The words for the values: on the page and in a settings link.
    start : int
        Position of the value it begins with.
    """

    name: str
    kind: str
    values: tuple
    labels: tuple[str, ...]
    start: int = 0

    @property
    def words(self) -> str:
        """The name as readers see it."""
        return self.name.replace("_", " ")

    @property
    def span(self) -> str:
        """What it can be set to, in words."""
        if self.kind != "range":
            return ", ".join(self.labels)
        step = step_of(self.values)
        return WORDS["span" if step == "1" else "span in steps"].format(
            first=self.labels[0], last=self.labels[-1], step=step
        )

    def position(self, value) -> int:
        """Where ``value`` stands among the values, or among the words for them.

        A word may have a hyphen in place of a minus.
        """
        for several in (self.values, self.labels, [one.replace(MINUS, "-") for one in self.labels]):
            for place, one in enumerate(several):
                if same(one, value):
                    return place
        raise ValueError(f"{self.name} goes over {self.span}; it cannot start at {value!r}")


def same(one, other) -> bool:
    """Whether two values are equal; 1 is not True, and an array is only itself."""
    if one is other:
        return True
    if isinstance(one, bool) or isinstance(other, bool):
        return False
    try:
        return bool(one == other)
    except (ValueError, RuntimeError):  # of arrays and tensors, which compare cell by cell
        return False


def control(name: str, given) -> Control:
    """The control that ``given`` stands for.

    Parameters
    ----------
    name : str
        The parameter of the frame function.
    given : (least, most), (least, most, step), list, or bool
        A range, the least counted and the most too where whole steps lead to it; choices, or
        (label, value) pairs; or a switch.

    Raises
    ------
    ValueError, TypeError
        If ``name`` cannot be that of a parameter, or ``given`` is not one of these.
    """
    if not name.isidentifier():
        raise ValueError(f"a control is named like a parameter of a function, got {name!r}")
    if isinstance(given, bool):
        return Control(name, "switch", (False, True), (WORDS["off"], WORDS["on"]), int(given))
    if isinstance(given, tuple):
        values = steps(name, given)
        return Control(name, "range", values, labels_of(values))
    if isinstance(given, list):
        if not given:
            raise ValueError(f"{name} needs at least 1 choice, got 0")
        pairs = [one if isinstance(one, tuple) and len(one) == 2 else (one, one) for one in given]
        labels = tuple(str(label) for label, _ in pairs)
        if len(set(labels)) < len(labels):
            raise ValueError(f"{name} has {len(labels)} choices but {len(set(labels))} labels")
        return Control(name, "choice", tuple(value for _, value in pairs), labels)
    raise TypeError(f"{name} takes a tuple (range), a list (choices) or a bool, got {given!r}")


def started(controls: Sequence[Control], start: dict) -> list[Control]:
    """The controls, each beginning where ``start`` says."""
    names = [one.name for one in controls]
    for name in start:
        if name not in names:
            raise ValueError(f"start names {name!r}; the controls are {', '.join(names)}")
    return [
        replace(one, start=one.position(start[one.name])) if one.name in start else one
        for one in controls
    ]


def place_among(counts: Sequence[int], places: Sequence[int]) -> int:
    """The number of a setting among all settings, the last control moving fastest.

    >>> place_among([2, 3], [1, 0])
    3
    """
    place = 0
    for count, one in zip(counts, places, strict=True):
        place = place * count + one
    return place


def matters(frames: Sequence, counts: Sequence[int], places: Sequence[int], n: int) -> bool:
    """Whether control ``n`` changes the frame while the others stay where they are.

    >>> matters("aaaabc", [2, 3], [0, 0], 1), matters("aaaabc", [2, 3], [1, 0], 1)
    (False, True)
    """
    before, after = places[:n], places[n + 1 :]
    settings = (place_among(counts, [*before, one, *after]) for one in range(counts[n]))
    first = frames[next(settings)]
    return any(frames[place] != first for place in settings)
