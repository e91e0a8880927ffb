"""A cell times a gate that the cell itself opens, and their slopes."""

import numpy as np

from convbook.arithmetic.arguments import choice, expect_shape
from convbook.functional.activation._elementwise import as_float
from convbook.functional.activation._erf import erf
from convbook.functional.activation.sigmoids import sigmoid
from convbook.operation import Array, kept, operation

__all__ = ["gelu", "gelu_backward", "hardswish", "hardswish_backward", "silu", "silu_backward"]

# The cubic approximation of Hendrycks and Gimpel.
ROOT = (2 / np.pi) ** 0.5

CUBIC = 0.044715


@operation
def silu(input: Array, inplace=False):
    r"""Weigh every number by its own sigmoid (SiLU, also Swish).

    .. math:: y = x\, \sigma(x)

    Parameters
    ----------
    input : array
    inplace : bool
        Whether to write the result into ``input``.

    Returns
    -------
    array, of the shape of ``input``; ``input`` itself if ``inplace``

    Raises
    ------
    TypeError
        If ``inplace`` and ``input`` holds whole numbers.

    Notes
    -----
    Elfwing, Uchibe and Doya (2018); Ramachandran, Zoph and Le (2017) as Swish with
    :math:`\beta = 1`. At minus infinity the result is NaN, as in PyTorch.

    Examples
    --------
    >>> (silu(np.array([-1.0, 1.0])) / sigmoid(np.array([-1.0, 1.0]))).round(9)
    array([-1.,  1.])
    """
    x = as_float(input)
    return kept(x / (1 + np.exp(-x)), input, inplace)


@operation
def silu_backward(grad_output: Array, input: Array, inplace=False):
    r"""Gradient of :func:`silu`.

    .. math:: \frac{\partial L}{\partial x} = g\, \sigma(x) \left(1 + x (1 - \sigma(x))\right)

    Parameters
    ----------
    grad_output : array, of the shape of ``input``
    input, inplace
        As in :func:`silu`. ``input`` is the array before the operation, and is not changed.

    Returns
    -------
    array, of the shape of ``input``

    Raises
    ------
    TypeError, ValueError
        As :func:`silu`, and if ``grad_output`` has another shape than its result.

    Examples
    --------
    >>> silu_backward(np.array([10.0]), np.array([0.0]))
    array([5.])
    """
    expect_shape("grad_output", grad_output.shape, input.shape)
    y = sigmoid(input)
    return grad_output * y * (1 + input * (1 - y))


@operation
def hardswish(input: Array, inplace=False):
    r"""Weigh every number by its own hard sigmoid.

    .. math:: y = x\, \frac{\min(\max(x + 3, 0), 6)}{6}

    Parameters
    ----------
    input : array
    inplace : bool
        Whether to write the result into ``input``.

    Returns
    -------
    array, of the shape of ``input``; ``input`` itself if ``inplace``

    Raises
    ------
    TypeError
        If ``inplace`` and ``input`` holds whole numbers.

    Notes
    -----
    Howard et al. (2019), section 5.2. At minus infinity the result is NaN, as in PyTorch.

    Examples
    --------
    >>> hardswish(np.array([-4.0, -1.5, 1.5, 4.0]))
    array([-0.   , -0.375,  1.125,  4.   ])
    """
    x = as_float(input)
    return kept(x * np.clip(x + 3, 0, 6) / 6, input, inplace)


@operation
def hardswish_backward(grad_output: Array, input: Array, inplace=False):
    r"""Gradient of :func:`hardswish`: none below -3, all of it above 3.

    .. math:: \frac{\partial L}{\partial x} = g \left(\frac{x}{3} + \frac{1}{2}\right)
              \text{ between -3 and 3}

    Parameters
    ----------
    grad_output : array, of the shape of ``input``
    input, inplace
        As in :func:`hardswish`. ``input`` is the array before the operation, and is not changed.

    Returns
    -------
    array, of the shape of ``input``

    Raises
    ------
    TypeError, ValueError
        As :func:`hardswish`, and if ``grad_output`` has another shape than its result.

    Notes
    -----
    At -3 it is 0, at 3 all of the gradient is passed on, as in PyTorch.

    Examples
    --------
    >>> hardswish_backward(np.array([1.0, 10.0, 100.0]), np.array([-3.0, 1.5, 3.0]))
    array([  0.,  10., 100.])
    """
    expect_shape("grad_output", grad_output.shape, input.shape)
    slope = np.where(input < 3, input / 3 + 0.5, 1)
    return np.where(input <= -3, 0, grad_output * slope)


@operation
def gelu(input: Array, approximate="none"):
    r"""Weigh every number by the probability that a normal number lies below it.

    .. math:: y = x\, \Phi(x) = \frac{x}{2} \left(1 + \operatorname{erf} \frac{x}{\sqrt 2}\right)

    Parameters
    ----------
    input : array
    approximate : {'none', 'tanh'}
        'tanh' replaces the bracket by
        :math:`1 + \tanh\left(\sqrt{2 / \pi}\,(x + 0.044715\, x^3)\right)`.

    Returns
    -------
    array, of the shape of ``input``

    Raises
    ------
    ValueError
        If ``approximate`` is another word.

    Notes
    -----
    Hendrycks and Gimpel (2016), section 2. At minus infinity the result is NaN, as in PyTorch.

    Examples
    --------
    >>> gelu(np.array([-1.0, 0.0, 1.0])).round(6)
    array([-0.158655,  0.      ,  0.841345])
    """
    choice("approximate", approximate, ("none", "tanh"))
    x = as_float(input)
    if approximate == "none":
        return 0.5 * x * (1 + erf(x * 0.5**0.5))
    return 0.5 * x * (1 + np.tanh(ROOT * (x + CUBIC * x * x * x)))


@operation
def gelu_backward(grad_output: Array, input: Array, approximate="none"):
    r"""Gradient of :func:`gelu`.

    .. math:: \frac{\partial L}{\partial x} = g\, \left(\Phi(x) + x\, \varphi(x)\right), \qquad
                  \varphi(x) = \frac{e^{-x^2 / 2}}{\sqrt{2 \pi}}

    Parameters
    ----------
    grad_output : array, of the shape of ``input``
    input, approximate
        As in :func:`gelu`.

    Returns
    -------
    array, of the shape of ``input``

    Raises
    ------
    TypeError, ValueError
        As :func:`gelu`, and if ``grad_output`` has another shape than its result.

    Notes
    -----
    With 'tanh' it is the slope of that function.

    Examples
    --------
    >>> gelu_backward(np.array([10.0]), np.array([0.0]))
    array([5.])
    """
    choice("approximate", approximate, ("none", "tanh"))
    expect_shape("grad_output", grad_output.shape, input.shape)
    x = as_float(input)
    if approximate == "none":
        density = np.exp(-0.5 * x * x) * (2 * np.pi) ** -0.5
        return grad_output * (0.5 * (1 + erf(x * 0.5**0.5)) + x * density)
    inner = np.tanh(ROOT * (x + CUBIC * x * x * x))
    slope = (1 - inner * inner) * ROOT * (1 + 3 * CUBIC * x * x)
    return grad_output * (0.5 * (1 + inner) + 0.5 * x * slope)
