"""Max pooling: values, indices, NaN, and kinds of number."""

import numpy as np
import pytest
import torch
from agreement import BOTH, agree
from convolution_cases import arrays, same

from convbook import functional as F

T = torch.nn.functional


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
@pytest.mark.parametrize("kind", [np.int64, np.int8, np.uint8])
def test_maxima_of_whole_numbers_stay_whole(kind, module):
    x = np.array([[3, 1, 4, 1, 5]], kind)
    assert same(module.max_pool1d(x, 3, 2, 1), np.array([[3, 4, 5]], kind))


@BOTH
def test_a_window_that_reads_nothing_is_refused(module):
    """Its taps lie two cells before and one behind: torch counts an index beyond the input."""
    with pytest.raises(ValueError, match="its 2 taps, 3 apart, all lie outside the 2 cells"):
        module.max_pool1d(np.ones((1, 2)), 2, padding=1, dilation=3)
    assert T.max_pool1d(torch.ones(1, 2), 2, 2, 1, 3, return_indices=True)[1].item() == 2


@BOTH
def test_an_image_without_channels_is_refused_and_a_batch_without_images_is_not(module):
    with pytest.raises(ValueError, match=r"an axis of 0 cells among \(0, 4, 4\)"):
        module.max_pool2d(np.ones((2, 0, 4, 4)), 2)
    assert module.max_pool2d(np.ones((0, 3, 4, 4)), 2).shape == (0, 3, 2, 2)


@BOTH
@pytest.mark.parametrize("rank", [1, 2, 3])
def test_a_wrong_number_of_axes_is_said_with_the_right_ones(rank, module):
    pool = getattr(module, f"max_pool{rank}d")
    words = rf"input must have {rank + 2} axes, or {rank + 1} without a batch; got 5|got 6"
    with pytest.raises(ValueError, match=words):
        pool(np.ones((2,) * (5 if rank < 3 else 6)), 1)
