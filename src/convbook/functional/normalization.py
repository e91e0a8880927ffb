"""Normalization: less the mean, over the standard deviation, of different sets of cells."""

from math import prod

import numpy as np

from convbook.arithmetic.normalization import (
    check_batch,
    check_group,
    check_instance,
    check_layer,
)
from convbook.arithmetic.shapes import expect_shape

quiet = np.errstate(all="ignore")


@quiet
def batch_norm(
    input,
    running_mean,
    running_var,
    weight=None,
    bias=None,
    training=False,
    momentum=0.1,
    eps=1e-05,
):
    r"""Normalize each channel over the batch and all places.

    .. math:: y = \frac{x - \mu_c}{\sqrt{\sigma_c^2 + \varepsilon}} \, \gamma_c + \beta_c

    In training, the mean and the variance (over m cells, divided by m) are those of the channel in
    this batch; otherwise they are the running ones.

    Parameters
    ----------
    input : array, shape ``(N, C, *sizes)``
    running_mean, running_var : array, shape (C,), or None
        Both or none. In training they are changed in place:
        ``running = (1 - momentum) * running + momentum * batch``, where the variance of the batch
        is the unbiased one, divided by m - 1.
    weight, bias : array, shape (C,), optional
        The scale and the shift of each channel.
    training : bool
    momentum : float
        The part of the new value in the running one.
    eps : float
        Added to the variance.

    Returns
    -------
    array, shape ``(N, C, *sizes)``

    Raises
    ------
    TypeError
        If ``momentum`` or ``eps`` is not a number.
    ValueError
        If a vector has not C numbers, one running array is given without the other or none where
        they are needed, ``eps`` is below 0 (in training, not above), or a channel has 1 cell in
        training.

    Notes
    -----
    Ioffe and Szegedy (2015), algorithms 1 and 2. An empty batch leaves the running arrays alone.

    Examples
    --------
    The channel holds 1 and 5: mean 3, variance 4.

    >>> running_mean, running_var = np.array([13.0]), np.array([0.0])
    >>> batch_norm(np.array([[1.0], [5.0]]), running_mean, running_var, training=True, eps=1e-12)
    array([[-1.],
           [ 1.]])
    >>> running_mean, running_var
    (array([12.]), array([0.8]))
    """
    check_batch(input, running_mean, running_var, weight, bias, training, momentum, eps)
    axes = (0, *range(2, input.ndim))
    if not training:
        return affine(by_running(input, running_mean, running_var, eps)[0], weight, bias)
    standard, mean, variance, _ = standardize(input, axes, eps)
    if input.size:
        remember(running_mean, mean, momentum)
        count = input.size // input.shape[1]
        remember(running_var, variance * (count / (count - 1)), momentum)
    return affine(standard, weight, bias)


@quiet
def batch_norm_backward(
    grad_output,
    input,
    running_mean,
    running_var,
    weight=None,
    bias=None,
    training=False,
    momentum=0.1,
    eps=1e-05,
):
    r"""Gradients of :func:`batch_norm` for the gradient ``grad_output`` of its result.

    With :math:`\hat x` the normalized input and :math:`h = \gamma g`, in training

    .. math:: \frac{\partial L}{\partial x} = \frac{1}{\sqrt{\sigma^2 + \varepsilon}}
              \left(h - \overline{h} - \hat x \, \overline{h \hat x}\right), \qquad
              \frac{\partial L}{\partial \gamma} = \sum g \hat x, \qquad
              \frac{\partial L}{\partial \beta} = \sum g

    where the bar is the mean over the channel; otherwise the first is only h over the root.

    Parameters
    ----------
    grad_output : array, of the shape of ``input``
    input, running_mean, running_var, weight, bias, training, momentum, eps
        As in :func:`batch_norm`. Nothing is changed.

    Returns
    -------
    (grad_input, None, None, grad_weight, grad_bias)
        One for each array argument, of its shape: running arrays are not learned, and None stands
        for a weight or bias that is not given.

    Raises
    ------
    TypeError, ValueError
        As :func:`batch_norm`, and if ``grad_output`` has another shape than its result.

    Notes
    -----
    Ioffe and Szegedy (2015), section 3.

    Examples
    --------
    Two cells always become -1 and 1: nothing that is done to them has an effect.

    >>> grad_input, *_, grad_bias = batch_norm_backward(
    ...     np.array([[10.0], [1.0]]), np.array([[1.0], [5.0]]), None, None,
    ...     np.ones(1), np.zeros(1), training=True, eps=1e-12)
    >>> abs(grad_input.round(9)), grad_bias
    (array([[0.],
           [0.]]), array([11.]))
    """
    check_batch(input, running_mean, running_var, weight, bias, training, momentum, eps)
    expect_shape("grad_output", grad_output.shape, input.shape)
    axes = (0, *range(2, input.ndim))
    grads = affine_gradients(grad_output, weight)
    if training:
        standard, _, _, scale = standardize(input, axes, eps)
        grad_input = standardize_backward(grads, standard, scale, axes)
    else:
        standard, scale = by_running(input, running_mean, running_var, eps)
        grad_input = grads * scale
    return grad_input, None, None, *vector_gradients(grad_output, standard, weight, bias, axes)


@quiet
def instance_norm(
    input,
    running_mean=None,
    running_var=None,
    weight=None,
    bias=None,
    use_input_stats=True,
    momentum=0.1,
    eps=1e-05,
):
    r"""Normalize each channel of each image over its places.

    .. math:: y = \frac{x - \mu_{n,c}}{\sqrt{\sigma_{n,c}^2 + \varepsilon}} \, \gamma_c + \beta_c

    Parameters
    ----------
    input : array, shape ``(N, C, *sizes)``
    running_mean, running_var : array, shape (C,), optional
        Both or none. With ``use_input_stats`` they are changed in place, as in :func:`batch_norm`,
        with the mean over the batch of the statistics of its images.
    weight, bias : array, shape (C,), optional
        The scale and the shift of each channel.
    use_input_stats : bool
        Whether the mean and the variance are those of the image; otherwise the running ones.
    momentum : float
        The part of the new value in the running one.
    eps : float
        Added to the variance.

    Returns
    -------
    array, shape ``(N, C, *sizes)``

    Raises
    ------
    TypeError
        If ``momentum`` or ``eps`` is not a number.
    ValueError
        If a vector has not C numbers, one running array is given without the other or none where
        they are needed, or a channel has 1 place where its own statistics are used.

    Notes
    -----
    Ulyanov, Vedaldi and Lempitsky (2016). An image without a batch axis needs one.

    Examples
    --------
    >>> instance_norm(np.array([[[1.0, 5.0], [10.0, 50.0]]]), eps=1e-12)
    array([[[-1.,  1.],
            [-1.,  1.]]])
    """
    check_instance(input, running_mean, running_var, weight, bias, use_input_stats, momentum, eps)
    if not use_input_stats:
        return affine(by_running(input, running_mean, running_var, eps)[0], weight, bias)
    standard, mean, variance, _ = standardize(input, tuple(range(2, input.ndim)), eps)
    if input.size:
        count = prod(input.shape[2:])
        remember(running_mean, mean.mean(0), momentum)
        remember(running_var, variance.mean(0) * (count / (count - 1)), momentum)
    return affine(standard, weight, bias)


@quiet
def instance_norm_backward(
    grad_output,
    input,
    running_mean=None,
    running_var=None,
    weight=None,
    bias=None,
    use_input_stats=True,
    momentum=0.1,
    eps=1e-05,
):
    """Gradients of :func:`instance_norm` for the gradient ``grad_output`` of its result.

    The formula is that of :func:`batch_norm_backward`, with means over one channel of one image.

    Parameters
    ----------
    grad_output : array, of the shape of ``input``
    input, running_mean, running_var, weight, bias, use_input_stats, momentum, eps
        As in :func:`instance_norm`. Nothing is changed.

    Returns
    -------
    (grad_input, None, None, grad_weight, grad_bias)
        One for each array argument, of its shape: running arrays are not learned, and None stands
        for a weight or bias that is not given.

    Raises
    ------
    TypeError, ValueError
        As :func:`instance_norm`, and if ``grad_output`` has another shape than its result.

    Examples
    --------
    >>> *_, grad_weight, grad_bias = instance_norm_backward(
    ...     np.array([[[10.0, 1.0]]]), np.array([[[1.0, 5.0]]]), None, None,
    ...     np.ones(1), np.zeros(1), eps=1e-12)
    >>> grad_weight, grad_bias
    (array([-9.]), array([11.]))
    """
    check_instance(input, running_mean, running_var, weight, bias, use_input_stats, momentum, eps)
    expect_shape("grad_output", grad_output.shape, input.shape)
    axes = tuple(range(2, input.ndim))
    grads = affine_gradients(grad_output, weight)
    if use_input_stats:
        standard, _, _, scale = standardize(input, axes, eps)
        grad_input = standardize_backward(grads, standard, scale, axes)
    else:
        standard, scale = by_running(input, running_mean, running_var, eps)
        grad_input = grads * scale
    return (
        grad_input,
        None,
        None,
        *vector_gradients(grad_output, standard, weight, bias, (0, *axes)),
    )


@quiet
def group_norm(input, num_groups, weight=None, bias=None, eps=1e-05):
    r"""Normalize groups of channels of each image.

    .. math:: y = \frac{x - \mu_{n,g}}{\sqrt{\sigma_{n,g}^2 + \varepsilon}} \, \gamma_c + \beta_c

    where g is the group of channel c.

    Parameters
    ----------
    input : array, shape ``(N, C, *sizes)``
    num_groups : int
        A divisor of C. 1 normalizes all channels together, C each alone.
    weight, bias : array, shape (C,), optional
        The scale and the shift of each channel.
    eps : float
        Added to the variance.

    Returns
    -------
    array, shape ``(N, C, *sizes)``

    Raises
    ------
    TypeError
        If ``num_groups`` is not a whole number or ``eps`` not a number.
    ValueError
        If ``num_groups`` does not divide C, a vector has not C numbers, or the whole batch has 1
        number in each group.

    Notes
    -----
    Wu and He (2018).

    Examples
    --------
    >>> group_norm(np.array([[1.0, 5.0, 10.0, 50.0]]), 2, eps=1e-12)
    array([[-1.,  1., -1.,  1.]])
    """
    shape = check_group(input, num_groups, weight, bias, eps)
    standard, *_ = standardize(input.reshape(shape), (2,), eps)
    return affine(standard.reshape(input.shape), weight, bias)


@quiet
def group_norm_backward(grad_output, input, num_groups, weight=None, bias=None, eps=1e-05):
    """Gradients of :func:`group_norm` for the gradient ``grad_output`` of its result.

    The formula is that of :func:`batch_norm_backward`, with means over one group of one image.

    Parameters
    ----------
    grad_output : array, of the shape of ``input``
    input, num_groups, weight, bias, eps
        As in :func:`group_norm`.

    Returns
    -------
    (grad_input, grad_weight, grad_bias)
        Each of the shape of its array; None for one that is not given.

    Raises
    ------
    TypeError, ValueError
        As :func:`group_norm`, and if ``grad_output`` has another shape than its result.

    Examples
    --------
    >>> _, grad_weight, grad_bias = group_norm_backward(
    ...     np.array([[10.0, 1.0]]), np.array([[1.0, 5.0]]), 1, np.ones(2), np.zeros(2), 1e-12)
    >>> grad_weight, grad_bias
    (array([-10.,   1.]), array([10.,  1.]))
    """
    shape = check_group(input, num_groups, weight, bias, eps)
    expect_shape("grad_output", grad_output.shape, input.shape)
    standard, _, _, scale = standardize(input.reshape(shape), (2,), eps)
    grads = affine_gradients(grad_output, weight).reshape(shape)
    grad_input = standardize_backward(grads, standard, scale, (2,)).reshape(input.shape)
    axes = (0, *range(2, input.ndim))
    standard = standard.reshape(input.shape)
    return grad_input, *vector_gradients(grad_output, standard, weight, bias, axes)


@quiet
def layer_norm(input, normalized_shape, weight=None, bias=None, eps=1e-05):
    r"""Normalize over the last axes.

    .. math:: y = \frac{x - \mu}{\sqrt{\sigma^2 + \varepsilon}} \, \gamma + \beta

    with one mean and one variance for each cell of the axes before, and one scale and shift for
    each cell of the last ones.

    Parameters
    ----------
    input : array, shape ``(..., *normalized_shape)``
    normalized_shape : sequence of int
        Sizes of the last axes.
    weight, bias : array, shape ``normalized_shape``, optional
        The scale and the shift of each cell.
    eps : float
        Added to the variance.

    Returns
    -------
    array, shape ``(..., *normalized_shape)``

    Raises
    ------
    TypeError
        If ``normalized_shape`` is no sequence of whole numbers or ``eps`` not a number.
    ValueError
        If the shapes do not belong together.

    Notes
    -----
    Ba, Kiros and Hinton (2016).

    Examples
    --------
    >>> layer_norm(np.array([[1.0, 5.0], [10.0, 50.0]]), (2,), np.array([1.0, 3.0]), eps=1e-12)
    array([[-1.,  3.],
           [-1.,  3.]])
    """
    axes = check_layer(input, normalized_shape, weight, bias, eps)
    standard, *_ = standardize(input, axes, eps)
    standard = standard if weight is None else standard * weight
    return (standard if bias is None else standard + bias).astype(kind_of(input), copy=False)


@quiet
def layer_norm_backward(grad_output, input, normalized_shape, weight=None, bias=None, eps=1e-05):
    """Gradients of :func:`layer_norm` for the gradient ``grad_output`` of its result.

    The formula is that of :func:`batch_norm_backward`, with means over the last axes.

    Parameters
    ----------
    grad_output : array, of the shape of ``input``
    input, normalized_shape, weight, bias, eps
        As in :func:`layer_norm`.

    Returns
    -------
    (grad_input, grad_weight, grad_bias)
        Each of the shape of its array; None for one that is not given.

    Raises
    ------
    TypeError, ValueError
        As :func:`layer_norm`, and if ``grad_output`` has another shape than its result.

    Examples
    --------
    >>> _, grad_weight, grad_bias = layer_norm_backward(
    ...     np.array([[10.0, 1.0]]), np.array([[1.0, 5.0]]), (2,), np.ones(2), np.zeros(2), 1e-12)
    >>> grad_weight, grad_bias
    (array([-10.,   1.]), array([10.,  1.]))
    """
    axes = check_layer(input, normalized_shape, weight, bias, eps)
    expect_shape("grad_output", grad_output.shape, input.shape)
    standard, _, _, scale = standardize(input, axes, eps)
    grads = grad_output if weight is None else grad_output * weight
    grad_input = standardize_backward(grads, standard, scale, axes)
    before = tuple(range(input.ndim - len(axes)))
    grad_weight = None if weight is None else (grad_output * standard).sum(before)
    return grad_input, grad_weight, None if bias is None else grad_output.sum(before)


def kind_of(input):
    """The kind of the result: that of the input, or float64 for whole numbers."""
    return np.result_type(input, 0.0)


def standardize(x, axes, eps):
    """``x`` less its mean, over its deviation, along ``axes``; its mean, variance and scale."""
    count = max(1, prod(x.shape[axis] for axis in axes))
    x = x.astype(kind_of(x), copy=False)
    mean = x.sum(axes, keepdims=True) / count
    centered = x - mean
    variance = (centered * centered).sum(axes, keepdims=True) / count
    scale = 1 / np.sqrt(variance + eps)
    return centered * scale, mean, variance, scale


def standardize_backward(grad, standard, scale, axes):
    """The part of ``grad`` that neither the mean nor the deviation takes away, scaled."""
    count = max(1, prod(grad.shape[axis] for axis in axes))
    shared = grad.sum(axes, keepdims=True) / count
    leaning = (grad * standard).sum(axes, keepdims=True) / count
    return (grad - shared - standard * leaning) * scale


def by_running(input, running_mean, running_var, eps):
    """``input`` normalized by the running statistics, and the scale."""
    scale = 1 / np.sqrt(column(running_var, input) + eps)
    standard = (input - column(running_mean, input)) * scale
    return standard.astype(kind_of(input), copy=False), scale.astype(kind_of(input), copy=False)


def column(vector, like):
    """One number a channel, shaped to meet ``(N, C, *sizes)``."""
    return vector.reshape(-1, *[1] * (like.ndim - 2))


def affine(standard, weight, bias):
    """Scale and shift each channel."""
    output = standard if weight is None else standard * column(weight, standard)
    output = output if bias is None else output + column(bias, standard)
    return output.astype(standard.dtype, copy=False)


def affine_gradients(grad, weight):
    """What reaches the normalized input through the scale of its channel."""
    return grad if weight is None else grad * column(weight, grad)


def vector_gradients(grad, standard, weight, bias, axes):
    """Gradients of the scale and of the shift, where they are given."""
    return (
        None if weight is None else (grad * standard).sum(axes),
        None if bias is None else grad.sum(axes),
    )


def remember(running, new, momentum):
    """Move a running statistic, in place, a part of the way."""
    if running is not None:
        running[...] = (1 - momentum) * running + momentum * new.reshape(-1)
