"""Random settings of losses, embeddings, dropout, legal or not: PyTorch's numbers, or both refuse.

The exceptions are listed on the page ``book/api/differences.md``.
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
    slip = data.draw(st.sampled_from([0] * 9 + [1]))
    weight = data.draw(st.sampled_from([None, abs(fractions(classes + slip, 3))]))
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


def test_a_single_class_in_an_array_of_one_is_refused():
    with pytest.raises(OUR_REFUSALS, match=r"target must have shape \(\), got \(1,\)"):
        F.cross_entropy(np.ones(3), np.array([1]))
