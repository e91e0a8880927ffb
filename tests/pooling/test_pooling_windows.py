"""Places of a window, the cells that each reads, and sums over them."""

import numpy as np
import pytest
import torch
from convolution_cases import arrays

from convbook.arithmetic import Slide
from convbook.arithmetic.pooling import Pooling, Reach, adaptive_reads, ceil_outputs
from convbook.functional.pooling._gather import gather, spread

T = torch.nn.functional


# kernel, stride, padding, dilation, size: places when rounded down, and up.
CEIL = {
    (2, 2, 0, 1, 5): (2, 3),
    (2, 2, 0, 1, 6): (3, 3),
    (3, 2, 1, 1, 6): (3, 4),
    (3, 2, 1, 1, 7): (4, 4),
    (2, 3, 0, 1, 6): (2, 2),  # a third window would start on cell 6, behind the last
    (2, 3, 0, 1, 7): (2, 3),
    (2, 3, 1, 1, 5): (2, 2),  # a third would start on cell 5: the border behind does not count
    (3, 4, 0, 2, 8): (1, 2),
    (3, 2, 0, 1, 2): (None, 1),  # only hanging over does it fit
}


@pytest.mark.parametrize("setting", CEIL)
def test_places_are_those_counted_by_hand(setting):
    kernel, stride, padding, dilation, size = setting
    down, up = CEIL[setting]
    window = Slide(kernel, stride, padding, dilation)
    assert ceil_outputs(window, size) == up
    if down is not None:
        assert window.outputs(size) == down
    x = torch.zeros(1, 1, size)
    assert T.max_pool1d(x, *setting[:4], ceil_mode=True).shape[-1] == up


def test_no_place_is_refused_even_hanging_over():
    with pytest.raises(ValueError, match="a window of 5 cells does not fit on 2 cells, nor where "):
        ceil_outputs(Slide(5, stride=3), 2)


def test_adaptive_windows_cover_all_cells():
    assert [list(cells) for cells in adaptive_reads(5, 3)] == [[0, 1], [1, 2, 3], [3, 4]]
    assert [list(cells) for cells in adaptive_reads(2, 3)] == [[0], [0, 1], [1]]
    for size in range(1, 9):
        for outputs in range(1, 9):
            assert set().union(*adaptive_reads(size, outputs)) == set(range(size))


def test_runs_of_taps_join_the_cells_that_the_places_read():
    reaches = [Reach.adaptive(7, 3), Reach.adaptive(6, 3), Reach.adaptive(2, 5)]
    for kernel, stride, padding, dilation, size in CEIL:
        reaches.append(Reach.of(Slide(kernel, stride, padding, dilation), size, ceil_mode=True))
    for reach in reaches:
        joined = [
            (i, cell)
            for places, cells in reach.taps()
            for i, cell in zip(range(99)[places], range(reach.size)[cells], strict=True)
        ]
        assert sorted(joined) == [(i, c) for i, cells in enumerate(reach.reads) for c in cells]


def test_spread_is_the_transpose_of_a_gathered_sum():
    """Whole numbers, so both sides are equal to the last digit."""
    for how in (dict(kernel_size=3, stride=2, padding=1), dict(kernel_size=2, dilation=2)):
        plan = Pooling.sliding((2, 3, 7, 9), **how, rank=2)
        x, y = arrays(plan.input_shape, plan.output_shape)
        assert (y * gather(x, plan, np.add, 0)).sum() == (spread(y, plan) * x).sum()


def test_a_negative_axis_is_refused():
    with pytest.raises(ValueError, match=r"an axis of -4 cells among \(3, -4\)"):
        Pooling.sliding((1, 3, -4), 2, rank=1)


@pytest.mark.parametrize(
    ("size", "outputs", "kind", "words"),
    [
        (-4, 3, ValueError, "size must be at least 1, got -4"),
        (0, 3, ValueError, "size must be at least 1, got 0"),
        (4.5, 3, TypeError, "size must be a whole number, got 4.5"),
        (True, 3, TypeError, "size must be a whole number, got True"),
        (7, -2, ValueError, "(outputs|places) must be at least 0, got -2"),
        (7, 2.5, TypeError, "(outputs|places) must be a whole number, got 2.5"),
    ],
)
def test_size_that_no_axis_has_is_refused(size, outputs, kind, words):
    for call in (adaptive_reads, Reach.adaptive, Reach):
        with pytest.raises(kind, match=words):
            call(size, outputs)


@pytest.mark.parametrize("ceil_mode", [False, True])
def test_size_that_no_window_slides_over_is_refused(ceil_mode):
    with pytest.raises(ValueError, match="size must be at least 0, got -4"):
        Reach.of(Slide(2, padding=1), -4, ceil_mode)
    with pytest.raises(TypeError, match=r"size must be a whole number, got 4\.5"):
        Reach.of(Slide(2), 4.5, ceil_mode)


def test_no_place_is_a_reach_of_none():
    assert adaptive_reads(7, 0) == Reach.adaptive(7, 0).reads == ()


def test_bounds_of_a_reach_hold_for_every_cell():
    for setting in CEIL:
        kernel, stride, padding, dilation, size = setting
        reach = Reach.of(Slide(kernel, stride, padding, dilation), size, ceil_mode=True)
        adaptive = [Reach.adaptive(size, outputs) for outputs in (1, 2, 3, 7, 11)]
        for one in [reach, *adaptive]:
            assert max(map(len, one.reads)) <= one.most_cells <= size
            readers = [sum(cell in cells for cells in one.reads) for cell in range(size)]
            assert max(readers) <= one.most_places <= one.places
