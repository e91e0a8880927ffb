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
from convbook.operation import Array, described, expect_writable, operation

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

    Ulyanov, Vedaldi and Lempitsky (2016). An image without a batch axis needs one.

    Parameters
    ----------
    input : array, shape ``(N, C, *sizes)``
    running_mean, running_var : array, shape (C,), optional
        Both or none. With ``use_input_stats`` they are changed in place, as in :func:`batch_norm`,
        with the mean over the batch of the statistics of its images.
    use_input_stats : bool
        Whether the mean and the variance are those of the image; otherwise the running ones. Of a
        channel of 1 place there are none, which is a ValueError.
    weight, bias, momentum, eps
        As in :func:`batch_norm`.

    Examples
    --------
    >>> instance_norm(np.array([[[1.0, 5.0], [10.0, 50.0]]]), eps=1e-12)
    array([[[-1.,  1.],
            [-1.,  1.]]])
    """
    running = {"running_mean": running_mean, "running_var": running_var}
    arrays = described(input=input, **running, weight=weight, bias=bias)
    check_instance(*arrays, use_input_stats, momentum, eps)
    if not use_input_stats:
        return affine(by_running(input, running_mean, running_var, eps)[0], weight, bias)
    expect_writable(**running)
    standard, mean, variance, _ = standardize(input, tuple(range(2, input.ndim)), eps)
    output = affine(standard, weight, bias)
    if input.size:
        count = prod(input.shape[2:])
        remember(running_mean, mean.mean(0), momentum)
        remember(running_var, variance.mean(0) * (count / (count - 1)), momentum)
    return output


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
    """Gradients of :func:`instance_norm`: as :func:`batch_norm_backward`, with means over an image.

    The running arrays have none and are not changed.

    >>> *_, grad_weight, grad_bias = instance_norm_backward(
    ...     np.array([[[10.0, 1.0]]]), np.array([[[1.0, 5.0]]]), None, None,
    ...     np.ones(1), np.zeros(1), eps=1e-12)
    >>> grad_weight, grad_bias
    (array([-9.]), array([11.]))
    """
    running = {"running_mean": running_mean, "running_var": running_var}
    arrays = described(input=input, **running, weight=weight, bias=bias)
    check_instance(*arrays, use_input_stats, momentum, eps)
    expect_shape("grad_output", grad_output.shape, input.shape)
    places = tuple(range(2, input.ndim))
    grads = affine_gradients(grad_output, weight)
    if use_input_stats:
        standard, _, _, scale = standardize(input, places, eps)
        grad_input = standardize_backward(grads, standard, scale, places)
    else:
        standard, scale = by_running(input, running_mean, running_var, eps)
        grad_input = grads * scale
    axes = (0, *places)
    return grad_input, None, None, *vector_gradients(grad_output, standard, weight, bias, axes)
