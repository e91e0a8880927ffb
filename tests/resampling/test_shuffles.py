"""Cells that change place between channels, rows and columns."""

import re

import numpy as np
import pytest
import torch
from convolution_cases import arrays, same

from convbook import definition
from convbook import functional as F

T = torch.nn.functional
BOTH = pytest.mark.parametrize("module", [definition, F], ids=["definition", "fast form"])


@BOTH
def test_blocks_by_hand(module):
    """Channel c of four, row i, column j hold 100 c + 10 i + j."""
    x = np.add.outer([0, 100, 200, 300], np.add.outer([0, 10], [0, 1, 2]))
    spread = module.pixel_shuffle(x, 2)
    assert spread.tolist() == [
        [
            [0, 100, 1, 101, 2, 102],
            [200, 300, 201, 301, 202, 302],
            [10, 110, 11, 111, 12, 112],
            [210, 310, 211, 311, 212, 312],
        ]
    ]
    assert same(module.pixel_unshuffle(spread, 2), x)


@BOTH
def test_dealing_by_hand(module):
    x = np.arange(6).reshape(1, 6, 1)
    assert module.channel_shuffle(x, 2).ravel().tolist() == [0, 3, 1, 4, 2, 5]
    assert module.channel_shuffle(x, 3).ravel().tolist() == [0, 2, 4, 1, 3, 5]


CASES = {
    "pixel_shuffle": ((2, 18, 4, 5), 3),
    "pixel_shuffle, more axes": ((2, 3, 8, 5, 6), 2),
    "pixel_shuffle, no batch": ((8, 3, 5), 2),
    "pixel_unshuffle": ((2, 5, 6, 9), 3),
    "pixel_unshuffle, more axes": ((2, 3, 5, 4, 6), 2),
    "channel_shuffle": ((2, 6, 4, 5), 3),
    "channel_shuffle, one axis": ((2, 8, 5), 2),
    "channel_shuffle, three axes": ((1, 6, 4, 2, 3), 2),
}


@BOTH
@pytest.mark.parametrize("case", CASES)
def test_values_and_gradients_equal_torch(case, module):
    shape, number = CASES[case]
    name = case.partition(",")[0]
    [x] = arrays(shape)
    x.flags.writeable = False
    leaf = torch.from_numpy(x.copy()).requires_grad_()
    theirs = getattr(T, name)(leaf, number)
    ours = getattr(module, name)(x, number)
    assert same(ours, theirs.detach().numpy()) and not np.shares_memory(ours, x)
    [grad] = arrays(theirs.shape, seed=1)
    slope = getattr(module, f"{name}_backward")(grad, x, number)
    theirs.backward(torch.from_numpy(grad))
    assert same(slope, leaf.grad.numpy())
    assert (grad * ours).sum() == (slope * x).sum()


@BOTH
@pytest.mark.parametrize("kind", [np.float32, np.int64, bool])
def test_kind_of_number_is_kept_and_an_empty_batch_stays_empty(kind, module):
    for name in ("pixel_shuffle", "pixel_unshuffle", "channel_shuffle"):
        x = np.ones((1, 4, 6, 8), kind)
        assert getattr(module, name)(x, 2).dtype == kind
        assert getattr(module, name)(x[:0], 2).shape[0] == 0
        turned = arrays((3, 8, 6, 4))[0][::-2, ::-1, ::-1]
        assert same(getattr(module, name)(turned, 2), getattr(module, name)(turned.copy(), 2))


REFUSED = {
    "upscale_factor must be at least 1, got 0": ("pixel_shuffle", (8, 3, 5), 0),
    "downscale_factor must be at least 1, got -1": ("pixel_unshuffle", (8, 4, 6), -1),
    "groups must be at least 1, got 0": ("channel_shuffle", (2, 4, 5), 0),
    "input has 6 channels, which 4 does not divide": ("pixel_shuffle", (6, 3, 5), 2),
    "input has 3 rows, which 2 does not divide": ("pixel_unshuffle", (1, 3, 4), 2),
    "input has 5 columns, which 2 does not divide": ("pixel_unshuffle", (1, 4, 5), 2),
    "input has 5 channels, which groups=2 does not divide": ("channel_shuffle", (2, 5, 3), 2),
    "input must have 3 axes or more, got 2": ("pixel_shuffle", (4, 3), 2),
    "input must have 3 axes or more, got 1": ("channel_shuffle", (4,), 2),
}


@BOTH
@pytest.mark.parametrize("words", REFUSED)
def test_refusal_names_both_numbers(words, module):
    name, shape, number = REFUSED[words]
    with pytest.raises(ValueError, match=re.escape(words)):
        getattr(module, name)(np.ones(shape), number)
    with pytest.raises(RuntimeError):
        getattr(T, name)(torch.ones(shape), number)


@BOTH
@pytest.mark.parametrize("name", ["pixel_shuffle", "pixel_unshuffle", "channel_shuffle"])
def test_fractions_and_other_shapes_are_refused(name, module):
    x = np.ones((2, 4, 6, 8))
    with pytest.raises(TypeError, match=re.escape("must be a whole number, got 2.0")):
        getattr(module, name)(x, 2.0)
    with pytest.raises(ValueError, match="grad_output must have shape"):
        getattr(module, f"{name}_backward")(np.ones((2, 4, 8, 6)), x, 2)
