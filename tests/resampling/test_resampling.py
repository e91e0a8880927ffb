"""Resampling onto another size, and wherever a grid points."""

import re
from dataclasses import FrozenInstanceError

import numpy as np
import pytest
import torch
from convolution_cases import arrays, same

from convbook import definition
from convbook import functional as F
from convbook.arithmetic.resampling import resampled

T = torch.nn.functional
BOTH = pytest.mark.parametrize("module", [definition, F], ids=["definition", "fast form"])

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


def near(ours, theirs):
    """Weights are quotients."""
    return ours.dtype == theirs.dtype and np.allclose(ours, theirs, rtol=1e-11, atol=1e-11)


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
def test_reading_by_a_grid_by_hand(module):
    """Cell (r, c) holds 10 r + c: the answer names the place, unless half of it lies outside."""
    image = np.add.outer([0.0, 10, 20], [0, 1, 2, 3, 4])[None, None]
    grid = np.array([[[[-1, 1], [0.5, 0], [1.5, -1], [-1.25, 0.5]]]])
    for padding, beyond in ("zeros", [0, 7.5]), ("border", [4, 15]), ("reflection", [3, 15.5]):
        read = module.grid_sample(image, grid, "bilinear", padding, True)[0, 0, 0]
        assert read.tolist() == [20, 13, *beyond]
    edges = np.array([[[[-1, -1], [-0.8, 0], [1, 2 / 3]]]])
    assert np.allclose(module.grid_sample(image, edges)[0, 0, 0], [0, 10, 12], atol=1e-12)
    assert module.grid_sample(image, grid, "nearest", "border", True)[0, 0, 0, 1] == 13
    assert module.grid_sample(image, grid, "bicubic", "border", True)[0, 0, 0, 1] == 13


SAMPLERS = [
    (mode, padding, align)
    for mode in ("bilinear", "nearest", "bicubic")
    for padding in ("zeros", "border", "reflection")
    for align in (False, True)
]


@BOTH
@pytest.mark.parametrize("how", SAMPLERS)
def test_sampling_and_its_gradients_equal_torch(how, module):
    [x] = arrays((2, 3, 4, 5))
    grid = np.random.default_rng(0).uniform(-2.7, 2.7, (2, 6, 3, 2))
    leaves = [torch.from_numpy(a).requires_grad_() for a in (x, grid)]
    theirs = T.grid_sample(*leaves, *how)
    assert near(module.grid_sample(x, grid, *how), theirs.detach().numpy())
    [grad] = arrays(theirs.shape, seed=1)
    theirs.backward(torch.from_numpy(grad))
    slopes = module.grid_sample_backward(grad, x, grid, *how)
    for slope, leaf in zip(slopes, leaves, strict=True):
        assert near(slope, leaf.grad.numpy())


@BOTH
@pytest.mark.parametrize("mode", ["bilinear", "nearest"])
def test_sampling_a_volume_equals_torch(mode, module):
    [x] = arrays((2, 1, 3, 4, 5))
    grid = np.random.default_rng(0).uniform(-1.5, 1.5, (2, 2, 3, 4, 3))
    leaves = [torch.from_numpy(a).requires_grad_() for a in (x, grid)]
    theirs = T.grid_sample(*leaves, mode, "reflection", False)
    assert near(module.grid_sample(x, grid, mode, "reflection"), theirs.detach().numpy())
    [grad] = arrays(theirs.shape, seed=1)
    theirs.backward(torch.from_numpy(grad))
    slopes = module.grid_sample_backward(grad, x, grid, mode, "reflection")
    assert all(near(s, leaf.grad.numpy()) for s, leaf in zip(slopes, leaves, strict=True))


@pytest.mark.parametrize("mode", ["bilinear", "bicubic"])
def test_the_gradient_of_the_grid_is_the_slope(mode):
    """Central differences; the steps stay between two cells, where the weights are smooth."""
    [x] = arrays((1, 2, 5, 7))
    grid = np.array([[[[0.11, 0.23], [-0.37, 0.52]]]])
    [grad] = arrays((1, 2, 1, 2), seed=1)
    _, slope = F.grid_sample_backward(grad, x, grid, mode)
    for place in np.ndindex(grid.shape):
        step = np.zeros_like(grid)
        step[place] = 1e-5
        rise = F.grid_sample(x, grid + step, mode) - F.grid_sample(x, grid - step, mode)
        assert np.isclose((grad * rise).sum() / 2e-5, slope[place], atol=1e-5)


@BOTH
def test_one_cell_reflected_in_its_own_middle_is_that_cell(module):
    x, grid = np.full((1, 1, 1, 1), 5.0), np.full((1, 1, 1, 2), 3.7)
    assert module.grid_sample(x, grid, "bilinear", "reflection", True).item() == 5
    slopes = module.grid_sample_backward(x, x, grid, "bilinear", "reflection", True)
    assert slopes[0].item() == 5 and not slopes[1].any()


NOT_SAMPLED = {
    "mode must be one of bilinear, nearest, bicubic; got 'linear'": ((1, 1, 3, 4), (1, 5, 6, 2),
        dict(mode="linear")),
    "padding_mode must be one of zeros, border, reflection; got 'wrap'": ((1, 1, 3, 4),
        (1, 5, 6, 2), dict(padding_mode="wrap")),
    "mode 'bicubic' takes an input of 4 axes, got 5": ((1, 1, 3, 4, 5), (1, 5, 6, 7, 3),
        dict(mode="bicubic")),
    "grid must have shape (2, *places, 2) with 4 axes for an input of shape (2, 1, 3, 4), got "
    "(1, 5, 6, 2)": ((2, 1, 3, 4), (1, 5, 6, 2), dict()),
    "input has an axis of 0 cells among (0, 4)": ((1, 1, 0, 4), (1, 5, 6, 2), dict()),
}  # fmt: skip


@BOTH
@pytest.mark.parametrize("words", NOT_SAMPLED)
def test_what_cannot_be_sampled_is_refused(words, module):
    shape, places, how = NOT_SAMPLED[words]
    with pytest.raises(ValueError, match=re.escape(words)):
        module.grid_sample(np.ones(shape), np.ones(places), **how)
    with pytest.raises((RuntimeError, ValueError)):
        T.grid_sample(torch.ones(shape), torch.ones(places), align_corners=False, **how)


@BOTH
def test_kinds_of_number_of_a_grid_are_checked(module):
    with pytest.raises(TypeError, match="grid must hold float32 as input does, got float64"):
        module.grid_sample(np.ones((1, 1, 2, 2), np.float32), np.ones((1, 1, 1, 2)))
    with pytest.raises(TypeError, match="input must hold floating-point numbers, got int64"):
        module.grid_sample(np.ones((1, 1, 2, 2), int), np.ones((1, 1, 1, 2)))
    with pytest.raises(TypeError, match="theta must hold floating-point numbers, got int64"):
        module.affine_grid(np.ones((1, 2, 3), int), (1, 1, 2, 2))
    for call in (
        lambda: module.grid_sample(np.ones((1, 1, 2, 2)), np.ones((1, 1, 1, 2)), align_corners=1),
        lambda: module.affine_grid(np.ones((1, 2, 3)), (1, 1, 2, 2), 0),
    ):
        with pytest.raises(TypeError, match="align_corners must be True or False"):
            call()


@BOTH
def test_single_precision_of_a_grid_is_kept(module):
    x, grid = np.ones((1, 2, 3, 4), np.float32), np.full((1, 5, 6, 2), 0.3, np.float32)
    for how in SAMPLERS:
        output = module.grid_sample(x, grid, *how)
        assert output.dtype == np.float32
        slopes = module.grid_sample_backward(output, x, grid, *how)
        assert [slope.dtype for slope in slopes] == [np.float32, np.float32]
    theta = np.ones((1, 2, 3), np.float32)
    assert module.affine_grid(theta, (1, 1, 2, 2)).dtype == np.float32


@BOTH
@pytest.mark.parametrize("align", [False, True])
@pytest.mark.parametrize("size", [(2, 1, 4, 5), (2, 3, 2, 3, 4)])
def test_affine_grid_and_its_gradient_equal_torch(size, align, module):
    rank = len(size) - 2
    [theta] = arrays((2, rank, rank + 1))
    leaf = torch.from_numpy(theta).requires_grad_()
    theirs = T.affine_grid(leaf, size, align)
    assert near(module.affine_grid(theta, size, align), theirs.detach().numpy())
    [grad] = arrays(theirs.shape, seed=1)
    theirs.backward(torch.from_numpy(grad))
    assert near(module.affine_grid_backward(grad, theta, size, align), leaf.grad.numpy())


@BOTH
def test_affine_grid_by_hand(module):
    """First the column, then the row: columns doubled, rows moved by 3."""
    theta = np.array([[[2.0, 0, 0], [0, 1, 3]]])
    grid = module.affine_grid(theta, (1, 1, 3, 2), True)[0]
    assert grid[..., 0].tolist() == [[-2, 2]] * 3
    assert grid[..., 1].tolist() == [[2, 2], [3, 3], [4, 4]]
    assert module.affine_grid(theta, (1, 1, 1, 2), True)[0].tolist() == [[[-2, 3], [2, 3]]]
    assert module.affine_grid(theta, (1, 1, 1, 2))[0].tolist() == [[[-1, 3], [1, 3]]]


@BOTH
def test_an_affine_grid_that_does_not_fit_is_refused(module):
    for size, words in {
        (1, 1, 2): "size takes 4 or 5 numbers, got 3",
        (2, 1, 2, 3): "theta must have shape (2, 2, 3), got (1, 2, 3)",
        (1, 1, 0, 3): "size must be at least 1 along each axis, got (1, 1, 0, 3)",
    }.items():
        with pytest.raises(ValueError, match=re.escape(words)):
            module.affine_grid(np.ones((1, 2, 3)), size)
        with pytest.raises((RuntimeError, ValueError, NotImplementedError)):
            T.affine_grid(torch.ones(1, 2, 3), size, False)


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


@BOTH
@pytest.mark.parametrize("mode", ["bilinear", "nearest", "bicubic"])
@pytest.mark.parametrize("padding_mode", ["zeros", "border", "reflection"])
def test_a_place_that_is_none_is_read_as_torch_reads_it(padding_mode, mode, module):
    image = np.arange(132.0).reshape(1, 1, 11, 12)
    for nowhere in (np.nan, np.inf, -np.inf):
        grid = np.array([[[[nowhere, 0.1], [0.3, nowhere], [0.3, -0.2]]]])
        ours = module.grid_sample(image, grid, mode, padding_mode, align_corners=True)
        tensors = torch.tensor(image), torch.tensor(grid)
        theirs = torch.nn.functional.grid_sample(*tensors, mode, padding_mode, True)
        np.testing.assert_allclose(ours, theirs.numpy(), rtol=1e-10)


@BOTH
@pytest.mark.parametrize("mode", ["bilinear", "nearest"])
@pytest.mark.parametrize("rows", [1, 2])
def test_few_rows_are_reflected_in_themselves(rows, mode, module):
    image = np.arange(4.0 * rows).reshape(1, 1, rows, 4)
    grid = np.array([[[[0.3, -0.2], [0.1, 1.7]]]])
    tensors = [torch.tensor(a, requires_grad=True) for a in (image, grid)]
    theirs = torch.nn.functional.grid_sample(*tensors, mode, "reflection", True)
    np.testing.assert_allclose(
        module.grid_sample(image, grid, mode, "reflection", True), theirs.detach(), rtol=1e-12
    )
    grad = np.array([[[[2.0, -3.0]]]])
    theirs.backward(torch.tensor(grad))
    slopes = module.grid_sample_backward(grad, image, grid, mode, "reflection", True)
    for slope, tensor in zip(slopes, tensors, strict=True):
        np.testing.assert_allclose(slope, tensor.grad, rtol=1e-12)


def test_an_axis_that_is_resampled_stays_as_it_is():
    [axis] = resampled((1, 2, 5), 10, None, "nearest", None, None)
    with pytest.raises(FrozenInstanceError):
        axis.size = 6
