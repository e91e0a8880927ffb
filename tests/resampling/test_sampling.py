"""Sampling wherever a grid points, and affine grids."""

import re

import numpy as np
import pytest
import torch
from agreement import BOTH, near
from convolution_cases import arrays

from convbook import functional as F

T = torch.nn.functional


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


NAN, INF = np.nan, np.inf


@BOTH
@pytest.mark.parametrize("padding_mode", ["zeros", "border", "reflection"])
@pytest.mark.parametrize("mode", ["bilinear", "bicubic", "nearest"])
@pytest.mark.parametrize("stranger", [NAN, INF])
def test_corners_of_weight_0_are_not_read(stranger, mode, padding_mode, module):
    """At the middle of a cell the others weigh 0; PyTorch multiplies them and answers NaN."""
    image = np.full((1, 2, 3, 5), stranger)
    image[0, :, 1, 3] = 4, -7
    grid = np.array([[[[0.5, 0.0], [0.5, 0.0]]]])
    how = dict(mode=mode, padding_mode=padding_mode, align_corners=True)
    assert module.grid_sample(image, grid, **how)[0, :, 0].tolist() == [[4, 4], [-7, -7]]
    if mode != "nearest":
        theirs = T.grid_sample(torch.tensor(image), torch.tensor(grid), **how)
        assert theirs.isnan().all()
    grad = np.array([[[[INF, 2]], [[3, NAN]]]])
    slope, _ = module.grid_sample_backward(grad, np.ones_like(image), grid, **how)
    expected = np.zeros_like(image)
    expected[0, :, 1, 3] = INF, NAN
    assert np.array_equal(slope, expected, equal_nan=True)


@BOTH
def test_corners_of_weight_0_are_read_along_one_axis_only(module):
    """Halfway between two columns, in the middle of a row: the other rows weigh 0."""
    image = np.full((1, 1, 3, 5), NAN)
    image[0, 0, 1] = [1, 2, 4, 8, 16]
    grid = np.array([[[[0.25, 0.0]]]])
    assert module.grid_sample(image, grid, align_corners=True).item() == 6
    grad = np.full((1, 1, 1, 1), 3.0)
    slope, turn = module.grid_sample_backward(grad, image, grid, align_corners=True)
    assert slope[0, 0].tolist() == [[0] * 5, [0, 0, 1.5, 1.5, 0], [0] * 5]
    assert turn[..., 0].item() == 3 * (8 - 4) * 2 and np.isnan(turn[..., 1]).all()
