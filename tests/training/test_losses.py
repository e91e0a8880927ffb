"""Cross-entropy and squares."""

import numpy as np
import pytest
import torch
from agreement import BOTH, agree, fractions, near, refused, slopes_agree

from convbook import functional as F

REDUCTION = pytest.mark.parametrize("reduction", ["none", "mean", "sum"])


def labels(shape, classes, ignored=None):
    """Every class once or more; some cells ignored."""
    target = np.random.default_rng(4).integers(0, classes, shape)
    if ignored is not None:
        target.reshape(-1)[::3] = ignored
    return target


def shares(shape, axis):
    """Probabilities along an axis."""
    odds = abs(fractions(shape, 5)) + 0.1
    return odds / odds.sum(axis, keepdims=True)


W = abs(fractions((4,), 6)) + 0.2
CASES = {
    "classes": (dict(input=fractions((3, 4)), target=labels(3, 4)), {}),
    "one cell": (dict(input=fractions(4), target=np.array(2)), {}),
    "image": (dict(input=fractions((3, 4, 2, 5)), target=labels((3, 2, 5), 4)), {}),
    "weights": (dict(input=fractions((7, 4)), target=labels(7, 4), weight=W), {}),
    "ignored": (
        dict(input=fractions((7, 4, 3)), target=labels((7, 3), 4, -100), weight=W), {},
    ),
    "another ignored": (
        dict(input=fractions((7, 4)), target=labels(7, 4, 2)), dict(ignore_index=2),
    ),
    "smoothed": (
        dict(input=fractions((7, 4)), target=labels(7, 4, -100), weight=W),
        dict(label_smoothing=0.3),
    ),
    "all smoothed": (
        dict(input=fractions((7, 4, 2)), target=labels((7, 2), 4)), dict(label_smoothing=1.0),
    ),
    "all ignored": (dict(input=fractions((2, 4)), target=np.array([-100, -100])), {}),
    "empty": (dict(input=fractions((0, 4)), target=labels(0, 4)), {}),
    "probabilities": (dict(input=fractions((3, 4)), target=shares((3, 4), 1)), {}),
    "probabilities of one": (dict(input=fractions(4), target=shares(4, 0)), {}),
    "probabilities, smoothed": (
        dict(input=fractions((3, 4, 5)), target=shares((3, 4, 5), 1), weight=W),
        dict(label_smoothing=0.3),
    ),
    "no probabilities": (dict(input=fractions((0, 4)), target=shares((0, 4), 1)), {}),
}  # fmt: skip


@BOTH
@REDUCTION
@pytest.mark.parametrize("case", CASES)
def test_cross_entropy_equals_torch(case, reduction, module):
    arrays, how = CASES[case]
    arrays = {"weight": None} | arrays
    arrays = {key: arrays[key] for key in ("input", "target", "weight")}
    learned = ["input"]
    if arrays["target"].dtype.kind == "f":
        learned += ["target", "weight"]
    agree(module, "cross_entropy", arrays, learned, reduction=reduction, **how)


@BOTH
@REDUCTION
@pytest.mark.parametrize("case", ["ignored", "smoothed", "probabilities, smoothed"])
def test_cross_entropy_backward_is_the_slope(case, reduction, module):
    arrays, how = CASES[case]
    learned = ["input"] if arrays["target"].dtype.kind == "i" else ["input", "target", "weight"]
    slopes_agree(module, "cross_entropy", arrays, learned, reduction=reduction, **how)


@BOTH
def test_cross_entropy_worked_by_hand(module):
    """Probabilities of 1, 2 and 5 eighths, then of 3, 3 and 2 eighths."""
    scores = np.log(np.array([[1.0, 2, 5], [3, 3, 2]]))
    target, weight = np.array([2, 0]), np.array([1.0, 10, 3])
    losses = module.cross_entropy(scores, target, reduction="none")
    assert near(losses, -np.log(np.array([5 / 8, 3 / 8])))
    mean = module.cross_entropy(scores, target, weight)
    assert near(mean, -(3 * np.log(5 / 8) + 1 * np.log(3 / 8)) / 4)
    smooth = module.cross_entropy(scores, target, reduction="sum", label_smoothing=0.6)
    first = 0.2 * np.log(1 / 8) + 0.2 * np.log(2 / 8) + 0.6 * np.log(5 / 8)
    second = 0.6 * np.log(3 / 8) + 0.2 * np.log(3 / 8) + 0.2 * np.log(2 / 8)
    assert near(smooth, -first - second)
    slope, _, _ = module.cross_entropy_backward(16.0, scores, target)
    assert near(slope, np.array([[1.0, 2, -3], [-5, 3, 2]]))


@BOTH
def test_great_scores_do_not_overflow(module):
    """Only differences count: e to the 10000 is beyond every float."""
    x = np.array([[1e4, 1e4 - np.log(3)]])
    assert np.isclose(module.cross_entropy(x, np.array([1])), np.log(4), rtol=1e-12)
    slope, _, _ = module.cross_entropy_backward(4.0, x, np.array([1]))
    assert near(slope, np.array([[3.0, -3.0]]))


@BOTH
def test_an_impossible_class_costs_infinitely_much(module):
    i = np.inf
    x = np.array([[-i, 0, 0], [i, 0, 0], [-i, 0, 0], [np.nan, 0, 0]])
    for target in (np.array([0, 0, 1, -100]), np.array([1, -100, 2, 1])):
        arrays = {"input": x, "target": target, "weight": np.array([0.0, 1, 2])}
        for how in (dict(), dict(label_smoothing=0.1)):
            agree(module, "cross_entropy", arrays, (), reduction="none", **how)


@BOTH
@pytest.mark.parametrize("kind", [np.uint8, np.int32, np.int64])
def test_classes_may_be_whole_numbers_of_any_kind(kind, module):
    x, target = fractions((3, 4)).astype(np.float32), labels(3, 4)
    x.flags.writeable = False
    loss = module.cross_entropy(x, target.astype(kind), W)
    assert loss.dtype == np.float32 and loss == module.cross_entropy(x, target, W)
    slope, *none = module.cross_entropy_backward(np.float32(2), x, target.astype(kind), W)
    assert slope.dtype == np.float32 and none == [None, None]
    assert module.cross_entropy(x, shares((3, 4), 1).astype(np.float32)).dtype == np.float32


@BOTH
def test_views_of_any_stride_are_read(module):
    x, target = fractions((6, 8, 5)), labels((6, 5), 4)
    turned, marks = x[::-2, 1::2, ::-1], target[::-2, ::-1]
    assert near(module.cross_entropy(turned, marks), module.cross_entropy(turned.copy(), marks))
    assert near(module.mse_loss(turned, turned[::-1]), module.mse_loss(turned.copy(), turned[::-1]))


SQUARES = {
    "same shape": dict(input=(3, 5), target=(3, 5)),
    "no axis": dict(input=(), target=()),
    "weights": dict(input=(3, 5), target=(3, 5), weight=(3, 5)),
    "target repeated": dict(input=(2, 3, 5), target=(3, 1)),
    "input repeated": dict(input=(5,), target=(3, 5), weight=(5,)),
    "empty": dict(input=(0, 3), target=(0, 3)),
}


def square_arrays(case):
    shapes = {"weight": None} | SQUARES[case]
    arrays = {
        key: None if shapes[key] is None else np.asarray(fractions(shapes[key], seed))
        for seed, key in enumerate(("input", "target", "weight"))
    }
    if arrays["weight"] is not None:
        arrays["weight"] = abs(arrays["weight"]) + 0.1
    return arrays


@BOTH
@REDUCTION
@pytest.mark.parametrize("case", SQUARES)
def test_squares_equal_torch(case, reduction, module):
    arrays, learned = square_arrays(case), ("input", "target", "weight")
    assert agree(module, "mse_loss", arrays, learned, reduction=reduction) is not None


@BOTH
@REDUCTION
def test_backward_of_squares_is_the_slope(reduction, module):
    arrays, learned = square_arrays("weights"), ("input", "target", "weight")
    slopes_agree(module, "mse_loss", arrays, learned, reduction=reduction)


@BOTH
def test_squares_worked_by_hand(module):
    x, t, w = np.array([1.0, 2, 3]), np.array([1.0, 0, 8]), np.array([2.0, 3, 5])
    assert module.mse_loss(x, t) == 29 / 3 and module.mse_loss(x, t, "sum") == 29
    assert module.mse_loss(x, t, "none", w).tolist() == [0, 12, 125]
    assert module.mse_loss(x, t, weight=w) == 13.7
    to_x, to_t, to_w = module.mse_loss_backward(100.0, x, t, "mean", w)
    assert near(to_x, np.array([0.0, 120, -500])) and near(to_t, -to_x)
    assert near(to_w, np.array([-137.0, -97, 113]))
    x.flags.writeable = t.flags.writeable = False
    assert module.mse_loss(np.array([1, 3]), np.array([0, 0])) == 5


@BOTH
def test_squares_keep_float32(module):
    x, t, w = (a.astype(np.float32) for a in square_arrays("weights").values())
    for reduction in ("none", "mean", "sum"):
        loss = module.mse_loss(x, t, reduction, w)
        assert loss.dtype == np.float32
        slopes = module.mse_loss_backward(loss, x, t, reduction, w)
        assert [slope.dtype for slope in slopes] == [np.float32] * 3


@BOTH
def test_a_target_of_another_shape_is_announced(module):
    with pytest.warns(UserWarning, match=r"target of shape \(3,\) is broadcast to \(2, 3\)"):
        module.mse_loss(np.ones((2, 3)), np.ones(3))
    with pytest.warns(UserWarning, match="target size"):
        torch.nn.functional.mse_loss(torch.ones(2, 3), torch.ones(3))


SCORES = np.ones((2, 3))
MARKS = np.array([1, 2])
REFUSED = {
    "reduction must be one of none, mean, sum; got 'batchmean'": (
        "cross_entropy", dict(input=SCORES, target=MARKS, reduction="batchmean"),
    ),
    "label_smoothing must be at most 1, got 1.5": (
        "cross_entropy", dict(input=SCORES, target=MARKS, label_smoothing=1.5),
    ),
    "ignore_index must be a whole number, got 1.5": (
        "cross_entropy", dict(input=SCORES, target=MARKS, ignore_index=1.5),
    ),
    "input must have at least 1 axis, got 0": (
        "cross_entropy", dict(input=np.ones(()), target=np.array(0)),
    ),
    "target must be from 0 to 2, got 3": (
        "cross_entropy", dict(input=SCORES, target=np.array([1, 3])),
    ),
    "target must be from 0 to 2, got -1": (
        "cross_entropy", dict(input=SCORES, target=np.array([1, -1])),
    ),
    r"target must have shape \(2,\), got \(3,\)": (
        "cross_entropy", dict(input=SCORES, target=np.array([1, 1, 2])),
    ),
    r"target must have shape \(2, 4\), got \(2, 2\)": (
        "cross_entropy", dict(input=np.ones((2, 3, 4)), target=np.array([[1, 1], [1, 1]])),
    ),
    "target of classes must hold whole numbers, but is of kind float64": (
        "cross_entropy", dict(input=SCORES, target=np.array([1.0, 2.0])),
    ),
    "target of classes must hold whole numbers, but is of kind bool": (
        "cross_entropy", dict(input=SCORES, target=np.array([True, False])),
    ),
    "of the shape of input holds probabilities, but is of kind int64": (
        "cross_entropy", dict(input=SCORES, target=np.ones((2, 3), int)),
    ),
    "target of probabilities ignores no class, got 1": (
        "cross_entropy", dict(input=SCORES, target=SCORES, ignore_index=1),
    ),
    r"weight must have shape \(3,\), got \(2,\)": (
        "cross_entropy", dict(input=SCORES, target=MARKS, weight=np.ones(2)),
    ),
    "one of none, mean, sum; got 'average'": (
        "mse_loss", dict(input=SCORES, target=SCORES, reduction="average"),
    ),
    r"weight must have shape \(2, 3\), got \(3,\)": (
        "mse_loss", dict(input=SCORES, target=SCORES, weight=np.ones(3)),
    ),
    r"input has shape \(2, 3\), which does not meet target \(3, 2\)": (
        "mse_loss", dict(input=SCORES, target=np.ones((3, 2))),
    ),
}  # fmt: skip


@BOTH
@pytest.mark.filterwarnings("ignore:Using a target size:UserWarning")
@pytest.mark.parametrize("words", REFUSED)
def test_refusal_names_both_numbers(words, module):
    name, arguments = REFUSED[words]
    refused(module, name, words, arguments)


@BOTH
def test_a_smoothing_below_0_is_refused_where_torch_ignores_it(module):
    with pytest.raises(ValueError, match="label_smoothing must be at least 0, got"):
        module.cross_entropy(SCORES, MARKS, label_smoothing=-0.5)
    given = torch.tensor(SCORES), torch.tensor(MARKS)
    ignored = torch.nn.functional.cross_entropy(*given, label_smoothing=-0.5)
    assert ignored == torch.nn.functional.cross_entropy(*given)


@BOTH
def test_no_classes_are_refused_where_torch_answers_nan(module):
    with pytest.raises(ValueError, match="input must have at least 1 class, got 0"):
        module.cross_entropy(np.ones((2, 0)), np.ones((2, 0)))
    none = torch.ones(2, 0)
    assert torch.nn.functional.cross_entropy(none, none).isnan()


@BOTH
def test_a_gradient_of_another_shape_is_refused(module):
    with pytest.raises(ValueError, match=r"grad_output must have shape \(\), got \(2,\)"):
        module.cross_entropy_backward(np.ones(2), SCORES, MARKS)
    with pytest.raises(ValueError, match=r"grad_output must have shape \(2,\), got \(\)"):
        module.cross_entropy_backward(1.0, SCORES, MARKS, reduction="none")
    with pytest.raises(ValueError, match=r"grad_output must have shape \(2, 3\), got \(\)"):
        module.mse_loss_backward(1.0, SCORES, SCORES, reduction="none")


@BOTH
@pytest.mark.parametrize("dtype", [np.uint8, np.int8, bool])
def test_squares_of_small_whole_numbers_do_not_wrap(dtype, module):
    x, t = np.array([3, 10, 0], dtype), np.array([35, 100, 1], dtype)
    w = np.array([100, 120, 90], dtype)
    exact = module.mse_loss(*(a.astype(float) for a in (x, t)), "mean", w.astype(float))
    assert near(module.mse_loss(x, t, "mean", w), exact)
    slopes = module.mse_loss_backward(3.0, x, t, "mean", w)
    exact = module.mse_loss_backward(3.0, *(a.astype(float) for a in (x, t)), "mean", w * 1.0)
    for slope, right in zip(slopes, exact, strict=True):
        assert near(slope, right)


@BOTH
def test_squares_of_images_worked_by_hand(module):
    assert module.mse_loss(np.array([3], np.uint8), np.array([35], np.uint8)) == 1024
    assert module.mse_loss(np.array([10], np.uint8), np.array([200], np.uint8)) == 36_100
    masks = np.array([True, False, True]), np.array([True, True, False])
    assert module.mse_loss(*masks, "sum") == 2


@BOTH
@pytest.mark.parametrize("dtype", [np.uint8, np.int8])
def test_scores_and_weights_may_be_small_whole_numbers(dtype, module):
    x, weight = np.array([[1, 3, 0], [90, 2, 100]], dtype), np.array([120, 100, 110], dtype)
    target = np.array([2, 0])
    for how in (dict(), dict(label_smoothing=0.3)):
        exact = module.cross_entropy(x.astype(float), target, weight.astype(float), **how)
        assert near(module.cross_entropy(x, target, weight, **how), exact)
        slope = module.cross_entropy_backward(2.0, x, target, weight, **how)[0]
        exact = module.cross_entropy_backward(2.0, x * 1.0, target, weight * 1.0, **how)[0]
        assert near(slope, exact)


@BOTH
def test_complex_numbers_have_no_loss(module):
    x, t = fractions((2, 3)), np.array([2, 0])
    for wrong in (dict(input=x + 1j, target=x), dict(input=x, target=x + 1j)):
        name = "input" if wrong["target"] is x else "target"
        with pytest.raises(TypeError, match=f"{name} must hold real numbers, got complex128"):
            module.mse_loss(**wrong)
    with pytest.raises(TypeError, match="weight must hold real numbers, got complex128"):
        module.mse_loss(x, x, weight=x + 1j)
    with pytest.raises(TypeError, match="input must hold real numbers, got complex128"):
        module.cross_entropy(x + 1j, t)
    with pytest.raises(TypeError, match="weight must hold real numbers, got complex128"):
        module.cross_entropy(x, t, np.ones(3, complex))


@BOTH
@pytest.mark.parametrize("reduction", ["mean", "sum"])
def test_ignored_cells_count_for_nothing_with_weights_and_smoothing(reduction, module):
    x, target = fractions((6, 4)), np.array([0, -1, 2, 3, -1, 1])
    weight, kept = np.array([1.0, 16, 2, 3]), target >= 0
    ours = module.cross_entropy(x, target, weight, -1, reduction, 0.1)
    assert near(ours, module.cross_entropy(x[kept], target[kept], weight, -1, reduction, 0.1))


@BOTH
def test_a_class_below_the_ignored_one_is_refused(module):
    with pytest.raises(ValueError, match="target must be from 0 to 4, got -4"):
        module.cross_entropy(np.ones((3, 5)), np.array([0, 1, -4]), ignore_index=-1)


def test_losses_of_many_cells_are_those_of_float64():
    """Among many small losses, a great one: a sum in float32 would lose the small ones."""
    x, target = np.full((200_000, 2), 0.1, np.float32), np.zeros(200_000, int)
    x[0] = 3e4, -3e4
    t = np.zeros_like(x)
    w = np.full(2, 0.1, np.float32)
    for reduction in ("mean", "sum"):
        exact = F.mse_loss(x.astype(float), t.astype(float), reduction)
        assert near(F.mse_loss(x, t, reduction), exact.astype(np.float32), 2e-7)
        exact = F.cross_entropy(x.astype(float), target, w.astype(float), reduction=reduction)
        ours = F.cross_entropy(x, target, w, reduction=reduction)
        assert near(ours, exact.astype(np.float32), 2e-7)
    shares = np.full_like(x, 0.5)
    to_weight = F.cross_entropy_backward(np.float32(1), x, shares, w, reduction="sum")[2]
    doubles = (one.astype(float) for one in (x, shares, w))
    exact = F.cross_entropy_backward(1.0, *doubles, reduction="sum")[2]
    assert near(to_weight, exact.astype(np.float32), 1e-6)


def test_small_losses_beside_great_ones_are_not_lost():
    """Added to 2 ** 24 in float32, each loss of 0.81 would be lost."""
    x = np.zeros(128 * 4096, np.float32)
    x[::8], x[::128] = 0.9, 4096
    t = np.zeros_like(x)
    for reduction in ("mean", "sum"):
        exact = F.mse_loss(x.astype(float), t.astype(float), reduction)
        assert np.isclose(F.mse_loss(x, t, reduction), exact, rtol=2e-7)


@pytest.mark.filterwarnings("ignore:target of shape:UserWarning")
def test_a_repeated_target_collects_from_all_rows_without_loss():
    x, t = np.full((2_000_000, 1), 0.05, np.float32), np.zeros(1, np.float32)
    _, grad_target, _ = F.mse_loss_backward(1.0, x, t, "sum")
    assert near(grad_target, np.array([-2e5], np.float32), 1e-6)
