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
    ("way", "path"),
    [
        ("L", "M11 22L13 22L13 27L9 24"),
        ("HVL", "M11 22H13V27L9 24"),
        ("hvl", "M11 22h2v5l-4-3"),
    ],
)
def test_a_line_names_its_points_by_place_or_by_distance(way, path):
    line = draw.Line([(1, 2), (3, 2), (3, 7), (-1, 4)], "rule", way=way)
    svg = draw.Part([(10, 20, line)], 30, 40, "A line.").picture.svg
    assert f"<path class='l-none' d='{path}'/>" in svg


def test_level_and_upright_lines_begin_at_their_origin():
    assert draw.Line.across(5).room == (0, 0, 5, 0)
    assert draw.Line.down(-4, "link").room == (0, -4, 0, 0)


def painted(*marks):
    """The lines of SVG between the head and the end of a picture."""
    return draw.Part(marks, 30, 40, "Marks.").picture.svg.split("\n")[1:-1]


def test_a_pen_says_what_a_look_leaves_open():
    corners = [(0, 0), (7, 0)]
    for pen, attributes in (
        (draw.Pen(2.5), " style='stroke-width:2.5'"),
        (draw.Pen(7, round=True), " style='stroke-width:7;stroke-linecap:round'"),
        (draw.Pen(dash="6 5", opacity=0.55), " stroke-dasharray='6 5' style='opacity:.55'"),
        (draw.Pen(), ""),
        (None, ""),
    ):
        assert painted((1, 2, draw.Line(corners, pen=pen))) == [
            f"<path class='m-link' d='M1 2L8 2'{attributes}/>"
        ]


def test_a_cluster_with_a_look_is_one_path_and_without_one_line():
    shapes = [(0, 1, draw.Rect(3, 4, "now")), (5, 6, draw.Line.down(7))]
    assert painted((10, 20, draw.Cluster(shapes, "done"))) == [
        "<path class='c-done' d='M10 21h3v4h-3zM15 26v7'/>"
    ]
    [line] = painted((10, 20, draw.Cluster(shapes)))
    assert line == "<path class='c-now' d='M10 21h3v4h-3z'/><path class='l-none' d='M15 26v7'/>"
    words = [(1, 2, draw.Words("one", "text")), (3, 4, draw.Words("two", "text"))]
    assert painted((10, 20, draw.Cluster(words, "quiet"))) == [
        "<g class='t-rim'><text x='11' y='22'>one</text><text x='13' y='24'>two</text></g>"
    ]
    assert draw.Cluster(shapes).room == (0, 1, 5, 13)
    assert draw.Cluster(words).alt == "one. two."


def test_dots_are_disks_squares_and_diamonds_of_one_width():
    for shape, path in (
        ("disk", "M-1 9a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z"),
        ("square", "M-1 5h8v8h-8z"),
        ("diamond", "M3 5l4 4l-4 4l-4 -4z"),
    ):
        [line] = painted((1, 2, draw.Dots([(2, 7)], "a", 4, shape)))
        assert line == f"<path class='c-a o-a' d='{path}'/>"


def test_words_begin_where_their_look_says_unless_they_are_told():
    for look, align, left, right in (
        ("title", "", 0, 40),
        ("line", "", -20, 20),
        ("line", "start", 0, 40),
        ("title", "end", -40, 0),
    ):
        assert draw.Words("words", look, align).room[::2] == (left, right)
    assert painted((1, 2, draw.Words("4", "label", "end"))) == [
        "<text class='t-end t-small' x='1' y='2'>4</text>"
    ]


def test_lines_below_lie_where_they_are_told():
    base = draw.Part([(7, 3, OTHER)], 370, 30, "A box.")
    found = draw.lined(base, ["one", "two"], align="start", first=18, step=20, end=5, said="Both.")
    assert (found.width, found.height, found.alt) == (370, 30 + 2 * 20 + 5, "A box. Both.")
    box, *words = found
    assert box == (7, 3, OTHER)
    assert [(x, y, mark.text, mark.align) for x, y, mark in words] == [
        (0, 48, "one", "start"), (0, 68, "two", "start"),
    ]  # fmt: skip
    wide = draw.lined(base, ["one"], narrowest=400, apart=False)
    assert [(x, y) for x, y, _ in wide] == [(22, 3), (200, 52)]
    assert painted(*wide)[-1] == "<text class='t-line' x='200' y='52'>one</text>"
    assert painted(*found)[-3:] == ["<text class='t-line t-start' x='0' y='68'>", "two", "</text>"]


def test_a_frame_is_dark_under_light():
    dark, light = painted((1, 2, draw.Frame(7, 5, draw.Pen(dash="6 5"))))
    shape = "x='1' y='2' width='7' height='5' fill='none'"
    assert dark == f"<rect {shape} stroke='#111' stroke-width='5' stroke-dasharray='6 5'/>"
    assert light == f"<rect {shape} stroke='#fff' stroke-width='2' stroke-dasharray='6 5'/>"


def test_an_image_has_a_group_unless_it_is_where_its_group_begins():
    raster = draw.Raster([[0, 1, 2], [2, 1, 0]], "ramp", (0, 2), cell=4, boxes=[(0, 1, 1, 2)])
    image, dark, _ = painted((0, 0, draw.Image(raster)))
    assert image.startswith("<image width='12' height='8' ")
    assert dark.startswith("<rect x='4' y='0' width='8' height='4' ")
    assert painted((5, 0, draw.Image(raster)))[0] == "<g transform='translate(5 0)'>"


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
        (lambda: draw.Line([]), "points of a line must be at least 1, got 0"),
        (lambda: draw.Arrow([(0, 0)]), "points of an arrow must be at least 2, got 1"),
        (lambda: draw.Line([(0, 0), (1, 2)], way="z"), "way must be one of .*; got 'z'"),
        (lambda: draw.Dots([(0, 0)], shape="star"), "shape must be one of .*; got 'star'"),
        (lambda: draw.Cluster([], "red"), "look must be one of .*; got 'red'"),
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
