"""Borders in four modes."""

import numpy as np
import pytest
import torch
from convolution_cases import arrays, same

from convbook import definition
from convbook import functional as F

BOTH = pytest.mark.parametrize("module", [definition, F], ids=["definition", "fast form"])
MODES = pytest.mark.parametrize("mode", ["constant", "reflect", "replicate", "circular"])

BY_HAND = {
    ("constant", (2, 1)): [0, 0, 1, 2, 3, 4, 0],
    ("reflect", (2, 3)): [3, 2, 1, 2, 3, 4, 3, 2, 1],
    ("replicate", (2, 3)): [1, 1, 1, 2, 3, 4, 4, 4, 4],
    ("circular", (2, 3)): [3, 4, 1, 2, 3, 4, 1, 2, 3],
    ("constant", (-1, 2)): [2, 3, 4, 0, 0],
    ("reflect", (-2, 2)): [3, 4, 3, 2],
    ("replicate", (2, -3)): [1, 1, 1],
    ("circular", (-2, 1)): [3, 4, 3],
    ("constant", (-3, -1)): [],
}


@BOTH
@pytest.mark.parametrize("setting", BY_HAND)
def test_border_is_the_one_written_by_hand(setting, module):
    mode, amounts = setting
    row = np.array([[1.0, 2, 3, 4]])
    assert module.pad(row, amounts, mode).tolist() == [BY_HAND[setting]]
    assert same(
        module.pad(row, amounts, mode),
        torch.nn.functional.pad(torch.from_numpy(row), amounts, mode).numpy(),
    )


CASES = {
    "one axis": ((2, 3, 7), (2, 3)),
    "one axis, no batch": ((3, 7), (4, 0)),
    "two axes": ((2, 3, 5, 7), (4, 1, 0, 3)),
    "two axes, no batch": ((3, 5, 7), (1, 2, 3, 4)),
    "three axes": ((1, 2, 4, 5, 7), (3, 1, 2, 0, 1, 3)),
    "cropped": ((2, 3, 5, 7), (-2, 3, 1, -1)),
    "empty batch": ((0, 3, 5, 7), (1, 2, 3, 4)),
}


@BOTH
@MODES
@pytest.mark.parametrize("case", CASES)
def test_values_and_gradients_equal_torch(case, mode, module):
    shape, amounts = CASES[case]
    [x] = arrays(shape)
    given = torch.from_numpy(x).requires_grad_()
    theirs = torch.nn.functional.pad(given, amounts, mode)
    assert same(module.pad(x, amounts, mode), theirs.detach().numpy())
    [grad] = arrays(theirs.shape, seed=1)
    theirs.backward(torch.from_numpy(grad))
    assert same(module.pad_backward(grad, x, amounts, mode), given.grad.numpy())


@MODES
def test_backward_is_the_transpose(mode):
    [x] = arrays((2, 3, 5, 7))
    amounts = (4, -1, 2, 3)
    [y] = arrays(F.pad(x, amounts, mode).shape, seed=1)
    assert (y * F.pad(x, amounts, mode)).sum() == (F.pad_backward(y, x, amounts, mode) * x).sum()


@BOTH
def test_constant_pads_any_axis_with_any_value(module):
    [x] = arrays((2, 3, 4, 5))
    amounts = (1, 0, 0, 2, 3, 1, 0, 1)
    theirs = torch.nn.functional.pad(torch.from_numpy(x), amounts, value=2.5)
    assert same(module.pad(x, amounts, value=2.5), theirs.numpy())
    assert same(module.pad(x, ()), x)


@BOTH
@pytest.mark.parametrize("kind", [np.float32, np.int64, bool])
def test_kind_of_number_is_kept_and_input_is_not_changed(kind, module):
    x = arrays((3, 5, 7))[0].astype(kind)
    x.flags.writeable = False
    padded = module.pad(x, (1, 2), "reflect")
    assert padded.dtype == kind and not np.shares_memory(padded, x)


REFUSED = {
    "mode must be one of constant, reflect, replicate, circular; got 'mirror'": (
        (3, 5), (1, 1), "mirror",
    ),
    "pad takes 2 numbers for each axis, got 3": ((3, 5), (1, 1, 1), "constant"),
    "pad has numbers for 3 axes, but input has 2": ((3, 5), (1,) * 6, "constant"),
    r"padding \(-4, -2\) crops 6 of 5 cells": ((3, 5), (-4, -2), "constant"),
    r"padding \(5, 0\) in mode 'reflect' repeats at most 4 of 5 cells on a side, got 5": (
        (3, 5), (5, 0), "reflect",
    ),
    r"padding \(0, 6\) in mode 'circular' repeats at most 5 of 5 cells on a side, got 6": (
        (3, 5), (0, 6), "circular",
    ),
    r"padding \(-5, 0\) in mode 'replicate' leaves 0 of 5 cells; 1 is needed": (
        (3, 5), (-5, 0), "replicate",
    ),
    "mode 'reflect' pads the last 1, 2 or 3 axes behind a channel axis .and a batch axis.; got "
    "numbers for 1 axis and an input of 4": ((2, 3, 5, 7), (1, 1), "reflect"),
    r"mode 'reflect' needs cells on every axis but the batch, got \(2, 0, 5\)": (
        (2, 0, 5), (1, 1), "reflect",
    ),
    r"padding \(1, 1\) in mode 'circular' has 0 cells to repeat": ((2, 3, 0), (1, 1), "circular"),
}  # fmt: skip


@BOTH
@pytest.mark.parametrize("words", REFUSED)
def test_refusal_names_both_numbers(words, module):
    shape, amounts, mode = REFUSED[words]
    with pytest.raises(ValueError, match=words):
        module.pad(np.ones(shape), amounts, mode)
    with pytest.raises((RuntimeError, NotImplementedError)):
        torch.nn.functional.pad(torch.ones(shape), amounts, mode)


@BOTH
def test_a_value_belongs_to_constant_only(module):
    with pytest.raises(ValueError, match="mode 'circular' takes no value, got 2"):
        module.pad(np.ones((3, 5)), (1, 1), "circular", 2)


@BOTH
@pytest.mark.parametrize("amounts", [1, (1.5, 1), "12"])
def test_amounts_are_a_sequence_of_whole_numbers(amounts, module):
    with pytest.raises(TypeError, match="whole number"):
        module.pad(np.ones((3, 5)), amounts)
    with pytest.raises(TypeError):
        torch.nn.functional.pad(torch.ones(3, 5), amounts)


@BOTH
def test_a_gradient_of_another_shape_is_refused(module):
    with pytest.raises(ValueError, match=r"grad_output must have shape \(3, 8\), got \(3, 5\)"):
        module.pad_backward(np.ones((3, 5)), np.ones((3, 5)), (1, 2))


def test_where_torch_reads_what_is_not_there_we_refuse():
    """Cropped to 1 cell, then wrapped by 2: torch returns memory that it never wrote."""
    with pytest.raises(ValueError, match="repeats at most 1 of 3 cells on a side, got 2"):
        F.pad(np.ones((4, 3)), (-2, 2), "circular")


@BOTH
def test_a_value_of_0_says_nothing_and_one_that_is_no_number_of_the_array_is_refused(module):
    row = np.arange(4)[None]
    assert module.pad(row, (1, 1), "reflect", 0).tolist() == [[1, 0, 1, 2, 3, 2]]
    with pytest.raises(TypeError, match="value nan is no whole number, but the array holds int64"):
        module.pad(row, (1, 1), value=np.nan)
    with pytest.raises(TypeError, match="value 1j is complex, but the array holds float64"):
        module.pad(row * 1.0, (1, 1), value=1j)
    assert module.pad(row * 1j, (1, 0), value=1j)[0, 0] == 1j
