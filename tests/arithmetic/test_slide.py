"""One window on one axis: sizes worked out by hand, by counting, and by PyTorch."""

from itertools import product

import numpy as np
import pytest
import torch

from convbook.arithmetic import (
    Plan,
    Slide,
    full_padding,
    same_padding,
    same_paddings,
    slides,
)
from convbook.arithmetic.pooling import Pooling

# i, k, s, p, d -> outputs, left over: drawn on squared paper
BY_HAND = {
    (5, 3, 1, 0, 1): (3, 0),
    (5, 3, 2, 0, 1): (2, 0),
    (6, 3, 2, 0, 1): (2, 1),
    (7, 3, 2, 1, 1): (4, 0),
    (6, 3, 2, 1, 1): (3, 1),
    (7, 2, 3, 0, 1): (2, 2),
    (7, 3, 1, 0, 2): (3, 0),
    (9, 2, 4, 1, 5): (2, 1),
    (1, 1, 1, 0, 1): (1, 0),
    (1, 3, 4, 2, 1): (1, 2),
}


@pytest.mark.parametrize("setting", BY_HAND)
def test_size_and_left_over_are_those_counted_by_hand(setting):
    size, *window = setting
    slide = Slide(*window)
    assert (slide.outputs(size), slide.left_over(size)) == BY_HAND[setting]


EVERY = list(product(range(1, 13), range(1, 6), range(1, 5), range(5), range(1, 4)))


def places_by_trying(size, kernel, stride, padding, dilation):
    """Put the first tap on every stride-th cell of the bordered axis; keep what stays inside."""
    cells = [False] * padding + [True] * size + [False] * padding
    return sum(
        all(start + a * dilation < len(cells) for a in range(kernel))
        for start in range(0, len(cells), stride)
    )


def test_formula_equals_counting_for_every_small_setting():
    assert len(EVERY) == 12 * 5 * 4 * 5 * 3
    for size, *window in EVERY:
        counted = places_by_trying(size, *window)
        if counted:
            assert Slide(*window).outputs(size) == counted
        else:
            with pytest.raises(ValueError, match="does not fit"):
                Slide(*window).outputs(size)


def test_formula_equals_torch_for_every_small_setting():
    one = {
        size: torch.empty(1, 1, size, device="meta") for size in range(1, 13)
    }  # shapes without numbers
    for size, kernel, stride, padding, dilation in EVERY:
        weight = torch.empty(1, 1, kernel, device="meta")
        setting = (None, stride, padding, dilation)
        try:
            theirs = torch.nn.functional.conv1d(one[size], weight, *setting).shape[-1]
        except RuntimeError:
            theirs = None
        if theirs is None:
            with pytest.raises(ValueError, match="does not fit"):
                Slide(kernel, stride, padding, dilation).outputs(size)
        else:
            assert Slide(kernel, stride, padding, dilation).outputs(size) == theirs


def test_read_says_which_cell_each_tap_reads():
    window = Slide(kernel=3, stride=4, padding=(5, 0), dilation=2)
    assert window.reads(0) == [-5, -3, -1]
    assert window.reads(2) == [3, 5, 7]
    assert window.read(2, 1) == 5


def test_left_over_cells_lie_behind_the_last_window():
    window = Slide(kernel=2, stride=4, padding=(1, 2), dilation=3)
    size = 12
    last = window.read(window.outputs(size) - 1, window.kernel - 1)
    assert last + window.left_over(size) == size + window.after - 1


def test_reached_counts_the_outputs_of_each_cell():
    assert Slide(3).reached(6) == [1, 2, 3, 3, 2, 1]
    assert Slide(3, padding=1).reached(5) == [2, 3, 3, 3, 2]
    assert Slide(3, padding=2).reached(4) == [3, 3, 3, 3]
    assert Slide(2, stride=3).reached(7) == [1, 1, 0, 1, 1, 0, 0]
    assert Slide(2, dilation=3, padding=(0, 1)).reached(5) == [1, 1, 1, 1, 1]


@pytest.mark.parametrize("kernel", range(1, 7))
@pytest.mark.parametrize("dilation", range(1, 4))
def test_same_keeps_every_size_and_puts_the_odd_cell_behind(kernel, dilation):
    before, after = same_padding(kernel, dilation)
    assert after - before == (kernel - 1) * dilation % 2
    assert Slide(kernel, 1, (before, after), dilation).outputs(8) == 8


def test_two_by_two_has_four_ways_to_stay_the_same():
    assert list(product(same_paddings(2), same_paddings(2))) == [
        ((0, 1), (0, 1)),
        ((0, 1), (1, 0)),
        ((1, 0), (0, 1)),
        ((1, 0), (1, 0)),
    ]
    assert same_paddings(3) == [(1, 1)]


@pytest.mark.parametrize(("kernel", "dilation"), [(2, 1), (3, 1), (4, 3)])
def test_full_padding_lets_every_cell_meet_every_tap(kernel, dilation):
    window = Slide(kernel, 1, full_padding(kernel, dilation), dilation)
    assert window.reached(5) == [kernel] * 5


def test_symmetric_pairs_are_one_number():
    assert Slide(3, padding=(2, 2)) == Slide(3, padding=2)
    assert (Slide(3, padding=(2, 5)).before, Slide(3, padding=(2, 5)).after) == (2, 5)


def test_slides_gives_each_axis_its_own_numbers():
    assert slides((3, 4), (2, 1), 5, (1, 6)) == (Slide(3, 2, 5, 1), Slide(4, 1, 5, 6))
    assert slides((3, 4, 5), stride=(2,)) == (Slide(3, 2), Slide(4, 2), Slide(5, 2))
    assert slides((3, 4), padding="valid") == (Slide(3), Slide(4))
    assert slides((3, 4), padding="same") == (Slide(3, padding=1), Slide(4, padding=(1, 2)))


def test_an_array_of_numbers_is_a_setting_like_a_tuple():
    two = np.array([2, 3], np.uint8)
    assert slides(np.array([3, 4]), two, two, two) == slides((3, 4), (2, 3), (2, 3), (2, 3))
    assert Slide(3, padding=np.array([1, 2])) == Slide(3, padding=[1, 2]) == Slide(3, 1, (1, 2))
    assert Slide(np.int64(3), np.array(2)) == Slide(3, 2)
    plan = Plan.of((2, 4, 9, 8), (6, 2, 3, 4), two, two, two, np.int64(2))
    assert plan == Plan.of((2, 4, 9, 8), (6, 2, 3, 4), (2, 3), (2, 3), (2, 3), 2)
    shapes, more = ((2, 6, 4, 5), (6, 2, 3, 4)), np.array([1, 0])
    assert Plan.transposed(*shapes, two, two, more) == Plan.transposed(
        *shapes, (2, 3), (2, 3), (1, 0)
    )
    pooled = Pooling.sliding((2, 9, 8), two, two, more, rank=2)
    assert pooled == Pooling.sliding((2, 9, 8), (2, 3), (2, 3), (1, 0), rank=2)
    wanted = Pooling.adaptive((2, 9, 8), two, rank=2)
    assert wanted == Pooling.adaptive((2, 9, 8), (2, 3), rank=2)
    for setting in (slides((3, 4), two)[1].stride, slides((3, 4), 1, two)[1].padding):
        assert type(setting) is int


def test_an_array_that_is_not_a_setting_is_refused_in_words():
    for kinds, words, wrong in [
        (TypeError, r"^stride must be a whole number, got array", [[1, 2], [3, 4]]),
        (TypeError, r"^stride must be a whole number, got 1\.5$", [1.5, 2.5]),
        (TypeError, r"^stride must be a whole number, got True$", [True, False]),
        (ValueError, r"^stride takes 1 or 2 numbers for 2 axes, got 3$", [1, 2, 3]),
        (ValueError, r"^stride must be at least 1, got 0$", [1, 0]),
    ]:
        with pytest.raises(kinds, match=words):
            slides((3, 4), np.array(wrong))
        with pytest.raises(kinds, match=words):
            Pooling.sliding((2, 9, 8), (3, 4), np.array(wrong), rank=2)
    with pytest.raises(TypeError, match=r"^stride must be a whole number, got None$"):
        slides((3, 4), np.ma.array([1, 2], mask=[True, False]))
    with pytest.raises(TypeError, match=r"^padding must be a whole number, got \(1, 2\)$"):
        slides((3, 4), padding=((1, 2), 3))  # a Slide would take it


REFUSED = {
    "kernel must be at least 1, got 0": lambda: Slide(0),
    "stride must be at least 1, got 0": lambda: Slide(3, stride=0),
    "dilation must be at least 1, got -2": lambda: Slide(3, dilation=-2),
    "padding must be at least 0, got -1": lambda: Slide(3, padding=-1),
    "padding must be at least 0, got -4": lambda: Slide(3, padding=(1, -4)),
    r"padding takes 2 numbers \(before, after\), got 3": lambda: Slide(3, padding=(1, 2, 3)),
    "a window of 5 cells .kernel 3, dilation 2. does not fit on 4 cells .2 and a padding of "
    "2 before, 0 after.": lambda: Slide(3, 1, (2, 0), 2).outputs(2),
    "stride takes 1 or 2 numbers for 2 axes, got 3": lambda: slides((3, 3), stride=(1, 2, 3)),
    "stride takes 1 number for 1 axis, got 2": lambda: slides((3,), stride=(1, 2)),
    "does not fit on 1 cell ": lambda: Slide(3).outputs(1),
    "padding must be a number, 'valid' or 'same', got 'full'": lambda: slides((3,), padding="full"),
    "padding='same' needs stride 1, got stride 2": lambda: slides((3,), 2, padding="same"),
}


@pytest.mark.parametrize("words", REFUSED)
def test_refusal_names_both_numbers(words):
    with pytest.raises(ValueError, match=words):
        REFUSED[words]()


@pytest.mark.parametrize("value", [2.0, True, "2", None])
def test_what_is_no_whole_number_is_refused(value):
    with pytest.raises(TypeError, match=r"stride must be a whole number, got"):
        Slide(3, stride=value)
    with pytest.raises(TypeError, match=r"dilation must be a whole number, got"):
        slides((3, 3), dilation=(1, value))


@pytest.mark.parametrize("ask", ["outputs", "left_over", "room", "reached"])
def test_a_size_is_a_whole_number_of_cells(ask):
    """A window of 3 with a border of 2 fits on -1 cells, as far as adding goes."""
    window = Slide(3, 1, 2)
    with pytest.raises(ValueError, match=r"^size must be at least 0, got -1$"):
        getattr(window, ask)(-1)
    with pytest.raises(TypeError, match=r"^size must be a whole number, got 7\.5$"):
        getattr(window, ask)(7.5)


def test_a_place_is_a_whole_number():
    with pytest.raises(TypeError, match=r"^place must be a whole number, got 0\.5$"):
        Slide(3).reads(0.5)
