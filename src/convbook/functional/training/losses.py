"""Losses: how far a prediction is from its target."""

from warnings import warn

import numpy as np

from convbook.arithmetic.arguments import expect_shape
from convbook.arithmetic.training import check_classes, check_squares
from convbook.functional.activation.softmaxes import log_softmax, log_softmax_backward
from convbook.operation import Array, described, extremes, floating, operation, wide

__all__ = ["cross_entropy", "cross_entropy_backward", "mse_loss", "mse_loss_backward"]


@operation
def cross_entropy(
    input: Array,
    target: Array,
    weight: Array | None = None,
    ignore_index=-100,
    reduction="mean",
    label_smoothing=0.0,
):
    r"""Cross-entropy of scores, which :func:`softmax` turns into probabilities, and a target.

    .. math:: \ell_n = -\sum_c w_c \, q_{n,c} \log p_{n,c}, \qquad
              p_{n,c} = \frac{e^{x_{n,c}}}{\sum_{c'} e^{x_{n,c'}}}

    where q is the target distribution: 1 for the true class and 0 for the others, or the given
    probabilities; with label smoothing :math:`(1 - \epsilon)\, q + \epsilon / C`.

    Goodfellow, Bengio and Courville (2016), section 6.2.2.3; label smoothing is section 7 of
    Szegedy et al. (2016). The mean over nothing is NaN, as in PyTorch.

    Parameters
    ----------
    input : array, shape ``(N, C, *sizes)`` or (C,)
        One score for each class.
    target : array
        Classes from 0 to C - 1, shape ``(N, *sizes)`` or (); or probabilities, of the shape of
        ``input``.
    weight : array, shape (C,), optional
    ignore_index : int
        A class whose cells count for nothing.
    reduction : {'mean', 'sum', 'none'}
        For classes the mean is weighted: the sum of the losses over the sum of the weights of the
        true classes. For probabilities it is over the number of cells.
    label_smoothing : float
        From 0 to 1.

    Returns
    -------
    array, shape (), or ``(N, *sizes)`` with 'none'

    Examples
    --------
    Scores log 1, log 2 and log 5 are probabilities of 1, 2 and 5 eighths.

    >>> scores = np.log(np.array([[1.0, 2.0, 5.0]]))
    >>> np.exp(-cross_entropy(scores, np.array([1]))).round(9)
    np.float64(0.25)
    """
    certain = checked(input, target, weight, ignore_index, reduction, label_smoothing)
    logs = by_class(log_softmax(input, min(1, input.ndim - 1)), input)
    heavy = weighted(logs, weight)
    if certain:
        losses = -total(smoothed(by_class(target, input), label_smoothing) * heavy, 1)
        return reduced(losses, losses.size, reduction, target_shape(input))
    classes, counted = pick(target, ignore_index)
    losses = -taken(heavy, classes)
    if label_smoothing:
        spread = label_smoothing / logs.shape[1]
        losses = (1 - label_smoothing) * losses - spread * total(heavy, 1)
    losses = np.where(counted, losses, logs.dtype.type(0))
    heavy = taken(weighted(np.ones_like(logs), weight), classes) * counted
    return reduced(losses, heavy.sum(dtype=wide(heavy)), reduction, target_shape(input))


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
    r"""Gradients of :func:`cross_entropy`.

    For one cell with the target distribution q, weights 1 and the softmax p,

    .. math:: \frac{\partial \ell}{\partial x_c} = p_c \sum_{c'} q_{c'} - q_c

    Target and weight have a gradient if the target holds probabilities; otherwise it is None.
    ``grad_output`` may be a number where the loss is one.

    >>> scores = np.log(np.array([[1.0, 2.0, 5.0]]))
    >>> cross_entropy_backward(8.0, scores, np.array([1]))[0].round(9)
    array([[ 1., -6.,  5.]])
    """
    certain = checked(input, target, weight, ignore_index, reduction, label_smoothing)
    grad_output, axis = np.asarray(grad_output), min(1, input.ndim - 1)
    shape = target_shape(input) if reduction == "none" else ()
    expect_shape("grad_output", grad_output.shape, shape)
    logs = by_class(log_softmax(input, axis), input)
    if certain:
        wanted, counted, count = by_class(target, input), True, logs[:, :1].size
    else:
        wanted, counted, count = one_hot(target, ignore_index, logs, weight)
    wanted = smoothed(wanted, label_smoothing)
    each = grad_output.reshape(logs[:, 0].shape if reduction == "none" else ())
    each = np.where(counted, each / count if reduction == "mean" else each, 0)
    each = np.broadcast_to(each.astype(logs.dtype), (logs.shape[0], *logs.shape[2:]))[:, None]
    grad_logs = (-each * weighted(wanted, weight)).reshape(input.shape)
    grad_input = log_softmax_backward(grad_logs, input, axis)
    if not certain:
        return grad_input, None, None
    grad_target = (-each * weighted(logs, weight) * (1 - label_smoothing)).reshape(input.shape)
    others = (0, *range(2, logs.ndim))
    grad_weight = None if weight is None else -total(each * wanted * logs, others)
    return grad_input, grad_target.astype(target.dtype, copy=False), grad_weight


@operation
def mse_loss(input: Array, target: Array, reduction="mean", weight: Array | None = None):
    r"""Squared difference of prediction and target; its mean is the mean squared error.

    .. math:: \ell = w \, (x - t)^2

    Goodfellow, Bengio and Courville (2016), equation 5.4. The mean over nothing is NaN. Whole
    numbers and booleans are compared as float64.

    Parameters
    ----------
    input, target : array
        Of one shape; shapes that can be broadcast are taken with the warning that PyTorch gives.
    reduction : {'mean', 'sum', 'none'}
        With a weight, the mean is the sum of the losses over the sum of the weights. With 'none'
        the result has the common shape, else ().
    weight : array, of the shape of ``input``, optional

    Examples
    --------
    >>> mse_loss(np.array([1.0, 2.0, 3.0]), np.array([1.0, 0.0, 8.0]), reduction="none")
    array([ 0.,  4., 25.])
    """
    shape = check_squares(*described(input=input, target=target, weight=weight), reduction)
    warn_unless_equal(input, target)
    losses = np.subtract(*floating(input, target)) ** 2
    losses = losses if weight is None else (losses * weight).astype(losses.dtype, copy=False)
    count = losses.size if weight is None else weight.sum(dtype=wide(weight))
    return reduced(losses, count, reduction, shape)


@operation
def mse_loss_backward(
    grad_output: Array, input: Array, target: Array, reduction="mean", weight: Array | None = None
):
    r"""Gradients of :func:`mse_loss`, added up over the copies of an array that was broadcast.

    .. math:: \frac{\partial \ell}{\partial x} = 2 w (x - t) = -\frac{\partial \ell}{\partial t},
              \qquad \frac{\partial \ell}{\partial w} = (x - t)^2

    ``grad_output`` may be a number where the loss is one.

    >>> grad_input, grad_target, _ = mse_loss_backward(
    ...     10.0, np.array([1.0, 3.0]), np.array([1.0, 1.0]), "sum")
    >>> grad_input, grad_target
    (array([ 0., 40.]), array([  0., -40.]))
    """
    shape = check_squares(*described(input=input, target=target, weight=weight), reduction)
    grad_output = np.asarray(grad_output)
    expect_shape("grad_output", grad_output.shape, shape if reduction == "none" else ())
    apart = np.subtract(*floating(input, target))
    each = grad_output.astype(apart.dtype, copy=False)
    heavy = 1 if weight is None else weight
    count = apart.size if weight is None else weight.sum(dtype=wide(weight))
    each = each / count if reduction == "mean" else each
    slope = (2 * each * heavy * apart).astype(apart.dtype, copy=False)
    grad_weight = None
    if weight is not None:
        squares = apart * apart
        shift = total(squares * weight, None) / count if reduction == "mean" else 0
        grad_weight = collected(np.broadcast_to(each, shape) * squares, weight.shape)
        grad_weight = grad_weight - (each * shift if reduction == "mean" else 0)
    return collected(slope, input.shape), collected(-slope, target.shape), grad_weight


def checked(input, target, weight, ignore_index, reduction, label_smoothing):
    """Whether the target holds probabilities; refuses what does not belong together."""
    arrays = described(input=input, target=target, weight=weight)
    classes = extremes(target[target != ignore_index])
    return check_classes(*arrays, classes, ignore_index, reduction, label_smoothing)


def by_class(array, input):
    """Scores as ``(N, C, *sizes)``, also where there is no batch."""
    return array if input.ndim > 1 else array[None]


def target_shape(input):
    """``(N, *sizes)``, or () for an input of one axis."""
    return input.shape[:1] + input.shape[2:] if input.ndim > 1 else ()


def weighted(logs, weight):
    """Every class times its weight, in the kind of ``logs``."""
    if weight is None:
        return logs
    return logs * weight.astype(logs.dtype, copy=False).reshape(-1, *[1] * (logs.ndim - 2))


def smoothed(wanted, label_smoothing):
    """The target distribution, a part of it spread evenly over the classes."""
    if not label_smoothing:
        return wanted
    return wanted * (1 - label_smoothing) + label_smoothing / wanted.shape[1]


def pick(target, ignore_index):
    """Classes with a batch axis, 0 where they are ignored; and which cells count."""
    target = target if target.ndim else target[None]
    counted = target != ignore_index
    return np.where(counted, target, 0).astype(np.int64), counted


def one_hot(target, ignore_index, logs, weight):
    """Classes as distributions; which cells count; and the weights of their classes in all."""
    classes, counted = pick(target, ignore_index)
    wanted = np.zeros_like(logs)
    np.put_along_axis(wanted, classes[:, None], 1, 1)
    heavy = taken(weighted(np.ones_like(logs), weight), classes)
    return wanted, counted, (heavy * counted).sum(dtype=wide(heavy))


def taken(values, classes):
    """Of all classes, the true one of each cell."""
    return np.take_along_axis(values, classes[:, None], 1)[:, 0]


def reduced(losses, count, reduction, shape):
    """All losses, their sum, or their sum over ``count``."""
    if reduction == "none":
        return losses.reshape(shape)
    whole = losses.sum(dtype=wide(losses))
    return losses.dtype.type(whole if reduction == "sum" else whole / count)


def total(values, axes):
    """The sum along axes, taken in float64."""
    return values.sum(axes, dtype=wide(values)).astype(values.dtype, copy=False)


def collected(grad, shape):
    """Add up the gradients of all copies of an array of ``shape`` that was broadcast."""
    axes = tuple(range(grad.ndim - len(shape)))
    single = tuple(axis for axis, size in enumerate(shape, len(axes)) if size == 1)
    return total(grad, (*axes, *single)).reshape(shape)


def warn_unless_equal(input, target):
    """Broadcasting in a loss is rarely meant."""
    if input.shape != target.shape:
        warn(f"target of shape {target.shape} is broadcast to {input.shape}", stacklevel=4)
