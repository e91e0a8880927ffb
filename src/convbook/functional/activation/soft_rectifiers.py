"""Rectifiers that bend instead of breaking, and their slopes."""

import numpy as np

from convbook.arithmetic.arguments import expect_shape, real
from convbook.functional.activation._elementwise import as_float
from convbook.operation import Array, kept, operation

__all__ = ["elu", "elu_backward", "softplus", "softplus_backward"]


@operation
def elu(input: Array, alpha=1.0, inplace=False):
    r"""Keep what is positive; let the rest saturate.

    .. math:: y = x \text{ if } x > 0, \text{ else } \alpha (e^x - 1)

    Parameters
    ----------
    input : array
    alpha : float
        What the function approaches, with its sign turned, far below 0.
    inplace : bool
        Whether to write the result into ``input``.

    Returns
    -------
    array, of the shape of ``input``; ``input`` itself if ``inplace``

    Raises
    ------
    TypeError
        If ``alpha`` is not a number. If ``inplace`` and ``input`` holds whole numbers.

    Notes
    -----
    Clevert, Unterthiner and Hochreiter (2016).

    Examples
    --------
    >>> elu(np.array([-np.log(2), 3.0]), 4.0).round(9)
    array([-2.,  3.])
    """
    real("alpha", alpha)
    x = as_float(input)
    return kept(np.where(x <= 0, alpha * np.expm1(x), x), input, inplace)


@operation
def elu_backward(grad_output: Array, input: Array, alpha=1.0, inplace=False):
    r"""Gradient of :func:`elu`.

    .. math:: \frac{\partial L}{\partial x} = g \text{ if } x > 0, \text{ else } g\, \alpha\, e^x

    Parameters
    ----------
    grad_output : array, of the shape of ``input``
    input, alpha, inplace
        As in :func:`elu`. ``input`` is the array before the operation, and is not changed.

    Returns
    -------
    array, of the shape of ``input``

    Raises
    ------
    TypeError, ValueError
        As :func:`elu`, and if ``grad_output`` has another shape than its result.

    Examples
    --------
    >>> elu_backward(np.array([10.0, 1.0]), np.array([-np.log(2), 3.0]), 4.0).round(9)
    array([20.,  1.])
    """
    real("alpha", alpha)
    expect_shape("grad_output", grad_output.shape, input.shape)
    return np.where(input <= 0, grad_output * alpha * np.exp(input), grad_output)


@operation
def softplus(input: Array, beta=1, threshold=20):
    r"""A smooth form of relu.

    .. math:: y = \frac{1}{\beta} \log\left(1 + e^{\beta x}\right)

    Parameters
    ----------
    input : array
    beta : float
        How sharp the bend is.
    threshold : float
        Where ``beta * x`` is above it, the result is x itself.

    Returns
    -------
    array, of the shape of ``input``

    Raises
    ------
    TypeError
        If ``beta`` or ``threshold`` is not a number.

    Notes
    -----
    Dugas et al. (2001).

    Examples
    --------
    >>> softplus(np.array([np.log(3), 30.0])).round(9)
    array([ 1.38629436, 30.        ])
    """
    real("beta", beta)
    real("threshold", threshold)
    x = as_float(input)
    return np.where(x * beta > threshold, x, np.log1p(np.exp(x * beta)) / beta)


@operation
def softplus_backward(grad_output: Array, input: Array, beta=1, threshold=20):
    r"""Gradient of :func:`softplus`: its slope is a sigmoid.

    .. math:: \frac{\partial L}{\partial x} = g\, \sigma(\beta x)

    Parameters
    ----------
    grad_output : array, of the shape of ``input``
    input, beta, threshold
        As in :func:`softplus`.

    Returns
    -------
    array, of the shape of ``input``

    Raises
    ------
    TypeError, ValueError
        As :func:`softplus`, and if ``grad_output`` has another shape than its result.

    Notes
    -----
    Above the threshold the slope is 1.

    Examples
    --------
    >>> softplus_backward(np.array([4.0, 1.0]), np.array([np.log(3), 30.0])).round(9)
    array([3., 1.])
    """
    real("beta", beta)
    real("threshold", threshold)
    expect_shape("grad_output", grad_output.shape, input.shape)
    power = np.exp(as_float(input) * beta)
    return np.where(input * beta > threshold, grad_output, grad_output * (power / (power + 1)))
