"""The scene of pooling is data: what is read, what is made, and what is said about it."""

import pytest

from convbook import draw
from convbook.arithmetic import Slide, slides
from convbook.draw.boards.pooling import working

TABLE = [[1, 2, 3, 4, 5], [6, 7, 8, 9, 10], [11, 12, 13, 14, 15]]  # 3 by 5 cells


def plain(words):
    """Words with ordinary blanks."""
    return words.replace("\u00a0", " ")


def test_each_axis_moves_by_its_own_window_and_stride():
    windows = slides((2, 1), stride=(1, 2))  # 2 by 3 places; step 4 is (1, 1)
    given, made = draw.pool_step(
        (3, 5), windows, 4, TABLE, [[6, 8, 10], [11, 13, 15]], kind="max"
    ).grids
    assert given.cells("seen") == [(1, 2), (2, 2)]
    assert made.cells("done") == [(0, 0), (0, 1), (0, 2), (1, 0)]
    assert made.cells("now") == [(1, 1)]
    assert made.cells("empty") == [(1, 2)]
    assert made.text[1, 1] == "13" and (1, 2) not in made.text, "not shown before it is made"


def test_the_border_has_the_text_that_was_asked_for_and_takes_part_in_the_working():
    windows = (Slide(2, stride=3, padding=1), Slide(3, stride=2, padding=1))
    scene = draw.pool_step(
        (3, 5), windows, 0, TABLE, [[2, 4, 5], [12, 14, 15]], kind="max", border="−∞"
    )
    given = scene.grids[0]
    assert given.cells("seen padding") == [(-1, -1), (-1, 0), (-1, 1), (0, -1)]
    assert given.cells("seen") == [(0, 0), (0, 1)]
    assert given.text[-1, -1] == "−∞" and given.text[0, 0] == "1"
    assert [plain(line) for line in scene.lines] == ["max(−∞, −∞, −∞, −∞, 1, 2) = 2"]


def test_cells_that_no_window_reads_are_marked():
    scene = draw.pool_step((3, 5), slides((2, 2), stride=2), 0, TABLE, [[7, 9]], kind="max")
    unread = scene.grids[0].cells("unread")
    assert unread == [(0, 4), (1, 4), (2, 0), (2, 1), (2, 2), (2, 3), (2, 4)]


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        ("max", "max(3, −1, 4) = 9"),
        ("average", "(3 + −1 + 4) / 3 = 9"),
        ("L2", "√(3² + (−1)² + 4²) = 9"),
    ],
)
def test_each_kind_says_what_it_does_with_the_result_that_was_handed_in(kind, line):
    assert plain(working(["3", "−1", "4"], "9", kind)) == line


def test_the_text_alternative_tells_rows_from_columns():
    windows = slides((2, 3), stride=(1, 2))
    scene = draw.pool_step((3, 5), windows, 1, TABLE, [[4.5, 6.5], [9.5, 11.5]], kind="average")
    assert plain(scene.alt) == (
        "Average pooling of 3 by 5 cells with a window of 2 by 3, stride 1 (rows) and 2 (columns), "
        "padding 0; the output has 2 by 2 cells. Step 2 of 4. The window covers rows 0 to 1 and "
        "columns 2 to 4. It makes output row 0, column 1. (3 + 4 + 5 + 8 + 9 + 10) / 6 = 6.5"
    )


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"step": 4}, "step 4 does not exist: the window has 4 places"),
        ({"kind": "mean"}, "kind must be one of max, average, L2; got 'mean'"),
    ],
)
def test_what_cannot_be_is_refused(settings, words):
    how = {"step": 0, "kind": "max"} | settings
    with pytest.raises(ValueError, match=words):
        draw.pool_step(
            (3, 5), slides((2, 3), stride=(1, 2)), input=TABLE, output=[[8, 10], [13, 15]], **how
        )


def test_the_last_step_of_places_that_are_no_square_exists():
    how = dict(input=TABLE, output=[[1, 2, 3]] * 2, kind="max")
    assert "Step 6 of 6." in draw.pool_step((3, 5), slides((2, 3)), 5, **how).alt
    with pytest.raises(ValueError, match="step 6 does not exist: the window has 6 places"):
        draw.pool_step((3, 5), slides((2, 3)), 6, **how)


def test_a_cell_has_three_digits_and_the_line_below_four():
    scene = draw.pool_step((1, 3), slides((1, 3)), 0, [[1, 2, 44]], [[47 / 3]], kind="average")
    assert scene.grids[1].text == {(0, 0): "15.7"}
    assert plain(scene.lines[0]) == "(1 + 2 + 44) / 3 = 15.67"
