"""A whole layer at one output cell: a row of boards for each input channel, and all outputs."""

from collections.abc import Sequence

from convbook.arithmetic import Slide
from convbook.draw import wording
from convbook.draw._paint.layout import LINE, TITLE
from convbook.draw.boards.convolution import bordered_input, with_text
from convbook.draw.grid import Grid, Scene, texts, written
from convbook.draw.marks import Board, Words
from convbook.draw.picture import Picture
from convbook.draw.place import Part, Placed, below, beside

__all__ = ["layer_step"]

UNIT, APART = 28, 12


def layer_step(
    windows: tuple[Slide, Slide],
    at: tuple[int, int, int],
    *,
    input,
    kernel,
    products,
    sums: Sequence[float],
    bias: float,
    output,
) -> Picture:
    """One output cell of a layer with all its products, one row of boards for each input channel.

    Parameters
    ----------
    windows : (Slide, Slide)
        How the window moves along rows and along columns.
    at : (int, int, int)
        The output cell: channel, row, column.
    input : array, shape (C, H, W)
    kernel : array, shape (C, K, L)
        The kernel of that output channel.
    products : array, shape (C, K, L)
        What the window and the kernel give, cell by cell. The caller multiplies.
    sums : sequence of C numbers
        The products of each channel, added up. The caller adds.
    bias : number
        That of the output channel.
    output : array, shape (O, H', W')
        The result of the layer.

    Returns
    -------
    Picture

    Raises
    ------
    ValueError
        If there is no such output cell.
    """
    scene = layer_scene(windows, at, input, kernel, products, sums, bias, output)
    return channels_below_each_other(scene, len(input)).picture


def layer_scene(windows, at, input, kernel, products, sums, bias, output) -> Scene:
    """The boards of :func:`layer_step`: input, kernel and products of each channel, then outputs.

    Parts: on the input as in ``conv_step``; "padding" on products of a border cell; on the
    outputs "done" and "now".
    """
    high, wide = windows
    o, i, j = at
    sizes = len(input[0]), len(input[0][0])
    made = len(output), high.outputs(sizes[0]), wide.outputs(sizes[1])
    if any(place not in range(count) for place, count in zip(at, made, strict=True)):
        shape = " by ".join(map(str, made))
        raise ValueError(f"output cell {at} does not exist: the output has {shape} cells")
    reads = [(r, c) for r in high.reads(i) for c in wide.reads(j)]
    taps = [(a, b) for a in range(high.kernel) for b in range(wide.kernel)]
    grids, said = [], []
    for c, plane in enumerate(input):
        given = bordered_input(sizes, windows, reads, f"input channel {c}")
        rim = {cell: "0" for cell, part in given.part.items() if "padding" in part}
        inside = texts(plane)
        made_of = texts(products[c])
        outside = [tap for tap, cell in zip(taps, reads, strict=True) if cell in rim]
        grids += [
            with_text(given, inside | rim),
            board_of_taps(windows, texts(kernel[c]), f"kernel {o}", "kernel", role="kernel"),
            board_of_taps(windows, made_of, f"sum {written(sums[c])}", "heat 0", outside),
        ]
        said.append(wording.layer_channel(c, [made_of[tap] for tap in taps], written(sums[c])))
    for channel, plane in enumerate(output):
        now = {(i, j): "now"} if channel == o else {}
        grids.append(Grid(*made[1:], now, texts(plane), f"output {channel}", "done", role="output"))
    line = f"{total([*sums], bias)} = {written(output[o][i][j])}"
    about = wording.layer((len(input), *sizes), made, at, windows, said, line)
    return Scene(grids, about, lines=[line])


def board_of_taps(windows, text, title, kind, outside=(), role="") -> Grid:
    """A board of the kernel's size; the cells of ``outside`` look like padding."""
    high, wide = windows
    part = dict.fromkeys(outside, "padding")
    return Grid(high.kernel, wide.kernel, part, text, title, kind, role=role)


def total(sums, bias) -> str:
    """The sums of the channels and the bias, to be added: "−3 + 4 + (bias 1)"."""
    first, *rest = [written(value) for value in sums]
    parts = [f"({text})" if text.startswith("−") else text for text in rest]
    return " + ".join([first, *parts, f"bias {written(bias)}"])


def channels_below_each_other(scene: Scene, channels: int) -> Part:
    """The boards of :func:`layer_scene`: channels below each other, outputs at the right."""
    rows = []
    for c in range(channels):
        given, taps, made_of = map(as_wide_as_its_cells, scene.grids[3 * c : 3 * c + 3])
        times, equals = Words("×", "sign"), Words("=", "sign")
        rows.append(beside(given, times, taps, equals, made_of, apart=4))
    outputs = [Board(grid, UNIT) for grid in scene.grids[3 * channels :]]
    boards = beside(
        below(*rows, apart=APART, align="start"),
        below(*outputs, apart=2 * APART, align="start"),
        apart=30,
    )
    return above_lines(boards, scene.lines, boards.width, scene.alt, first=LINE + 4, last=6)


def as_wide_as_its_cells(grid: Grid) -> Part:
    """One board; its title may reach over the sign beside it."""
    width, height = len(grid.columns) * UNIT, len(grid.rows) * UNIT
    at = Placed(0, TITLE, Board(grid, UNIT))
    return Part([at], width, TITLE + height, middle=TITLE + height / 2)


def above_lines(boards: Part, lines, width, alt: str, *, first: float, last: float) -> Part:
    """Boards above lines of text, all marks in one part.

    ``first`` is the way from the boards to the first baseline, ``last`` what is left under the
    last one, in pixels.
    """
    down = boards.height + first
    placed = [Placed((width - boards.width) / 2, 0, boards)]
    placed += [Placed(width / 2, down + LINE * n, Words(line)) for n, line in enumerate(lines)]
    # Without groups in groups: boards then share their lines with those of other frames.
    marks = list(Part(placed, 0, 0))
    return Part(marks, width, down + LINE * (len(lines) - 1) + last, alt)
