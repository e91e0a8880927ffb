"""Windows laid out as columns, and added back."""

import numpy as np
import pytest
import torch
from convolution_cases import arrays, same

from convbook import definition
from convbook import functional as F
from convbook.arithmetic import Columns

BOTH = pytest.mark.parametrize("module", [definition, F], ids=["definition", "fast form"])
CASES = {
    "plain": ((2, 3, 8, 7), dict(kernel_size=(4, 5))),
    "everything": (
        (2, 3, 11, 13),
        dict(kernel_size=(4, 5), dilation=(2, 1), padding=(1, 0), stride=(2, 3)),
    ),
    "one number": ((4, 1, 7, 9), dict(kernel_size=3, dilation=2, padding=1, stride=2)),
    "no batch": ((3, 8, 7), dict(kernel_size=(4, 5), stride=(1, 2))),
    "empty batch": ((0, 3, 8, 7), dict(kernel_size=(4, 5))),
}
EVERY = pytest.mark.parametrize("case", CASES)


@EVERY
@BOTH
def test_values_and_gradients_equal_torch(case, module):
    shape, how = CASES[case]
    [x] = arrays(shape)
    given = torch.from_numpy(x).requires_grad_()
    theirs = torch.nn.functional.unfold(given, **how)
    assert same(module.unfold(x, **how), theirs.detach().numpy())
    [grad] = arrays(theirs.shape, seed=1)
    theirs.backward(torch.from_numpy(grad))
    assert same(module.unfold_backward(grad, x, **how), given.grad.numpy())


@EVERY
@BOTH
def test_fold_and_its_gradient_equal_torch(case, module):
    shape, how = CASES[case]
    sizes = shape[-2:]
    [columns] = arrays(F.unfold(np.zeros(shape), **how).shape)
    given = torch.from_numpy(columns).requires_grad_()
    theirs = torch.nn.functional.fold(given, sizes, **how)
    assert same(module.fold(columns, sizes, **how), theirs.detach().numpy())
    [grad] = arrays(theirs.shape, seed=1)
    theirs.backward(torch.from_numpy(grad))
    assert same(module.fold_backward(grad, columns, sizes, **how), given.grad.numpy())


@EVERY
def test_fold_is_the_transpose_of_unfold(case):
    shape, how = CASES[case]
    [x] = arrays(shape)
    [columns] = arrays(F.unfold(x, **how).shape, seed=1)
    assert (columns * F.unfold(x, **how)).sum() == (F.fold(columns, shape[-2:], **how) * x).sum()


def test_convolution_is_a_product_with_the_columns():
    x, w = arrays((2, 3, 8, 7), (4, 3, 5, 6))
    columns = F.unfold(x, (5, 6), padding=(1, 2), stride=(3, 1))
    product = w.reshape(4, -1) @ columns
    theirs = F.conv2d(x, w, padding=(1, 2), stride=(3, 1))
    assert same(product.reshape(theirs.shape), theirs)


@BOTH
@pytest.mark.parametrize("kind", [np.float32, np.int64])
def test_kind_of_number_is_kept_and_input_is_not_changed(kind, module):
    x = arrays((3, 5, 7))[0].astype(kind)
    x.flags.writeable = False
    columns = module.unfold(x, (1, 2))
    image = module.fold(columns, (5, 7), (1, 2))
    assert columns.dtype == image.dtype == kind
    assert not np.shares_memory(columns, x) and not np.shares_memory(image, columns)


UNFOLD_REFUSED = {
    r"input must have 4 axes, or 3 without a batch; got 2 in shape \(5, 6\)": ((5, 6), dict()),
    r"input has an axis of 0 cells among \(0, 5, 6\)": ((1, 0, 5, 6), dict()),
    "kernel_size takes 2 numbers, got 3": ((1, 2, 5, 6), dict(kernel_size=(2, 3, 1))),
    "stride takes 2 numbers, got 1": ((1, 2, 5, 6), dict(stride=(2,))),
    "stride must be at least 1, got 0": ((1, 2, 5, 6), dict(stride=0)),
    "a window of 9 cells .kernel 9, dilation 1. does not fit on 5 cells": (
        (1, 2, 5, 6),
        dict(kernel_size=9),
    ),
}


@BOTH
@pytest.mark.parametrize("words", UNFOLD_REFUSED)
def test_unfold_refuses_naming_both_numbers(words, module):
    shape, how = UNFOLD_REFUSED[words]
    how = dict(kernel_size=2) | how
    with pytest.raises(ValueError, match=words):
        module.unfold(np.ones(shape), **how)
    with pytest.raises((RuntimeError, IndexError)):
        torch.nn.functional.unfold(torch.ones(shape), **how)


FOLD_REFUSED = {
    "input has 11 rows, which the 4 taps do not divide": ((1, 11, 12), (4, 5)),
    "input has 11 columns, but the window has 3 x 4 = 12 places": ((1, 12, 11), (4, 5)),
    "output_size takes 2 numbers, got 1": ((1, 12, 9), (4,)),
    r"input must have 3 axes, or 2 without a batch; got 4": ((1, 12, 9, 1), (4, 5)),
    r"input has an axis of 0 cells among \(0, 12\)": ((1, 0, 12), (4, 5)),
}


@BOTH
@pytest.mark.parametrize("words", FOLD_REFUSED)
def test_fold_refuses_naming_both_numbers(words, module):
    shape, sizes = FOLD_REFUSED[words]
    with pytest.raises(ValueError, match=words):
        module.fold(np.ones(shape), sizes, 2)
    with pytest.raises((RuntimeError, IndexError)):
        torch.nn.functional.fold(torch.ones(shape), sizes, 2)


@BOTH
def test_a_padding_by_name_is_no_whole_number(module):
    with pytest.raises(TypeError, match="padding must be a whole number, got 'same'"):
        module.unfold(np.ones((1, 5, 6)), 2, padding="same")


@BOTH
def test_a_gradient_of_another_shape_is_refused(module):
    x = np.ones((1, 5, 6))
    with pytest.raises(ValueError, match=r"grad_output must have shape \(4, 20\), got \(20, 4\)"):
        module.unfold_backward(np.ones((20, 4)), x, 2)
    with pytest.raises(ValueError, match=r"grad_output must have shape \(1, 5, 6\), got \(1, 6"):
        module.fold_backward(np.ones((1, 6, 5)), np.ones((4, 20)), (5, 6), 2)


@BOTH
@pytest.mark.parametrize("kernel", [1, (3, 4), (1, 4)])
def test_columns_never_are_the_image_itself(kernel, module):
    image = np.arange(12.0).reshape(1, 3, 4)
    columns = module.unfold(image, kernel)
    columns += 1
    assert image.sum() == 66


def test_columns_are_folded_by_steps_of_1_without_a_border():
    plan = Columns.folding((2, 12, 20), (5, 6), (2, 2))
    assert plan == Columns.folding((2, 12, 20), (5, 6), (2, 2), 1, 0, 1)
    assert plan.places == (4, 5) and plan.channels == 3
