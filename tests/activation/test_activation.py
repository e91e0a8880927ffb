"""Functions of one cell at a time, softmax and gates."""

import math

import numpy as np
import pytest
import torch
from agreement import (
    BOTH,
    MODULES,
    agree,
    fractions,
    near,
    refused,
    slopes_agree,
)

from convbook import functional as F
from convbook.functional.activation._erf import erf

CELLWISE = {
    "relu": dict(),
    "relu6": dict(),
    "leaky_relu": dict(negative_slope=-0.3),
    "sigmoid": dict(),
    "tanh": dict(),
    "silu": dict(),
    "hardtanh": dict(min_val=-0.7, max_val=1.2),
    "hardsigmoid": dict(),
    "hardswish": dict(),
    "elu": dict(alpha=-1.7),
    "gelu": dict(approximate="tanh"),
    "softplus": dict(beta=-2.5, threshold=1.5),
}
# PyTorch multiplies by a sixth that it rounded to float32.
CLOSE = {"hardsigmoid": 1e-7}
EVERY = pytest.mark.parametrize("name", CELLWISE)
EDGES = np.array(
    [-np.inf, -1000, -6, -3, -1.2, -0.7, -0.0, 0, 0.5, 1.2, 3, 5.5, 6, 8.1, 1000, np.inf, np.nan]
)
INPLACE = ["relu", "relu6", "leaky_relu", "silu", "hardtanh", "hardsigmoid", "hardswish", "elu"]


def softly(name):
    """Settings and defaults, for torch's two functions without a readable signature too."""
    return [dict(), CELLWISE[name]]


LOG = np.log
BY_HAND = {
    "relu": ([-2, 0, 3], dict(), [0, 0, 3], [0, 0, 1]),
    "relu6": ([-2, 0, 3, 6, 8], dict(), [0, 0, 3, 6, 6], [0, 0, 1, 0, 0]),
    "leaky_relu": ([-2, 0, 3], dict(negative_slope=0.5), [-1, 0, 3], [0.5, 0.5, 1]),
    "sigmoid": ([-LOG(3), 0, LOG(3)], dict(), [1 / 4, 1 / 2, 3 / 4], [3 / 16, 1 / 4, 3 / 16]),
    "tanh": ([-LOG(3), 0, LOG(3)], dict(), [-0.8, 0, 0.8], [0.36, 1, 0.36]),
    "silu": ([0, LOG(3)], dict(), [0, LOG(3) * 3 / 4], [1 / 2, 3 / 4 * (1 + LOG(3) / 4)]),
    "hardtanh": ([-3, -2, 0, 1], dict(min_val=-2, max_val=1), [-2, -2, 0, 1], [0, 0, 1, 0]),
    "hardsigmoid": ([-4, -3, 0, 1.5, 3], dict(), [0, 0, 1 / 2, 3 / 4, 1], [0, 0, 1 / 6, 1 / 6, 0]),
    "hardswish": ([-4, -3, -1.5, 3, 4], dict(), [0, 0, -0.375, 3, 4], [0, 0, 0, 1, 1]),
    "elu": ([-LOG(2), 0, 3], dict(alpha=4), [-2, 0, 3], [2, 4, 1]),
    "gelu": ([0, 1], dict(), [0, (1 + math.erf(0.5**0.5)) / 2], [1 / 2, 1.0833154705876864]),
    "softplus": (
        [LOG(3), 3], dict(beta=2, threshold=5), [LOG(10) / 2, 3], [9 / 10, 1],
    ),
}  # fmt: skip


@BOTH
@EVERY
def test_values_and_slopes_worked_by_hand(name, module):
    x, how, values, slopes = (
        np.array(v, float) if isinstance(v, list) else v for v in BY_HAND[name]
    )
    assert near(getattr(module, name)(x, **how), values)
    grad = np.arange(1.0, 1 + x.size)
    assert near(getattr(module, f"{name}_backward")(grad, x, **how), grad * slopes)


@BOTH
@EVERY
def test_values_and_gradients_equal_torch_at_every_edge(name, module):
    for how in softly(name):
        for x in (EDGES, fractions((2, 3, 5)) * 3, np.zeros((0, 3)), np.array(0.7)):
            agree(module, name, {"input": x}, close=CLOSE.get(name, 1e-10), **how)


@BOTH
@EVERY
def test_backward_is_the_slope(name, module):
    for how in softly(name):
        slopes_agree(module, name, {"input": fractions((4, 7)) * 2}, **how)


@BOTH
@EVERY
def test_float32_stays_and_the_input_is_not_changed(name, module):
    x = EDGES.astype(np.float32)
    x.flags.writeable = False
    for how in softly(name):
        output = getattr(module, name)(x, **how)
        assert output.dtype == np.float32 and not np.shares_memory(output, x)
        assert getattr(module, f"{name}_backward")(x, x, **how).dtype == np.float32
        # exp and its relatives: a few units in the last of 24 bits, more where they cancel.
        # PyTorch's gelu of infinity is infinity in float64 and NaN in float32.
        some = np.isfinite(x)
        theirs = getattr(torch.nn.functional, name)(torch.tensor(x[some]), **how)
        assert near(output[some], theirs, 1e-6)


@BOTH
@EVERY
def test_the_largest_numbers_are_computed_without_a_word(name, module):
    """A warning would be an error here; PyTorch gives none."""
    most = np.finfo(float).max
    steep = dict(leaky_relu=dict(negative_slope=-4.0), elu=dict(alpha=-4.0), softplus=dict(beta=4))
    for how in [*softly(name), steep.get(name, {})]:
        agree(
            module,
            name,
            {"input": np.array([-most, most, -0.75, 2.5])},
            close=CLOSE.get(name, 1e-10),
            **how,
        )


@BOTH
def test_a_limit_of_0_is_one_for_numbers_without_a_sign(module):
    x = np.array([0, 3, 9], np.uint8)
    assert module.hardtanh(x, 0, 4).tolist() == [0, 3, 4]
    assert module.hardtanh_backward(x, x, 0, 4).tolist() == [0, 3, 0]


@BOTH
@pytest.mark.parametrize("name", INPLACE)
def test_in_place_writes_into_the_input_and_returns_it(name, module):
    x = fractions((3, 5))[::-1, ::2]
    wanted = getattr(module, name)(x)
    assert getattr(module, name)(x, inplace=True) is x
    assert (x == wanted).all()
    grad = fractions((3, 3), 1)
    slope = getattr(module, f"{name}_backward")
    before = x.copy()
    assert (slope(grad, x, inplace=True) == slope(grad, x)).all() and (x == before).all()


@BOTH
@pytest.mark.parametrize("name", ["relu", "relu6", "hardtanh"])
def test_clipping_keeps_whole_numbers(name, module):
    x = np.array([-3, 0, 1, 9])
    assert agree(module, name, {"input": x}).dtype == np.int64
    assert getattr(module, name)(x, inplace=True) is x


@BOTH
def test_limits_of_whole_numbers_lose_their_fractions(module):
    agree(module, "hardtanh", {"input": np.array([-3, 0, 3])}, min_val=-1.5, max_val=2.5)


@BOTH
@pytest.mark.parametrize("name", sorted(set(CELLWISE) - {"relu", "relu6", "hardtanh"}))
def test_other_functions_make_fractions_of_whole_numbers(name, module):
    x = np.array([-3, 0, 2])
    assert near(getattr(module, name)(x), getattr(module, name)(x.astype(float)))
    slope = getattr(module, f"{name}_backward")
    assert near(slope(np.ones(3), x), slope(np.ones(3), x.astype(float)))
    if name in INPLACE:
        with pytest.raises(TypeError, match="inplace: numbers of kind float64 do not fit"):
            getattr(module, name)(x, inplace=True)


def test_erf_is_exact_to_fifteen_digits():
    x = np.concatenate([np.linspace(-7, 7, 20_011), np.linspace(0.46, 0.48, 101), EDGES])
    exact = np.array([math.erf(number) for number in x])
    assert np.nanmax(abs(erf(x) - exact)) < 1e-15
    assert (np.isnan(erf(x)) == np.isnan(x)).all()
    assert np.signbit(erf(np.array([-0.0, 0.0]))).tolist() == [True, False]


# Softmax, its logarithm, and the gate.

AXES = {
    "rows": ((3, 5), dict(dim=1)),
    "columns": ((3, 5), dict(dim=-2)),
    "first of three": ((2, 5, 4), dict(dim=0)),
    "no axis": ((), dict(dim=-1)),
    "empty batch": ((0, 4), dict(dim=1)),
    "nothing to share": ((3, 0), dict(dim=1)),
}


@BOTH
@pytest.mark.parametrize("name", ["softmax", "log_softmax"])
@pytest.mark.parametrize("case", AXES)
def test_softmax_equals_torch(case, name, module):
    shape, how = AXES[case]
    assert agree(module, name, {"input": np.asarray(fractions(shape))}, **how) is not None
    slopes_agree(module, name, {"input": np.asarray(fractions(shape))}, **how)


@BOTH
def test_softmax_worked_by_hand(module):
    x = LOG(np.array([[1.0, 2, 5], [3, 3, 2]]))
    parts = np.array([[1, 2, 5], [3, 3, 2]]) / 8
    assert near(module.softmax(x, 1), parts) and near(module.log_softmax(x, 1), LOG(parts))
    x = np.array([1e4, 1e4 - LOG(3)])
    assert near(module.softmax(x, 0), np.array([3, 1]) / 4)


@BOTH
@pytest.mark.parametrize("name", ["softmax", "log_softmax"])
def test_softmax_meets_infinity_as_torch_does(name, module):
    i = np.inf
    x = np.array([[i, 1], [-i, -i], [-i, 1], [np.nan, 1], [1000, -1000]])
    agree(module, name, {"input": x}, dim=1)


@BOTH
@pytest.mark.parametrize("name", ["softmax", "log_softmax"])
@pytest.mark.parametrize("shape", [(), (3,), (3, 2), (2, 4, 3), (2, 4, 3, 5)])
def test_without_an_axis_softmax_takes_the_one_of_torch_and_warns(shape, name, module):
    x = np.asarray(fractions(shape))
    with pytest.warns(UserWarning, match=rf"{name} without dim takes axis [01] of {len(shape)}"):
        ours = getattr(module, name)(x)
    with pytest.warns(UserWarning, match="Implicit"):
        assert near(ours, getattr(torch.nn.functional, name)(torch.tensor(x)))


@BOTH
@pytest.mark.parametrize("name", ["softmax", "log_softmax"])
def test_softmax_computes_in_the_kind_asked_for(name, module):
    x = fractions((3, 5)).astype(np.float32)
    wide = getattr(module, name)(x, 1, np.float64)
    theirs = getattr(torch.nn.functional, name)(torch.tensor(x), 1, dtype=torch.float64)
    assert near(wide, theirs)
    backward = getattr(module, f"{name}_backward")
    assert backward(wide, x, 1, np.float64).dtype == np.float32
    assert getattr(module, name)(x, 1).dtype == backward(x, x, 1).dtype == np.float32
    assert getattr(module, name)(np.array([1, 2]), 0).dtype == np.float64
    with pytest.raises(TypeError, match="dtype must be a floating-point dtype, got int64"):
        getattr(module, name)(x, 1, np.int64)


@BOTH
@pytest.mark.parametrize("shape, dim", [((3, 4), -1), ((6, 5), 0), ((2, 4, 3), 1), ((0, 4), 1)])
def test_the_gate_equals_torch(shape, dim, module):
    agree(module, "glu", {"input": fractions(shape)}, dim=dim)
    slopes_agree(module, "glu", {"input": fractions(shape)}, dim=dim)
    x = fractions(shape).astype(np.float32)
    output = module.glu(x, dim)
    assert output.dtype == module.glu_backward(output, x, dim).dtype == np.float32


@BOTH
def test_the_gate_worked_by_hand(module):
    x = np.array([[8.0, 10, 0, 1000], [4, 12, LOG(3), -LOG(3)]])
    assert near(module.glu(x), np.array([[4.0, 10], [3, 3]]))


REFUSED = {
    "input must hold numbers, got booleans": ("relu", dict(input=np.array([True]))),
    "hold numbers, got booleans": ("relu6", dict(input=np.array([True]))),
    "min_val must be at most max_val, got 2 and 1": (
        "hardtanh", dict(input=EDGES, min_val=2, max_val=1),
    ),
    "input has no sign, but a limit is -1.0, below 0": (
        "hardtanh", dict(input=np.array([3], np.uint8)),
    ),
    "negative_slope must be a number, got 'x'": (
        "leaky_relu", dict(input=EDGES, negative_slope="x"),
    ),
    "alpha must be a number, got None": ("elu", dict(input=EDGES, alpha=None)),
    "approximate must be one of none, tanh; got 'sigmoid'": (
        "gelu", dict(input=EDGES, approximate="sigmoid"),
    ),
    "beta must be a number, got '1'": ("softplus", dict(input=EDGES, beta="1")),
    "threshold must be a number, got '1'": ("softplus", dict(input=EDGES, threshold="1")),
    "dim must be from -2 to 1, got 2": ("softmax", dict(input=np.ones((2, 3)), dim=2)),
    "dim must be from -2 to 1, got -3": ("log_softmax", dict(input=np.ones((2, 3)), dim=-3)),
    "dim must be a whole number, got 1.0": ("softmax", dict(input=np.ones((2, 3)), dim=1.0)),
    "dim must be a whole number, got True": ("softmax", dict(input=np.ones((2, 3)), dim=True)),
    "dim must be from -1 to 0, got 1": ("softmax", dict(input=np.ones(()), dim=1)),
    "axis 1 is cut in half, but has 3 cells": ("glu", dict(input=np.ones((2, 3)))),
    "input must have at least 1 axis, got 0": ("glu", dict(input=np.ones(()))),
    "dim must be from -2 to 1, got 5": ("glu", dict(input=np.ones((2, 4)), dim=5)),
}  # fmt: skip


@BOTH
@pytest.mark.parametrize("words", REFUSED)
def test_refusal_names_both_numbers(words, module):
    name, arguments = REFUSED[words]
    refused(module, name, words, arguments)


@BOTH
@pytest.mark.parametrize("name", [*CELLWISE, "softmax", "log_softmax", "glu"])
def test_a_gradient_of_another_shape_is_refused(name, module):
    how = dict(dim=1) if "soft" in name and name != "softplus" else {}
    with pytest.raises(ValueError, match=r"grad_output must have shape \(3, .\), got \(4, 3\)"):
        getattr(module, f"{name}_backward")(np.ones((4, 3)), np.ones((3, 4)), **how)


@BOTH
def test_softplus_is_straight_behind_the_threshold_and_not_at_it(module):
    x = np.nextafter(2, [1, 2, 3])
    agree(module, "softplus", {"input": x}, beta=1, threshold=2)
    assert (module.softplus_backward(np.ones(3), x, 1, 2) == 1).tolist() == [False, False, True]


SETTINGS = CELLWISE | {
    "hardtanh": dict(min_val=2, max_val=90),
    "softmax": dict(dim=1),
    "log_softmax": dict(dim=0),
    "glu": dict(dim=1),
}


@BOTH
@pytest.mark.parametrize("name", SETTINGS)
@pytest.mark.parametrize("dtype", [np.uint8, np.int8, bool])
def test_small_whole_numbers_do_not_wrap(dtype, name, module):
    """Doubled, negated or raised to a power in their own dtype, they would."""
    how = SETTINGS[name]
    if dtype is bool and name in ("relu", "relu6", "hardtanh"):
        pytest.skip("booleans are not clipped")
    x = np.array([[10, 2, 100, 0], [127, 65, 1, 3], [7, 30, 0, 99]]).astype(dtype)
    output = getattr(module, name)(x, **how)
    exact = getattr(module, name)(x.astype(float), **how)
    assert near(output, exact.astype(output.dtype))
    assert output.dtype == (dtype if name in ("relu", "relu6", "hardtanh") else float)
    grad = np.array([[100, 3, 27, 8], [101, 9, 2, 64], [5, 0, 90, 33]])[:, : output.shape[1]]
    backward = getattr(module, f"{name}_backward")
    slope = backward(grad.astype(dtype), x, **how)
    exact = backward(grad.astype(dtype).astype(float), x.astype(float), **how)
    assert near(slope.astype(float), exact)


@BOTH
def test_the_gate_of_small_whole_numbers_worked_by_hand(module):
    assert near(module.glu(np.array([10, 2], np.uint8)), np.array([10 / (1 + np.exp(-2))]))


@BOTH
@pytest.mark.parametrize("name", sorted({*SETTINGS} - {"sigmoid", "tanh", "silu"}))
def test_complex_numbers_are_refused_where_torch_refuses_them(name, module):
    x = fractions((3, 4)) + 1j
    with pytest.raises(TypeError, match="input must hold real numbers, got complex128"):
        getattr(module, name)(x, **SETTINGS[name])
    with pytest.raises(NotImplementedError):
        getattr(torch.nn.functional, name)(torch.tensor(x), **SETTINGS[name])


@BOTH
@pytest.mark.parametrize("name", ["sigmoid", "tanh", "silu"])
def test_complex_numbers_of_functions_that_are_defined_for_them(name, module):
    agree(module, name, {"input": fractions((3, 4)) + 1j * fractions((3, 4), 1)}, ())


@pytest.mark.parametrize("limits", [(-1000, 100), (-3.5, 128), (-np.inf, 2), (3, np.inf)])
def test_limits_that_whole_numbers_do_not_reach_are_refused(limits):
    x = np.array([-100, 3, 100], np.int8)
    with pytest.raises(RuntimeError, match="without overflow"):
        torch.nn.functional.hardtanh(torch.tensor(x), *limits)
    for module in MODULES:
        with pytest.raises(ValueError, match=r"m.._val must be from -128 to 127 for int8, got "):
            module.hardtanh(x, *limits)
        assert module.hardtanh(x, -128, 127).tolist() == [-100, 3, 100]


@pytest.mark.parametrize("name", ["softmax", "log_softmax"])
def test_sums_along_the_first_axis_keep_their_digits(name):
    """Of 300 000 equal parts each is 1 / 300 000; row by row in float32, the sum loses three."""
    x = np.zeros((300_000, 2), np.float32)
    x[0] = np.log(np.array([500_000, 700_000], np.float32))
    exact = getattr(F, name)(x.astype(float), 0)
    assert near(getattr(F, name)(x, 0), exact.astype(np.float32), 1e-6)
    grad = 1 + fractions(x.shape).astype(np.float32)
    slope = getattr(F, f"{name}_backward")(grad, x, 0)
    exact = getattr(F, f"{name}_backward")(grad.astype(float), x.astype(float), 0)
    assert abs(slope - exact).max() < 1e-6 * abs(exact).max()


@BOTH
def test_gelu_of_long_double_has_the_digits_of_float64(module):
    x = np.array([-1.5, 0.25, 3], np.longdouble)
    output = module.gelu(x)
    assert output.dtype == np.longdouble
    assert near(output.astype(float), module.gelu(x.astype(float)), 1e-15)
