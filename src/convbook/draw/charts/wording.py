"""What charts say in words: their text alternatives, in sentences."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from math import isfinite, isnan

from convbook.draw.grid import span, written
from convbook.draw.wording import covered, sentence


def bill(title: str, items) -> str:
    """A title, and each count with its formula and its change."""
    each = (f"{i.name} = {i.formula} = {i.value:,}, {i.change} of the start." for i in items)
    return " ".join([f"{title}.", *each])


def ledger(heads: Iterable[tuple[str, str]], rows: Iterable[Sequence[str]], chosen: str) -> str:
    """The sum of each side, the two counts of each row, and which row is marked."""
    sums = ", ".join(f"{title}: {total} in all" for title, total in heads)
    each = (f"{name}: {left} and {right}." for name, left, right in rows)
    return " ".join([f"{sums}.", *each, *([f"Marked: {chosen}."] if chosen else [])])


def bars(title: str, texts: Mapping[str, str], least: Mapping[str, float] | None) -> str:
    """Each bar with its value and, if there is one, with its bound."""
    each = (
        f"{name}: {text}, at least {written(least[name])}." if least else f"{name}: {text}."
        for name, text in texts.items()
    )
    return " ".join([sentence(title), *each])


def dials(depth: int, width: int, size: int) -> str:
    """A stack of equal layers: "2 layers, 8 channels, 14 × 14 cells"."""
    noun = "layer" if depth == 1 else "layers"
    return f"{depth} {noun}, {width} channels, {size} × {size} cells"


def prices(stack: str, bars: Mapping[str, tuple[float, str]]) -> str:
    """A stack, and each of its prices with its doublings."""
    each = (f"{name}: {text}, {count:.3g} doublings." for name, (count, text) in bars.items())
    return " ".join([f"{stack}.", *each])


def work_map(networks: Mapping[str, Iterable[tuple[str, int]]]) -> str:
    """The layers of each network, each once, with its weights and how often they are used."""
    about = ["A map of layers by their weights and by how often each weight is used."]
    for name, layers in networks.items():
        told = ", ".join(
            f"{weights} {'used once' if uses == 1 else f'used {uses:,} times'}"
            for weights, uses in layers
        )
        about.append(f"{name}: {told}.")
    return " ".join(about)


def roofline(peak: float, bandwidth: float, spots, cache: float | None = None) -> str:
    """Where the roofs are, and the layers under them that have a name."""
    roofs = (
        f"Two roofs over the number of FLOPs per byte: one rises with "
        f"{written(bandwidth)} billion bytes a second, and from {written(peak / bandwidth)} FLOPs "
        f"per byte on the other is level at {written(peak)} billion FLOPs a second."
    )
    if cache is not None:
        roofs += f" From a cache the slope is {written(cache)} billion bytes a second."
    each = (
        f"{spot.name}: {written(spot.intensity)}, {written(spot.rate)}."
        for spot in spots
        if spot.name
    )
    return " ".join([roofs, *each])


def signal(title: str, values: Mapping[int, float]) -> str:
    """The values of a row, with their positions."""
    name = capital(title)
    if not values:
        return f"{name}: nothing yet."
    places = sorted(values)
    shown = [written(values[place]) for place in places]
    gaps = places[-1] - places[0] >= len(places)
    if gaps:
        shown = [f"{text} at {written(p)}" for p, text in zip(places, shown, strict=True)]
    where = "" if gaps else f" at {span(range(places[0], places[-1] + 1))}"
    return minus(f"{name}{where}: {', '.join(shown)}.")


def signals(count: int, axis: range, told: Iterable[str]) -> str:
    """Rows of bars with their axis, and each row in a sentence."""
    return " ".join([minus(f"{count} rows of bars over the positions {span(axis)}."), *told])


def minus(text: str) -> str:
    """``text`` with true minus signs before its numbers."""
    return re.sub(r"-(?=\d)", "−", text)


def kernels(rows: Mapping[str, Sequence]) -> str:
    """How kernels are drawn, and the signs of each row of kernels."""
    head = "Kernels as squares, filled where the weight is positive and hollow where it is negative"
    about = [f"{head}, the larger the weight."]
    for name, tables in rows.items():
        told = "; ".join(" / ".join(signs(row) for row in table) for table in tables)
        about.append(f"{name}: signs, row by row: {told}.")
    return " ".join(about)


def signs(row) -> str:
    """Each number as its sign."""
    return " ".join("+" if value > 0 else "−" if value < 0 else "0" for value in row)


def training(step: int, losses: Mapping[str, Sequence[float]], truth: int, chances) -> str:
    """A step, its losses, the digit that is shown, and the two most likely answers."""
    now = ", ".join(f"{name} {curve[-1]:.2f}" for name, curve in losses.items())
    ranked = sorted(range(len(chances)), key=lambda one: -chances[one])[:2]
    told = ", ".join(f"{round(100 * chances[one])}% {one}" for one in ranked)
    return f"Step {step}. Loss: {now}. The digit is a {truth}. Most likely: {told}."


def cone(cell: int, rows: Sequence[tuple[str, int, Sequence[int]]]) -> str:
    """A cell, and the size of each layer with the cells of it that the cell sees."""
    about = [f"The cone of cell {cell} of layer {len(rows) - 1}."]
    for name, cells, reads in rows:
        about.append(f"{capital(name)}: {cells} cells; it sees {covered(reads, 'cell')}.")
    return " ".join(about)


def profile(cells: int, field: range, inner: Sequence[int], shares: Sequence[float]) -> str:
    """The cells of a field, those that stand out, and the shares in its middle and at its ends."""
    return (
        f"Bars over {cells} cells. The field: {covered(field, 'cell')}. "
        f"Marked: {covered(inner, 'cell')}. Highest: {max(shares):.2g}. "
        f"At the ends of the field: {shares[0]:.2g}."
    )


def unit_graph(title: str, rows, links, names: Sequence[str], marked, border) -> str:
    """A graph in sentences: units, lines, weights, what stands out."""
    about = [f"{title or 'A graph of units'}."]
    for units, name in zip(rows, names, strict=True):
        about.append(f"{capital(name)}: {len(units)} unit{'s' * (len(units) != 1)}.")
    for gap, (lower, upper) in zip(links, pairwise(names), strict=True):
        into, out = (Counter(pair[up] for pair in gap).values() for up in (1, 0))
        weights = Counter(name for name in gap.values() if name)
        times = ", ".join(f"{name} {count} times" for name, count in sorted(weights.items()))
        about.append(
            f"From {lower} to {upper}: {len(gap)} lines, at most {max(into, default=0)} into a "
            f"unit and {max(out, default=0)} out of one{'; weight ' * bool(times)}{times}."
        )
    for what, chosen in (("Marked", marked), ("Padding", border)):
        found = [(name, sorted(u for r, u in chosen if r == row)) for row, name in enumerate(names)]
        told = [f"{name}, {covered(units, 'unit')}" for name, units in found if units]
        about += [f"{what}: {'; '.join(told)}."] if told else []
    return " ".join(about)


def found(one) -> str:
    """A window, what was read in it, and what it is if that is wrong."""
    truth = "" if one.right else f", but it is {one.truth or 'nothing'}"
    return f"{one.answer} at row {one.row}, column {one.column}{truth}"


def readings(picture: str, each: Sequence) -> str:
    """A picture, how many windows are framed on it, and each of them."""
    verb = "window is" if len(each) == 1 else "windows are"
    wrong = sum(not one.right for one in each)
    told = f" Read: {'; '.join(map(found, each))}." if each else ""
    return f"{picture} {len(each)} {verb} framed, {wrong} of them read wrongly.{told}"


def raster(title: str, shape: tuple[int, int], limits: tuple[float, float], boxes) -> str:
    """A table with its size and limits, and the parts of it that are framed."""
    (rows, columns), (black, white) = shape, map(written, limits)
    about = [f"{title}: {rows} by {columns} cells, {black} black and {white} white."]
    for row, column, tall, wide in boxes:
        about.append(
            f"A box frames rows {row} to {row + tall - 1}, columns {column} to {column + wide - 1}."
        )
    return " ".join(about)


def ratios(title: str, x_label: str, cases: int, series: Mapping[str, Mapping]) -> str:
    """The least and the largest ratio of each series, and where."""
    about = [f"{title}."] if title else []
    about.append(f"{x_label}, for {cases} cases.")
    for name, values in series.items():
        low, high = min(values, key=values.get), max(values, key=values.get)
        about.append(
            f"{name}: from {written(values[low])} ({low}) to {written(values[high])} ({high})."
        )
    return " ".join(about)


def spread(title: str, y_label: str, panels: Iterable[tuple[str, str, Mapping]]) -> str:
    """The mean of each curve at each place, panel by panel."""
    about = [f"{title}."] if title else []
    about.append(f"A chart of {y_label}, means of repeated experiments.")
    for x_label, name, means in panels:
        told = ", ".join(f"{written(x)} {mean:.3g}" for x, mean in means.items())
        about.append(f"{x_label}: {f'{name} {told}' if name else told}.")
    return " ".join(about)


def capital(name: str) -> str:
    """A name as a sentence begins with it."""
    return f"{name[:1].upper()}{name[1:]}"


def line_chart(title: str, y_label: str, x_label: str, curves: Iterable[tuple]) -> str:
    """What stands on the two axes, and each curve: its name, places and values."""
    head = f"{title}. " if title else ""
    each = " ".join(curve(*one) for one in curves)
    return f"{head}A chart of {y_label} over {x_label}. {each}"


def bar_chart(title: str, y_label: str, bars: Mapping[str, float]) -> str:
    """What is counted, and each bar with its value."""
    head = f"{title}. " if title else ""
    each = ", ".join(f"{name} {number(value)}" for name, value in bars.items())
    return f"{head}A bar chart of {y_label}: {each}."


def curve(name: str, xs, values) -> str:
    """Where a curve begins and ends, its least and largest value, and where it has gaps."""
    values, xs = [float(v) for v in values], [float(x) for x in xs]
    ends = (
        f"{name}: from {number(values[0])} at {written(xs[0])} to {number(values[-1])} at "
        f"{written(xs[-1])}"
    )
    finite = [value for value in values if isfinite(value)]
    if not finite:
        return f"{ends}; no value is finite."
    low, high = min(finite), max(finite)
    at = [written(xs[values.index(value)]) for value in (low, high)]
    about = f"{ends}; least {written(low)} at {at[0]}, largest {written(high)} at {at[1]}"
    gaps = [
        f"{number(v)} at {written(x)}" for v, x in zip(values, xs, strict=True) if not isfinite(v)
    ]
    if not gaps:
        return f"{about}."
    more = f" and {len(gaps) - 3} more" if len(gaps) > 3 else ""
    return f"{about}; not finite: {', '.join(gaps[:3])}{more}."


def number(value: float) -> str:
    """A number as pictures write it; what is not finite has a name."""
    if isnan(value):
        return "NaN"
    return written(value) if isfinite(value) else "infinity" if value > 0 else "−infinity"


def photographs(titles: Sequence[str], arrays: Sequence, low: float, high: float) -> str:
    """How many images there are, what is black and white, and the numbers in each."""
    each = " ".join(
        f"{title}: {array.shape[0]} by {array.shape[1]} cells, values from "
        f"{written(array.min())} to {written(array.max())}, mean {written(array.mean())}."
        for array, title in zip(arrays, titles, strict=True)
    )
    return (
        f"{len(arrays)} gray image{'s' * (len(arrays) > 1)} side by side, {written(low)} black and "
        f"{written(high)} white. {each}"
    )


def color_photographs(titles: Sequence[str], arrays: Sequence) -> str:
    """How many images there are, and the numbers in each, color by color."""
    about = [f"{len(arrays)} image{'s' * (len(arrays) > 1)} side by side."]
    for array, title in zip(arrays, titles, strict=True):
        high, wide = array.shape[-2:]
        planes = [array] if array.ndim == 2 else array
        names = ["values"] if array.ndim == 2 else ["red", "green", "blue"]
        spans = (
            f"{name} from {written(plane.min())} to {written(plane.max())}"
            for name, plane in zip(names, planes, strict=True)
        )
        about.append(f"{title}: {high} by {wide} cells, {', '.join(spans)}.")
    return " ".join(about)
