"""The two roofs of a machine, spots under them, and bars in rows."""

import re

import pytest

from convbook import draw
from convbook.draw.charts.roofline import share

SPOTS = [draw.Spot(2, 8, "low"), draw.Spot(64, 16, "high"), draw.Spot(64, 32)]


def disks(svg):
    """Middle of each disk, in pixels of the axes."""
    found = re.findall(r"class='c-seen l-input' d='M([\d.]+) ([\d.]+)a5 5", svg)
    return [(float(x) + 5, float(y)) for x, y in found]


def test_each_doubling_takes_the_same_way_along_its_axis():
    """Five doublings to the right, one up, another one up."""
    low, high, higher = disks(draw.roofline(64, 8, SPOTS).svg)
    assert (high[0] - low[0], higher[0] - high[0]) == (5 * 26, 0)
    assert (low[1] - high[1], high[1] - higher[1]) == (30, 30)


def test_the_slope_meets_the_level_roof_where_peak_and_bandwidth_say():
    """64 over 8 is 8: seven doublings from 1/16; 64 lies one doubling under the top."""
    svg = draw.roofline(64, 8).svg
    assert re.search(r"class='o-seen' d='M[\d.]+ [\d.]+L182 30H364'", svg)


@pytest.mark.parametrize("bandwidth", [8, 32])
def test_the_slope_passes_the_spot_that_uses_all_of_the_bandwidth(bandwidth):
    svg = draw.roofline(64, bandwidth, [draw.Spot(1, bandwidth)]).svg
    x, y, corner, level = map(
        float, re.search(r"o-seen' d='M(\S+) (\S+)L(\S+) (\S+)H", svg).groups()
    )
    [(at, height)] = disks(svg)
    assert (height - level) / (corner - at) == pytest.approx((y - level) / (corner - x))


def test_a_spot_outside_the_axes_stands_at_their_edge():
    [(x, y)] = disks(draw.roofline(64, 8, [draw.Spot(5000, 0.1)]).svg)
    assert (x, y) == (364, 9 * 30)


def test_a_name_stands_beside_its_mark_where_no_other_mark_or_name_does():
    """Alone, at the right; with a mark there, at the left; with one on either side, above."""
    for others, looks in ([], "t-start"), ([1.4], "t-end"), ([1.4, 0.7], None):
        svg = draw.roofline(64, 64, [draw.Spot(1, 8, "n"), *(draw.Spot(x, 8) for x in others)]).svg
        found = re.search(r"<text(?: class='([^']*)')? x='\S+' y='(\S+)'>n</text>", svg)
        assert found[1] == looks
        assert float(found[2]) == (125 if looks else 110)


def test_no_name_is_written_over_a_roof():
    """The spot hangs just under the slope, so the left is not free; nor above, the level roof."""
    svg = draw.roofline(64, 8, [draw.Spot(1, 7, "n"), draw.Spot(1.4, 7)]).svg
    assert re.search(r"<text x='\S+' y='(\S+)'>n<", svg)[1] == "145.8"


def test_no_name_is_written_over_another():
    """Ten pixels under the first mark its name is in the way at the right."""
    svg = draw.roofline(64, 64, [draw.Spot(1, 8, "first"), draw.Spot(1, 6.43, "n")]).svg
    assert re.search(r"<text class='t-start t-small' [^>]*>first<", svg)
    assert re.search(r"<text class='t-end' [^>]*>n<", svg)


def test_the_words_give_both_roofs_and_each_named_spot():
    alt = draw.roofline(64, 8, SPOTS, lines=["moving: 12% of the peak"]).alt
    assert alt == (
        "Two roofs over the number of FLOPs per byte: one rises with 8 billion bytes a second, "
        "and from 8 FLOPs per byte on the other is level at 64 billion FLOPs a second. "
        "low: 2, 8. high: 64, 16. moving: 12% of the peak."
    )


def test_a_bound_has_a_line_down_to_the_axis_and_an_unknown_kind_is_refused():
    svg = draw.roofline(64, 8, [draw.Spot(2, 16, "", "bound")]).svg
    assert "<path class='l-padding' d='M130 98V270'/>" in svg
    with pytest.raises(ValueError, match="kind must be one of measured, bound, other; got 'guess'"):
        draw.Spot(1, 1, "x", "guess")


def test_a_cache_is_a_dashed_slope_that_meets_the_same_level_earlier():
    """64 over 32 is 2, five doublings from 1/16, where the slope has 2: five under 64."""
    picture = draw.roofline(64, 8, cache=32)
    assert "<path class='l-padding' d='M0 180L130 30'/>" in picture.svg
    assert "From a cache the slope is 32 billion bytes a second." in picture.alt
    assert {"arithmetic", "memory", "cache"} == set(
        re.findall(r">(arithmetic|memory|cache)<", picture.svg)
    )
    assert "cache" not in draw.roofline(64, 8).svg


@pytest.mark.parametrize(("most", "level"), [(128, 30), (1024, 90), (1 << 20, 270 * 14 / 22)])
def test_the_axis_of_rates_ends_where_it_is_told_to(most, level):
    """All of it is 270 pixels; 64 lies one, four and fourteen doublings under its end."""
    svg = draw.roofline(64, 8, most=most).svg
    found = re.search(r"o-seen' d='M[\d.]+ [\d.]+L182 ([\d.]+)H364'", svg)
    assert float(found[1]) == round(level, 1)


@pytest.mark.parametrize("most", [1, 100])
def test_an_axis_that_would_not_end_at_a_line_is_refused(most):
    with pytest.raises(ValueError, match=f"most must be a power of two from 2 on, got {most}"):
        draw.roofline(64, 8, most=most)


def test_names_of_roofs_keep_off_the_spots():
    """Alone, at half a FLOP per byte; with a spot where the name would stand, one further."""
    places = []
    for spots in ([], [draw.Spot(0.7, 3.2)]):
        svg = draw.roofline(64, 8, spots).svg
        places.append(float(re.search(r"x='(\S+)' y='\S+'>memory<", svg)[1]))
    assert places == [26 * 3 + 9, 26 * 4 + 9]


def test_bars_are_as_long_as_their_values_and_the_longest_fills_the_row():
    picture = draw.rows_of_bars({"a": 2, "long": 8}, title="hours", least={"a": 1, "long": 4})
    bars = re.findall(r"class='c-done' d='M(\d+) \d+h([\d.]+)v", picture.svg)
    assert [float(long) for _, long in bars] == [40, 160]
    marks = [float(x) for x in re.findall(r"class='o-seen' d='M([\d.]+) ", picture.svg)]
    assert marks == [int(bars[0][0]) + 20, int(bars[0][0]) + 80]
    assert picture.alt == "hours. a: 2, at least 1. long: 8, at least 4."


def test_bars_of_several_charts_may_share_a_scale():
    svg = draw.rows_of_bars({"a": 2, "long": 8}, title="hours", most=16).svg
    assert re.findall(r"class='c-done' d='M\d+ \d+h([\d.]+)v", svg) == ["20", "80"]
    with pytest.raises(ValueError, match="most is 4, and the largest value is 8"):
        draw.rows_of_bars({"a": 2, "long": 8}, title="hours", most=4)


def test_a_long_title_has_room():
    wide = draw.rows_of_bars({"a": 2}, title="x" * 90).svg
    assert float(re.search(r'width="([\d.]+)"', wide)[1]) > 90 * 7


def test_bars_carry_the_texts_that_are_given_and_zero_is_no_fault():
    picture = draw.rows_of_bars({"a": 0, "b": 0}, title="bytes", texts={"a": "none"})
    assert re.findall(r"<text class='t-title' [^>]*>([^<]*)<", picture.svg) == [
        "bytes",
        "none",
        "0",
    ]
    assert picture.alt == "bytes. a: none. b: 0."


def test_powers_of_two_below_1_are_read_as_fractions():
    assert [share(power) for power in (-3, -1, 0, 1, 5)] == ["1/8", "1/2", "1", "2", "32"]
