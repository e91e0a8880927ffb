"""Ranges: exact values at any magnitude, words that tell them apart, refusals in words."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

from convbook.explore import Explorer
from convbook.explore.controls import control
from convbook.explore.ranges import labels_of, steps


def explorer(frame=str, **controls):
    """An explorer of the given controls."""
    return Explorer(lambda **values: frame(values), title="T", name="t", **controls)


@pytest.mark.parametrize(
    ("given", "values"),
    [
        ((1e-11, 5e-11, 1e-11), (1e-11, 2e-11, 3e-11, 4e-11, 5e-11)),
        ((1000000.5, 1000003.5), (1000000.5, 1000001.5, 1000002.5, 1000003.5)),
        ((-0.3, 0.3, 0.2), (-0.3, -0.1, 0.1, 0.3)),
        ((0, 1, 1 / 3), (0.0, 1 / 3, 2 / 3, 1.0)),
        ((3e-300, 5e-300, 1e-300), (3e-300, 4e-300, 5e-300)),
        ((1e20, 3e20, 1e20), (1e20, 2e20, 3e20)),
        ((2**60, 2**60 + 2), (2**60, 2**60 + 1, 2**60 + 2)),
        ((np.int64(3), np.int64(9), np.int64(2)), (3, 5, 7, 9)),
        ((np.uint8(252), np.uint8(255)), (252, 253, 254, 255)),
        ((np.int8(-128), np.int8(127), np.int8(85)), (-128, -43, 42, 127)),
        ((10**400, 10**400 + 1), (10**400, 10**400 + 1)),
        ((np.float32(0.1), np.float32(0.4), np.float32(0.1)), (0.1, 0.2, 0.3, 0.4)),
        ((Fraction(1, 4), 1, Fraction(1, 4)), (0.25, 0.5, 0.75, 1.0)),
    ],
)
def test_values_are_the_decimals_that_were_written(given, values):
    assert steps("x", given) == values
    assert [type(one) for one in steps("x", given)] == [type(one) for one in values]


def test_a_range_ends_at_the_last_whole_step():
    assert steps("x", (0, 1, 0.3)) == (0.0, 0.3, 0.6, 0.9)
    assert control("x", (0, 1, 0.3)).span == "0 to 0.9 in steps of 0.3"
    assert steps("x", (2, 9, 3)) == (2, 5, 8)
    assert steps("x", (4, 4)) == (4,)


@pytest.mark.parametrize(
    ("given", "labels"),
    [
        ((1000000.5, 1000002.5), ("1000000.5", "1000001.5", "1000002.5")),
        ((1e-11, 3e-11, 1e-11), ("1e-11", "2e-11", "3e-11")),
        ((0, 1, 1 / 3), ("0", "0.333333", "0.666667", "1")),
        ((99.99999, 100.00001, 1e-5), ("99.99999", "100", "100.00001")),
        ((-1.0, 1.0), ("−1", "0", "1")),
        ((-2e-9, -1e-9, 1e-9), ("−2e-09", "−1e-09")),
        ((-4, 2, 3), ("−4", "−1", "2")),
        ((1e300, 3e300, 1e300), ("1e+300", "2e+300", "3e+300")),
        ((8, 12, 2), ("8", "10", "12")),
    ],
)
def test_labels_are_short_and_differ(given, labels):
    assert control("x", given).labels == labels


@pytest.mark.parametrize("least", [-1e9, 0.1, 1e-9, 123456789.123])
@pytest.mark.parametrize("step", [0.125, 1.0, 1e-3, 1 / 7])
def test_no_two_labels_of_a_range_are_the_same(least, step):
    try:
        values = steps("x", (least, least + 6 * step, step))
    except ValueError as refusal:
        assert "too small" in str(refusal)
        return
    assert len(set(labels_of(values))) == len(values) >= 6


def test_the_slider_goes_over_positions(stored):
    html = explorer(start={"f": 1000001.5}, f=(1000000.5, 1000003.5)).player()
    assert '<input type="range" min="0" max="3" step="1" value="1"' in html
    assert [frame.body for frame in stored(html)] == [f"{{'f': {1000000.5 + n}}}" for n in range(4)]


@pytest.mark.parametrize(
    ("given", "error"),
    [
        (("a", "z"), TypeError),
        ((None, 5), TypeError),
        ((0, 5, "1"), TypeError),
        ((0, 5, None), TypeError),
        ((0, 1j), TypeError),
        ((False, True), TypeError),
        ((Decimal(1), Decimal(3)), TypeError),
        ((np.arange(3), 5), TypeError),
        (((0, 1), (2, 3)), TypeError),
        ((0, float("inf")), ValueError),
        ((float("-inf"), 0), ValueError),
        ((float("nan"), 1.0), ValueError),
        ((0, 1, float("nan")), ValueError),
        ((0, 1, -0.5), ValueError),
        ((1e17, 1e17 + 64, 1.0), ValueError),
        ((1e15, 1e15 + 1, 0.1), ValueError),
        ((0.5, 10**400, 10**399), ValueError),
        ((date(2020, 1, 1), date(2020, 1, 5)), TypeError),
        ((np.True_, np.int64(3)), TypeError),
        ((), ValueError),
    ],
    ids=str,
)
def test_what_is_no_range_is_refused_by_the_name_of_its_control(given, error):
    with pytest.raises(error, match=r"^speed "):
        explorer(speed=given)


@pytest.mark.parametrize(
    "given", [(0, 2**31), (0, 10**30), (0.0, 1.0, 1e-12), (-1e308, 1e308, 1e-300), (1, 1001)]
)
def test_a_range_is_counted_before_it_is_built(given):
    with pytest.raises(ValueError, match=r"^seed has .* values from .* at most 1000"):
        explorer(seed=given)


def test_a_thousand_values_are_not_too_many():
    assert len(control("seed", (1, 1000)).values) == 1000


@pytest.mark.parametrize("name", ['a"><b>', "two words", "<img>", "1st", "a&b", "a'b"])
def test_a_control_has_the_name_of_a_parameter(name):
    with pytest.raises(ValueError, match="named like a parameter of a function, got"):
        explorer(**{name: (0, 1)})


def test_a_choice_may_be_an_array_and_the_start_too():
    kernels = [np.eye(2), np.ones((2, 3))]
    choices = [("eye", kernels[0]), ("ones", kernels[1])]
    made = explorer(kernel=choices, start={"kernel": kernels[1]})
    assert made.first["kernel"] is kernels[1]
    with pytest.raises(ValueError, match="kernel goes over eye; it cannot start at"):
        explorer(kernel=[("eye", kernels[0])], start={"kernel": np.eye(3)})
