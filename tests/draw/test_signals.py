"""Signals: every bar stands at its position and is as high as its number; taps meet their cells."""

import re
from xml.etree import ElementTree

import numpy as np
import pytest

from convbook import draw
from convbook.draw import Signal
from convbook.draw._paint.layout import WIDEST
from convbook.draw.charts.signals import HIGH

SVG = "{http://www.w3.org/2000/svg}"
GIVEN, KERNEL = [3, 1, 2, 5], [2, 0, -1]
BOX = re.compile(r"M([\d.]+) ([\d.]+)h([\d.]+)v([\d.]+)h-[\d.]+z")


def moved(group):
    """How far a group is moved."""
    return [float(n) for n in re.findall(r"-?[\d.]+", group.get("transform"))]


def bars(picture, unit, first):
    """For each row: class, top and height of the bar at each position."""
    found = []
    for row in ElementTree.fromstring(picture.svg).findall(f"{SVG}g[@class='cb-grid']"):
        inner = row.find(f"{SVG}g")
        left = moved(inner)[0]
        table = {}
        for path in inner.findall(f"{SVG}path"):
            x, y, wide, tall = map(float, BOX.fullmatch(path.get("d")).groups())
            place = first + (left + x + wide / 2) / unit - 0.5
            table[round(place, 3)] = (path.get("class"), y, tall)
        found.append(table)
    return found


def test_a_bar_is_as_high_as_its_number_on_the_scale_of_its_row():
    row = Signal({-2: 4, 0: 1, 1: -2}, "input", limits=(-2, 8))
    picture = draw.signals([row], positions=range(-3, 4))
    [table] = bars(picture, 40, -3)
    assert {place: tall for place, (_, _, tall) in table.items()} == {
        -2: pytest.approx(0.4 * HIGH), 0: pytest.approx(0.1 * HIGH), 1: pytest.approx(0.2 * HIGH),
    }  # fmt: skip
    _, up, tall = table[-2]
    _, down, _ = table[1]
    assert up + tall == down, "bars of both signs stand on one line"


def test_a_zero_has_its_number_and_no_bar():
    picture = draw.signals([Signal({0: 2, 1: 0}, "input")])
    [table] = bars(picture, 40, 0)
    words = [t.text for t in ElementTree.fromstring(picture.svg).iter(f"{SVG}text")]
    assert list(table) == [0]
    assert words.count("0") == 2  # the value, and the position on the axis


def test_rows_share_their_axis_and_names_may_stand_between_bars():
    rows = [Signal({1: 1}, "input"), Signal({4: 1, 5: 2}, "output", "output", now=5)]
    picture = draw.signals(rows, positions=range(6), names={1.5: "here"}, band=[3, 4])
    one, other = bars(picture, 40, 0)
    assert list(one) == [1] and list(other) == [4, 5]
    assert other[4][0] == "c-done" and other[5][0] == "c-now"
    [name] = [t for t in ElementTree.fromstring(picture.svg).iter(f"{SVG}text") if t.text == "here"]
    assert float(name.get("x")) == 2 * 40
    [band] = re.findall(
        r"<path class='c-padding l-padding' d='M(\d+) [\d.]+v[\d.]+h(\d+)", picture.svg
    )
    assert band == ("120", "80")


@pytest.mark.parametrize(("count", "numbered"), [(22, True), (23, False)])
def test_narrow_bars_carry_no_numbers_and_the_picture_stays_as_wide(count, numbered):
    picture = draw.signals([Signal(dict.fromkeys(range(count), 7), "input")])
    assert (">7</text>" in picture.svg) == numbered
    assert float(ElementTree.fromstring(picture.svg).get("width")) <= WIDEST + 6


def test_a_row_is_told_in_a_sentence():
    assert Signal({-1: 2, 0: -3, 1: 0.5}, "kernel").told == "Kernel at −1 to 1: 2, −3, 0.5."
    assert Signal({-4: 1, 2: 3}, "input").told == "Input: 1 at −4, 3 at 2."
    assert Signal({}, "output: sums").told == "Output: sums: nothing yet."


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: Signal({0: 1}, "input", "inputs"), "kind must be one of input, kernel, product"),
        (lambda: Signal({3: 9}, "input", limits=(0, 8)), "9 at 3 lies outside the limits 0 to 8"),
        (lambda: draw.signals([Signal({}, "input")]), "at least 1 bar, got 0"),
        (
            lambda: draw.signals([Signal({7: 1}, "input")], positions=range(5)),
            "position 7 lies outside the axis from 0 to 4",
        ),
        (lambda: slide(6), "step must be one of 0 to 5, got 6"),
        (
            lambda: draw.sliding(GIVEN, KERNEL, np.outer(KERNEL, GIVEN), [1], 0),
            "4 cells and 3 taps make 6 sums, got 1",
        ),
    ],
)
def test_what_cannot_be_drawn_is_refused(make, words):
    with pytest.raises(ValueError, match=words):
        make()


def slide(step, flipped=False, starts=(0, 0)):
    """A step of the small example, its numbers computed by NumPy."""
    output = np.convolve(GIVEN, KERNEL if flipped else KERNEL[::-1])
    products = np.outer(KERNEL, GIVEN)
    return draw.sliding(GIVEN, KERNEL, products, output, step, flipped=flipped, starts=starts)


@pytest.mark.parametrize("flipped", [False, True])
@pytest.mark.parametrize("step", range(6))
@pytest.mark.parametrize("starts", [(0, 0), (2, 1)])
def test_positions_add_in_a_convolution_and_differ_in_a_correlation(step, flipped, starts):
    picture = slide(step, flipped, starts)
    told = picture.alt
    [place] = re.findall(r"Output: their sum at (?:−?\d+ to )?(−?\d+):", told)
    t = int(place.replace("−", "-"))
    pairs = [
        (x, w)
        for i, x in enumerate(GIVEN, starts[0])
        for a, w in enumerate(KERNEL, starts[1])
        if (i + a if flipped else i - a) == t
    ]
    line = told[told.rindex(". ") + 2 :].replace("\u00a0", " ").replace("−", "-")
    where, line = line.split(": ")
    assert where == f"at {t}"
    left, total = line.split(" = ")
    found = [tuple(int(n.strip("()")) for n in pair.split("·")) for pair in left.split(" + ")]
    assert found == pairs
    assert int(total) == sum(x * w for x, w in pairs)
    [products] = re.findall(r"Products of what meets at [^:]*: ([^.]*)\.", told)
    assert [int(n.replace("−", "-")) for n in products.split(", ")] == [x * w for x, w in pairs]


def test_the_kernel_row_is_the_same_lines_at_each_step_and_only_moves():
    groups = []
    for step in (1, 4):
        row = ElementTree.fromstring(slide(step).svg).findall(f"{SVG}g")[1]
        groups.append(row.find(f"{SVG}g"))
    assert [ElementTree.tostring(child) for child in groups[0]] == [
        ElementTree.tostring(child) for child in groups[1]
    ]
    assert moved(groups[1])[0] - moved(groups[0])[0] == 3 * 40


def test_the_axis_is_the_same_at_each_step_and_for_both_kinds():
    axes = {
        slide(step, flipped, (1, 1)).alt.split(".")[0] for step in range(6) for flipped in (0, 1)
    }
    assert axes == {"4 rows of bars over the positions −2 to 7"}
