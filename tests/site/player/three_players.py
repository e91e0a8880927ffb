"""Three explorers of different kinds, on a page of their own, and hands to move them."""

import json

import numpy as np
from matplotlib.figure import Figure

from convbook import definition, draw
from convbook.arithmetic import slides
from convbook.explore import Explorer

IMAGE = np.array([[1, 0, 2, 3, 1], [4, 1, 0, 2, 2], [2, 5, 1, 0, 3]])
KERNEL = np.array([[1, -2, 1], [3, 0, -1]])
CASES = [("no padding", (0, 1)), ("padding 1", (1, 1)), ("padding 1, stride 2", (1, 2))]


def made(case):
    """The output of one case, computed product by product."""
    padding, stride = case
    return definition.conv2d(
        IMAGE[None, None], KERNEL[None, None], stride=(1, stride), padding=(padding, 0)
    )[0, 0]


def convolution(case, step):
    """One step of one case."""
    padding, stride = case
    windows = slides(KERNEL.shape, (1, stride), (padding, 0))
    output = made(case)
    return draw.conv_step(IMAGE.shape, windows, min(step, output.size - 1), IMAGE, KERNEL, output)


def refusing(kernel, size, both):
    """Text, and a refusal where the kernel is the larger."""
    if kernel > size:
        raise ValueError(f"a kernel of {kernel} cells does not fit on {size} cells")
    return f"{size - kernel + 1} places\nboth: {both}"


def chart(power):
    """A small chart."""
    figure = Figure(figsize=(2, 1))
    figure.add_subplot().plot([0, 1, 2**power])
    return draw.Chart(figure, f"A curve to {2**power}.")


EXPLORERS = (
    Explorer(convolution, title="Steps", name="the-steps", play="step", case=CASES, step=(0, 11)),
    Explorer(
        refusing, title="Sizes", name="sizes", start={"size": 3, "kernel": 2},
        kernel=(1, 5), size=(2, 4), both=False,
    ),
    Explorer(chart, title="Curve", name="curve", power=(1, 3)),
)  # fmt: skip


NUMBERS = """
() => [...document.querySelectorAll("#the-steps [data-cb-grid=output] text:not([class])")]
  .map(text => Number(text.textContent.replace("−", "-")))
"""


def output_numbers(page):
    """The numbers in the output board."""
    return page.evaluate(NUMBERS)


def slide(page, name, value):
    """Put a range at a value, as a reader's hand does: a slider goes over positions."""
    slider = page.locator(f"[data-cb-control={name}]")
    labels = json.loads(slider.get_attribute("data-cb-labels"))
    slider.fill(str(labels.index(str(value).replace("-", "−"))))
