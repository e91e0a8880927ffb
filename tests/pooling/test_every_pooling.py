"""What every pooling has in common: gradients, shapes, refusals."""

import re

import numpy as np
import pytest
import torch
from agreement import BOTH, near
from convolution_cases import same
from pooling_cases import CASES, EVERY, RANKS, operation, the_arrays

from convbook import definition
from convbook import functional as F

T = torch.nn.functional


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
@EVERY
def test_a_gradient_of_another_shape_is_refused(case, module):
    x, grad = the_arrays(case, 2)
    with pytest.raises(ValueError, match="grad_output must have shape"):
        operation(module, case, 2, "_backward")(grad[:, :2], x, **CASES[case])
