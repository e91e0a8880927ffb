"""How far a prediction is from its target, one cell at a time."""

from warnings import warn

import numpy as np

from convbook.arithmetic.arguments import expect_shape
from convbook.arithmetic.training import check_classes, check_squares
from convbook.definition.activation.softmaxes import logarithms
from convbook.operation import Array, fractional, operation

__all__ = ["cross_entropy", "cross_entropy_backward", "mse_loss", "mse_loss_backward"]


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


def laid_out(input):
    """The axis of the classes, the shape without it, and the kind of number of a loss."""
    axis = min(1, input.ndim - 1)
    return axis, input.shape[:axis] + input.shape[axis + 1 :], fractional(input)


@operation
def cross_entropy(
    input: Array,
    target: Array,
    weight: Array | None = None,
    ignore_index=-100,
    reduction="mean",
    label_smoothing=0.0,
):
    """See :func:`convbook.functional.cross_entropy`."""
    certain = check_classes(input, target, weight, ignore_index, reduction, label_smoothing)
    _, shape, kind = laid_out(input)
    losses, total = np.zeros(shape, kind), 0
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


@operation
def cross_entropy_backward(
    grad_output: Array,
    input: Array,
    target: Array,
    weight: Array | None = None,
    ignore_index=-100,
    reduction="mean",
    label_smoothing=0.0,
):
    """See :func:`convbook.functional.cross_entropy_backward`."""
    certain = check_classes(input, target, weight, ignore_index, reduction, label_smoothing)
    axis, shape, kind = laid_out(input)
    expect_shape("grad_output", np.shape(grad_output), shape if reduction == "none" else ())
    weighs = certain and weight is not None
    counted = list(cells(input, target, weight, ignore_index, label_smoothing, certain))
    total = sum(part for *_, part in counted) if reduction == "mean" else 1
    each = np.broadcast_to(grad_output / np.float64(total), shape)
    to_input, to_target = np.zeros((2, *shape, input.shape[axis]), kind)
    to_weight = np.zeros(input.shape[axis], kind)
    for place, row, wanted, heavy, _ in counted:
        logs, q = logarithms(row), wanted + label_smoothing / len(row)
        for c, log in enumerate(logs):
            to_weight[c] -= each[place] * q[c] * log
            to_target[(*place, c)] = -each[place] * heavy[c] * (1 - label_smoothing) * log
            for other, pull in enumerate(heavy * q):
                to_input[(*place, c)] += each[place] * pull * (np.exp(log) - (c == other))
    grad_input, grad_target = (np.moveaxis(grad, -1, axis) for grad in (to_input, to_target))
    return grad_input, grad_target if certain else None, to_weight if weighs else None


@operation
def mse_loss(input: Array, target: Array, reduction="mean", weight: Array | None = None):
    """See :func:`convbook.functional.mse_loss`."""
    shape = check_squares(input, target, reduction, weight)
    if input.shape != target.shape:
        warn(f"target of shape {target.shape} is broadcast to {input.shape}", stacklevel=3)
    losses, total = squares(input, target, weight, shape)
    if reduction == "none":
        return losses
    mean = np.divide(losses.sum(), total)
    return losses.dtype.type(losses.sum() if reduction == "sum" else mean)


@operation
def mse_loss_backward(
    grad_output: Array, input: Array, target: Array, reduction="mean", weight: Array | None = None
):
    """See :func:`convbook.functional.mse_loss_backward`."""
    shape = check_squares(input, target, reduction, weight)
    expect_shape("grad_output", np.shape(grad_output), shape if reduction == "none" else ())
    losses, total = squares(input, target, weight, shape)
    grad_input, grad_target, grad_weight = (
        np.zeros(a.shape, losses.dtype) for a in (input, target, input)
    )
    each = np.broadcast_to(np.divide(grad_output, total if reduction == "mean" else 1), shape)
    heavy = np.ones(input.shape) if weight is None else weight
    for place in np.ndindex(shape):
        i, j = copied(place, input.shape), copied(place, target.shape)
        grad_input[i] += 2 * each[place] * heavy[i] * (input[i] - target[j])
        grad_target[j] -= 2 * each[place] * heavy[i] * (input[i] - target[j])
        grad_weight[i] += each[place] * (input[i] - target[j]) ** 2
    if reduction == "mean":
        grad_weight -= np.divide(grad_output * np.divide(losses.sum(), total), total)
    return grad_input, grad_target, None if weight is None else grad_weight


def squares(input, target, weight, shape):
    """The loss of each cell, and what their sum is divided by to give the mean."""
    x, t = np.broadcast_to(input, shape), np.broadcast_to(target, shape)
    heavy = np.broadcast_to(1 if weight is None else weight, shape)
    losses = np.zeros(shape, fractional(input, target))
    for place in np.ndindex(shape):
        losses[place] = heavy[place] * (x[place] - t[place]) ** 2
    return losses, losses.size if weight is None else sum(weight.flat)


def copied(place, shape):
    """The cell of an array of ``shape`` that stands at ``place`` after broadcasting."""
    last = place[len(place) - len(shape) :]
    return tuple(0 if size == 1 else at for at, size in zip(last, shape, strict=True))
