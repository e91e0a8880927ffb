"""Group normalization: less the mean, over the deviation, of a group of channels."""

from convbook.arithmetic.arguments import expect_shape
from convbook.arithmetic.normalization import check_group
from convbook.functional.normalization._standardize import (
    affine,
    affine_gradients,
    standardize,
    standardize_backward,
    vector_gradients,
)
from convbook.operation import Array, described, operation

__all__ = ["group_norm", "group_norm_backward"]


@operation
def group_norm(
    input: Array, num_groups, weight: Array | None = None, bias: Array | None = None, eps=1e-05
):
    r"""Normalize groups of channels of each image.

    .. math:: y = \frac{x - \mu_{n,g}}{\sqrt{\sigma_{n,g}^2 + \varepsilon}} \, \gamma_c + \beta_c

    where g is the group of channel c (Wu and He, 2018).

    Parameters
    ----------
    input : array, shape ``(N, C, *sizes)``
    num_groups : int
        A divisor of C. 1 normalizes all channels together, C each alone.
    weight, bias, eps
        As in :func:`batch_norm`.

    Raises
    ------
    ValueError
        If ``num_groups`` does not divide C, or the whole batch has 1 number in each group.

    Examples
    --------
    >>> group_norm(np.array([[1.0, 5.0, 10.0, 50.0]]), 2, eps=1e-12)
    array([[-1.,  1., -1.,  1.]])
    """
    shape = check_group(*described(input=input, weight=weight, bias=bias), num_groups, eps)
    standard, *_ = standardize(input.reshape(shape), (2,), eps)
    return affine(standard.reshape(input.shape), weight, bias)


@operation
def group_norm_backward(
    grad_output: Array,
    input: Array,
    num_groups,
    weight: Array | None = None,
    bias: Array | None = None,
    eps=1e-05,
):
    """Gradients of :func:`group_norm`: as :func:`batch_norm_backward`, with means over a group.

    >>> _, grad_weight, grad_bias = group_norm_backward(
    ...     np.array([[10.0, 1.0]]), np.array([[1.0, 5.0]]), 1, np.ones(2), np.zeros(2), 1e-12)
    >>> grad_weight, grad_bias
    (array([-10.,   1.]), array([10.,  1.]))
    """
    shape = check_group(*described(input=input, weight=weight, bias=bias), num_groups, eps)
    expect_shape("grad_output", grad_output.shape, input.shape)
    standard, _, _, scale = standardize(input.reshape(shape), (2,), eps)
    grads = affine_gradients(grad_output, weight).reshape(shape)
    grad_input = standardize_backward(grads, standard, scale, (2,)).reshape(input.shape)
    axes = (0, *range(2, input.ndim))
    standard = standard.reshape(input.shape)
    return grad_input, *vector_gradients(grad_output, standard, weight, bias, axes)
