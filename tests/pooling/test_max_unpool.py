"""Max unpooling: values put back where they were found."""

import re

import numpy as np
import pytest
import torch
from agreement import BOTH
from convolution_cases import arrays, same
from pooling_cases import RANKS, operation, the_arrays

from convbook import functional as F

T = torch.nn.functional


@BOTH
def test_unpooling_by_hand(module):
    values, where = np.array([[7.0, 8]]), np.array([[4, 2]])
    assert module.max_unpool1d(values, where, 3, 2).tolist() == [[0, 0, 8, 0, 7]]
    assert module.max_unpool1d(values, where, 3, 2, 0, (6,)).tolist() == [[0, 0, 8, 0, 7, 0]]
    assert module.max_unpool1d(values, where, 3, 2, 0, (1, 1, 6)).shape == (1, 6)
    assert module.max_unpool1d(values, where, 5, 2, 1).shape == (1, 5)


@BOTH
@RANKS
def test_unpooling_puts_the_maxima_back(rank, module):
    x, _ = the_arrays("max", rank)
    forward = operation(module, "max", rank)
    output, indices = forward(x[:1], 2, return_indices=True)
    unpool = getattr(module, f"max_unpool{rank}d")
    back = unpool(output, indices, 2, output_size=x.shape[2:])
    assert same(back, np.where(np.isin(x[:1], output), x[:1], 0))
    [grad] = arrays(back.shape, seed=1)
    slope, none = getattr(module, f"max_unpool{rank}d_backward")(
        grad, output, indices, 2, output_size=x.shape[2:]
    )
    assert (slope * output).sum() == (grad * back).sum() and none is None


NOT_UNPOOLED = {
    "indices must have shape (1, 2), got (1, 3)": ((1, 3), 0, dict(kernel_size=2)),
    "indices must lie between 0 and 3, got 4": ((1, 2), 4, dict(kernel_size=2)),
    "output_size must be from 3 to 5, got 6": (
        (1, 2), 0, dict(kernel_size=2, output_size=(6,)),
    ),
    "output_size takes 1 or 3 numbers, got 2": (
        (1, 2), 0, dict(kernel_size=2, output_size=(4, 4)),
    ),
}  # fmt: skip


@BOTH
@pytest.mark.parametrize("words", NOT_UNPOOLED)
def test_what_cannot_be_unpooled_is_refused(words, module):
    shape, index, how = NOT_UNPOOLED[words]
    with pytest.raises(ValueError, match=re.escape(words)):
        module.max_unpool1d(np.ones((1, 2)), np.full(shape, index), **how)
    with pytest.raises((RuntimeError, ValueError)):
        T.max_unpool1d(torch.ones(1, 2), torch.full(shape, index), **how)


@BOTH
def test_unpooling_to_nothing_is_refused(module):
    with pytest.raises(ValueError, match="unpooling gives 0 cells along an axis; 1 is needed"):
        module.max_unpool1d(np.ones((1, 1)), np.zeros((1, 1), int), 2, 2, 1)


@BOTH
def test_unpooling_a_batch_without_images_is_empty(module):
    where = np.zeros((0, 3, 4, 4), np.int64)
    assert module.max_unpool2d(np.ones((0, 3, 4, 4)), where, 2).shape == (0, 3, 8, 8)


def test_bounds_of_an_unpooled_size_can_be_reached():
    x, where = np.zeros((1, 49, 49)), np.zeros((1, 49, 49), int)
    with pytest.raises(ValueError, match="output_size must be from 97 to 99, got 100"):
        F.max_unpool2d(x, where, 2, output_size=(100, 100))
    for size in (97, 99):
        assert F.max_unpool2d(x, where, 2, output_size=(size, size)).shape == (1, size, size)
