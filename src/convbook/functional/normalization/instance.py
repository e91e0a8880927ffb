"""Instance normalization: less the mean, over the deviation, of a channel of one image."""

from math import prod

from convbook.arithmetic.arguments import expect_shape
from convbook.arithmetic.normalization import check_instance
from convbook.functional.normalization._standardize import (
    affine,
    affine_gradients,
    by_running,
    remember,
    standardize,
    standardize_backward,
    vector_gradients,
)
from convbook.operation import Array, operation

__all__ = ["instance_norm", "instance_norm_backward"]


@operation
def instance_norm(
    input: Array,
    running_mean: Array | None = None,
    running_var: Array | None = None,
    weight: Array | None = None,
    bias: Array | None = None,
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


@operation
def instance_norm_backward(
    grad_output: Array,
    input: Array,
    running_mean: Array | None = None,
    running_var: Array | None = None,
    weight: Array | None = None,
    bias: Array | None = None,
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
