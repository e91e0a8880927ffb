"""Numbers and channels left out at random."""

import numpy as np
import pytest
import torch
from agreement import BOTH, fractions, near, refused

from convbook import definition
from convbook import functional as F

# Input, and the part of it that is dropped together.
SHAPES = {
    "dropout": [((), ()), ((2, 3, 5), (2, 3, 5)), ((0, 3), (0, 3))],
    "dropout1d": [((3, 5), (3, 1)), ((2, 3, 5), (2, 3, 1))],
    "dropout2d": [((2, 3, 5, 4), (2, 3, 1, 1)), ((0, 3, 5, 4), (0, 3, 1, 1))],
    "dropout3d": [((3, 5, 4, 2), (3, 1, 1, 1)), ((2, 3, 5, 4, 6), (2, 3, 1, 1, 1))],
}
CASES = [(name, *shapes) for name in SHAPES for shapes in SHAPES[name]]
EVERY = pytest.mark.parametrize("name, shape, mask_shape", CASES)


def draws(seed=0):
    return np.random.default_rng(seed)


@BOTH
@EVERY
def test_what_the_mask_keeps_is_scaled_and_the_rest_is_0(name, shape, mask_shape, module):
    """The mask is the draws themselves; 1 / (1 - 3/4) is exactly 4."""
    x, grad = np.asarray(fractions(shape)), np.asarray(fractions(shape, 1))
    x.flags.writeable = False
    output, mask = getattr(module, name)(x, 0.75, generator=draws(), return_mask=True)
    assert mask.dtype == bool and mask.shape == mask_shape
    assert (mask == (draws().random(mask_shape) >= 0.75)).all()
    assert (output == 4 * mask * x).all() and output.dtype == x.dtype
    back = getattr(module, f"{name}_backward")(grad, x, 0.75, mask=mask)
    assert (back == 4 * mask * grad).all() and back.shape == shape


@BOTH
def test_worked_by_hand(module):
    """The numbers drawn are .64 .27 .04: the first alone is at least a half."""
    x = np.array([[1.0, 2], [3, 4], [5, 6]])
    assert draws().random(3).round(2).tolist() == [0.64, 0.27, 0.04]
    assert module.dropout1d(x, generator=draws()).tolist() == [[2, 4], [0, 0], [0, 0]]


@pytest.mark.parametrize("name", SHAPES)
@pytest.mark.parametrize("p", [0.2, 0.5, 0.9])
def test_it_is_right_on_average(name, p):
    """Of 20 000 draws the mean is within 5 deviations of 1."""
    shape = {"dropout": (20_000,), "dropout1d": (100, 200, 1)}
    shape = shape.get(name, (100, 200, *[1] * int(name[7:8] or 1)))
    output = getattr(F, name)(np.ones(shape), p, generator=draws())
    assert abs(output.mean() - 1) < 5 * np.sqrt(p / (1 - p) / 20_000)
    assert np.isclose(np.unique(output), [0, 1 / (1 - p)]).all()


@BOTH
@EVERY
def test_outside_training_nothing_is_done(name, shape, mask_shape, module):
    x = np.asarray(fractions(shape))
    output, mask = getattr(module, name)(x, training=False, return_mask=True)
    assert (output == x).all() and not np.shares_memory(output, x)
    assert mask.all() and mask.shape == mask_shape
    back = getattr(module, f"{name}_backward")(x, x, training=False, mask=mask)
    assert (back == x).all() and not np.shares_memory(back, x)


@BOTH
@pytest.mark.parametrize("name", SHAPES)
def test_in_place_writes_into_the_input_and_returns_it(name, module):
    x = np.asarray(fractions(SHAPES[name][-1][0]))
    wanted = getattr(module, name)(x, generator=draws())
    output, _ = getattr(module, name)(x, inplace=True, generator=draws(), return_mask=True)
    assert output is x and (x == wanted).all()
    assert getattr(module, name)(x, training=False, inplace=True) is x
    with pytest.raises(TypeError, match="inplace: numbers of kind float64 do not fit into int64"):
        getattr(module, name)(np.ones(x.shape, int), inplace=True)


@BOTH
def test_all_or_nothing(module):
    """NaN and infinity times 0 are NaN, as in PyTorch."""
    x = np.array([1.0, np.nan, np.inf, 0.0])
    for p in (0, 1):
        theirs = torch.nn.functional.dropout(torch.tensor(x), float(p))
        assert near(module.dropout(x, p), theirs)
        mask = np.full(4, p == 0)
        assert near(module.dropout_backward(x, x, p, mask=mask), theirs)


@BOTH
def test_kind_of_number_is_kept(module):
    x = fractions((3, 5)).astype(np.float32)
    output, mask = module.dropout(x, 0.3, return_mask=True)
    assert output.dtype == module.dropout_backward(x, x, 0.3, mask=mask).dtype == np.float32
    assert module.dropout(np.arange(5)).dtype == np.float64
    assert module.dropout(np.arange(5), training=False).dtype == np.int64


def test_both_forms_draw_the_same_numbers():
    x = fractions((4, 3, 5, 2))
    for name in ("dropout", "dropout2d"):
        ours = getattr(F, name)(x, 0.4, generator=draws(3))
        assert near(ours, getattr(definition, name)(x, 0.4, generator=draws(3)))


def test_without_a_generator_two_masks_differ():
    first, second = (F.dropout(np.ones(200)) for _ in range(2))
    assert (first != second).any()


@BOTH
def test_three_axes_are_read_as_torch_reads_them(module):
    with pytest.warns(UserWarning, match=r"dropout2d reads 3 axes as \(N, C, L\)"):
        output, mask = module.dropout2d(np.ones((2, 3, 5)), generator=draws(), return_mask=True)
    assert mask.shape == (2, 3, 1) and (output == 2 * mask).all()
    with pytest.warns(UserWarning, match=r"shape \(N, C, L\)"):
        torch.nn.functional.dropout2d(torch.ones(2, 3, 5))


@pytest.mark.parametrize("name", SHAPES)
def test_torch_drops_the_same_parts_together(name):
    """Its numbers are others, but cells that live and die together are the same."""
    torch.manual_seed(0)
    for shape, mask_shape in SHAPES[name]:
        theirs = getattr(torch.nn.functional, name)(torch.ones(shape)).numpy()
        for axis, size in enumerate(mask_shape):
            if size == 1 and shape[axis] > 1:
                assert (theirs == theirs.take([0], axis)).all()


SOME = np.ones((2, 3))
REFUSED = {
    "p must be at most 1, got 1.5": ("dropout", dict(input=SOME, p=1.5)),
    "p must be at least 0, got -0.1": ("dropout", dict(input=SOME, p=-0.1)),
    "p must be at least 0, got nan": ("dropout", dict(input=SOME, p=np.nan)),
    "p must be a number, got '1'": ("dropout1d", dict(input=SOME, p="1")),
    "input must have 3 or 2 axes, got 1 in shape ": ("dropout1d", dict(input=np.ones(3))),
    "input must have 3 or 2 axes, got 4": ("dropout1d", dict(input=np.ones((2, 3, 4, 5)))),
    "input must have 4 or 3 axes, got 1": ("dropout2d", dict(input=np.ones(3))),
    "input must have 5 or 4 axes, got 0": ("dropout3d", dict(input=np.ones(()))),
}


@BOTH
@pytest.mark.filterwarnings("ignore:dropout.d. Received a:UserWarning")
@pytest.mark.parametrize("words", REFUSED)
def test_refusal_names_both_numbers(words, module):
    name, arguments = REFUSED[words]
    refused(module, name, words, arguments)


@BOTH
@pytest.mark.parametrize("name, shape", [("dropout2d", (2, 3)), ("dropout3d", (2, 3, 4))])
def test_where_torch_only_warns_of_the_axes_we_refuse(name, shape, module):
    with pytest.raises(ValueError, match=rf"input must have . or . axes, got {len(shape)}"):
        getattr(module, name)(np.ones(shape))
    with pytest.warns(UserWarning, match="deprecated"):
        getattr(torch.nn.functional, name)(torch.ones(shape))


@BOTH
def test_a_gradient_or_a_mask_of_another_shape_is_refused(module):
    with pytest.raises(ValueError, match=r"grad_output must have shape \(2, 3\), got \(3, 2\)"):
        module.dropout_backward(np.ones((3, 2)), SOME, mask=np.ones((2, 3), bool))
    with pytest.raises(ValueError, match=r"mask must have shape \(2, 1\), got \(2, 3\)"):
        module.dropout1d_backward(SOME, SOME, mask=np.ones((2, 3), bool))


@BOTH
@pytest.mark.parametrize("name", SHAPES)
def test_a_seed_in_place_of_a_generator_is_refused(name, module):
    x = np.ones(SHAPES[name][-1][0])
    for training in (True, False):
        with pytest.raises(
            TypeError, match=r"generator must be a numpy\.random\.Generator, .*; got 0"
        ):
            getattr(module, name)(x, training=training, generator=0)


@BOTH
@pytest.mark.parametrize("name", SHAPES)
def test_the_gradient_needs_no_mask_where_nothing_is_left_to_chance(name, module):
    shape, _ = SHAPES[name][1]
    x, grad = fractions(shape), fractions(shape, 1)
    backward = getattr(module, f"{name}_backward")
    for p, training, wanted in ((0, True, grad), (1, True, 0 * grad), (0.3, False, grad)):
        assert (backward(grad, x, p, training) == wanted).all()
        _, mask = getattr(module, name)(x, p, training, return_mask=True)
        assert (backward(grad, x, p, training, mask=mask) == wanted).all()
    with pytest.raises(TypeError, match=r"mask is missing: with p=0\.3 in training the gradient"):
        backward(grad, x, 0.3)


@BOTH
@pytest.mark.parametrize("dtype", [np.uint8, np.int8, bool])
def test_small_whole_numbers_do_not_wrap(dtype, module):
    """1 / (1 - 3/4) is exactly 4, and 4 times 100 is beyond all three."""
    x = np.array([100, 3, 90, 0, 71]).astype(dtype)
    output, mask = module.dropout(x, 0.75, generator=draws(), return_mask=True)
    assert near(output, 4.0 * mask * x) and mask.any()
    assert near(module.dropout_backward(x, x, 0.75, mask=mask), 4.0 * mask * x)


@BOTH
def test_complex_numbers_are_dropped_and_scaled(module):
    x = fractions((3, 5)) + 1j
    output, mask = module.dropout(x, 0.75, generator=draws(), return_mask=True)
    assert (output == 4 * mask * x).all()
