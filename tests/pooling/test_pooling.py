"""Pooling along one, two and three axes."""

import re

import numpy as np
import pytest
import torch
from agreement import agree
from convolution_cases import arrays, same

from convbook import definition
from convbook import functional as F
from convbook.arithmetic import Slide
from convbook.arithmetic.pooling import Pooling, Reach, adaptive_reads, ceil_outputs
from convbook.functional.pooling._gather import gather, spread

T = torch.nn.functional
BOTH = pytest.mark.parametrize("module", [definition, F], ids=["definition", "fast form"])

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


@BOTH
def test_maximum_by_hand(module):
    image = np.array([[[1.0, 5, 2, 0, 3], [4, 0, 6, 6, 1], [7, 2, 2, 8, 9]]])
    output, indices = module.max_pool2d(image, (2, 3), (1, 2), return_indices=True)
    assert output.tolist() == [[[6, 6], [7, 9]]]
    assert indices.tolist() == [[[7, 7], [10, 14]]]  # of the two sixes, the first
    output, indices = module.max_pool2d(
        -image, 3, 2, 1, ceil_mode=True, return_indices=True
    )  # the border is minus infinity: 0 would win everywhere
    assert output.tolist() == [[[0, 0, 0], [0, 0, -1]]]
    assert indices.tolist() == [[[6, 3, 3], [6, 6, 9]]]


@BOTH
def test_average_by_hand(module):
    row = np.array([[2.0, 4, 6, 8, 10]])
    assert module.avg_pool1d(row, 3, 2, 1).tolist() == [[2, 6, 6]]
    assert module.avg_pool1d(row, 3, 2, 1, count_include_pad=False).tolist() == [[3, 6, 9]]
    assert module.avg_pool1d(row, 2, 2, ceil_mode=True).tolist() == [[3, 7, 10]]
    # The second window lies on cells 2 to 6: 5 is border and counts, 6 is beyond it.
    assert module.avg_pool1d(row, 5, 3, 1, ceil_mode=True).tolist() == [[4, 6]]
    image = np.array([[[2.0, 4, 6], [8, 10, 12]]])
    assert module.avg_pool2d(image, 2, 1).tolist() == [[[6, 8]]]
    assert module.avg_pool2d(image, 2, 1, divisor_override=-8).tolist() == [[[-3, -4]]]


@BOTH
def test_power_average_by_hand(module):
    row = np.array([[3.0, -4, 6, 8, 5]])
    assert module.lp_pool1d(row, 2, 2).tolist() == [[5, 10]]
    assert module.lp_pool1d(row, 1, 2).tolist() == [[-1, 14]]
    assert module.lp_pool1d(row, float("inf"), 2).tolist() == [[4, 8]]
    assert module.lp_pool1d(row, float("-inf"), 2).tolist() == [[3, 6]]
    assert module.lp_pool1d(row, 1, 2, ceil_mode=True).tolist() == [[-1, 14, 10]]  # 5 counts twice


@BOTH
def test_unpooling_by_hand(module):
    values, where = np.array([[7.0, 8]]), np.array([[4, 2]])
    assert module.max_unpool1d(values, where, 3, 2).tolist() == [[0, 0, 8, 0, 7]]
    assert module.max_unpool1d(values, where, 3, 2, 0, (6,)).tolist() == [[0, 0, 8, 0, 7, 0]]
    assert module.max_unpool1d(values, where, 3, 2, 0, (1, 1, 6)).shape == (1, 6)
    assert module.max_unpool1d(values, where, 5, 2, 1).shape == (1, 5)


SHAPES = {1: (2, 3, 11), 2: (2, 3, 7, 9), 3: (2, 3, 4, 7, 5)}
CASES = {
    "max": dict(kernel_size=3, stride=2, padding=1),
    "max, dilated": dict(kernel_size=2, stride=1, dilation=3),
    "max, hanging over": dict(kernel_size=3, stride=3, padding=1, ceil_mode=True),
    "max, one place": dict(kernel_size=4, stride=5),
    "avg": dict(kernel_size=2, stride=1, padding=1),
    "avg, hanging over": dict(kernel_size=4, stride=3, padding=2, ceil_mode=True),
    "avg, cells alone": dict(
        kernel_size=4, stride=3, padding=2, ceil_mode=True, count_include_pad=False
    ),
    "avg, gaps": dict(kernel_size=1, stride=3),
    "lp": dict(norm_type=3, kernel_size=2, ceil_mode=True),
    "lp, infinite": dict(norm_type=float("inf"), kernel_size=3, stride=1),
    "lp, minus infinite": dict(norm_type=float("-inf"), kernel_size=3, stride=1),
    "adaptive_avg": dict(output_size=3),
    "adaptive_avg, to one": dict(output_size=1),
    "adaptive_avg, larger": dict(output_size=13),
    "adaptive_max": dict(output_size=2),
}
EVERY = pytest.mark.parametrize("case", CASES)
RANKS = pytest.mark.parametrize("rank", [1, 2, 3])


def operation(module, case, rank, suffix=""):
    """The function that a case of that many axes needs."""
    return getattr(module, f"{case.partition(',')[0]}_pool{rank}d{suffix}")


def the_arrays(case, rank):
    """Input without equal or zero cells, and an upstream gradient."""
    shape = SHAPES[rank]
    x = np.random.default_rng(0).permutation(np.arange(1.0, np.prod(shape) + 1)).reshape(shape)
    [grad] = arrays(operation(F, case, rank)(x, **CASES[case]).shape, seed=1)
    return x, grad


def near(ours, theirs):
    """Averages and roots are rounded."""
    return ours.dtype == theirs.dtype and np.allclose(ours, theirs, rtol=1e-12, atol=1e-12)


@RANKS
@EVERY
def test_fast_form_definition_and_torch_agree(case, rank):
    x, grad = the_arrays(case, rank)
    x, grad, how = x[:1, :2], grad[:1, :2], CASES[case]
    leaf = torch.from_numpy(x.copy()).requires_grad_()
    theirs = operation(T, case, rank)(leaf, **how)
    theirs.backward(torch.from_numpy(grad.copy()))
    for module in (F, definition):
        assert near(operation(module, case, rank)(x, **how), theirs.detach().numpy())
        slope = operation(module, case, rank, "_backward")(grad, x, **how)
        assert near(slope, leaf.grad.numpy())


@EVERY
def test_backward_is_the_slope(case):
    """Central differences: linear for averages and, as no cells are equal, for maxima."""
    x, grad = the_arrays(case, 2)
    forward, how = operation(F, case, 2), CASES[case]
    slope = operation(F, case, 2, "_backward")(grad, x, **how)
    for place in np.random.default_rng(2).permutation(list(np.ndindex(x.shape)))[:40]:
        step = np.zeros_like(x)
        step[tuple(place)] = 0.25
        rise = (grad * (forward(x + step, **how) - forward(x - step, **how))).sum() / 0.5
        # The cube of a cell near 1 bends within the step; the other cases are straight.
        assert np.isclose(rise, slope[tuple(place)], atol=0.3 if case == "lp" else 1e-9)


@pytest.mark.parametrize("case", ["avg", "avg, hanging over", "avg, gaps", "adaptive_avg"])
def test_backward_of_an_average_is_its_transpose(case):
    x, y = the_arrays(case, 3)
    forward, backward = operation(F, case, 3), operation(F, case, 3, "_backward")
    how = CASES[case]
    assert np.isclose((y * forward(x, **how)).sum(), (backward(y, x, **how) * x).sum(), rtol=1e-12)


def test_spread_is_the_transpose_of_a_gathered_sum():
    """Whole numbers, so both sides are equal to the last digit."""
    for how in (dict(kernel_size=3, stride=2, padding=1), dict(kernel_size=2, dilation=2)):
        plan = Pooling.sliding((2, 3, 7, 9), **how, rank=2)
        x, y = arrays(plan.input_shape, plan.output_shape)
        assert (y * gather(x, plan, np.add, 0)).sum() == (spread(y, plan) * x).sum()


def test_many_planes_leave_no_seam_between_blocks():
    [x] = arrays((3, 50, 61, 37))
    theirs = T.max_pool2d(torch.from_numpy(x), 3, 2, 1, return_indices=True)
    assert same(F.max_pool2d(x, 3, 2, 1), theirs[0].numpy())
    for ours, other in zip(F.max_pool2d(x, 3, 2, 1, 1, False, True), theirs, strict=True):
        assert same(ours, other.numpy())


@pytest.mark.parametrize("width", [126, 127, 300, 40_000])
def test_steps_within_a_window_need_not_fit_in_one_byte(width):
    """From the first to the last cell of the window there are 2 rows and 2 cells: 254, 256, ..."""
    [x] = arrays((1, 2, 4, width))
    theirs = T.max_pool2d(torch.from_numpy(x), 3, 1, return_indices=True)
    for ours, other in zip(F.max_pool2d(x, 3, 1, return_indices=True), theirs, strict=True):
        assert same(ours, other.numpy())


@BOTH
@RANKS
def test_unpooling_puts_the_maxima_back(rank, module):
    x, _ = the_arrays("max", rank)
    forward = operation(module, "max", rank)
    output, indices = forward(x[:1], 2, return_indices=True)
    unpool = getattr(module, f"max_unpool{rank}d")
    back = unpool(output, indices, 2, output_size=x.shape[2:])
    assert same(back, np.where(np.isin(x[:1], output), x[:1], 0))
    [grad] = arrays(back.shape, seed=1)
    slope, none = getattr(module, f"max_unpool{rank}d_backward")(
        grad, output, indices, 2, output_size=x.shape[2:]
    )
    assert (slope * output).sum() == (grad * back).sum() and none is None


@BOTH
def test_nan_and_infinity_go_where_torch_sends_them(module):
    x = np.array([[np.nan, 1, np.nan, 2, -np.inf, -np.inf, -np.inf, np.inf, 3]])
    output, indices = module.max_pool1d(x, 3, return_indices=True)
    theirs = T.max_pool1d(torch.from_numpy(x), 3, return_indices=True)
    assert np.array_equal(output, theirs[0].numpy(), equal_nan=True)
    assert np.array_equal(indices, theirs[1].numpy())
    assert indices.tolist() == [[2, 3, 7]]
    assert module.max_pool1d(x[:, 4:7], 2, 1, return_indices=True)[1].tolist() == [[0, 1]]
    assert np.isnan(module.max_pool1d(x, 3)[0, 0])
    theirs = T.avg_pool1d(torch.from_numpy(x), 3).numpy()
    assert np.array_equal(module.avg_pool1d(x, 3), theirs, equal_nan=True)


@BOTH
def test_where_the_sum_of_powers_is_0_the_gradient_is_0(module):
    for p in (1.5, 2, 3):
        slope = module.lp_pool1d_backward(np.ones((1, 2)), np.array([[0.0, 0, 3, 4]]), p, 2)
        assert slope[0, :2].tolist() == [0, 0] and (slope[0, 2:] > 0).all()


@BOTH
@EVERY
def test_a_single_image_needs_no_batch_axis_and_none_is_changed(case, module):
    x, grad = the_arrays(case, 2)
    x, grad, how = x[:1], grad[:1], CASES[case]
    x.flags.writeable = grad.flags.writeable = False
    forward, backward = operation(module, case, 2), operation(module, case, 2, "_backward")
    assert same(forward(x[0], **how), forward(x, **how)[0])
    slope = backward(grad[0], x[0], **how)
    assert same(slope, backward(grad, x, **how)[0])
    assert not np.shares_memory(slope, grad) and not np.shares_memory(forward(x, **how), x)


@BOTH
@EVERY
def test_an_empty_batch_stays_empty(case, module):
    x = np.ones((0, 3, 7, 9))
    output = operation(module, case, 2)(x, **CASES[case])
    assert output.shape[:2] == (0, 3) and output.ndim == 4
    assert operation(module, case, 2, "_backward")(output, x, **CASES[case]).shape == x.shape


@BOTH
@EVERY
def test_single_precision_is_kept(case, module):
    x, grad = (a.astype(np.float32)[:1, :1] for a in the_arrays(case, 2))
    assert operation(module, case, 2)(x, **CASES[case]).dtype == np.float32
    assert operation(module, case, 2, "_backward")(grad, x, **CASES[case]).dtype == np.float32


@BOTH
@pytest.mark.parametrize("kind", [np.int64, np.int8, np.uint8])
def test_maxima_of_whole_numbers_stay_whole(kind, module):
    x = np.array([[3, 1, 4, 1, 5]], kind)
    assert same(module.max_pool1d(x, 3, 2, 1), np.array([[3, 4, 5]], kind))


@EVERY
def test_views_of_any_stride_are_read(case):
    x, grad = the_arrays(case, 2)
    turned = np.repeat(np.repeat(x, 2, 1), 3, 3)[:, ::-2, :, ::-3]
    forward, backward, how = (
        operation(F, case, 2), operation(F, case, 2, "_backward"), CASES[case],
    )  # fmt: skip
    assert same(forward(turned, **how), forward(turned.copy(), **how))
    assert same(backward(grad, turned, **how), backward(grad, turned.copy(), **how))


REFUSED = {
    "input must have 4 axes, or 3 without a batch; got 2 in shape (5, 7)": (
        "max_pool2d", (5, 7), dict(kernel_size=2),
    ),
    "input has an axis of 0 cells among (3, 0, 7); each needs 1": (
        "avg_pool2d", (2, 3, 0, 7), dict(kernel_size=2),
    ),
    "padding must be at most half of the kernel of 3 cells, got 2": (
        "max_pool2d", (3, 8, 7), dict(kernel_size=3, padding=2, dilation=2),
    ),
    "kernel must be at least 1, got 0": ("max_pool2d", (3, 8, 7), dict(kernel_size=0)),
    "stride must be at least 1, got 0": ("avg_pool2d", (3, 8, 7), dict(kernel_size=2, stride=0)),
    "kernel_size takes 1 or 2 numbers for 2 axes, got 3": (
        "max_pool2d", (3, 8, 7), dict(kernel_size=(2, 2, 2)),
    ),
    "a window of 9 cells (kernel 9, dilation 1) does not fit on 7 cells": (
        "max_pool2d", (3, 12, 7), dict(kernel_size=9),
    ),
    "a kernel of 5 cells is larger than the input of 4": (
        "avg_pool3d", (3, 4, 7, 6), dict(kernel_size=5, padding=2),
    ),
    "divisor_override must not be 0, got 0": (
        "avg_pool2d", (3, 8, 7), dict(kernel_size=2, divisor_override=0),
    ),
    "output_size takes 2 numbers for 2 axes, got 3": (
        "adaptive_avg_pool2d", (3, 8, 7), dict(output_size=(2, 2, 2)),
    ),
    "output_size must be at least 0, got -1": (
        "adaptive_max_pool2d", (3, 8, 7), dict(output_size=-1),
    ),
    "norm_type must not be 0": ("lp_pool2d", (3, 8, 7), dict(norm_type=0, kernel_size=2)),
}  # fmt: skip


@BOTH
@pytest.mark.parametrize("words", REFUSED)
def test_refusal_names_both_numbers(words, module):
    name, shape, how = REFUSED[words]
    with pytest.raises(ValueError, match=re.escape(words)):
        getattr(module, name)(np.ones(shape), **how)
    with pytest.raises((RuntimeError, ValueError, ZeroDivisionError)):
        getattr(T, name)(torch.ones(shape), **how)


NOT_UNPOOLED = {
    "indices must have shape (1, 2), got (1, 3)": ((1, 3), 0, dict(kernel_size=2)),
    "indices must lie between 0 and 3, got 4": ((1, 2), 4, dict(kernel_size=2)),
    "output_size must be from 3 to 5, got 6": (
        (1, 2), 0, dict(kernel_size=2, output_size=(6,)),
    ),
    "output_size takes 1 or 3 numbers, got 2": (
        (1, 2), 0, dict(kernel_size=2, output_size=(4, 4)),
    ),
}  # fmt: skip


@BOTH
@pytest.mark.parametrize("words", NOT_UNPOOLED)
def test_what_cannot_be_unpooled_is_refused(words, module):
    shape, index, how = NOT_UNPOOLED[words]
    with pytest.raises(ValueError, match=re.escape(words)):
        module.max_unpool1d(np.ones((1, 2)), np.full(shape, index), **how)
    with pytest.raises((RuntimeError, ValueError)):
        T.max_unpool1d(torch.ones(1, 2), torch.full(shape, index), **how)


@BOTH
def test_unpooling_to_nothing_is_refused(module):
    with pytest.raises(ValueError, match="unpooling gives 0 cells along an axis; 1 is needed"):
        module.max_unpool1d(np.ones((1, 1)), np.zeros((1, 1), int), 2, 2, 1)


@BOTH
def test_the_wrong_kind_of_number_is_refused(module):
    for call, words in {
        lambda: module.avg_pool1d(np.ones((1, 4), int), 2): "input must hold floating-point",
        lambda: module.avg_pool1d_backward(np.ones((1, 2)), np.ones((1, 4), int), 2): "input must",
        lambda: module.lp_pool1d(np.ones((1, 4), int), 2, 2): "input must hold floating-point",
        lambda: module.lp_pool1d(np.ones((1, 4)), "2", 2): "norm_type must be a number, got '2'",
        lambda: module.max_pool1d(np.ones((1, 4), bool), 2): "input must hold numbers, got bool",
        lambda: module.max_unpool1d(np.ones((1, 2)), np.ones((1, 2)), 2): "indices must hold whole",
        lambda: module.max_unpool1d(np.ones((1, 2)), np.ones((1, 2), int), 2, output_size=4): (
            "output_size must be a sequence of whole numbers, got 4"
        ),
        lambda: module.max_pool1d(np.ones((1, 4)), 2, return_indices=1): "return_indices must be",
    }.items():
        with pytest.raises(TypeError, match=words):
            call()


@BOTH
def test_a_window_that_reads_nothing_is_refused(module):
    """Its taps lie two cells before and one behind: torch counts an index beyond the input."""
    with pytest.raises(ValueError, match="its 2 taps, 3 apart, all lie outside the 2 cells"):
        module.max_pool1d(np.ones((1, 2)), 2, padding=1, dilation=3)
    assert T.max_pool1d(torch.ones(1, 2), 2, 2, 1, 3, return_indices=True)[1].item() == 2


@BOTH
@EVERY
def test_a_gradient_of_another_shape_is_refused(case, module):
    x, grad = the_arrays(case, 2)
    with pytest.raises(ValueError, match="grad_output must have shape"):
        operation(module, case, 2, "_backward")(grad[:, :2], x, **CASES[case])


@BOTH
@pytest.mark.parametrize(
    ("name", "shape", "how"),
    [
        ("max_pool2d", (1, 2, 3, 300), dict(kernel_size=(1, 2))),
        ("max_pool2d", (1, 1, 2, 257), dict(kernel_size=1)),
        ("max_pool3d", (1, 1, 3, 17, 19), dict(kernel_size=(1, 2, 2))),
        ("adaptive_max_pool2d", (1, 1, 4, 260), dict(output_size=(4, 130))),
    ],
)
def test_short_windows_in_long_rows_count_their_cells_rightly(name, shape, how, module):
    x = np.random.default_rng(0).normal(size=shape)
    agree(module, name, {"input": x}, **how)
    _, where = getattr(module, name)(x, **how, return_indices=True)
    pool = getattr(torch.nn.functional, name)
    _, wanted = pool(torch.tensor(x), **how, return_indices=True)
    assert (where == wanted.numpy()).all()


@BOTH
@pytest.mark.parametrize("name", ["adaptive_avg_pool2d", "adaptive_max_pool2d"])
@pytest.mark.parametrize("wanted", [0, (0, 3)])
def test_adaptive_pooling_to_no_cells_is_empty(wanted, name, module):
    x = np.ones((2, 3, 5, 4))
    rows, columns = (wanted, wanted) if wanted == 0 else wanted
    assert getattr(module, name)(x, wanted).shape == (2, 3, rows, columns)
    if "max" in name:
        _, where = getattr(module, name)(x, wanted, return_indices=True)
        assert where.shape == (2, 3, rows, columns) and where.dtype == np.int64


@BOTH
def test_an_image_without_channels_is_refused_and_a_batch_without_images_is_not(module):
    with pytest.raises(ValueError, match=r"an axis of 0 cells among \(0, 4, 4\)"):
        module.max_pool2d(np.ones((2, 0, 4, 4)), 2)
    assert module.max_pool2d(np.ones((0, 3, 4, 4)), 2).shape == (0, 3, 2, 2)


@BOTH
def test_unpooling_a_batch_without_images_is_empty(module):
    where = np.zeros((0, 3, 4, 4), np.int64)
    assert module.max_unpool2d(np.ones((0, 3, 4, 4)), where, 2).shape == (0, 3, 8, 8)


@BOTH
@pytest.mark.parametrize("rank", [1, 2, 3])
def test_a_wrong_number_of_axes_is_said_with_the_right_ones(rank, module):
    pool = getattr(module, f"max_pool{rank}d")
    words = rf"input must have {rank + 2} axes, or {rank + 1} without a batch; got 5|got 6"
    with pytest.raises(ValueError, match=words):
        pool(np.ones((2,) * (5 if rank < 3 else 6)), 1)


INF, NAN = np.inf, np.nan


@BOTH
@pytest.mark.parametrize("norm", [INF, -INF])
def test_the_greatest_magnitude_beside_nan_is_nan(norm, module):
    x = np.array([[0.26, -0.54, -0.62, NAN, NAN, 3.0, -5.0]])
    for stride in (1, 2):
        how = dict(norm_type=norm, kernel_size=2, stride=stride)
        agree(module, "lp_pool1d", {"input": x}, **how)
    assert np.isnan(module.lp_pool1d(x, norm, 2)).tolist() == [[False, True, True]]


@BOTH
@pytest.mark.parametrize("size, outputs", [(7, 3), (3, 7), (29, 12), (5, 9)])
def test_adaptive_windows_pass_nothing_on(size, outputs, module):
    """A NaN reaches the outputs whose windows hold it, and an infinite gradient its window."""
    for cell in range(size):
        x = np.ones((1, size))
        x[0, cell] = NAN
        holding = [cell in cells for cells in adaptive_reads(size, outputs)]
        assert np.isnan(module.adaptive_avg_pool1d(x, outputs)[0]).tolist() == holding
    for place, cells in enumerate(adaptive_reads(size, outputs)):
        grad = np.ones((1, outputs))
        grad[0, place] = INF
        slope = module.adaptive_avg_pool1d_backward(grad, np.ones((1, size)), outputs)[0]
        assert [cell in cells for cell in range(size)] == np.isinf(slope).tolist()


@RANKS
@pytest.mark.parametrize("name", ["adaptive_avg_pool", "adaptive_max_pool"])
def test_adaptive_pooling_of_uneven_windows_equals_torch(name, rank):
    """Many small windows go tap by tap, few large ones place by place."""
    shape, wanted = (2, 3, 19, 17, 11)[: rank + 2], (8, 23, 3)[:rank]
    x = np.random.default_rng(0).permutation(np.prod(shape)).reshape(shape) * 1.0
    agree(F, f"{name}{rank}d", {"input": x}, output_size=wanted)


@BOTH
@RANKS
@pytest.mark.parametrize("name", ["adaptive_avg_pool", "adaptive_max_pool"])
def test_adaptive_pooling_of_no_channels_is_empty_as_in_torch(name, rank, module):
    x = np.ones((0, 4, 5, 6)[: rank + 1])
    output = getattr(module, f"{name}{rank}d")(x, 3)
    assert output.shape == getattr(T, f"{name}{rank}d")(torch.tensor(x), 3).shape
    assert getattr(module, f"{name}{rank}d_backward")(output, x, 3).shape == x.shape


def test_bounds_of_an_unpooled_size_can_be_reached():
    x, where = np.zeros((1, 49, 49)), np.zeros((1, 49, 49), int)
    with pytest.raises(ValueError, match="output_size must be from 97 to 99, got 100"):
        F.max_unpool2d(x, where, 2, output_size=(100, 100))
    for size in (97, 99):
        assert F.max_unpool2d(x, where, 2, output_size=(size, size)).shape == (1, size, size)


def test_a_negative_axis_is_refused():
    with pytest.raises(ValueError, match=r"an axis of -4 cells among \(3, -4\)"):
        Pooling.sliding((1, 3, -4), 2, rank=1)
