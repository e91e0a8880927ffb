"""Interpolation to another size: values, gradients, and refusals."""

import re
from dataclasses import FrozenInstanceError

import numpy as np
import pytest
import torch
from agreement import BOTH, near
from convolution_cases import arrays, same

from convbook import definition
from convbook import functional as F
from convbook.arithmetic.resampling import resampled

T = torch.nn.functional

BY_HAND = {
    ("nearest", 5, None): [0, 0, 8, 8, 16],
    ("nearest-exact", 5, None): [0, 0, 8, 16, 16],
    ("nearest-exact", 2, None): [0, 16],
    ("nearest", 2, None): [0, 8],
    ("linear", 6, None): [0, 2, 6, 10, 14, 16],
    ("linear", 5, True): [0, 4, 8, 12, 16],
    ("linear", 1, None): [8],
    ("linear", 1, True): [0],
    ("area", 2, None): [4, 12],
    ("area", 6, None): [0, 0, 8, 8, 16, 16],
}


@BOTH
@pytest.mark.parametrize("setting", BY_HAND)
def test_row_is_the_one_worked_out_by_hand(setting, module):
    mode, size, align = setting
    row = np.array([[[0.0, 8, 16]]])
    assert module.interpolate(row, size, None, mode, align)[0, 0].tolist() == BY_HAND[setting]
    theirs = T.interpolate(torch.from_numpy(row), size, None, mode, align)
    assert theirs[0, 0].tolist() == BY_HAND[setting]


@BOTH
def test_a_factor_sets_the_step_unless_it_is_recomputed(module):
    row = np.array([[[0.0, 12, 24, 36, 48]]])
    kept = module.interpolate(row, None, 0.5, "linear")
    again = module.interpolate(row, None, 0.5, "linear", None, True)
    assert kept[0, 0].tolist() == [6, 30]  # places 0.5 and 2.5
    assert again[0, 0].tolist() == [9, 39]  # places 0.75 and 3.25


@BOTH
def test_cubic_weights_halfway_by_hand(module):
    """A cell 1/2 away weighs 19/32, one 3/2 away -3/32; beyond the border cells repeat."""
    image = np.array([[[[32.0], [0], [0], [64]]]])
    column = module.interpolate(image, (7, 1), None, "bicubic", True)[0, 0, :, 0]
    assert column.tolist() == [32, 19 - 3, 0, -3 - 6, 0, 38 - 6, 64]


CASES = {
    "nearest": dict(size=(5, 13)),
    "nearest-exact": dict(size=(11, 4), mode="nearest-exact"),
    "area": dict(size=(2, 4), mode="area"),
    "bilinear": dict(size=(10, 3), mode="bilinear"),
    "bilinear, aligned": dict(size=(3, 11), mode="bilinear", align_corners=True),
    "bilinear, factor": dict(scale_factor=(1.7, 0.4), mode="bilinear"),
    "bicubic": dict(size=(9, 4), mode="bicubic"),
    "bicubic, aligned": dict(size=(2, 11), mode="bicubic", align_corners=True),
}
EVERY = pytest.mark.parametrize("case", CASES)


@EVERY
def test_fast_form_definition_and_torch_agree(case):
    [x], how = arrays((2, 3, 6, 7)), CASES[case]
    leaf = torch.from_numpy(x).requires_grad_()
    theirs = T.interpolate(leaf, **how)
    [grad] = arrays(theirs.shape, seed=1)
    theirs.backward(torch.from_numpy(grad))
    for module in (F, definition):
        assert near(module.interpolate(x, **how), theirs.detach().numpy())
        assert near(module.interpolate_backward(grad, x, **how), leaf.grad.numpy())


@pytest.mark.parametrize("mode", ["nearest", "linear", "area"])
@pytest.mark.parametrize("rank", [1, 3])
def test_one_and_three_axes_agree_with_the_definition(rank, mode):
    mode = "trilinear" if (mode, rank) == ("linear", 3) else mode
    [x] = arrays((2, 3, 4, 5, 6)[: rank + 2])
    size = (7, 3, 2)[:rank]
    assert near(F.interpolate(x, size, None, mode), definition.interpolate(x, size, None, mode))


@BOTH
@EVERY
def test_backward_of_interpolate_is_its_transpose(case, module):
    [x], how = arrays((1, 2, 6, 7)), CASES[case]
    output = module.interpolate(x, **how)
    [y] = arrays(output.shape, seed=1)
    back = module.interpolate_backward(y, x, **how)
    assert np.isclose((y * output).sum(), (back * x).sum(), rtol=1e-11)


@BOTH
@EVERY
def test_single_precision_is_kept_and_no_input_is_changed(case, module):
    x, how = arrays((1, 2, 6, 7))[0].astype(np.float32), CASES[case]
    x.flags.writeable = False
    output = module.interpolate(x, **how)
    assert output.dtype == np.float32 and not np.shares_memory(output, x)
    output.flags.writeable = False
    assert module.interpolate_backward(output, x, **how).dtype == np.float32


@BOTH
def test_nearest_cells_may_be_whole_numbers(module):
    x = np.array([[[1, 2, 3]]], np.uint8)
    assert same(module.interpolate(x, 6), np.array([[[1, 1, 2, 2, 3, 3]]], np.uint8))
    with pytest.raises(TypeError, match="input must hold floating-point numbers, got uint8"):
        module.interpolate(x, 6, mode="linear")


@BOTH
def test_infinity_reaches_only_the_cells_that_read_it(module):
    """The first output reads the second cell with a weight of 0; PyTorch answers with NaN there."""
    row = np.array([[[1.0, np.inf, 3, 4, 5]]])
    theirs = T.interpolate(torch.from_numpy(row), 10, mode="linear").numpy()
    ours = module.interpolate(row, 10, mode="linear")
    assert ours[0, 0, 0] == 1 and np.isnan(theirs[0, 0, 0])
    assert np.array_equal(ours[..., 1:], theirs[..., 1:]) and np.isfinite(ours[..., 5:]).all()


REFUSED = {
    "mode must be one of nearest, nearest-exact, area": dict(size=4, mode="cubic"),
    "mode 'linear' takes an input of 3 axes, got 4": dict(size=4, mode="linear"),
    "mode 'nearest' takes no align_corners, got False": dict(size=4, align_corners=False),
    "one of size and scale_factor must be given, got size=4 and scale_factor=2": dict(
        size=4, scale_factor=2
    ),
    "one of size and scale_factor must be given, got size=None and scale_factor=None": dict(),
    "recompute_scale_factor needs a scale_factor, got size=4": dict(
        size=4, recompute_scale_factor=True
    ),
    "size takes 2 numbers for 2 axes, got 3": dict(size=(4, 4, 4)),
    "scale_factor takes 2 numbers for 2 axes, got 1": dict(scale_factor=(2.0,)),
    "the output must have 1 cell or more along each axis, got [2, 0]": dict(
        scale_factor=(0.4, 0.1)
    ),
}


@BOTH
@pytest.mark.parametrize("words", REFUSED)
def test_refusal_names_both_numbers(words, module):
    for name, first in (("interpolate", ()), ("interpolate_backward", (np.ones((1, 2, 4, 4)),))):
        with pytest.raises(ValueError, match=re.escape(words)):
            getattr(module, name)(*first, np.ones((1, 2, 6, 7)), **REFUSED[words])
    with pytest.raises((RuntimeError, ValueError, NotImplementedError)):
        T.interpolate(torch.ones(1, 2, 6, 7), **REFUSED[words])


@BOTH
def test_an_empty_axis_and_antialiasing_are_refused(module):
    with pytest.raises(ValueError, match=re.escape("input has an axis of 0 cells among (2, 0)")):
        module.interpolate(np.ones((1, 2, 0)), 4)
    for mode in ("nearest", "area"):
        with pytest.raises(ValueError, match="antialias=True takes mode 'bilinear' or 'bicubic'"):
            module.interpolate(np.ones((1, 2, 6, 7)), 4, mode=mode, antialias=True)
    with pytest.raises(TypeError, match="align_corners must be True or False, got 1"):
        module.interpolate(np.ones((1, 2, 6, 7)), 4, mode="bilinear", align_corners=1)
    with pytest.raises(TypeError, match=re.escape("size must be a whole number, got 2.5")):
        module.interpolate(np.ones((1, 2, 6, 7)), 2.5)


@BOTH
def test_a_gradient_of_another_shape_is_refused(module):
    x, grid, theta = np.ones((1, 2, 6, 7)), np.ones((1, 5, 4, 2)), np.ones((1, 2, 3))
    for call in (
        lambda: module.interpolate_backward(np.ones((1, 2, 3, 4)), x, (4, 3)),
        lambda: module.grid_sample_backward(np.ones((1, 2, 4, 5)), x, grid),
        lambda: module.affine_grid_backward(np.ones((1, 4, 3, 2)), theta, (1, 1, 3, 4)),
    ):
        with pytest.raises(ValueError, match="grad_output must have shape"):
            call()


def test_an_axis_that_is_resampled_stays_as_it_is():
    [axis] = resampled((1, 2, 5), 10, None, "nearest", None, None)
    with pytest.raises(FrozenInstanceError):
        axis.size = 6
