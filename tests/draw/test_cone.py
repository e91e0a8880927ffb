"""Cones and profiles: which cells take part, where they stand, what the picture says."""

import re
from xml.etree import ElementTree

import pytest

from convbook import draw
from convbook.arithmetic import Slide
from convbook.draw.charts.cone import HIGH, NAME, WIDE

CHAIN = [Slide(3, stride=2), Slide(4), Slide(3, dilation=2)]


def drawn(picture, name):
    """The attribute ``d`` of every path of one class, from the top of the picture down."""
    root = ElementTree.fromstring(picture.svg)
    return [node.get("d") for node in root.iter() if node.get("class") == name]


def dots(picture):
    """Where the dots stand in each row, from the input up, from the left edge of the cells."""
    shift = float(re.search(r"translate\((\S+) 0\)", picture.svg)[1])
    rows = drawn(picture, "m-strong")
    return [[shift + float(x) - NAME for x in re.findall(r"M(\S+) ", row)] for row in rows]


def test_the_cone_follows_every_tap_down():
    alt = draw.cone(29, CHAIN, 2, range(29)).alt
    assert alt == (
        "The cone of cell 2 of layer 3. Input: 29 cells; it sees cells 4 to 20. "
        "Layer 1: 14 cells; it sees cells 2 to 9. Layer 2: 11 cells; it sees cells 2, 4, 6. "
        "Layer 3: 7 cells; it sees cell 2."
    )


def test_every_dot_stands_over_the_middle_of_what_its_cell_sees():
    unit = (WIDE - NAME) / 29
    rows = dots(draw.cone(29, CHAIN, 2, range(29)))
    assert [len(row) for row in rows] == [17, 8, 3, 1]
    assert rows[0] == pytest.approx([(i + 0.5) * unit for i in range(4, 21)], abs=0.02)
    assert rows[1] == pytest.approx([(2 * i + 1.5) * unit for i in range(2, 10)], abs=0.02)
    assert rows[2] == pytest.approx([(2 * i + 4.5) * unit for i in (2, 4, 6)], abs=0.02)
    assert rows[3] == pytest.approx([12.5 * unit], abs=0.02)


def test_the_cones_of_two_cells_are_the_same_lines_at_another_place():
    one, other = (draw.cone(29, CHAIN, cell, range(29)).svg.split("\n") for cell in (0, 3))
    apart = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    assert len(apart) == 1 and all("translate" in line for line in apart[0])


def test_border_cells_are_dashed_and_read_nothing():
    chain = [Slide(3, padding=1), Slide(2, stride=2, padding=(1, 0))]
    picture = draw.cone(7, chain, 0, range(-1, 8))
    assert "Input: 7 cells; it sees cells −1 to 1. Layer 1: 7 cells; it sees cells −1 to 0." in (
        picture.alt
    )
    rims = drawn(picture, "c-padding l-padding")
    assert [rim.count("M") for rim in rims] == [1, 1]
    assert drawn(draw.cone(7, chain, 1, range(-1, 8)), "c-padding l-padding") == []


def test_layers_are_as_wide_as_their_cells_times_the_step():
    unit = (WIDE - NAME) / 29
    widths = [float(re.search(r"h(\S+?)v", row)[1]) for row in drawn(
        draw.cone(29, CHAIN, 2, range(29)), "c-done"
    )]  # fmt: skip
    assert widths == pytest.approx([28 * unit, 22 * unit, 14 * unit], abs=0.02)
    starts = [float(re.match(r"M(\S+) ", row)[1]) - NAME for row in drawn(
        draw.cone(29, CHAIN, 2, range(29)), "c-done"
    )]  # fmt: skip
    assert starts == pytest.approx([0.5 * unit, 3.5 * unit, 7.5 * unit], abs=0.02)


def test_the_dots_of_a_layer_stand_in_its_row_and_the_input_at_the_bottom():
    picture = draw.cone(29, CHAIN, 2, range(29))
    heights = [float(re.match(r"M\S+ (\S+?)h", row)[1]) for row in drawn(picture, "m-strong")]
    rows = [*drawn(picture, "c-input l-input"), *drawn(picture, "c-done")]
    tops = [float(re.match(r"M\S+ (\S+?)h", row)[1]) for row in rows]
    assert tops == sorted(tops, reverse=True)
    assert heights == [top + HIGH / 2 for top in tops]


def test_a_cone_that_cannot_be_is_refused():
    with pytest.raises(ValueError, match="no cell 7 in a last layer of 7 cells"):
        draw.cone(29, CHAIN, 7, range(29))
    with pytest.raises(ValueError, match="no cell 0 in a last layer of 2 cells"):
        draw.cone(4, [Slide(3), Slide(3)], 0, range(4))
    with pytest.raises(ValueError, match=r"covers input cells 4 to 20; columns 0 to 19 are drawn"):
        draw.cone(29, CHAIN, 2, range(20))


def test_bars_stand_over_their_cells_as_high_as_their_share():
    picture = draw.profile([0.2, 0, 0.5, 0.2, 0.1], [0, 1], range(-4, 4))
    unit = WIDE / 8
    [inner] = drawn(picture, "m-strong")
    assert inner == f"M{4.5 * unit:g} 130v-130M{5.5 * unit:g} 130v-52"
    [outer] = drawn(picture, "m-link")
    assert outer == f"M{2.5 * unit:g} 130v-52M{6.5 * unit:g} 130v-26"
    assert drawn(picture, "c-seen") == [f"M{2 * unit:g} 136h{5 * unit:g}v20h-{5 * unit:g}z"]


def test_the_text_alternative_of_a_profile_says_field_marked_cells_and_shares():
    alt = draw.profile([0.25, 0.5, 0.25], [0], range(-3, 4), lines=["one line"]).alt
    assert alt == (
        "Bars over 7 cells. The field: cells −1 to 1. Marked: cell 0. Highest: 0.5. "
        "At the ends of the field: 0.25. one line."
    )


def test_a_profile_that_does_not_fit_is_refused_with_both_numbers():
    with pytest.raises(ValueError, match="4 shares around 0 do not fit on cells -3 to 3"):
        draw.profile([0.25] * 4, [0], range(-3, 4))
    with pytest.raises(ValueError, match="5 shares around 0 do not fit on cells -1 to 1"):
        draw.profile([0.2] * 5, [0], range(-1, 2))
