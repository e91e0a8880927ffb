"""A stack of layers as slabs, with a box for each doubling of a price."""

import re
from itertools import pairwise

import pytest

from convbook import draw

BARS = {"parameters": (3, "4,608"), "time, measured": (1.5, "× 2.8")}


def shapes(svg, name):
    """The paths of one look, each as its text."""
    return re.findall(f"<path class='{name}' d='([^']*)'", svg)


def test_a_slab_for_each_layer_as_thick_as_channels_and_as_tall_as_cells():
    """Half a pixel for a channel, one for a cell; all stand on the same line, 150 down."""
    svg = draw.dials(3, 16, 40, {}).svg
    fronts = re.findall(r"<path class='c-seen' d='M([\d.]+) ([\d.]+)h([\d.]+)v([\d.]+)h", svg)
    places = [tuple(map(float, front)) for front in fronts]
    assert [(wide, high) for _, _, wide, high in places] == [(8, 40)] * 3
    assert {y + high for _, y, _, high in places} == {150}
    left = sorted(x for x, *_ in places)
    assert [b - a for a, b in pairwise(left)] == [16, 16]


def test_nearer_slabs_cover_those_behind_them():
    """The first slab is the nearest; its front is drawn last."""
    fronts = re.findall(r"<path class='c-seen' d='M([\d.]+) ", draw.dials(3, 16, 40, {}).svg)
    assert [float(x) for x in fronts] == sorted(map(float, fronts), reverse=True)


def test_a_box_for_each_doubling_and_a_part_of_one_for_the_rest():
    svg = draw.dials(1, 8, 14, BARS).svg
    [counted] = [shape for shape in shapes(svg, "c-seen") if "v11" in shape]
    assert re.findall(r"h(\d+)v", counted) == ["9", "9", "9"]
    [measured] = shapes(svg, "c-done")
    assert re.findall(r"h(\d+)v", measured) == ["9", "4"]


def test_no_doubling_is_no_box():
    svg = draw.dials(1, 8, 14, {"parameters": (0, "576")}).svg
    assert not [shape for shape in shapes(svg, "c-seen") if "v11" in shape]


def test_the_words_give_the_dials_and_every_price():
    assert draw.dials(1, 8, 14, BARS, lines=["all of it"]).alt == (
        "1 layer, 8 channels, 14 × 14 cells. parameters: 4,608, 3 doublings. "
        "time, measured: × 2.8, 1.5 doublings. all of it."
    )
    assert draw.dials(2, 8, 14, {}).alt == "2 layers, 8 channels, 14 × 14 cells."


@pytest.mark.parametrize("dials", [(8, 64, 112), (1, 8, 112)])
def test_what_fits_is_drawn_within_the_picture(dials):
    """Slabs lean to the right by 0.4 and up by 0.3 of their side; the picture is 430 wide."""
    depth, width, size = dials
    found = re.findall(r"<path class='c-seen' d='M([\d.]+) ([\d.]+)h", draw.dials(*dials, {}).svg)
    lefts, tops = zip(*((float(x), float(y)) for x, y in found), strict=True)
    assert len(lefts) == depth
    ends = (min(lefts), max(lefts) + width / 2 + 8 + 0.4 * size)
    assert 0 <= ends[0] and ends[1] <= 430
    assert ends[0] == pytest.approx(430 - ends[1])
    assert min(tops) - 0.3 * size >= 0


def test_a_price_looks_as_it_is_told_and_else_as_its_name_says():
    """Bars are 11 high; those of "time, measured" are of the look of what is measured."""

    def looks(**how):
        svg = draw.dials(1, 8, 14, BARS, **how).svg
        found = re.findall(r"<path class='([^']*)' d='M[\d.]+ [\d.]+h9v11h", svg)
        return dict(zip(BARS, found, strict=True))

    assert looks() == {"parameters": "c-seen", "time, measured": "c-done"}
    assert looks(looks={"time, measured": "kernel"}) == {
        "parameters": "c-seen", "time, measured": "c-kernel",
    }  # fmt: skip
    assert looks(looks={"parameters": "done"}) == dict.fromkeys(BARS, "c-done")


@pytest.mark.parametrize("dials", [(10, 64, 112), (1, 8, 116)])
def test_what_does_not_fit_is_refused(dials):
    with pytest.raises(ValueError, match="no room for"):
        draw.dials(*dials, {})


def test_a_price_below_the_least_is_refused():
    with pytest.raises(ValueError, match=r"time must have at least 0 doublings, got -0\.5"):
        draw.dials(1, 8, 14, {"time": (-0.5, "× 0.7")})
