"""Charts: the text alternative says what the data say, the bytes are the same twice."""

import io
import re
from xml.etree import ElementTree

import numpy as np
import pytest
from matplotlib.figure import Figure
from PIL import Image

from convbook import draw
from tests.example_pictures import EXAMPLES, images_in


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


@pytest.mark.parametrize(
    ("bad", "word"), [(np.nan, "NaN"), (np.inf, "infinity"), (-np.inf, "−infinity")]
)
def test_a_curve_that_diverged_has_a_gap_and_says_so(bad, word):
    curves = {"loss": [2.0, bad, 1.0, bad], "all": [bad] * 4}
    chart = draw.line_chart(curves, x_label="epoch", y_label="loss")
    assert chart.alt == (
        f"A chart of loss over epoch. loss: from 2 at 0 to {word} at 3; least 1 at 2, largest 2 at "
        f"0; not finite: {word} at 1, {word} at 3. all: from {word} at 0 to {word} at 3; no value "
        "is finite."
    )
    loss, rest = (line.get_ydata() for line in chart.figure.axes[0].lines)
    np.testing.assert_array_equal(loss, [2, np.nan, 1, np.nan])
    assert np.isnan(rest).all() and "<svg" in chart.picture.svg


def test_many_gaps_are_counted():
    chart = draw.line_chart({"a": [np.nan] * 5 + [4]}, x_label="x", y_label="y")
    assert "not finite: NaN at 0, NaN at 1, NaN at 2 and 2 more." in chart.alt


def test_a_bar_that_is_not_finite_is_a_word():
    chart = draw.bar_chart({"a": 3, "b": np.nan, "c": np.inf, "d": -np.inf}, y_label="y")
    assert chart.alt == "A bar chart of y: a 3, b NaN, c infinity, d −infinity."
    [ax] = chart.figure.axes
    assert [bar.get_height() for bar in ax.patches] == [3, 0, 0, 0]
    assert [text.get_text() for text in ax.texts] == ["3", "NaN", "infinity", "−infinity"]
    assert "<svg" in chart.picture.svg


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
def test_a_chart_gives_the_same_drawing_twice_and_nothing_but_drawing_and_words(make):
    chart = make()
    bundle = chart._repr_mimebundle_()
    assert sorted(bundle) == ["image/svg+xml", "text/plain"]
    assert bundle["image/svg+xml"] == chart.picture.standalone == make().picture.standalone
    assert "matplotlib" not in bundle["image/svg+xml"].lower()
    assert repr(chart) == bundle["text/plain"]


def test_a_figure_with_a_ground_of_its_own_is_an_image():
    clear, white = Figure(facecolor="none"), Figure()
    assert sorted(draw.Chart(clear, "Nothing.")._repr_mimebundle_()) == [
        "image/svg+xml", "text/plain",
    ]  # fmt: skip
    shown = draw.Chart(white, "Nothing.")._repr_mimebundle_()
    assert sorted(shown) == ["image/png", "text/plain"]
    image = Image.open(io.BytesIO(shown["image/png"])).convert("RGBA")
    assert image.getpixel((0, 0)) == (255, 255, 255, 255)


@pytest.mark.parametrize("name", [name for name in EXAMPLES if "_chart" in name or "photo" in name])
def test_every_color_of_a_chart_follows_the_page(name):
    svg = EXAMPLES[name]().picture.svg
    colors = re.findall(r"(?:fill|stroke):([^;\"]+)", svg)
    assert len(colors) > 3
    assert {color for color in colors if not color.startswith("var(--cb-")} <= {"none"}


def test_the_style_of_a_chart_has_the_colors_that_it_uses_and_no_others():
    picture = draw.line_chart({"a": [1, 4]}, x_label="x", y_label="y").picture
    used = set(re.findall(r"var\(--cb-([a-z-]+)\)", picture.svg))
    assert used == {"ink", "muted", "grid", "mark", "input-word"}
    assert set(re.findall(r"--cb-([a-z-]+):light-dark", picture.standalone)) == used


def test_two_charts_of_a_page_share_no_name_and_none_is_unused():
    charts = [draw.line_chart({name: [1, 4]}, x_label="x", y_label="y") for name in "ab"]
    svgs = [chart.picture.svg for chart in charts]
    one, other = ({*re.findall(r' id="([^"]+)"', svg)} for svg in svgs)
    assert one and not one & other
    for svg, names in zip(svgs, (one, other), strict=True):
        assert {*re.findall(r'(?:href="|url\()#([^")]+)', svg)} == names


def test_words_of_a_chart_are_text_in_the_font_of_the_page():
    svg = draw.bar_chart({"a <b>": 3}, y_label="outputs", title='"x" & y').picture.svg
    texts = [element.text for element in ElementTree.fromstring(svg).iter() if element.text]
    assert {"a <b>", "outputs", '"x" & y', "3"} <= set(texts)
    assert "font-family" not in svg and "glyph" not in svg


def test_a_photograph_keeps_128_grays():
    [image] = images_in(draw.photographs([np.arange(256.0).reshape(16, 16)], ["ramp"]))
    grays = set(image.convert("L").get_flattened_data())
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
