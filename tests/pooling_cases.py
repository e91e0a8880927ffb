"""Settings of every pooling, and arrays without equal cells."""

import numpy as np
import pytest
from convolution_cases import arrays

from convbook import functional as F

SHAPES = {1: (2, 3, 11), 2: (2, 3, 7, 9), 3: (2, 3, 4, 7, 5)}

CASES = {
    "max": dict(kernel_size=3, stride=2, padding=1),
    "max, dilated": dict(kernel_size=2, stride=1, dilation=3),
    "max, hanging over": dict(kernel_size=3, stride=3, padding=1, ceil_mode=True),
    "max, one place": dict(kernel_size=4, stride=5),
    "avg": dict(kernel_size=2, stride=1, padding=1),
    "avg, hanging over": dict(kernel_size=4, stride=3, padding=2, ceil_mode=True),
    "avg, cells alone": dict(
        kernel_size=4, stride=3, padding=2, ceil_mode=True, count_include_pad=False
    ),
    "avg, gaps": dict(kernel_size=1, stride=3),
    "lp": dict(norm_type=3, kernel_size=2, ceil_mode=True),
    "lp, infinite": dict(norm_type=float("inf"), kernel_size=3, stride=1),
    "lp, minus infinite": dict(norm_type=float("-inf"), kernel_size=3, stride=1),
    "adaptive_avg": dict(output_size=3),
    "adaptive_avg, to one": dict(output_size=1),
    "adaptive_avg, larger": dict(output_size=13),
    "adaptive_max": dict(output_size=2),
}

EVERY = pytest.mark.parametrize("case", CASES)

RANKS = pytest.mark.parametrize("rank", [1, 2, 3])


def operation(module, case, rank, suffix=""):
    """The function that a case of that many axes needs."""
    return getattr(module, f"{case.partition(',')[0]}_pool{rank}d{suffix}")


def the_arrays(case, rank):
    """Input without equal or zero cells, and an upstream gradient."""
    shape = SHAPES[rank]
    x = np.random.default_rng(0).permutation(np.arange(1.0, np.prod(shape) + 1)).reshape(shape)
    [grad] = arrays(operation(F, case, rank)(x, **CASES[case]).shape, seed=1)
    return x, grad
