"""Adaptive pooling: uneven windows, no cells, and no channels."""

import numpy as np
import pytest
import torch
from agreement import BOTH, agree
from pooling_cases import RANKS

from convbook import functional as F
from convbook.arithmetic.pooling import adaptive_reads

T = torch.nn.functional


@BOTH
@pytest.mark.parametrize("name", ["adaptive_avg_pool2d", "adaptive_max_pool2d"])
@pytest.mark.parametrize("wanted", [0, (0, 3)])
def test_adaptive_pooling_to_no_cells_is_empty(wanted, name, module):
    x = np.ones((2, 3, 5, 4))
    rows, columns = (wanted, wanted) if wanted == 0 else wanted
    assert getattr(module, name)(x, wanted).shape == (2, 3, rows, columns)
    if "max" in name:
        _, where = getattr(module, name)(x, wanted, return_indices=True)
        assert where.shape == (2, 3, rows, columns) and where.dtype == np.int64


INF, NAN = np.inf, np.nan


@BOTH
@pytest.mark.parametrize("size, outputs", [(7, 3), (3, 7), (29, 12), (5, 9)])
def test_adaptive_windows_pass_nothing_on(size, outputs, module):
    """A NaN reaches the outputs whose windows hold it, and an infinite gradient its window."""
    for cell in range(size):
        x = np.ones((1, size))
        x[0, cell] = NAN
        holding = [cell in cells for cells in adaptive_reads(size, outputs)]
        assert np.isnan(module.adaptive_avg_pool1d(x, outputs)[0]).tolist() == holding
    for place, cells in enumerate(adaptive_reads(size, outputs)):
        grad = np.ones((1, outputs))
        grad[0, place] = INF
        slope = module.adaptive_avg_pool1d_backward(grad, np.ones((1, size)), outputs)[0]
        assert [cell in cells for cell in range(size)] == np.isinf(slope).tolist()


@RANKS
@pytest.mark.parametrize("name", ["adaptive_avg_pool", "adaptive_max_pool"])
def test_adaptive_pooling_of_uneven_windows_equals_torch(name, rank):
    """Many small windows go tap by tap, few large ones place by place."""
    shape, wanted = (2, 3, 19, 17, 11)[: rank + 2], (8, 23, 3)[:rank]
    x = np.random.default_rng(0).permutation(np.prod(shape)).reshape(shape) * 1.0
    agree(F, f"{name}{rank}d", {"input": x}, output_size=wanted)


@BOTH
@RANKS
@pytest.mark.parametrize("name", ["adaptive_avg_pool", "adaptive_max_pool"])
def test_adaptive_pooling_of_no_channels_is_empty_as_in_torch(name, rank, module):
    x = np.ones((0, 4, 5, 6)[: rank + 1])
    output = getattr(module, f"{name}{rank}d")(x, 3)
    assert output.shape == getattr(T, f"{name}{rank}d")(torch.tensor(x), 3).shape
    assert getattr(module, f"{name}{rank}d_backward")(output, x, 3).shape == x.shape
