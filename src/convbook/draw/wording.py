"""What the scenes of convolution say in words: sums with their numbers, settings, cells covered."""

from collections.abc import Sequence

from convbook.arithmetic import Slide
from convbook.draw.grid import written


def products(values: Sequence[str], weights: Sequence[str], total: str) -> str:
    """The sum of products with its numbers put in: "3·0 + 1·(−2) = −2"."""
    pairs = [
        f"{value}·{f'({weight})' if weight.startswith('−') else weight}"
        for value, weight in zip(values, weights, strict=True)
    ]
    # The blank behind the plus does not break, so that a long sum is cut in front of it.
    return " +\u00a0".join(pairs) + f" =\u00a0{total}"


def setting(sizes, windows) -> str:
    """One sentence: sizes, stride, padding, dilation."""
    high, wide = windows
    made = [window.outputs(size) for window, size in zip(windows, sizes, strict=True)]
    return (
        f"An input of {sizes[0]} by {sizes[1]} cells, a kernel of {high.kernel} by {wide.kernel} "
        f"and an output of {made[0]} by {made[1]}; stride {both(high.stride, wide.stride)}, "
        f"padding {both(high.padding, wide.padding)}, "
        f"dilation {both(high.dilation, wide.dilation)}."
    )


def both(rows, columns) -> str:
    """A setting of both axes in words."""
    words = [
        f"{v[0]} before and {v[1]} after" if isinstance(v, tuple) else f"{v}"
        for v in (rows, columns)
    ]
    return words[0] if rows == columns else f"{words[0]} (rows) and {words[1]} (columns)"


def covered(cells: Sequence[int], unit: str) -> str:
    """The cells of one axis in words: "rows −1 to 1", "rows 0, 2, 4"."""
    if len(cells) == 1:
        return f"{unit} {written(cells[0])}"
    if cells[-1] - cells[0] == len(cells) - 1:
        return f"{unit}s {written(cells[0])} to {written(cells[-1])}"
    return f"{unit}s {', '.join(map(written, cells))}"


def sides(windows: tuple[Slide, Slide]) -> str:
    """On which sides the border stands: "border: top 1, left 1"."""
    high, wide = windows
    amounts = {"top": high.before, "bottom": high.after, "left": wide.before, "right": wide.after}
    named = [f"{side} {cells}" for side, cells in amounts.items() if cells]
    return f"input: border {', '.join(named) or 'none'}"


def sentence(line: str) -> str:
    """``line`` with an end, as it is read out."""
    return line if line.endswith((".", "?", "!")) else f"{line}."


def arrow(right: float, down: float) -> str:
    """Where an arrow leads: "An arrow to the right."."""
    if abs(right) >= abs(down):
        way = "to the right" if right > 0 else "to the left"
    else:
        way = "down" if down > 0 else "up"
    return f"An arrow {way}."


def board(grid, points=()) -> str:
    """A board in sentences: its title, its size, the text of its rows, the points on it."""
    name = f"{grid.title}: " if grid.title else ""
    said = [f"{name}{len(grid.rows)} by {len(grid.columns)} cells."]
    for r in grid.rows:
        row = [grid.text[r, c] for c in grid.columns if (r, c) in grid.text]
        if row:
            said.append(f"Row {written(r)}: {', '.join(row)}.")
    for point in points:
        where = f"A point at row {written(point.row)}, column {written(point.column)}"
        if point.tap:
            row, column = map(written, point.tap)
            where += f", moved from row {row}, column {column}"
        said.append(f"{where}.")
    return " ".join(said)


def stack(count: int, title: str) -> str:
    """A stack of slabs: "64 channels."."""
    return f"{count} {title}." if title else f"A stack of {count} slab{'s' * (count > 1)}."


MULTIPLY = "multiply"
"""What joins gates and the map that they gate."""


def weights(count: str) -> str:
    """How many learned parameters a box has: "4.2 k weights"."""
    return f"{count} weights"


def box(words: Sequence[str], shape: str) -> str:
    """A box of a network: "3×3 conv, 64, stride 2: 64×28×28."."""
    return f"{', '.join(words)}: {shape}." if shape else f"{', '.join(words)}."


def branches(each: Sequence[tuple[Sequence[str], str]]) -> str:
    """The branches of a network, each with its boxes and the shape that it begins with."""
    found = [f"{len(each)} branches."]
    for number, (boxes, shape) in enumerate(each, 1):
        given = f" of {shape}" if shape else ""
        if boxes:
            found.append(f"Branch {number}{given}: {' '.join(boxes)}")
        else:
            found.append(f"Branch {number}{given} passes its input on.")
    return " ".join(found)


def network(count: int, given: str, boxes: Sequence[str], made: str) -> str:
    """A network in sentences, from its input to its output."""
    head = f"A network of {count} step{'s' * (count > 1)}. Input: {given}."
    return " ".join([head, *boxes, f"Output: {made}."])
