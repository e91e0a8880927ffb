"""Rasters: the grays, boxes and words of small images, and the lines that frames share."""

import base64
import io
import re

import numpy as np
import pytest
from PIL import Image

from convbook import draw
from convbook.explore import Explorer

RAMP = np.arange(6.0).reshape(2, 3)


def images(picture):
    """The images inside a picture, as PIL sees them."""
    codes = re.findall(r"data:image/gif;base64,([^']*)'", picture.svg)
    return [Image.open(io.BytesIO(base64.b64decode(code))) for code in codes]


def test_black_and_white_are_the_limits_and_what_lies_outside_is_cut_off():
    raster = draw.Raster([[-9, 0, 2], [3, 5, 70]], "ramp", (0, 5))
    assert list(raster.grays) == [0, 0, 6, 9, 15, 15]


def test_the_image_holds_the_grays_row_by_row():
    [image] = images(draw.rasters([draw.Raster(RAMP, "ramp", (0, 5))]))
    assert image.size == (3, 2)
    shown = np.array(image.convert("L"))
    assert shown.tolist() == [[0, 51, 102], [153, 204, 255]]


def test_a_box_is_drawn_where_it_is_and_told():
    raster = draw.Raster(RAMP, "input", (0, 5), cell=7, boxes=[(1, 1, 1, 2)])
    picture = draw.rasters([raster])
    places = re.findall(r"<rect x='(\d+)' y='(\d+)' width='(\d+)' height='(\d+)'", picture.svg)
    assert places == [("7", "7", "14", "7")] * 2
    assert "A box frames rows 1 to 1, columns 1 to 2." in picture.alt


def test_the_alternative_says_what_there_is_to_see_first_and_ends_each_line_once():
    items = [draw.Raster(RAMP, "input", (0, 5)), draw.Raster(RAMP, "output", (-2, 7))]
    picture = draw.rasters(items, ["Found", "Not found?"], alt="A ramp.")
    assert picture.alt == (
        "A ramp. Found. Not found? input: 2 by 3 cells, 0 black and 5 white. "
        "output: 2 by 3 cells, −2 black and 7 white."
    )


def test_the_first_word_of_a_title_has_the_color_of_its_role_and_of_no_other():
    told = draw.rasters([draw.Raster(RAMP, "output map", (0, 5), role="output")])
    assert "<tspan class='t-output'>output</tspan> map" in told.svg
    assert "tspan" not in draw.rasters([draw.Raster(RAMP, "output map", (0, 5))]).svg
    with pytest.raises(ValueError, match="role must be one of input, kernel, output; got 'made'"):
        draw.rasters([draw.Raster(RAMP, "output map", (0, 5), role="made")])


def corners(*widths):
    """Where rasters of these widths stand, 100 at most in a row."""
    items = [draw.Raster(np.zeros((5, wide)), "a", (0, 1), cell=1) for wide in widths]
    svg = draw.rasters(items, widest=100).svg
    return [tuple(map(float, at)) for at in re.findall(r"translate\(([\d.]+) ([\d.]+)\)", svg)]


def test_rasters_stand_side_by_side_until_the_row_is_full():
    assert corners(30, 46) == [(0, 22), (54, 22)]
    assert corners(30, 47) == [(0, 22), (0, 22 + 5 + 24 + 22)]
    assert corners(130) == [(0, 22)]


def test_a_title_takes_its_room():
    items = [draw.Raster([[0]], "a long title", (0, 1)), draw.Raster([[0]], "b", (0, 1))]
    assert "translate(120 22)" in draw.rasters(items).svg
    assert "translate(0 70)" in draw.rasters(items[::-1], widest=120).svg


def test_frames_share_an_image_that_stays():
    photograph = np.random.default_rng(0).integers(0, 256, (40, 40))

    def frame(step):
        still = draw.Raster(photograph, "input", (0, 255))
        return draw.rasters([still, draw.Raster([[step]], "output", (0, 9))])

    def size(most):
        return len(Explorer(frame, title="x", name="x", step=(0, most)).player())

    stored = re.findall(r"base64,([^']*)'", frame(0).svg)
    assert size(9) - size(1) < 4 * max(map(len, stored))


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: draw.Raster(RAMP, "x", (5, 5)), "black must lie below white, got 5 and 5"),
        (
            lambda: draw.Raster(RAMP, "x", (0, 5), boxes=[(1, 0, 2, 2)]),
            r"box \(1, 0, 2, 2\) lies outside a table of 2 by 3 cells",
        ),
        (
            lambda: draw.Raster(RAMP, "x", (0, 5), boxes=[(0, 2, 1, 2)]),
            r"box \(0, 2, 1, 2\) lies outside a table of 2 by 3 cells",
        ),
    ],
)
def test_what_cannot_be_shown_is_refused(make, words):
    with pytest.raises(ValueError, match=words):
        make()


def test_other_boxes_keep_the_image_and_replace_the_boxes():
    raster = draw.Raster(RAMP, "input", (0, 5), boxes=[(0, 0, 1, 1)])
    other = raster.framing((1, 1, 1, 2), (0, 0, 2, 2))
    assert other.boxes == ((1, 1, 1, 2), (0, 0, 2, 2))
    assert other.code is raster.code and other.title == "input"
    assert draw.rasters([other]).svg.count("<rect") == 4
    with pytest.raises(ValueError, match="lies outside a table of 2 by 3 cells"):
        raster.framing((2, 0, 1, 1))
