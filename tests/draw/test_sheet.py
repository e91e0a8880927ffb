"""Readings of a large picture: frames where the windows are, answers, which of them are wrong."""

import re

import numpy as np
import pytest

from convbook import draw
from convbook.draw.charts.sheet import PLATE

PAGE = draw.Raster(np.arange(60.0).reshape(6, 10), "page", (0, 59), cell=5)


def found(*answers):
    """Windows along a row, each with its answer and the truth."""
    return [draw.Found(1, 3 * n, answer, truth) for n, (answer, truth) in enumerate(answers)]


def test_every_window_has_a_dark_and_a_light_frame_where_it_is():
    svg = draw.readings(PAGE, found(("7", "7"), ("2", "2")), 3).svg
    places = re.findall(r"<rect x='(\d+)' y='(\d+)' width='(\d+)' height='(\d+)'", svg)
    assert places == [("0", "5", "15", "15")] * 2 + [("15", "5", "15", "15")] * 2
    assert re.findall(r"stroke='(#\w+)'", svg) == ["#111", "#fff"] * 2
    assert "dasharray" not in svg


def test_a_wrong_answer_differs_in_frame_plate_and_text():
    picture = draw.readings(PAGE, found(("7", "7"), ("2", "3"), ("1", "")), 3)
    assert picture.svg.count("stroke-dasharray") == 4
    assert re.findall(r">([^<>\n]+)</text>", picture.svg) == ["7", "2?", "1?"]
    assert re.findall(r"<path class='(c-\w)'", picture.svg) == ["c-a", "c-b", "c-b"]
    assert "3 windows are framed, 2 of them read wrongly" in picture.alt
    assert "7 at row 1, column 0; 2 at row 1, column 3, but it is 3;" in picture.alt
    assert picture.alt.endswith("1 at row 1, column 6, but it is nothing.")


def test_an_answer_stands_above_its_window_and_hides_nothing_of_it():
    svg = draw.readings(PAGE, found(("7", "7")), 3).svg
    assert f"translate(0 {PLATE})" in svg
    assert f"M-2 {5 - PLATE}h{PLATE}v{PLATE}h-{PLATE}z" in svg


def test_the_picture_is_as_wide_as_the_page_and_shows_it_below_the_first_plates():
    picture = draw.readings(PAGE, [], 3)
    assert 'width="56" height="54"' in picture.svg
    assert PAGE.code in picture.svg
    assert picture.alt.endswith("0 windows are framed, 0 of them read wrongly.")


def test_a_window_beyond_the_page_is_refused():
    with pytest.raises(ValueError, match="a window of 3 cells at row 4, column 0 reaches beyond 6"):
        draw.readings(PAGE, [draw.Found(4, 0, "1", "1")], 3)
