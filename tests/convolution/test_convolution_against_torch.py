"""Random settings, legal and illegal: the same numbers as PyTorch, or both refuse.

For convolution and borders. The exceptions are on the page ``book/api/differences.md``.
"""

import pytest
from agreement import agree
from convolution_cases import arrays, convolutions
from hypothesis import given, settings
from hypothesis import strategies as st

from convbook import functional as F

pytestmark = pytest.mark.filterwarnings("ignore:Using padding='same' with even kernel:UserWarning")


def convolved(name, drawn):
    rank, shapes, bias, how = drawn
    given_arrays = dict(zip(("input", "weight"), arrays(*shapes), strict=True))
    given_arrays["bias"] = None if bias is None else arrays(bias)[0]
    agree(F, f"{name}{rank}d", given_arrays, ("input", "weight", "bias"), **how)


@settings(max_examples=300, deadline=None)
@given(convolutions(transposed=False))
def test_convolution_agrees_or_both_refuse(drawn):
    convolved("conv", drawn)


@settings(max_examples=300, deadline=None)
@given(convolutions(transposed=True))
def test_transposed_convolution_agrees_or_both_refuse(drawn):
    convolved("conv_transpose", drawn)


MODES = st.sampled_from(["constant", "reflect", "replicate", "circular"])


@settings(max_examples=300, deadline=None)
@given(
    shape=st.lists(st.integers(1, 5), min_size=1, max_size=5),
    amounts=st.lists(st.integers(0, 6), min_size=0, max_size=6),
    mode=MODES,
)
def test_widening_agrees_or_both_refuse(shape, amounts, mode):
    agree(F, "pad", {"input": arrays(shape)[0]}, pad=amounts, mode=mode)


@settings(max_examples=200, deadline=None)
@given(
    shape=st.lists(st.integers(5, 7), min_size=1, max_size=4),
    amounts=st.lists(st.integers(-2, 2), min_size=2, max_size=6),
    mode=MODES,
)
def test_cropping_agrees_or_both_refuse(shape, amounts, mode):
    agree(F, "pad", {"input": arrays(shape)[0]}, pad=amounts, mode=mode)


pairs = st.tuples(st.integers(1, 3), st.integers(1, 3))


@settings(max_examples=200, deadline=None)
@given(
    shape=st.lists(st.integers(0, 6), min_size=2, max_size=5),
    kernel_size=pairs,
    dilation=pairs,
    padding=st.tuples(st.integers(-1, 3), st.integers(0, 3)),
    stride=st.tuples(st.integers(0, 3), st.integers(1, 3)),
)
def test_unfold_and_fold_agree_or_both_refuse(shape, **how):
    columns = agree(F, "unfold", {"input": arrays(shape)[0]}, **how)
    if columns is not None:
        given_columns = {"input": arrays(columns.shape, seed=1)[0]}
        assert agree(F, "fold", given_columns, output_size=tuple(shape[-2:]), **how) is not None
