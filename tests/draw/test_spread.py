"""Charts of experiments that were repeated."""

import numpy as np
import pytest

from convbook import draw

FOUND = {"layers": {"": {1: [0.5, 0.7], 4: [0.1, 0.2, 0.3]}}, "cells": {"": {8: [0.3, 0.3]}}}


def shown(panels=FOUND, **how):
    """The chart of some panels."""
    return draw.spread_chart(panels, y_label="error", **how)


def test_the_words_give_the_mean_at_every_place():
    assert shown(title="Two").alt == (
        "Two. A chart of error, means of repeated experiments. layers: 1 0.6, 4 0.2. cells: 8 0.3."
    )


def test_curves_with_names_are_told_apart():
    chart = shown({"cells": {"one": {8: [1, 3]}, "many": {8: [4, 6]}}})
    assert chart.alt.endswith("cells: one 8 2. cells: many 8 5.")
    [legend] = chart.figure.legends
    assert [text.get_text() for text in legend.get_texts()] == ["one", "many"]


def test_bars_are_the_standard_error_and_every_outcome_is_a_dot():
    """0.1, 0.2 and 0.3 have the deviation 0.1: their mean is off by 0.1 / √3."""
    ax = shown().figure.axes[0]
    [bars] = ax.containers
    ends = bars.lines[2][0].get_segments()[1][:, 1]
    np.testing.assert_allclose(ends, 0.2 + np.array([-1, 1]) * 0.1 / 3**0.5)
    dots = ax.collections[0].get_offsets()
    assert dots.tolist() == [[1, 0.5], [1, 0.7], [4, 0.1], [4, 0.2], [4, 0.3]]


def test_panels_share_one_axis_from_zero():
    first, second = shown().figure.axes
    assert first.get_ylim() == second.get_ylim()
    assert first.get_ylim()[0] == 0
    assert (first.get_ylabel(), second.get_ylabel()) == ("error", "")


def test_panels_stand_in_rows_and_the_first_of_a_row_has_the_label():
    figure = shown({str(n): FOUND["cells"] for n in range(4)}, across=2).figure
    assert [ax.get_ylabel() for ax in figure.axes] == ["error", "", "error", ""]


def test_one_outcome_has_no_spread():
    with pytest.raises(ValueError, match="a curve needs at least 2 outcomes a place, got 1"):
        shown({"layers": {"": {1: [0.5]}}})


def test_more_curves_than_looks_are_refused():
    with pytest.raises(ValueError, match="a chart tells 6 curves apart, got 7"):
        shown({"layers": {str(n): {1: [0.5, 0.6]} for n in range(7)}})


def test_doublings_take_the_same_room_where_there_is_no_zero():
    panels = {"layers": FOUND["layers"], "strides": {"": {0: [1, 2], 3: [1, 2]}}}
    first, second = shown(panels, doubling=True).figure.axes
    assert (first.get_xscale(), second.get_xscale()) == ("log", "linear")
    assert [label.get_text() for label in first.get_xticklabels()] == ["1", "4"]


def test_three_panels_stand_in_a_row_unless_it_is_said_otherwise():
    figure = shown({str(n): FOUND["cells"] for n in range(4)}).figure
    assert [ax.get_ylabel() != "" for ax in figure.axes] == [True, False, False, True]
