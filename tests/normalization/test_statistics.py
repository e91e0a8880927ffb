"""Means and deviations of float32 numbers: many rows, large offsets, the ends of the range."""

import numpy as np
import pytest
from agreement import BOTH, fractions, near

from convbook import functional as F

F4 = np.float32
EPS = 1e-14
# Each brings the four numbers of a row into its own set of cells.
FOUR = {
    "batch_norm": lambda m, x: m.batch_norm(x.T, None, None, training=True, eps=EPS).T,
    "instance_norm": lambda m, x: m.instance_norm(x[:, None], eps=EPS)[:, 0],
    "group_norm": lambda m, x: m.group_norm(x, 1, eps=EPS),
    "layer_norm": lambda m, x: m.layer_norm(x, (4,), eps=EPS),
}
KIND = pytest.mark.parametrize("name", FOUR)
# Of 0, 1, 2, 3 the mean is 3/2 and the variance 5/4.
STANDARD = np.array([-3.0, -1, 1, 3]) / 5**0.5


@BOTH
@KIND
@pytest.mark.parametrize("offset, dtype", [(1e7, F4), (-1e7, F4), (5e15, float), (0, F4)])
def test_a_large_offset_costs_no_digits(offset, dtype, name, module):
    x = (offset + np.array([[0, 1, 2, 3], [3, 1, 0, 2]])).astype(dtype)
    wanted = STANDARD[[[0, 1, 2, 3], [3, 1, 0, 2]]].astype(dtype)
    assert near(FOUR[name](module, x), wanted, 1e-6 if dtype is F4 else 1e-12)


@BOTH
@KIND
@pytest.mark.parametrize("size", [1e30, 1e-25, 1e38])
def test_squares_beyond_float32_are_taken_in_float64(size, name, module):
    """The squares are 1e60, 1e-50 and 1e76; float32 reaches from about 1e-38 to 3e38."""
    x = (size * np.array([[-1, 1, 1, -1], [-3, 3, 3, -3]])).astype(F4)
    with np.errstate(over="ignore"):
        output = FOUR[name](module, x)
    deviation = np.array([[1.0], [3]]) * np.float64(F4(size))
    wanted = np.array([-1, 1, 1, -1]) * deviation / np.sqrt(deviation**2 + EPS)
    assert near(output, wanted.astype(F4), 1e-6)


@KIND
def test_a_row_with_nan_spoils_no_other(name):
    x = np.array([[0, 1, np.nan, 3], [1e30, -1e30, 1e30, -1e30], [0, 1, 2, 3]], F4)
    output = FOUR[name](F, x)
    assert np.isnan(output[0]).all() and near(output[1], np.array([1, -1, 1, -1], F4), 1e-6)
    assert near(output[2], STANDARD.astype(F4), 1e-6)


def test_the_statistics_of_many_points():
    """Coordinates on a map, a million meters off: statistics along the first axis."""
    points = (1e6 + fractions((200_000, 3)) * [1, 2, 5]).astype(F4)
    mean, var = np.zeros(3, F4), np.ones(3, F4)
    output = F.batch_norm(points, mean, var, training=True, momentum=1.0).astype(float)
    assert abs(output.mean(0)).max() < 1e-5 and abs(output.std(0) - 1).max() < 1e-5
    exact = points.astype(float)
    assert near(mean, exact.mean(0).astype(F4), 1e-7)
    assert near(var, exact.var(0, ddof=1).astype(F4), 1e-5)


@BOTH
def test_running_statistics_of_large_numbers(module):
    """Means 1e7 + 3/2 and variances 5/4, unbiased 5/3; and 0 and 1e30, unbiased 4e30/3."""
    x = np.stack([1e7 + np.arange(4.0), np.array([1, -1, 1, -1]) * 1e15], 1).astype(F4)
    mean, var = np.zeros(2), np.ones(2)
    module.batch_norm(x, mean, var, training=True, momentum=1.0)
    size = float(F4(1e15))
    assert near(mean, np.array([1e7 + 1.5, 0]))
    assert near(var, np.array([5 / 3, size**2 * 4 / 3]), 1e-7)
    mean, var = np.zeros(2), np.ones(2)
    module.instance_norm(x.T[None], mean, var, momentum=1.0)
    assert near(mean, np.array([1e7 + 1.5, 0]))
    assert near(var, np.array([5 / 3, size**2 * 4 / 3]), 1e-7)


@pytest.mark.parametrize("name", ["batch_norm", "instance_norm", "group_norm", "layer_norm"])
def test_gradients_of_many_rows_are_those_of_float64(name):
    """In float32, sums of so many numbers along the first axis lose half of their digits."""
    shape = (1, 2, 60_000) if name == "instance_norm" else (60_000, 2)
    x, grad = (5 + fractions(shape)).astype(F4), (1 + fractions(shape, 1)).astype(F4)
    running = {"running_mean": None, "running_var": None} if name != "layer_norm" else {}
    running = running if name in ("batch_norm", "instance_norm") else {}
    how = {
        "batch_norm": dict(training=True), "instance_norm": {},
        "group_norm": dict(num_groups=1), "layer_norm": dict(normalized_shape=(2,)),
    }[name]  # fmt: skip
    backward = getattr(F, f"{name}_backward")

    def slopes(dtype):
        vectors = dict(weight=np.array([3, 7], dtype), bias=np.zeros(2, dtype))
        return backward(grad.astype(dtype), x.astype(dtype), **running, **vectors, **how)

    narrow, wide = slopes(F4), slopes(float)
    for ours, exact in zip(narrow, wide, strict=True):
        if exact is not None:
            assert ours.dtype == F4
            assert abs(ours - exact).max() < 2e-5 * max(1, abs(exact).max())
    assert near(narrow[-1], grad.sum((0, *range(2, x.ndim)), dtype=float).astype(F4), 1e-7)


def test_a_bias_gradient_over_many_short_rows_is_that_of_float64():
    grad = np.full((200_000, 2, 3), 0.1, F4)
    slopes = F.batch_norm_backward(grad, grad, None, None, None, np.zeros(2, F4), training=True)
    assert near(slopes[-1], grad.sum((0, 2), dtype=float).astype(F4), 1e-7)


def test_the_order_in_memory_costs_no_digits():
    """Of a transposed array NumPy adds number by number along the last axis."""
    x = (1 + abs(fractions((400_000, 2)))).astype(F4).T
    exact = F.layer_norm(x.astype(float), (400_000,))
    assert not x.flags.c_contiguous and abs(F.layer_norm(x, (400_000,)) - exact).max() < 2e-6


def test_a_bias_gradient_whose_parts_overflow():
    grad = np.array([[[3e38, 3e38, -3e38, -3e38, 5], [1, 1, 1, 1, 2]]], F4)
    slopes = F.instance_norm_backward(grad, fractions(grad.shape).astype(F4), bias=np.zeros(2, F4))
    assert slopes[-1].tolist() == [5, 6]


@pytest.mark.parametrize("name", FOUR)
def test_vectors_of_float64_are_rounded_once(name):
    x, weight, bias = fractions((6, 4, 5)).astype(F4), fractions(4, 1), fractions(4, 2)
    how = {
        "batch_norm": dict(running_mean=None, running_var=None, training=True),
        "instance_norm": {}, "group_norm": dict(num_groups=2),
        "layer_norm": dict(normalized_shape=(4, 5)),
    }[name]  # fmt: skip
    shape = (4, 1)
    given = {"weight": weight, "bias": bias}
    if name == "layer_norm":
        given = {key: np.repeat(one.reshape(shape), 5, 1) for key, one in given.items()}
    wanted = getattr(F, name)(x, **how) * weight.reshape(shape) + bias.reshape(shape)
    assert (getattr(F, name)(x, **how, **given) == wanted.astype(F4)).all()


@BOTH
def test_local_response_of_large_and_small_numbers(module):
    """Of one channel with k = 0 and beta = 1/2 only the sign is left: x / sqrt(x squared)."""
    x = np.array([1e30, -1e-30, 5, -2], F4).reshape(1, 1, 4)
    output = module.local_response_norm(x, 1, alpha=1.0, beta=0.5, k=0.0)
    assert near(output, np.array([[[1, -1, 1, -1]]], F4), 1e-6)
    grad = np.array([3, 5, 7, 2], F4).reshape(x.shape)
    slope = module.local_response_norm_backward(grad, x, 1, alpha=1.0, beta=1.0, k=0.0)
    assert near(slope[..., 2:], np.array([[[-7 / 25, -2 / 4]]], F4), 1e-6)


@BOTH
@pytest.mark.parametrize("wrong", ["running_mean", "running_var"])
@pytest.mark.parametrize("dtype", [np.float16, float])
def test_a_read_only_running_array_is_named_and_nothing_is_changed(dtype, wrong, module):
    running = {"running_mean": np.zeros(3, dtype), "running_var": np.ones(3, dtype)}
    running[wrong].flags.writeable = False
    for name in ("batch_norm", "instance_norm"):
        how = {"training": True} if name == "batch_norm" else {}
        with pytest.raises(ValueError, match=f"{wrong} is changed in place, but is read-only"):
            getattr(module, name)(fractions((4, 3, 5)).astype(dtype), **running, **how)
        assert not running["running_mean"].any() and (running["running_var"] == 1).all()
    x = fractions((4, 3, 5)).astype(dtype)
    assert module.batch_norm(x, **running).shape == x.shape
    assert module.batch_norm_backward(x, x, **running, training=True)[0].shape == x.shape


@BOTH
@pytest.mark.parametrize("dtype", [np.uint8, np.int8, bool])
def test_small_whole_numbers_are_taken_as_float64(dtype, module):
    rng = np.random.default_rng(0)
    x = rng.integers(0, 120, (3, 4, 5)).astype(dtype)
    grad, vector = rng.integers(0, 120, x.shape).astype(dtype), np.array([9, 2, 100, 7], dtype)
    vectors = dict(weight=vector, bias=vector[::-1])
    running = {"running_mean": None, "running_var": None}
    calls = {
        "batch_norm": (running | vectors, dict(training=True)),
        "instance_norm": (running | vectors, {}),
        "group_norm": (vectors, dict(num_groups=2)),
        "layer_norm": ({}, dict(normalized_shape=(4, 5))),
        "local_response_norm": ({}, dict(size=3, alpha=2.0)),
    }
    for name, (arrays, how) in calls.items():
        floats = {key: a if a is None else a.astype(float) for key, a in arrays.items()}
        ours = getattr(module, name)(x, **arrays, **how)
        assert near(ours, getattr(module, name)(x.astype(float), **floats, **how)), name
        backward = getattr(module, f"{name}_backward")
        slopes = backward(grad, x, **arrays, **how)
        exact = backward(grad.astype(float), x.astype(float), **floats, **how)
        pairs = (
            [(slopes, exact)] if isinstance(exact, np.ndarray) else zip(slopes, exact, strict=True)
        )
        for slope, right in pairs:
            assert right is None or near(slope, right), name


@BOTH
def test_complex_numbers_are_refused_by_name(module):
    x, c = fractions((2, 3, 4)), np.ones(3, complex)
    for name, how in {
        "batch_norm": dict(running_mean=None, running_var=None, training=True),
        "instance_norm": {}, "group_norm": dict(num_groups=1),
    }.items():  # fmt: skip
        for wrong in ({"input": x + 1j}, {"input": x, "weight": c}, {"input": x, "bias": c}):
            with pytest.raises(TypeError, match=f"{[*wrong][-1]} must hold real numbers, got comp"):
                getattr(module, name)(**wrong, **how)
    for name, how in {
        "layer_norm": dict(normalized_shape=(4,)), "local_response_norm": dict(size=2),
    }.items():  # fmt: skip
        with pytest.raises(TypeError, match="input must hold real numbers, got complex128"):
            getattr(module, name)(x + 1j, **how)
