"""Convolution along one, two and three axes."""

from math import prod

import numpy as np
import pytest
import torch
from convolution_cases import CASES, arrays, rank, same, setting

from convbook import definition
from convbook import functional as F
from convbook.arithmetic import Plan
from convbook.functional.convolution import _sums
from convbook.windows import blocks

# PyTorch says that it copies the input for an uneven border; so do we, without a word.
pytestmark = pytest.mark.filterwarnings("ignore:Using padding='same' with even kernel:UserWarning")

BOTH = pytest.mark.parametrize("module", [definition, F], ids=["definition", "fast form"])
EVERY = pytest.mark.parametrize("case", CASES)


def operation(module, case, suffix=""):
    """conv1d, conv2d or conv3d, whichever the case needs."""
    return getattr(module, f"conv{rank(case)}d{suffix}")


def the_arrays(case):
    """Input, weight, bias and an upstream gradient of a case."""
    x_shape, w_shape, how = setting(case)
    x, w, b = arrays(x_shape, w_shape, w_shape[:1])
    [grad] = arrays(operation(F, case)(x, w, **how).shape, seed=1)
    return x, w, b, grad, how


@EVERY
def test_no_two_sizes_of_a_case_are_equal(case):
    """Or two swapped axes could pass unseen."""
    (n, c, *sizes), (o, _, *kernel), _ = setting(case)
    kernel = [1] if set(kernel) == {1} else kernel
    n = "any" if len(kernel) == 3 else n  # nine different sizes would take long
    assert len({n, c, *sizes, o, *kernel}) == 3 + len(sizes) + len(kernel)


@BOTH
def test_worked_example(module):
    """Each of the four sums was worked out on paper."""
    image = np.array([[0.0, 1, 2, 0], [3, 0, 1, 5], [1, 2, 0, 4]])
    kernel = np.array([[1.0, 2, 0], [0, 3, 4]])
    output = module.conv2d(image[None, None], kernel[None, None], stride=(2, 3), padding=(1, 1))
    upper_left = 3 * 0 + 4 * 1  # rows -1 and 0, columns -1 to 1: the upper row is border
    upper_right = 3 * 0 + 4 * 0  # rows -1 and 0, columns 2 to 4
    lower_left = (2 * 3 + 0 * 0) + (3 * 1 + 4 * 2)  # rows 1 and 2: the left column is border
    lower_right = (1 * 1 + 2 * 5) + (0 * 0 + 3 * 4)  # rows 1 and 2: the right column is border
    assert output[0, 0].tolist() == [[upper_left, upper_right], [lower_left, lower_right]]


@BOTH
def test_one_bright_cell_gives_back_the_kernel_turned_by_half_a_turn(module):
    [kernel] = arrays((1, 1, 2, 3))
    dot = np.zeros((1, 1, 3, 5))
    dot[0, 0, 1, 2] = 1
    assert same(module.conv2d(dot, kernel)[0, 0], kernel[0, 0, ::-1, ::-1])


@EVERY
def test_fast_form_equals_definition(case):
    x, w, b, _, how = the_arrays(case)
    ours, plain = operation(F, case), operation(definition, case)
    assert same(ours(x, w, b, **how), plain(x, w, b, **how))


@EVERY
def test_fast_form_equals_torch(case):
    x, w, b, _, how = the_arrays(case)
    theirs = operation(torch.nn.functional, case)(*map(torch.from_numpy, (x, w, b)), **how)
    assert same(operation(F, case)(x, w, b, **how), theirs.numpy())


@EVERY
def test_gradients_equal_torch(case):
    x, w, b, grad, how = the_arrays(case)
    given = [torch.from_numpy(a).requires_grad_() for a in (x, w, b)]
    operation(torch.nn.functional, case)(*given, **how).backward(torch.from_numpy(grad))
    for ours, theirs in zip(
        operation(F, case, "_backward")(grad, x, w, b, **how), given, strict=True
    ):
        assert same(ours, theirs.grad.numpy())


@BOTH
@EVERY
def test_backward_is_the_slope(case, module):
    """Linear in each array, so a whole step of 1 measures the slope exactly.

    The upstream gradient is random: with ones, a turned or ignored one would pass.
    """
    x, w, b, grad, how = the_arrays(case)

    def score(*arrays):
        return (grad * operation(F, case)(*arrays, **how)).sum()

    slopes = operation(module, case, "_backward")(grad, x, w, b, **how)
    for which, slope in enumerate(slopes):
        for place in np.random.default_rng(2).permutation(list(np.ndindex(slope.shape)))[:40]:
            stepped = [x, w, b]
            stepped[which] = stepped[which].copy()
            stepped[which][tuple(place)] += 1
            assert score(*stepped) - score(x, w, b) == slope[tuple(place)]


@BOTH
@EVERY
def test_a_single_image_needs_no_batch_axis(case, module):
    x, w, b, grad, how = the_arrays(case)
    forward, backward = operation(module, case), operation(module, case, "_backward")
    assert same(forward(x[0], w, b, **how), forward(x[:1], w, b, **how)[0])
    alone, batch = backward(grad[0], x[0], w, **how), backward(grad[:1], x[:1], w, **how)
    assert same(alone[0], batch[0][0]) and same(alone[1], batch[1])
    assert alone[2] is None


@BOTH
def test_an_empty_batch_stays_empty(module):
    x, w, b = arrays((0, 3, 8, 7), (4, 3, 2, 5), (4,))
    output = module.conv2d(x, w, b, stride=2)
    assert output.shape == (0, 4, 4, 2)
    grad_input, grad_weight, grad_bias = module.conv2d_backward(output, x, w, b, stride=2)
    assert grad_input.shape == x.shape
    assert not grad_weight.any() and not grad_bias.any()


@BOTH
def test_no_channels_leave_the_bias(module):
    x, w, b = arrays((2, 0, 8, 7), (4, 0, 2, 5), (4,))
    assert same(module.conv2d(x, w, b), np.broadcast_to(b[:, None, None], (2, 4, 7, 3)))


@pytest.mark.parametrize("places", [(3, 4), (2, 5, 7), (6,)])
@pytest.mark.parametrize("most", [1, 2, 4, 8, 100])
def test_no_block_is_larger_than_asked_and_together_they_are_all_places(places, most):
    runs = [run for _, run in blocks(places, most)]
    assert max(run.stop - run.start for run in runs) <= most
    assert [run.start for run in runs] == [0, *(run.stop for run in runs[:-1])]
    assert runs[-1].stop == prod(places)


@pytest.mark.parametrize("sizes", [(53,), (13, 17), (5, 7, 11)])
@pytest.mark.parametrize("stride", [1, 2])
def test_blocks_leave_no_seam(sizes, stride, monkeypatch):
    """More places than one block holds, along one, two and three axes."""
    monkeypatch.setattr(_sums, "BLOCK_BYTES", 1)
    monkeypatch.setattr(_sums, "LEAST_PLACES", 6)
    name, how = f"conv{len(sizes)}d", dict(stride=stride, padding=1)
    x, w = arrays((2, 3, *sizes), (4, 3, *[3] * len(sizes)))
    given = [torch.from_numpy(a).requires_grad_() for a in (x, w)]
    theirs = getattr(torch.nn.functional, name)(*given, **how)
    assert same(getattr(F, name)(x, w, **how), theirs.detach().numpy())
    [grad] = arrays(theirs.shape, seed=1)
    theirs.backward(torch.from_numpy(grad))
    slopes = getattr(F, f"{name}_backward")(grad, x, w, **how)[:2]
    for ours, array in zip(slopes, given, strict=True):
        assert same(ours, array.grad.numpy())


def test_many_depthwise_channels_leave_no_seam():
    x, w = arrays((2, 150, 31, 29), (150, 1, 3, 5))
    how = dict(groups=150, padding=(1, 2))
    given = [torch.from_numpy(a).requires_grad_() for a in (x, w)]
    theirs = torch.nn.functional.conv2d(*given, **how)
    assert same(F.conv2d(x, w, **how), theirs.detach().numpy())
    [grad] = arrays(theirs.shape, seed=3)
    theirs.backward(torch.from_numpy(grad))
    for ours, array in zip(F.conv2d_backward(grad, x, w, **how)[:2], given, strict=True):
        assert same(ours, array.grad.numpy())


@pytest.mark.parametrize("kind", [np.float32, np.float64, np.int64])
def test_kind_of_number_is_kept(kind):
    x, w, b = (a.astype(kind) for a in arrays((2, 3, 8, 7), (4, 3, 5, 6), (4,)))
    for how in (dict(), dict(stride=2)):
        for module in (definition, F):
            output = module.conv2d(x, w, b, **how)
            assert output.dtype == kind
            for gradient in module.conv2d_backward(output, x, w, b, **how):
                assert gradient.dtype == kind


@BOTH
@EVERY
def test_inputs_are_never_changed(case, module):
    x, w, b, grad, how = the_arrays(case)
    given = [x, w, b, grad]
    before = [a.copy() for a in given]
    for array in given:
        array.flags.writeable = False
    output = operation(module, case)(x, w, b, **how)
    gradients = operation(module, case, "_backward")(grad, x, w, b, **how)
    assert all(same(a, b) for a, b in zip(given, before, strict=True))
    assert not any(np.shares_memory(a, b) for a in (output, *gradients) for b in given)


def test_views_of_any_stride_are_read():
    x, w = arrays((4, 6, 16, 7), (8, 3, 5, 6))
    turned = x[::-2, ::2, ::-2]
    assert same(F.conv2d(turned, w[::2]), F.conv2d(turned.copy(), w[::2].copy()))


def test_plan_counts_the_products_that_are_not_with_a_border_cell():
    x_shape, w_shape, how = setting("all at once")
    x, w = np.ones(x_shape), np.ones(w_shape)
    plan = Plan.of(x_shape, w_shape, **how)
    assert sum(1 for _ in plan.products()) == F.conv2d(x, w, **how).sum()


REFUSED = {
    r"input must have 4 axes, or 3 without a batch, for a weight of 4 axes; got 2 in shape "
    r"\(8, 7\)": dict(input=(8, 7), weight=(4, 3, 2, 2)),
    r"weight must have 4 axes, got 3 in shape \(4, 3, 2\)": dict(
        input=(2, 3, 8, 7), weight=(4, 3, 2)
    ),
    r"input has 5 channels, but weight of shape \(4, 3, 2, 2\) with groups=1 reads 3": dict(
        input=(2, 5, 8, 7), weight=(4, 3, 2, 2)
    ),
    "input has 1 channel, but weight": dict(input=(2, 1, 8, 7), weight=(4, 3, 2, 2)),
    "weight has 5 output channels, which groups=2 does not divide": dict(
        input=(2, 6, 8, 7), weight=(5, 3, 2, 2), groups=2
    ),
    "groups must be at least 1, got 0": dict(input=(2, 6, 8, 7), weight=(5, 3, 2, 2), groups=0),
    r"input has an axis of 0 cells among \(0, 7\); each needs 1": dict(
        input=(2, 3, 0, 7), weight=(4, 3, 2, 2), padding=3
    ),
    r"weight has an axis of 0 cells among \(4, 0, 2\); each needs 1": dict(
        input=(2, 3, 8, 7), weight=(4, 3, 0, 2)
    ),
    "a window of 9 cells .kernel 9, dilation 1. does not fit on 8 cells .6 and a padding of "
    "1 before, 1 after.": dict(input=(2, 3, 8, 6), weight=(4, 3, 2, 9), padding=1),
    "stride must be at least 1, got 0": dict(input=(2, 3, 8, 7), weight=(4, 3, 2, 2), stride=0),
    "padding must be at least 0, got -1": dict(
        input=(2, 3, 8, 7), weight=(4, 3, 2, 2), padding=(1, -1)
    ),
    "padding='same' needs stride 1, got stride 3": dict(
        input=(2, 3, 8, 7), weight=(4, 3, 2, 2), padding="same", stride=(1, 3)
    ),
    r"bias must have shape \(4,\), got \(3,\)": dict(
        input=(2, 3, 8, 7), weight=(4, 3, 2, 2), bias=(3,)
    ),
}


@BOTH
@pytest.mark.parametrize("words", REFUSED)
def test_refusal_names_both_numbers(words, module):
    how = dict(REFUSED[words])
    x, w = np.ones(how.pop("input")), np.ones(how.pop("weight"))
    bias = np.ones(how.pop("bias")) if "bias" in how else None
    with pytest.raises(ValueError, match=words):
        module.conv2d(x, w, bias, **how)
    with pytest.raises((RuntimeError, ValueError)):
        torch.nn.functional.conv2d(
            *map(torch.from_numpy, (x, w)), None if bias is None else torch.from_numpy(bias), **how
        )


@BOTH
def test_what_torch_calls_a_wrong_kind_is_a_type_error(module):
    x, w = np.ones((2, 3, 8, 7)), np.ones((4, 3, 2, 2))
    for how in (dict(stride=2.0), dict(padding=True), dict(padding=((1, 1), (0, 1)))):
        with pytest.raises(TypeError, match="must be a whole number"):
            module.conv2d(x, w, **how)
        with pytest.raises(TypeError):
            torch.nn.functional.conv2d(torch.from_numpy(x), torch.from_numpy(w), **how)


@BOTH
def test_a_gradient_of_another_shape_is_refused(module):
    x, w = np.ones((2, 3, 8, 7)), np.ones((4, 3, 2, 5))
    with pytest.raises(ValueError, match=r"grad_output must have shape \(2, 4, 7, 3\), got \(2, 4"):
        module.conv2d_backward(np.ones((2, 4, 3, 7)), x, w)
    with pytest.raises(ValueError, match=r"bias must have shape \(4,\), got \(5,\)"):
        module.conv2d_backward(np.ones((2, 4, 7, 3)), x, w, np.ones(5))
