"""Charts: the text alternative says what the data say, the bytes are the same twice."""

import io

import numpy as np
import pytest
from PIL import Image

from convbook import draw


def test_a_curve_is_told_by_its_ends_and_extremes():
    chart = draw.line_chart(
        {"up": [1, 4, 3], "down": [0.5, -2, -7]}, [10, 20, 30], x_label="depth", y_label="cells",
        title="Growth",
    )  # fmt: skip
    assert chart.alt == (
        "Growth. A chart of cells over depth. up: from 1 at 10 to 3 at 30; least 1 at 10, largest "
        "4 at 20. down: from 0.5 at 10 to −7 at 30; least −7 at 30, largest 0.5 at 10."
    )


def test_the_curves_that_are_drawn_are_the_data():
    chart = draw.line_chart({"a": [1, 4], "b": [2, 9]}, [5, 7], x_label="x", y_label="y")
    [ax] = chart.figure.axes
    assert [line.get_xydata().tolist() for line in ax.lines] == [[[5, 1], [7, 4]], [[5, 2], [7, 9]]]
    assert len({line.get_linestyle() for line in ax.lines}) == 2
    assert len({line.get_color() for line in ax.lines}) == 2
    [legend] = chart.figure.legends
    assert [text.get_text() for text in legend.get_texts()] == ["a", "b"]


def test_one_curve_needs_no_legend():
    chart = draw.line_chart({"a": [1, 4]}, [5, 7], x_label="x", y_label="y")
    assert chart.figure.legends == []


def test_bars_carry_their_numbers():
    chart = draw.bar_chart({"stride 1": 9, "stride 2": 4}, y_label="outputs")
    [ax] = chart.figure.axes
    assert [bar.get_height() for bar in ax.patches] == [9, 4]
    assert all(0.5 < bar.get_width() < 1 for bar in ax.patches), "they stand apart, in their place"
    assert [text.get_text() for text in ax.texts] == ["9", "4"]
    assert chart.alt == "A bar chart of outputs: stride 1 9, stride 2 4."


def test_images_share_one_scale_of_grays():
    one, other = np.array([[0.0, 1], [2, 3], [4, 5]]), np.array([[10.0, 6]])
    chart = draw.photographs([one, other], ["small", "large"])
    assert [ax.images[0].get_clim() for ax in chart.figure.axes] == [(0, 10), (0, 10)]
    assert "0 black and 10 white" in chart.alt
    assert "small: 3 by 2 cells, values from 0 to 5, mean 2.5." in chart.alt


def test_an_image_is_thinned_out_never_but_averaged():
    shown = draw.photographs([np.zeros((5, 400)), np.zeros((5, 300))], ["many", "few"])
    ways = [ax.images[0].get_interpolation() for ax in shown.figure.axes]
    assert ways == ["nearest", "nearest"]
    shown = draw.photographs([np.zeros((5, 600)), np.zeros((5, 300))], ["many", "few"])
    ways = [ax.images[0].get_interpolation() for ax in shown.figure.axes]
    assert ways == ["hanning", "nearest"]


@pytest.mark.parametrize(
    "make",
    [
        lambda: draw.line_chart({"a": [1, 4]}, x_label="x", y_label="y"),
        lambda: draw.photographs([np.arange(12.0).reshape(3, 4)], ["x"]),
    ],
    ids=["curve", "image"],
)
def test_a_chart_gives_the_same_bytes_twice_and_nothing_but_image_and_words(make):
    chart = make()
    bundle = chart._repr_mimebundle_()
    assert sorted(bundle) == ["image/png", "text/plain"]
    assert bundle["image/png"] == chart.png == make().png
    assert b"matplotlib" not in chart.png.lower()
    assert repr(chart) == bundle["text/plain"]


def test_the_plate_is_light_with_round_corners():
    png = draw.line_chart({"a": [1, 4]}, x_label="x", y_label="y").png
    image = Image.open(io.BytesIO(png)).convert("RGBA")
    assert image.getpixel((0, 0))[3] < 3
    assert min(image.getpixel((image.width // 2, 2))) > 245


def test_a_photograph_keeps_128_grays():
    ramp = np.arange(256.0).reshape(16, 16)
    image = Image.open(io.BytesIO(draw.photographs([ramp], ["ramp"]).png)).convert("L")
    grays = set(image.get_flattened_data())
    assert 120 < len(grays) <= 128 and {0, 255} < grays


def lines(curves, xs=None):
    """A chart without labels."""
    return draw.line_chart(curves, xs, x_label="", y_label="")


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: lines({"a": [1, 2]}, [1, 2, 3]), "'a' has 2 values for 3 places"),
        (lambda: lines({name: [1] for name in "abcdefg"}), "tells 6 curves apart, got 7"),
        (lambda: draw.photographs([np.zeros((2, 2))], ["a", "b"]), "1 images take 1 titles, got 2"),
        (lambda: draw.photographs([np.zeros((2, 2, 3))], ["a"]), "an image has 2 axes; 'a' has 3"),
    ],
    ids=["lengths", "looks", "titles", "axes"],
)  # fmt: skip
def test_data_that_do_not_fit_are_refused_in_words(make, words):
    with pytest.raises(ValueError, match=words):
        make()
