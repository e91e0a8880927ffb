"""A window along one, two or three axes, as data and as painted."""

import numpy as np
import pytest

from convbook import draw
from convbook.arithmetic import slides
from convbook.draw.boards.axes import axes_scene

STACK = np.arange(24).reshape(2, 3, 4)
KERNEL = np.array([[[1, 2, 3], [4, 5, -6]]])
OUTPUT = np.arange(100, 108).reshape(2, 2, 2)  # handed in, so that no picture can compute it
WINDOWS = slides(KERNEL.shape)


def scene(step):
    """Boards: two slices of the input, one of the kernel, two of the output."""
    return axes_scene(WINDOWS, step, STACK, KERNEL, OUTPUT)


def titles(scene):
    return [grid.title for grid in scene.grids]


def test_a_stack_is_a_board_for_each_slice():
    assert titles(scene(0)) == ["input 0", "input 1", "kernel 0", "output 0", "output 1"]
    assert scene(0).grids[1].text[2, 3] == "23"


def test_the_window_marks_the_cells_of_its_own_slices_only():
    first, second, *_ = scene(5).grids  # slice 1, row 0, column 1
    assert first.cells("seen") == []
    assert second.cells("seen") == [(0, 1), (0, 2), (0, 3), (1, 1), (1, 2), (1, 3)]


def test_a_window_two_deep_with_stride_two_lies_on_two_slices():
    deep = axes_scene(
        slides((2, 1, 1), stride=2), 1, np.ones((4, 1, 1)), np.ones((2, 1, 1)), np.ones((2, 1, 1))
    )
    assert [len(grid.cells("seen")) for grid in deep.grids[:4]] == [0, 0, 1, 1]


def test_output_cells_are_made_in_reading_order_across_slices():
    *_, first, second = scene(5).grids
    assert first.cells("done") == [(0, 0), (0, 1), (1, 0), (1, 1)]
    assert (second.cells("done"), second.cells("now")) == ([(0, 0)], [(0, 1)])
    assert second.cells("empty") == [(1, 0), (1, 1)]
    assert second.text == {(0, 0): "104", (0, 1): "105"}


def test_the_line_puts_in_the_numbers_that_were_handed_in():
    [line] = scene(5).lines
    assert line.replace("\N{NO-BREAK SPACE}", " ") == (
        "13·1 + 14·2 + 15·3 + 17·4 + 18·5 + 19·(−6) = 105"
    )


@pytest.mark.parametrize(
    ("rank", "words"),
    [
        (1, "a line of 4 cells. Step 2 of 2. It covers columns 1 to 3 and makes output column 1."),
        (2, "a grid of 3 by 4 cells. Step 2 of 4. It covers rows 0 to 1 and columns 1 to 3 and "),
        (3, "2 by 3 by 4 cells. Step 2 of 8. It covers slice 0 and rows 0 to 1 and columns 1 to"),
    ],
)
def test_a_line_and_a_grid_are_told_and_titled_without_slices(rank, words):
    first = (0,) * (3 - rank)
    shown = axes_scene(slides(KERNEL[first].shape), 1, STACK[first], KERNEL[first], OUTPUT[first])
    assert words in shown.alt
    assert titles(shown)[0] == ("input 0" if rank == 3 else "input")


@pytest.mark.parametrize(
    ("windows", "step", "words"),
    [
        (WINDOWS, 8, "step 8 does not exist: the window has 8 places"),
        (WINDOWS, -1, "step -1 does not exist"),
        ((), 0, "along 1, 2 or 3 axes here, got 0"),
        (slides((1, 2, 3), padding=(0, 1, 0)), 0, "this picture has no padding"),
    ],
)
def test_what_cannot_be_drawn_is_refused(windows, step, words):
    with pytest.raises(ValueError, match=words):
        draw.axes_step(windows, step, input=STACK, kernel=KERNEL, output=OUTPUT)


def test_slices_stand_side_by_side_and_the_output_under_the_input():
    svg = draw.axes_step(WINDOWS, 0, input=STACK, kernel=KERNEL, output=OUTPUT).svg
    corners = [
        [float(number) for number in part.split(")")[0].split()]
        for part in svg.split("transform='translate(")[1:]
    ]
    inputs, kernel, outputs = corners[:2], corners[2], corners[3:]
    assert inputs[0][1] == inputs[1][1] < outputs[0][1] == outputs[1][1]
    assert inputs[0][0] + 4 * 28 < inputs[1][0]
    assert kernel[0] + 3 * 28 < outputs[0][0] < outputs[0][0] + 2 * 28 < outputs[1][0]
