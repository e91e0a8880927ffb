"""What every convolution refuses before it computes, and sums that keep their digits."""

import numpy as np
import pytest
from agreement import MODULES, NAMES

from convbook import functional as F

BOTH = pytest.mark.parametrize("module", MODULES, ids=NAMES)

# Far more numbers than any machine holds: what begins to compute fails for want of memory.
HUGE = 10**8


def huge(*shape):
    """An array that is held as one number."""
    return np.broadcast_to(1.0, shape)


CALLS = {
    "conv2d": dict(input=huge(1, 2, HUGE, HUGE), weight=np.ones((3, 2, 1, 4))),
    "conv_transpose2d": dict(input=huge(1, 3, HUGE, HUGE), weight=np.ones((3, 2, 1, 4))),
    "causal_conv1d": dict(input=huge(1, 2, HUGE * HUGE), weight=np.ones((3, 2, 4))),
    "gated_conv1d": dict(
        input=huge(1, 2, HUGE * HUGE), weight=np.ones((3, 2, 4)), gate_weight=np.ones((3, 2, 4))
    ),
    "tiled_conv1d": dict(input=huge(1, 2, HUGE * HUGE), weight=np.ones((3, 2, 4, 5))),
    "linear": dict(input=huge(HUGE, HUGE, 2), weight=np.ones((3, 2))),
}  # fmt: skip


@BOTH
@pytest.mark.parametrize("name", CALLS)
def test_a_wrong_bias_is_refused_before_anything_is_computed(name, module):
    with pytest.raises(ValueError, match=r"^bias must have shape \(.*\), got \(7,\)$"):
        getattr(module, name)(**CALLS[name], bias=np.ones(7))


@BOTH
def test_the_bias_of_a_gate_is_refused_by_its_name(module):
    with pytest.raises(ValueError, match=r"^gate_bias must have shape \(3,\), got \(7,\)$"):
        module.gated_conv1d(**CALLS["gated_conv1d"], gate_bias=np.ones(7))


@BOTH
@pytest.mark.parametrize("name", CALLS)
def test_a_wrong_upstream_gradient_is_refused_before_anything_is_computed(name, module):
    with pytest.raises(ValueError, match=r"^grad_output must have shape \(.*\), got \(7,\)$"):
        getattr(module, f"{name}_backward")(np.ones(7), **CALLS[name])


def test_a_bias_gradient_over_many_rows_keeps_its_digits():
    """Added row by row in float32, 2 000 000 tenths are 197 025."""
    tenths = np.full((2_000_000, 1), 0.1, np.float32)
    x, w = np.zeros((2_000_000, 1), np.float32), np.ones((1, 1), np.float32)
    assert abs(F.linear_backward(tenths, x, w, tenths[0])[2][0] / 200_000 - 1) < 1e-6
    images = np.full((200_000, 2, 1), 0.1, np.float32)
    w = np.ones((2, 1, 1), np.float32)
    _, _, slopes = F.conv1d_backward(images, images[:, :1], w, images[0, :, 0])
    assert np.abs(slopes / 20_000 - 1).max() < 1e-6


def test_weight_gradients_over_many_rows_keep_their_digits():
    """A BLAS adds in blocks of its own: 1e-5 on one processor, ten times less on another.

    Added row by row, 400 000 tenths are off by 5e-4.
    """
    tenths = np.full((400_000, 3), 0.1, np.float32)
    ones, w = np.ones((400_000, 2), np.float32), np.ones((3, 2), np.float32)
    slopes = F.linear_backward(tenths, ones, w)[1]
    assert np.abs(slopes / 40_000 - 1).max() < 1e-4
    row = np.ones((1, 2, 400_000), np.float32)
    slopes = F.conv1d_backward(tenths.T[None].copy(), row, w[..., None])[1]
    assert np.abs(slopes / 40_000 - 1).max() < 1e-4
    depthwise = F.conv1d_backward(
        tenths[:, :2].T[None].copy(), row, np.ones((2, 1, 1), np.float32), groups=2
    )[1]
    assert np.abs(depthwise / 40_000 - 1).max() < 1e-6


@BOTH
@pytest.mark.parametrize("kind", [np.uint8, np.int8, bool])
def test_folded_patches_of_small_whole_numbers_do_not_wrap(kind, module):
    """A sum of them is taken as NumPy takes it, in 64 bits."""
    patches = np.full((6, 16), 100).astype(kind)
    wide = module.fold(patches.astype(np.int64), (5, 6), (2, 3))
    ours = module.fold(patches, (5, 6), (2, 3))
    assert (ours == wide).all() and ours.dtype == patches.sum().dtype
    assert ours.max() == 6 * int(patches[0, 0])


@BOTH
def test_small_whole_numbers_of_a_convolution_wrap_as_in_pytorch(module):
    x, w = np.full((1, 1, 3), 200, np.uint8), np.full((1, 1, 2), 3, np.uint8)
    assert module.conv1d(x, w).tolist() == [[[1200 % 256] * 2]]
    assert module.conv1d(x.astype(float), w).tolist() == [[[1200.0] * 2]]
