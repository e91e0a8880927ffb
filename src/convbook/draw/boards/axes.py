"""A window that moves along one, two or three axes: a line, a grid, a stack of grids."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import product

from convbook.arithmetic import Slide
from convbook.draw import wording
from convbook.draw._paint.layout import wrapped
from convbook.draw.boards.layer import UNIT, above_lines
from convbook.draw.grid import Grid, Scene, texts, written
from convbook.draw.marks import Board, Words
from convbook.draw.picture import Picture
from convbook.draw.place import Part, below, beside
from convbook.draw.wording import products

__all__ = ["axes_step"]

APART = 20
NARROWEST = 420
"""The picture keeps this width, so that the sum below it has room."""


def axes_step(windows: Sequence[Slide], step: int, *, input, kernel, output) -> Picture:
    """Input, kernel and output at one step of a convolution along one, two or three axes.

    A stack is shown as a row of its slices. Input above, kernel and output below.

    Parameters
    ----------
    windows : sequence of one, two or three Slide
        How the window moves along each axis: (slices,) rows, columns. Without padding.
    step : int
        Output cells already made; the next one, in reading order, is being made.
    input, kernel, output : array or nested sequence of numbers
        One axis for each window. The caller computes the output.

    Returns
    -------
    Picture

    Raises
    ------
    ValueError
        If there is no such step, the axes are not one, two or three, or there is padding.
    """
    return in_two_rows(axes_scene(windows, step, input, kernel, output)).picture


def axes_scene(windows, step, input, kernel, output) -> Scene:
    """The boards of :func:`axes_step`: the slices of the input, of the kernel, of the output.

    Parts on the input: "seen"; on the output: "done", "now", "empty".
    """
    rank = len(windows)
    if rank not in (1, 2, 3):
        raise ValueError(f"a window moves along 1, 2 or 3 axes here, got {rank}")
    if any(window.before or window.after for window in windows):
        raise ValueError("this picture has no padding")
    given, taps, made = (stack(array, rank) for array in (input, kernel, output))
    moves = [Slide(1)] * (3 - rank) + [*windows]
    sizes = (len(given), len(given[0]), len(given[0][0]))
    places = list(product(*(range(m.outputs(size)) for m, size in zip(moves, sizes, strict=True))))
    if step not in range(len(places)):
        raise ValueError(f"step {step} does not exist: the window has {len(places)} places")
    at = places[step]
    reads = [move.reads(place) for move, place in zip(moves, at, strict=True)]
    boards = []
    for d, table in enumerate(given):
        seen = list(product(*reads[1:])) if d in reads[0] else []
        boards.append(slice_board(table, d, rank, "input", "input", dict.fromkeys(seen, "seen")))
    for d, table in enumerate(taps):
        boards.append(slice_board(table, d, rank, "kernel", "kernel"))
    for d, table in enumerate(made):
        done = [place[1:] for place in places[:step] if place[0] == d]
        part = dict.fromkeys(done, "done") | ({at[1:]: "now"} if at[0] == d else {})
        board = slice_board(table, d, rank, "output", "empty", part)
        shown = {cell: text for cell, text in board.text.items() if cell in part}
        boards.append(replace(board, text=shown))
    weights = [written(w) for table in taps for line in table for w in line]
    cells = [written(given[d][r][c]) for d, r, c in product(*reads)]
    line = products(cells, weights, written(made[at[0]][at[1]][at[2]]))
    tail = slice(3 - rank, None)
    about = wording.axes_step(sizes[tail], windows, reads[tail], at[tail], step, len(places), line)
    return Scene(boards, about, lines=[line])


def stack(array, rank: int):
    """``array`` with three axes: slices, rows, columns."""
    return array if rank == 3 else [array] if rank == 2 else [[array]]


def slice_board(table, d: int, rank: int, name: str, kind: str, part=()) -> Grid:
    """One slice as a board with its numbers."""
    title = f"{name} {d}" if rank == 3 else name
    return Grid(len(table), len(table[0]), dict(part), texts(table), title, kind, role=name)


def in_two_rows(scene: Scene) -> Part:
    """The boards: the input in a row, under it kernel, equals sign and output, then the sum."""
    given, taps, made = (
        beside(*(Board(grid, UNIT) for grid in scene.grids if grid.role == role), apart=APART)
        for role in ("input", "kernel", "output")
    )
    boards = below(given, beside(taps, Words("=", "sign"), made, apart=16), apart=APART)
    width = max(NARROWEST, boards.width)
    return above_lines(boards, wrapped(scene.lines, width), width, scene.alt, first=APART, last=8)
