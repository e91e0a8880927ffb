"""Random settings, legal and illegal: the same numbers as PyTorch, or both refuse.

For normalization, activation, softmax, losses, dropout and embedding. The exceptions stand on the
page ``book/api/differences.md``.
"""

import numpy as np
import pytest
from agreement import OUR_REFUSALS, agree, fractions
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from convbook import functional as F

few = st.integers(1, 4)
some = st.integers(0, 4)
BRIEF = settings(max_examples=60, deadline=None)
pytestmark = pytest.mark.filterwarnings("ignore:Using a target size:UserWarning")


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


numbers = st.floats(-3, 3).filter(lambda x: x == 0 or abs(x) > 1e-3)
FUNCTIONS = {
    "relu": {},
    "relu6": {},
    "leaky_relu": {"negative_slope": numbers},
    "sigmoid": {},
    "tanh": {},
    "silu": {},
    "hardtanh": {"min_val": numbers, "max_val": numbers},
    "hardsigmoid": {},
    "hardswish": {},
    "elu": {"alpha": numbers},
    "gelu": {"approximate": st.sampled_from(["none", "tanh", "neither"])},
    "softplus": {"beta": numbers, "threshold": numbers},
    "softmax": {"dim": st.integers(-4, 3)},
    "log_softmax": {"dim": st.integers(-4, 3)},
    "glu": {"dim": st.integers(-4, 3)},
}


@settings(max_examples=100, deadline=None)
@given(st.data(), st.sampled_from(sorted(FUNCTIONS)), st.lists(some, max_size=3))
def test_functions_of_one_array(data, name, shape):
    how = {key: data.draw(values) for key, values in FUNCTIONS[name].items()}
    cells = st.floats(allow_nan=False, allow_subnormal=False)
    cells |= st.sampled_from([-3.0, 0.0, 1.0, 3.0, 6.0])
    count = int(np.prod(shape))
    x = np.array(data.draw(st.lists(cells, min_size=count, max_size=count))).reshape(shape)
    agree(F, name, {"input": x}, close=1e-7 if name == "hardsigmoid" else 1e-10, **how)


@settings(max_examples=100, deadline=None)
@given(
    st.data(),
    st.lists(some, min_size=1, max_size=4),
    st.booleans(),
    st.sampled_from(["none", "mean", "sum", "all"]),
    st.sampled_from([0.0, 0.0, 0.2, 1.0, 1.2]),
    st.sampled_from([-100, -100, 1]),
)
def test_cross_entropy(data, shape, certain, reduction, smoothing, ignored):
    classes = shape[min(1, len(shape) - 1)]
    weight = data.draw(vectors(classes))
    weight = None if weight is None else abs(weight)
    if certain:
        target = abs(fractions(shape, 2))
    else:
        cells = [*shape[:1], *shape[2:]] if len(shape) > 1 else []
        slip = data.draw(st.sampled_from([0] * 9 + [1]))
        cells = [size + slip for size in cells]
        labels = np.random.default_rng(len(shape)).integers(0, max(1, classes) + slip, cells)
        target = np.asarray(labels)
    assume(classes and (target.shape != (1,) or len(shape) > 1))
    arrays = {"input": fractions(shape), "target": target, "weight": weight}
    learned = ("input", "target", "weight") if certain else ("input",)
    how = dict(reduction=reduction, label_smoothing=smoothing, ignore_index=ignored)
    agree(F, "cross_entropy", arrays, learned, **how)


@BRIEF
@given(
    st.data(),
    st.lists(few, max_size=3),
    st.sampled_from(["none", "mean", "sum", "all"]),
)
def test_mse_loss(data, shape, reduction):
    other = data.draw(st.sampled_from([shape, shape, shape[1:], [2, *shape], [1] * len(shape)]))
    weight = data.draw(st.sampled_from([None, abs(np.asarray(fractions(shape, 2))) + 0.1]))
    arrays = {
        "input": np.asarray(fractions(shape)), "target": np.asarray(fractions(other, 1)),
        "weight": weight,
    }  # fmt: skip
    agree(F, "mse_loss", arrays, ("input", "target", "weight"), reduction=reduction)


@BRIEF
@given(
    st.lists(some, max_size=3),
    st.integers(1, 5),
    st.none() | st.integers(-6, 5),
    st.none() | st.floats(-1, 2),
    st.sampled_from([0.0, 1.0, 2.0, 2.5, np.inf]),
    st.booleans(),
)
def test_embedding(shape, rows, padding_idx, max_norm, norm_type, by_frequency):
    wanted = np.asarray(np.random.default_rng(rows).integers(0, 5, shape))
    arrays = {"input": wanted, "weight": fractions((rows, 3))}
    how = dict(padding_idx=padding_idx, max_norm=max_norm, norm_type=norm_type)
    learned = ("weight",) if max_norm is None else ()
    agree(F, "embedding", arrays, learned, scale_grad_by_freq=by_frequency, **how)


@BRIEF
@given(
    st.sampled_from(["dropout", "dropout1d", "dropout2d", "dropout3d"]),
    st.lists(few, max_size=6),
    st.sampled_from([-0.5, 0, 1, 1.5]),
    st.booleans(),
)
def test_dropout_of_all_or_nothing(name, shape, p, training):
    """With p = 0 or 1 nothing is left to chance."""
    rank = int(name[7:8] or 0)
    assume(not rank or rank == 1 or len(shape) in (rank + 1, rank + 2))
    arrays = {"input": np.asarray(fractions(shape))}
    agree(F, name, arrays, (), p=float(p), training=training)


def test_an_empty_batch_leaves_the_running_arrays_of_instance_norm():
    mean, var = np.zeros(3), np.ones(3)
    assert F.instance_norm(np.zeros((0, 3, 4)), mean, var).shape == (0, 3, 4)
    assert not mean.any() and (var == 1).all()


def test_a_single_class_in_an_array_of_one_is_refused():
    with pytest.raises(OUR_REFUSALS, match=r"target must have shape \(\), got \(1,\)"):
        F.cross_entropy(np.ones(3), np.array([1]))
