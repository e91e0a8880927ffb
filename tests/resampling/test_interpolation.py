"""Interpolation: antialiasing, nearest cells, and cells of weight 0."""

import re

import numpy as np
import pytest
import torch
from agreement import BOTH, agree, fractions, near, slopes_agree
from hypothesis import given, settings
from hypothesis import strategies as st

from convbook import definition
from convbook import functional as F
from convbook.arithmetic.resampling import Resampled
from convbook.functional.resampling.interpolation import nearest

T = torch.nn.functional


# Antialiasing: the kernel is as much wider as the output is smaller.


@BOTH
def test_widened_triangle_by_hand(module):
    """Four cells to two: a cell that lies d cells from the output weighs 1 - d / 2, of 7 / 4."""
    row = np.array([[[[0.0, 1, 10, 100]]]])
    shrunk = module.interpolate(row, (1, 2), mode="bilinear", antialias=True)[0, 0, 0]
    assert np.allclose(shrunk * 7, [3 * 0 + 3 * 1 + 10, 1 + 3 * 10 + 3 * 100], rtol=1e-14)


@BOTH
def test_widened_cubic_kernel_has_another_parameter(module):
    """Half the cells: distances of 1/4, 3/4, 5/4, 7/4 weigh 111, 29, -9, -3 for a = -1/2."""
    row = np.arange(1.0, 9) ** 3
    shrunk = module.interpolate(row.reshape(1, 1, 1, 8), (1, 4), mode="bicubic", antialias=True)
    weights = np.array([-3, -9, 29, 111, 111, 29, -9, -3])
    assert np.isclose(shrunk[0, 0, 0, 1], (weights[1:] * row[:7]).sum() / 259, rtol=1e-14)
    assert np.isclose(shrunk[0, 0, 0, 2], (weights[:7] * row[1:]).sum() / 259, rtol=1e-14)


SHRUNK = {
    "smaller and larger": dict(size=(3, 11)),
    "aligned": dict(size=(2, 4), align_corners=True),
    "factor": dict(scale_factor=(0.4, 1.7)),
    "recomputed": dict(scale_factor=(0.4, 0.7), recompute_scale_factor=True),
    "one row": dict(size=(1, 3)),
}


@BOTH
@pytest.mark.parametrize("mode", ["bilinear", "bicubic"])
@pytest.mark.parametrize("case", SHRUNK)
def test_antialiasing_and_its_gradient_equal_torch_and_the_slope(case, mode, module):
    x = {"input": fractions((1, 2, 7, 9))}
    how = SHRUNK[case] | dict(mode=mode, antialias=True)
    assert agree(module, "interpolate", x, **how) is not None
    slopes_agree(module, "interpolate", x, **how)


@BOTH
@pytest.mark.parametrize("mode", ["bilinear", "bicubic"])
def test_factor_that_keeps_a_size_keeps_its_rows(mode, module):
    """As in PyTorch, whose gradient is that of another step and not the slope."""
    x, how = fractions((1, 1, 7, 9)), dict(scale_factor=(1.1, 0.3), mode=mode, antialias=True)
    theirs = T.interpolate(torch.tensor(x), **how).numpy()
    assert np.allclose(module.interpolate(x, **how), theirs, rtol=1e-12)
    slopes_agree(module, "interpolate", {"input": x}, **how)


@st.composite
def antialiased(draw):
    """A shape and settings; PyTorch reads wrong cells where the output has one column."""
    sizes, wide = st.integers(1, 9), st.integers(2, 9)
    shape = (draw(st.integers(0, 2)), 2, draw(sizes), draw(wide))
    modes = ["bilinear", "bicubic", "bilinear", "bicubic", "nearest", "area"]
    how = dict(mode=draw(st.sampled_from(modes)), antialias=True)
    how["align_corners"] = draw(st.sampled_from([None, True, False]))
    if draw(st.booleans()):
        how["size"] = draw(st.tuples(st.integers(1, 12), st.integers(2, 12)))
    else:
        factors = st.sampled_from([1, 1.3, 2, 2.6])
        small = st.sampled_from([0.3, 0.5, 0.7, 1, 1.3, 2, 2.6])
        how["scale_factor"] = draw(st.tuples(small, factors))
        how["recompute_scale_factor"] = draw(st.sampled_from([None, True, False]))
        # Where a factor keeps a size, gradients of PyTorch are not the slopes: compared above.
        kept = [
            int(n * factor) == n and factor != 1
            for n, factor in zip(shape[2:], how["scale_factor"], strict=True)
        ]
        if any(kept):
            how["recompute_scale_factor"] = True
    return shape, how


@settings(max_examples=60, deadline=None)
@given(antialiased())
def test_antialiasing_agrees_with_torch_or_both_refuse(drawn):
    shape, how = drawn
    agree(F, "interpolate", {"input": fractions(shape)}, **how)


def test_one_column_is_the_product_of_both_axes_and_torch_is_wrong():
    x = fractions((1, 1, 5, 4))
    how = dict(mode="bilinear", antialias=True)
    rows = F.interpolate(x, (3, 4), **how)
    column = F.interpolate(rows, (3, 1), **how)
    assert np.allclose(F.interpolate(x, (3, 1), **how), column, rtol=1e-14)
    assert not np.allclose(T.interpolate(torch.tensor(x), (3, 1), **how).numpy(), column)


@pytest.mark.parametrize("mode", ["bilinear", "bicubic"])
def test_antialiasing_to_few_cells_goes_place_by_place(mode):
    """More taps than outputs: the other way through the sum, the same numbers."""
    x = {"input": fractions((1, 2, 61, 33))}
    for size in ((3, 2), (2, 70)):
        assert agree(F, "interpolate", x, size=size, mode=mode, antialias=True) is not None


@BOTH
def test_antialiasing_of_single_precision_stays_single(module):
    x = fractions((1, 2, 6, 7)).astype(np.float32)
    how = dict(size=(4, 3), mode="bicubic", antialias=True)
    assert agree(module, "interpolate", {"input": x}, close=1e-5, **how).dtype == np.float32


# The nearest cell.


@pytest.mark.parametrize("mode", ["nearest", "nearest-exact"])
@pytest.mark.parametrize("kind", [np.float64, np.float32, np.uint8])
@pytest.mark.parametrize("rank", [1, 2, 3])
def test_nearest_cell_of_every_pair_of_sizes(rank, kind, mode):
    """Up to 64 by 129 cells; in float64 the formula holds, where PyTorch's images miss it."""
    ones, sizes = (1,) * (rank - 1), np.arange(1, 65)[:, None]
    rows = [torch.tensor(np.arange(n, dtype=kind).reshape(1, 1, *ones, n)) for n in range(1, 65)]
    for outputs in range(1, 130):
        axes = Resampled(sizes, outputs, sizes / outputs)
        ours = nearest(axes, mode, np.dtype(kind), rank)
        if kind == np.float64 and rank == 2:
            shift = 0 if mode == "nearest" else 1
            theirs = (2 * np.arange(outputs) + shift) * sizes // (2 * outputs)
        else:
            theirs = [T.interpolate(row, (*ones, outputs), mode=mode).ravel() for row in rows]
            theirs = torch.stack(theirs).numpy()
        assert (ours == theirs).all(), outputs


@pytest.mark.parametrize("mode", ["nearest", "nearest-exact"])
@pytest.mark.parametrize("kind", [np.float64, np.float32, np.uint8])
@pytest.mark.parametrize("rank", [1, 2, 3])
def test_interpolation_reads_the_nearest_cell_of_its_kind_and_rank(rank, kind, mode):
    """Sizes at which the rounding of double and single precision, and of images, differ."""
    for size, outputs in [(14, 46), (2, 41), (63, 115), (41, 63), (23, 46)]:
        x = np.arange(size, dtype=kind).reshape((1, 1, size, 1, 1)[: rank + 2])
        axis = Resampled(size, outputs, size / outputs)
        cells = nearest(axis, mode, x.dtype, rank)
        output = F.interpolate(x, (outputs, 1, 1)[:rank], mode=mode)
        assert np.array_equal(output.ravel(), cells)
        counts = F.interpolate_backward(np.ones(output.shape), x * 1.0, output.shape[2:], mode=mode)
        if kind == np.float64:
            assert np.array_equal(counts.ravel(), np.bincount(cells, minlength=size))


@pytest.mark.parametrize("mode", ["nearest", "nearest-exact"])
@pytest.mark.parametrize("kind", [np.float64, np.float32, np.int64])
@pytest.mark.parametrize("rank", [1, 2, 3])
def test_definition_finds_the_same_nearest_cells(rank, kind, mode):
    for size, how in [(14, dict(size=46)), (2, dict(size=41)), (23, dict(scale_factor=2.3))]:
        x = np.arange(size, dtype=kind).reshape((1, 1, size, 1, 1)[: rank + 2])
        ones = (1,) * (rank - 1)
        how = {key: (value, *ones) for key, value in how.items()} | dict(mode=mode)
        assert np.array_equal(definition.interpolate(x, **how), F.interpolate(x, **how))


@pytest.mark.parametrize("mode", ["nearest", "nearest-exact"])
@pytest.mark.parametrize("kind", [np.float64, np.float32])
def test_nearest_cell_by_a_factor_equals_torch(kind, mode):
    """Values only: some gradients of PyTorch belong to other cells than those it reads."""
    for tenths in (3, 7, 11, 21, 22, 27, 44, 49, 57):
        for size in (7, 23, 64):
            x, how = np.arange(size, dtype=kind).reshape(1, 1, size), dict(mode=mode)
            ours = F.interpolate(x, scale_factor=tenths / 10, **how)
            theirs = T.interpolate(torch.tensor(x), scale_factor=tenths / 10, **how)
            assert np.array_equal(ours, theirs.numpy())
            grad = fractions(ours.shape)
            slope = F.interpolate_backward(grad, x, scale_factor=tenths / 10, **how)
            assert np.isclose((grad * ours).sum(), (slope * x).sum(), rtol=1e-4, atol=1e-3)


@BOTH
@pytest.mark.parametrize("kind", [bool, np.int8, np.uint8, np.int64, np.float16, np.complex128])
def test_nearest_keeps_every_kind(kind, module):
    x = np.array([[[1, 0, 1]]], kind)
    for mode in ("nearest", "nearest-exact"):
        enlarged = module.interpolate(x, 6, mode=mode)
        assert enlarged.dtype == kind
        assert np.array_equal(enlarged, np.array([[[1, 1, 0, 0, 1, 1]]], kind))


# A cell of weight 0 is not read, and receives no gradient.

NAN, INF = np.nan, np.inf
UNREAD = {
    "area": ([0, 1, NAN, 3, 4], dict(size=3, mode="area"), [0.5, NAN, 3.5]),
    "area, enlarged": ([0, NAN, 4], dict(size=5, mode="area"), [0, NAN, NAN, NAN, 4]),
    "linear, size kept": ([1, 2, INF, 4], dict(size=4, mode="linear"), [1, 2, INF, 4]),
    "linear, size kept by a factor": (
        [1, NAN, 3], dict(scale_factor=1.2, mode="linear"), [1, NAN, 3],
    ),
    "linear, aligned": (
        [0, 4, NAN, 8, 2], dict(size=9, mode="linear", align_corners=True),
        [0, 2, 4, NAN, NAN, NAN, 8, 5, 2],
    ),
    "linear, held at the border": ([4, INF], dict(size=4, mode="linear"), [4, INF, INF, INF]),
}  # fmt: skip


@BOTH
@pytest.mark.parametrize("case", UNREAD)
def test_a_cell_of_weight_0_is_not_read(case, module):
    row, how, right = UNREAD[case]
    assert np.array_equal(
        module.interpolate(np.array([[row]]), **how), np.array([[right]]), equal_nan=True
    )


@BOTH
@pytest.mark.parametrize("antialias", [False, True])
@pytest.mark.parametrize("mode", ["bilinear", "bicubic"])
def test_rows_that_are_kept_pass_nothing_on(mode, antialias, module):
    """Only the columns are resampled: what one row holds does not reach the others."""
    image = fractions((1, 1, 4, 5))
    clean = module.interpolate(image, (4, 9), mode=mode, antialias=antialias)
    image[0, 0, 1] = NAN
    seen = module.interpolate(image, (4, 9), mode=mode, antialias=antialias)
    assert np.isnan(seen[0, 0, 1]).all()
    assert np.array_equal(np.delete(seen, 1, 2), np.delete(clean, 1, 2))
    grad = fractions(seen.shape, seed=1)
    grad[0, 0, 2] = INF
    slope = module.interpolate_backward(grad, image, (4, 9), mode=mode, antialias=antialias)
    assert np.isfinite(np.delete(slope, 2, 2)).all() and not np.isfinite(slope[0, 0, 2]).any()


@BOTH
def test_volume_with_a_kept_axis_passes_nothing_on(module):
    x = fractions((1, 1, 3, 2, 2))
    x[0, 0, 1] = INF
    seen = module.interpolate(x, (3, 4, 5), mode="trilinear")
    assert np.isfinite(seen[0, 0, [0, 2]]).all() and not np.isfinite(seen[0, 0, 1]).any()


@BOTH
@pytest.mark.parametrize("mode", ["area", "linear"])
def test_an_infinite_gradient_reaches_only_what_was_read(mode, module):
    x, grad = np.ones((1, 1, 5)), np.array([[[1.0, INF, 2]]])
    how = dict(size=3, mode=mode, align_corners=True if mode == "linear" else None)
    slope = module.interpolate_backward(grad, x, **how)[0, 0]
    assert slope.tolist() == ([0.5, INF, INF, INF, 1] if mode == "area" else [1, 0, INF, 0, 2])


# Refusals.


@BOTH
@pytest.mark.parametrize(
    ("factor", "kind", "words"),
    [
        (NAN, ValueError, "scale_factor must be finite, got nan for 4 cells"),
        (INF, ValueError, "scale_factor must be finite, got inf for 4 cells"),
        (1e308, ValueError, "scale_factor must be finite, got 1e+308 for 4 cells"),
        (-INF, ValueError, "scale_factor must be finite, got -inf for 4 cells"),
        ((NAN,), ValueError, "scale_factor must be finite, got nan for 4 cells"),
        (1e30, ValueError, "the output must have less than 2**63 cells along an axis"),
        (-2.0, ValueError, "the output must have 1 cell or more along each axis, got [-8]"),
        ("2", TypeError, "scale_factor must be a number, got '2'"),
        (["2"], TypeError, "scale_factor must be a number, got '2'"),
        (True, TypeError, "scale_factor must be a number, got True"),
        (np.array([2.0, 2.0]), ValueError, "scale_factor takes 1 number for 1 axis, got 2"),
        (1j, TypeError, "scale_factor must be a number, got 1j"),
        (np.array([NAN]), ValueError, "scale_factor must be finite, got nan for 4 cells"),
        (np.array([True]), TypeError, "scale_factor must be a number, got True"),
        (np.array(["2"]), TypeError, "scale_factor must be a number, got '2'"),
        (np.array([[2.0]]), TypeError, "scale_factor must be a number, got array([[2.]])"),
        ([[2.0]], TypeError, "scale_factor must be a number, got [2.0]"),
    ],
)
def test_a_scale_factor_of_nonsense_is_refused_by_name(factor, kind, words, module):
    for name, first in (("interpolate", ()), ("interpolate_backward", (np.ones((1, 1, 8)),))):
        with pytest.raises(kind, match=re.escape(words)):
            getattr(module, name)(*first, np.zeros((1, 1, 4)), scale_factor=factor)


@BOTH
def test_yes_or_no_is_true_or_false(module):
    x = np.ones((1, 1, 4, 5))
    for how in (
        dict(antialias=1), dict(recompute_scale_factor=1), dict(align_corners="no"),
    ):  # fmt: skip
        with pytest.raises(TypeError, match=f"{next(iter(how))} must be True or False"):
            module.interpolate(x, scale_factor=2, mode="bilinear", **how)
    with pytest.raises(ValueError, match="mode must be one of nearest"):
        module.interpolate(x, 3, mode=["bilinear"])


@BOTH
@pytest.mark.parametrize("kind", [list, tuple, np.array])
def test_scale_factor_of_one_axis_may_be_a_sequence_of_one_number(kind, module):
    """As in PyTorch, where a list of one number is the number of the one axis."""
    x = {"input": fractions((2, 3, 5))}
    for mode in ("nearest", "linear"):
        theirs = T.interpolate(torch.tensor(x["input"]), scale_factor=[2.6], mode=mode)
        ours = module.interpolate(**x, scale_factor=kind([2.6]), mode=mode)
        assert near(ours, theirs)
        agree(module, "interpolate", x, scale_factor=[2.6], mode=mode)
        grad = fractions(ours.shape, seed=1)
        slope = module.interpolate_backward(grad, **x, scale_factor=kind([2.6]), mode=mode)
        assert np.isclose((slope * x["input"]).sum(), (grad * ours).sum(), rtol=1e-12)


@BOTH
@pytest.mark.parametrize("mode", ["area", "nearest"])
def test_single_precision_is_enough_for_a_cell_that_is_read_many_times(mode, module):
    """At 2**24 float32 loses every 1 that is added. Rows are summed one after the other."""
    x, grad = np.ones((1, 1, 2, 3), np.float32), np.ones((1, 1, 62, 3), np.float32)
    grad[0, 0, 31, 2] = 2**24
    slope = module.interpolate_backward(grad, x, (62, 3), mode=mode)
    assert slope.dtype == np.float32
    assert slope[0, 0].tolist() == [[31, 31, 31], [31, 31, 2**24 + 30]]


@BOTH
def test_area_of_many_cells_in_single_precision_loses_none(module):
    x = np.ones((1, 1, 256, 3), np.float32)
    x[0, 0, 128, 1] = 2**24
    shrunk = module.interpolate(x, (2, 3), mode="area")
    assert shrunk[0, 0].tolist() == [[1, 1, 1], [1, 2**17 + 1, 1]]  # rounded up by 1/128
