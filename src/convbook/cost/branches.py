"""Where a network divides and comes together again."""

from dataclasses import dataclass
from typing import ClassVar

from convbook.arithmetic.arguments import counted
from convbook.cost.kind import Layer
from convbook.cost.measure import Cost, elements


@dataclass(frozen=True)
class Branches:
    """Chains of layers that run side by side.

    Parameters
    ----------
    branches : tuple of tuple of layers
        At least two; an empty chain passes its input on.
    """

    kind: ClassVar[str]
    branches: tuple[tuple["Layer | Branches", ...], ...]

    def __post_init__(self):
        if len(self.branches) < 2:
            raise ValueError(f"{self.kind} needs at least 2 branches, got {len(self.branches)}")

    def __str__(self) -> str:
        return f"{self.kind} {len(self.branches)} branches"

    def inputs(self, shape) -> list[tuple[int, ...]]:
        """Shape of what each branch is given."""
        return [tuple(shape)] * len(self.branches)

    def cost(self, *shapes) -> Cost:
        """What it costs to join results of these shapes."""
        raise NotImplementedError


@dataclass(frozen=True)
class Add(Branches):
    """The sum of all branches.

    >>> Add(((), ())).cost((1, 64, 56, 56), (1, 64, 56, 56)).others
    200704
    """

    kind: ClassVar[str] = "add"

    def cost(self, *shapes) -> Cost:
        """What the sum costs: one addition less than there are branches, for each element."""
        for shape in shapes:
            if shape != shapes[0]:
                raise ValueError(f"branches to add have shapes {shapes[0]} and {shape}")
        size = elements(shapes[0])
        count = len(shapes)
        return Cost(shapes[0], others=(count - 1) * size, reads=count * size, writes=size)


@dataclass(frozen=True)
class Concat(Branches):
    """The channels of all branches, one after the other.

    >>> Concat(((), ())).cost((1, 64, 56, 56), (1, 32, 56, 56)).output
    (1, 96, 56, 56)
    """

    kind: ClassVar[str] = "concat"

    def cost(self, *shapes) -> Cost:
        """What it costs to put the channels together: every element moves."""
        batch, _, *sizes = shapes[0]
        for shape in shapes:
            if (shape[0], *shape[2:]) != (batch, *sizes):
                raise ValueError(f"branches to concatenate have shapes {shapes[0]} and {shape}")
        moved = sum(map(elements, shapes))
        channels = sum(shape[1] for shape in shapes)
        return Cost((batch, channels, *sizes), reads=moved, writes=moved)


@dataclass(frozen=True)
class Split(Concat):
    """The channels shared out equally among the branches, and put together again.

    >>> Split(((), ())).inputs((1, 116, 28, 28))
    [(1, 58, 28, 28), (1, 58, 28, 28)]
    """

    kind: ClassVar[str] = "split"

    def inputs(self, shape) -> list[tuple[int, ...]]:
        """Shape of what each branch is given."""
        batch, channels, *sizes = shape
        count = len(self.branches)
        if channels % count:
            raise ValueError(
                f"{counted(channels, 'channel')} cannot be split into {count} equal parts"
            )
        return [(batch, channels // count, *sizes)] * count
