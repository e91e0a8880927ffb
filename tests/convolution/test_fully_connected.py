"""The dense layer."""

import numpy as np
import pytest
import torch
from agreement import MODULES, NAMES, agree, fractions
from convolution_cases import arrays, same
from hypothesis import given, settings
from hypothesis import strategies as st

BOTH = pytest.mark.parametrize("module", MODULES, ids=NAMES)
CASES = {
    "batch": ((2, 3), (4, 3)),
    "one vector": ((3,), (4, 3)),
    "many axes": ((2, 5, 6, 3), (4, 3)),
    "empty batch": ((0, 3), (4, 3)),
    "no features": ((2, 0), (4, 0)),
    "no outputs": ((2, 3), (0, 3)),
}


@BOTH
@pytest.mark.parametrize("case", CASES)
def test_values_and_gradients_equal_torch(case, module):
    x_shape, w_shape = CASES[case]
    x, w, b = arrays(x_shape, w_shape, w_shape[:1])
    given = [torch.from_numpy(a).requires_grad_() for a in (x, w, b)]
    theirs = torch.nn.functional.linear(*given)
    assert same(module.linear(x, w, b), theirs.detach().numpy())
    [grad] = arrays(theirs.shape, seed=1)
    theirs.backward(torch.from_numpy(grad))
    for ours, array in zip(module.linear_backward(grad, x, w, b), given, strict=True):
        assert same(ours, array.grad.numpy())


@BOTH
def test_a_weight_of_one_axis_gives_one_number(module):
    x, w = arrays((2, 5, 3), (3,))
    given = [torch.from_numpy(a).requires_grad_() for a in (x, w)]
    theirs = torch.nn.functional.linear(*given)
    assert same(module.linear(x, w), theirs.detach().numpy())
    [grad] = arrays((2, 5), seed=1)
    theirs.backward(torch.from_numpy(grad))
    grad_input, grad_weight, grad_bias = module.linear_backward(grad, x, w)
    assert same(grad_input, given[0].grad.numpy()) and same(grad_weight, given[1].grad.numpy())
    assert grad_bias is None


@BOTH
@pytest.mark.parametrize("kind", [np.float32, np.int64])
def test_kind_of_number_is_kept_and_inputs_are_not_changed(kind, module):
    x, w, b = (a.astype(kind) for a in arrays((2, 3), (4, 3), (4,)))
    for array in (x, w, b):
        array.flags.writeable = False
    output = module.linear(x, w, b)
    assert output.dtype == kind
    assert all(g.dtype == kind for g in module.linear_backward(output, x, w, b))


REFUSED = {
    r"input has 5 features, but weight of shape \(4, 3\) reads 3": ((2, 5), (4, 3), None),
    r"bias must have shape \(4,\), got \(2,\)": ((2, 3), (4, 3), (2,)),
    r"a weight of 1 axis takes no bias, got one of shape \(1,\)": ((2, 3), (3,), (1,)),
    "weight .*1 or 2.*3": ((2, 3), (2, 4, 3), None),
    "input .*1 axis.*0": ((), (4, 3), None),
}


@BOTH
@pytest.mark.parametrize("words", REFUSED)
def test_refusal_names_both_numbers(words, module):
    x, w = (np.ones(shape) for shape in REFUSED[words][:2])
    bias = None if REFUSED[words][2] is None else np.ones(REFUSED[words][2])
    with pytest.raises(ValueError, match=words):
        module.linear(x, w, bias)
    with pytest.raises(RuntimeError):
        torch.nn.functional.linear(
            torch.tensor(x), torch.from_numpy(w), None if bias is None else torch.from_numpy(bias)
        )


@BOTH
def test_a_gradient_of_another_shape_is_refused(module):
    with pytest.raises(ValueError, match=r"grad_output must have shape \(2, 4\), got \(4, 2\)"):
        module.linear_backward(np.ones((4, 2)), np.ones((2, 3)), np.ones((4, 3)))


some = st.integers(0, 4)


@BOTH
@settings(max_examples=100, deadline=None)
@given(
    before=st.lists(some, max_size=3),
    features=some,
    made=st.integers(1, 4) | st.none(),
    bias=st.sampled_from([None, 0, 0, 1]),
    slip=st.sampled_from([0] * 9 + [1]),
)
def test_random_shapes_agree_or_both_refuse(module, before, features, made, bias, slip):
    """A weight of one axis, where nothing is ``made``, takes no bias."""
    given_arrays = dict(
        input=fractions([*before, features]),
        weight=fractions([features + slip] if made is None else [made, features + slip], 1),
        bias=None if bias is None else fractions([(made or 1) + bias], 2),
    )
    agree(module, "linear", given_arrays, tuple(given_arrays))
