"""The same convolution computed in other ways."""

import inspect
from fractions import Fraction

import numpy as np
import pytest
import torch
from agreement import OUR_REFUSALS, THEIR_REFUSALS, outcome
from convolution_cases import CASES, arrays, convolutions, rank, same, setting
from hypothesis import given, settings
from hypothesis import strategies as st

from convbook import definition
from convbook import functional as F
from convbook.algorithms import best, fourier, im2col, matrix, separable, winograd
from convbook.arithmetic import Plan

pytestmark = pytest.mark.filterwarnings("ignore:Using padding='same' with even kernel:UserWarning")

# What each method is called; none but Winograd's is limited to some kernels.
METHODS = {
    "matrix": {1: matrix.conv1d, 2: matrix.conv2d},
    "im2col": {1: im2col.conv1d, 2: im2col.conv2d},
    "im2col, blocked": {1: im2col.conv1d_blocked, 2: im2col.conv2d_blocked},
    "fourier": {1: fourier.conv1d, 2: fourier.conv2d},
    "overlap-add": {1: fourier.overlap_add},
    "separable": {2: separable.conv2d},
    "best": {2: best.conv2d},
}
WITH_WINOGRAD = METHODS | {"winograd": {1: winograd.conv1d, 2: winograd.conv2d}}
EXACT = {"matrix", "im2col", "im2col, blocked"}
PAIRS = [(m, case) for m, ranks in METHODS.items() for case in CASES if rank(case) in ranks]

# Input, weight and padding of what Winograd knows; more places than whole tiles, on purpose.
TILED = {
    "3 by 3": ((2, 4, 8, 7), (6, 4, 3, 3), (1, 0)),
    "5 by 5": ((1, 4, 9, 12), (3, 4, 5, 5), (2, 1)),
    "3 by 5": ((2, 4, 6, 11), (7, 4, 3, 5), (0, 3)),
    "1 by 3": ((2, 5, 4, 13), (6, 5, 1, 3), (0, 1)),
    "same": ((2, 5, 6, 7), (4, 5, 5, 3), "same"),
    "3 on one axis": ((2, 4, 11), (5, 4, 3), 1),
    "5 on one axis": ((3, 4, 10), (6, 4, 5), 2),
    "one place": ((2, 5, 3, 3), (4, 5, 3, 3), 0),
}
TILES = pytest.mark.parametrize("tile", [2, 4])
EVERY_TILED = pytest.mark.parametrize("case", TILED)


def close(ours, exact, most=1e-12):
    """Equal shapes, kinds, and numbers up to a part of the largest: transforms round."""
    assert ours.shape == exact.shape and ours.dtype == exact.dtype
    return abs(ours - exact).max(initial=0) <= most * max(1, abs(exact).max(initial=0))


def stride_of(case):
    stride = CASES[case].get("stride", 1)
    return max(stride) if isinstance(stride, tuple) else stride


@pytest.mark.parametrize(("method", "case"), PAIRS)
def test_every_method_equals_the_definition_or_refuses_the_stride(method, case):
    x_shape, w_shape, how = setting(case)
    x, w, b = arrays(x_shape, w_shape, w_shape[:1])
    call = METHODS[method][rank(case)]
    if method in ("fourier", "overlap-add") and stride_of(case) > 1:
        with pytest.raises(ValueError, match=r"needs stride 1, got [2345]"):
            call(x, w, b, **how)
        return
    exact = getattr(definition, f"conv{rank(case)}d")(x, w, b, **how)
    ours = call(x, w, b, **how)
    assert same(ours, exact) if method in EXACT else close(ours, exact)
    alone = call(x[0], w, **how)
    assert close(alone, exact[0] - b.reshape(-1, *[1] * rank(case)))
    assert call(x[:0], w, b, **how).shape == (0, *exact.shape[1:])


@TILES
@EVERY_TILED
def test_winograd_equals_the_definition(case, tile):
    x_shape, w_shape, padding = TILED[case]
    x, w, b = arrays(x_shape, w_shape, w_shape[:1])
    name = f"conv{len(w_shape) - 2}d"
    exact = getattr(definition, name)(x, w, b, padding=padding)
    conv = getattr(winograd, name)
    assert close(conv(x, w, b, padding=padding, tile=tile), exact)
    assert close(
        conv(x[0], w, padding=padding, tile=tile), getattr(F, name)(x[0], w, padding=padding)
    )
    assert conv(x[:0], w, b, padding=padding, tile=tile).shape == (0, *exact.shape[1:])


@TILES
@EVERY_TILED
def test_winograd_gradients_equal_the_definition(case, tile):
    x_shape, w_shape, padding = TILED[case]
    x, w, b = arrays(x_shape, w_shape, w_shape[:1])
    name = f"conv{len(w_shape) - 2}d"
    [grad] = arrays(getattr(F, name)(x, w, padding=padding).shape, seed=1)
    backward = getattr(winograd, f"{name}_backward")
    exact = getattr(definition, f"{name}_backward")(grad, x, w, b, padding=padding)
    ours = backward(grad, x, w, b, padding=padding, tile=tile)
    assert all(close(a, e) for a, e in zip(ours, exact, strict=True))
    alone = backward(grad[0], x[0], w, padding=padding, tile=tile)
    assert close(alone[0], exact[0][0]) and alone[2] is None
    nothing = backward(grad[:0], x[:0], w, b, padding=padding, tile=tile)
    assert nothing[0].shape == (0, *x.shape[1:])
    assert not nothing[1].any() and not nothing[2].any()


def test_many_tiles_leave_no_seam():
    """More images and tiles than one block holds, forward and backward."""
    x, w = arrays((3, 17, 41, 38), (19, 17, 3, 3))
    exact = F.conv2d(x, w, padding=1)
    assert close(winograd.conv2d(x, w, padding=1), exact)
    [grad] = arrays(exact.shape, seed=1)
    ours = winograd.conv2d_backward(grad, x, w, padding=1)
    assert all(map(close, ours[:2], F.conv2d_backward(grad, x, w, padding=1)[:2]))
    x, w = arrays((1, 2, 3001), (3, 2, 5))
    assert close(winograd.conv1d(x, w), F.conv1d(x, w))
    x, w = arrays((2, 150, 31, 29), (300, 1, 3, 5))
    assert close(fourier.conv2d(x, w, groups=150), F.conv2d(x, w, groups=150))


@pytest.mark.parametrize(("taps", "most"), [(3, 1e-5), (5, 2e-5)])
def test_winograd_in_single_precision_is_close(taps, most):
    """F(4, 3) stays below a hundred thousandth of the largest output, F(4, 5) below twice that."""
    rng = np.random.default_rng(0)
    x, w = (rng.standard_normal(s) for s in ((2, 64, 20, 20), (64, 64, taps, taps)))
    exact = F.conv2d(x, w, padding=taps // 2)
    small = [a.astype(np.float32) for a in (x, w)]
    ours = winograd.conv2d(*small, padding=taps // 2)
    assert ours.dtype == np.float32
    assert abs(ours - exact).max() <= most * abs(exact).max()
    grad = rng.standard_normal(exact.shape)
    slopes = winograd.conv2d_backward(grad.astype(np.float32), *small, padding=taps // 2)
    for slope, wanted in zip(
        slopes[:2], F.conv2d_backward(grad, x, w, padding=taps // 2)[:2], strict=True
    ):
        assert slope.dtype == np.float32
        assert abs(slope - wanted).max() <= most * abs(wanted).max()


@pytest.mark.parametrize("size", [(1, 3), (2, 3), (4, 3), (4, 5), (2, 5), (4, 1), (3, 2)])
def test_transforms_are_exact_in_fractions(size):
    """y = A^T [(G w) (B^T x)], for whole numbers, without any rounding."""
    outputs, taps = size
    a, b, g = winograd.exact_matrices(outputs, taps)
    cells = outputs + taps - 1
    x = [Fraction(v) for v in (3, -1, 4, 1, -5, 9, 2, -6)[:cells]]
    w = [Fraction(v) for v in (2, -7, 1, 8, -2)[:taps]]
    values = [
        sum(g[v][t] * w[t] for t in range(taps)) * sum(b[c][v] * x[c] for c in range(cells))
        for v in range(cells)
    ]
    made = [sum(a[v][i] * values[v] for v in range(cells)) for i in range(outputs)]
    assert made == [sum(w[t] * x[i + t] for t in range(taps)) for i in range(outputs)]


def test_f_2_3_is_the_one_of_the_papers_up_to_signs():
    """Lavin and Gray (2016), equation 6."""
    a, b, g = winograd.exact_matrices(2, 3)
    half = Fraction(1, 2)
    assert [[abs(v) for v in row] for row in g] == [[1, 0, 0], [half] * 3, [half] * 3, [0, 0, 1]]
    assert [list(column) for column in zip(*a, strict=True)] == [[1, 1, 1, 0], [0, 1, -1, 1]]
    assert [[abs(v) for v in column] for column in zip(*b, strict=True)] == [
        [1, 0, 1, 0],
        [0, 1, 1, 0],
        [0, 1, 1, 0],
        [0, 1, 0, 1],
    ]


def matrix_setting(case):
    x_shape, w_shape, how = setting(case)
    x, w = arrays(x_shape[1:], w_shape)
    return x, w, how, matrix.convolution_matrix(x.shape, w, **how)


@pytest.mark.parametrize("case", [c for c in CASES if rank(c) in (1, 2)])
def test_the_matrix_convolves_and_its_transpose_transposes(case):
    x, w, how, explicit = matrix_setting(case)
    convolved = definition.__dict__[f"conv{rank(case)}d"](x, w, **how)
    assert same((explicit @ x.ravel()).reshape(convolved.shape), convolved)
    [y] = arrays(convolved.shape, seed=1)
    grad_input, _, _ = definition.__dict__[f"conv{rank(case)}d_backward"](y, x, w, **how)
    assert same((explicit.T @ y.ravel()).reshape(x.shape), grad_input)


def test_the_matrix_holds_every_product_once():
    x, w, how, _ = matrix_setting("all at once")
    plan = Plan.of(x.shape, w.shape, **how)
    ones = matrix.convolution_matrix(x.shape, np.ones_like(w), **how)
    assert ones.sum() == sum(1 for _ in plan.products()) and set(np.unique(ones)) == {0, 1}


def test_structure_of_the_matrix():
    [kernel, image_kernel] = arrays((1, 1, 3), (1, 1, 2, 3))
    plain = matrix.convolution_matrix((1, 7), kernel)
    assert matrix.is_toeplitz(plain)
    assert same(plain, matrix.toeplitz(np.pad(kernel[0, 0], (4, 4)), 5))
    assert not matrix.is_toeplitz(plain[[1, 0, 2]])
    double = matrix.convolution_matrix((1, 5, 7), image_kernel, padding=(1, 0))
    assert matrix.is_doubly_block_toeplitz(double, (6, 5), (5, 7))
    assert not matrix.is_doubly_block_toeplitz(double[::-1], (6, 5), (5, 7))
    changed = double.copy()
    changed[0, 1] += 1
    assert not matrix.is_doubly_block_toeplitz(changed, (6, 5), (5, 7))
    with pytest.raises(ValueError, match=r"matrix must have shape \(30, 36\), got \(30, 35\)"):
        matrix.is_doubly_block_toeplitz(double, (6, 5), (6, 6))
    with pytest.raises(ValueError, match="rows must be from 1 to 4, got 5"):
        matrix.toeplitz(np.arange(4), 5)


def test_a_circulant_matrix_is_a_product_of_spectra():
    signal, kernel = arrays((7,), (3,))
    assert close(fourier.circular_conv1d(signal, kernel), matrix.circulant(kernel, 7) @ signal)
    widened = torch.nn.functional.pad(torch.from_numpy(signal)[None], (0, 2), "circular").numpy()
    assert same(matrix.circulant(kernel, 7) @ signal, F.conv1d(widened, kernel[None, None])[0])
    for refusing in (matrix.circulant, lambda k, n: fourier.circular_conv1d(np.ones(n), k)):
        with pytest.raises(ValueError, match="a kernel of 3 taps does not fit on 2 cells"):
            refusing(kernel, 2)


def test_a_spectrum_is_used_again():
    x, w, b = arrays((2, 4, 9, 7), (6, 2, 3, 5), (6,))
    how = dict(padding=(1, 2), dilation=(2, 1), groups=2)
    spectrum = fourier.spectrum_of(x.shape, w, **how)
    exact = F.conv2d(x, w, b, **how)
    assert close(fourier.conv2d(x, 0 * w, b, spectrum=spectrum, **how), exact)
    small = fourier.spectrum_of(x.shape, w.astype(np.float32), **how)
    assert small.dtype == np.complex64
    with pytest.raises(ValueError, match=r"spectrum must have shape \(6, 2, 10, 5\), got"):
        fourier.conv2d(x, w, b, spectrum=spectrum[..., 1:], **how)


@pytest.mark.parametrize("block", [1, 2, 5, 100, None])
def test_overlapping_blocks_leave_no_seam(block):
    x, w = arrays((2, 4, 23), (6, 2, 3))
    for padding in (0, 1, 9, "same"):
        how = dict(padding=padding, dilation=2, groups=2)
        assert close(fourier.overlap_add(x, w, block=block, **how), F.conv1d(x, w, **how))


@pytest.mark.parametrize("module", [fourier, separable, winograd])
def test_single_precision_is_kept(module):
    x, w, b = (a.astype(np.float32) for a in arrays((2, 4, 9, 7), (6, 4, 3, 5), (6,)))
    ours = module.conv2d(x, w, b, padding=1)
    assert ours.dtype == np.float32
    np.testing.assert_allclose(ours, F.conv2d(x, w, b, padding=1), rtol=0, atol=2e-2)


def test_rank_and_factors_of_kernels():
    gauss = np.outer([1.0, 4, 6, 4, 1], [1, 2, 1])
    assert separable.rank(gauss) == 1 and separable.rank(np.eye(5)[:, :3]) == 3
    many = np.zeros((1000, 3, 3))
    many[..., 0, 0], many[..., 1, 1] = 1, 1e-14
    assert separable.factors_of(many, None)[0].shape[-1] == 2, "each kernel has its own rounding"
    assert separable.rank(np.zeros((3, 2))) == 0 and separable.rank(1e-30 * gauss) == 1
    assert separable.rank(np.diag([1.0, 1e-3]), tolerance=1e-2) == 1
    columns, rows = separable.factors(gauss)
    assert columns.shape == (5, 1) and rows.shape == (1, 3)
    assert close(columns @ rows, gauss)
    np.testing.assert_allclose(separable.singular_values(np.diag([3.0, 4])), [4, 3], rtol=1e-14)
    [kernel] = arrays((4, 5))
    nearest = np.multiply(*separable.factors(kernel, 1))
    values = separable.singular_values(kernel)
    assert ((kernel - nearest) ** 2).sum() == pytest.approx((values[1:] ** 2).sum(), rel=1e-12)
    for refusing in (separable.rank, separable.factors):
        with pytest.raises(ValueError, match=r"kernel must have 2 axes, got 1 in shape \(3,\)"):
            refusing(np.ones(3))
    with pytest.raises(ValueError, match="terms must be from 1 to 4, got 5"):
        separable.factors(kernel, 5)


def test_fewer_terms_convolve_with_the_nearest_kernel():
    [x, kernel] = arrays((2, 1, 8, 9), (4, 5))
    columns, rows = separable.factors(kernel, 2)
    nearest = columns @ rows
    ours = separable.conv2d(x, kernel[None, None], terms=2)
    assert close(ours, F.conv2d(x, nearest[None, None]))
    with pytest.raises(ValueError, match="terms must be from 1 to 4, got 0"):
        separable.conv2d(x, kernel[None, None], terms=0)


def test_a_weight_of_zeros_is_separable():
    x = np.ones((2, 3, 8, 9))
    assert not separable.conv2d(x, np.zeros((4, 3, 2, 5))).any()


REFUSED = {
    "Winograd's convolution needs stride 1, got 2": dict(stride=(1, 2)),
    "Winograd's convolution needs dilation 1, got 3": dict(dilation=(3, 1)),
    "Winograd's convolution needs groups 1, got 2": dict(groups=2),
    "Winograd's convolution knows kernels of 3 and 5 taps, got 4": dict(taps=4),
    r"tile must be one of \(2, 4\), got 3": dict(tile=3),
}


@pytest.mark.parametrize("words", REFUSED)
def test_winograd_refuses_in_words(words):
    how = dict(REFUSED[words])
    x, w = np.ones((2, 4, 8, 9)), np.ones((6, 4 // how.get("groups", 1), 3, how.pop("taps", 3)))
    with pytest.raises(ValueError, match=words):
        winograd.conv2d(x, w, **how)
    grad = F.conv2d(x, w, **{name: value for name, value in how.items() if name != "tile"})
    with pytest.raises(ValueError, match=words):
        winograd.conv2d_backward(grad, x, w, **how)


def test_other_refusals_in_words():
    x, w = np.ones((2, 4, 8, 9)), np.ones((6, 4, 3, 3))
    for words, call in {
        "a product of spectra needs stride 1, got 2": lambda: fourier.conv2d(x, w, stride=2),
        "of spectra needs stride 1, got 3": lambda: fourier.spectrum_of(x.shape, w, stride=3),
        "block must be at least 1 cell, got 0": lambda: fourier.overlap_add(
            x[:, :, 0], w[:, :, 0], block=0
        ),
        "most must be at least 1 column, got 0": lambda: im2col.conv2d_blocked(x, w, most=0),
        r"bias must have shape \(6,\), got \(4,\)": lambda: matrix.conv2d(x, w, np.ones(4)),
        r"shape \(2, 6, 6, 7\), got \(2, 6, 7, 6\)": lambda: winograd.conv2d_backward(
            np.ones((2, 6, 7, 6)), x, w
        ),
        r"bias must have shape \(6,\), got \(3,\)": lambda: winograd.conv2d_backward(
            np.ones((2, 6, 6, 7)), x, w, np.ones(3)
        ),
    }.items():
        with pytest.raises(ValueError, match=words):
            call()


@pytest.mark.parametrize(
    ("method", "axes"), [(m, axes) for m, ranks in WITH_WINOGRAD.items() for axes in ranks]
)
def test_a_wrong_bias_is_refused_before_anything_is_computed(method, axes):
    """The input has far more numbers than any machine holds; here it is held as one."""
    huge = np.broadcast_to(1.0, (1, 2, *[10 ** (16 // axes)] * axes))
    with pytest.raises(ValueError, match=r"^bias must have shape \(4,\), got \(7,\)$"):
        WITH_WINOGRAD[method][axes](huge, np.ones((4, 2, *(3, 5)[:axes])), np.ones(7))


CHOICES = {
    "winograd": [
        ((1, 64, 56, 56), (64, 64, 3, 3), {}),
        ((4, 256, 14, 14), (256, 256, 3, 3), dict(padding=1)),  # 64 tiles for 256 channels
        ((1, 32, 50, 60), (48, 32, 5, 5), {}),
        ((2, 256, 14, 14), (256, 256, 5, 5), dict(padding=2)),  # 32 tiles are enough here
    ],
    "fourier": [((1, 5, 40, 40), (5, 1, 31, 15), dict(groups=5))],
    "functional": [
        ((1, 64, 56, 56), (64, 64, 3, 3), dict(stride=(1, 2))),
        ((1, 64, 56, 56), (64, 64, 3, 3), dict(dilation=2)),
        ((1, 64, 56, 56), (64, 32, 3, 3), dict(groups=2)),
        ((1, 64, 56, 56), (31, 64, 3, 3), {}),
        ((1, 64, 56, 56), (64, 64, 3, 5), {}),
        ((3, 256, 14, 14), (256, 256, 3, 3), dict(padding=1)),
        ((1, 256, 14, 14), (256, 256, 5, 5), dict(padding=2)),
        ((1, 5, 40, 40), (5, 1, 31, 15), dict(groups=5, stride=2)),
        ((1, 5, 40, 40), (5, 1, 14, 31), dict(groups=5)),
        ((1, 6, 40, 40), (9, 2, 31, 15), dict(groups=3)),
        ((1, 80, 18, 18), (80, 80, 3, 3), {}),  # 16 tiles for 80 channels
    ],
}


def test_the_rule_chooses_what_it_says():
    for name, plans in CHOICES.items():
        for x_shape, w_shape, how in plans:
            chosen = best.choose(Plan.of(x_shape, w_shape, **how))
            assert chosen.__name__.rpartition(".")[2] == name, (x_shape, w_shape, how)


@pytest.mark.parametrize("name", ["winograd", "fourier", "functional"])
def test_the_best_has_the_same_numbers_and_gradients(name):
    x_shape, w_shape, how = dict(
        winograd=((1, 32, 17, 19), (33, 32, 3, 3), dict(padding=(1, 0))),
        fourier=((2, 3, 18, 19), (6, 1, 15, 16), dict(groups=3, padding=(2, 4))),
        functional=((2, 3, 8, 9), (6, 3, 4, 5), dict(stride=2)),
    )[name]
    assert best.choose(Plan.of(x_shape, w_shape, **how)).__name__.endswith(name)
    x, w, b = arrays(x_shape, w_shape, w_shape[:1])
    exact = F.conv2d(x, w, b, **how)
    assert close(best.conv2d(x, w, b, **how), exact)
    [grad] = arrays(exact.shape, seed=1)
    ours = best.conv2d_backward(grad, x, w, b, **how)
    assert all(map(close, ours, F.conv2d_backward(grad, x, w, b, **how)))


PLANS = dict(
    winograd=((2, 32, 17, 19), (33, 32, 3, 3), dict(padding=(1, 0))),
    fourier=((2, 3, 18, 19), (6, 1, 15, 16), dict(groups=3, padding=(2, 4))),
    functional=((2, 3, 8, 9), (6, 3, 4, 5), dict(stride=2)),
)


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize("where", ["input", "weight", "bias"])
@pytest.mark.parametrize("name", PLANS)
def test_the_best_loses_no_more_numbers_than_the_plain_form(name, where, bad):
    x_shape, w_shape, how = PLANS[name]
    given_arrays = dict(
        zip(("input", "weight", "bias"), arrays(x_shape, w_shape, w_shape[:1]), strict=True)
    )
    given_arrays[where].flat[4] = bad
    assert best.choose(Plan.of(x_shape, w_shape, **how)).__name__.endswith(name)
    exact = F.conv2d(**given_arrays, **how)
    assert not np.isfinite(exact).all() and np.isfinite(exact).any()
    ours = best.conv2d(**given_arrays, **how)
    np.testing.assert_allclose(ours, exact, rtol=1e-9, atol=1e-9)
    [grad] = arrays(exact.shape, seed=1)
    ours = best.conv2d_backward(grad, **given_arrays, **how)
    for found, right in zip(ours, F.conv2d_backward(grad, **given_arrays, **how), strict=True):
        np.testing.assert_allclose(found, right, rtol=1e-9, atol=1e-9)


def test_the_best_of_large_numbers_is_finite_where_the_plain_form_is():
    """Pixels of 2e38 in float32: their sum over a whole map overflows, over one window not."""
    x = np.zeros((1, 1, 40, 41), np.float32)
    x[0, 0, ::39, ::40] = 2e38
    w = np.full((1, 1, 15, 16), 0.5, np.float32)
    assert np.isnan(fourier.conv2d(x, w)).any()
    assert (best.conv2d(x, w) == F.conv2d(x, w)).all()


KINDS = [(np.uint8, np.uint8), (np.int16, np.int8), (np.int64, np.int64), (np.bool_, np.uint8)]


@pytest.mark.parametrize("taps", [(3, 3), (4, 5), (15, 16)])
@pytest.mark.parametrize(("of_input", "of_weight"), [*KINDS, (np.uint8, np.float64)])
def test_the_best_of_whole_numbers_is_float64_whatever_is_chosen(taps, of_input, of_weight):
    channels = 32 if taps == (3, 3) else 1
    shape = (1, channels, 22, 21)
    x = np.random.default_rng(0).integers(0, 2, shape).astype(of_input)
    x[0, :, :, ::2] *= of_input(1 if of_input is np.bool_ else 120)
    w = np.ones((channels, channels, *taps), of_weight)
    exact = F.conv2d(x.astype(float), w.astype(float))
    assert exact.max() > 255 or of_input is np.bool_
    for module in (best, fourier, separable, *([winograd] if taps == (3, 3) else [])):
        assert close(module.conv2d(x, w), exact), module.__name__
    ours = best.conv2d_backward(np.ones(exact.shape, int), x, w)
    assert [found.dtype for found in ours[:2]] == [float, float]


def complex_arrays(*shapes):
    return [a + 1j * b for a, b in zip(arrays(*shapes), arrays(*shapes, seed=1), strict=True)]


@pytest.mark.parametrize("parts", [(True, True), (True, False), (False, True)])
@pytest.mark.parametrize("sizes", [(9, 7), (8, 6), (1, 2)])
def test_complex_numbers_are_convolved_as_by_the_plain_form(parts, sizes):
    shapes = (2, 4, *sizes), (6, 2, *(min(size, 3) for size in sizes))
    x, w = (a if whole else a.real for a, whole in zip(complex_arrays(*shapes), parts, strict=True))
    how = dict(padding=(1, 2), groups=2)
    exact = F.conv2d(x, w, **how)
    for module in (fourier, separable, im2col, matrix, best):
        assert close(module.conv2d(x, w, **how), exact), module.__name__
    lines = x[:, :, 0], w[:, :, 0]
    assert close(fourier.conv1d(*lines, groups=2), F.conv1d(*lines, groups=2))
    assert close(fourier.overlap_add(*lines, groups=2, block=3), F.conv1d(*lines, groups=2))
    if parts[1]:
        spectrum = fourier.spectrum_of(x.shape, w, **how)
        assert close(fourier.conv2d(x, w, spectrum=spectrum, **how), exact)


def test_complex_numbers_are_correlated_on_a_circle():
    signal, kernel = complex_arrays((7,), (3,))
    exact = matrix.circulant(kernel, 7) @ signal
    assert close(fourier.circular_conv1d(signal, kernel), exact)
    assert close(
        fourier.circular_conv1d(signal.real, kernel), matrix.circulant(kernel, 7) @ signal.real
    )


@pytest.mark.parametrize(("method", "axes"), [(m, axes) for m in METHODS for axes in METHODS[m]])
def test_a_convolution_of_no_channels_is_its_bias(method, axes):
    x, w = np.ones((2, 0, 9, 8)[: axes + 2]), np.ones((4, 0, 3, 5)[: axes + 2])
    [b] = arrays((4,))
    exact = getattr(F, f"conv{axes}d")(x, w, b, padding=1)
    assert same(METHODS[method][axes](x, w, b, padding=1), exact)


def test_winograd_of_no_channels_has_gradients():
    x, w = np.ones((2, 0, 9, 8)), np.ones((4, 0, 3, 5))
    [b] = arrays((4,))
    exact = F.conv2d(x, w, b)
    assert same(winograd.conv2d(x, w, b), exact)
    [grad] = arrays(exact.shape, seed=1)
    ours = winograd.conv2d_backward(grad, x, w, b)
    assert all(map(same, ours, F.conv2d_backward(grad, x, w, b)))


def test_a_spectrum_of_other_settings_is_refused_although_its_shape_fits():
    """Dilations 1 and 2 on one circle; circles of 8 and 9 cells, both with 5 frequencies."""
    x, w = arrays((1, 2, 12, 12), (3, 2, 3, 3))
    spectrum = fourier.spectrum_of(x.shape, w)
    with pytest.raises(ValueError, match=r"spectrum was made for .*\(12, 3, 1\).*\(12, 3, 2\)"):
        fourier.conv2d(x, w, dilation=2, spectrum=spectrum)
    x, w = arrays((1, 2, 9), (3, 2, 3))
    spectrum = fourier.spectrum_of((1, 2, 8), w)
    with pytest.raises(ValueError, match=r"made for .*\[\(8, 3, 1\)\], got \[\(9, 3, 1\)\]"):
        fourier.conv1d(x, w, spectrum=spectrum)
    with pytest.raises(TypeError, match="spectrum must be made by spectrum_of, got ndarray"):
        fourier.conv1d(x[..., :8], w, spectrum=np.asarray(spectrum))
    assert type(fourier.conv1d(x[..., :8], w, spectrum=spectrum)) is np.ndarray


PLAIN = {
    "singular_values": (lambda k: separable.singular_values(k), "kernel", 2),
    "rank": (lambda k: separable.rank(k), "kernel", 2),
    "factors": (lambda k: separable.factors(k), "kernel", 2),
    "circulant": (lambda k: matrix.circulant(k, 3), "kernel", 1),
    "toeplitz": (lambda k: matrix.toeplitz(k, 2), "diagonals", 1),
    "convolution_matrix": (lambda k: matrix.convolution_matrix((1, 5), k), "weight", 3),
    "is_toeplitz": (lambda k: matrix.is_toeplitz(k), "matrix", 2),
    "is_doubly_block_toeplitz": (
        lambda k: matrix.is_doubly_block_toeplitz(k, (1, 1), (1, 2)), "matrix", 2,
    ),
    "circular signal": (lambda k: fourier.circular_conv1d(k, np.ones(2)), "signal", 1),
    "circular kernel": (lambda k: fourier.circular_conv1d(np.ones(3), k), "kernel", 1),
    "spectrum_of": (lambda k: fourier.spectrum_of((1, 5), k), "weight", 3),
}  # fmt: skip


@pytest.mark.parametrize("name", PLAIN)
def test_plain_functions_take_arrays_of_numbers_alone(name):
    call, argument, axes = PLAIN[name]
    array = np.ones((1,) * (axes - 1) + (2,))
    call(array)
    with pytest.raises(TypeError, match=f"{argument} must be a NumPy array, got list"):
        call(array.tolist())
    with pytest.raises(TypeError, match=f"{argument} must hold numbers, got <U"):
        call(array.astype(str))
    with pytest.raises(TypeError, match=f"{argument} must be an array without a mask"):
        call(np.ma.masked_equal(array, 1))
    with pytest.raises(ValueError, match=r"ax[ie]s|shape"):
        call(array[0] if axes > 1 else np.asarray(array.sum()))


def test_counts_are_whole_numbers():
    x, w = np.ones((1, 4, 9)), np.ones((2, 4, 3))
    for name, call in {
        "block": lambda: fourier.overlap_add(x, w, block=2.5),
        "most": lambda: im2col.conv1d_blocked(x, w, most=2.5),
        "terms": lambda: separable.factors(np.ones((3, 4)), 1.5),
        "rows": lambda: matrix.toeplitz(np.ones(4), 1.5),
        "size": lambda: matrix.circulant(np.ones(2), 4.5),
    }.items():
        with pytest.raises(TypeError, match=f"{name} must be a whole number, got [0-9].5"):
            call()


def test_arguments_are_those_of_the_plain_form():
    for ranks in [*METHODS.values(), {1: winograd.conv1d, 2: winograd.conv2d}]:
        for axes, call in ranks.items():
            ours = inspect.signature(call).parameters.values()
            plain = inspect.signature(getattr(F, f"conv{axes}d")).parameters.values()
            shared = [p for p in ours if p.kind is not p.KEYWORD_ONLY]
            assert list(map(str, shared)) == list(map(str, plain))


few = st.integers(1, 3)


@settings(max_examples=40, deadline=None)
@given(
    images=few, channels=few, made=few, rows=st.integers(1, 12), columns=st.integers(1, 12),
    taps=st.tuples(st.sampled_from([1, 3, 5]), st.sampled_from([1, 3, 5])),
    padding=st.tuples(st.integers(0, 6), st.integers(0, 6)), tile=st.sampled_from([2, 4]),
)  # fmt: skip
def test_winograd_and_fourier_agree_with_torch_or_all_refuse(
    images, channels, made, rows, columns, taps, padding, tile
):
    x, w = arrays((images, channels, rows, columns), (made, channels, *taps))
    calls = [
        lambda: winograd.conv2d(x, w, padding=padding, tile=tile),
        lambda: fourier.conv2d(x, w, padding=padding),
    ]
    try:
        exact = torch.nn.functional.conv2d(*map(torch.from_numpy, (x, w)), padding=padding).numpy()
    except RuntimeError:
        for call in calls:
            with pytest.raises(ValueError, match="does not fit"):
                call()
        return
    assert all(close(call(), exact) for call in calls)


@settings(max_examples=100, deadline=None)
@given(convolutions(transposed=False).filter(lambda drawn: drawn[0] < 3))
def test_every_method_agrees_with_torch_or_refuses(drawn):
    """What torch refuses, all refuse; products of spectra refuse every stride but 1, too."""
    axes, shapes, bias, how = drawn
    x, w, b = *arrays(*shapes), None if bias is None else arrays(bias)[0]
    tensors = [None if a is None else torch.from_numpy(a) for a in (x, w, b)]
    conv = getattr(torch.nn.functional, f"conv{axes}d")
    exact = outcome(lambda: conv(*tensors, **how).numpy(), THEIR_REFUSALS)
    for method, by_axes in METHODS.items():
        if axes not in by_axes:
            continue
        ours = outcome(lambda conv=by_axes[axes]: conv(x, w, b, **how), OUR_REFUSALS)
        spectra = method in ("fourier", "overlap-add")
        assert (ours is None) == (exact is None or (spectra and max(how["stride"]) > 1)), method
        if ours is not None:
            assert same(ours, exact) if method in EXACT else close(ours, exact), method


def test_inputs_are_never_changed():
    x, w, b = given_arrays = arrays((2, 4, 9, 7), (6, 4, 3, 5), (6,))
    before = [a.copy() for a in given_arrays]
    for array in given_arrays:
        array.flags.writeable = False
    outputs = [
        module.conv2d(x, w, b, padding=1)
        for module in (matrix, im2col, fourier, separable, winograd, best)
    ]
    outputs += winograd.conv2d_backward(outputs[0], x, w, b, padding=1)
    assert all(map(same, given_arrays, before))
    assert not any(np.shares_memory(a, b) for a in outputs for b in given_arrays)
