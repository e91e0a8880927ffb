"""Sigmoids: functions bounded on both sides, and their slopes."""

import numpy as np

from convbook.arithmetic.arguments import expect_real, expect_shape
from convbook.operation import Array, floating, kept, operation

__all__ = [
    "hardsigmoid",
    "hardsigmoid_backward",
    "sigmoid",
    "sigmoid_backward",
    "tanh",
    "tanh_backward",
]


@operation
def sigmoid(input: Array):
    r"""Squeeze every number between 0 and 1.

    .. math:: y = \sigma(x) = \frac{1}{1 + e^{-x}}

    Goodfellow, Bengio and Courville (2016), section 3.10.

    >>> sigmoid(np.array([-np.log(3), 0, np.log(3)])).round(9)
    array([0.25, 0.5 , 0.75])
    """
    return 1 / (1 + np.exp(-floating(input)))


@operation
def sigmoid_backward(grad_output: Array, input: Array):
    r"""Gradient of :func:`sigmoid`, given the array before the operation.

    .. math:: \frac{\partial L}{\partial x} = g\, \sigma(x) (1 - \sigma(x))

    >>> sigmoid_backward(np.array([16.0, 4.0]), np.array([np.log(3), 0])).round(9)
    array([3., 1.])
    """
    expect_shape("grad_output", grad_output.shape, input.shape)
    y = sigmoid(input)
    return grad_output * (1 - y) * y


@operation
def tanh(input: Array):
    r"""Squeeze every number between -1 and 1: the hyperbolic tangent.

    .. math:: y = \tanh x = \frac{e^x - e^{-x}}{e^x + e^{-x}} = 2 \sigma(2x) - 1

    Goodfellow, Bengio and Courville (2016), section 6.3.2.

    >>> tanh(np.array([0, np.log(3)])).round(9)
    array([0. , 0.8])
    """
    return np.tanh(floating(input))


@operation
def tanh_backward(grad_output: Array, input: Array):
    r"""Gradient of :func:`tanh`, given the array before the operation.

    .. math:: \frac{\partial L}{\partial x} = g\, (1 - \tanh^2 x)

    >>> tanh_backward(np.array([1.0, 100.0]), np.array([0, np.log(3)])).round(9)
    array([ 1., 36.])
    """
    expect_shape("grad_output", grad_output.shape, input.shape)
    y = tanh(input)
    return grad_output * (1 - y * y)


@operation
def hardsigmoid(input: Array, inplace=False):
    r"""A sigmoid of three straight pieces.

    .. math:: y = \frac{\min(\max(x + 3, 0), 6)}{6}

    Courbariaux, Bengio and David (2015) with other pieces; these are those of Howard et al.
    (2019), section 5.2.

    >>> hardsigmoid(np.array([-4.0, 0.0, 1.5, 4.0]))
    array([0.  , 0.5 , 0.75, 1.  ])
    """
    expect_real(input=input.dtype)
    return kept(np.clip(floating(input) + 3, 0, 6) / 6, input, inplace)


@operation
def hardsigmoid_backward(grad_output: Array, input: Array, inplace=False):
    r"""Gradient of :func:`hardsigmoid`, given the array before it: a sixth, between -3 and 3.

    .. math:: \frac{\partial L}{\partial x} = \frac{g}{6} \,[-3 < x < 3]

    At NaN it is 0, as in PyTorch.

    >>> hardsigmoid_backward(np.array([6.0, 60.0, 600.0]), np.array([-4.0, 0.0, 3.0]))
    array([ 0., 10.,  0.])
    """
    expect_shape("grad_output", grad_output.shape, input.shape)
    return np.where((input > -3) & (input < 3), grad_output / 6, 0)
