"""Scenes are data: which cell plays which part, compared with ``==``."""

import pytest

from convbook import draw
from convbook.arithmetic import Slide, same_paddings, slides
from convbook.draw.grid import span, texts, written


def test_each_axis_moves_by_its_own_stride_and_taps():
    windows = slides((1, 3), stride=(4, 2), dilation=(1, 2))
    given, taps, made = draw.conv_step((9, 7), windows, step=3).grids  # 3 by 2 places: (1, 1)
    assert given.cells("seen") == [(4, 2), (4, 4), (4, 6)]
    assert (len(taps.rows), len(taps.columns)) == (1, 3)
    assert made.cells("done") == [(0, 0), (0, 1), (1, 0)]
    assert made.cells("now") == [(1, 1)]
    assert made.cells("empty") == [(2, 0), (2, 1)]


def test_the_border_stands_on_the_sides_that_were_asked_for():
    windows = (Slide(2, padding=(0, 1)), Slide(3, padding=(2, 0)))
    given = draw.conv_step((3, 4), windows, step=5).grids[0]
    assert (given.rows, given.columns) == (range(0, 4), range(-2, 4))
    assert given.cells("seen") == [(1, 0), (1, 1), (2, 0), (2, 1)]
    assert given.cells("seen padding") == [(1, -1), (2, -1)]
    assert (3, 3) in given.cells("padding")
    assert (0, -2) in given.cells("padding")


def test_cells_that_no_window_reads_are_marked_inside_and_on_the_border():
    given = draw.conv_step((6, 5), slides((3, 2), stride=(2, 4), padding=(1, 0)), 0).grids[0]
    assert (6, 0) in given.cells("unread padding")
    assert given.cells("unread")[:3] == [(0, 2), (0, 3), (0, 4)]
    assert draw.conv_step((6, 5), slides((3, 2)), 0).grids[0].cells("unread") == []


def test_a_step_without_a_window_shows_everything_made():
    given, _, made = draw.conv_step((3, 4), slides((2, 2)), None).grids
    assert given.cells("seen") == []
    assert len(made.cells("done")) == 6


def test_the_formula_has_the_numbers_that_the_caller_handed_in():
    scene = draw.conv_step(
        (2, 3), slides((2, 2), padding=(0, 1)), 1,
        [[1, 2, 3], [4, 5, 6]], [[7, -8], [9, 0]], [[0, 99, 0, 0]],
    )  # fmt: skip
    assert scene.lines == ("1·7 +\u00a02·(−8) +\u00a04·9 +\u00a05·0 =\u00a099",)
    assert scene.alt.endswith(scene.lines[0])
    assert scene.grids[2].text == {(0, 0): "0", (0, 1): "99"}


def test_border_cells_carry_the_text_that_was_asked_for():
    table = [[1, 2], [3, 4]]
    scene = draw.conv_step((2, 2), slides((1, 1), padding=1), 4, table, [[1]], [[0] * 4] * 4)
    assert scene.grids[0].text[-1, -1] == "0"
    scene = draw.conv_step((2, 2), slides((1, 1), padding=1), 4, table, border="p")
    assert scene.grids[0].text[2, 1] == "p"
    assert scene.lines == ()


def test_a_step_that_does_not_exist_is_refused_with_both_numbers():
    with pytest.raises(ValueError, match="step 6 does not exist: the window has 6 places"):
        draw.conv_step((3, 4), slides((2, 2)), 6)


def test_the_text_alternative_of_a_step_says_sizes_window_and_output():
    alt = draw.conv_step((5, 7), slides((2, 3), stride=(1, 2), padding=(1, 0)), 4).alt
    assert alt == (
        "An input of 5 by 7 cells, a kernel of 2 by 3 and an output of 6 by 3; stride 1 (rows) "
        "and 2 (columns), padding 1 (rows) and 0 (columns), dilation 1. Step 5 of 18. The window "
        "covers rows 0 to 1 and columns 2 to 4. It makes output row 1, column 1."
    )


def test_windows_on_a_line_have_a_row_for_each_place_and_a_tap_for_each_read():
    scene = draw.windows_on_a_line(8, Slide(3, stride=2, padding=(1, 2), dilation=2), range(8))
    line, places = scene.grids
    assert line.columns == places.columns == range(-1, 10)
    assert places.cells("kernel")[:6] == [(0, -1), (0, 1), (0, 3), (1, 1), (1, 3), (1, 5)]
    assert places.cells("span")[:2] == [(0, 0), (0, 2)]
    assert line.cells("unread") == [(0, 0), (0, 2), (0, 4), (0, 6)]
    assert line.cells("unread padding") == [(0, 8)]
    assert line.text[0, 7] == "7"
    assert "Output 1 reads cells 1, 3, 5." in scene.alt
    assert scene.alt.endswith("Never read: cells 0, 2, 4, 6, 8.")


def test_windows_on_a_line_say_what_each_place_makes():
    scene = draw.windows_on_a_line(5, Slide(2, stride=3), outputs=[21, " 54"])
    assert scene.grids[1].row_names == {0: "output 0: 21", 1: "output 1:  54"}
    assert "Output 1 reads cells 3 to 4 and makes 54." in scene.alt
    with pytest.raises(ValueError, match="shorter"):
        draw.windows_on_a_line(5, Slide(2, stride=3), outputs=[21])


def test_windows_on_a_line_keep_the_size_of_their_board():
    board = (range(-2, 9), 7)
    few = draw.windows_on_a_line(5, Slide(2, 3), board=board)
    more = draw.windows_on_a_line(6, Slide(3, padding=(2, 1)), board=board)
    assert few.picture.size == more.picture.size
    for scene, own in ((few, range(5)), (more, range(-2, 7))):
        line, taps = scene.grids
        assert {c for c in line.columns if line.part_of(0, c) != "none"} == set(own)
        assert line.columns == taps.columns == range(-2, 9) and len(taps.rows) == 7
    with pytest.raises(ValueError, match="cells -3 to 4 do not fit on columns -2 to 8"):
        draw.windows_on_a_line(5, Slide(2, 3, (3, 0)), board=board)
    with pytest.raises(ValueError, match="8 places do not fit on 7 rows"):
        draw.windows_on_a_line(8, Slide(1), board=board)


def test_a_dilated_kernel_keeps_its_taps_and_spreads_them():
    plain, wide = draw.dilated_kernel(slides((2, 3), dilation=(3, 2)), [[1, 2, 3], [4, 5, 6]]).grids
    assert wide.cells("kernel") == [(0, 0), (0, 2), (0, 4), (3, 0), (3, 2), (3, 4)]
    assert len(wide.cells("hole")) == 14
    assert wide.text[3, 2] == plain.text[1, 1] == "5"


def test_reach_shades_by_the_counts_it_is_given():
    scene = draw.reach((2, 3), [[0, 1, 2], [3, 6, 9]])
    assert [scene.grids[0].part_of(r, c) for r in range(2) for c in range(3)] == [
        "heat 0", "heat 1", "heat 2", "heat 2", "heat 4", "heat 5",
    ]  # fmt: skip
    assert "Row 1: 3, 6, 9." in scene.alt


def test_a_shade_is_the_fifth_its_number_lies_in():
    scene = draw.shaded([[0, 0.01, 0.2], [0.59, 0.61, 1]], "output of layer 2", ["one line"])
    assert [scene.grids[0].part_of(r, c) for r in range(2) for c in range(3)] == [
        "heat 0", "heat 1", "heat 2", "heat 3", "heat 4", "heat 5",
    ]  # fmt: skip
    assert scene.alt == (
        "Output of layer 2: 2 by 3 cells, 1 without shade (rows 0 to 0, columns 0 to 0). one line."
    )
    with pytest.raises(ValueError, match=r"a shade is a number from 0 to 1, got 1\.5"):
        draw.shaded([[1.5]], "output")


def test_layers_stand_over_the_middle_of_what_they_read():
    scene = draw.shrinking(9, [Slide(3), Slide(3, stride=2, padding=1), Slide(2)])
    assert [len(grid.cells(grid.kind)) for grid in scene.grids] == [9, 7, 4, 3]
    assert [(grid.shift, grid.spacing) for grid in scene.grids] == [(0, 1), (1, 1), (1, 2), (2, 2)]
    assert scene.grids[1].cells("padding") == [(0, -1), (0, 7)]
    assert scene.links[0] == draw.Link((0, 0, 0), (1, 0, 0))


def test_a_chain_stops_where_the_next_window_does_not_fit_and_says_so():
    scene = draw.shrinking(32, [Slide(5)] * 9)
    assert "32, 28, 24, 20, 16, 12, 8, 4 cells" in scene.alt
    assert scene.lines[0].startswith("Layer 8 cannot be: a window of 5 cells")


def test_the_four_borders_of_an_even_kernel_are_all_different():
    ways = [(Slide(2, 1, a), Slide(2, 1, b)) for a in same_paddings(2) for b in same_paddings(2)]
    scene = draw.paddings((3, 4), ways)
    assert [grid.title for grid in scene.grids] == [
        "input: border bottom 1, right 1", "input: border bottom 1, left 1",
        "input: border top 1, right 1", "input: border top 1, left 1",
    ]  # fmt: skip
    assert [len(grid.cells("seen")) for grid in scene.grids] == [4, 2, 2, 1]
    assert scene.alt.count("the output has 3 by 4 cells") == 4


@pytest.mark.parametrize(
    ("value", "text"),
    [(3, "3"), (-2, "−2"), (2.0, "2"), (0.123456, "0.1235"), (-0.5, "−0.5"), ("x-", "x-")],
)
def test_numbers_are_written_short_with_a_true_minus(value, text):
    assert written(value) == text


def test_a_table_of_numbers_is_written_by_row_and_column():
    assert texts([[1, 2, 3], [4, 5, 6]])[1, 2] == "6"


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: draw.Grid(2, 3, {(0, 0): "sen"}), "part must be one of input, seen.*'sen'"),
        (lambda: draw.Grid(2, 3, {(2, 0): "seen"}), r"cell \(2, 0\) lies outside .* rows 0 to 1"),
        (lambda: draw.Scene((), "x"), "at least 1 board, got 0"),
        (
            lambda: draw.Scene((draw.Grid(1, 1),) * 3, "x", signs=("=",)),
            "3 boards take 2 signs, got 1",
        ),
        (
            lambda: draw.Scene((draw.Grid(1, 1),), "x", links=[draw.Link((0, 0, 0), (1, 0, 0))]),
            "ends on board 1; the scene has 1 boards",
        ),
        (
            lambda: draw.Scene((draw.Grid(1, 2),), "x", links=[draw.Link((0, 0, 0), (0, 0, 2))]),
            r"cell \(0, 2\), outside board 0",
        ),
    ],
    ids=["part", "cell", "no board", "signs", "board of a link", "cell of a link"],
)  # fmt: skip
def test_a_scene_that_cannot_be_is_refused_in_words(make, words):
    with pytest.raises(ValueError, match=words):
        make()


def test_places_in_a_row_are_said_by_their_ends():
    assert [span(places) for places in ([], [3], [3, 4], [2, 3, 4, 5])] == [
        "none", "3", "3 to 4", "2 to 5",
    ]  # fmt: skip
