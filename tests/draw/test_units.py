"""Unit graphs: which units and lines there are, which stand out, what the picture says."""

import re
from xml.etree import ElementTree

import pytest

from convbook import draw
from convbook.arithmetic import Slide
from convbook.draw._paint.layout import WIDEST

SAME = draw.window_links(5, Slide(3, padding=1), "abc")
DENSE = [(read, made) for read in range(5) for made in range(4)]


def paths(picture, name):
    """The attribute ``d`` of every path of one class, and its dash."""
    root = ElementTree.fromstring(picture.svg)
    return [
        (node.get("d"), node.get("stroke-dasharray", ""))
        for node in root.iter()
        if node.get("class") == name
    ]


def test_the_links_of_a_window_are_its_taps_at_its_places():
    assert draw.window_links(4, Slide(2, stride=2), "ab") == {
        (0, 0): "a",
        (1, 0): "b",
        (2, 1): "a",
        (3, 1): "b",
    }
    assert len(SAME) == 13 and SAME[0, 0] == "b" and SAME[0, 1] == "a"
    with_border = draw.window_links(5, Slide(3, padding=1), "abc", border=True)
    assert set(with_border) - set(SAME) == {(-1, 0), (5, 4)}


def test_letters_are_one_for_each_tap():
    with pytest.raises(ValueError, match="3 taps take 3 letters, got 2"):
        draw.window_links(5, Slide(3), "ab")


def test_what_a_unit_is_connected_with_lies_below_and_above():
    links = [draw.window_links(9, Slide(3, stride=2)), draw.window_links(4, Slide(2))]
    assert draw.connected(links, (1, 1)) == {(0, 2), (0, 3), (0, 4), (1, 1), (2, 0), (2, 1)}
    assert draw.connected(links, (0, 8)) == {(0, 8), (1, 3), (2, 2)}
    below = draw.connected(links, (2, 2))
    assert below == {(2, 2), (1, 2), (1, 3), *((0, unit) for unit in range(4, 9))}


def test_every_line_goes_from_the_middle_of_a_unit_to_the_middle_of_another():
    picture = draw.unit_graph([5, 4], [DENSE])
    [(lines, _)] = paths(picture, "m-link")
    ends = [
        tuple(map(float, line)) for line in re.findall(r"M(\S+) (\S+)L(\S+) (\S+?)(?=M|$)", lines)
    ]
    below, above = sorted({e[:2] for e in ends}), sorted({e[2:] for e in ends})
    assert len(ends) == 20 and len(below) == 5 and len(above) == 4
    assert below[0][1] > above[0][1], "the input stands at the bottom"
    assert below[0][0] + below[-1][0] == above[0][0] + above[-1][0], "middle over middle"
    assert above[1][0] - above[0][0] == below[1][0] - below[0][0]


def test_places_of_a_row_follow_its_first_place_and_its_step():
    picture = draw.unit_graph([5, 2], [{(0, 0): "", (4, 1): ""}], at=[(0, 1), (1, 2)])
    ends = re.findall(r"M(\S+) \S+L(\S+) ", "".join(d for d, _ in paths(picture, "m-link")))
    (x, to_x), (far, to_far) = (tuple(map(float, pair)) for pair in ends)
    assert to_x - x == (far - x) / 4 and to_far - to_x == (far - x) / 2


def test_lines_of_one_weight_are_broken_alike_and_carry_its_letter():
    picture = draw.unit_graph([5, 5], [SAME])
    looks = {dash: lines.count("M") for lines, dash in paths(picture, "m-link")}
    assert sorted(looks.values()) == [4, 4, 5] and len(looks) == 3
    written = [node.text for node in ElementTree.fromstring(picture.svg).iter() if node.text]
    assert [written.count(letter) for letter in "abc"] == [4, 5, 4]


def test_lines_between_marked_units_stand_out_and_units_too():
    picture = draw.unit_graph([5, 5], [SAME], marked=draw.connected([SAME], (0, 0)))
    assert sum(lines.count("M") for lines, _ in paths(picture, "m-strong")) == 2
    assert sum(lines.count("M") for lines, _ in paths(picture, "m-link")) == 11
    assert [d.count("M") for d, _ in paths(picture, "c-now")] == [2]
    assert [d.count("M") for d, _ in paths(picture, "c-seen o-seen")] == [1]
    named = draw.unit_graph([5, 5], [SAME], strong={(0, 4, 4)})
    assert sum(lines.count("M") for lines, _ in paths(named, "m-strong")) == 1


def test_border_units_look_like_padding():
    links = draw.window_links(3, Slide(3, padding=1), border=True)
    picture = draw.unit_graph([range(-1, 4), 3], [links], border=[(0, -1), (0, 3)])
    assert [d.count("M") for d, _ in paths(picture, "c-padding l-padding")] == [2]
    assert picture.alt.endswith("Padding: row 0, units −1, 3.")


def test_the_text_alternative_counts():
    alt = draw.unit_graph(
        [5, 5, 4], [SAME, DENSE], names=["input", "hidden", "output"], marked=[(0, 1), (2, 3)]
    ).alt
    assert "Input: 5 units. Hidden: 5 units. Output: 4 units." in alt
    assert (
        "From input to hidden: 13 lines, at most 3 into a unit and 3 out of one; "
        "weight a 4 times, b 5 times, c 4 times." in alt
    )
    assert "From hidden to output: 20 lines, at most 5 into a unit and 4 out of one." in alt
    assert alt.endswith("Marked: input, unit 1; output, unit 3.")


def test_a_graph_is_as_wide_as_a_telephone_can_show():
    sizes = [41 - 2 * layer for layer in range(5)]
    links = [draw.window_links(size, Slide(3)) for size in sizes[:-1]]
    svg = ElementTree.fromstring(draw.unit_graph(sizes, links).svg)
    assert float(svg.get("width")) <= WIDEST + 6


@pytest.mark.parametrize(
    "given, message",
    [
        (dict(sizes=[3, 2, 1], links=[[(0, 0)]]), "3 rows take 2 sets of links, got 1"),
        (dict(sizes=[3, 2], links=[[]], roles=["input"]), "2 rows take 2 roles, got 1"),
        (
            dict(sizes=[3, 2], links=[[]], roles=["input", "made"]),
            "role must be one of input, kernel, output; got 'made'",
        ),
        (dict(sizes=[3, 2], links=[[(0, 0)]] * 2), "2 rows take 1 sets of links, got 2"),
        (dict(sizes=[3, 2], links=[[(0, 2)]]), "there is no unit 2 in row 1"),
        (dict(sizes=[3, 2], links=[[]], marked=[(2, 0)]), "there is no unit 0 in row 2"),
        (dict(sizes=[3, 2], links=[[]], names=["input"]), "2 rows take 2 names, got 1"),
        (dict(sizes=[3, 2], links=[[]], at=[(0, 1)]), "2 rows take 2 places, got 1"),
    ],
)
def test_what_does_not_fit_is_refused(given, message):
    with pytest.raises(ValueError, match=message):
        draw.unit_graph(given.pop("sizes"), given.pop("links"), **given)


def test_pictures_stand_together_side_by_side_or_below_each_other():
    one, other = draw.unit_graph([5, 4], [DENSE]), draw.unit_graph([5, 5], [SAME])
    column = ElementTree.fromstring(draw.together([one, other]).svg)
    row = ElementTree.fromstring(draw.together([one, other], across=2).svg)
    widths, heights = ([float(p.get(side)) for p in (column, row)] for side in ("width", "height"))
    assert widths[0] < widths[1] and heights[0] > heights[1]
    single = [ElementTree.fromstring(p.svg) for p in (one, other)]
    assert heights[0] == sum(float(p.get("height")) - 6 for p in single) + 34 + 6
    assert draw.together([one, other]).alt == f"{one.alt} {other.alt}"
