"""Random settings, legal and illegal: the same numbers as PyTorch, or both refuse.

For convolution and borders. The exceptions stand on the page ``book/api/differences.md``.
"""

import pytest
import torch
from convolution_cases import arrays, convolutions, same
from hypothesis import given, settings
from hypothesis import strategies as st

from convbook import functional as F

pytestmark = pytest.mark.filterwarnings("ignore:Using padding='same' with even kernel:UserWarning")


def both(ours, theirs):
    """Run both; the numbers, or None for a refusal, of each."""
    results = []
    for call, refusals in (
        (ours, (ValueError, TypeError)),
        (theirs, (RuntimeError, ValueError, TypeError, NotImplementedError, IndexError)),
    ):
        try:
            results.append(call())
        except refusals:
            results.append(None)
    return results


def agree(name, x, w, b, how):
    """Values, then gradients for a random upstream gradient."""
    leaves = [None if a is None else torch.from_numpy(a).requires_grad_() for a in (x, w, b)]
    ours, theirs = both(
        lambda: getattr(F, name)(x, w, b, **how),
        lambda: getattr(torch.nn.functional, name)(*leaves, **how),
    )
    assert (ours is None) == (theirs is None)
    if ours is None:
        return
    assert same(ours, theirs.detach().numpy())
    [grad] = arrays(ours.shape, seed=1)
    theirs.backward(torch.from_numpy(grad))
    for slope, leaf in zip(
        getattr(F, f"{name}_backward")(grad, x, w, b, **how), leaves, strict=True
    ):
        assert (slope is None) == (leaf is None)
        if leaf is not None:
            assert same(slope, leaf.grad.numpy())


@settings(max_examples=300, deadline=None)
@given(convolutions(transposed=False))
def test_convolution_agrees_or_both_refuse(drawn):
    rank, shapes, bias, how = drawn
    x, w = arrays(*shapes)
    agree(f"conv{rank}d", x, w, None if bias is None else arrays(bias)[0], how)


@settings(max_examples=300, deadline=None)
@given(convolutions(transposed=True))
def test_transposed_convolution_agrees_or_both_refuse(drawn):
    rank, shapes, bias, how = drawn
    x, w = arrays(*shapes)
    agree(f"conv_transpose{rank}d", x, w, None if bias is None else arrays(bias)[0], how)


@settings(max_examples=300, deadline=None)
@given(
    shape=st.lists(st.integers(1, 5), min_size=1, max_size=5),
    amounts=st.lists(st.integers(0, 6), min_size=0, max_size=6),
    mode=st.sampled_from(["constant", "reflect", "replicate", "circular"]),
)
def test_widening_agrees_or_both_refuse(shape, amounts, mode):
    [x] = arrays(shape)
    ours, theirs = both(
        lambda: F.pad(x, amounts, mode),
        lambda: torch.nn.functional.pad(torch.from_numpy(x), amounts, mode),
    )
    assert (ours is None) == (theirs is None)
    assert ours is None or same(ours, theirs.numpy())


@settings(max_examples=200, deadline=None)
@given(
    shape=st.lists(st.integers(5, 7), min_size=1, max_size=4),
    amounts=st.lists(st.integers(-2, 2), min_size=2, max_size=6),
    mode=st.sampled_from(["constant", "reflect", "replicate", "circular"]),
)
def test_cropping_agrees_or_both_refuse(shape, amounts, mode):
    [x] = arrays(shape)
    ours, theirs = both(
        lambda: F.pad(x, amounts, mode),
        lambda: torch.nn.functional.pad(torch.from_numpy(x), amounts, mode),
    )
    assert (ours is None) == (theirs is None)
    assert ours is None or same(ours, theirs.numpy())


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
    [x] = arrays(shape)
    ours, theirs = both(
        lambda: F.unfold(x, **how),
        lambda: torch.nn.functional.unfold(torch.from_numpy(x), **how),
    )
    assert (ours is None) == (theirs is None)
    if ours is None:
        return
    assert same(ours, theirs.numpy())
    [columns] = arrays(ours.shape, seed=1)
    sizes = shape[-2:]
    back = torch.nn.functional.fold(torch.from_numpy(columns), sizes, **how)
    assert same(F.fold(columns, tuple(sizes), **how), back.numpy())
