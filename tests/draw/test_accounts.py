"""Bills, ledgers and maps of work: how long bars are, where marks stand, what is said."""

import re
from xml.etree import ElementTree

import pytest

from convbook import draw
from convbook.draw.charts.accounts import HEAD, ITEM, LONGEST, MIDDLE, WIDE, short
from convbook.draw.charts.workmap import HIGH, LEFT, RIGHT, TOP


def drawn(picture, name):
    """The attribute ``d`` of every path of one class, in the order of painting."""
    root = ElementTree.fromstring(picture.svg)
    return [node.get("d") for node in root.iter() if node.get("class") == name]


def written(picture):
    """Every word of the picture with the place where it stands."""
    root = ElementTree.fromstring(picture.svg)
    return {
        "".join(node.itertext()): (float(node.get("x")), float(node.get("y")))
        for node in root.iter()
        if node.tag.endswith("text")
    }


def boxes(picture, name):
    """(x, y, width, height) of every bar of one class."""
    shape = re.compile(r"M(\S+) (\S+)h(\S+)v(\S+)h\S+z")
    return [tuple(map(float, shape.fullmatch(d).groups())) for d in drawn(picture, name)]


@pytest.mark.parametrize(
    ("value", "text"),
    {
        0: "0",
        840: "840",
        1000: "1.00 k",
        23_296: "23.3 k",
        999_499: "999 k",
        999_500: "1.00 M",
        61_100_840: "61.1 M",
        714_188_480: "714 M",
        15_470_264_320: "15.5 G",
        2_500_000_000_000: "2,500 G",
    }.items(),
)
def test_a_count_is_written_with_three_digits_and_a_letter(value, text):
    assert short(value) == text


@pytest.mark.parametrize(
    ("value", "before", "text"),
    [(8, 2, "× 4"), (2, 8, "× 1/4"), (7, 7, "× 1"), (6, 4, "× 1.5"), (147_712, 36_928, "× 4"),
     (147_584, 36_928, "× 4"), (2, 3, "× 0.667"), (1, 5000, "× 0.0002"), (9000, 2, "× 4,500")],
)  # fmt: skip
def test_a_change_is_a_factor(value, before, text):
    assert draw.Item("weights", "1", value, before).change == text


ITEMS = [draw.Item("weights", "2·5·10", 100, 10), draw.Item("work", "100·1,000", 100_000, 10**7)]


def test_bars_of_a_bill_end_at_their_power_of_ten():
    bars = boxes(draw.bill(ITEMS, "a layer"), "c-kernel")
    assert bars == [
        (0, 2 * HEAD + 42, 2 * WIDE / 10, 7),
        (0, 2 * HEAD + ITEM + 42, 5 * WIDE / 10, 7),
    ]


def test_ticks_of_a_bill_stand_where_the_count_was():
    ticks = drawn(draw.bill(ITEMS, "a layer"), "m-strong")
    assert ticks == [f"M{WIDE // 10} {2 * HEAD + 39}v13", f"M280 {2 * HEAD + ITEM + 39}v13"]


def test_a_bill_says_its_formulas():
    picture = draw.bill(ITEMS, "a layer")
    assert picture.alt == (
        "a layer. weights = 2·5·10 = 100, × 10 of the start. "
        "work = 100·1,000 = 100,000, × 1/100 of the start."
    )
    assert {"= 2·5·10", "100", "× 10", "= 100·1,000", "100,000", "× 1/100"} <= set(written(picture))


@pytest.mark.parametrize("value", [0, 10**10 + 1])
def test_a_count_off_the_scale_is_refused(value):
    with pytest.raises(ValueError, match=rf"weights must be 1 to 10\^10, got {value:,}"):
        draw.bill([draw.Item("weights", "1", value, 1)], "a layer")


ROWS = [("1 conv 5×3", 200, 9000), ("2 dense", 50_000, 3000), ("3 dense", 1000, 0)]


def test_bars_of_a_ledger_are_as_long_as_their_share_of_the_longest():
    picture = draw.ledger(ROWS, ("numbers", "work"))
    left, right = boxes(picture, "c-kernel"), boxes(picture, "c-done")
    assert [bar[0] for bar in left] == [(WIDE - MIDDLE) / 2] * 3
    assert [bar[0] for bar in right] == [(WIDE + MIDDLE) / 2] * 3
    shares = [-200 / 50_000, -1, -1000 / 50_000]
    assert [bar[2] for bar in left] == pytest.approx([LONGEST * s for s in shares], abs=0.01)
    assert [bar[2] for bar in right] == pytest.approx([LONGEST, LONGEST / 3, 0], abs=0.01)
    assert [bar[1] for bar in left] == [bar[1] for bar in right] == [47, 69, 91]


def test_a_ledger_names_rows_totals_and_what_is_marked():
    picture = draw.ledger(ROWS, ("numbers", "work"), chosen=1, lines=["it is large"])
    assert picture.alt == (
        "numbers: 51.2 k in all, work: 12.0 k in all. 1 conv 5×3: 200 and 9.00 k. "
        "2 dense: 50.0 k and 3.00 k. 3 dense: 1.00 k and 0. Marked: 2 dense. it is large."
    )
    [marked] = boxes(picture, "c-seen-padding o-seen")
    assert marked == (0, 44 + 22, WIDE, 22)
    assert "it is large" in written(picture)


def test_two_marks_in_a_ledger_differ_in_the_marked_row_only():
    one, other = (
        draw.ledger(ROWS, ("numbers", "work"), chosen=row).svg.split("\n") for row in (0, 2)
    )
    assert len([pair for pair in zip(one, other, strict=False) if pair[0] != pair[1]]) == 1


def test_what_a_ledger_cannot_show_is_refused():
    with pytest.raises(ValueError, match="row 3 does not exist: there are 3 rows"):
        draw.ledger(ROWS, ("numbers", "work"), chosen=3)
    with pytest.raises(ValueError, match="each side needs a count above 0"):
        draw.ledger([("1 relu", 0, 7)], ("numbers", "work"))


NETWORKS = {
    "one": [(1000, 100_000, "1"), (10**5, 100, ""), (10**8, 1, "3")],
    "two": [(10**6, 1000, "")],
}


def test_marks_stand_at_their_weights_and_uses():
    picture, wide = draw.work_map(NETWORKS), WIDE - LEFT - RIGHT
    # The last mark of each look stands in the key.
    disks, squares = (drawn(picture, looks)[0] for looks in ("c-kernel", "c-done"))
    middles = [(float(x) + 4.5, float(y)) for x, y in re.findall(r"M(\S+) (\S+?)a", disks)]
    assert middles == [
        (LEFT, TOP),
        (LEFT + wide * 2 / 5, TOP + HIGH * 3 / 5),
        (WIDE - RIGHT, TOP + HIGH),
    ]
    [(x, y)] = re.findall(r"M(\S+) (\S+?)h", squares)
    assert (float(x) + 4.5, float(y) + 4.5) == (LEFT + wide * 3 / 5, TOP + HIGH * 2 / 5)


def test_slanting_lines_join_equal_products():
    """From every mark of a product of ten to the same product at another place."""
    wide, lines = (WIDE - LEFT - RIGHT) / 5, drawn(draw.work_map(NETWORKS), "l-padding")
    up = HIGH / 5
    for line in lines:
        ends = [tuple(map(float, spot.split())) for spot in line[1:].split("L")]
        powers = [(x - LEFT) / wide + 3 + (TOP + HIGH - y) / up for x, y in ends]
        assert powers[0] == pytest.approx(powers[1], abs=0.001) and ends[0] != ends[1]
        assert powers[0] == pytest.approx(round(powers[0]), abs=0.001)
        assert all(LEFT <= x <= WIDE - RIGHT and TOP <= y <= TOP + HIGH for x, y in ends)
    assert len(lines) == 9
    named = written(draw.work_map(NETWORKS))
    assert named["1 G"] == (LEFT + wide, TOP - 6), "10,000 weights used 100,000 times"
    assert named["10 k"][1] > TOP + HIGH, "the axis, written last, has the same words"


def test_a_map_tells_each_layer_once():
    twice = {"one": [*NETWORKS["one"], NETWORKS["one"][-1]]}
    assert draw.work_map(twice).alt == (
        "A map of layers by their weights and by how often each weight is used. "
        "one: 1.00 k used 100,000 times, 100 k used 100 times, 100 M used once."
    )


def test_what_the_map_cannot_show_is_refused():
    with pytest.raises(ValueError, match="the map tells 2 networks apart, got 3"):
        draw.work_map(dict.fromkeys("abc", NETWORKS["two"]))
    with pytest.raises(ValueError, match="small has a layer outside the map"):
        draw.work_map({"small": [(999, 10, "")]})
    with pytest.raises(ValueError, match="idle has a layer with fewer than 1 weight or use"):
        draw.work_map({"idle": [(1000, 0, "")]})
    with pytest.raises(ValueError, match="busy has a layer outside the map"):
        draw.work_map({"busy": [(1000, 100_001, "")]})
