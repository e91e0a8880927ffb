"""Gates: a number times a gate between 0 and 1, opened by itself or by another; their slopes."""

import numpy as np

from convbook.arithmetic.activation import halved_axis
from convbook.arithmetic.arguments import choice, expect_real, expect_shape
from convbook.functional.activation._erf import erf
from convbook.functional.activation.sigmoids import sigmoid
from convbook.operation import Array, floating, kept, operation

__all__ = [
    "gelu",
    "gelu_backward",
    "glu",
    "glu_backward",
    "hardswish",
    "hardswish_backward",
    "silu",
    "silu_backward",
]

# The cubic approximation of Hendrycks and Gimpel.
ROOT = (2 / np.pi) ** 0.5
CUBIC = 0.044715


@operation
def silu(input: Array, inplace=False):
    r"""Multiply every number by its own sigmoid (SiLU, also Swish).

    .. math:: y = x\, \sigma(x)

    Elfwing, Uchibe and Doya (2018); Ramachandran, Zoph and Le (2017) as Swish with
    :math:`\beta = 1`. At minus infinity the result is NaN, as in PyTorch.

    >>> (silu(np.array([-1.0, 1.0])) / sigmoid(np.array([-1.0, 1.0]))).round(9)
    array([-1.,  1.])
    """
    x = floating(input)
    return kept(x / (1 + np.exp(-x)), input, inplace)


@operation
def silu_backward(grad_output: Array, input: Array, inplace=False):
    r"""Gradient of :func:`silu`, given the array before the operation.

    .. math:: \frac{\partial L}{\partial x} = g\, \sigma(x) \left(1 + x (1 - \sigma(x))\right)

    >>> silu_backward(np.array([10.0]), np.array([0.0]))
    array([5.])
    """
    expect_shape("grad_output", grad_output.shape, input.shape)
    y = sigmoid(input)
    return grad_output * y * (1 + input * (1 - y))


@operation
def hardswish(input: Array, inplace=False):
    r"""Multiply every number by its own hard sigmoid: :func:`silu` of straight pieces.

    .. math:: y = x\, \frac{\min(\max(x + 3, 0), 6)}{6}

    Howard et al. (2019), section 5.2. At minus infinity the result is NaN, as in PyTorch.

    >>> hardswish(np.array([-4.0, -1.5, 1.5, 4.0]))
    array([-0.   , -0.375,  1.125,  4.   ])
    """
    expect_real(input=input.dtype)
    x = floating(input)
    return kept(x * np.clip(x + 3, 0, 6) / 6, input, inplace)


@operation
def hardswish_backward(grad_output: Array, input: Array, inplace=False):
    r"""Gradient of :func:`hardswish`, given the array before it: 0 up to -3, all of it from 3 on.

    .. math:: \frac{\partial L}{\partial x} = g \left(\frac{x}{3} + \frac{1}{2}\right)
              \text{ between -3 and 3}

    >>> hardswish_backward(np.array([1.0, 10.0, 100.0]), np.array([-3.0, 1.5, 3.0]))
    array([  0.,  10., 100.])
    """
    expect_shape("grad_output", grad_output.shape, input.shape)
    x = floating(input)
    slope = np.where(x < 3, x / 3 + 0.5, 1)
    return np.where(x <= -3, 0, grad_output * slope)


@operation
def gelu(input: Array, approximate="none"):
    r"""Multiply every number by the probability that a normal number lies below it.

    .. math:: y = x\, \Phi(x) = \frac{x}{2} \left(1 + \operatorname{erf} \frac{x}{\sqrt 2}\right)

    With ``approximate='tanh'`` in place of 'none', the bracket is
    :math:`1 + \tanh\left(\sqrt{2 / \pi}\,(x + 0.044715\, x^3)\right)`.

    Hendrycks and Gimpel (2016), section 2. At minus infinity the result is NaN, as in PyTorch. In
    long double, the digits are those of float64.

    >>> gelu(np.array([-1.0, 0.0, 1.0])).round(6)
    array([-0.158655,  0.      ,  0.841345])
    """
    choice("approximate", approximate, ("none", "tanh"))
    expect_real(input=input.dtype)
    x = floating(input)
    if approximate == "none":
        return 0.5 * x * (1 + erf(x * 0.5**0.5))
    return 0.5 * x * (1 + np.tanh(ROOT * (x + CUBIC * x * x * x)))


@operation
def gelu_backward(grad_output: Array, input: Array, approximate="none"):
    r"""Gradient of :func:`gelu`; with 'tanh', that of the function it uses.

    .. math:: \frac{\partial L}{\partial x} = g\, \left(\Phi(x) + x\, \varphi(x)\right), \qquad
                  \varphi(x) = \frac{e^{-x^2 / 2}}{\sqrt{2 \pi}}

    >>> gelu_backward(np.array([10.0]), np.array([0.0]))
    array([5.])
    """
    choice("approximate", approximate, ("none", "tanh"))
    expect_shape("grad_output", grad_output.shape, input.shape)
    x = floating(input)
    if approximate == "none":
        density = np.exp(-0.5 * x * x) * (2 * np.pi) ** -0.5
        return grad_output * (0.5 * (1 + erf(x * 0.5**0.5)) + x * density)
    inner = np.tanh(ROOT * (x + CUBIC * x * x * x))
    slope = (1 - inner * inner) * ROOT * (1 + 3 * CUBIC * x * x)
    return grad_output * (0.5 * (1 + inner) + 0.5 * x * slope)


@operation
def glu(input: Array, dim=-1):
    r"""Let one half of the input open and close the other (gated linear unit).

    .. math:: y = a \, \sigma(b), \qquad x = (a, b) \text{ along the axis}

    The axis is ``dim``; the result has half the cells along it, and an odd number of them is a
    ValueError (Dauphin, Fan, Auli and Grangier, 2017, equation 1).

    >>> glu(np.array([8.0, 10.0, 0.0, 1000.0]))
    array([ 4., 10.])
    """
    expect_real(input=input.dtype)
    values, gates = np.split(floating(input), 2, halved_axis("dim", dim, input.shape))
    return values / (1 + np.exp(-gates))


@operation
def glu_backward(grad_output: Array, input: Array, dim=-1):
    r"""Gradient of :func:`glu`, of the shape of ``input``: for the values and for the gates.

    .. math:: \frac{\partial L}{\partial a} = g \, \sigma(b), \qquad
              \frac{\partial L}{\partial b} = g \, a \, \sigma(b) (1 - \sigma(b))

    >>> glu_backward(np.array([1.0, 10.0]), np.array([8.0, 12.0, 0.0, 0.0]))
    array([ 0.5,  5. ,  2. , 30. ])
    """
    axis = halved_axis("dim", dim, input.shape)
    values, gates = np.split(floating(input), 2, axis)
    expect_shape("grad_output", grad_output.shape, values.shape)
    opened = 1 / (1 + np.exp(-gates))
    to_gates = grad_output * values * opened * (1 - opened)
    return np.concatenate([grad_output * opened, to_gates], axis)
