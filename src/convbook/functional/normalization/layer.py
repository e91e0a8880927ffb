"""Layer normalization: less the mean, over the deviation, of the last axes."""

from convbook.arithmetic.arguments import expect_shape
from convbook.arithmetic.normalization import check_layer
from convbook.functional.normalization._standardize import standardize, standardize_backward
from convbook.operation import Array, fractional, operation

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
    return (standard if bias is None else standard + bias).astype(fractional(input), copy=False)


@operation
def layer_norm_backward(
    grad_output: Array,
    input: Array,
    normalized_shape,
    weight: Array | None = None,
    bias: Array | None = None,
    eps=1e-05,
):
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
