"""Ratios on a log scale: the points are the data, the words say their range."""

import pytest

from convbook import draw

RATIOS = {"ours": {"small": 0.5, "large": 2}, "limit": {"large": 4}}


def test_a_point_stands_on_the_line_of_its_case():
    chart = draw.ratio_chart(RATIOS, x_label="their time / ours", title="Speed")
    [ax] = chart.figure.axes
    assert [label.get_text() for label in ax.get_yticklabels()] == ["small", "large"]
    mark, *series = ax.lines
    assert [line.get_xydata().tolist() for line in series] == [[[0.5, 0], [2, 1]], [[4, 1]]]
    assert set(mark.get_xdata()) == {1}
    assert ax.get_xscale() == "log" and ax.yaxis_inverted()
    assert len({(line.get_marker(), line.get_color()) for line in series}) == 2


def test_each_case_makes_the_chart_equally_higher():
    two, five = (
        draw.ratio_chart({"ours": dict.fromkeys("abcde"[:n], 2)}, x_label="").figure for n in (2, 5)
    )
    assert five.get_figheight() - two.get_figheight() == pytest.approx(3 * 0.29)
    assert two.get_figheight() == pytest.approx(1.5 + 2 * 0.29)


def test_the_words_say_the_range_of_each_series_and_where():
    assert draw.ratio_chart(RATIOS, x_label="their time / ours", title="Speed").alt == (
        "Speed. their time / ours, for 2 cases. ours: from 0.5 (small) to 2 (large). "
        "limit: from 4 (large) to 4 (large)."
    )


@pytest.mark.parametrize(
    ("ratios", "words"),
    [
        ({name: {"a": 1} for name in "abcdefg"}, "tells 6 series apart, got 7"),
        ({"ours": {"small": 0}}, "a ratio is above 0; that of 'ours' in 'small' is 0"),
    ],
    ids=["looks", "zero"],
)
def test_ratios_that_cannot_be_drawn_are_refused_in_words(ratios, words):
    with pytest.raises(ValueError, match=words):
        draw.ratio_chart(ratios, x_label="")
