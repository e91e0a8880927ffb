"""One telling example of every kind of picture; ``python -m tests.example_pictures`` stores them.

They were looked at. What stands in ``tests/pictures`` is how they looked, one file each.
"""

import io
import re
from base64 import b64decode
from pathlib import Path

import numpy as np
from PIL import Image

from convbook import draw
from convbook import functional as F
from convbook.arithmetic import Slide, slides

STORED = Path(__file__).parent / "pictures"
EXAMPLES = {}

DIGITS = np.random.default_rng(0)
TABLE = DIGITS.integers(0, 10, (4, 6))
TAPS = np.array([[2, -1, 0], [1, 3, -2]])
HOW = dict(stride=(2, 1), padding=(1, 0), dilation=(1, 2))
WINDOWS = slides(TAPS.shape, **HOW)
MADE = F.conv2d(TABLE[None, None], TAPS[None, None], **HOW)[0, 0]
UPSTREAM = DIGITS.integers(1, 10, MADE.shape)
GRADIENTS = F.conv2d_backward(
    UPSTREAM[None, None], TABLE[None, None], TAPS[None, None], **HOW
)[:2]  # fmt: skip
ONE, OTHER = [[0, 0.5, 1], [0, 0, 0]], [[0, 0.5, 0.2], [0, 1, 0]]
KERNELS = [[[1.0, -0.25], [0.0, 0.25]], [[-1.0, 4.0], [0.01, -0.04]]]


def example(make):
    """Call a function an example: its name is that of the picture, and nothing is drawn yet."""
    EXAMPLES[make.__name__] = make
    return make


# A window on a line, a grid or a stack.


@example
def step():
    return draw.paint(draw.conv_step((4, 6), WINDOWS, 3, TABLE, TAPS, MADE))


@example
def border():
    return draw.paint(draw.paddings((3, 4), [slides((2, 3), padding=(1, 2))] * 2))


@example
def dilated_kernel():
    return draw.paint(draw.dilated_kernel(WINDOWS, TAPS))


@example
def small_cells():
    """Cells of 32, 24, 20 and 15 pixels; numbers of one digit and of several."""
    rows = [["1", "−1.5"] * 3, ["1", "−15"] * 10, ["1", "23"] * 13, ["1", "23"] * 16]
    boards = [
        draw.Grid(1, len(row), text={(0, c): text for c, text in enumerate(row)}, kind="input")
        for row in rows
    ]
    return draw.together([draw.paint(draw.Scene((board,), "A row.")) for board in boards])


@example
def too_wide_for_a_row():
    sizes = {"input": 9, "kernel": 3, "output": 7}
    boards = [draw.Grid(2, n, title=name, kind="done", role=name) for name, n in sizes.items()]
    return draw.paint(draw.Scene(boards, "Three boards.", signs=("⋆", "="), lines=["9, 3, 7"]))


@example
def reach():
    return draw.paint(draw.reach((2, 3), [[1, 2, 1], [4, 6, 3]]))


@example
def windows_on_a_line():
    return draw.paint(draw.windows_on_a_line(7, Slide(3, 2, 1), range(7)))


@example
def shrinking():
    return draw.paint(draw.shrinking(11, [Slide(3), Slide(2, stride=2)]))


@example
def axes():
    stack, kernel = np.arange(24).reshape(2, 3, 4), np.array([[[1, 2], [4, -6]]])
    handed = dict(input=stack, kernel=kernel, output=np.arange(10, 22).reshape(2, 2, 3))
    return draw.axes_step(slides((1, 2, 2)), 7, **handed)


@example
def pooling():
    pooled = [[6, 8, 10], [11, 13, 15]]
    given, moves = np.arange(1, 16).reshape(3, 5), slides((2, 1), stride=(1, 2))
    return draw.paint(draw.pool_step((3, 5), moves, 4, given, pooled, kind="max"))


@example
def strip():
    boards = [draw.shaded(table, "input", role="input") for table in (ONE, OTHER, ONE)]
    return draw.strip(boards, ["first", "second & more", "third"], across=2)


@example
def film():
    """As many in a row as fit."""
    return draw.strip([draw.shaded([[0.5] * 5], "input", role="input")] * 4)


@example
def wide_border():
    windows = slides((2, 3), padding=(1, 2))
    image, kernel = np.ones((3, 14)), np.eye(2, 3)
    made = F.conv2d(image[None, None], kernel[None, None], padding=(1, 2))[0, 0]
    return draw.paint(draw.conv_step((3, 14), windows, 17, image, kernel, made))


@example
def legend():
    return draw.legend()


# Channels, gradients and stacks of layers.


@example
def layer():
    kernel = np.array([[[1, 2, 3], [4, 5, 6]], [[-1, -2, -3], [-4, -5, -6]]])
    outputs = np.arange(18).reshape(3, 2, 3) - 9
    return draw.layer_step(
        slides((2, 3), stride=(2, 1), padding=(1, 0)), (1, 0, 1),
        input=np.arange(30).reshape(2, 3, 5), kernel=kernel, sums=[21, -17], bias=2,
        products=np.arange(10, 22).reshape(2, 2, 3), output=outputs,
    )  # fmt: skip


@example
def gradient():
    tables = [TABLE, TAPS, UPSTREAM, *(one[0, 0] for one in GRADIENTS)]
    return draw.paint(draw.follow_gradient(WINDOWS, "input cell", (2, 3), *tables))


@example
def gradients():
    claimed, measured = [[1.5, 2], [0, 3]], [[1.5, 2.25], [0, 3]]
    return draw.paint(draw.compared_gradients([[1, 2]], claimed, measured))


@example
def matrix():
    rows = np.array([[1, 2, 0, 0], [0, 1, 2, 0], [0, 0, 1, 2]])
    return draw.paint(draw.matrix_of_convolution(rows, [[3, 1, 4, 1]], [[5, 9, 6]]))


@example
def cone():
    chain = [Slide(3, stride=2), Slide(4), Slide(3, dilation=2)]
    return draw.cone(29, chain, 2, range(29), lines=["a cone", "of three layers"])


@example
def profile():
    shares = [0.05, 0.2, 0.5, 0.2, 0.05]
    return draw.profile(shares, [1, 2, 3], range(-2, 5), lines=["a bell"])


@example
def units():
    links = [draw.window_links(5, Slide(3, padding=1), "abc"), draw.window_links(5, Slide(2, 3))]
    names, marked = ["input", "hidden", "output"], draw.connected(links, (2, 0))
    roles = ["input", "", "output"]
    return draw.unit_graph(
        [5, 5, 2], links, names=names, roles=roles, marked=marked, lines=["a net"]
    )


# Numbers: boards, signals, rasters, a training.


@example
def maps():
    names = ["input", "output"]
    return draw.paint(draw.maps([ONE, OTHER], names, [(1, 1)], ["a line"], roles=names))


@example
def shaded():
    return draw.paint(draw.shaded(ONE, "input", ["a line"], role="input"))


@example
def signals():
    rows = [
        draw.Signal({-1: 4, 0: 1, 1: -2}, "input", role="input"),
        draw.Signal({0: 3, 1: 6, 2: 1}, "output", role="output"),
    ]
    return draw.signals(rows, band=[0, 1], names={0: "zero"}, lines=["a line"])


@example
def many_bars():
    """Bars too narrow for numbers; products then are all of one kind."""
    waves = {place: round(9 * np.sin(place / 7)) for place in range(80)}
    kinds = {"input": "input", "product": "", "output": "output"}
    return draw.signals([draw.Signal(waves, kind, kind, role=kinds[kind]) for kind in kinds])


@example
def sliding():
    given, taps = [3, 1, 2, 5], [2, 0, -1]
    products, made = np.outer(taps, given).tolist(), np.convolve(given, taps).tolist()
    return draw.sliding(given, taps, products, made, 2, flipped=True)


def ramps():
    ramp = np.arange(6.0).reshape(2, 3)
    return [draw.Raster(ramp, "ramp", (0, 5)), draw.Raster(5 - ramp, "other", (0, 5))]


@example
def rasters():
    return draw.rasters(ramps(), ["two ramps", "of six"])


@example
def two_pictures():
    return draw.together([draw.rasters(ramps()), draw.legend()], across=1)


@example
def kernels():
    return draw.signed_kernels({"before": KERNELS, "after": KERNELS[:1]}, most=4)


@example
def training():
    losses = {"batches": [2.0, 1.0], "unseen": [2.5, 5.0]}
    return draw.training(
        np.eye(3), 1, (0.07, 0.9, 0.03), losses, [0, 10, 20], KERNELS,
        most=1, highest=2.5, lines=["2 of 3"],
    )  # fmt: skip


# Costs, and a dense layer that reads a page.


@example
def dials():
    prices = {"parameters": (3, "4,608"), "time, measured": (1.5, "× 2.8")}
    return draw.dials(3, 16, 40, prices, lines=["a line"])


@example
def bill():
    items = [draw.Item("weights", "2·3·3", 18, 18), draw.Item("MACs", "18·4·4", 288, 1152)]
    return draw.bill(items, "convolution on 2 × 6 × 6")


@example
def ledger():
    rows = [("1 conv 3×3", 464, 1_204_000), ("2 dense", 61_000, 61_000)]
    heads = ("parameters", "MACs")
    return draw.ledger(rows, heads, chosen=1, lines=["used once: 61 k MACs"])


@example
def work_map():
    layers = {"first": [(1500, 800, "1"), (90_000, 1, "2")], "second": [(40_000, 60, "")]}
    return draw.work_map(layers)


@example
def bars():
    values, least = {"a layer": 2.5, "another": 4}, {"a layer": 2, "another": 1}
    return draw.rows_of_bars(values, title="time", least=least, lines=["less is better"])


@example
def roofline():
    spots = [
        draw.Spot(0.5, 3, "a"),
        draw.Spot(90, 60, "b", "bound"),
        draw.Spot(20, 9, "", "other"),
        draw.Spot(2000, 20, "far to the right"),
        draw.Spot(0.125, 0.5, "at the left"),
        draw.Spot(4, 9, "in the middle"),
        *(draw.Spot(16 * 1.3**n, 1.1 - 0.05 * n, f"crowded {n}") for n in range(7)),
    ]
    return draw.roofline(80, 20, spots, lines=["one machine"])


@example
def slow_memory():
    return draw.roofline(4, 0.5, [draw.Spot(2, 0.8, "slow")], cache=2, most=1024)


@example
def readings():
    page = draw.Raster(np.arange(48.0).reshape(6, 8), "input", (0, 47), cell=20)
    return draw.readings(page, [draw.Found(0, 0, "7", "7"), draw.Found(3, 4, "1", "")], 3)


@example
def column_to_kernel():
    weights = np.arange(16).reshape(8, 2)
    names = "channel first", "channel last"
    return draw.paint(draw.column_to_kernel(weights, (2, 2, 2), 1, 5, *names))


# Charts, drawn by Matplotlib.


@example
def line_chart():
    curves = {
        "one": [0, 2.5, 1],
        "another, with a longer name": [3, 1, 2],
        "and a third of them": [2, 2, 3],
    }
    words = dict(x_label="x", y_label="y", title="Two curves")
    return draw.line_chart(curves, [1, 2, 4], points=True, **words)


@example
def six_curves():
    curves = {name: [n, 2 * n, 3] for n, name in enumerate("abcdef")}
    return draw.line_chart(curves, x_label="x", y_label="y")


@example
def bar_chart():
    return draw.bar_chart({"a": 3, "b": -1.5, "c": 2}, y_label="height", title="Three bars")


@example
def ratio_chart():
    ratios = {"ours": {"small": 0.5, "large": 2}, "limit": {"large": 4}}
    return draw.ratio_chart(ratios, x_label="their time / ours", title="Speed")


@example
def spread_chart():
    found = {"plain": {1: [0.1, 0.3, 0.2], 2: [0.4, 0.4]}, "other": {1: [0.5, 0.6], 4: [0.9, 0.8]}}
    panels = {"depth": found, "width": {"plain": found["plain"]}}
    return draw.spread_chart(panels, y_label="share", title="Two panels", doubling=True)


@example
def photographs():
    ramp = np.arange(12.0).reshape(3, 4)
    return draw.photographs([ramp, -ramp], ["ramp", "its negative"], limits=(-12, 12))


@example
def color_photographs():
    red = np.stack([np.full((2, 3), shade) for shade in (200, 30, 0)])
    return draw.color_photographs([red, np.arange(6).reshape(2, 3) * 50], ["red", "gray"])


def text_of(drawn):
    """A picture or a chart with its style inside; its words below."""
    return f"{drawn.picture.standalone}\n<!-- {drawn.alt} -->\n"


def images_in(chart):
    """The photographs inside a chart."""
    codes = re.findall(r'href="data:image/png;base64,([^"]+)"', chart.picture.svg)
    return [Image.open(io.BytesIO(b64decode(code))) for code in codes]


def file_of(name):
    """Where an example is stored."""
    return STORED / f"{name.replace('_', '-')}.svg"


if __name__ == "__main__":
    for name, make in EXAMPLES.items():
        file_of(name).write_text(text_of(make()), encoding="utf-8")
