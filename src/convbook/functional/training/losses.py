"""How far a prediction is from its target."""

from warnings import warn

import numpy as np

from convbook.arithmetic.arguments import expect_shape
from convbook.arithmetic.training import check_classes, check_squares
from convbook.functional.activation.softmaxes import log_softmax, log_softmax_backward
from convbook.operation import Array, fractional, operation

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
    r"""The surprise at the true class, for scores that :func:`softmax` turns into probabilities.

    .. math:: \ell_n = -\sum_c w_c \, q_{n,c} \log p_{n,c}, \qquad
              p_{n,c} = \frac{e^{x_{n,c}}}{\sum_{c'} e^{x_{n,c'}}}

    where q is the target distribution: 1 for the true class and 0 for the others, or the given
    probabilities; with label smoothing :math:`(1 - \epsilon)\, q + \epsilon / C`.

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

    Raises
    ------
    TypeError
        If ``target`` has the wrong kind of numbers, or a setting is not a number.
    ValueError
        If the shapes do not belong together, a class does not exist, or a setting is out of range.

    Notes
    -----
    Goodfellow, Bengio and Courville (2016), section 6.2.2.3; label smoothing is section 7 of
    Szegedy et al. (2016). The mean over nothing is NaN, as in PyTorch.

    Examples
    --------
    Scores log 1, log 2 and log 5 are probabilities of 1, 2 and 5 eighths.

    >>> scores = np.log(np.array([[1.0, 2.0, 5.0]]))
    >>> np.exp(-cross_entropy(scores, np.array([1]))).round(9)
    np.float64(0.25)
    """
    certain = check_classes(input, target, weight, ignore_index, reduction, label_smoothing)
    logs = by_class(log_softmax(input, min(1, input.ndim - 1)), input)
    heavy = weighted(logs, weight)
    if certain:
        losses = -(smoothed(by_class(target, input), label_smoothing) * heavy).sum(1)
        return reduced(losses, losses.size, reduction, target_shape(input))
    classes, counted = pick(target, ignore_index)
    losses = -taken(heavy, classes)
    if label_smoothing:
        spread = label_smoothing / logs.shape[1]
        losses = (1 - label_smoothing) * losses - spread * heavy.sum(1)
    losses = np.where(counted, losses, logs.dtype.type(0))
    total = (taken(weighted(np.ones_like(logs), weight), classes) * counted).sum()
    return reduced(losses, total, reduction, target_shape(input))


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
    r"""Gradients of :func:`cross_entropy` for the gradient ``grad_output`` of its result.

    For one cell with the target distribution q, weights 1 and the softmax p,

    .. math:: \frac{\partial \ell}{\partial x_c} = p_c \sum_{c'} q_{c'} - q_c

    Parameters
    ----------
    grad_output : array or number, of the shape that :func:`cross_entropy` returns
    input, target, weight, ignore_index, reduction, label_smoothing
        As in :func:`cross_entropy`.

    Returns
    -------
    (grad_input, grad_target, grad_weight)
        The second and the third only for a target of probabilities; otherwise None.

    Raises
    ------
    TypeError, ValueError
        As :func:`cross_entropy`, and if ``grad_output`` has another shape than its result.

    Examples
    --------
    >>> scores = np.log(np.array([[1.0, 2.0, 5.0]]))
    >>> cross_entropy_backward(8.0, scores, np.array([1]))[0].round(9)
    array([[ 1., -6.,  5.]])
    """
    certain = check_classes(input, target, weight, ignore_index, reduction, label_smoothing)
    grad_output, axis = np.asarray(grad_output), min(1, input.ndim - 1)
    shape = target_shape(input) if reduction == "none" else ()
    expect_shape("grad_output", grad_output.shape, shape)
    logs = by_class(log_softmax(input, axis), input)
    if certain:
        wanted, counted, total = by_class(target, input), True, logs[:, :1].size
    else:
        wanted, counted, total = one_hot(target, ignore_index, logs, weight)
    wanted = smoothed(wanted, label_smoothing)
    each = grad_output.reshape(logs[:, 0].shape if reduction == "none" else ())
    each = np.where(counted, each / total if reduction == "mean" else each, 0)
    each = np.broadcast_to(each.astype(logs.dtype), (logs.shape[0], *logs.shape[2:]))[:, None]
    grad_logs = (-each * weighted(wanted, weight)).reshape(input.shape)
    grad_input = log_softmax_backward(grad_logs, input, axis)
    if not certain:
        return grad_input, None, None
    grad_target = (-each * weighted(logs, weight) * (1 - label_smoothing)).reshape(input.shape)
    others = (0, *range(2, logs.ndim))
    grad_weight = None if weight is None else -(each * wanted * logs).sum(others)
    return grad_input, grad_target.astype(target.dtype, copy=False), grad_weight


@operation
def mse_loss(input: Array, target: Array, reduction="mean", weight: Array | None = None):
    r"""The square of the difference.

    .. math:: \ell = w \, (x - t)^2

    Parameters
    ----------
    input, target : array
        Of one shape; shapes that can be broadcast are taken with the warning that PyTorch gives.
    reduction : {'mean', 'sum', 'none'}
        With a weight, the mean is the sum of the losses over the sum of the weights.
    weight : array, of the shape of ``input``, optional

    Returns
    -------
    array, shape (), or the common shape with 'none'

    Raises
    ------
    ValueError
        If the shapes do not belong together, or ``reduction`` is another word.

    Notes
    -----
    Goodfellow, Bengio and Courville (2016), equation 5.4. The mean over nothing is NaN.

    Examples
    --------
    >>> mse_loss(np.array([1.0, 2.0, 3.0]), np.array([1.0, 0.0, 8.0]), reduction="none")
    array([ 0.,  4., 25.])
    """
    shape = check_squares(input, target, reduction, weight)
    warn_unless_equal(input, target)
    losses = (input - target) ** 2
    losses = losses.astype(fractional(losses), copy=False)
    losses = losses if weight is None else (losses * weight).astype(losses.dtype, copy=False)
    return reduced(losses, losses.size if weight is None else weight.sum(), reduction, shape)


@operation
def mse_loss_backward(
    grad_output: Array, input: Array, target: Array, reduction="mean", weight: Array | None = None
):
    r"""Gradients of :func:`mse_loss` for the gradient ``grad_output`` of its result.

    .. math:: \frac{\partial \ell}{\partial x} = 2 w (x - t) = -\frac{\partial \ell}{\partial t},
              \qquad \frac{\partial \ell}{\partial w} = (x - t)^2

    Parameters
    ----------
    grad_output : array or number, of the shape that :func:`mse_loss` returns
    input, target, reduction, weight
        As in :func:`mse_loss`.

    Returns
    -------
    (grad_input, grad_target, grad_weight)
        Each of the shape of its array; ``grad_weight`` is None without a weight.

    Raises
    ------
    ValueError
        As :func:`mse_loss`, and if ``grad_output`` has another shape than its result.

    Examples
    --------
    >>> grad_input, grad_target, _ = mse_loss_backward(
    ...     10.0, np.array([1.0, 3.0]), np.array([1.0, 1.0]), "sum")
    >>> grad_input, grad_target
    (array([ 0., 40.]), array([  0., -40.]))
    """
    shape = check_squares(input, target, reduction, weight)
    grad_output = np.asarray(grad_output)
    expect_shape("grad_output", grad_output.shape, shape if reduction == "none" else ())
    difference = input - target
    difference = difference.astype(fractional(difference), copy=False)
    each = grad_output.astype(difference.dtype, copy=False)
    heavy = 1 if weight is None else weight
    total = difference.size if weight is None else weight.sum()
    each = each / total if reduction == "mean" else each
    slope = (2 * each * heavy * difference).astype(difference.dtype, copy=False)
    grad_weight = None
    if weight is not None:
        squares = difference * difference
        shift = (squares * weight).sum() / total if reduction == "mean" else 0
        grad_weight = collected(np.broadcast_to(each, shape) * squares, weight.shape)
        grad_weight = grad_weight - (each * shift if reduction == "mean" else 0)
    return collected(slope, input.shape), collected(-slope, target.shape), grad_weight


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
    return wanted, counted, (heavy * counted).sum()


def taken(values, classes):
    """Of all classes, the true one of each cell."""
    return np.take_along_axis(values, classes[:, None], 1)[:, 0]


def reduced(losses, total, reduction, shape):
    """All losses, their sum, or their sum over ``total``."""
    if reduction == "none":
        return losses.reshape(shape)
    return losses.sum() if reduction == "sum" else losses.dtype.type(losses.sum() / total)


def collected(grad, shape):
    """What was broadcast to ``grad`` gathers from all its copies."""
    grad = grad.sum(tuple(range(grad.ndim - len(shape))))
    single = tuple(axis for axis, size in enumerate(shape) if size == 1)
    return grad.sum(single, keepdims=True)


def warn_unless_equal(input, target):
    """Broadcasting in a loss is rarely meant."""
    if input.shape != target.shape:
        warn(f"target of shape {target.shape} is broadcast to {input.shape}", stacklevel=4)
