"""Normalization: batch, instance, group, layer, and by neighboring channels."""

import numpy as np
import pytest
from agreement import BOTH, agree, fractions, near, refused, slopes_agree

from convbook import functional as F

ALL = ["batch_norm", "instance_norm", "group_norm", "layer_norm", "local_response_norm"]
AFFINE = ("input", "weight", "bias")


def given(shape, channels, *names):
    """An input, and vectors of different numbers under the given names."""
    arrays = {"input": fractions(shape)}
    for seed, name in enumerate(names, 3):
        vector = fractions(channels, seed)
        arrays[name] = abs(vector) + 0.5 if name == "running_var" else vector
    return arrays


FULL = ("running_mean", "running_var", "weight", "bias")
CASES = {
    "batch, training": ("batch_norm", given((4, 3, 5, 2), (3,), *FULL), dict(training=True)),
    "batch, running": ("batch_norm", given((4, 3, 5, 2), (3,), *FULL), dict(eps=0.3)),
    "batch, two axes": (
        "batch_norm", given((4, 3), (3,), *FULL), dict(training=True, momentum=0.7, eps=0.2),
    ),
    "batch, one image": ("batch_norm", given((1, 3, 7), (3,), *FULL), dict(training=True)),
    "batch, empty": ("batch_norm", given((0, 3, 7), (3,), *FULL), dict(training=True)),
    "batch, empty, running": ("batch_norm", given((0, 3, 7), (3,), *FULL), dict()),
    "batch, no rows": ("batch_norm", given((0, 3), (3,), *FULL), dict(training=True)),
    "batch, no rows, running": ("batch_norm", given((0, 3), (3,), *FULL), dict()),
    "batch, one empty axis": ("batch_norm", given((0,), (3,), *FULL), dict(training=True)),
    "batch, one empty axis, running": ("batch_norm", given((0,), (3,), *FULL), dict()),
    "instance": ("instance_norm", given((4, 3, 5, 2), (3,), *FULL), dict(momentum=0.7)),
    "instance, running": (
        "instance_norm", given((4, 3, 5), (3,), *FULL), dict(use_input_stats=False, eps=0.3),
    ),
    "instance, nothing to see": ("instance_norm", given((4, 3, 0), (3,), *FULL), dict()),
    "group": ("group_norm", given((2, 6, 5, 3), (6,), "weight", "bias"), dict(num_groups=3)),
    "group, one": ("group_norm", given((2, 6), (6,), "weight", "bias"), dict(num_groups=1)),
    "group, empty": ("group_norm", given((0, 6, 4), (6,), "weight", "bias"), dict(num_groups=2)),
    "layer": (
        "layer_norm", given((2, 3, 5, 4), (5, 4), "weight", "bias"),
        dict(normalized_shape=(5, 4)),
    ),
    "layer, all": ("layer_norm", given((5,), (5,), "weight", "bias"), dict(normalized_shape=[5])),
    "layer, empty": (
        "layer_norm", given((0, 4), (4,), "weight", "bias"), dict(normalized_shape=(4,)),
    ),
    "neighbors, odd": (
        "local_response_norm", given((2, 7, 3), ()), dict(size=3, alpha=0.7, beta=0.6, k=0.9),
    ),
    "neighbors, even": (
        "local_response_norm", given((2, 5, 3, 4), ()), dict(size=4, alpha=0.7, beta=1.6, k=2.0),
    ),
    "neighbors, wider than the channels": (
        "local_response_norm", given((2, 3, 1, 4, 5), ()), dict(size=11, alpha=1.5),
    ),
    "neighbors, empty": ("local_response_norm", given((0, 3, 4), ()), dict(size=2)),
}  # fmt: skip
EVERY = pytest.mark.parametrize("case", CASES)


@BOTH
def test_batch_worked_by_hand(module):
    """Channels (1, 5) and (10, 50): means 3 and 30, variances 4 and 400, unbiased 8 and 800."""
    x = np.array([[1.0, 10.0], [5.0, 50.0]])
    mean, var = np.array([13.0, 40.0]), np.array([18.0, 900.0])
    weight, bias = np.array([2.0, 3.0]), np.array([100.0, 200.0])
    output = module.batch_norm(x, mean, var, weight, bias, True, 0.1, 1e-14)
    assert near(output, np.array([[98.0, 197.0], [102.0, 203.0]]))
    assert near(mean, np.array([12.0, 39.0])) and near(var, np.array([17.0, 890.0]))
    output = module.batch_norm(np.array([[3.0]]), np.array([1.0]), np.array([15.0]), eps=1.0)
    assert output.tolist() == [[0.5]]


@BOTH
def test_each_takes_its_statistics_from_its_own_cells(module):
    """Of (-1, 1) the mean is 0 and the deviation 1: each gives back what is laid out for it."""
    x = np.array([[[-1.0, 1], [-3, 3]], [[5, 9], [20, 10]]])
    signs = np.array([[[-1.0, 1], [-1, 1]], [[-1, 1], [1, -1]]])
    assert near(module.instance_norm(x, eps=1e-14), signs)
    assert near(module.layer_norm(x, (2,), eps=1e-14), signs)
    assert near(module.group_norm(x, 2, eps=1e-14), signs)
    together = module.group_norm(np.array([[[-1.0, 1], [-1, 1]]]), 1, np.array([1.0, 3]), eps=1e-14)
    assert near(together, np.array([[[-1.0, 1], [-3, 3]]]))


@BOTH
def test_neighbors_worked_by_hand(module):
    """Channels 1 2 3 4; windows of 3 sum squares to 5, 14, 29, 25, those of 2 to 1, 5, 13, 25."""
    x = np.array([1.0, 2, 3, 4]).reshape(1, 4, 1)
    odd = module.local_response_norm(x, 3, alpha=3.0, beta=1.0, k=1.0)
    assert odd.reshape(-1).tolist() == [1 / 6, 2 / 15, 3 / 30, 4 / 26]
    even = module.local_response_norm(x, 2, alpha=2.0, beta=1.0, k=0.0)
    assert even.reshape(-1).tolist() == [1 / 1, 2 / 5, 3 / 13, 4 / 25]


@BOTH
@EVERY
def test_values_changes_and_gradients_equal_torch(case, module):
    name, arrays, how = CASES[case]
    assert agree(module, name, arrays, AFFINE, **how) is not None
    bare = {key: a for key, a in arrays.items() if key not in ("weight", "bias")}
    fill = {key: None for key in arrays if key not in bare}
    agree(module, name, bare | fill, AFFINE, **how)


@BOTH
@EVERY
def test_backward_is_the_slope(case, module):
    name, arrays, how = CASES[case]
    slopes_agree(module, name, arrays, [key for key in AFFINE if key in arrays], **how)


@BOTH
def test_without_running_statistics_those_of_the_batch_are_used(module):
    arrays = given((4, 3, 5), (3,), "weight", "bias")
    missing = {"running_mean": None, "running_var": None}
    arrays = {"input": arrays["input"]} | missing | arrays
    agree(module, "batch_norm", arrays, AFFINE, training=True)
    agree(module, "instance_norm", arrays, AFFINE)


@BOTH
@EVERY
def test_float32_stays_and_inputs_are_not_changed(case, module):
    name, arrays, how = CASES[case]
    arrays = {key: a.astype(np.float32) for key, a in arrays.items()}
    before = {key: a.copy() for key, a in arrays.items()}
    for key, array in arrays.items():
        array.flags.writeable = key.startswith("running")
    output = getattr(module, name)(**arrays, **how)
    slopes = getattr(module, f"{name}_backward")(output, **arrays, **how)
    slopes = slopes if isinstance(slopes, tuple) else (slopes,)
    assert output.dtype == np.float32
    assert all(slope is None or slope.dtype == np.float32 for slope in slopes)
    for key in set(arrays) - {"running_mean", "running_var"}:
        assert (arrays[key] == before[key]).all()
        assert not np.shares_memory(output, arrays[key])


@BOTH
@EVERY
def test_views_of_any_stride_are_read(case, module):
    name, arrays, how = CASES[case]
    wide = fractions([2 * size for size in arrays["input"].shape], 5)
    turned = wide[tuple(slice(None, None, -2) for _ in wide.shape)]
    first = getattr(module, name)(**{**arrays, "input": turned}, **how)
    running = [arrays.get(key) for key in ("running_mean", "running_var")]
    again = getattr(module, name)(**{**arrays, "input": turned.copy()}, **how)
    assert near(first, again) and len(running) == 2


@BOTH
@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_nan_and_infinity_spread_as_in_torch(value, module):
    for case in ("batch, training", "instance", "group", "layer", "neighbors, odd"):
        name, arrays, how = CASES[case]
        arrays = {key: a.copy() for key, a in arrays.items()}
        arrays["input"][(0,) * arrays["input"].ndim] = value
        agree(module, name, arrays, (), **how)


@BOTH
def test_whole_numbers_are_taken_as_float64(module):
    x = np.array([[1, 5], [3, 9]])
    assert near(module.layer_norm(x, (2,), eps=1e-14), np.array([[-1.0, 1], [-1, 1]]))
    assert (
        module.group_norm(x, 1).dtype
        == module.batch_norm(x, None, None, training=True).dtype
        == float
    )
    assert module.local_response_norm(x[None], 2).dtype == float


ONE = np.ones((1, 3))
SOME = np.ones((2, 3, 4))
C3 = dict(running_mean=np.zeros(3), running_var=np.ones(3))
NONE = dict(running_mean=None, running_var=None)
REFUSED = {
    r"input must have at least 2 axes, got 1 in shape \(3,\)": (
        "batch_norm", dict(input=np.ones(3), **C3),
    ),
    "statistics need more than 1 value in each channel, got 1": (
        "batch_norm", dict(input=ONE, training=True, **C3),
    ),
    "running_mean and running_var missing: training=False needs both": (
        "batch_norm", dict(input=SOME, **NONE),
    ),
    "running_var missing: both or none must be given": (
        "batch_norm",
        dict(input=SOME, running_mean=np.zeros(3), running_var=None, training=True),
    ),
    "running_mean missing: both or none must be given": (
        "instance_norm", dict(input=SOME, running_var=np.zeros(3)),
    ),
    r"running_mean must have shape \(3,\), got \(4,\)": (
        "batch_norm", dict(input=SOME, running_mean=np.zeros(4), running_var=np.ones(3)),
    ),
    r"running_var must have shape \(3,\), got \(2,\)": (
        "instance_norm", dict(input=SOME, running_mean=np.zeros(3), running_var=np.ones(2)),
    ),
    r"weight must have shape \(3,\), got \(1,\)": (
        "batch_norm", dict(input=SOME, weight=np.ones(1), **C3),
    ),
    r"bias must have shape \(3,\), got \(4,\)": (
        "instance_norm", dict(input=SOME, bias=np.ones(4)),
    ),
    "eps must be above 0 in training, got 0": (
        "batch_norm", dict(input=SOME, training=True, eps=0, **C3),
    ),
    "eps must be at least 0, got -1": ("batch_norm", dict(input=SOME, eps=-1.0, **C3)),
    "momentum must be a number, got None": (
        "batch_norm", dict(input=SOME, training=True, momentum=None, **C3),
    ),
    "eps must be a number, got 'x'": (
        "layer_norm", dict(input=SOME, normalized_shape=(4,), eps="x"),
    ),
    "more than 1 value in each channel of an image": (
        "instance_norm", dict(input=np.ones((2, 3, 1)), **C3),
    ),
    "missing: use_input_stats=False needs both": (
        "instance_norm", dict(input=SOME, use_input_stats=False),
    ),
    "num_groups must be at least 1, got 0": ("group_norm", dict(input=SOME, num_groups=0)),
    "input has 3 channels, which num_groups=2 does not divide": (
        "group_norm", dict(input=SOME, num_groups=2),
    ),
    "num_groups must be a whole number, got 3.0": ("group_norm", dict(input=SOME, num_groups=3.0)),
    "more than 1 value in each group, got 1": ("group_norm", dict(input=ONE, num_groups=3)),
    "at least 2 axes, got 1": ("group_norm", dict(input=np.ones(4), num_groups=2)),
    r"normalized_shape must be a sequence of whole numbers, got 4": (
        "layer_norm", dict(input=SOME, normalized_shape=4),
    ),
    "normalized_shape must have at least 1 number, got 0": (
        "layer_norm", dict(input=SOME, normalized_shape=()),
    ),
    r"input must end in normalized_shape \(2, 4\), got shape \(2, 3, 4\)": (
        "layer_norm", dict(input=SOME, normalized_shape=(2, 4)),
    ),
    r"input must end in normalized_shape \(3, 4\), got shape \(4,\)": (
        "layer_norm", dict(input=np.ones(4), normalized_shape=(3, 4)),
    ),
    r"weight must have shape \(4,\), got \(1, 4\)": (
        "layer_norm", dict(input=SOME, normalized_shape=(4,), weight=np.ones((1, 4))),
    ),
    "input must have at least 3 axes, got 2": ("local_response_norm", dict(input=ONE, size=2)),
    "size must be at least 1, got 0": ("local_response_norm", dict(input=SOME, size=0)),
    "size must be a whole number, got 2.0": ("local_response_norm", dict(input=SOME, size=2.0)),
}  # fmt: skip


@BOTH
@pytest.mark.parametrize("words", REFUSED)
def test_refusal_names_both_numbers(words, module):
    name, arguments = REFUSED[words]
    refused(module, name, words, arguments)


@BOTH
@pytest.mark.parametrize("case", ["batch, running", "instance", "group", "layer", "neighbors, odd"])
def test_a_gradient_of_another_shape_is_refused(case, module):
    name, arrays, how = CASES[case]
    with pytest.raises(ValueError, match=r"grad_output must have shape .*, got"):
        getattr(module, f"{name}_backward")(np.ones(9), **arrays, **how)


def test_a_batch_of_one_channel_has_gradients_that_cancel():
    """What every cell of a channel gains together is taken away again by the mean."""
    x = fractions((4, 3, 5))
    grad_input, *_ = F.batch_norm_backward(np.ones((4, 3, 5)), x, None, None, training=True)
    assert abs(grad_input).max() < 1e-12


@BOTH
@pytest.mark.parametrize("wrong", ["running_mean", "running_var"])
def test_running_statistics_are_fractions(wrong, module):
    running = {"running_mean": np.zeros(3), "running_var": np.ones(3)}
    running[wrong] = running[wrong].astype(int)
    with pytest.raises(TypeError, match=f"{wrong} must hold floating-point numbers, got int64"):
        module.batch_norm(np.ones((2, 3)), **running, training=True)


@BOTH
def test_no_rows_keep_the_checks_of_the_vectors(module):
    """PyTorch skips them. Without a vector nothing says how many channels there are."""
    empty = np.zeros(0)
    with pytest.raises(ValueError, match=r"weight must have shape \(3,\), got \(4,\)"):
        module.batch_norm(empty, np.zeros(3), np.ones(3), np.ones(4))
    with pytest.raises(ValueError, match="running_mean and running_var missing"):
        module.batch_norm(empty, None, None)
    assert module.batch_norm(empty, None, None, training=True).shape == (0,)
    slopes = module.batch_norm_backward(empty, empty, None, None, training=True)
    assert slopes[0].shape == (0,) and slopes[1:] == (None,) * 4
