"""A network while it learns: its kernels with their signs, its losses, and one digit's chances."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from convbook.draw._paint.paths import number, path
from convbook.draw._paint.svg import board, framed, text_lines, words
from convbook.draw.boards.shading import shade
from convbook.draw.grid import Grid
from convbook.draw.picture import Picture
from convbook.draw.wording import sentence

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
    lines, about, y, width = [], [], 0, 0
    for name, tables in rows.items():
        lines.append(words("t-title", 0, y + 12, name))
        lines += kernels_in_a_row(tables, most, unit, y + 22)
        wide, high = kernel_size(tables[0], unit)
        width = max(width, len(tables) * (wide + APART) - APART)
        y += 22 + high + 18
        told = "; ".join(" / ".join(signs(row) for row in table) for table in tables)
        about.append(f"{name}: signs, row by row: {told}.")
    head = "Kernels as squares, filled where the weight is positive and hollow where it is negative"
    return framed(lines, width, y - 18, f"{head}, the larger the weight. {' '.join(about)}")


def signs(row) -> str:
    """Each number as its sign."""
    return " ".join("+" if value > 0 else "−" if value < 0 else "0" for value in row)


def kernel_size(table, unit: int) -> tuple[int, int]:
    """Width and height of one kernel."""
    return len(table[0]) * unit, len(table) * unit


def kernels_in_a_row(tables, most: float, unit: int, y: int) -> list[str]:
    """The lines of kernels side by side, their upper edge at ``y``; their frames come first."""
    wide, high = kernel_size(tables[0], unit)
    lefts = [place * (wide + APART) for place in range(len(tables))]
    lines = [path("l-none", [f"M{left} {y}h{wide}v{high}h-{wide}z" for left in lefts])]
    for name, sign in (("t-kernel", 1), ("m-span", -1)):
        for left, table in zip(lefts, tables, strict=True):
            pieces = [
                square(left + c * unit, y + r * unit, value * sign, most, unit, sign < 0)
                for r, row in enumerate(table)
                for c, value in enumerate(row)
                if value * sign > 0
            ]
            if any(pieces):
                lines.append(path(name, pieces))
    return lines


def square(x: float, y: float, value: float, most: float, unit: int, hollow: bool) -> str:
    """A square in the middle of a cell; its area, in steps, goes with the value."""
    side = min(unit - 2, 2 * round((value / most) ** 0.5 * (unit - 2) / 2))
    if side < 2:
        return ""
    edge = (unit - side) / 2 + hollow
    side -= 2 * hollow
    x, y, side = number(x + edge), number(y + edge), number(side)
    return f"M{x} {y}h{side}v{side}h-{side}z"


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
    drawn = [*portrait(digit), *bars(shares, truth)]
    top = 22 + 10 * ROW + 40
    drawn.append(f"<g transform='translate(0 {top})'>")
    drawn += [*chart(losses, steps, highest), "</g>"]
    top += LOSS_HIGH + 62
    drawn.append(words("t-title", 0, top - 8, "kernels of the first layer: filled +, hollow −"))
    drawn += kernels_in_a_row(kernels, most, KERNEL, top)
    height = top + kernel_size(kernels[0], KERNEL)[1]
    drawn += text_lines(lines, WIDE / 2, height + 24, step=24)
    height += 24 * len(lines) + 4 * bool(lines)
    ranked = sorted(range(len(shares)), key=lambda one: -chances[one])[:2]
    told = ", ".join(f"{shares[one]}% {one}" for one in ranked)
    now = ", ".join(f"{name} {curve[-1]:.2f}" for name, curve in losses.items())
    at = steps[max(lengths) - 1]
    alt = f"Step {at}. Loss: {now}. The digit is a {truth}. Most likely: {told}."
    return framed(drawn, WIDE, height, " ".join([alt, *map(sentence, lines)]))


def portrait(digit) -> list[str]:
    """The digit as a shaded board, at the left."""
    part = {
        (r, c): f"heat {shade(float(value))}"
        for r, row in enumerate(digit)
        for c, value in enumerate(row)
    }
    grid = Grid(len(digit), len(digit[0]), part=part)
    title = words("t-title", 0, 12, "input")
    return [title, "<g transform='translate(0 22)'>", *board(grid, CELL), "</g>"]


def bars(shares: Sequence[int], truth: int) -> list[str]:
    """One bar for each class, with its percent; that of the true class is another color."""
    left = WIDE - BARS - 40
    names = "".join(
        words("t-small t-output" if one == truth else "t-small", left - 10, lower(one), str(one))
        for one in range(len(shares))
    )
    lines = [words("t-title", left - 16, 12, "probabilities, in percent"), names]
    for one, share in enumerate(shares):
        if share:
            wide = max(2, BARS * share // 100)
            name = "c-done" if one == truth else "c-seen"
            line = path(name, [f"M{left} {lower(one) - 10}h{wide}v{ROW - 3}h-{wide}z"])
            if share >= 5:
                line += words("t-small t-start", left + wide + 5, lower(one), str(share))
            lines.append(line)
    return lines


def lower(one: int) -> int:
    """Where the words of row ``one`` stand."""
    return 33 + one * ROW


def chart(losses, steps, highest: float) -> list[str]:
    """Two curves with their names, over the steps."""
    left, lines = WIDE - LOSS_WIDE, [words("t-title", 0, -12, "loss by step")]
    for level in range(int(highest) + 1):
        y = number(LOSS_HIGH * (1 - level / highest))
        lines.append(path("l-none", [f"M{left} {y}h{LOSS_WIDE}"]))
        lines.append(words("t-name t-end", left - 6, float(y) + 4, str(level)))
    for step in (steps[0], steps[len(steps) // 2], steps[-1]):
        x = left + LOSS_WIDE * step / steps[-1]
        looks = "t-name t-end" if step == steps[-1] else "t-name"
        lines.append(words(looks, x, LOSS_HIGH + 16, str(step)))
    for name, (text, curve), x in zip(("o-a", "o-b"), losses.items(), (164, 290), strict=True):
        points = [
            (
                round(left + LOSS_WIDE * step / steps[-1]),
                round(LOSS_HIGH * (1 - min(value, highest) / highest)),
            )
            for step, value in zip(steps, curve, strict=False)
        ]
        way = "".join(f"l{b[0] - a[0]} {b[1] - a[1]}" for a, b in pairwise(points))
        way = f"M{points[0][0]} {points[0][1]}{way or 'h0'}"
        lines.append(path(name, [f"M{x - 34} -16h24", way.replace(" -", "-")]))
        lines.append(words("t-name t-start", x, -12, text))
    return lines
