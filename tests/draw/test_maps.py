"""Shaded boards side by side: what is crossed out, and what the text alternative says."""

import pytest

from convbook import draw

ONE, OTHER = [[0, 0.5, 1], [0, 0, 0]], [[0, 0.5, 0.2], [0, 1, 0]]


def test_only_cells_of_the_last_board_are_crossed_out():
    first, last = draw.maps([ONE, OTHER], ["input", "output"], [(1, 1), (0, 2)]).grids
    assert first.cells("crossed") == [] and last.cells("crossed") == [(0, 2), (1, 1)]
    assert last.cells("heat 3") == first.cells("heat 3") == [(0, 1)]
    assert (first.title, last.title) == ("input", "output")


def test_boards_have_the_roles_that_were_handed_in():
    told = draw.maps([ONE, OTHER], ["first", "input"], roles=["kernel", "output"])
    assert [grid.role for grid in told.grids] == ["kernel", "output"]
    assert [grid.role for grid in draw.maps([ONE, OTHER], ["input", "output"]).grids] == ["", ""]


def test_the_text_alternative_says_where():
    scene = draw.maps([ONE, OTHER], ["a map", "output"], [(1, 1), (0, 2)], ["2 cells differ"])
    assert scene.alt.startswith("A map: 2 by 3 cells")
    assert scene.alt.endswith(
        "Crossed out: 2 cells of the last board, in rows 0 to 1 and columns 1 to 2. 2 cells differ."
    )
    assert scene.lines == ("2 cells differ",)
    three = draw.maps([ONE], ["output"], [(0, 0), (0, 1), (0, 2)]).alt
    assert three.endswith("in row 0 and columns 0 to 2.")
    assert "Crossed" not in draw.maps([ONE], ["output"]).alt


def test_what_does_not_fit_is_refused():
    with pytest.raises(ValueError, match="2 boards take 2 titles, got 1"):
        draw.maps([ONE, OTHER], ["input"])
    with pytest.raises(ValueError, match="1 boards take 1 roles, got 2"):
        draw.maps([ONE], ["input"], roles=["input", "output"])
    with pytest.raises(ValueError, match=r"cell \(2, 0\) lies outside"):
        draw.maps([ONE], ["input"], [(2, 0)])


def test_a_board_without_any_shade_says_so_and_names_no_part():
    assert draw.shaded([[0, 0], [0, 0]], "map").alt == "Map: 2 by 2 cells, 4 without shade."
    assert draw.shaded([[1, 1]], "map").alt == "Map: 1 by 2 cells, 0 without shade."
