"""Pooling in random settings, legal and illegal: the same numbers as PyTorch, or both refuse.

What is asked of one operation, NaN for instance, stands in its own file.

The exceptions stand on the page ``book/api/differences.md``.
"""

import numpy as np
import pytest
import torch
from agreement import OUR_REFUSALS, THEIR_REFUSALS, near, outcome
from convolution_cases import arrays, same
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from convbook import functional as F

T = torch.nn.functional
few = st.integers(1, 3)
many = settings(max_examples=60, deadline=None)


def agree(name, x, how, equal=same):
    """Values, then the gradient for a random upstream gradient."""
    leaf = torch.from_numpy(x).requires_grad_()
    ours = outcome(lambda: getattr(F, name)(x, **how), OUR_REFUSALS)
    theirs = outcome(lambda: getattr(T, name)(leaf, **how), THEIR_REFUSALS)
    assert (ours is None) == (theirs is None)
    if ours is None:
        return
    if isinstance(ours, tuple):
        assert same(ours[1], theirs[1].numpy())
        ours, theirs = ours[0], theirs[0]
    assert equal(ours, theirs.detach().numpy())
    if 0 in ours.shape[1:]:
        return
    [grad] = arrays(ours.shape, seed=1)
    theirs.backward(torch.from_numpy(grad))
    assert equal(getattr(F, f"{name}_backward")(grad, x, **how), leaf.grad.numpy())


@st.composite
def windows(draw, dilated=False, padded=True):
    """A shape and the settings of a window that mostly, not always, belong together."""
    rank = draw(few)

    def each(least, most):
        return draw(st.tuples(*[st.integers(least, most)] * rank))

    batch = draw(st.sampled_from([(), (0,), (1,), (2,)]))
    shape = (*batch, draw(st.sampled_from([1, 2, 3])), *each(1, 8))
    how = dict(kernel_size=each(1, 4), ceil_mode=draw(st.booleans()))
    how["stride"] = draw(st.sampled_from([None, each(1, 4), each(0, 2)]))
    if padded:
        how["padding"] = each(0, 2)
    if dilated:
        how["dilation"] = each(1, 3)
    return rank, shape, how


def gathers_nothing(shape, rank, how):
    """Whether a window may lie on the border with all its taps."""
    kernel, padding, dilation = how["kernel_size"], how["padding"], how["dilation"]
    return (
        any(d > size and p for size, p, d in zip(shape[-rank:], padding, dilation, strict=True))
        and min(kernel) > 0
    )


@many
@given(windows(dilated=True), st.booleans())
def test_maximum_agrees_or_both_refuse(drawn, return_indices):
    rank, shape, how = drawn
    assume(not gathers_nothing(shape, rank, how))
    agree(f"max_pool{rank}d", arrays(shape)[0], how | dict(return_indices=return_indices))


@many
@given(windows(), st.booleans(), st.sampled_from([None, None, 0, 3, -2]))
def test_average_agrees_or_both_refuse(drawn, count_include_pad, divisor):
    rank, shape, how = drawn
    how |= dict(count_include_pad=count_include_pad)
    if rank > 1:
        how |= dict(divisor_override=divisor)
    agree(f"avg_pool{rank}d", arrays(shape)[0], how, near)


@many
@given(windows(padded=False), st.sampled_from([1, 2, 3.0, float("inf"), float("-inf")]))
def test_power_average_agrees_or_both_refuse(drawn, norm_type):
    rank, shape, how = drawn
    kernel, sizes = how["kernel_size"], shape[-rank:]
    assume(rank < 3 or norm_type < 9 or all(k <= n for k, n in zip(kernel, sizes, strict=True)))
    assume(rank < 3 or norm_type > 0 or all(k <= n for k, n in zip(kernel, sizes, strict=True)))
    if rank == 1:
        how["kernel_size"] = how["kernel_size"][0]
    agree(f"lp_pool{rank}d", np.abs(arrays(shape)[0]) + 1, how | dict(norm_type=norm_type), near)


@many
@given(
    shape=st.lists(st.integers(1, 8), min_size=1, max_size=5),
    rank=few,
    wanted=st.lists(st.sampled_from([-1, 0, 1, 2, 3, 5, 9, None]), min_size=1, max_size=3),
    return_indices=st.booleans(),
)
def test_adaptive_pooling_agrees_or_both_refuse(shape, rank, wanted, return_indices):
    assume(len(shape) - rank in (1, 2) or set(wanted) != {1})
    [x] = arrays(shape)
    wanted = wanted[0] if wanted[0] and len(wanted) == 1 else tuple(wanted)
    how = dict(output_size=wanted)
    agree(f"adaptive_avg_pool{rank}d", x, how, near)
    agree(f"adaptive_max_pool{rank}d", x, how | dict(return_indices=return_indices))


@many
@given(windows(), st.integers(-3, 3), st.booleans())
def test_unpooling_agrees_or_both_refuse(drawn, more, whole_shape):
    rank, shape, how = drawn
    assume(how["stride"] is None or min(how["stride"]) > 0)
    assume(0 not in shape)
    how.pop("ceil_mode")
    [x] = arrays(shape)
    name = f"max_unpool{rank}d"
    stride = how["stride"] or how["kernel_size"]
    sizes = [
        (n - 1) * s + k - 2 * p + more
        for n, s, k, p in zip(
            shape[-rank:], stride, how["kernel_size"], how["padding"], strict=True
        )
    ]
    if more:
        how["output_size"] = [1, 1, *sizes] if whole_shape else sizes
    cells, places = int(np.prod(np.maximum(sizes, 1))), int(np.prod(shape[-rank:]))
    assume(0 not in sizes and (min(sizes) < 1 or cells >= places))
    order = np.random.default_rng(0).permutation(max(cells, places))[:places]
    indices = np.broadcast_to(order.reshape(shape[-rank:]), shape).copy()
    leaf = torch.from_numpy(x).requires_grad_()
    ours = outcome(lambda: getattr(F, name)(x, indices, **how), OUR_REFUSALS)
    unpool = getattr(T, name)
    theirs = outcome(lambda: unpool(leaf, torch.from_numpy(indices), **how), THEIR_REFUSALS)
    assert (ours is None) == (theirs is None)
    if ours is None:
        return
    assert same(ours, theirs.detach().numpy())
    [grad] = arrays(ours.shape, seed=1)
    theirs.backward(torch.from_numpy(grad))
    slope, none = getattr(F, f"{name}_backward")(grad, x, indices, **how)
    assert same(slope, leaf.grad.numpy()) and none is None


WRONG_KIND = {
    "kernel_size must be a whole number, got 2.5": ("max_pool2d", dict(kernel_size=2.5)),
    "padding must be a whole number, got 'same'": (
        "avg_pool2d", dict(kernel_size=3, padding="same"),
    ),
    "ceil_mode must be True or False, got 1": ("max_pool2d", dict(kernel_size=2, ceil_mode=1)),
    "count_include_pad must be True or False, got 1": (
        "avg_pool2d", dict(kernel_size=2, count_include_pad=1),
    ),
    "divisor_override must be a whole number, got 1.5": (
        "avg_pool2d", dict(kernel_size=2, divisor_override=1.5),
    ),
    "output_size must be a whole number, got None": ("adaptive_avg_pool2d", dict(output_size=None)),
}  # fmt: skip


@pytest.mark.parametrize("words", WRONG_KIND)
def test_what_torch_calls_a_wrong_kind_is_a_type_error(words):
    name, how = WRONG_KIND[words]
    with pytest.raises(TypeError, match=words):
        getattr(F, name)(np.ones((3, 5, 7)), **how)
    with pytest.raises(TypeError):
        getattr(T, name)(torch.ones(3, 5, 7), **how)
