"""Long sums in single precision: as exact as those in double precision, rounded once.

At 2**24 the numbers of float32 are 2 apart: a sum kept in float32 loses every 1 added to it.
"""

import numpy as np
import pytest
from agreement import BOTH

from convbook import functional as F

LARGE = 2.0**24
SUMS = {"avg_pool2d": dict(divisor_override=1), "lp_pool2d": dict(norm_type=1)}
WINDOWS = {
    "one window": ((7, 13), (7, 13), 90),
    "one window, not of all cells": ((8, 14), (7, 13), 90),
    "few places": ((8, 15), (7, 13), 90),
    "many places": ((20, 25), (9, 11), 98),
    "one long column": ((59, 3), (57, 1), 56),
}


@BOTH
@pytest.mark.parametrize("name", SUMS)
@pytest.mark.parametrize("case", WINDOWS)
def test_sum_of_a_large_window_loses_no_cell(case, name, module):
    sizes, kernel, others = WINDOWS[case]
    x = np.ones((2, *sizes), np.float32)
    x[1, 0, 0] = LARGE
    stride = 5 if case == "one window, not of all cells" else 1
    how = dict(kernel_size=kernel, stride=stride) | SUMS[name]
    output = getattr(module, name)(x, **how)
    assert output.dtype == np.float32
    assert output[1, 0, 0] == LARGE + others and output[0, 0, 0] == 1 + others


@BOTH
@pytest.mark.parametrize("name", SUMS)
def test_cell_that_many_windows_read_loses_no_gradient(name, module):
    x, grad = np.ones((1, 20, 25), np.float32), np.ones((1, 12, 15), np.float32)
    grad[0, 11, 14] = LARGE  # the first tap reads the last place
    how = dict(kernel_size=(9, 11), stride=1) | SUMS[name]
    slope = getattr(module, f"{name}_backward")(grad, x, **how)
    assert slope.dtype == np.float32
    assert slope[0, 11, 14] == LARGE + 98 and slope[0, 10, 13] == 99


@BOTH
@pytest.mark.parametrize(("size", "places"), [(400, 21), (401, 3), (400, 20)])
def test_adaptive_windows_lose_no_cell(size, places, module):
    x = np.ones((1, size), np.float32)
    x[0, 0] = LARGE
    cells = -(-size // places)
    output = module.adaptive_avg_pool1d(x, places)
    assert output.dtype == np.float32
    assert output[0, 0] == np.float32((LARGE + cells - 1) / cells) and output[0, 1] == 1


@BOTH
@pytest.mark.parametrize("name", ["adaptive_avg_pool2d", "interpolate"])
def test_cell_that_many_places_read_loses_no_gradient(name, module):
    """Along an axis that is not the last, NumPy adds one row after the other."""
    x, grad = np.ones((1, 1, 2, 3), np.float32), np.ones((1, 1, 50, 3), np.float32)
    grad[0, 0, 0, 1] = LARGE
    slope = getattr(module, f"{name}_backward")(grad, x, (50, 3))
    assert slope.dtype == np.float32
    assert slope[0, 0].tolist() == [[25, LARGE + 24, 25], [25, 25, 25]]


@pytest.mark.parametrize("shape", [(1, 1, 2000, 3000), (1, 1, 1_000_000, 1), (1, 1, 1, 1_000_000)])
def test_mean_of_millions_of_cells_is_the_one_of_double_precision(shape):
    x = np.random.default_rng(0).normal(1e4, 1, shape).astype(np.float32)
    right = np.float32(x.mean(dtype=np.float64))
    assert F.adaptive_avg_pool2d(x, 1).item() == F.avg_pool2d(x, shape[2:]).item() == right
    root = np.float32(np.square(x, dtype=np.float64).sum() ** 0.5)
    assert np.isclose(F.lp_pool2d(x, 2, shape[2:]).item(), root, rtol=2**-23, atol=0)
