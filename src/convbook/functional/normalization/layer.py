"""Layer normalization: less the mean, over the deviation, of the last axes."""

from convbook.arithmetic.arguments import expect_shape
from convbook.arithmetic.normalization import check_layer
from convbook.functional.normalization._standardize import (
    scale_and_shift,
    standardize,
    standardize_backward,
    vector_gradients,
)
from convbook.operation import Array, described, floating, operation

__all__ = ["layer_norm", "layer_norm_backward"]


@operation
def layer_norm(
    input: Array,
    normalized_shape,
    weight: Array | None = None,
    bias: Array | None = None,
    eps=1e-05,
):
    r"""Normalize over the last axes.

    .. math:: y = \frac{x - \mu}{\sqrt{\sigma^2 + \varepsilon}} \, \gamma + \beta

    with one mean and one variance for each cell of the axes before, and one scale and shift for
    each cell of the last ones (Ba, Kiros and Hinton, 2016).

    Parameters
    ----------
    input : array, shape ``(..., *normalized_shape)``
    normalized_shape : sequence of int
        Sizes of the last axes.
    weight, bias : array, shape ``normalized_shape``, optional
        The scale and the shift of each cell.
    eps : float
        Added to the variance.

    Examples
    --------
    >>> layer_norm(np.array([[1.0, 5.0], [10.0, 50.0]]), (2,), np.array([1.0, 3.0]), eps=1e-12)
    array([[-1.,  3.],
           [-1.,  3.]])
    """
    arrays = described(input=input, weight=weight, bias=bias)
    standard, *_ = standardize(input, check_layer(*arrays, normalized_shape, eps), eps)
    return scale_and_shift(standard, weight, bias)


@operation
def layer_norm_backward(
    grad_output: Array,
    input: Array,
    normalized_shape,
    weight: Array | None = None,
    bias: Array | None = None,
    eps=1e-05,
):
    """Gradients of :func:`layer_norm`: as :func:`batch_norm_backward`, with means over last axes.

    >>> _, grad_weight, grad_bias = layer_norm_backward(
    ...     np.array([[10.0, 1.0]]), np.array([[1.0, 5.0]]), (2,), np.ones(2), np.zeros(2), 1e-12)
    >>> grad_weight, grad_bias
    (array([-10.,   1.]), array([10.,  1.]))
    """
    arrays = described(input=input, weight=weight, bias=bias)
    axes = check_layer(*arrays, normalized_shape, eps)
    expect_shape("grad_output", grad_output.shape, input.shape)
    standard, _, _, scale = standardize(input, axes, eps)
    grad = floating(grad_output)
    through = grad if weight is None else grad * weight
    grad_input = standardize_backward(through, standard, scale, axes)
    before = tuple(range(input.ndim - len(axes)))
    return grad_input, *vector_gradients(grad, standard, weight, bias, before)
