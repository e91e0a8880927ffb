"""Transposed convolution: the arrows of a convolution, reversed."""

import numpy as np
import pytest
import torch
from convolution_cases import arrays, same

from convbook import definition
from convbook import functional as F
from convbook.arithmetic import Slide, slides

BOTH = pytest.mark.parametrize("module", [definition, F], ids=["definition", "fast form"])

# The weight has the channels of the input first. No two sizes of a case are equal.
CASES = {
    "plain": dict(input=(2, 3, 8, 7), weight=(3, 4, 5, 6)),
    "stride": dict(input=(3, 1, 5, 4), weight=(1, 2, 7, 6), stride=(2, 8)),
    "padding": dict(input=(3, 1, 5, 8), weight=(1, 2, 6, 4), padding=(4, 1)),
    "output padding": dict(
        input=(2, 3, 4, 5), weight=(3, 1, 6, 7), stride=(3, 2), output_padding=(2, 1)
    ),
    "output padding below the dilation": dict(
        input=(2, 5, 4, 3), weight=(5, 1, 6, 7), dilation=(3, 2), output_padding=(2, 1)
    ),
    "groups": dict(input=(5, 4, 8, 9), weight=(4, 3, 2, 7), groups=2, padding=(1, 0)),
    "one channel a group": dict(
        input=(2, 6, 5, 7), weight=(6, 1, 4, 3), groups=6, stride=(2, 1), padding=(0, 2)
    ),
    "one axis": dict(input=(2, 3, 11), weight=(3, 4, 5), stride=2, padding=1, dilation=2),
    "three axes": dict(
        input=(2, 3, 5, 7, 6), weight=(3, 8, 4, 2, 1), stride=(1, 3, 2), padding=(2, 0, 0)
    ),
    "all at once": dict(
        input=(3, 4, 7, 9), weight=(4, 1, 5, 2), stride=(2, 3), padding=(3, 1),
        output_padding=(1, 3), dilation=(2, 4), groups=2,
    ),
}  # fmt: skip
EVERY = pytest.mark.parametrize("case", CASES)


def setting(case):
    """Input shape, weight shape, and the other arguments of a case."""
    how = dict(CASES[case])
    return how.pop("input"), how.pop("weight"), how


def operation(module, case, suffix=""):
    """The transposed convolution of the case's rank."""
    return getattr(module, f"conv_transpose{len(CASES[case]['weight']) - 2}d{suffix}")


def the_arrays(case):
    """Input, weight, bias and an upstream gradient of a case."""
    x_shape, w_shape, how = setting(case)
    x, w, b = arrays(x_shape, w_shape, (w_shape[1] * how.get("groups", 1),))
    [grad] = arrays(operation(F, case)(x, w, **how).shape, seed=1)
    return x, w, b, grad, how


@EVERY
def test_no_two_sizes_of_a_case_are_equal(case):
    (n, c, *sizes), (_, o, *kernel), how = setting(case)
    o = "own" if o * how.get("groups", 1) == c or o == 1 else o
    n = "any" if len(kernel) == 3 else n  # nine different sizes would take long
    assert len({n, c, *sizes, o, *kernel}) == 3 + len(sizes) + len(kernel)


@BOTH
def test_copies_of_the_kernel_overlap_and_add(module):
    given, kernel = np.array([[[1.0, 10, 100]]]), np.array([[[1.0, 2, 3]]])
    assert module.conv_transpose1d(given, kernel).tolist() == [[[1, 12, 123, 230, 300]]]
    assert module.conv_transpose1d(
        given, kernel, stride=2, padding=1, output_padding=1
    ).tolist() == [[[2, 13, 20, 130, 200, 300]]]


@EVERY
def test_fast_form_equals_definition(case):
    x, w, b, _, how = the_arrays(case)
    assert same(operation(F, case)(x, w, b, **how), operation(definition, case)(x, w, b, **how))


@EVERY
def test_values_and_gradients_equal_torch(case):
    x, w, b, grad, how = the_arrays(case)
    given = [torch.from_numpy(a).requires_grad_() for a in (x, w, b)]
    theirs = operation(torch.nn.functional, case)(*given, **how)
    assert same(operation(F, case)(x, w, b, **how), theirs.detach().numpy())
    theirs.backward(torch.from_numpy(grad))
    gradients = operation(F, case, "_backward")(grad, x, w, b, **how)
    for ours, array in zip(gradients, given, strict=True):
        assert same(ours, array.grad.numpy())


@BOTH
@EVERY
def test_backward_is_the_slope(case, module):
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
@pytest.mark.parametrize("stride", [1, (2, 3)])
@pytest.mark.parametrize("padding", [0, (1, 4)])
def test_it_is_the_transpose(module, stride, padding):
    """<y, conv(x)> = <transpose(y), x> for every x and y: that is what the word means."""
    x, w = arrays((2, 4, 10, 11), (6, 2, 3, 5))
    how = dict(stride=stride, padding=padding, groups=2)
    y = arrays(F.conv2d(x, w, **how).shape, seed=1)[0]
    windows = slides((3, 5), stride, padding)
    left_over = tuple(map(Slide.left_over, windows, (10, 11)))
    back = module.conv_transpose2d(y, w, output_padding=left_over, **how)
    assert back.shape == x.shape
    assert (y * F.conv2d(x, w, **how)).sum() == (back * x).sum()


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
    x, w = arrays((0, 3, 4, 5), (3, 2, 6, 7))
    output = module.conv_transpose2d(x, w, stride=2)
    assert output.shape == (0, 2, 12, 15)
    assert not module.conv_transpose2d_backward(output, x, w, stride=2)[1].any()


@pytest.mark.parametrize("kind", [np.float32, np.float64, np.int64])
def test_kind_of_number_is_kept(kind):
    x, w, b = (a.astype(kind) for a in arrays((2, 3, 5, 4), (3, 7, 6, 8), (7,)))
    for module in (definition, F):
        output = module.conv_transpose2d(x, w, b, stride=2)
        assert output.dtype == kind
        for gradient in module.conv_transpose2d_backward(output, x, w, b, stride=2):
            assert gradient.dtype == kind


@EVERY
def test_inputs_are_never_changed(case):
    given = the_arrays(case)
    *arrays_given, how = given
    before = [a.copy() for a in arrays_given]
    for array in arrays_given:
        array.flags.writeable = False
    x, w, b, grad = arrays_given
    output = operation(F, case)(x, w, b, **how)
    gradients = operation(F, case, "_backward")(grad, x, w, b, **how)
    assert all(same(a, b) for a, b in zip(arrays_given, before, strict=True))
    assert not any(np.shares_memory(a, b) for a in (output, *gradients) for b in arrays_given)


REFUSED = {
    r"input has 5 channels, but weight of shape \(3, 4, 2, 2\) reads 3": dict(
        input=(2, 5, 8, 7), weight=(3, 4, 2, 2)
    ),
    "input has 5 channels, which groups=2 does not divide": dict(
        input=(2, 5, 8, 7), weight=(5, 4, 2, 2), groups=2
    ),
    "output_padding 3 must be smaller than the stride 3 or the dilation 2": dict(
        input=(2, 3, 8, 7), weight=(3, 4, 2, 2), stride=3, dilation=2, output_padding=(0, 3)
    ),
    "output_padding must be at least 0, got -1": dict(
        input=(2, 3, 8, 7), weight=(3, 4, 2, 2), output_padding=-1
    ),
    "padding of 2 before and 2 after leaves 0 of 4 output cells": dict(
        input=(2, 3, 3, 5), weight=(3, 4, 2, 2), padding=2
    ),
    r"input has an axis of 0 cells among \(0, 5\); each needs 1": dict(
        input=(2, 3, 0, 5), weight=(3, 4, 2, 2)
    ),
    r"weight has an axis of 0 cells among \(3, 0, 2, 2\); each needs 1": dict(
        input=(2, 3, 4, 5), weight=(3, 0, 2, 2)
    ),
    r"bias must have shape \(8,\), got \(4,\)": dict(
        input=(1, 6, 5, 7), weight=(6, 4, 2, 2), groups=2, bias=(4,)
    ),
    "input must have 4 axes, or 3 without a batch, for a weight of 4 axes; got 2": dict(
        input=(5, 7), weight=(5, 4, 2, 2)
    ),
}


@BOTH
@pytest.mark.parametrize("words", REFUSED)
def test_refusal_names_both_numbers(words, module):
    how = dict(REFUSED[words])
    x, w = np.ones(how.pop("input")), np.ones(how.pop("weight"))
    bias = np.ones(how.pop("bias")) if "bias" in how else None
    with pytest.raises(ValueError, match=words):
        module.conv_transpose2d(x, w, bias, **how)
    with pytest.raises((RuntimeError, ValueError)):
        torch.nn.functional.conv_transpose2d(
            *map(torch.from_numpy, (x, w)), None if bias is None else torch.from_numpy(bias), **how
        )


@BOTH
def test_padding_by_name_is_a_type_error(module):
    with pytest.raises(TypeError, match="padding of a transposed convolution is a number"):
        module.conv_transpose1d(np.ones((1, 5)), np.ones((1, 1, 2)), padding="same")


@BOTH
def test_a_gradient_of_another_shape_is_refused(module):
    x, w = np.ones((2, 3, 4, 5)), np.ones((3, 1, 6, 7))
    with pytest.raises(ValueError, match=r"grad_output must have shape \(2, 1, 9, 11\), got"):
        module.conv_transpose2d_backward(np.ones((2, 1, 11, 9)), x, w)
