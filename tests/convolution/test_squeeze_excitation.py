"""Channels weighed by what the whole image holds."""

import numpy as np
import pytest
import torch
from agreement import MODULES, NAMES, agree, fractions
from convolution_cases import arrays, same
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from convbook import functional as F

BOTH = pytest.mark.parametrize("module", MODULES, ids=NAMES)
BIASED = pytest.mark.parametrize("biased", [False, True])


def setting(biased):
    """Input, two weights, two biases and an upstream gradient."""
    given = arrays((2, 6, 5, 4), (3, 6), (6, 3), (3,), (6,))
    x, w1, w2, b1, b2 = (a / 10 for a in given)
    b1 -= 0.5  # so that the first layer has sums on either side of 0
    [grad] = arrays(x.shape, seed=1)
    return (x, w1, w2, b1, b2) if biased else (x, w1, w2, None, None), grad


def theirs(input, weight1, weight2, bias1, bias2):
    """PyTorch: mean, two dense layers, sigmoid, product."""
    assert weight1.ndim == weight2.ndim == 2  # otherwise PyTorch would stretch the gate
    middle = torch.relu(torch.nn.functional.linear(input.mean((-2, -1)), weight1, bias1))
    gate = torch.sigmoid(torch.nn.functional.linear(middle, weight2, bias2))
    return input * gate[..., None, None]


@BOTH
def test_worked_example(module):
    """Means 2 and 20; the first layer takes their sum, the second sends its half and its double."""
    image = np.array([[[1.0, 3]], [[10, 30]]])
    output = module.squeeze_excite(image, np.array([[1.0, 1]]), np.array([[0.5], [-2]]))
    open_, shut = 1 / (1 + np.exp(-11)), 1 / (1 + np.exp(44))
    np.testing.assert_allclose(output, image * np.array([[[open_]], [[shut]]]), rtol=1e-14)


@BOTH
@BIASED
def test_equals_torch_and_its_gradients(module, biased):
    """Up to rounding, for the mean divides and the gate takes an exponential."""
    given, grad = setting(biased)
    leaves = [None if a is None else torch.from_numpy(a).requires_grad_() for a in given]
    expected = theirs(*leaves)
    np.testing.assert_allclose(module.squeeze_excite(*given), expected.detach().numpy(), rtol=1e-13)
    expected.backward(torch.from_numpy(grad))
    for slope, leaf in zip(module.squeeze_excite_backward(grad, *given), leaves, strict=True):
        assert (slope is None) == (leaf is None)
        if leaf is not None:
            np.testing.assert_allclose(slope, leaf.grad.numpy(), rtol=1e-10, atol=1e-12)


@BOTH
def test_backward_is_the_slope(module):
    """Central differences in float64; no sum of the first layer stands near 0."""
    given, grad = setting(True)
    middle = given[0].mean((2, 3)) @ given[1].T + given[3]
    assert abs(middle).min() > 1e-3 and (middle > 0).any() and (middle < 0).any()

    def score(arguments):
        return (grad * F.squeeze_excite(*arguments)).sum()

    for which, slope in enumerate(module.squeeze_excite_backward(grad, *given)):
        for place in np.random.default_rng(3).permutation(list(np.ndindex(slope.shape)))[:20]:
            values = []
            for step in (1e-6, -1e-6):
                stepped = list(given)
                stepped[which] = stepped[which].copy()
                stepped[which][tuple(place)] += step
                values.append(score(stepped))
            assert (values[0] - values[1]) / 2e-6 == pytest.approx(slope[tuple(place)], abs=1e-6)


@BOTH
@BIASED
@pytest.mark.parametrize("kind", [np.float32, np.float64])
def test_single_images_empty_batches_kinds_and_inputs(module, biased, kind):
    given, grad = setting(biased)
    x, *rest = given = [None if a is None else a.astype(kind) for a in given]
    before = [None if a is None else a.copy() for a in given]
    assert same(module.squeeze_excite(x[0], *rest), module.squeeze_excite(x[:1], *rest)[0])
    assert module.squeeze_excite(x[:0], *rest).shape == (0, 6, 5, 4)
    slopes = module.squeeze_excite_backward(grad.astype(kind), x, *rest)
    assert {a.dtype for a in slopes if a is not None} == {np.dtype(kind)}
    assert module.squeeze_excite_backward(grad[0].astype(kind), x[0], *rest)[0].shape == (6, 5, 4)
    assert not any(
        a is not None and a.any() for a in module.squeeze_excite_backward(x[:0], x[:0], *rest)
    )
    assert all(a is None or same(a, b) for a, b in zip(given, before, strict=True))


REFUSED = {
    r"input must have 4 axes, or 3 without a batch; got 2 in shape \(5, 4\)": dict(input=(5, 4)),
    r"weight1 must have 2 axes, got 1 in shape \(6,\)": dict(weight1=(6,)),
    r"weight1 must have shape \(3, 6\), got \(3, 5\)": dict(weight1=(3, 5)),
    r"weight2 must have shape \(6, 3\), got \(3, 6\)": dict(weight2=(3, 6)),
    r"bias1 must have shape \(3,\), got \(6,\)": dict(bias1=(6,)),
    r"bias2 must have shape \(6,\), got \(3,\)": dict(bias2=(3,)),
    r"input has an axis of 0 cells among \(6, 0, 4\); each needs 1": dict(input=(2, 6, 0, 4)),
}


@BOTH
@pytest.mark.parametrize("words", REFUSED)
def test_refusal_names_both_numbers(words, module):
    shapes = dict(input=(2, 6, 5, 4), weight1=(3, 6), weight2=(6, 3)) | REFUSED[words]
    given = {name: np.ones(shape) for name, shape in shapes.items()}
    with pytest.raises(ValueError, match=words):
        module.squeeze_excite(**given)
    with pytest.raises(ValueError, match=words):
        module.squeeze_excite_backward(np.ones(shapes["input"]), **given)


@BOTH
def test_a_gradient_of_another_shape_is_refused(module):
    given, grad = setting(True)
    with pytest.raises(ValueError, match=r"grad_output must have shape \(2, 6, 5, 4\), got \(2, 6"):
        module.squeeze_excite_backward(grad[..., 1:], *given)


@st.composite
def excitations(draw):
    """Shapes that mostly, not always, belong together."""
    few, rarely = st.integers(1, 4), st.sampled_from([0] * 12 + [1])
    channels, middle = draw(st.integers(2, 7)), draw(few)
    batch = draw(st.sampled_from([(), (0,), (1,), (3,)]))
    shapes = dict(
        input=(*batch, channels + draw(rarely), draw(few), draw(few)),
        weight1=(middle + draw(rarely), channels),
        weight2=(channels + draw(rarely), middle + draw(rarely)),
        bias1=draw(st.sampled_from([None, (middle + draw(rarely),)])),
        bias2=draw(st.sampled_from([None, (channels + draw(rarely),)])),
    )
    for name in ("input", "weight1", "weight2"):
        shapes[name] = shapes[name][draw(rarely) :]
    # PyTorch, of which the other side is put together, lets one number stand for a whole bias.
    assume(shapes["bias1"] != (1,) or shapes["weight1"][:1] == (1,))
    return shapes


@BOTH
@settings(max_examples=150, deadline=None)
@given(shapes=excitations(), seed=st.integers(0, 99))
def test_random_shapes_agree_or_both_refuse(module, shapes, seed):
    given_arrays = {
        name: None if shape is None else fractions(shape, seed + which)
        for which, (name, shape) in enumerate(shapes.items())
    }
    agree(module, "squeeze_excite", given_arrays, tuple(shapes), written=theirs)
