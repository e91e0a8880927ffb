"""Convolution that reads between the cells."""

import numpy as np
import pytest
import torch
from agreement import MODULES, NAMES, agree, fractions
from convolution_cases import arrays, same
from hypothesis import given, settings
from hypothesis import strategies as st

from convbook import functional as F

BOTH = pytest.mark.parametrize("module", MODULES, ids=NAMES)

# Shapes of input and weight, and the other settings; no two sizes are equal.
CASES = {
    "plain": dict(input=(2, 3, 6, 7), weight=(4, 3, 2, 1)),
    "stride, padding, dilation": dict(
        input=(1, 2, 8, 9), weight=(5, 2, 3, 4), stride=(2, 3), padding=(1, 2), dilation=(2, 1)
    ),
    "groups": dict(input=(2, 4, 5, 6), weight=(6, 2, 3, 1), padding=(0, 1)),
    "groups of offsets": dict(input=(1, 6, 4, 5), weight=(2, 6, 2, 3), sharing=3),
    "both": dict(input=(2, 6, 5, 4), weight=(9, 2, 2, 3), sharing=2, stride=(1, 2)),
}
EVERY = pytest.mark.parametrize("case", CASES)


def setting(case, seed=0, masked=True):
    """Input, offset, weight, bias, mask, upstream gradient, and the settings of a case."""
    how = dict(CASES[case])
    x_shape, w_shape, sharing = how.pop("input"), how.pop("weight"), how.pop("sharing", 1)
    x, w, b = arrays(x_shape, w_shape, w_shape[:1], seed=seed)
    groups = x_shape[1] // w_shape[1]
    places = F.conv2d(x, w, groups=groups, **how).shape[2:]
    rng = np.random.default_rng(seed + 1)
    taps = sharing * w_shape[2] * w_shape[3]
    offset = rng.uniform(-4, 4, (x_shape[0], 2 * taps, *places))
    mask = rng.uniform(0, 2, (x_shape[0], taps, *places)) if masked else None
    [grad] = arrays((x_shape[0], w_shape[0], *places), seed=seed + 2)
    return x, offset, w, b, mask, grad, groups, how


def by_grid_sample(x, offset, w, b, mask, groups, stride=(1, 1), padding=(0, 0), dilation=(1, 1)):
    """The same from PyTorch: samples of grid_sample, summed by einsum."""
    (n, c, height, width), (o, ins, rows, columns) = x.shape, w.shape
    taps, places = rows * columns, offset.shape[2:]
    sharing = offset.shape[1] // (2 * taps)
    offset = offset.reshape(n, sharing, rows, columns, 2, *places)
    index = [torch.arange(size, dtype=x.dtype) for size in (rows, columns, *places)]
    a, e, i, j = torch.meshgrid(*index, indexing="ij")
    row = i * stride[0] + a * dilation[0] - padding[0] + offset[:, :, :, :, 0]
    column = j * stride[1] + e * dilation[1] - padding[1] + offset[:, :, :, :, 1]
    grid = torch.stack([(2 * column + 1) / width - 1, (2 * row + 1) / height - 1], -1)
    grid = grid.reshape(n * sharing, taps, -1, 2)
    images = x.reshape(n * sharing, c // sharing, height, width)
    seen = torch.nn.functional.grid_sample(images, grid, align_corners=False)
    seen = seen.reshape(n, sharing, c // sharing, taps, *places)
    if mask is not None:
        seen = seen * mask.reshape(n, sharing, 1, taps, *places)
    seen = seen.reshape(n, groups, ins, taps, *places)
    y = torch.einsum("ngctij,goct->ngoij", seen, w.reshape(groups, o // groups, ins, taps))
    return y.reshape(n, o, *places) + b[:, None, None]


@BOTH
def test_worked_example(module):
    """One tap reads 1/4 of a cell down and 1/2 to the right: the four shares are on paper."""
    image = np.array([[[[8.0, 16], [24, 64]]]])
    offset = np.array([0.25, 0.5]).reshape(1, 2, 1, 1)
    weight = np.array([[[[2.0]]]])
    between = 3 / 8 * 8 + 3 / 8 * 16 + 1 / 8 * 24 + 1 / 8 * 64
    mask = np.array([[[[10.0]]]])
    how = dict(stride=(2, 2))
    assert module.deform_conv2d(image, offset, weight, **how).item() == 2 * between == 40
    assert module.deform_conv2d(image, offset, weight, mask=mask, **how).item() == 400


@BOTH
def test_half_outside_the_image_is_half(module):
    image = np.full((1, 1, 2, 3), 8.0)
    offset = np.array([-0.5, 0, 0, 0, 0, 0, 0, 0, 0.25, 0, 0, -9]).reshape(2, 6).reshape(1, 2, 2, 3)
    assert module.deform_conv2d(image, offset, np.ones((1, 1, 1, 1)))[0, 0].tolist() == [
        [4, 8, 6],
        [8, 8, 0],
    ]


@BOTH
@EVERY
def test_no_offset_is_the_convolution(case, module):
    x, offset, w, b, _, _, groups, how = setting(case)
    ours = module.deform_conv2d(x, 0 * offset, w, b, **how)
    assert same(ours, F.conv2d(x, w, b, groups=groups, **how))


@BOTH
def test_whole_offsets_are_shifted_reads(module):
    """Every tap reads one row up and two columns to the right of its cell."""
    x, w = arrays((2, 3, 6, 7), (4, 3, 2, 3))
    offset = np.tile([-1.0, 2], 6).reshape(1, 12, 1, 1) * np.ones((2, 12, 5, 5))
    shifted = np.zeros_like(x)
    shifted[:, :, 1:, :-2] = x[:, :, :-1, 2:]
    assert same(module.deform_conv2d(x, offset, w), F.conv2d(shifted, w))


@BOTH
@EVERY
@pytest.mark.parametrize("masked", [False, True])
def test_equals_grid_sample_and_its_gradients(case, module, masked):
    """Up to rounding: the bilinear shares are fractions."""
    x, offset, w, b, mask, grad, groups, how = setting(case, masked=masked)
    leaves = [
        None if a is None else torch.from_numpy(a).requires_grad_() for a in (x, offset, w, b, mask)
    ]
    theirs = by_grid_sample(*leaves, groups, **how)
    ours = module.deform_conv2d(x, offset, w, b, mask=mask, **how)
    np.testing.assert_allclose(ours, theirs.detach().numpy(), rtol=0, atol=1e-10)
    theirs.backward(torch.from_numpy(grad))
    slopes = module.deform_conv2d_backward(grad, x, offset, w, b, mask=mask, **how)
    for slope, leaf in zip(slopes, leaves, strict=True):
        assert (slope is None) == (leaf is None)
        if leaf is not None:
            np.testing.assert_allclose(slope, leaf.grad.numpy(), rtol=0, atol=1e-9)


@BOTH
def test_backward_is_the_slope(module):
    """Central differences; every position stands far from a cell, where the surface bends."""
    x, offset, w, b, mask, grad, _, how = setting("both")
    offset = np.floor(offset) + 0.25 + 0.5 * (offset - np.floor(offset))

    def score(given):
        return (grad * F.deform_conv2d(*given[:4], mask=given[4], **how)).sum()

    arguments = [x, offset, w, b, mask]
    slopes = module.deform_conv2d_backward(grad, x, offset, w, b, mask=mask, **how)
    for which, slope in enumerate(slopes):
        for place in np.random.default_rng(3).permutation(list(np.ndindex(slope.shape)))[:20]:
            values = []
            for step in (1e-5, -1e-5):
                stepped = list(arguments)
                stepped[which] = stepped[which].copy()
                stepped[which][tuple(place)] += step
                values.append(score(stepped))
            assert (values[0] - values[1]) / 2e-5 == pytest.approx(slope[tuple(place)], abs=1e-4)


@BOTH
@pytest.mark.parametrize("distance", [1e9, np.inf])
def test_a_position_far_outside_reads_nothing_and_learns_nothing(distance, module):
    x, offset, w, _, mask, grad, _, how = setting("plain")
    far = np.full_like(offset, distance)
    assert not module.deform_conv2d(x, far, w, **how).any()
    grad_input, grad_offset, grad_weight, none, _ = module.deform_conv2d_backward(
        grad, x, -far, w, mask=mask, **how
    )
    assert none is None
    assert not grad_input.any() and not grad_offset.any() and not grad_weight.any()


@BOTH
@pytest.mark.parametrize("kind", [np.float32, np.float64])
def test_kind_of_number_is_kept_and_nothing_is_changed(module, kind):
    x, offset, w, b, mask, grad, _, how = setting("groups")
    given = [a.astype(kind) for a in (x, offset, w, b, mask, grad)]
    before = [a.copy() for a in given]
    x, offset, w, b, mask, grad = given
    output = module.deform_conv2d(x, offset, w, b, mask=mask, **how)
    slopes = module.deform_conv2d_backward(grad, x, offset, w, b, mask=mask, **how)
    assert {a.dtype for a in (output, *slopes)} == {np.dtype(kind)}
    assert all(same(a, b) for a, b in zip(given, before, strict=True))


@BOTH
def test_a_sample_at_no_number_is_none_and_spoils_its_place_alone(module):
    x, offset, w, b, mask, _, _, how = setting("plain")
    plain = module.deform_conv2d(x, offset, w, b, mask=mask, **how)
    offset[1, :2, 2, 3] = 0, np.nan
    spoiled = module.deform_conv2d(x, offset, w, b, mask=mask, **how)
    assert np.isnan(spoiled[1, :, 2, 3]).all() and np.isnan(spoiled).sum() == len(w)
    assert (np.isnan(spoiled) | (spoiled == plain)).all()


@BOTH
def test_the_result_has_as_many_digits_as_the_finest_of_its_arrays(module):
    """The mask too may be the finest. Each gradient has the kind of its array."""
    x, offset, w, _, mask, grad, _, how = setting("plain")
    x, offset, w, grad = (a.astype(np.float32) for a in (x, offset, w, grad))
    assert module.deform_conv2d(x, offset, w, mask=mask, **how).dtype == np.float64
    slopes = module.deform_conv2d_backward(grad, x, offset, w, mask=mask, **how)
    kinds = [None if a is None else a.dtype for a in slopes]
    assert kinds == [np.float32, np.float32, np.float32, None, np.float64]


@BOTH
def test_an_empty_batch_stays_empty(module):
    x, offset, w = np.ones((0, 3, 5, 6)), np.ones((0, 12, 4, 4)), np.ones((4, 3, 2, 3))
    output = module.deform_conv2d(x, offset, w)
    assert output.shape == (0, 4, 4, 4)
    grad_input, grad_offset, grad_weight, _, _ = module.deform_conv2d_backward(output, x, offset, w)
    assert grad_input.shape == x.shape and grad_offset.shape == offset.shape
    assert not grad_weight.any()


REFUSED = {
    r"offset must have 12 channels, 2 a tap, .* 3 input channels, got shape \(2, 13, 5, 5\)": dict(
        offset=(2, 13, 5, 5)
    ),
    r"groups that divide 3 input channels, got shape \(2, 24, 5, 5\)": dict(offset=(2, 24, 5, 5)),
    r"got shape \(12, 5, 5\)": dict(offset=(12, 5, 5)),
    r"offset must have shape \(2, 12, 5, 5\), got \(2, 12, 5, 6\)": dict(offset=(2, 12, 5, 6)),
    r"mask must have shape \(2, 6, 5, 5\), got \(2, 5, 5, 5\)": dict(mask=(2, 5, 5, 5)),
    r"bias must have shape \(4,\), got \(5,\)": dict(bias=(5,)),
    r"input has 3 channels, which the 2 that weight of shape \(4, 2, 2, 3\) reads does not": dict(
        weight=(4, 2, 2, 3)
    ),
    r"input and weight must have 4 axes, got shapes \(3, 6, 7\)": dict(input=(3, 6, 7)),
}


@BOTH
@pytest.mark.parametrize("words", REFUSED)
def test_refusal_names_both_numbers(words, module):
    shapes = dict(input=(2, 3, 6, 7), offset=(2, 12, 5, 5), weight=(4, 3, 2, 3)) | REFUSED[words]
    given = {name: np.ones(shape) for name, shape in shapes.items()}
    with pytest.raises(ValueError, match=words):
        module.deform_conv2d(**given)
    with pytest.raises(ValueError, match="grad_output must have shape|" + words):
        module.deform_conv2d_backward(np.ones((2, 4, 4, 5)), **given)


def by_hats(input, offset, weight, bias, mask, stride, padding, dilation):
    """The formula of the docstring as it stands: every cell of the image, weighed by two hats.

    PyTorch's convolution says how many places there are and which settings it refuses; it is asked
    for one image, because for none it checks less.
    """
    (n, c, *sizes), (o, ins, *kernel) = input.shape, weight.shape
    how = dict(stride=stride, padding=padding, dilation=dilation, groups=c // ins)
    one = input.new_zeros((1, *input.shape[1:]))
    places = torch.nn.functional.conv2d(one, weight, bias, **how).shape[2:]
    taps = kernel[0] * kernel[1]
    sharing = offset.shape[1] // (2 * taps)
    assert sharing and c % sharing == 0
    assert offset.shape == (n, 2 * sharing * taps, *places)
    assert mask is None or mask.shape == (n, sharing * taps, *places)
    moves = offset.reshape(n, sharing, *kernel, 2, *places)
    hats = []
    for axis, axis_how in enumerate(zip(*map(pair, (stride, padding, dilation)), strict=True)):
        step, border, gap = axis_how
        tap = torch.arange(kernel[axis]).reshape(-1, *[1] * (3 - axis))
        place = torch.arange(places[axis]).reshape(-1, *[1] * (1 - axis))
        where = place * step + tap * gap - border + moves[:, :, :, :, axis]
        cells = torch.arange(sizes[axis], dtype=input.dtype)
        hats.append(torch.relu(1 - (where[..., None] - cells).abs()))
    images = input.reshape(n, sharing, c // sharing, *sizes)
    seen = torch.einsum("nsabijh,nsabijw,nschw->nscabij", *hats, images)
    if mask is not None:
        seen = seen * mask.reshape(n, sharing, 1, *kernel, *places)
    seen = seen.reshape(n, c // ins, ins, *kernel, *places)
    kernels = weight.reshape(c // ins, -1, ins, *kernel)
    output = torch.einsum("ngcabij,gocab->ngoij", seen, kernels).reshape(n, o, *places)
    return output if bias is None else output + bias[:, None, None]


def pair(value):
    return value if isinstance(value, tuple) else (value, value)


few = st.integers(1, 3)


@st.composite
def deformations(draw, legal=False):
    """Shapes and settings that mostly, not always, belong together; or always."""
    rarely = st.sampled_from([0] if legal else [0] * 12 + [1])

    def one_or_two(least, most):
        return draw(st.integers(least, most) | st.tuples(*[st.integers(least, most)] * 2))

    groups, sharing = draw(st.sampled_from([(1, 1), (1, 1), (2, 1), (1, 2), (2, 2), (3, 2)]))
    ins = draw(few) * (sharing if sharing != groups else 1)
    channels, batch = ins * groups, draw(st.integers(0, 2))
    sizes = draw(st.tuples(*[st.integers(5 if legal else 3, 6)] * 2))
    x_shape = (batch, channels + draw(rarely), *sizes)
    w_shape = (groups * draw(few) + draw(rarely), ins, *draw(st.tuples(*[few] * 2)))
    how = dict(
        stride=one_or_two(1 - draw(rarely), 3),
        padding=one_or_two(-draw(rarely), 2),
        dilation=one_or_two(1 - draw(rarely), 2),
    )
    sharing += draw(rarely)
    places = [
        max(0, size + 2 * border - gap * (taps - 1) - 1) // max(1, step) + 1
        for size, taps, step, border, gap in zip(
            x_shape[2:], w_shape[2:], *map(pair, how.values()), strict=True
        )
    ]
    slip, taps = draw(rarely), sharing * w_shape[2] * w_shape[3]
    offset = (batch, 2 * taps + draw(rarely), places[0], places[1] + slip)
    masked = draw(st.sampled_from([None, (batch, taps + draw(rarely), *places)]))
    bias = draw(st.sampled_from([None, w_shape[:1], (w_shape[0] + draw(rarely),)]))
    return x_shape, offset, w_shape, bias, masked, how


@BOTH
@settings(max_examples=60, deadline=None)
@given(drawn=deformations(), seed=st.integers(0, 99))
def test_it_is_the_sum_over_all_cells_or_both_refuse(module, drawn, seed):
    """Up to 4 cells away; on a cell, where the surface bends, there is no slope to compare."""
    x, offset, w, b, mask, how = drawn
    arrays = {
        name: None if shape is None else fractions(shape, seed + place)
        for place, (name, shape) in enumerate(
            dict(input=x, offset=offset, weight=w, bias=b, mask=mask).items()
        )
    }
    arrays["offset"] = np.clip(2 * arrays["offset"], -4.1, 3.7)
    agree(module, "deform_conv2d", arrays, tuple(arrays), written=by_hats, **how)


@BOTH
@settings(max_examples=30, deadline=None)
@given(drawn=deformations(legal=True), seed=st.integers(0, 99))
def test_whole_offsets_move_the_taps_exactly(module, drawn, seed):
    """No number is rounded. On a cell, the surface has the slope of the side further on.

    Along one axis that is the slope half a cell further on, and so both are exact.
    """
    names, how = ("input", "offset", "weight", "bias", "mask"), drawn[-1]
    given_arrays = arrays(*(shape or (1,) for shape in drawn[:-1]), seed=seed)
    given_arrays = [a if shape else None for a, shape in zip(given_arrays, drawn, strict=False)]
    given_arrays[1] = given_arrays[1] // 3
    named = dict(zip(names, given_arrays, strict=True))
    theirs = by_hats(**{k: a if a is None else torch.tensor(a) for k, a in named.items()}, **how)
    assert same(module.deform_conv2d(**named, **how), theirs.numpy())
    [grad] = arrays(theirs.shape, seed=seed + 1)
    slope = module.deform_conv2d_backward(grad, **named, **how)[1]
    for axis in range(2):
        further = named["offset"].copy()
        further[:, axis::2] += 0.5
        beside = module.deform_conv2d_backward(grad, **{**named, "offset": further}, **how)[1]
        assert same(slope[:, axis::2], beside[:, axis::2])


@BOTH
@settings(max_examples=30, deadline=None)
@given(drawn=deformations(legal=True), seed=st.integers(0, 99))
def test_no_offset_and_a_mask_of_ones_change_nothing(module, drawn, seed):
    x_shape, offset, w_shape, _, mask, how = drawn
    x, w = arrays(x_shape, w_shape, seed=seed)
    ones = None if mask is None else np.ones(mask)
    plain = F.conv2d(x, w, groups=x.shape[1] // w.shape[1], **how)
    assert same(module.deform_conv2d(x, np.zeros(offset), w, mask=ones, **how), plain)
