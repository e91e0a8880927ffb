"""Dense layers beside convolutions: a column of weights that becomes a kernel."""

from collections.abc import Callable, Sequence
from itertools import product

from convbook.draw import wording
from convbook.draw.grid import Grid, Scene, texts, written

__all__ = ["column_to_kernel"]

ORDERS: dict[str, Callable] = {
    "channel first": lambda channel, row, column: (channel, row, column),
    "channel last": lambda channel, row, column: (row, column, channel),
}
"""What changes slowest comes first: "channel first" is the order of PyTorch and of this book."""


def cells_in_order(shape: tuple[int, int, int], order: str) -> list[tuple[int, int, int]]:
    """The cells (channel, row, column) of a map of ``shape``, one after the other.

    >>> cells_in_order((2, 1, 2), "channel first")
    [(0, 0, 0), (0, 0, 1), (1, 0, 0), (1, 0, 1)]
    >>> cells_in_order((2, 1, 2), "channel last")
    [(0, 0, 0), (1, 0, 0), (0, 0, 1), (1, 0, 1)]
    """
    if order not in ORDERS:
        raise ValueError(f"order must be one of {', '.join(ORDERS)}; got {order!r}")
    return sorted(product(*map(range, shape)), key=lambda cell: ORDERS[order](*cell))


def column_to_kernel(
    weights: Sequence[Sequence[float]],
    shape: tuple[int, int, int],
    output: int,
    step: int,
    flattened: str = "channel first",
    reshaped: str = "channel first",
) -> Scene:
    """The weights of a dense layer, and the kernel that one of its columns is being made into.

    Parameters
    ----------
    weights : table of numbers
        One row for each input, one column for each output, as in the product (B, C)·(C, O).
    shape : (int, int, int)
        The map that was flattened: channels, rows, columns.
    output : int
        Which column.
    step : int
        How many of its weights already stand in the kernel; the next one is being moved.
    flattened, reshaped : {'channel first', 'channel last'}
        In which order the cells of the map became the rows of the table, and in which order the
        column is written into the kernel. If they differ, weights come to stand on wrong cells.

    Returns
    -------
    Scene
        Boards: the table, and one board for each channel of the kernel. Parts: on the table
        "input", "kernel" for the column and "a" for the weight that moves; on the kernel "hole" for
        what is not filled, "kernel" where a weight stands on its own cell, "b" where it does not,
        and "a" for the one that moves.

    Raises
    ------
    ValueError
        If the table does not fit the shape, or there is no such output, step or order.
    """
    channels, rows, columns = shape
    count = channels * rows * columns
    if len(weights) != count:
        raise ValueError(f"{count} inputs take {count} rows of weights, got {len(weights)}")
    for what, given, most in (("output", output, len(weights[0])), ("step", step, count)):
        if given not in range(most):
            raise ValueError(f"{what} must be from 0 to {most - 1}, got {given}")
    reads, stands = cells_in_order(shape, flattened), cells_in_order(shape, reshaped)
    column = {(row, output): "kernel" for row in range(count)}
    table = Grid(
        count,
        len(weights[0]),
        part={**column, (step, output): "a"},
        text=texts(weights),
        title="weights",
        row_names={row: cell_name(cell) for row, cell in enumerate(reads)},
        column_names={o: f"to {o}" for o in range(len(weights[0]))},
    )
    kernels = [
        kernel_board(weights, shape, output, step, reads, stands, channel)
        for channel in range(channels)
    ]
    now = written(weights[step][output])
    line = wording.moved_weight(step, now, cell_name(stands[step]), cell_name(reads[step]))
    wrong = sum(a != b for a, b in zip(reads[: step + 1], stands, strict=False))
    orders = flattened, reshaped
    about = wording.column_to_kernel(shape, len(weights[0]), output, orders, step, line, wrong)
    return Scene([table, *kernels], about, signs=("→", *[""] * (channels - 1)), lines=[line])


def kernel_board(weights, shape, output, step, reads, stands, channel) -> Grid:
    """One channel of the kernel, filled as far as ``step``."""
    part, text = {}, {}
    for place in range(step + 1):
        of, row, column = stands[place]
        if of == channel:
            good = "kernel" if reads[place] == stands[place] else "b"
            part[row, column] = "a" if place == step else good
            text[row, column] = written(weights[place][output])
    title = f"kernel {output}, channel {channel}"
    return Grid(shape[1], shape[2], part, text, title=title, kind="hole", role="kernel")


def cell_name(cell: tuple[int, int, int]) -> str:
    """A cell as the rows of the table name it."""
    return ",".join(map(str, cell))
