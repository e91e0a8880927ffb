"""Average pooling: values, gradients, NaN, and sums in single precision."""

import numpy as np
import pytest
from agreement import BOTH, agree, fractions
from pooling_cases import CASES, operation, the_arrays

from convbook import functional as F


@BOTH
def test_average_by_hand(module):
    row = np.array([[2.0, 4, 6, 8, 10]])
    assert module.avg_pool1d(row, 3, 2, 1).tolist() == [[2, 6, 6]]
    assert module.avg_pool1d(row, 3, 2, 1, count_include_pad=False).tolist() == [[3, 6, 9]]
    assert module.avg_pool1d(row, 2, 2, ceil_mode=True).tolist() == [[3, 7, 10]]
    # The second window lies on cells 2 to 6: 5 is border and counts, 6 is beyond it.
    assert module.avg_pool1d(row, 5, 3, 1, ceil_mode=True).tolist() == [[4, 6]]
    image = np.array([[[2.0, 4, 6], [8, 10, 12]]])
    assert module.avg_pool2d(image, 2, 1).tolist() == [[[6, 8]]]
    assert module.avg_pool2d(image, 2, 1, divisor_override=-8).tolist() == [[[-3, -4]]]


@pytest.mark.parametrize("case", ["avg", "avg, hanging over", "avg, gaps", "adaptive_avg"])
def test_backward_of_an_average_is_its_transpose(case):
    x, y = the_arrays(case, 3)
    forward, backward = operation(F, case, 3), operation(F, case, 3, "_backward")
    how = CASES[case]
    assert np.isclose((y * forward(x, **how)).sum(), (backward(y, x, **how) * x).sum(), rtol=1e-12)


INF, NAN = np.inf, np.nan
READ = {
    "windows apart": (
        dict(kernel_size=1, stride=3), [5, NAN, INF, 7, -INF, NAN, 9], [5, 7, 9],
    ),
    "overlapping": (
        dict(kernel_size=2, stride=1), [2, 4, NAN, 6, 8, INF, -INF], [3, NAN, NAN, 7, INF, NAN],
    ),
    "with a border": (
        dict(kernel_size=2, padding=1), [INF, 2, 4, 6, -INF], [INF, 3, -INF],
    ),
    "the rest left over": (dict(kernel_size=3), [3, 6, 9, 1, 2, 3, NAN], [6, 2]),
    "hanging over": (
        dict(kernel_size=3, ceil_mode=True), [3, 6, 9, 1, INF, 3, 8], [6, INF, 8],
    ),
}  # fmt: skip


@BOTH
@pytest.mark.parametrize("case", READ)
def test_nan_and_infinity_reach_the_windows_that_hold_them(case, module):
    how, row, right = READ[case]
    x = np.array([row, np.arange(7.0)[: len(row)]])
    assert agree(module, "avg_pool1d", {"input": x}, **how) is not None
    assert np.array_equal(module.avg_pool1d(x, **how)[0], right, equal_nan=True)


@BOTH
@pytest.mark.parametrize("stranger", [NAN, INF, -INF])
def test_nan_and_infinity_of_an_image_pass_nothing_on(stranger, module):
    """Neither to the next row or channel, nor, as a gradient, to cells of other windows."""
    how = dict(kernel_size=(3, 2), stride=(2, 1), padding=(1, 0))
    for cell in [(0, 0, 0, 7), (0, 1, 4, 0), (1, 0, 2, 3)]:
        x = fractions((2, 2, 5, 8))
        clean = module.avg_pool2d(x, **how)
        x[cell] = stranger
        seen = agree(module, "avg_pool2d", {"input": x}, **how)
        *front, row, column = cell
        holding = np.zeros(seen.shape, bool)
        for i, j in np.ndindex(seen.shape[2:]):
            holding[(*front, i, j)] = abs(2 * i - row) <= 1 and j <= column <= j + 1
        assert (np.isfinite(seen) != holding).all() and (seen[~holding] == clean[~holding]).all()
    grad = fractions(seen.shape)
    grad[1, 0, 2, 4] = stranger
    slope = module.avg_pool2d_backward(grad, x, **how)
    assert [tuple(place) for place in np.argwhere(~np.isfinite(slope))] == [
        (1, 0, 3, 4), (1, 0, 3, 5), (1, 0, 4, 4), (1, 0, 4, 5),
    ]  # fmt: skip
