"""Scenes of the backward pass: the matrix of a convolution, and what is summed in a gradient."""

from dataclasses import replace
from itertools import product

from convbook.arithmetic import Slide
from convbook.draw import wording
from convbook.draw.grid import Grid, Scene, texts, written
from convbook.draw.wording import products

__all__ = ["compared_gradients", "decimals", "follow_gradient", "matrix_of_convolution", "renamed"]

DOT = "\N{MIDDLE DOT}"
CHOICES = ("input cell", "tap", "output")


def matrix_of_convolution(matrix, input, output) -> Scene:
    """The matrix of a convolution under the cells of its input, each row named by what it makes.

    Parameters
    ----------
    matrix : table of numbers
        One row for each output cell, one column for each input cell; zeros are drawn as dots.
    input, output : table of numbers
        Image and result; their cells stand in reading order.

    Returns
    -------
    Scene
        Boards under each other: the input as one row, and the matrix. Parts on the matrix:
        "kernel", and "none" for a zero.
    """
    cells = [value for line in input for value in line]
    taps = {at: text for at, text in texts(matrix).items() if text != "0"}
    flat = Grid(
        1,
        len(cells),
        text=texts([cells]),
        title="input, as one line",
        role="input",
        column_names={n: f"{r},{c}" for n, (r, c) in enumerate(cells_of(input))},
    )
    below = Grid(
        len(matrix),
        len(cells),
        kind="none",
        part=dict.fromkeys(taps, "kernel"),
        text=dict.fromkeys(texts(matrix), DOT) | taps,
        title="matrix, one row for each output cell",
        row_names={n: f"{r},{c}" for n, (r, c) in enumerate(cells_of(output))},
    )
    about = wording.matrix_of_convolution(list(below.row_names.values()), matrix)
    return Scene((flat, below), about, stacked=True)


def follow_gradient(
    windows: tuple[Slide, Slide], choice, at, input, kernel, upstream, grad_input, grad_kernel
) -> Scene:
    """The numbers that meet in one cell of a gradient, or that one output cell sends back.

    What takes part is drawn strongly: "seen" on the input, "now" on the output, a tile on the
    kernel. For an input cell or a tap, the sum with its numbers put in stands below.

    Parameters
    ----------
    windows : (Slide, Slide)
        How the window moves along rows and along columns.
    choice : {'input cell', 'tap', 'output'}
        What is looked at.
    at : (int, int)
        Which one.
    input, kernel, upstream : table of numbers
        Image, taps, and gradient of the output.
    grad_input, grad_kernel : table of numbers
        The gradients, computed by the caller; for 'output', what this cell alone gives to them.

    Raises
    ------
    ValueError
        If there is no such choice.
    """
    if choice not in CHOICES:
        raise ValueError(f"choice must be one of {', '.join(CHOICES)}; got {choice!r}")
    at = (int(at[0]), int(at[1]))
    if choice == "output":
        return sent_back(windows, at, upstream, grad_input, grad_kernel)
    meets = list(products_of(windows, cells_of(input), cells_of(upstream), cells_of(kernel)))
    if choice == "input cell":
        met = [(tap, place, kernel[tap[0]][tap[1]]) for cell, place, tap in meets if cell == at]
        first = tiles(kernel, [tap for tap, _, _ in met], "kernel", "kernel")
        result = table_board(grad_input, [at], "seen", "input", "input gradient", "input")
        total = grad_input[at[0]][at[1]]
    else:
        met = [(cell, place, input[cell[0]][cell[1]]) for cell, place, tap in meets if tap == at]
        first = table_board(input, [cell for cell, _, _ in met], "seen", "input", "input", "input")
        result = tiles(grad_kernel, [at], "kernel gradient", "kernel")
        total = grad_kernel[at[0]][at[1]]
    places = [place for _, place, _ in met]
    middle = table_board(upstream, places, "now", "done", "output gradient", "output")
    others = [written(upstream[i][j]) for _, (i, j), _ in met]
    line = products([written(value) for _, _, value in met], others, written(total))
    line = line if met else wording.NO_PRODUCT
    about = wording.gradient_of(choice, at, len(met), line)
    return Scene((first, middle, result), about, signs=(DOT, "="), lines=[line])


def sent_back(windows, place, upstream, to_input, to_kernel) -> Scene:
    """What one output cell adds to the gradients of the input and of the kernel."""
    rows, columns = (w.reads(at) for w, at in zip(windows, place, strict=True))
    sizes = (len(to_input), len(to_input[0]))
    axes = [range(-w.before, size + w.after) for w, size in zip(windows, sizes, strict=True)]
    inside, reads = set(cells_of(to_input)), set(product(rows, columns))
    part = {at: "padding" for at in product(*axes) if at not in inside}
    part |= {at: "seen" if at in inside else "seen padding" for at in reads}
    text = texts(to_input, lambda r, c: (r, c) not in reads)
    boards = (
        table_board(upstream, [place], "now", "done", "output gradient", "output"),
        Grid(*axes, part=part, text=text, title="to the input"),
        tiles(to_kernel, cells_of(to_kernel), "to the kernel"),
    )
    given = written(upstream[place[0]][place[1]])
    line = wording.times_tap_and_cell(given)
    about = wording.sent_back(place, rows, columns, line, beyond=bool(reads - inside))
    return Scene(boards, about, signs=("→", "+"), lines=[line])


def compared_gradients(upstream, claimed, measured) -> Scene:
    """A claimed gradient beside a measured one; cells that differ are marked as "b".

    Parameters
    ----------
    upstream, claimed, measured : table of numbers
        Gradient of the output; gradient of the input as claimed, and as measured.
    """
    cells = cells_of(measured)
    wrong = [(r, c) for r, c in cells if claimed[r][c] != measured[r][c]]
    boards = (
        table_board(upstream, [], "now", "done", "output gradient", "output"),
        table_board(claimed, wrong, "b", "input", "claimed"),
        table_board(measured, [], "b", "input", "measured"),
    )
    line = wording.agreement(len(cells) - len(wrong), len(cells))
    about = wording.compared_gradients(upstream, claimed, line)
    return Scene(boards, about, signs=("→", "?"), lines=[line])


def decimals(values, title: str, role: str = "") -> Grid:
    """A board of numbers with one decimal, set apart, for what changes in small steps.

    Parameters
    ----------
    values : table of numbers
    title : str
    role : {'input', 'kernel', 'output'}, optional
        What the board is.
    """
    text = {
        (r, c): f"{round(float(values[r][c]), 1) + 0:.1f}".replace("-", "−")
        for r, c in cells_of(values)
    }
    size = (len(values), len(values[0]))
    return Grid(*size, kind="none", text=text, title=title, spacing=1.5, role=role)


def renamed(scene: Scene, titles, roles) -> Scene:
    """``scene`` with other titles and roles on its boards.

    Parameters
    ----------
    scene : Scene
    titles, roles : sequence of str
        One for each board; the role is input, kernel, output, or empty.
    """
    boards = [
        replace(grid, title=title, role=role)
        for grid, title, role in zip(scene.grids, titles, roles, strict=True)
    ]
    return replace(scene, grids=boards, alt=wording.renamed(titles, scene.alt))


def products_of(windows, cells, places, taps):
    """(input cell, output, tap) of every product of a convolution, border cells left out."""
    cells = set(cells)
    for place, tap in product(places, taps):
        cell = tuple(w.read(i, a) for w, i, a in zip(windows, place, tap, strict=True))
        if cell in cells:
            yield cell, place, tap


def cells_of(table) -> list[tuple[int, int]]:
    """The cells of ``table`` in reading order."""
    return [(r, c) for r, line in enumerate(table) for c, _ in enumerate(line)]


def table_board(table, used, part: str, kind: str, title: str, role: str = "") -> Grid:
    """Numbers on cells of ``kind``; those in use play ``part``."""
    size = (len(table), len(table[0]))
    parts = dict.fromkeys(used, part)
    return Grid(*size, kind=kind, part=parts, text=texts(table), title=title, role=role)


def tiles(table, used, title: str, role: str = "") -> Grid:
    """Numbers in the shape of the kernel; those in use stand on tiles."""
    return table_board(table, used, "kernel", "none", title, role)
