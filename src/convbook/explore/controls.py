"""What a reader can set: controls, given as ``ipywidgets.interact`` takes them."""

from collections.abc import Sequence
from dataclasses import dataclass


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
        if self.kind == "range":
            step = f" in steps of {number(self.values[1] - self.values[0])}" if self.coarse else ""
            return f"{self.labels[0]} to {self.labels[-1]}{step}"
        return ", ".join(self.labels)

    @property
    def coarse(self) -> bool:
        """Whether its step is not 1."""
        return len(self.values) > 1 and self.values[1] - self.values[0] != 1

    def position(self, value) -> int:
        """Where ``value`` stands among the values, or among the words for them."""
        for place, (one, label) in enumerate(zip(self.values, self.labels, strict=True)):
            if type(one) is bool or type(value) is bool:
                found = one is value
            else:
                found = one == value
            if found or value == label:
                return place
        raise ValueError(f"{self.name} goes over {self.span}; it cannot start at {value!r}")


def control(name: str, given) -> Control:
    """The control that ``given`` stands for.

    Parameters
    ----------
    name : str
        The parameter of the frame function.
    given : (least, most), (least, most, step), list, or bool
        A range, both ends counted; choices, or (label, value) pairs; or a switch.
    """
    if isinstance(given, bool):
        return Control(name, "switch", (False, True), ("off", "on"), int(given))
    if isinstance(given, tuple):
        values = steps(name, given)
        return Control(name, "range", values, tuple(map(number, values)))
    if isinstance(given, list):
        if not given:
            raise ValueError(f"{name} needs at least 1 choice, got 0")
        pairs = [one if isinstance(one, tuple) and len(one) == 2 else (one, one) for one in given]
        labels = tuple(str(label) for label, _ in pairs)
        if len(set(labels)) < len(labels):
            raise ValueError(f"{name} has {len(labels)} choices but {len(set(labels))} labels")
        return Control(name, "choice", tuple(value for _, value in pairs), labels)
    raise TypeError(f"{name} takes a tuple (range), a list (choices) or a bool, got {given!r}")


def steps(name: str, given: tuple) -> tuple:
    """The values of a range, both ends counted."""
    if len(given) not in (2, 3):
        raise ValueError(
            f"{name} takes (least, most) or (least, most, step), got {len(given)} numbers"
        )
    least, most, step = (*given, 1)[:3]
    if most < least:
        raise ValueError(f"{name} goes from {least} to {most}: the first must not be the larger")
    if step <= 0:
        raise ValueError(f"{name} needs a step above 0, got {step}")
    count = int((most - least) / step + 1e-9) + 1
    whole = all(isinstance(one, int) for one in (least, step))
    return tuple(least + n * step if whole else round(least + n * step, 10) for n in range(count))


def number(value) -> str:
    """A number in as few digits as say it."""
    return f"{value:g}" if isinstance(value, float) else str(value)


def started(controls: Sequence[Control], start: dict) -> list[Control]:
    """The controls, each beginning where ``start`` says."""
    names = [one.name for one in controls]
    for name in start:
        if name not in names:
            raise ValueError(f"start names {name!r}; the controls are {', '.join(names)}")
    return [
        Control(one.name, one.kind, one.values, one.labels, one.position(start[one.name]))
        if one.name in start
        else one
        for one in controls
    ]
