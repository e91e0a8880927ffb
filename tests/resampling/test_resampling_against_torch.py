"""Random resampling, legal and illegal: the same numbers as PyTorch, or both refuse.

The exceptions stand on the page ``book/api/differences.md``.
"""

import numpy as np
import pytest
from agreement import CLOSE, agree
from convolution_cases import arrays, same
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from convbook import functional as F

many = settings(max_examples=60, deadline=None)


@st.composite
def resizings(draw):
    """A shape, a mode, and sizes or factors that mostly belong together."""
    rank = draw(st.integers(1, 3))
    linear = {1: "linear", 2: "bilinear", 3: "trilinear"}[rank]
    modes = ["nearest", "nearest-exact", "area", linear, linear]
    modes += ["bicubic"] * (rank == 2) + [draw(st.sampled_from(["linear", "bicubic", "cubic"]))]
    shape = (draw(st.integers(0, 2)), 3, *draw(st.tuples(*[st.integers(1, 6)] * rank)))
    how = dict(mode=draw(st.sampled_from(modes)))
    if draw(st.booleans()):
        how["size"] = draw(st.tuples(*[st.integers(1, 9)] * rank))
    else:
        factors = st.sampled_from([0.5, 0.6, 1, 1.3, 1.5, 2, 2.5, 3.7])
        how["scale_factor"] = draw(st.one_of(factors, st.tuples(*[factors] * rank)))
        how["recompute_scale_factor"] = draw(st.sampled_from([None, True, False]))
    if how["mode"] not in ("nearest", "nearest-exact", "area") or draw(st.integers(0, 9)) == 0:
        how["align_corners"] = draw(st.sampled_from([None, True, False]))
    return shape, how


def keeps_a_size(shape, how):
    """Whether a factor that is not recomputed leaves an axis as long as it was."""
    factors = how.get("scale_factor", 1)
    factors = factors if isinstance(factors, tuple) else (factors,) * len(shape[2:])
    return any(
        int(n * factor) == n and factor != 1 for n, factor in zip(shape[2:], factors, strict=True)
    )


@many
@given(resizings(), st.sampled_from([np.float64, np.float32]))
def test_resizing_agrees_or_both_refuse(drawn, kind):
    shape, how = drawn
    assume(how["mode"] != "area" or how.get("scale_factor", 1) == 1 or min(shape[2:]) > 1)
    assume(how["mode"] != "nearest" or not keeps_a_size(shape, how))
    x = arrays(shape)[0].astype(kind)
    agree(F, "interpolate", {"input": x}, close=1e-4 if kind == np.float32 else CLOSE, **how)


@many
@given(
    rank=st.sampled_from([2, 2, 3]),
    sizes=st.tuples(*[st.integers(1, 5)] * 6),
    batch=st.integers(0, 2),
    mode=st.sampled_from(["bilinear", "nearest", "bicubic"]),
    padding_mode=st.sampled_from(["zeros", "border", "reflection"]),
    align_corners=st.booleans(),
    slip=st.sampled_from([0, 0, 0, 1]),
    seed=st.integers(0, 99),
)
def test_sampling_agrees_or_both_refuse(rank, sizes, batch, slip, seed, **how):
    [x] = arrays((batch, 3, *sizes[:rank]))
    grid = np.random.default_rng(seed).uniform(
        -2.5, 2.5, (batch, *sizes[3 : 3 + rank], rank + slip)
    )
    agree(F, "grid_sample", {"input": x, "grid": grid}, ("input", "grid"), **how)


@many
@given(
    size=st.lists(st.integers(1, 5), min_size=3, max_size=6).map(tuple),
    slip=st.sampled_from([0, 0, 0, 0, 1]),
    align_corners=st.booleans(),
)
@pytest.mark.filterwarnings("ignore:Since version 1.3.0, affine_grid behavior has changed")
def test_affine_grid_agrees_or_both_refuse(size, slip, align_corners):
    [theta] = arrays((size[0], len(size) - 2, len(size) - 1 + slip))
    how = dict(size=size, align_corners=align_corners)
    agree(F, "affine_grid", {"theta": theta}, ("theta",), **how)


@many
@given(
    shape=st.lists(st.integers(1, 6), min_size=2, max_size=5),
    factor=st.integers(-1, 3),
    times=st.sampled_from([1, 1, 4, 9]),
)
def test_shuffles_agree_or_both_refuse(shape, factor, times):
    grown = [n * (times if a == len(shape) - 3 else 1) for a, n in enumerate(shape)]
    [x] = arrays(grown)
    agree(F, "pixel_shuffle", {"input": x}, close=0, upscale_factor=factor)
    [x] = arrays([n * (max(1, factor) if times > 1 else 1) for n in shape])
    agree(F, "pixel_unshuffle", {"input": x}, close=0, downscale_factor=factor)
    [x] = arrays(shape)
    ours = agree(F, "channel_shuffle", {"input": x}, learned=(), close=0, groups=factor)
    assert ours is None or same(F.channel_shuffle_backward(ours, x, factor), x)
