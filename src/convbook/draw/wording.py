"""What boards, scenes and parts say in words: every sentence of their text alternatives."""

from collections.abc import Sequence

from convbook.arithmetic import Slide
from convbook.arithmetic.arguments import counted
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


def capital(text: str) -> str:
    """``text`` with a capital letter in front; the rest stays."""
    return f"{text[:1].upper()}{text[1:]}"


def reads(windows, place) -> str:
    """What a window covers at one place: "rows 0 to 1 and columns 2 to 4"."""
    rows, columns = (window.reads(at) for window, at in zip(windows, place, strict=True))
    return f"{covered(rows, 'row')} and {covered(columns, 'column')}"


def step_made(windows, place, step: int, count: int) -> str:
    """What the window of one step covers and makes."""
    return (
        f"Step {step + 1} of {count}. The window covers {reads(windows, place)}. "
        f"It makes output row {place[0]}, column {place[1]}."
    )


def all_made(count: int) -> str:
    """That the window is gone."""
    return f"All {count} output cells are made."


def dilated(windows) -> str:
    """A kernel and the cells that it covers when it is dilated."""
    high, wide = windows
    return (
        f"A kernel of {high.kernel} by {wide.kernel} taps; with dilation "
        f"{both(high.dilation, wide.dilation)} the same taps cover {high.extent} by {wide.extent} "
        f"cells."
    )


def counts_of_cells(title: str, sizes, rows: Sequence[Sequence[str]]) -> str:
    """A count in each cell, row by row."""
    said = (f"Row {r}: {', '.join(texts)}." for r, texts in enumerate(rows))
    return f"{capital(title)}, {sizes[0]} by {sizes[1]} cells. {' '.join(said)}"


def borders(sizes, ways, titles: Sequence[str]) -> str:
    """One input with several borders."""
    said = [f"An input of {sizes[0]} by {sizes[1]} cells with {len(ways)} different borders."]
    for windows, title in zip(ways, titles, strict=True):
        made = (window.outputs(size) for window, size in zip(windows, sizes, strict=True))
        said.append(
            f"{capital(title)}: the first window reads {reads(windows, (0, 0))}, "
            f"the output has {' by '.join(map(str, made))} cells."
        )
    return " ".join(said)


def pooling(kind: str, sizes, windows, made, place, step: int, line: str) -> str:
    """One step of pooling."""
    high, wide = windows
    return (
        f"{capital(kind)} pooling of {sizes[0]} by {sizes[1]} cells with a window of "
        f"{high.kernel} by {wide.kernel}, stride {both(high.stride, wide.stride)}, padding "
        f"{both(high.padding, wide.padding)}; the output has {made[0]} by {made[1]} cells. "
        f"{step_made(windows, place, step, made[0] * made[1])} {line}"
    )


def places_on_a_line(size: int, window, unread: Sequence[int], outputs: Sequence[str]) -> str:
    """A line of cells, every place of a window on it, and what each makes where it is known."""
    places = range(window.outputs(size))
    makes = [f" and makes {value.strip()}" for value in outputs] or [""] * len(places)
    said = [
        f"A line of {size} input cells with padding {both(window.padding, window.padding)}. "
        f"The window has {window.kernel} cells, stride {window.stride}, "
        f"dilation {window.dilation}. It fits {len(places)} times.",
        *(f"Output {i} reads {covered(window.reads(i), 'cell')}{makes[i]}." for i in places),
    ]
    if unread:
        said.append(f"Never read: {covered(unread, 'cell')}.")
    return " ".join(said)


def refused_layer(which: int, refusal) -> str:
    """Why a chain of layers ends."""
    return f"Layer {which} cannot be: {refusal}."


def chain_of_layers(sizes: Sequence[int], refused: str) -> str:
    """The sizes of a chain of layers."""
    said = f"Sizes of the layers, one below the other: {', '.join(map(str, sizes))} cells."
    return f"{said} {refused}".strip()


def axes_step(sizes, moves, covers, at, step: int, count: int, line: str) -> str:
    """One step of a window that moves along one, two or three axes."""
    rank = len(moves)
    names = ("slice", "row", "column")[3 - rank :]
    window = " by ".join(str(move.kernel) for move in moves)
    kind = ("a line", "a grid", "a stack of grids")[rank - 1]
    cells = [covered(read, name) for read, name in zip(covers, names, strict=True)]
    made = ", ".join(f"{name} {place}" for name, place in zip(names, at, strict=True))
    return (
        f"A window of {window} moves along {kind} of {' by '.join(map(str, sizes))} cells. "
        f"Step {step + 1} of {count}. It covers {' and '.join(cells)} and makes output {made}. "
        f"{line}."
    )


def layer_channel(channel: int, products: Sequence[str], total: str) -> str:
    """What one channel adds to an output cell."""
    return f"Channel {channel}: products {', '.join(products)}; sum {total}."


def layer(inputs, outputs, at, windows, channels: Sequence[str], line: str) -> str:
    """One output cell of a layer; ``inputs`` and ``outputs`` are channels, rows, columns."""
    given, made = (
        f"{counted(count, 'channel')} of {rows} by {columns} cells"
        for count, rows, columns in (inputs, outputs)
    )
    return (
        f"An input of {given} and an output of {made}. Output channel {at[0]}, row {at[1]}, "
        f"column {at[2]} reads {reads(windows, at[1:])}. {' '.join(channels)} Together: {line}."
    )


def moved_weight(step: int, weight: str, place: str, own: str) -> str:
    """Where a weight of a dense layer comes to stand in the kernel."""
    verdict = "its own cell" if own == place else f"not its own cell, {own}"
    return f"weight {step} is {weight} and stands at {place}: {verdict}"


def column_to_kernel(shape, outputs: int, output: int, orders, step: int, line, wrong) -> str:
    """A column of a dense layer that is written into a kernel."""
    channels, rows, columns = shape
    return (
        f"A dense layer of {channels * rows * columns} inputs and {outputs} outputs; the inputs "
        f"are the cells of {channels} channels of {rows} by {columns} cells, flattened "
        f"{orders[0]}. Column {output} is written {orders[1]} into a kernel of that shape. "
        f"{line.capitalize()}. Of {step + 1} weights moved, {wrong} stand on a wrong cell."
    )


def matrix_of_convolution(names: Sequence[str], matrix) -> str:
    """The rows of the matrix of a convolution, each with the name of its output cell."""
    rows = [
        f"Row of output {name}: {', '.join(map(written, line))}."
        for name, line in zip(names, matrix, strict=True)
    ]
    return (
        f"A matrix of {len(matrix)} rows, one for each output cell, and {len(matrix[0])} columns, "
        f"one for each input cell. {' '.join(rows)}"
    )


NO_PRODUCT = "no product: 0"


def gradient_of(choice: str, at, count: int, line: str) -> str:
    """Which outputs send a gradient to an input cell or a tap, and how much."""
    noun = "output" if count == 1 else "outputs"
    through = "" if choice == "input cell" else "an input cell through "
    return (
        f"{count} {noun} read {through}the {choice} in row {at[0]}, column {at[1]}. "
        f"Its gradient: {line}"
    )


def times_tap_and_cell(gradient: str) -> str:
    """What an output cell sends back."""
    return f"{gradient} times its tap to each cell, {gradient} times its cell to each tap"


def sent_back(place, rows, columns, line: str, beyond: bool) -> str:
    """What one output cell reads and sends back; ``beyond``: some of it to the border."""
    said = (
        f"The output in row {place[0]}, column {place[1]} reads {covered(rows, 'row')} and "
        f"{covered(columns, 'column')} and sends back: {line}."
    )
    return f"{said} What falls on the border is thrown away." if beyond else said


def agreement(right: int, count: int) -> str:
    """Whether a gradient check passes."""
    verdict = "the check passes" if right == count else "the check fails"
    return f"{right} of {count} cells agree: {verdict}"


def compared_gradients(upstream, claimed, line: str) -> str:
    """The gradient of an output, and a claimed gradient of the input."""
    given, claims = (
        "; ".join(", ".join(map(written, row)) for row in table) for table in (upstream, claimed)
    )
    return f"Output gradient, row by row: {given}. Claimed input gradient: {claims}. {line}."


def renamed(titles: Sequence[str], alt: str) -> str:
    """The titles of boards in front of what they show."""
    return f"From left to right: {'; '.join(titles)}. {alt}"


def shades(title: str, rows: int, columns: int, light: Sequence[tuple[int, int]]) -> str:
    """A shaded board; ``light`` are the cells without shade."""
    said = f"{capital(title)}: {rows} by {columns} cells, {len(light)} without shade"
    if light and len(light) < rows * columns:
        edges = [[at[axis] for at in light] for axis in (0, 1)]
        said += " (rows {} to {}, columns {} to {})".format(
            *(end for edge in edges for end in (min(edge), max(edge)))
        )
    return f"{said}."


def crossed_out(cells: Sequence[tuple[int, int]]) -> str:
    """Where cells of the last board are crossed out."""
    rows, columns = (sorted({cell[axis] for cell in cells}) for axis in (0, 1))
    return (
        f"Crossed out: {counted(len(cells), 'cell')} of the last board, in "
        f"{covered(rows, 'row')} and {covered(columns, 'column')}."
    )


def legend(meanings: Sequence[str]) -> str:
    """What the parts of a picture mean."""
    return f"The parts of the book's pictures: {'; '.join(meanings)}."


def captioned(captions: Sequence[str], alts: Sequence[str]) -> str:
    """Scenes one after the other; those without captions are counted."""
    names = captions or [f"Picture {n}" for n in range(1, len(alts) + 1)]
    return " ".join(f"{name}: {alt}" for name, alt in zip(names, alts, strict=True))


def arrow(right: float, down: float) -> str:
    """Where an arrow leads: "An arrow to the right."."""
    if abs(right) >= abs(down):
        way = "to the right" if right > 0 else "to the left"
    else:
        way = "down" if down > 0 else "up"
    return f"An arrow {way}."


def board_in_sentences(grid, points=()) -> str:
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
