"""Convolutions that never read ahead, plain and gated."""

import numpy as np
import pytest
import torch
from agreement import MODULES, NAMES, agree, fractions, near
from convolution_cases import arrays, same
from hypothesis import given, settings
from hypothesis import strategies as st

from convbook import functional as F

BOTH = pytest.mark.parametrize("module", MODULES, ids=NAMES)
CASES = {
    "plain": dict(input=(2, 3, 7), weight=(4, 3, 5)),
    "dilated": dict(input=(2, 3, 11), weight=(4, 3, 5), dilation=2),
    "longer than the input": dict(input=(2, 3, 4), weight=(5, 3, 6), dilation=3),
    "all at once": dict(input=(3, 4, 11), weight=(6, 2, 5), stride=2, dilation=3, groups=2),
}
EVERY = pytest.mark.parametrize("case", CASES)


def setting(case):
    """Input, weight, bias, upstream gradient and settings of a case."""
    how = dict(CASES[case])
    x_shape, w_shape = how.pop("input"), how.pop("weight")
    places = -(-x_shape[-1] // how.get("stride", 1))
    return *arrays(x_shape, w_shape, w_shape[:1], (x_shape[0], w_shape[0], places)), how


def theirs(input, weight, bias, stride=1, dilation=1, groups=1):
    """PyTorch: widen in front, then convolve."""
    x = torch.nn.functional.pad(input, ((weight.shape[-1] - 1) * dilation, 0))
    return torch.nn.functional.conv1d(x, weight, bias, stride, 0, dilation, groups)


def their_gated(input, weight, gate_weight, bias, gate_bias, **how):
    """PyTorch: the product of two."""
    assert weight.shape == gate_weight.shape  # otherwise PyTorch would stretch one
    gate = torch.sigmoid(theirs(input, gate_weight, gate_bias, **how))
    return theirs(input, weight, bias, **how) * gate


@BOTH
def test_worked_example(module):
    output = module.causal_conv1d(np.array([[1.0, 2, 3]]), np.array([[[10.0, 100]]]))
    assert output.tolist() == [[0 * 10 + 1 * 100, 1 * 10 + 2 * 100, 2 * 10 + 3 * 100]]


@BOTH
@EVERY
def test_equals_torch_and_its_gradients(case, module):
    x, w, b, grad, how = setting(case)
    leaves = [torch.from_numpy(a).requires_grad_() for a in (x, w, b)]
    expected = theirs(*leaves, **how)
    assert same(module.causal_conv1d(x, w, b, **how), expected.detach().numpy())
    expected.backward(torch.from_numpy(grad))
    slopes = module.causal_conv1d_backward(grad, x, w, b, **how)
    assert all(same(a, leaf.grad.numpy()) for a, leaf in zip(slopes, leaves, strict=True))


@BOTH
@EVERY
def test_the_future_changes_nothing(case, module):
    x, w, b, _, how = setting(case)
    changed = x.copy()
    changed[..., 3:] += 1
    same_places = -(-3 // how.get("stride", 1))
    before, after = (module.causal_conv1d(a, w, b, **how)[..., :same_places] for a in (x, changed))
    assert same(before, after)


@BOTH
@EVERY
def test_gated_equals_torch_and_its_gradients(case, module):
    """Up to rounding, for the gate takes an exponential."""
    x, w, b, grad, how = setting(case)
    v, c = (a / 50 for a in arrays(w.shape, b.shape, seed=5))
    given = [x / 10, w, v, b, c]
    leaves = [torch.from_numpy(a).requires_grad_() for a in given]
    expected = their_gated(*leaves, **how)
    np.testing.assert_allclose(
        module.gated_conv1d(*given, **how), expected.detach().numpy(), rtol=0, atol=1e-11
    )
    expected.backward(torch.from_numpy(grad))
    for slope, leaf in zip(module.gated_conv1d_backward(grad, *given, **how), leaves, strict=True):
        np.testing.assert_allclose(slope, leaf.grad.numpy(), rtol=0, atol=1e-10)


@BOTH
def test_gated_backward_is_the_slope(module):
    """Central differences in float64."""
    x, w, b, grad, how = setting("all at once")
    v, c = (a / 50 for a in arrays(w.shape, b.shape, seed=5))
    given = [x / 10, w / 10, v, b, c]

    def score(arguments):
        return (grad * F.gated_conv1d(*arguments, **how)).sum()

    slopes = module.gated_conv1d_backward(grad, *given, **how)
    for which, slope in enumerate(slopes):
        for place in np.random.default_rng(3).permutation(list(np.ndindex(slope.shape)))[:15]:
            values = []
            for step in (1e-6, -1e-6):
                stepped = list(given)
                stepped[which] = stepped[which].copy()
                stepped[which][tuple(place)] += step
                values.append(score(stepped))
            assert (values[0] - values[1]) / 2e-6 == pytest.approx(slope[tuple(place)], abs=1e-5)


@BOTH
def test_an_open_gate_lets_all_through_and_a_shut_one_nothing(module):
    x, w, b, _, _ = setting("plain")
    for opening, share in ((1000, 1), (-1000, 0)):
        output = module.gated_conv1d(x, w, 0 * w, b, np.full(4, float(opening)))
        assert same(output, share * module.causal_conv1d(x, w, b))


@BOTH
@pytest.mark.parametrize("kind", [np.float32, np.float64])
def test_single_sequences_empty_batches_and_kinds(module, kind):
    x, w, b, grad, how = setting("dilated")
    x, w, b, grad = (a.astype(kind) for a in (x, w, b, grad))
    alone = module.gated_conv1d(x[0], w, w, b, b, **how)
    assert same(alone, module.gated_conv1d(x[:1], w, w, b, b, **how)[0])
    assert alone.dtype == kind
    assert module.gated_conv1d(x[:0], w, w, **how).shape == (0, *grad.shape[1:])
    slopes = module.gated_conv1d_backward(grad, x, w, w, **how)
    assert {a.dtype for a in slopes[:3]} == {np.dtype(kind)} and slopes[3:] == (None, None)
    assert module.causal_conv1d_backward(grad[:0], x[:0], w, **how)[0].shape == (0, 3, 11)


@BOTH
def test_refusals_name_both_numbers(module):
    x, w = np.ones((2, 3, 7)), np.ones((4, 3, 5))
    for words, call in {
        r"gate_weight must have shape \(4, 3, 5\), got \(4, 3, 6\)": lambda: module.gated_conv1d(
            x, w, np.ones((4, 3, 6))
        ),
        r"grad_output must have shape \(2, 4, 7\), got \(2, 4, 8\)": lambda: (
            module.gated_conv1d_backward(np.ones((2, 4, 8)), x, w, w)
        ),
        r"must have shape \(2, 4, 7\), got \(2, 4, 9\)": lambda: module.causal_conv1d_backward(
            np.ones((2, 4, 9)), x, w
        ),
        "input has 5 channels, but weight": lambda: module.causal_conv1d(np.ones((2, 5, 7)), w),
        "dilation must be at least 1, got 0": lambda: module.causal_conv1d(x, w, dilation=0),
        r"axis of 0 cells among \(4, 0\)": lambda: module.causal_conv1d(x, np.ones((4, 3, 0))),
        r"weight must have 3 axes, got 0": lambda: module.causal_conv1d(x, np.ones(())),
    }.items():
        with pytest.raises(ValueError, match=words):
            call()
    with pytest.raises(TypeError, match="dilation must be a whole number"):
        module.causal_conv1d(x, w, dilation=1.5)


@st.composite
def sequences(draw):
    """Shapes and settings that mostly, not always, belong together."""
    few, rarely = st.integers(1, 3), st.sampled_from([0] * 12 + [1])
    groups, ins, outs = draw(few), draw(st.integers(1, 2)), draw(st.integers(1, 2))
    batch = draw(st.sampled_from([(), (1,), (2,)]))
    cells = draw(st.integers(1 - draw(rarely), 7))
    x_shape = (*batch, groups * ins + draw(rarely), cells)
    w_shape = (groups * outs + draw(rarely), ins, draw(st.integers(1, 3)))
    v_shape = (*w_shape[:2], w_shape[2] + draw(rarely))
    biases = [draw(st.sampled_from([None, (w_shape[0] + draw(rarely),)])) for _ in range(2)]
    how = dict(groups=groups - draw(rarely))
    for name in ("stride", "dilation"):
        how[name] = draw(st.integers(1 - draw(rarely), 3))
    return x_shape, w_shape, v_shape, *biases, how


@BOTH
@settings(max_examples=100, deadline=None)
@given(drawn=sequences(), seed=st.integers(0, 99))
def test_random_settings_agree_or_both_refuse(module, drawn, seed):
    *shapes, how = drawn
    names = ("input", "weight", "gate_weight", "bias", "gate_bias")
    given_arrays = {
        name: None if shape is None else fractions(shape, seed + which)
        for which, (name, shape) in enumerate(zip(names, shapes, strict=True))
    }
    agree(module, "gated_conv1d", given_arrays, names, written=their_gated, **how)
    plain = {name: given_arrays[name] for name in ("input", "weight", "bias")}
    agree(module, "causal_conv1d", plain, names, written=theirs, **how)


@BOTH
def test_a_causal_kernel_of_one_tap_is_no_different(module):
    x, w = fractions((2, 3, 7)), fractions((4, 3, 1), 1)
    for how in (dict(), dict(dilation=3), dict(stride=2)):
        assert near(module.causal_conv1d(x, w, **how), module.conv1d(x, w, **how))
