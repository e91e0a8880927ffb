"""Numbers along an axis as parts of a whole, and one half as the gate of the other."""

import numpy as np

from convbook.arithmetic.activation import halved_axis, softmax_axis
from convbook.arithmetic.arguments import expect_shape
from convbook.operation import Array, fractional, operation

__all__ = [
    "glu",
    "glu_backward",
    "log_softmax",
    "log_softmax_backward",
    "softmax",
    "softmax_backward",
]


@operation
def softmax(input: Array, dim=None, dtype=None):
    r"""Turn the numbers along an axis into positive parts of 1.

    .. math:: y_i = \frac{e^{x_i}}{\sum_j e^{x_j}}

    Parameters
    ----------
    input : array
    dim : int, optional
        The axis. Without it, axis 0 of an input of 0, 1 or 3 axes and axis 1 of any other is
        taken, with the warning that PyTorch gives too.
    dtype : dtype, optional
        The kind of number to compute in.

    Returns
    -------
    array, of the shape of ``input``

    Raises
    ------
    TypeError
        If ``dim`` is not a whole number or ``dtype`` not a kind of fractions.
    ValueError
        If there is no such axis.

    Notes
    -----
    Goodfellow, Bengio and Courville (2016), equation 4.1. The greatest number is subtracted from
    all first, which changes nothing in the formula and keeps the powers finite.

    Examples
    --------
    >>> softmax(np.log(np.array([1, 2, 5])), dim=0).round(9)
    array([0.125, 0.25 , 0.625])
    """
    axis = softmax_axis("softmax", dim, input.ndim)
    powers = np.exp(lowered(input, axis, dtype))
    return (powers / powers.sum(axis, keepdims=True)).reshape(input.shape)


@operation
def softmax_backward(grad_output: Array, input: Array, dim=None, dtype=None):
    r"""Gradient of :func:`softmax`.

    .. math:: \frac{\partial L}{\partial x_i} = y_i \left(g_i - \sum_j g_j \, y_j\right)

    Parameters
    ----------
    grad_output : array, of the shape of ``input``
    input, dim, dtype
        As in :func:`softmax`.

    Returns
    -------
    array, of the shape of ``input``

    Raises
    ------
    TypeError, ValueError
        As :func:`softmax`, and if ``grad_output`` has another shape than its result.

    Examples
    --------
    Two equal parts: what is added to one is taken from the other.

    >>> softmax_backward(np.array([8.0, 0.0]), np.array([3.0, 3.0]), dim=0)
    array([ 2., -2.])
    """
    axis = softmax_axis("softmax", dim, input.ndim)
    expect_shape("grad_output", grad_output.shape, input.shape)
    y = np.atleast_1d(softmax(input, axis, dtype))
    grad = np.atleast_1d(grad_output)
    grad = y * (grad - (grad * y).sum(axis, keepdims=True))
    return grad.reshape(input.shape).astype(fractional(input), copy=False)


@operation
def log_softmax(input: Array, dim=None, dtype=None):
    r"""The logarithm of :func:`softmax`, without its rounding.

    .. math:: y_i = x_i - \log \sum_j e^{x_j}

    Parameters
    ----------
    input, dim, dtype
        As in :func:`softmax`.

    Returns
    -------
    array, of the shape of ``input``

    Raises
    ------
    TypeError, ValueError
        As :func:`softmax`.

    Notes
    -----
    Goodfellow, Bengio and Courville (2016), section 6.2.2.3.

    Examples
    --------
    >>> log_softmax(np.array([0.0, -1000.0]), dim=0)
    array([    0., -1000.])
    """
    axis = softmax_axis("log_softmax", dim, input.ndim)
    x = lowered(input, axis, dtype)
    return (x - np.log(np.exp(x).sum(axis, keepdims=True))).reshape(input.shape)


@operation
def log_softmax_backward(grad_output: Array, input: Array, dim=None, dtype=None):
    r"""Gradient of :func:`log_softmax`.

    .. math:: \frac{\partial L}{\partial x_i} = g_i - \frac{e^{x_i}}{\sum_j e^{x_j}} \sum_j g_j

    Parameters
    ----------
    grad_output : array, of the shape of ``input``
    input, dim, dtype
        As in :func:`softmax`.

    Returns
    -------
    array, of the shape of ``input``

    Raises
    ------
    TypeError, ValueError
        As :func:`softmax`, and if ``grad_output`` has another shape than its result.

    Examples
    --------
    >>> log_softmax_backward(np.array([8.0, 0.0]), np.array([3.0, 3.0]), dim=0)
    array([ 4., -4.])
    """
    axis = softmax_axis("log_softmax", dim, input.ndim)
    expect_shape("grad_output", grad_output.shape, input.shape)
    grad = np.atleast_1d(grad_output)
    parts = np.atleast_1d(softmax(input, axis, dtype))
    grad = grad - parts * grad.sum(axis, keepdims=True)
    return grad.reshape(input.shape).astype(fractional(input), copy=False)


@operation
def glu(input: Array, dim=-1):
    r"""Let one half of the input open and close the other (gated linear unit).

    .. math:: y = a \, \sigma(b), \qquad x = (a, b) \text{ along the axis}

    Parameters
    ----------
    input : array
    dim : int
        The axis to cut in half.

    Returns
    -------
    array
        Of the shape of ``input``, with half the cells along ``dim``.

    Raises
    ------
    TypeError
        If ``dim`` is not a whole number.
    ValueError
        If there is no such axis, or it has an odd number of cells.

    Notes
    -----
    Dauphin, Fan, Auli and Grangier (2017), equation 1.

    Examples
    --------
    >>> glu(np.array([8.0, 10.0, 0.0, 1000.0]))
    array([ 4., 10.])
    """
    values, gates = np.split(input, 2, halved_axis("dim", dim, input.shape))
    return values / (1 + np.exp(-gates))


@operation
def glu_backward(grad_output: Array, input: Array, dim=-1):
    r"""Gradient of :func:`glu`: one half for the values, one for the gates.

    .. math:: \frac{\partial L}{\partial a} = g \, \sigma(b), \qquad
              \frac{\partial L}{\partial b} = g \, a \, \sigma(b) (1 - \sigma(b))

    Parameters
    ----------
    grad_output : array, of the shape that :func:`glu` returns
    input, dim
        As in :func:`glu`.

    Returns
    -------
    array, of the shape of ``input``

    Raises
    ------
    TypeError, ValueError
        As :func:`glu`, and if ``grad_output`` has another shape than its result.

    Examples
    --------
    >>> glu_backward(np.array([1.0, 10.0]), np.array([8.0, 12.0, 0.0, 0.0]))
    array([ 0.5,  5. ,  2. , 30. ])
    """
    axis = halved_axis("dim", dim, input.shape)
    values, gates = np.split(input, 2, axis)
    expect_shape("grad_output", grad_output.shape, values.shape)
    opened = 1 / (1 + np.exp(-gates))
    to_gates = grad_output * values * opened * (1 - opened)
    return np.concatenate([grad_output * opened, to_gates], axis)


def lowered(input, axis, dtype):
    """The numbers less the greatest along the axis; at least one axis."""
    x = np.atleast_1d(input.astype(fractional(input, dtype=dtype), copy=False))
    return x - x.max(axis, keepdims=True, initial=-np.inf)
