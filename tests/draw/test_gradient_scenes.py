"""Scenes of the backward pass: who takes part, and the sums with their numbers."""

import numpy as np
import pytest

from convbook import draw
from convbook import functional as F
from convbook.arithmetic import Plan, slides

RANDOM = np.random.default_rng(0)
IMAGE = RANDOM.integers(1, 10, (1, 1, 6, 9))
KERNEL = np.array([[[[2, -3], [5, 7], [11, 13]]]])
HOW = dict(stride=(2, 3), padding=(1, 0), dilation=(1, 2))
WINDOWS = slides((3, 2), **HOW)
UPSTREAM = RANDOM.integers(1, 10, F.conv2d(IMAGE, KERNEL, **HOW).shape)
GRADIENTS = F.conv2d_backward(UPSTREAM, IMAGE, KERNEL, **HOW)[:2]
TABLES = [array[0, 0] for array in (IMAGE, KERNEL, UPSTREAM, *GRADIENTS)]


def sum_in(line):
    """The value of the sum in a line, and the total that the line claims."""
    left, _, total = line.replace("−", "-").replace("·", "*").replace("\u00a0", " ").partition("=")
    return sum(np.prod([int(part.strip(" ()")) for part in term.split("*")])
               for term in left.split("+")), int(total)  # fmt: skip


def meeting(position, at):
    """(output, tap, cell) of the products in which ``at`` takes part, by the plan."""
    plan = Plan.of(IMAGE.shape, KERNEL.shape, **HOW)
    found = [(p.output[2:], p.weight[2:], p.input[2:]) for p in plan.products()]
    return [three for three in found if three[position] == at]


@pytest.mark.parametrize("at", list(np.ndindex(6, 9)))
def test_an_input_cell_collects_from_each_output_that_reads_it(at):
    scene = draw.follow_gradient(WINDOWS, "input cell", at, *TABLES)
    taps, outputs, inputs = scene.grids
    met = meeting(2, at)
    assert taps.cells("kernel") == sorted(tap for _, tap, _ in met)
    assert outputs.cells("now") == sorted(place for place, _, _ in met)
    assert inputs.cells("seen") == [at]
    if met:
        assert sum_in(scene.lines[0]) == (GRADIENTS[0][0, 0][at],) * 2
    else:
        assert scene.lines == ("no product: 0",)
    assert scene.alt.endswith(scene.lines[0])


@pytest.mark.parametrize("at", list(np.ndindex(3, 2)))
def test_a_tap_collects_from_each_place_where_it_lies_inside(at):
    scene = draw.follow_gradient(WINDOWS, "tap", at, *TABLES)
    inputs, outputs, taps = scene.grids
    met = meeting(1, at)
    assert inputs.cells("seen") == sorted(cell for _, _, cell in met)
    assert outputs.cells("now") == sorted(place for place, _, _ in met)
    assert taps.cells("kernel") == [at]
    assert sum_in(scene.lines[0]) == (GRADIENTS[1][0, 0][at],) * 2
    assert scene.alt.startswith(f"{len(met)} output")


def test_an_output_sends_to_the_cells_of_its_window_and_loses_what_falls_on_the_border():
    alone = np.zeros_like(UPSTREAM)
    alone[0, 0, 0, 1] = UPSTREAM[0, 0, 0, 1]
    sent = [array[0, 0] for array in F.conv2d_backward(alone, IMAGE, KERNEL, **HOW)[:2]]
    scene = draw.follow_gradient(WINDOWS, "output", (0, 1), *TABLES[:3], *sent)
    outputs, inputs, taps = scene.grids
    assert outputs.cells("now") == [(0, 1)]
    assert inputs.cells("seen") == [(0, 3), (0, 5), (1, 3), (1, 5)]
    assert inputs.cells("seen padding") == [(-1, 3), (-1, 5)]
    assert set(inputs.text) == {(0, 3), (0, 5), (1, 3), (1, 5)}
    assert inputs.text[1, 5] == str(13 * UPSTREAM[0, 0, 0, 1])
    assert taps.text[2, 0] == str(IMAGE[0, 0, 1, 3] * UPSTREAM[0, 0, 0, 1])
    assert scene.alt.endswith("thrown away.")
    lower = draw.follow_gradient(WINDOWS, "output", (1, 0), *TABLES[:3], *sent)
    assert lower.grids[1].cells("seen padding") == []
    assert not lower.alt.endswith("thrown away.")


def test_a_negative_number_stands_in_parentheses_behind_the_dot_only():
    scene = draw.follow_gradient(
        slides((1, 1)), "tap", (0, 0), [[-2, 3]], [[1]], [[4, -5]], [[4, -5]], [[-23]]
    )
    assert scene.lines == ("−2·4 +\u00a03·(−5) =\u00a0−23",)


def test_another_choice_is_refused():
    with pytest.raises(ValueError, match="choice must be one of input cell, tap, output; got 'w'"):
        draw.follow_gradient(WINDOWS, "w", (0, 0), *TABLES)


def test_the_matrix_stands_under_the_input_with_a_dot_for_each_zero():
    scene = draw.matrix_of_convolution([[1, 2, 0], [0, 1, 2]], [[7, 8, 9]], [[23], [26]])
    line, matrix = scene.grids
    assert scene.stacked
    assert line.text == {(0, 0): "7", (0, 1): "8", (0, 2): "9"}
    assert line.column_names == {0: "0,0", 1: "0,1", 2: "0,2"}
    assert matrix.cells("kernel") == [(0, 0), (0, 1), (1, 1), (1, 2)]
    assert matrix.text[0, 2] == "·"
    assert matrix.text[1, 2] == "2"
    assert matrix.row_names == {0: "0,0", 1: "1,0"}
    assert scene.alt.endswith("Row of output 0,0: 1, 2, 0. Row of output 1,0: 0, 1, 2.")


def test_cells_that_differ_are_marked_on_the_claimed_board_and_decide_the_verdict():
    scene = draw.compared_gradients([[3, -1]], [[1, 2, 3]], [[1, 5, 3]])
    assert [grid.cells("b") for grid in scene.grids] == [[], [(0, 1)], []]
    assert scene.lines == ("2 of 3 cells agree: the check fails",)
    assert "3, −1" in scene.alt
    same = draw.compared_gradients([[3, -1]], [[1, 5, 3]], [[1, 5, 3]])
    assert same.lines == ("3 of 3 cells agree: the check passes",)


def test_decimals_have_a_true_minus_and_no_negative_zero():
    board = draw.decimals([[-0.04, -1.26, 2]], "kernel")
    assert list(board.text.values()) == ["0.0", "−1.3", "2.0"]


def test_numbers_set_apart_are_written_large_as_long_as_they_fit():
    wide = draw.paint(draw.Scene([draw.decimals([[-1.2, 3.4]], "kernel")], "Two numbers."))
    assert "t-small" not in wide.svg
    tight = draw.Grid(1, 1, text={(0, 0): "−1.2"})
    assert "t-small" in draw.paint(draw.Scene([tight], "One number.")).svg


def test_boards_can_play_another_role():
    scene = draw.conv_step((3, 3), slides((2, 2)), 1)
    titles, roles = ["x", "output g", "slope"], ["kernel", "output", ""]
    other = draw.renamed(scene, titles, roles)
    assert [grid.title for grid in other.grids] == titles
    assert [grid.role for grid in other.grids] == roles
    assert [grid.part for grid in other.grids] == [grid.part for grid in scene.grids]
    assert other.alt == f"From left to right: x; output g; slope. {scene.alt}"
    with pytest.raises(ValueError, match="shorter"):
        draw.renamed(scene, ["x"], roles)
