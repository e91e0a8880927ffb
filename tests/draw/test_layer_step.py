"""A layer at one output cell, as data and as painted."""

import numpy as np
import pytest

from convbook import draw
from convbook.arithmetic import slides
from convbook.draw.boards.layer import layer_scene
from tests.example_pictures import images_in

WINDOWS = slides((2, 3), stride=(2, 1), padding=(1, 0))
INPUT = np.arange(24).reshape(2, 3, 4)  # the output has 2 rows and 2 columns
KERNEL = np.array([[[1, 2, 3], [4, 5, 6]], [[-1, -2, -3], [-4, -5, -6]]])
PRODUCTS = np.arange(100, 112).reshape(2, 2, 3)
OUTPUT = np.array([[[1, 2], [3, 4]], [[5, 6], [7, -8]], [[9, 10], [11, 12]]])
HANDED = dict(
    input=INPUT, kernel=KERNEL, products=PRODUCTS, sums=[20, -30], bias=2, output=OUTPUT
)  # fmt: skip


def scene(at):
    """Boards: input, kernel and products of two channels, then three outputs."""
    return layer_scene(WINDOWS, at, **HANDED)


def test_every_channel_shows_the_same_window_on_its_own_numbers():
    first, _, _, second, *_ = scene((1, 1, 1)).grids
    assert first.cells("seen") == second.cells("seen") == [
        (1, 1), (1, 2), (1, 3), (2, 1), (2, 2), (2, 3),
    ]  # fmt: skip
    assert (first.text[1, 1], second.text[1, 1]) == ("5", "17")
    assert (first.title, second.title) == ("input channel 0", "input channel 1")


def test_products_of_border_cells_look_like_padding():
    given, _, made_of, *_ = scene((1, 0, 1)).grids
    assert given.cells("seen padding") == [(-1, 1), (-1, 2), (-1, 3)]
    assert given.text[-1, 1] == "0"
    assert made_of.cells("padding") == [(0, 0), (0, 1), (0, 2)]
    assert scene((1, 1, 1)).grids[2].cells("padding") == []


def test_kernel_products_and_sums_are_those_that_were_handed_in():
    _, taps, made_of, _, other, others, *_ = scene((1, 1, 1)).grids
    assert (taps.text[1, 2], other.text[1, 2]) == ("6", "−6")
    assert (made_of.text[1, 0], others.text[1, 0]) == ("103", "109")
    assert taps.title == other.title == "kernel 1"
    assert (made_of.title, others.title) == ("sum 20", "sum −30")


def test_only_the_chosen_cell_of_the_chosen_output_is_marked():
    outputs = scene((1, 1, 0)).grids[6:]
    assert [grid.cells("now") for grid in outputs] == [[], [(1, 0)], []]
    assert [grid.text[1, 0] for grid in outputs] == ["3", "7", "11"]


def test_the_line_adds_up_what_was_handed_in():
    assert scene((1, 1, 1)).lines == ("20 + (−30) + bias 2 = −8",)


def test_the_text_alternative_says_cells_products_and_the_sum():
    alt = draw.layer_step(WINDOWS, (1, 0, 1), **HANDED).alt
    assert alt == (
        "An input of 2 channels of 3 by 4 cells and an output of 3 channels of 2 by 2 cells. "
        "Output channel 1, row 0, column 1 reads rows −1 to 0 and columns 1 to 3. "
        "Channel 0: products 100, 101, 102, 103, 104, 105; sum 20. "
        "Channel 1: products 106, 107, 108, 109, 110, 111; sum −30. "
        "Together: 20 + (−30) + bias 2 = 6."
    )


@pytest.mark.parametrize("at", [(3, 0, 0), (0, 2, 0), (0, 0, 2), (0, -1, 0)])
def test_an_output_cell_that_does_not_exist_is_refused(at):
    with pytest.raises(ValueError, match=r"does not exist: the output has 3 by 2 by 2 cells"):
        draw.layer_step(WINDOWS, at, **HANDED)


def test_channels_stand_below_each_other_and_outputs_at_their_right():
    svg = draw.layer_step(WINDOWS, (1, 1, 1), **HANDED).svg
    corners = [
        [float(number) for number in part.split(")")[0].split()]
        for part in svg.split("transform='translate(")[1:]
    ]
    rows, outputs = (corners[:3], corners[3:6]), corners[6:]
    for row in rows:
        assert row[0][0] == 0 < row[1][0] < row[2][0] < outputs[0][0]
    assert rows[0][0][1] < rows[1][0][1]
    assert len({x for x, _ in outputs}) == 1
    assert outputs[0][1] < outputs[1][1] < outputs[2][1]


def test_an_image_full_of_colors_keeps_192_of_them():
    noise = np.random.default_rng(0).integers(0, 256, (3, 40, 60))
    [image] = images_in(draw.color_photographs([noise], ["noise"]))
    assert 188 < len(image.getcolors(99999)) <= 192


def test_color_photographs_keep_their_colors_on_every_page():
    red = np.zeros((3, 4, 6))
    red[0] = 200
    chart = draw.color_photographs([red, np.full((4, 6), 90.0)], ["left", "right"])
    shown = [image.convert("RGBA").getpixel((2, 2)) for image in images_in(chart)]
    wanted = [(200, 0, 0, 255), (90, 90, 90, 255)]  # each of 192 colors is a mean of its own
    assert np.abs(np.subtract(shown, wanted)).max() <= 2
    assert chart.alt == (
        "2 images side by side. left: 4 by 6 cells, red from 200 to 200, green from 0 to 0, blue "
        "from 0 to 0. right: 4 by 6 cells, values from 90 to 90."
    )


@pytest.mark.parametrize(
    ("arrays", "words"),
    [
        ([np.zeros((2, 2))] * 2, "2 images take 2 titles, got 1"),
        ([np.zeros((2, 2, 3))], r"\(3, H, W\) or \(H, W\); 'a' has \(2, 2, 3\)"),
        ([np.full((2, 2), 256)], "'a' has some from 256 to 256"),
    ],
    ids=["titles", "shape", "range"],
)
def test_arrays_that_are_no_photograph_are_refused(arrays, words):
    with pytest.raises(ValueError, match=words):
        draw.color_photographs(arrays, ["a"])


def test_one_input_channel_is_a_layer_too():
    handed = dict(kernel=[[[1, 2]]], products=[[[3, 8]]], sums=[11], bias=0, output=[[[11, 18]]])
    picture = draw.layer_step(slides((1, 2)), (0, 0, 0), input=[[[3, 4, 5]]], **handed)
    assert picture.alt.startswith(
        "An input of 1 channel of 1 by 3 cells and an output of 1 channel of 1 by 2 cells."
    )


def test_how_many_images_is_said():
    image = np.arange(6.0).reshape(2, 3)
    for count, words in ((1, "1 gray image side by side, 0 black"), (2, "2 gray images side by")):
        assert draw.photographs([image] * count, ["a"] * count).alt.startswith(words)
