"""Functions that level off on both sides, and their slopes."""

import numpy as np

from convbook.arithmetic.activation import clipping
from convbook.arithmetic.arguments import expect_shape
from convbook.functional.activation._elementwise import as_float
from convbook.operation import Array, kept, operation

__all__ = [
    "hardsigmoid",
    "hardsigmoid_backward",
    "hardtanh",
    "hardtanh_backward",
    "sigmoid",
    "sigmoid_backward",
    "tanh",
    "tanh_backward",
]


@operation
def sigmoid(input: Array):
    r"""Squeeze every number between 0 and 1.

    .. math:: y = \sigma(x) = \frac{1}{1 + e^{-x}}

    Parameters
    ----------
    input : array

    Returns
    -------
    array, of the shape of ``input``

    Notes
    -----
    Goodfellow, Bengio and Courville (2016), section 3.10.

    Examples
    --------
    >>> sigmoid(np.array([-np.log(3), 0, np.log(3)])).round(9)
    array([0.25, 0.5 , 0.75])
    """
    return 1 / (1 + np.exp(-as_float(input)))


@operation
def sigmoid_backward(grad_output: Array, input: Array):
    r"""Gradient of :func:`sigmoid`.

    .. math:: \frac{\partial L}{\partial x} = g\, \sigma(x) (1 - \sigma(x))

    Parameters
    ----------
    grad_output : array, of the shape of ``input``
    input
        As in :func:`sigmoid`.

    Returns
    -------
    array, of the shape of ``input``

    Raises
    ------
    ValueError
        If ``grad_output`` has another shape than ``input``.

    Examples
    --------
    >>> sigmoid_backward(np.array([16.0, 4.0]), np.array([np.log(3), 0])).round(9)
    array([3., 1.])
    """
    expect_shape("grad_output", grad_output.shape, input.shape)
    y = sigmoid(input)
    return grad_output * (1 - y) * y


@operation
def tanh(input: Array):
    r"""Squeeze every number between -1 and 1.

    .. math:: y = \tanh x = \frac{e^x - e^{-x}}{e^x + e^{-x}} = 2 \sigma(2x) - 1

    Parameters
    ----------
    input : array

    Returns
    -------
    array, of the shape of ``input``

    Notes
    -----
    Goodfellow, Bengio and Courville (2016), section 6.3.2.

    Examples
    --------
    >>> tanh(np.array([0, np.log(3)])).round(9)
    array([0. , 0.8])
    """
    return np.tanh(as_float(input))


@operation
def tanh_backward(grad_output: Array, input: Array):
    r"""Gradient of :func:`tanh`.

    .. math:: \frac{\partial L}{\partial x} = g\, (1 - \tanh^2 x)

    Parameters
    ----------
    grad_output : array, of the shape of ``input``
    input
        As in :func:`tanh`.

    Returns
    -------
    array, of the shape of ``input``

    Raises
    ------
    ValueError
        If ``grad_output`` has another shape than ``input``.

    Examples
    --------
    >>> tanh_backward(np.array([1.0, 100.0]), np.array([0, np.log(3)])).round(9)
    array([ 1., 36.])
    """
    expect_shape("grad_output", grad_output.shape, input.shape)
    y = tanh(input)
    return grad_output * (1 - y * y)


@operation
def hardtanh(input: Array, min_val=-1.0, max_val=1.0, inplace=False):
    r"""Clip.

    .. math:: y = \min(\max(x, \text{min\_val}), \text{max\_val})

    Parameters
    ----------
    input : array
    min_val, max_val : float
        Whole numbers are clipped to these with their fractions cut off.
    inplace : bool
        Whether to write the result into ``input``.

    Returns
    -------
    array, of the shape of ``input``; ``input`` itself if ``inplace``

    Raises
    ------
    TypeError
        If ``input`` is boolean, or a limit not a number.
    ValueError
        If ``min_val`` is above ``max_val``, or a limit is below 0 for numbers without a sign.

    Notes
    -----
    The tanh of three straight pieces, with the default limits.

    Examples
    --------
    >>> hardtanh(np.array([-3, -1, 0, 2]), -2, 1)
    array([-2, -1,  0,  1])
    """
    least, most = clipping(input.dtype, min_val, max_val)
    return kept(np.clip(input, least, most), input, inplace)


@operation
def hardtanh_backward(grad_output: Array, input: Array, min_val=-1.0, max_val=1.0, inplace=False):
    r"""Gradient of :func:`hardtanh`: passed on strictly between the limits.

    .. math:: \frac{\partial L}{\partial x} = g \,[\text{min\_val} < x < \text{max\_val}]

    Parameters
    ----------
    grad_output : array, of the shape of ``input``
    input, min_val, max_val, inplace
        As in :func:`hardtanh`. ``input`` is the array before the operation, and is not changed.

    Returns
    -------
    array, of the shape of ``input``

    Raises
    ------
    TypeError, ValueError
        As :func:`hardtanh`, and if ``grad_output`` has another shape than its result.

    Examples
    --------
    >>> hardtanh_backward(np.array([1, 10, 100, 1000]), np.array([-3, -1, 0, 2]), -2, 1)
    array([  0,  10, 100,   0])
    """
    least, most = clipping(input.dtype, min_val, max_val)
    expect_shape("grad_output", grad_output.shape, input.shape)
    return np.where((input <= least) | (input >= most), 0, grad_output)


@operation
def hardsigmoid(input: Array, inplace=False):
    r"""A sigmoid of three straight pieces.

    .. math:: y = \frac{\min(\max(x + 3, 0), 6)}{6}

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
    Courbariaux, Bengio and David (2015) with other pieces; these are those of Howard et al.
    (2019), section 5.2.

    Examples
    --------
    >>> hardsigmoid(np.array([-4.0, 0.0, 1.5, 4.0]))
    array([0.  , 0.5 , 0.75, 1.  ])
    """
    return kept(np.clip(as_float(input) + 3, 0, 6) / 6, input, inplace)


@operation
def hardsigmoid_backward(grad_output: Array, input: Array, inplace=False):
    r"""Gradient of :func:`hardsigmoid`: a sixth of it, between -3 and 3.

    .. math:: \frac{\partial L}{\partial x} = \frac{g}{6} \,[-3 < x < 3]

    Parameters
    ----------
    grad_output : array, of the shape of ``input``
    input, inplace
        As in :func:`hardsigmoid`. ``input`` is the array before the operation, and is not changed.

    Returns
    -------
    array, of the shape of ``input``

    Raises
    ------
    TypeError, ValueError
        As :func:`hardsigmoid`, and if ``grad_output`` has another shape than its result.

    Notes
    -----
    At NaN it is 0, as in PyTorch.

    Examples
    --------
    >>> hardsigmoid_backward(np.array([6.0, 60.0, 600.0]), np.array([-4.0, 0.0, 3.0]))
    array([ 0., 10.,  0.])
    """
    expect_shape("grad_output", grad_output.shape, input.shape)
    return np.where((input > -3) & (input < 3), grad_output / 6, 0)
