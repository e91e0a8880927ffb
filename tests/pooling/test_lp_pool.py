"""Power-average pooling: values, gradients at 0, and NaN."""

import numpy as np
import pytest
import torch
from agreement import BOTH, agree

T = torch.nn.functional


@BOTH
def test_power_average_by_hand(module):
    row = np.array([[3.0, -4, 6, 8, 5]])
    assert module.lp_pool1d(row, 2, 2).tolist() == [[5, 10]]
    assert module.lp_pool1d(row, 1, 2).tolist() == [[-1, 14]]
    assert module.lp_pool1d(row, float("inf"), 2).tolist() == [[4, 8]]
    assert module.lp_pool1d(row, float("-inf"), 2).tolist() == [[3, 6]]
    assert module.lp_pool1d(row, 1, 2, ceil_mode=True).tolist() == [[-1, 14, 10]]  # 5 counts twice


@BOTH
def test_where_the_sum_of_powers_is_0_the_gradient_is_0(module):
    for p in (1.5, 2, 3):
        slope = module.lp_pool1d_backward(np.ones((1, 2)), np.array([[0.0, 0, 3, 4]]), p, 2)
        assert slope[0, :2].tolist() == [0, 0] and (slope[0, 2:] > 0).all()


INF, NAN = np.inf, np.nan


@BOTH
@pytest.mark.parametrize("norm", [INF, -INF])
def test_the_greatest_magnitude_beside_nan_is_nan(norm, module):
    x = np.array([[0.26, -0.54, -0.62, NAN, NAN, 3.0, -5.0]])
    for stride in (1, 2):
        how = dict(norm_type=norm, kernel_size=2, stride=stride)
        agree(module, "lp_pool1d", {"input": x}, **how)
    assert np.isnan(module.lp_pool1d(x, norm, 2)).tolist() == [[False, True, True]]


@BOTH
@pytest.mark.parametrize("norm", [INF, -INF])
def test_infinite_gradient_leaves_cells_without_a_sign_alone(norm, module):
    """The slope of a magnitude is 0 at 0; the definition and PyTorch's abs say so at NaN, too."""
    x = np.array([[0.0, 0, NAN, 1, -3, -3]])
    slope = module.lp_pool1d_backward(np.array([[INF, INF, INF]]), x, norm, 2)
    assert slope.tolist() == [[0, 0, 0, 0, -INF, 0]]
