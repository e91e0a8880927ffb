"""A network while it learns: its kernels with their signs, its losses, and one digit's chances."""

from collections.abc import Iterable, Mapping, Sequence

from convbook.draw.boards.shading import shade
from convbook.draw.charts import wording
from convbook.draw.grid import Grid
from convbook.draw.marks import Board, Words
from convbook.draw.picture import Picture
from convbook.draw.place import Part, lined
from convbook.draw.shapes import Cluster, Line, Rect

__all__ = ["signed_kernels", "training"]

APART = 12
"""Pixels between kernels that stand side by side."""

WIDE = 420
CELL, ROW, BARS = 18, 15, 196
LOSS_WIDE, LOSS_HIGH = 376, 96
KERNEL = 14


def signed_kernels(rows: Mapping[str, Sequence], most: float, unit: int = 18) -> Picture:
    """Kernels as squares: the larger the weight, the larger; filled above 0 and hollow below.

    Parameters
    ----------
    rows : dict of str to sequence of tables
        Kernels side by side, under the name of their row.
    most : float
        The weight whose square fills its cell; a larger one fills it, too.
    unit : int
        Pixels of a cell.
    """
    marks, y, width = [], 0, 0
    for name, tables in rows.items():
        marks += [(0, y + 12, Words(name, "title")), *kernels_in_a_row(tables, most, unit, y + 22)]
        wide, high = kernel_size(tables[0], unit)
        width = max(width, len(tables) * (wide + APART) - APART)
        y += 22 + high + 18
    return Part(marks, width, y - 18, wording.kernels(rows)).picture


def kernel_size(table, unit: int) -> tuple[int, int]:
    """Width and height of one kernel."""
    return len(table[0]) * unit, len(table) * unit


def kernels_in_a_row(tables, most: float, unit: int, y: int) -> Iterable[tuple]:
    """Kernels side by side, their upper edge at ``y``; their frames come first."""
    wide, high = kernel_size(tables[0], unit)
    lefts = [place * (wide + APART) for place in range(len(tables))]
    yield 0, y, Cluster([(left, 0, Rect(wide, high)) for left in lefts], "rule")
    for look, sign in (("ink", 1), ("tap", -1)):
        for left, table in zip(lefts, tables, strict=True):
            squares = [
                (c * unit + edge, r * unit + edge, Rect(side, side))
                for r, row in enumerate(table)
                for c, value in enumerate(row)
                for edge, side in square(value * sign, most, unit, sign < 0)
            ]
            if squares:
                yield left, y, Cluster(squares, look)


def square(value: float, most: float, unit: int, hollow: bool) -> Iterable[tuple[float, float]]:
    """Edge and side of a square in the middle of a cell, if the value is above 0 and shows.

    Its area, in steps, goes with the value.
    """
    side = min(unit - 2, 2 * round((max(0, value) / most) ** 0.5 * (unit - 2) / 2))
    if side >= 2:
        yield (unit - side) / 2 + hollow, side - 2 * hollow


def training(
    digit,
    truth: int,
    chances: Sequence[float],
    losses: Mapping[str, Sequence[float]],
    steps: Sequence[int],
    kernels: Sequence,
    *,
    most: float,
    highest: float,
    lines: Sequence[str] = (),
) -> Picture:
    """One moment of training: a digit, what the network says of it, the losses so far, kernels.

    Parameters
    ----------
    digit : table of numbers from 0 to 1
    truth : int
        The class of the digit.
    chances : sequence of float
        What the network gives each class, from 0 to 1.
    losses : dict of str to sequence
        Two curves by name, from the first step to this one.
    steps : sequence of int
        Where the values stand, to the end of the training.
    kernels : sequence of tables
        As in :func:`signed_kernels`, with ``most``.
    most, highest : float
        The largest weight and the largest loss that there is room for.
    lines : sequence of str
        Stand below.

    Raises
    ------
    ValueError
        If there are not two curves of equal length that fit the steps.
    """
    lengths = {len(curve) for curve in losses.values()}
    if len(losses) != 2 or len(lengths) != 1 or not 1 <= max(lengths) <= len(steps):
        raise ValueError(
            f"two curves of one length, at most {len(steps)}; got "
            f"{len(losses)} of length {', '.join(map(str, sorted(lengths)))}"
        )
    shares = [round(100 * chance) for chance in chances]
    top = 22 + 10 * ROW + 40
    low = top + LOSS_HIGH + 62
    marks = [
        *portrait(digit),
        *bars(shares, truth),
        (0, top, Part(chart(losses, steps, highest), WIDE, LOSS_HIGH)),
        (0, low - 8, Words("kernels of the first layer: filled +, hollow −", "title")),
        *kernels_in_a_row(kernels, most, KERNEL, low),
    ]
    about = wording.training(steps[max(lengths) - 1], losses, truth, chances)
    base = Part(marks, WIDE, low + kernel_size(kernels[0], KERNEL)[1], about)
    return lined(base, lines, first=24, step=24, end=4).picture


def portrait(digit) -> list[tuple]:
    """The digit as a shaded board, at the left."""
    part = {
        (r, c): f"heat {shade(float(value))}"
        for r, row in enumerate(digit)
        for c, value in enumerate(row)
    }
    board = Board(Grid(len(digit), len(digit[0]), part=part), CELL, is_named=False)
    return [(0, 12, Words("input", "title", role="input")), (0, 22, board)]


def bars(shares: Sequence[int], truth: int) -> Iterable[tuple]:
    """One bar for each class, with its percent; that of the true class is another color."""
    left = WIDE - BARS - 40
    names = [Words(str(one), "answer" if one == truth else "small") for one in range(len(shares))]
    yield left - 16, 12, Words("probabilities, in percent", "title")
    yield left - 10, 33, Cluster([(0, ROW * one, name) for one, name in enumerate(names)])
    for one, share in enumerate(shares):
        if share:
            wide = max(2, BARS * share // 100)
            bar = [(0, -10, Rect(wide, ROW - 3, "done" if one == truth else "shade"))]
            if share >= 5:
                bar.append((wide + 5, 0, Words(str(share), "small", "start")))
            yield left, 33 + ROW * one, Cluster(bar)


def chart(losses, steps, highest: float) -> Iterable[tuple]:
    """Two curves with their names, over the steps."""
    left = WIDE - LOSS_WIDE
    yield 0, -12, Words("loss by step", "title")
    for level in range(int(highest) + 1):
        y = round(LOSS_HIGH * (1 - level / highest), 2)
        yield left, y, Line.across(LOSS_WIDE)
        yield left - 6, y + 4, Words(str(level), "name", "end")
    for step in (steps[0], steps[len(steps) // 2], steps[-1]):
        word = Words(str(step), "name", "end" if step == steps[-1] else "")
        yield left + LOSS_WIDE * step / steps[-1], LOSS_HIGH + 16, word
    for look, (text, curve), x in zip(("first", "second"), losses.items(), (164, 290), strict=True):
        points = [
            (
                round(left + LOSS_WIDE * step / steps[-1]),
                round(LOSS_HIGH * (1 - min(value, highest) / highest)),
            )
            for step, value in zip(steps, curve, strict=False)
        ]
        way = Line(points, way="l") if len(points) > 1 else Line(points * 2, way="h")
        yield 0, 0, Cluster([(x - 34, -16, Line.across(24)), (0, 0, way)], look)
        yield x, -12, Words(text, "name", "start")
