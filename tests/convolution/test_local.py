"""Windows whose weights change from place to place."""

from math import prod

import numpy as np
import pytest
import torch
from agreement import MODULES, NAMES, agree, fractions
from convolution_cases import arrays, same
from hypothesis import given, settings
from hypothesis import strategies as st

from convbook import definition
from convbook import functional as F

pytestmark = pytest.mark.filterwarnings("ignore:Using padding='same' with even kernel:UserWarning")
BOTH = pytest.mark.parametrize("module", MODULES, ids=NAMES)

# Operation, input, output channels, kernel, the turns of a tiled kernel, and settings.
CASES = {
    "one axis": ("locally_connected1d", (2, 3, 8), 4, (5,), None, dict(padding=1)),
    "one axis, all at once": (
        "locally_connected1d", (3, 2, 9), 4, (5,), None, dict(stride=2, padding=3, dilation=2)
    ),
    "two axes": ("locally_connected2d", (2, 3, 5, 6), 4, (1, 7), None, dict(padding=(0, 2))),
    "two axes, all at once": (
        "locally_connected2d", (1, 2, 7, 8), 5, (3, 4), None,
        dict(stride=(2, 3), padding=(1, 2), dilation=(2, 1)),
    ),
    "same": ("locally_connected2d", (2, 1, 5, 4), 6, (3, 7), None, dict(padding="same")),
    "two in turn": ("tiled_conv1d", (3, 2, 9), 4, (5,), 2, dict(padding=1)),
    "three in turn, all at once": (
        "tiled_conv1d", (2, 5, 11), 6, (4,), 3, dict(stride=2, padding=3, dilation=2)
    ),
    "more kernels than places": ("tiled_conv1d", (2, 3, 5), 6, (4,), 7, dict()),
}  # fmt: skip
EVERY = pytest.mark.parametrize("case", CASES)


def setting(case):
    """Name, input, weight, bias, upstream gradient and settings of a case."""
    name, x_shape, channels, kernel, turns, how = CASES[case]
    shared = (channels, x_shape[1], *kernel)
    conv = getattr(F, f"conv{len(kernel)}d")
    places = conv(np.zeros(x_shape), np.zeros(shared), **how).shape[2:]
    w_shape = (*shared, turns) if turns else (channels, *places, *shared[1:])
    b_shape = (channels, turns) if turns else (channels, *places)
    x, w, b, grad = arrays(x_shape, w_shape, b_shape, (x_shape[0], channels, *places))
    return name, x, w, b, grad, how


@BOTH
def test_worked_example(module):
    """Two places, each with a kernel of its own and a bias of its own."""
    weight = np.array([[[[1.0, 2]], [[10, 20]]]])
    output = module.locally_connected1d(np.array([[3.0, 4, 5]]), weight, np.array([[100.0, 1000]]))
    assert output.tolist() == [[100 + 1 * 3 + 2 * 4, 1000 + 10 * 4 + 20 * 5]]


@BOTH
def test_worked_example_of_kernels_in_turn(module):
    """Places 0 and 2 take the first kernel, place 1 the second."""
    weight = np.array([[[[1.0, 10], [2, 20]]]])
    output = module.tiled_conv1d(np.array([[3.0, 4, 5, 6]]), weight, np.array([[100.0, 1000]]))
    assert output.tolist() == [[100 + 1 * 3 + 2 * 4, 1000 + 10 * 4 + 20 * 5, 100 + 1 * 5 + 2 * 6]]


@EVERY
def test_fast_form_equals_definition(case):
    name, x, w, b, grad, how = setting(case)
    assert same(getattr(F, name)(x, w, b, **how), getattr(definition, name)(x, w, b, **how))
    ours, plain = (getattr(m, f"{name}_backward")(grad, x, w, b, **how) for m in (F, definition))
    assert all(same(a, b) for a, b in zip(ours, plain, strict=True))


@BOTH
@EVERY
def test_backward_is_the_slope(case, module):
    """Linear in each array, so a whole step of 1 measures the slope exactly."""
    name, x, w, b, grad, how = setting(case)

    def score(*given):
        return (grad * getattr(F, name)(*given, **how)).sum()

    slopes = getattr(module, f"{name}_backward")(grad, x, w, b, **how)
    for which, slope in enumerate(slopes):
        for place in np.random.default_rng(2).permutation(list(np.ndindex(slope.shape)))[:20]:
            stepped = [x, w, b]
            stepped[which] = stepped[which].copy()
            stepped[which][tuple(place)] += 1
            assert score(*stepped) - score(x, w, b) == slope[tuple(place)]


@BOTH
@pytest.mark.parametrize("rank", [1, 2])
def test_the_same_kernel_everywhere_is_a_convolution(module, rank):
    x, w = arrays((2, 3, 6, 7)[: rank + 2], (4, 3, 2, 5)[: rank + 2])
    [b] = arrays((4,))
    shared = getattr(F, f"conv{rank}d")(x, w, b)
    places = shared.shape[2:]
    stretched = w.reshape(4, *[1] * rank, *w.shape[1:]) * np.ones((4, *places, *[1] * (rank + 1)))
    everywhere = b.reshape(4, *[1] * rank) * np.ones((4, *places))
    local = getattr(module, f"locally_connected{rank}d")
    assert same(local(x, stretched, everywhere), shared)


@BOTH
def test_one_kernel_alone_is_a_convolution_and_one_a_place_is_unshared(module):
    x, w, b = arrays((2, 3, 8), (4, 3, 2, 7), (4, 7))
    alone = module.tiled_conv1d(x, w[..., :1], b[:, :1])
    assert same(alone, F.conv1d(x, w[..., 0], b[:, 0]))
    unshared = F.locally_connected1d(x, np.moveaxis(w, -1, 1), b)
    assert same(module.tiled_conv1d(x, w, b), unshared)


@BOTH
@EVERY
def test_single_images_empty_batches_and_no_bias(case, module):
    name, x, w, _, grad, how = setting(case)
    forward, backward = getattr(module, name), getattr(module, f"{name}_backward")
    assert same(forward(x[0], w, **how), forward(x[:1], w, **how)[0])
    alone, batch = backward(grad[0], x[0], w, **how), backward(grad[:1], x[:1], w, **how)
    assert same(alone[0], batch[0][0]) and same(alone[1], batch[1]) and alone[2] is None
    assert forward(x[:0], w, **how).shape == (0, *grad.shape[1:])
    none, nothing, _ = backward(grad[:0], x[:0], w, **how)
    assert none.shape == (0, *x.shape[1:]) and not nothing.any()


@BOTH
@EVERY
def test_kind_of_number_is_kept_and_nothing_is_changed(case, module):
    name, *given, how = setting(case)
    for kind in (np.float32, np.int64):
        x, w, b, grad = kept = [a.astype(kind) for a in given]
        before = [a.copy() for a in kept]
        output = getattr(module, name)(x, w, b, **how)
        slopes = getattr(module, f"{name}_backward")(grad, x, w, b, **how)
        assert {a.dtype for a in (output, *slopes)} == {np.dtype(kind)}
        assert all(same(a, b) for a, b in zip(kept, before, strict=True))
        assert not any(np.shares_memory(a, b) for a in (output, *slopes) for b in kept)


REFUSED = {
    r"weight must have shape \(4, 7, 3, 2\), got \(4, 6, 3, 2\)": (
        "locally_connected1d", (2, 3, 8), (4, 6, 3, 2), None
    ),
    r"weight must have 4 axes, got 3 in shape \(4, 3, 2\)": (
        "locally_connected1d", (2, 3, 8), (4, 3, 2), None
    ),
    r"weight must have 6 axes, got 4 in shape \(4, 3, 2, 2\)": (
        "locally_connected2d", (2, 3, 8, 7), (4, 3, 2, 2), None
    ),
    r"bias must have shape \(4, 7\), got \(4,\)": (
        "locally_connected1d", (2, 3, 8), (4, 7, 3, 2), (4,)
    ),
    r"bias must have shape \(4, 5\), got \(4,\)": ("tiled_conv1d", (2, 3, 8), (4, 3, 2, 5), (4,)),
    r"weight has an axis of 0 cells among \(0,\)": ("tiled_conv1d", (2, 3, 8), (4, 3, 2, 0), None),
    "input has 5 channels, but weight": ("tiled_conv1d", (2, 5, 8), (4, 3, 2, 2), None),
}  # fmt: skip


@BOTH
@pytest.mark.parametrize("words", REFUSED)
def test_refusal_names_both_numbers(words, module):
    name, x_shape, w_shape, b_shape = REFUSED[words]
    given = [np.ones(x_shape), np.ones(w_shape), None if b_shape is None else np.ones(b_shape)]
    with pytest.raises(ValueError, match=words):
        getattr(module, name)(*given)
    with pytest.raises(ValueError, match=words):
        getattr(module, f"{name}_backward")(np.ones((2, 4, 7)), *given)


@BOTH
@EVERY
def test_a_gradient_of_another_shape_is_refused(case, module):
    name, x, w, b, grad, how = setting(case)
    with pytest.raises(ValueError, match="grad_output must have shape"):
        getattr(module, f"{name}_backward")(grad[..., 1:], x, w, b, **how)


def in_torch(name, input, weight, bias, stride, padding, dilation):
    """The windows, each cell in a channel of its own, and one product for each place.

    The windows are a convolution with kernels that have a single 1: it refuses what convolutions
    refuse.
    """
    axes, tiled = int(name[-2]), name == "tiled_conv1d"
    made = weight.shape[0]
    kernel = weight.shape[1:-1] if tiled else weight.shape[1 + axes :]
    taps = prod(kernel)
    one_cell = torch.eye(taps, dtype=weight.dtype).reshape(taps, *kernel)
    conv = getattr(torch.nn.functional, f"conv{axes}d")
    seen = conv(input, one_cell, None, stride, padding, dilation)
    places = seen.shape[-axes:]
    if tiled:
        turn = torch.arange(places[0]) % weight.shape[-1]
        assert bias is None or bias.shape == (made, weight.shape[-1])
        weight, bias = weight[..., turn].movedim(-1, 1), None if bias is None else bias[:, turn]
    assert weight.shape == (made, *places, *kernel)
    assert bias is None or bias.shape == (made, *places)
    flat = weight.reshape(made, prod(places), taps)
    output = torch.einsum("...kp,opk->...op", seen.flatten(-axes), flat)
    output = output.reshape(*output.shape[:-1], *places)
    return output if bias is None else output + bias


@st.composite
def unshared(draw):
    """An operation, shapes and settings that mostly, not always, belong together."""
    few, rarely = st.integers(1, 3), st.sampled_from([0] * 15 + [1])
    name = draw(st.sampled_from(["locally_connected1d", "locally_connected2d", "tiled_conv1d"]))
    axes, channels, made = int(name[-2]), draw(few), draw(few)

    def each(least, most):
        return draw(st.tuples(*[st.integers(least, most)] * axes))

    sizes, kernel = each(1, 7), each(1, 3)
    how = dict(stride=each(1, 3), padding=each(0, 3), dilation=each(1, 2))
    if draw(rarely):
        how[draw(st.sampled_from(sorted(how)))] = -1
    how["padding"] = draw(st.sampled_from([how["padding"]] * 3 + ["same", "valid"]))
    if how["padding"] == "same":
        how["stride"] = draw(st.sampled_from([1, 1, how["stride"]]))
    try:
        conv = getattr(torch.nn.functional, f"conv{axes}d")
        places = conv(torch.zeros(1, 1, *sizes), torch.zeros(1, 1, *kernel), **how).shape[2:]
    except RuntimeError:
        places = sizes
    turns = draw(st.integers(1, 4))
    slipped = (*places[:-1], places[-1] + draw(rarely))
    weight = (made, *slipped, channels, *kernel)
    weight = (made, channels, *kernel, turns) if name == "tiled_conv1d" else weight
    of_bias = (turns + draw(rarely),) if name == "tiled_conv1d" else slipped
    shapes = dict(
        input=(*draw(st.sampled_from([(), (1,), (2,)])), channels + draw(rarely), *sizes),
        weight=weight[draw(rarely) :],
        bias=draw(st.sampled_from([None, (made, *of_bias), (made + draw(rarely), *of_bias)])),
    )
    return name, shapes, how


@BOTH
@settings(max_examples=120, deadline=None)
@given(drawn=unshared(), seed=st.integers(0, 99))
def test_random_settings_agree_or_both_refuse(module, drawn, seed):
    name, shapes, how = drawn
    given_arrays = {
        argument: None if shape is None else fractions(shape, seed + which)
        for which, (argument, shape) in enumerate(shapes.items())
    }
    agree(
        module, name, given_arrays, tuple(shapes),
        written=lambda **known: in_torch(name, **known), **how,
    )  # fmt: skip
