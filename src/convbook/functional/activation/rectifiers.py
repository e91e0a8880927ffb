"""Rectifiers: identity above some point, bent or held back below it; and their slopes."""

import numpy as np

from convbook.arithmetic.activation import clipping, expect_ordered
from convbook.arithmetic.arguments import expect_real, expect_shape, real
from convbook.operation import Array, floating, kept, operation

__all__ = [
    "elu",
    "elu_backward",
    "hardtanh",
    "hardtanh_backward",
    "leaky_relu",
    "leaky_relu_backward",
    "relu",
    "relu6",
    "relu6_backward",
    "relu_backward",
    "softplus",
    "softplus_backward",
]


@operation
def relu(input: Array, inplace=False):
    r"""Rectify: keep what is positive; the rest becomes 0.

    .. math:: y = \max(x, 0)

    Nair and Hinton (2010). Of -0, PyTorch keeps the sign; here it may change to 0.

    Parameters
    ----------
    input : array
    inplace : bool
        Whether to write the result into ``input``.

    Examples
    --------
    >>> relu(np.array([-2, 0, 3]))
    array([0, 0, 3])
    """
    expect_ordered(input.dtype)
    return kept(np.maximum(input, 0), input, inplace)


@operation
def relu_backward(grad_output: Array, input: Array, inplace=False):
    r"""Gradient of :func:`relu`, given the array before the operation: passed on above 0.

    .. math:: \frac{\partial L}{\partial x} = g \,[x > 0]

    At 0 the slope is taken as 0; at NaN, as in PyTorch, the gradient is passed on.

    >>> relu_backward(np.array([1, 10, 100]), np.array([-2, 0, 3]))
    array([  0,   0, 100])
    """
    expect_ordered(input.dtype)
    expect_shape("grad_output", grad_output.shape, input.shape)
    return np.where(input <= 0, 0, grad_output)


@operation
def relu6(input: Array, inplace=False):
    r"""Clip to 0 to 6, as in MobileNets: :func:`hardtanh` with these limits (Krizhevsky, 2010).

    .. math:: y = \min(\max(x, 0), 6)

    >>> relu6(np.array([-2, 3, 8]))
    array([0, 3, 6])
    """
    expect_ordered(input.dtype)
    return kept(np.clip(input, 0, 6), input, inplace)


@operation
def relu6_backward(grad_output: Array, input: Array, inplace=False):
    r"""Gradient of :func:`relu6`, given the array before the operation: passed on between 0 and 6.

    .. math:: \frac{\partial L}{\partial x} = g \,[0 < x < 6]

    >>> relu6_backward(np.array([1, 10, 100]), np.array([-2, 3, 8]))
    array([ 0, 10,  0])
    """
    expect_ordered(input.dtype)
    expect_shape("grad_output", grad_output.shape, input.shape)
    return np.where((input <= 0) | (input >= 6), 0, grad_output)


@operation
def hardtanh(input: Array, min_val=-1.0, max_val=1.0, inplace=False):
    r"""Clip to a range; with the default limits, a tanh of three straight pieces.

    .. math:: y = \min(\max(x, \text{min\_val}), \text{max\_val})

    Parameters
    ----------
    min_val, max_val : float
        Whole numbers are clipped to these with their fractions cut off.
    input, inplace
        As in :func:`relu`.

    Raises
    ------
    ValueError
        If ``min_val`` is above ``max_val``, or whole numbers of the dtype of ``input`` do not reach
        a limit: 300 or infinity for uint8, or what is below 0.

    Examples
    --------
    >>> hardtanh(np.array([-3, -1, 0, 2]), -2, 1)
    array([-2, -1,  0,  1])
    """
    least, most = clipping(input.dtype, min_val, max_val)
    return kept(np.clip(input, least, most), input, inplace)


@operation
def hardtanh_backward(grad_output: Array, input: Array, min_val=-1.0, max_val=1.0, inplace=False):
    r"""Gradient of :func:`hardtanh`, given the array before it: passed on between the limits.

    .. math:: \frac{\partial L}{\partial x} = g \,[\text{min\_val} < x < \text{max\_val}]

    >>> hardtanh_backward(np.array([1, 10, 100, 1000]), np.array([-3, -1, 0, 2]), -2, 1)
    array([  0,  10, 100,   0])
    """
    least, most = clipping(input.dtype, min_val, max_val)
    expect_shape("grad_output", grad_output.shape, input.shape)
    return np.where((input <= least) | (input >= most), 0, grad_output)


@operation
def leaky_relu(input: Array, negative_slope=0.01, inplace=False):
    r"""Keep what is positive; scale the rest.

    .. math:: y = x \text{ if } x > 0, \text{ else } \alpha x

    where :math:`\alpha` is ``negative_slope``; the other arguments are those of :func:`relu` (Maas,
    Hannun and Ng, 2013).

    >>> leaky_relu(np.array([-2.0, 0.0, 3.0]), 0.5)
    array([-1.,  0.,  3.])
    """
    real("negative_slope", negative_slope)
    expect_real(input=input.dtype)
    return kept(np.where(input > 0, input, negative_slope * floating(input)), input, inplace)


@operation
def leaky_relu_backward(grad_output: Array, input: Array, negative_slope=0.01, inplace=False):
    r"""Gradient of :func:`leaky_relu`, given the array before it: passed on above 0, else scaled.

    .. math:: \frac{\partial L}{\partial x} = g \text{ if } x > 0, \text{ else } \alpha g

    >>> leaky_relu_backward(np.array([2.0, 20.0, 200.0]), np.array([-2.0, 0.0, 3.0]), 0.5)
    array([  1.,  10., 200.])
    """
    real("negative_slope", negative_slope)
    expect_shape("grad_output", grad_output.shape, input.shape)
    return np.where(input > 0, grad_output, negative_slope * floating(grad_output))


@operation
def elu(input: Array, alpha=1.0, inplace=False):
    r"""Keep what is positive; let the rest approach :math:`-\alpha` exponentially.

    .. math:: y = x \text{ if } x > 0, \text{ else } \alpha (e^x - 1)

    where :math:`\alpha` is ``alpha``; the other arguments are those of :func:`relu` (Clevert,
    Unterthiner and Hochreiter, 2016).

    >>> elu(np.array([-np.log(2), 3.0]), 4.0).round(9)
    array([-2.,  3.])
    """
    real("alpha", alpha)
    expect_real(input=input.dtype)
    x = floating(input)
    return kept(np.where(x <= 0, alpha * np.expm1(x), x), input, inplace)


@operation
def elu_backward(grad_output: Array, input: Array, alpha=1.0, inplace=False):
    r"""Gradient of :func:`elu`, given the array before the operation.

    .. math:: \frac{\partial L}{\partial x} = g \text{ if } x > 0, \text{ else } g\, \alpha\, e^x

    >>> elu_backward(np.array([10.0, 1.0]), np.array([-np.log(2), 3.0]), 4.0).round(9)
    array([20.,  1.])
    """
    real("alpha", alpha)
    expect_shape("grad_output", grad_output.shape, input.shape)
    slope = alpha * np.exp(floating(input))
    return np.where(input <= 0, grad_output * slope, grad_output)


@operation
def softplus(input: Array, beta=1, threshold=20):
    r"""A smooth form of relu.

    .. math:: y = \frac{1}{\beta} \log\left(1 + e^{\beta x}\right)

    where :math:`\beta` is ``beta``: the greater, the sharper the bend. Where ``beta * x`` is above
    ``threshold``, the result is x itself (Dugas et al., 2001).

    >>> softplus(np.array([np.log(3), 30.0])).round(9)
    array([ 1.38629436, 30.        ])
    """
    real("beta", beta)
    real("threshold", threshold)
    expect_real(input=input.dtype)
    x = floating(input)
    return np.where(x * beta > threshold, x, np.log1p(np.exp(x * beta)) / beta)


@operation
def softplus_backward(grad_output: Array, input: Array, beta=1, threshold=20):
    r"""Gradient of :func:`softplus`: its slope is a sigmoid, and 1 above the threshold.

    .. math:: \frac{\partial L}{\partial x} = g\, \sigma(\beta x)

    >>> softplus_backward(np.array([4.0, 1.0]), np.array([np.log(3), 30.0])).round(9)
    array([3., 1.])
    """
    real("beta", beta)
    real("threshold", threshold)
    expect_shape("grad_output", grad_output.shape, input.shape)
    bx = floating(input) * beta
    power = np.exp(bx)
    return np.where(bx > threshold, grad_output, grad_output * (power / (power + 1)))
