"""Scenes of convolution: a window that slides, and what it reads."""

from collections.abc import Sequence
from dataclasses import replace

from convbook.arithmetic import Slide
from convbook.draw import wording
from convbook.draw.grid import Grid, Scene, texts, written
from convbook.draw.wording import both, products, setting, sides

__all__ = ["conv_step", "dilated_kernel", "paddings", "reach"]

CORRELATE = "\N{STAR OPERATOR}"  # no kernel is flipped


def conv_step(
    sizes: tuple[int, int],
    windows: tuple[Slide, Slide],
    step: int | None,
    input=None,
    kernel=None,
    output=None,
    *,
    border="0",
) -> Scene:
    """Input, kernel and output at one step of a 2-D convolution.

    Parameters
    ----------
    sizes : (int, int)
        Rows and columns of the input, in cells.
    windows : (Slide, Slide)
        How the window moves along rows and along columns.
    step : int or None
        Output cells already made; the next one, in reading order, is being made. None: all are
        made and the window is gone.
    input, kernel, output : table of numbers, optional
        What stands in the cells. The caller computes the output: nothing here does arithmetic
        on values. With all three, the sum with its numbers put in stands below.
    border : str
        What stands in border cells if ``input`` is given.

    Returns
    -------
    Scene
        Parts on the input: "seen", "padding", "seen padding", "unread"; on the output: "done",
        "now", "empty".

    Raises
    ------
    ValueError
        If the window does not fit, or there is no such step.
    """
    high, wide = windows
    rows, columns = sizes
    places = [(i, j) for i in range(high.outputs(rows)) for j in range(wide.outputs(columns))]
    if step is not None and step not in range(len(places)):
        raise ValueError(f"step {step} does not exist: the window has {len(places)} places")
    done = places if step is None else places[:step]
    part = dict.fromkeys(done, "done")
    seen = []
    if step is not None:
        i, j = places[step]
        part[i, j] = "now"
        seen = [(r, c) for r in high.reads(i) for c in wide.reads(j)]
    given = bordered_input(sizes, windows, seen, f"input {rows} × {columns}")
    if input is not None:
        inside = texts(input)
        rim = {at: border for at, part_of in given.part.items() if "padding" in part_of}
        given = with_text(given, inside | rim)
    taps = Grid(
        high.kernel,
        wide.kernel,
        kind="kernel",
        text={} if kernel is None else texts(kernel),
        title=f"kernel {high.kernel} × {wide.kernel}",
        role="kernel",
    )
    made = {} if output is None else texts(output)
    result = Grid(
        high.outputs(rows),
        wide.outputs(columns),
        kind="empty",
        part=part,
        text={at: made[at] for at in part if at in made},
        title=f"output {high.outputs(rows)} × {wide.outputs(columns)}",
        role="output",
    )
    about = [setting(sizes, windows)]
    lines = []
    if step is not None:
        about.append(wording.step_made(windows, (i, j), step, len(places)))
        if all(table is not None for table in (input, kernel, output)):
            lines = [
                products([given.text[at] for at in seen], list(taps.text.values()), made[i, j])
            ]
            about += lines
    else:
        about.append(wording.all_made(len(places)))
    return Scene((given, taps, result), " ".join(about), signs=(CORRELATE, "="), lines=lines)


def bordered_input(sizes, windows, seen, title: str) -> Grid:
    """The input with its border: what the window reads now, and what it never reads."""
    high, wide = windows
    rows, columns = sizes
    ever = (reads_of(high, rows), reads_of(wide, columns))
    part = {}
    for r in range(-high.before, rows + high.after):
        for c in range(-wide.before, columns + wide.after):
            rim = r not in range(rows) or c not in range(columns)
            if (r, c) in seen:
                part[r, c] = "seen padding" if rim else "seen"
            elif r not in ever[0] or c not in ever[1]:
                part[r, c] = "unread padding" if rim else "unread"
            elif rim:
                part[r, c] = "padding"
    return Grid(
        range(-high.before, rows + high.after),
        range(-wide.before, columns + wide.after),
        part=part,
        title=title,
        role="input",
    )


def reads_of(window: Slide, size: int) -> set[int]:
    """The cells of one axis that some place of the window reads."""
    return {cell for i in range(window.outputs(size)) for cell in window.reads(i)}


def with_text(grid: Grid, text) -> Grid:
    """``grid`` with this text in its cells."""
    return replace(grid, text=text)


def dilated_kernel(windows: tuple[Slide, Slide], kernel=None) -> Scene:
    """A kernel as it is, and the same taps spread out by the dilation.

    Parameters
    ----------
    windows : (Slide, Slide)
        Taps and dilation along rows and along columns.
    kernel : table of numbers, optional
        What stands in the taps.
    """
    high, wide = windows
    text = {} if kernel is None else texts(kernel)
    taps = [(a, b) for a in range(high.kernel) for b in range(wide.kernel)]
    spread = {tap: (tap[0] * high.dilation, tap[1] * wide.dilation) for tap in taps}
    compact = Grid(
        high.kernel,
        wide.kernel,
        text=text,
        kind="kernel",
        title=f"kernel {high.kernel} × {wide.kernel}",
        role="kernel",
    )
    wider = Grid(
        high.extent,
        wide.extent,
        kind="hole",
        part={spread[tap]: "kernel" for tap in taps},
        text={spread[tap]: text[tap] for tap in taps if tap in text},
        title=f"kernel with dilation {both(high.dilation, wide.dilation)}",
        role="kernel",
    )
    return Scene(
        (compact, wider),
        wording.dilated(windows),
        signs=("→",),
    )


def reach(sizes: tuple[int, int], counts, title="input: how many outputs read each cell") -> Scene:
    """The input, each cell shaded by a count.

    Parameters
    ----------
    sizes : (int, int)
        Rows and columns of the input.
    counts : table of int
        One number for each input cell; the caller counts.
    title : str
        Stands above; its first word has the color of inputs.
    """
    rows, columns = sizes
    table = {(r, c): int(v) for r, line in enumerate(counts) for c, v in enumerate(line)}
    most = max(table.values())
    grid = Grid(
        rows,
        columns,
        part={at: heat(count, most) for at, count in table.items()},
        text={at: written(count) for at, count in table.items()},
        title=title,
        role="input",
    )
    numbers = [[grid.text[r, c] for c in range(columns)] for r in range(rows)]
    return Scene((grid,), wording.counts_of_cells(title, sizes, numbers))


def heat(count: float, most: float) -> str:
    """The shade for ``count`` on a scale that ends at ``most``: six levels, none only for 0."""
    return "heat 0" if not count or not most else f"heat {min(5, 1 + int(count * 5 // (most + 1)))}"


def paddings(sizes: tuple[int, int], ways: Sequence[tuple[Slide, Slide]], titles=None) -> Scene:
    """The same input with several borders, the first window of each marked.

    Parameters
    ----------
    sizes : (int, int)
        Rows and columns of the input.
    ways : sequence of (Slide, Slide)
        The window, with its border, along rows and along columns.
    titles : sequence of str, optional
        One for each way; by default, on which sides the border stands.
    """
    titles = titles or [*map(sides, ways)]
    grids = []
    for windows, title in zip(ways, titles, strict=True):
        high, wide = windows
        seen = [(r, c) for r in high.reads(0) for c in wide.reads(0)]
        grids.append(bordered_input(sizes, windows, seen, title))
    return Scene(grids, wording.borders(sizes, ways, titles))
