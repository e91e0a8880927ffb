"""Charts are compared in their words exactly, in their places nearly, in photographs by tiles."""

import base64
import io

import nbformat
import pytest
from PIL import Image

from tests.notebooks.output_comparison import differences

CHART = """\
<svg class="cb-picture cb-chart" width="80" viewBox="0 0 80 50">
<path d="M 1.25 40.5 L 79.75 3"/>
<image href="data:image/png;base64,{photograph}"/>
<text x="12.5" y="48">loss 0.25</text>
</svg>"""


def photograph(level):
    file = io.BytesIO()
    Image.new("L", (16, 8), level).save(file, "png")
    return base64.b64encode(file.getvalue()).decode()


def output(svg):
    return nbformat.v4.new_output("display_data", data={"image/svg+xml": svg, "text/plain": "A."})


def said(old, new, *, level=90):
    """What is said where `new` stands for `old` in the chart that is made again."""
    kept = CHART.format(photograph=photograph(90))
    assert kept.count(old) == 1
    made = CHART.format(photograph=photograph(level)).replace(old, new)
    return differences([output(made)], [output(kept)])


@pytest.mark.parametrize(
    ("old", "new"), [("40.5", "40.52"), ("79.75", "79.8"), ('"48"', '"47.96"')]
)
def test_rounding_of_a_place_is_no_difference(old, new):
    assert said(old, new) == []


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("40.5", "40.7", "differ by up to 0.20; at most 0.05"),
        ("0.25</text>", "0.26</text>", "differs first at line 4"),
        ("<path d", "<line d", "differs first at line 2"),
        (" L 79.75 3", "", "differs first at line 2"),
    ],
)
def test_another_place_word_or_element_is_a_difference(old, new, words):
    [found] = said(old, new)
    assert found.startswith("output 1, image/svg+xml: ") and words in found


def test_a_photograph_inside_is_compared_by_its_pixels():
    assert said("40.5", "40.5", level=91) == []
    [found] = said("40.5", "40.5", level=130)
    assert "tiles of 8 × 8 pixels differ" in found


def test_a_picture_that_is_no_chart_is_compared_to_the_last_digit():
    kept = CHART.format(photograph="").replace("cb-chart", "cb-grid")
    assert len(differences([output(kept.replace("40.5", "40.51"))], [output(kept)])) == 1
