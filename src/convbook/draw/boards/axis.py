"""Scenes on one axis: the places of a window, and chains of layers."""

from collections.abc import Sequence

from convbook.arithmetic import Slide
from convbook.draw import wording
from convbook.draw.boards.convolution import reads_of
from convbook.draw.grid import Grid, Link, Scene, span, written

__all__ = ["shrinking", "windows_on_a_line"]


def windows_on_a_line(
    size: int, window: Slide, values=None, outputs=(), board: tuple[range, int] | None = None
) -> Scene:
    """One axis, and under it every place of the window, one row each, with its taps.

    Parameters
    ----------
    size : int
        Cells of the input.
    window : Slide
        How the window moves.
    values : sequence, optional
        What stands in the input cells.
    outputs : sequence, optional
        What each place makes; stands behind its name. The caller computes it.
    board : (range, int), optional
        Columns and places that there is room for, so that pictures of several settings have one
        size and their cells stand in line. By default those of this setting.

    Raises
    ------
    ValueError
        If the board is too small for the cells or the places.
    """
    own = range(-window.before, size + window.after)
    places = range(window.outputs(size))
    columns, rows = board or (own, len(places))
    expect_room(own, columns, len(places), rows)
    ever = reads_of(window, size)
    part = {(0, c): "padding" for c in own if c not in range(size)}
    part |= {
        (0, c): "unread" if (0, c) not in part else "unread padding" for c in own if c not in ever
    }
    part |= {(0, c): "none" for c in columns if c not in own}
    text = {} if values is None else {(0, c): written(v) for c, v in enumerate(values)}
    line = Grid(
        1,
        columns,
        part,
        text,
        title=f"input {size}",
        role="input",
        column_names={c: written(c) for c in own},
    )
    taps = {}
    for i in places:
        reads = window.reads(i)
        taps |= {(i, c): "span" for c in range(reads[0], reads[-1])}
        taps |= {(i, c): "kernel" for c in reads}
    below = Grid(
        rows,
        columns,
        taps,
        kind="none",
        flat=True,
        row_names=names_of(places, outputs),
        row_role="output",
        title=f"kernel {window.kernel} at each of its {len(places)} places",
        role="kernel",
    )
    left = [c for c in own if c not in ever]
    about = wording.places_on_a_line(size, window, left, [*map(written, outputs)])
    return Scene((line, below), about, stacked=True)


def expect_room(own: range, columns: range, places: int, rows: int) -> None:
    """Refuse a board that is too small for the cells or the places."""
    if own[0] < columns[0] or own[-1] > columns[-1]:
        raise ValueError(f"cells {span(own)} do not fit on columns {span(columns)}")
    if places > rows:
        raise ValueError(f"{places} places do not fit on {rows} rows")


def names_of(places: range, outputs: Sequence) -> dict[int, str]:
    """The name of each place and, where it is known, what it makes."""
    if not len(outputs):
        return {i: f"output {i}" for i in places}
    values = [written(value) for value in outputs]
    return {i: f"output {i}: {value}" for i, value in zip(places, values, strict=True)}


def shrinking(size: int, windows: Sequence[Slide]) -> Scene:
    """A chain of layers on one axis, each unit over the middle of what it reads.

    Parameters
    ----------
    size : int
        Cells of the input.
    windows : sequence of Slide
        One for each layer; a window that does not fit ends the chain, and the picture says so.
    """
    layers = [size]
    refused = ""
    for number, window in enumerate(windows, 1):
        try:
            layers.append(window.outputs(layers[-1]))
        except ValueError as refusal:
            refused = wording.refused_layer(number, refusal)
            break
    grids, links, shift, spacing = [], [], 0.0, 1.0
    for number, cells in enumerate(layers):
        below = windows[number] if number + 1 < len(layers) else Slide(1)
        columns = range(-below.before, cells + below.after)
        rim = {(0, c): "padding" for c in columns if c not in range(cells)}
        grids.append(
            Grid(
                1,
                columns,
                rim,
                kind="done" if number else "input",
                shift=shift,
                spacing=spacing,
                row_names={0: f"output {number}: {cells}" if number else f"input: {cells}"},
                row_role="output" if number else "input",
            )
        )
        if number + 1 < len(layers):
            for i in sorted({0, layers[number + 1] - 1}):
                reads = below.reads(i)
                links += [
                    Link((number, 0, end), (number + 1, 0, i))
                    for end in sorted({reads[0], reads[-1]})
                ]
            shift += spacing * ((below.extent - 1) / 2 - below.before)
            spacing *= below.stride
    return Scene(
        grids,
        wording.chain_of_layers(layers, refused),
        links=links,
        lines=[refused] if refused else (),
        stacked=True,
    )
