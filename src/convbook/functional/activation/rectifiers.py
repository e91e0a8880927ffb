"""Rectifiers: what is positive passes, what is negative is held back, and their slopes."""

import numpy as np

from convbook.arithmetic.activation import refuse_bool
from convbook.arithmetic.arguments import expect_shape, real
from convbook.operation import Array, kept, operation

__all__ = ["leaky_relu", "leaky_relu_backward", "relu", "relu6", "relu6_backward", "relu_backward"]


@operation
def relu(input: Array, inplace=False):
    r"""Keep what is positive; the rest becomes 0.

    .. math:: y = \max(x, 0)

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
        If ``input`` is boolean.

    Notes
    -----
    Nair and Hinton (2010). Of -0, PyTorch keeps the sign; here it may change to 0.

    Examples
    --------
    >>> relu(np.array([-2, 0, 3]))
    array([0, 0, 3])
    """
    refuse_bool(input.dtype)
    return kept(np.maximum(input, 0), input, inplace)


@operation
def relu_backward(grad_output: Array, input: Array, inplace=False):
    r"""Gradient of :func:`relu`: passed on where the input is above 0.

    .. math:: \frac{\partial L}{\partial x} = g \,[x > 0]

    Parameters
    ----------
    grad_output : array, of the shape of ``input``
    input, inplace
        As in :func:`relu`. ``input`` is the array before the operation, and is not changed.

    Returns
    -------
    array, of the shape of ``input``

    Raises
    ------
    TypeError, ValueError
        As :func:`relu`, and if ``grad_output`` has another shape than its result.

    Notes
    -----
    At 0 the slope is taken as 0; at NaN, as in PyTorch, the gradient is passed on.

    Examples
    --------
    >>> relu_backward(np.array([1, 10, 100]), np.array([-2, 0, 3]))
    array([  0,   0, 100])
    """
    refuse_bool(input.dtype)
    expect_shape("grad_output", grad_output.shape, input.shape)
    return np.where(input <= 0, 0, grad_output)


@operation
def relu6(input: Array, inplace=False):
    r"""Clip to 0 to 6.

    .. math:: y = \min(\max(x, 0), 6)

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
        If ``input`` is boolean.

    Notes
    -----
    Krizhevsky (2010); used in MobileNets.

    Examples
    --------
    >>> relu6(np.array([-2, 3, 8]))
    array([0, 3, 6])
    """
    refuse_bool(input.dtype)
    return kept(np.clip(input, 0, 6), input, inplace)


@operation
def relu6_backward(grad_output: Array, input: Array, inplace=False):
    r"""Gradient of :func:`relu6`: passed on between 0 and 6.

    .. math:: \frac{\partial L}{\partial x} = g \,[0 < x < 6]

    Parameters
    ----------
    grad_output : array, of the shape of ``input``
    input, inplace
        As in :func:`relu6`. ``input`` is the array before the operation, and is not changed.

    Returns
    -------
    array, of the shape of ``input``

    Raises
    ------
    TypeError, ValueError
        As :func:`relu6`, and if ``grad_output`` has another shape than its result.

    Notes
    -----
    At 0 and 6 the slope is taken as 0.

    Examples
    --------
    >>> relu6_backward(np.array([1, 10, 100]), np.array([-2, 3, 8]))
    array([ 0, 10,  0])
    """
    refuse_bool(input.dtype)
    expect_shape("grad_output", grad_output.shape, input.shape)
    return np.where((input <= 0) | (input >= 6), 0, grad_output)


@operation
def leaky_relu(input: Array, negative_slope=0.01, inplace=False):
    r"""Keep what is positive; scale the rest.

    .. math:: y = x \text{ if } x > 0, \text{ else } \alpha x

    Parameters
    ----------
    input : array
    negative_slope : float
        The scale :math:`\alpha` of what is not positive.
    inplace : bool
        Whether to write the result into ``input``.

    Returns
    -------
    array, of the shape of ``input``; ``input`` itself if ``inplace``

    Raises
    ------
    TypeError
        If ``negative_slope`` is not a number. If ``inplace`` and ``input`` holds whole numbers.

    Notes
    -----
    Maas, Hannun and Ng (2013).

    Examples
    --------
    >>> leaky_relu(np.array([-2.0, 0.0, 3.0]), 0.5)
    array([-1.,  0.,  3.])
    """
    real("negative_slope", negative_slope)
    return kept(np.where(input > 0, input, negative_slope * input), input, inplace)


@operation
def leaky_relu_backward(grad_output: Array, input: Array, negative_slope=0.01, inplace=False):
    r"""Gradient of :func:`leaky_relu`: passed on above 0, scaled elsewhere.

    .. math:: \frac{\partial L}{\partial x} = g \text{ if } x > 0, \text{ else } \alpha g

    Parameters
    ----------
    grad_output : array, of the shape of ``input``
    input, negative_slope, inplace
        As in :func:`leaky_relu`. ``input`` is the array before the operation, and is not changed.

    Returns
    -------
    array, of the shape of ``input``

    Raises
    ------
    TypeError, ValueError
        As :func:`leaky_relu`, and if ``grad_output`` has another shape than its result.

    Examples
    --------
    >>> leaky_relu_backward(np.array([2.0, 20.0, 200.0]), np.array([-2.0, 0.0, 3.0]), 0.5)
    array([  1.,  10., 200.])
    """
    real("negative_slope", negative_slope)
    expect_shape("grad_output", grad_output.shape, input.shape)
    return np.where(input > 0, grad_output, negative_slope * grad_output)
