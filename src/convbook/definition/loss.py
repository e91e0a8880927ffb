"""How far a prediction is from its target, one cell at a time."""

from warnings import warn

import numpy as np

from convbook.arithmetic.loss import check_classes, check_squares
from convbook.arithmetic.shapes import expect_shape

quiet = np.errstate(all="ignore")


def logarithms(row):
    """Of the probabilities that the scores stand for."""
    low = [x - np.max(row) for x in row]
    return np.array([x - np.log(sum(np.exp(x) for x in low)) for x in low], row.dtype)


def cells(input, target, weight, ignore_index, label_smoothing, certain):
    """Each cell that counts: its place, scores, target distribution, and its part in the mean."""
    axis = min(1, input.ndim - 1)
    rows = np.moveaxis(input, axis, -1)
    for place in np.ndindex(rows.shape[:-1]):
        row = rows[place]
        heavy = np.ones(len(row)) if weight is None else weight
        if certain:
            wanted, part = np.moveaxis(target, axis, -1)[place], 1
        elif target[place] == ignore_index:
            continue
        else:
            wanted, part = np.arange(len(row)) == target[place], heavy[target[place]]
        yield place, row, (1 - label_smoothing) * wanted, heavy, part


@quiet
def cross_entropy(
    input, target, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0
):
    """See :func:`convbook.functional.cross_entropy`."""
    certain = check_classes(input, target, weight, ignore_index, reduction, label_smoothing)
    axis, kind = min(1, input.ndim - 1), np.result_type(input, 0.0)
    losses, total = np.zeros(input.shape[:axis] + input.shape[axis + 1 :], kind), 0
    for place, row, wanted, heavy, part in cells(
        input, target, weight, ignore_index, label_smoothing, certain
    ):
        logs = logarithms(row)
        for c in range(len(row)):
            q = wanted[c] + label_smoothing / len(row)
            if certain or q:
                losses[place] -= heavy[c] * q * logs[c]
        total += part
    if reduction == "none":
        return losses
    return kind.type(losses.sum() if reduction == "sum" else np.divide(losses.sum(), total))


@quiet
def cross_entropy_backward(
    grad_output,
    input,
    target,
    weight=None,
    ignore_index=-100,
    reduction="mean",
    label_smoothing=0.0,
):
    """See :func:`convbook.functional.cross_entropy_backward`."""
    certain = check_classes(input, target, weight, ignore_index, reduction, label_smoothing)
    axis, kind = min(1, input.ndim - 1), np.result_type(input, 0.0)
    shape = input.shape[:axis] + input.shape[axis + 1 :]
    expect_shape("grad_output", np.shape(grad_output), shape if reduction == "none" else ())
    counted = list(cells(input, target, weight, ignore_index, label_smoothing, certain))
    total = sum(part for *_, part in counted) if reduction == "mean" else 1
    each = np.broadcast_to(grad_output / np.float64(total), shape)
    to_input, to_target = np.zeros((2, *shape, input.shape[axis]), kind)
    to_weight = np.zeros(input.shape[axis], kind)
    for place, row, wanted, heavy, _ in counted:
        logs, q = logarithms(row), wanted + label_smoothing / len(row)
        for c in range(len(row)):
            to_weight[c] -= each[place] * q[c] * logs[c]
            to_target[(*place, c)] = -each[place] * heavy[c] * (1 - label_smoothing) * logs[c]
            for other in range(len(row)):
                pull = heavy[other] * q[other] * (np.exp(logs[c]) - (c == other))
                to_input[(*place, c)] += each[place] * pull
    grad_input = np.moveaxis(to_input, -1, axis)
    if not certain:
        return grad_input, None, None
    return grad_input, np.moveaxis(to_target, -1, axis), None if weight is None else to_weight


@quiet
def mse_loss(input, target, reduction="mean", weight=None):
    """See :func:`convbook.functional.mse_loss`."""
    shape = check_squares(input, target, reduction, weight)
    if input.shape != target.shape:
        warn(f"target of shape {target.shape} is broadcast to {input.shape}", stacklevel=3)
    kind = np.result_type(input, target, 0.0)
    x, t = np.broadcast_to(input, shape), np.broadcast_to(target, shape)
    heavy = np.broadcast_to(1 if weight is None else weight, shape)
    losses = np.zeros(shape, kind)
    for place in np.ndindex(shape):
        losses[place] = heavy[place] * (x[place] - t[place]) ** 2
    if reduction == "none":
        return losses
    total = losses.size if weight is None else sum(weight.flat)
    return kind.type(losses.sum() if reduction == "sum" else np.divide(losses.sum(), total))


@quiet
def mse_loss_backward(grad_output, input, target, reduction="mean", weight=None):
    """See :func:`convbook.functional.mse_loss_backward`."""
    shape = check_squares(input, target, reduction, weight)
    expect_shape("grad_output", np.shape(grad_output), shape if reduction == "none" else ())
    kind = np.result_type(input, target, 0.0)
    grads = [np.zeros(shape, kind) for shape in (input.shape, target.shape, input.shape)]
    heavy = np.ones(input.shape) if weight is None else weight
    squares = [(x - t) ** 2 for x, t in np.broadcast(input, target)]
    weights = np.broadcast_to(heavy, shape).reshape(-1)
    total = len(squares) if weight is None else sum(heavy.flat)
    mean = sum(w * s for w, s in zip(weights, squares, strict=True)) / np.float64(total)
    for place in np.ndindex(shape):
        i, j = copied(place, input.shape), copied(place, target.shape)
        each = grad_output[place] if reduction == "none" else grad_output
        each = each / total if reduction == "mean" else each
        grads[0][i] += 2 * each * heavy[i] * (input[i] - target[j])
        grads[1][j] -= 2 * each * heavy[i] * (input[i] - target[j])
        grads[2][i] += each * (input[i] - target[j]) ** 2
    if reduction == "mean":
        grads[2] -= kind.type(grad_output * mean / np.float64(total))
    return grads[0], grads[1], None if weight is None else grads[2]


def copied(place, shape):
    """The cell of an array of ``shape`` that stands at ``place`` after broadcasting."""
    last = place[len(place) - len(shape) :]
    return tuple(0 if size == 1 else at for at, size in zip(last, shape, strict=True))
