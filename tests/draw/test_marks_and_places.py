"""Marks and placing as data: sizes, places, words, refusals; and what is painted of them."""

import pytest

from convbook import draw
from convbook.arithmetic import Slide, slides

ONE, OTHER = draw.Rect(30, 10), draw.Rect(50, 24, "kernel")


def test_parts_beside_each_other_have_their_middles_at_one_height():
    found = draw.beside(ONE, OTHER, apart=7)
    assert (found.width, found.height) == (87, 24)
    assert [*found] == [draw.Placed(0, 7, ONE), draw.Placed(37, 0, OTHER)]


def test_parts_below_each_other_are_aligned():
    for align, x in (("start", 0), ("middle", 10), ("end", 20)):
        found = draw.below(ONE, OTHER, apart=5, align=align)
        assert (found.width, found.height) == (50, 39)
        assert [*found] == [draw.Placed(x, 0, ONE), draw.Placed(0, 15, OTHER)]


def test_a_sign_is_between_neighbors_and_silent():
    found = draw.beside("one", "two", "three", sign="=")
    words = [placed.mark.text for placed in found]
    assert words == ["one", "=", "two", "=", "three"]
    assert found.alt == "one. two. three."


def test_titles_and_lines_make_room_and_are_read_in_order():
    titled = draw.titled(OTHER, "a title")
    lined = draw.lined(titled, ["first line", "second line"])
    assert (titled.width, titled.height) == (63, 54)
    assert (lined.width, lined.height) == (360, 54 + 2 * 22 + 8)
    assert lined.alt == "a title. first line. second line."
    assert draw.lined(titled, []) is titled


def test_a_board_has_its_title_its_numbers_and_its_points_in_words():
    grid = draw.Grid(2, 3, text={(0, 1): "4", (0, 2): "7"}, title="given", role="input")
    board = draw.Board(grid, points=[draw.Point(0.5, 1.25, (0, 1))])
    assert draw.part(board).alt == (
        "given: 2 by 3 cells. Row 0: 4, 7. "
        "A point at row 0.5, column 1.25, moved from row 0, column 1."
    )
    svg = draw.part(board).picture.svg
    assert "data-cb-grid='input'" in svg
    assert "<tspan class='t-input'>given</tspan>" in svg
    # Cells of 32 pixels: the middle of cell (0, 1) is at (48, 16).
    assert "<path class='m-strong' d='M48 16L56 32'/>" in svg
    assert "M52 32a4 4 0 1 0 8 0" in svg


def test_a_stack_is_as_wide_as_its_slabs_and_what_leans():
    stack = draw.Stack(3, 10, 50, title="channels")
    assert stack.room == (0, -15, 3 * 18 - 8 + 20, 50)
    assert draw.part(stack).alt == "3 channels."


@pytest.mark.parametrize(
    ("points", "words"),
    [
        ([(0, 0), (9, 2)], "to the right"),
        ([(9, 0), (0, 2)], "to the left"),
        ([(0, 0), (2, 9)], "down"),
        ([(0, 9), (2, 0)], "up"),
    ],
)
def test_an_arrow_says_where_it_leads(points, words):
    assert draw.Arrow(points).alt == f"An arrow {words}."


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: draw.Rect(1, 2, "red"), "look must be one of .*; got 'red'"),
        (lambda: draw.Words("a", "huge"), "look must be one of .*; got 'huge'"),
        (lambda: draw.Words("a", align="left"), "align must be one of .*; got 'left'"),
        (lambda: draw.Line([(0, 0)]), "at least 2 points, got 1"),
        (lambda: draw.Stack(0, 1, 1), "at least 1 slab, got 0"),
        (lambda: draw.Stack(2, 0, 3), "above 0, got 0 by 3"),
        (lambda: draw.Grid(1, 2, role="weights"), "role must be one of .*; got 'weights'"),
        (lambda: draw.Grid(1, 2, row_role="row"), "row_role must be one of .*; got 'row'"),
        (
            lambda: draw.Board(draw.Grid(2, 3), points=[draw.Point(1.75, 0)]),
            r"point \(1.75, 0\) lies outside the board of rows 0 to 1 and columns 0 to 2",
        ),
    ],
)
def test_what_cannot_be_is_refused(make, message):
    with pytest.raises(ValueError, match=message):
        make()


def test_a_number_is_not_placed():
    with pytest.raises(TypeError, match="got int"):
        draw.beside(ONE, 3)


def test_a_scene_and_a_part_show_themselves():
    scene = draw.Scene([draw.Grid(1, 2)], "Two cells.")
    assert scene._repr_mimebundle_() == draw.paint(scene)._repr_mimebundle_()
    part = draw.part("some words")
    shown = part._repr_mimebundle_()
    assert shown == {"image/svg+xml": draw.paint(part).standalone, "text/plain": "some words."}


def test_every_look_has_classes():
    from convbook.draw._paint.marks import CLASSES

    assert set(CLASSES) == set(draw.LOOKS)


def test_a_row_of_boards_lies_beside_a_sign_on_the_middle_of_its_cells():
    low, high = draw.Grid(1, 2, title="low"), draw.Grid(4, 3, title="high")
    row = draw.beside(low, high)
    found = draw.beside(draw.Words("=", "sign"), row, draw.Grid(2, 1))
    boards = {p.mark.grid.columns[-1]: p for p in found if isinstance(p.mark, draw.Board)}
    middles = {p.y + 32 * len(p.mark.grid.rows) / 2 for p in boards.values()}
    [sign] = [p for p in found if isinstance(p.mark, draw.Words)]
    assert middles == {sign.y - 8} == {22 + 2 * 32}
    assert draw.beside(low, high, align="start").middle is None


@pytest.mark.parametrize(
    "shown",
    [
        draw.conv_step((3, 4), slides((2, 3)), 1),
        draw.axes_step([Slide(2)], 0, input=[1, 2, 4], kernel=[3, 5], output=[13, 26]),
        draw.beside(draw.Grid(1, 2), draw.Arrow()),
        draw.legend(),
    ],
    ids=lambda shown: type(shown).__name__,
)
def test_what_draw_returns_shows_itself_with_its_words_and_is_painted_in_one_way(shown):
    assert isinstance(shown, draw.Shown)
    assert isinstance(shown.picture, draw.Picture)
    assert shown.picture == draw.paint(shown) and shown.picture.alt == shown.alt
    assert shown._repr_mimebundle_() == {
        "image/svg+xml": shown.picture.standalone, "text/plain": shown.alt,
    }  # fmt: skip
