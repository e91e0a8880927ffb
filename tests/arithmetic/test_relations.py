"""The fifteen relations of Dumoulin and Visin against windows that are really put down."""

from itertools import product

import pytest

from convbook.arithmetic import (
    RELATIONS,
    Plan,
    Slide,
    halvings,
    sizes_through,
    windows_giving,
)
from convbook.arithmetic import relations as R

SETTINGS = [
    (i, k, s, p)
    for i, k, s, p in product(range(1, 13), range(1, 6), range(1, 5), range(5))
    if i + 2 * p >= k
]


def test_there_are_fifteen_under_their_numbers():
    assert list(RELATIONS) == list(range(1, 16))
    assert all(function.number == number for number, function in RELATIONS.items())


def test_relations_1_to_6_are_the_sizes_of_convolutions():
    for i, k, s, p in SETTINGS:
        size = Slide(k, s, p).outputs(i)
        assert R.padding_stride(i, k, s, p) == size
        if p == 0:
            assert R.no_padding_stride(i, k, s) == size == R.pooling(i, k, s)
        if s == 1:
            assert R.padding_unit_stride(i, k, p) == size
            if p == 0:
                assert R.no_padding_unit_stride(i, k) == size
            if p == k - 1:
                assert R.full_padding_unit_stride(i, k) == size
            if k % 2 and p == k // 2:
                assert R.half_padding(i, k) == size


def transposed_size(i, k, s, p, a=0):
    """The size that a transposed convolution really has."""
    return Plan.transposed((1, 1, i), (1, 1, k), s, p, a).sizes[0]


def test_relations_8_to_14_lead_back_to_the_size_a_convolution_came_from():
    checked = 0
    for i, k, s, p in SETTINGS:
        window = Slide(k, s, p)
        o, a = window.outputs(i), window.left_over(i)
        assert R.transposed_left_over(o, k, s, p, a) == i == transposed_size(o, k, s, p, a)
        if a == 0:
            assert R.transposed_padding_stride(o, k, s, p) == i
            if p == 0:
                assert R.transposed_no_padding_stride(o, k, s) == i
        if s == 1:
            assert R.transposed_padding_unit_stride(o, k, p) == i
            if p == 0:
                assert R.transposed_no_padding_unit_stride(o, k) == i
            if p == k - 1:
                assert R.transposed_full_padding(o, k) == i
            if k % 2 and p == k // 2:
                assert R.transposed_half_padding(o, k) == i
        checked += 1
    assert checked == len(SETTINGS) == 1148


def test_relation_15_is_the_size_of_a_dilated_convolution():
    for (i, k, s, p), d in product(SETTINGS, range(1, 4)):
        if i + 2 * p >= (k - 1) * d + 1:
            assert R.dilated(i, k, s, p, d) == Slide(k, s, p, d).outputs(i)


@pytest.mark.parametrize("number", [3, 10])
def test_half_padding_refuses_even_kernels(number):
    with pytest.raises(ValueError, match="needs an odd kernel, got 4: 2 on each side adds 1"):
        RELATIONS[number](7, 4)


def test_windows_giving_finds_all_and_only_those_that_fit():
    offered = dict(kernels=range(1, 6), strides=(1, 2, 3), paddings=(0, 2), dilations=(1, 2))
    found = windows_giving(4, size=9, **offered)
    for setting in product(*offered.values()):
        window = Slide(*setting)
        fits = window.extent <= 9 + 2 * window.before
        assert (window in found) == (fits and window.outputs(9) == 4)
    assert Slide(3, 2) in found
    assert windows_giving(40, size=9, **offered) == []


def test_a_valid_network_stops_before_the_window_is_larger_than_what_is_left():
    assert sizes_through(32, [Slide(5)] * 99)[-1] == 4
    assert sizes_through(33, [Slide(5)] * 99)[-1] == 1
    assert sizes_through(2, [Slide(3)]) == [2]


def test_a_chain_that_never_shrinks_is_refused():
    with pytest.raises(ValueError, match="10001 sizes and still stands at 7"):
        sizes_through(7, iter(lambda: Slide(3, padding=1), None))


def test_halvings_stop_at_the_first_odd_size():
    assert halvings(224) == [224, 112, 56, 28, 14, 7]
    assert halvings(7) == [7]
    with pytest.raises(ValueError, match="at least 1, got 0"):
        halvings(0)
