"""Batch normalization: less the mean, over the deviation, of a channel over the batch."""

from convbook.arithmetic.arguments import expect_shape
from convbook.arithmetic.normalization import check_batch
from convbook.functional.normalization._standardize import (
    affine,
    affine_gradients,
    by_running,
    remember,
    standardize,
    standardize_backward,
    vector_gradients,
)
from convbook.operation import Array, described, expect_writable, operation

__all__ = ["batch_norm", "batch_norm_backward"]


@operation
def batch_norm(
    input: Array,
    running_mean: Array | None,
    running_var: Array | None,
    weight: Array | None = None,
    bias: Array | None = None,
    training=False,
    momentum=0.1,
    eps=1e-05,
):
    r"""Normalize each channel over the batch and all places.

    .. math:: y = \frac{x - \mu_c}{\sqrt{\sigma_c^2 + \varepsilon}} \, \gamma_c + \beta_c

    In training, the mean and the variance (over m cells, divided by m) are those of the channel in
    this batch; otherwise they are the running ones (Ioffe and Szegedy, 2015, algorithms 1 and 2).
    An empty batch leaves the running arrays alone; it may have the shape (0,), of as many channels
    as the vectors have numbers.

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

    Raises
    ------
    ValueError
        If ``eps`` is 0 or a channel has 1 cell in training.

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
    running = {"running_mean": running_mean, "running_var": running_var}
    arrays = described(input=input, **running, weight=weight, bias=bias)
    x = input.reshape(check_batch(*arrays, training, momentum, eps))
    if not training:
        standard, _ = by_running(x, running_mean, running_var, eps)
        return affine(standard, weight, bias).reshape(input.shape)
    expect_writable(**running)
    standard, mean, variance, _ = standardize(x, (0, *range(2, x.ndim)), eps)
    output = affine(standard, weight, bias).reshape(input.shape)
    if x.size:
        remember(running_mean, mean, momentum)
        count = x.size // x.shape[1]
        remember(running_var, variance * (count / (count - 1)), momentum)
    return output


@operation
def batch_norm_backward(
    grad_output: Array,
    input: Array,
    running_mean: Array | None,
    running_var: Array | None,
    weight: Array | None = None,
    bias: Array | None = None,
    training=False,
    momentum=0.1,
    eps=1e-05,
):
    r"""Gradients of :func:`batch_norm`; the running arrays have none and are not changed.

    With :math:`\hat x` the normalized input and :math:`h = \gamma g`, in training

    .. math:: \frac{\partial L}{\partial x} = \frac{1}{\sqrt{\sigma^2 + \varepsilon}}
              \left(h - \overline{h} - \hat x \, \overline{h \hat x}\right), \qquad
              \frac{\partial L}{\partial \gamma} = \sum g \hat x, \qquad
              \frac{\partial L}{\partial \beta} = \sum g

    where the bar is the mean over the channel; otherwise the first is only h over the root
    (Ioffe and Szegedy, 2015, section 3).

    Two cells always become -1 and 1: nothing that is done to them has an effect.

    >>> grad_input, *_, grad_bias = batch_norm_backward(
    ...     np.array([[10.0], [1.0]]), np.array([[1.0], [5.0]]), None, None,
    ...     np.ones(1), np.zeros(1), training=True, eps=1e-12)
    >>> abs(grad_input.round(9)), grad_bias
    (array([[0.],
           [0.]]), array([11.]))
    """
    running = {"running_mean": running_mean, "running_var": running_var}
    arrays = described(input=input, **running, weight=weight, bias=bias)
    x = input.reshape(check_batch(*arrays, training, momentum, eps))
    expect_shape("grad_output", grad_output.shape, input.shape)
    grad, axes = grad_output.reshape(x.shape), (0, *range(2, x.ndim))
    grads = affine_gradients(grad, weight)
    if training:
        standard, _, _, scale = standardize(x, axes, eps)
        grad_input = standardize_backward(grads, standard, scale, axes)
    else:
        standard, scale = by_running(x, running_mean, running_var, eps)
        grad_input = grads * scale
    vectors = vector_gradients(grad, standard, weight, bias, axes)
    return grad_input.reshape(input.shape), None, None, *vectors
