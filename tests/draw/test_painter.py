"""The painter, read back: what stands in the SVG is what the scene says."""

import re
import subprocess
import sys
from dataclasses import FrozenInstanceError
from xml.etree import ElementTree

import pytest

from convbook import draw
from convbook.arithmetic import Slide, slides
from convbook.draw._paint.layout import WIDEST, arrange, row_height
from convbook.draw._paint.paths import merged, outline
from convbook.draw.grid import PARTS

SVG = "{http://www.w3.org/2000/svg}"
SCENES = {
    "step": draw.conv_step((4, 6), slides((2, 3), stride=(1, 2), padding=(0, 1)), 4),
    "wide": draw.conv_step((5, 5), slides((3, 3), padding=2), 17),
    "dilated": draw.conv_step((7, 5), slides((3, 2), dilation=(2, 1)), 3),
    "line": draw.windows_on_a_line(7, Slide(2, 3, 1)),
    "chain": draw.shrinking(30, [Slide(4)] * 3),
    "kernel": draw.dilated_kernel(slides((2, 3), dilation=2)),
}


def read(picture):
    """The root of a picture."""
    return ElementTree.fromstring(picture.svg)


def cells_of(data, unit=32):
    """The cells that a path of rectangles covers."""
    found = set()
    for x, y, wide, high in re.findall(r"M(\d+) (\d+)h(\d+)v(\d+)h-\d+z", data):
        for r in range(int(y), int(y) + int(high), unit):
            for c in range(int(x), int(x) + int(wide), unit):
                found.add((r // unit, c // unit))
    return found


@pytest.mark.parametrize("part", ["seen", "seen padding", "padding", "done", "now"])
@pytest.mark.parametrize("name", ["step", "wide", "dilated"])
def test_the_cells_filled_for_a_part_are_those_of_the_scene(name, part):
    scene = SCENES[name]
    boards = read(draw.paint(scene)).findall(f"{SVG}g")
    for grid, board in zip(scene.grids, boards, strict=True):
        paths = [p.get("d") for p in board if p.get("class") == f"c-{part.replace(' ', '-')}"]
        at = {(r - grid.rows[0], c - grid.columns[0]) for r, c in grid.cells(part)}
        if part == "padding":  # under the window the border goes on: see svg.UNDER
            at |= {(r - grid.rows[0], c - grid.columns[0]) for r, c in grid.cells("seen padding")}
        assert set().union(*map(cells_of, paths)) == at


def test_a_first_word_has_the_color_of_the_role_that_the_board_is_told_and_of_no_other():
    names = {0: "eins 1", 1: "output 2"}
    told = draw.Grid(2, 1, title="Kern 3", role="kernel", row_names=names, row_role="output")
    untold = draw.Grid(1, 1, title="kernel 3", row_names={0: "input"}, column_names={0: "output"})
    svg = draw.paint(draw.Scene([told, untold], "Two boards.")).svg
    assert re.findall(r"<tspan class='t-(\w+)'>([^<]*)</tspan>", svg) == [
        ("kernel", "Kern"), ("output", "eins"), ("output", "output"),
    ]  # fmt: skip
    assert re.findall(r"data-cb-grid='(\w+)'", svg) == ["kernel", "kernel"]


def test_every_text_stands_in_the_middle_of_its_cell():
    scene = draw.conv_step(
        (2, 3), slides((1, 2), padding=(1, 0)), 3, [[1, 2, 3], [4, 5, -6]], [[7, 8]], [[0, 9]] * 4
    )
    for grid, board in zip(scene.grids, read(draw.paint(scene)).findall(f"{SVG}g"), strict=True):
        found = {
            (float(t.get("x")), float(t.get("y"))): t.text
            for t in board.iter(f"{SVG}text")
            if t.get("class") is None
        }
        assert found == {
            (32 * (c - grid.columns[0]) + 16, 32 * (r - grid.rows[0]) + 22): text
            for (r, c), text in grid.text.items()
        }


def test_input_kernel_and_output_are_named_in_words_on_every_picture():
    for scene in SCENES.values():
        words = "".join(read(draw.paint(scene)).itertext())
        wanted = {"step", "wide", "dilated"}
        for word in ("input", "kernel", "output") if scene in map(SCENES.get, wanted) else ():
            assert word in words
        assert re.search("input|kernel|output", words)


@pytest.mark.parametrize("name", SCENES)
def test_a_picture_is_as_wide_as_a_telephone_can_show(name):
    width = float(read(draw.paint(SCENES[name])).get("width"))
    assert width <= WIDEST + 60


@pytest.mark.parametrize("name", SCENES)
def test_nothing_stands_outside_the_picture(name):
    layout = arrange(SCENES[name])
    for (x, y), grid in zip(layout.corners, SCENES[name].grids, strict=True):
        assert x >= 0
        assert y >= 0
        wide = (grid.spacing * (len(grid.columns) - 1) + 1) * layout.unit
        assert x + wide <= layout.width
        assert y + len(grid.rows) * row_height(grid, layout.unit) <= layout.height


@pytest.mark.parametrize("name", ["step", "wide", "dilated", "kernel"])
def test_boards_do_not_cover_each_other(name):
    layout = arrange(SCENES[name])
    boxes = [
        (x, y, x + len(grid.columns) * layout.unit, y + len(grid.rows) * layout.unit)
        for (x, y), grid in zip(layout.corners, SCENES[name].grids, strict=True)
    ]
    for n, a in enumerate(boxes):
        for b in boxes[:n]:
            assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]


def test_the_size_of_a_picture_does_not_depend_on_the_numbers_in_its_formula():
    def size(value):
        scene = draw.conv_step(
            (3, 4), slides((2, 3)), 1, [[value] * 4] * 3, [[1] * 3] * 2, [[value] * 2] * 2
        )
        return read(draw.paint(scene)).get("viewBox")

    assert size(1) == size(-7)


def test_a_line_too_long_is_broken_in_front_of_a_plus():
    scene = draw.conv_step((4, 4), slides((4, 4)), 0, [[-10] * 4] * 4, [[-11] * 4] * 4, [[1760]])
    lines = [
        t.text for t in read(draw.paint(scene)).iter(f"{SVG}text") if t.get("class") == "t-line"
    ]
    assert len(lines) == 4
    assert [line.strip()[0] for line in lines] == ["−", "+", "+", "+"]


def test_a_part_of_the_window_on_the_border_is_inside_one_outline():
    board = read(draw.paint(SCENES["wide"])).find(f"{SVG}g")
    [line] = [p.get("d") for p in board if p.get("class") == "o-seen"]
    assert line.count("M") == 1


def test_an_outline_around_cells_that_touch_leaves_out_the_lines_between_them():
    assert sorted(
        re.findall(r"M[^M]+", "".join(outline([(0, 0), (32, 0), (32, 32)], 32)))
    ) == sorted(["M0 0h64", "M0 32h32", "M32 64h32", "M0 0v32", "M32 32v32", "M64 0v64"])


@pytest.mark.parametrize("corner", [(0, 0), (7, 300), (300, 7)])
@pytest.mark.parametrize("gap", [1, 40])
def test_cells_apart_have_an_outline_each(corner, gap):
    (x, y), step = corner, 32 + gap
    for other in ((x + step, y), (x, y + step), (x + step, y + step)):
        assert "".join(outline([corner, other], 32)).count("z") == 2
    assert "z" not in "".join(outline([corner, (x + 32, y + 32)], 32)), "they touch"


def test_the_places_of_a_window_stand_in_flat_rows_beside_their_names():
    root = read(draw.paint(SCENES["line"]))
    board = root.findall(f"{SVG}g")[1]
    tiles = [p.get("d") for p in board if p.get("class") == "c-kernel"]
    assert [float(re.match(r"M\d+ (\d+)", data)[1]) for data in tiles] == [2, 24, 46]
    names = [t for t in board.iter(f"{SVG}text") if t.get("class") == "t-name t-end"]
    assert [float(t.get("y")) for t in names] == [15, 37, 59]
    bottom = float(root.get("height")) - 3
    top = float(re.search(r" ([\d.]+)\)", board.get("transform"))[1])
    assert top + 3 * 22 + 3 == bottom


def test_cells_merge_into_rectangles():
    assert merged([(0, 0), (32, 0), (0, 32), (32, 32), (96, 32)], 32) == [
        (0, 0, 64, 64), (96, 32, 32, 32),
    ]  # fmt: skip


def test_the_same_scene_gives_the_same_bytes_in_another_python():
    code = (
        "from convbook import draw; from convbook.arithmetic import slides; "
        "print(draw.paint(draw.conv_step((4, 6), slides((2, 3), padding=1), 4)).standalone)"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True, check=True, env={"PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(found) == 1
    assert b"cb-picture" in found.pop()


def test_what_a_cell_shows_is_the_picture_and_its_alternative_and_nothing_else():
    picture = draw.paint(SCENES["step"])
    bundle = picture._repr_mimebundle_()
    assert sorted(bundle) == ["image/svg+xml", "text/plain"]
    assert bundle["text/plain"] == repr(picture) == SCENES["step"].alt
    assert bundle["image/svg+xml"].count("<style>") == 1
    ElementTree.fromstring(bundle["image/svg+xml"])


def test_a_picture_of_its_own_carries_every_color_that_it_uses():
    for scene in SCENES.values():
        svg = draw.paint(scene).standalone
        used = set(re.findall(r"var\((--cb-[a-z0-9-]+)\)", svg))
        assert used == set(re.findall(r"(--cb-[a-z0-9-]+):", svg))
        assert used


def test_every_class_that_is_painted_has_a_rule():
    from convbook.draw.picture import stylesheet

    pictures = [*map(draw.paint, SCENES.values()), draw.legend()]
    painted = {
        name
        for picture in pictures
        for names in re.findall(r"class=[\"']([^\"']*)", picture.svg)
        for name in names.split()
    } - {"cb-grid", "cb-picture"}
    plain = {"t-line", "t-sign", "t-title"}
    assert painted > plain
    assert {name for name in painted if f".{name}" not in stylesheet()} == set()


@pytest.mark.parametrize("alt", ["", "  ", "<p>no</p>"])
def test_a_picture_without_words_is_refused(alt):
    with pytest.raises(ValueError, match="needs a text alternative in words"):
        draw.Picture("<svg></svg>", alt)


def test_a_strip_holds_every_scene_and_caption():
    scenes = [draw.conv_step((3, 4), slides((2, 3)), step) for step in (0, 1, 3)]
    picture = draw.strip(scenes, ["first", "then", "last"])
    root = read(picture)
    assert [t.text for t in root.iter(f"{SVG}text") if t.get("class") == "t-caption"] == [
        "first", "then", "last",
    ]  # fmt: skip
    assert picture.alt.startswith(f"first: {scenes[0].alt} then: ")
    boards = [g for g in root.iter(f"{SVG}g") if g.get("data-cb-grid") == "output"]
    assert len(boards) == 3
    with pytest.raises(ValueError, match="3 scenes take 3 captions, got 1"):
        draw.strip(scenes, ["one"])


def test_the_legend_names_every_part():
    picture = draw.legend()
    words = "".join(read(picture).itertext())
    for meaning in filter(None, PARTS.values()):
        assert meaning in words
        assert meaning in picture.alt


def test_boards_too_wide_for_one_row_and_for_a_column_are_wrapped_in_order():
    grids = [draw.Grid(1, 12, title="input"), draw.Grid(2, 3), draw.Grid(1, 11), draw.Grid(1, 2)]
    layout = arrange(draw.Scene(grids, "x", signs=("+", "=", "+")))
    (_, first), (_, second), (_, third), (_, last) = layout.corners
    assert first < third
    assert second < third
    assert third == last
    assert [sign for _, _, sign in layout.signs] == ["+", "=", "+"]
    assert layout.width <= WIDEST


def test_a_link_runs_from_the_lower_edge_to_the_upper_edge_of_stacked_cells():
    scene = draw.Scene(
        (draw.Grid(1, 3), draw.Grid(1, 2, shift=1)), "x", stacked=True,
        links=[draw.Link((0, 0, 2), (1, 0, 0), strong=True)],
    )  # fmt: skip
    [line] = [p for p in read(draw.paint(scene)).findall(f"{SVG}path")]
    assert (line.get("class"), line.get("d")) == ("m-strong", "M80 32L48 52")


def test_a_picture_and_a_chart_stay_as_they_were_made():
    with pytest.raises(FrozenInstanceError):
        draw.Picture("<svg></svg>", "A line.").alt = "Another."
    with pytest.raises(FrozenInstanceError):
        draw.Chart(None, "A line.").alt = "Another."
