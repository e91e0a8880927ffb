"""A column of dense weights made into a kernel: which weight stands where, and whether rightly."""

import re

import pytest

from convbook import draw
from convbook.draw.boards.dense import cells_in_order

WEIGHTS = [[10 * row + column for column in range(3)] for row in range(12)]
SHAPE = (2, 2, 3)


def test_the_two_orders_list_the_same_cells_and_agree_on_the_first_and_the_last():
    first, last = (cells_in_order(SHAPE, order) for order in ("channel first", "channel last"))
    assert sorted(first) == sorted(last) and len(set(first)) == 12
    assert first[:4] == [(0, 0, 0), (0, 0, 1), (0, 0, 2), (0, 1, 0)]
    assert last[:4] == [(0, 0, 0), (1, 0, 0), (0, 0, 1), (1, 0, 1)]
    assert [n for n in range(12) if first[n] == last[n]] == [0, 11]


def test_weights_move_from_the_column_to_their_cells_in_order():
    table, front, back = draw.column_to_kernel(WEIGHTS, SHAPE, 1, 7).grids
    assert table.cells("kernel") == [(row, 1) for row in range(12) if row != 7]
    assert table.cells("a") == [(7, 1)] and table.text[7, 1] == "71"
    assert table.row_names[7] == "1,0,1" and table.column_names[1] == "to 1"
    assert front.text == {(r, c): str(10 * (3 * r + c) + 1) for r in (0, 1) for c in (0, 1, 2)}
    assert len(front.cells("kernel")) == 6
    assert back.text == {(0, 0): "61", (0, 1): "71"}
    assert back.cells("a") == [(0, 1)] and len(back.cells("hole")) == 4


def test_in_another_order_a_weight_comes_to_stand_on_a_wrong_cell():
    scene = draw.column_to_kernel(WEIGHTS, SHAPE, 0, 2, "channel first", "channel last")
    _, front, back = scene.grids
    assert front.text == {(0, 0): "0", (0, 1): "20"} and back.text == {(0, 0): "10"}
    assert front.cells("kernel") == [(0, 0)] and front.cells("a") == [(0, 1)]
    assert back.cells("b") == [(0, 0)]
    assert scene.lines == ("weight 2 is 20 and stands at 0,0,1: not its own cell, 0,0,2",)
    assert "Of 3 weights moved, 2 stand on a wrong cell." in scene.alt


def test_the_row_names_follow_the_flattening_and_the_kernel_the_reshaping():
    scene = draw.column_to_kernel(WEIGHTS, SHAPE, 2, 1, "channel last", "channel last")
    assert scene.grids[0].row_names[1] == "1,0,0"
    assert scene.grids[2].text == {(0, 0): "12"}
    assert scene.lines == ("weight 1 is 12 and stands at 1,0,0: its own cell",)
    assert "flattened channel last" in scene.alt and "0 stand on a wrong cell" in scene.alt


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((WEIGHTS, (2, 2, 2), 0, 0), "8 inputs take 8 rows of weights, got 12"),
        ((WEIGHTS, SHAPE, 3, 0), "output must be from 0 to 2, got 3"),
        ((WEIGHTS, SHAPE, 0, 12), "step must be from 0 to 11, got 12"),
        ((WEIGHTS, SHAPE, 0, 0, "by row"), "order must be one of channel first, channel last; got"),
    ],
)
def test_what_does_not_fit_is_refused(arguments, words):
    with pytest.raises(ValueError, match=re.escape(words)):
        draw.column_to_kernel(*arguments)
