"""Random settings of a normalization, legal and illegal: PyTorch's numbers, or both refuse.

The exceptions are listed on the page ``book/api/differences.md``.
"""

import numpy as np
from agreement import agree, fractions
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from convbook import functional as F

few = st.integers(1, 4)
some = st.integers(0, 4)
BRIEF = settings(max_examples=60, deadline=None)


@st.composite
def vectors(draw, channels):
    """None, or one number for each channel, or now and then one too many."""
    slip = draw(st.sampled_from([0] * 9 + [1]))
    return draw(st.sampled_from([None, fractions(channels + slip, 3)]))


@st.composite
def with_running(draw):
    shape = draw(st.lists(some, min_size=1, max_size=4))
    channels = shape[1] if len(shape) > 1 else 2
    arrays = {"input": fractions(shape)}
    for name in ("running_mean", "running_var", "weight", "bias"):
        array = draw(vectors(channels))
        arrays[name] = abs(array) if name == "running_var" and array is not None else array
    if draw(st.integers(0, 4)) and channels:
        arrays["running_mean"] = arrays["running_var"] = None
        if draw(st.booleans()):
            arrays["running_mean"] = fractions(channels, 7)
            arrays["running_var"] = abs(fractions(channels, 8))
    how = dict(momentum=draw(st.sampled_from([0.1, 0.0, 1.0])), eps=draw(st.sampled_from([0.3, 1])))
    return arrays, how, draw(st.booleans())


LEARNED = ("input", "weight", "bias")


@BRIEF
@given(with_running())
def test_batch_norm(drawn):
    arrays, how, own = drawn
    assume(arrays["input"].size)
    agree(F, "batch_norm", arrays, LEARNED, training=own, **how)


@BRIEF
@given(with_running())
def test_instance_norm(drawn):
    arrays, how, own = drawn
    assume(arrays["input"].size)
    agree(F, "instance_norm", arrays, LEARNED, use_input_stats=own, **how)


@BRIEF
@given(st.data(), st.lists(some, min_size=1, max_size=4), st.integers(-1, 5))
def test_group_norm(data, shape, groups):
    assume(np.prod(shape))
    channels = shape[1] if len(shape) > 1 else 2
    arrays = {"input": fractions(shape), "weight": None, "bias": None}
    if data.draw(st.booleans()):
        slip = data.draw(st.sampled_from([0] * 5 + [1]))
        arrays["weight"], arrays["bias"] = fractions(channels, 3), fractions(channels + slip, 4)
    agree(F, "group_norm", arrays, LEARNED, num_groups=groups)


@BRIEF
@given(st.data(), st.lists(some, min_size=1, max_size=4))
def test_layer_norm(data, shape):
    cut = data.draw(st.integers(0, len(shape)))
    wanted = list(data.draw(st.sampled_from([shape[cut:]] * 5 + [shape[:1], [2, 3]])))
    arrays = {"input": fractions(shape)}
    for seed, name in enumerate(("weight", "bias")):
        arrays[name] = data.draw(st.sampled_from([None, fractions(wanted, seed), fractions(2)]))
    arrays = {key: None if a is None else np.asarray(a) for key, a in arrays.items()}
    agree(F, "layer_norm", arrays, LEARNED, normalized_shape=wanted)


@BRIEF
@given(
    st.lists(few, min_size=2, max_size=5),
    st.integers(-1, 6),
    st.sampled_from([0.5, 2.0]),
    st.sampled_from([0.75, 1.0, -0.5]),
)
def test_local_response_norm(shape, size, alpha, beta):
    arrays = {"input": fractions(shape)}
    agree(F, "local_response_norm", arrays, size=size, alpha=alpha, beta=beta, k=1.5)


def test_an_empty_batch_leaves_the_running_arrays_of_instance_norm():
    mean, var = np.zeros(3), np.ones(3)
    assert F.instance_norm(np.zeros((0, 3, 4)), mean, var).shape == (0, 3, 4)
    assert not mean.any() and (var == 1).all()
