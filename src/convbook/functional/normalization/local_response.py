"""Normalization by the neighboring channels."""

from math import prod

import numpy as np

from convbook.arithmetic.arguments import expect_shape
from convbook.arithmetic.normalization import check_neighbors
from convbook.operation import Array, operation
from convbook.windows import pad_border, put_back, view

__all__ = ["local_response_norm", "local_response_norm_backward"]


@operation
def local_response_norm(input: Array, size, alpha=1e-4, beta=0.75, k=1.0):
    r"""Divide every cell by a power of the mean square of its neighbors in the other channels.

    .. math:: y_{n,c,i} = x_{n,c,i} \left(k + \frac{\alpha}{s}
              \sum_{c'=c-\lfloor s/2 \rfloor}^{c+\lfloor (s-1)/2 \rfloor}
              x_{n,c',i}^2 \right)^{-\beta}

    where ``x`` is 0 outside its channels, and s, the size, divides there too.

    Parameters
    ----------
    input : array, shape ``(N, C, *sizes)``
        At least three axes.
    size : int
        Channels of the window; one of an even window more before than behind.
    alpha, beta, k : float

    Returns
    -------
    array, shape ``(N, C, *sizes)``

    Raises
    ------
    TypeError
        If ``size`` is not a whole number, or another setting not a number.
    ValueError
        If ``input`` has fewer than 3 axes or ``size`` is below 1.

    Notes
    -----
    Krizhevsky, Sutskever and Hinton (2012), section 3.3. There :math:`\alpha` multiplies the sum;
    here, as in PyTorch, the mean, so that their :math:`10^{-4}` with 5 channels is
    :math:`5 \cdot 10^{-4}` here.

    Examples
    --------
    The window of 2 holds a channel and the one before it.

    >>> local_response_norm(np.array([[[3.0], [4.0]]]), 2, alpha=2.0, beta=1.0, k=0.0)[0].tolist()
    [[0.3333333333333333], [0.16]]
    """
    window = check_neighbors(input, size, alpha, beta, k)
    return input / (k + alpha / window.kernel * windowed_sum(input * input, window)) ** beta


@operation
def local_response_norm_backward(
    grad_output: Array, input: Array, size, alpha=1e-4, beta=0.75, k=1.0
):
    r"""Gradient of :func:`local_response_norm`: a cell is divided, and divides its neighbors.

    With d the bracket of the forward formula,

    .. math:: \frac{\partial L}{\partial x_c} = g_c \, d_c^{-\beta} - \frac{2 \alpha \beta}{s} \,
              x_c \sum_{c'} g_{c'} \, x_{c'} \, d_{c'}^{-\beta - 1}

    where the sum is over the channels whose window holds c.

    Parameters
    ----------
    grad_output : array, of the shape of ``input``
    input, size, alpha, beta, k
        As in :func:`local_response_norm`.

    Returns
    -------
    array, of the shape of ``input``

    Raises
    ------
    TypeError, ValueError
        As :func:`local_response_norm`, and if ``grad_output`` has another shape than its result.

    Examples
    --------
    With k = 0, beta = 1 and a window of 1 it is 1 / x; the gradient is -1 / x squared.

    >>> local_response_norm_backward(
    ...     np.array([[[100.0], [1.0]]]), np.array([[[5.0], [1.0]]]), 1, alpha=1.0, beta=1.0, k=0.0)
    array([[[-4.],
            [-1.]]])
    """
    window = check_neighbors(input, size, alpha, beta, k)
    expect_shape("grad_output", grad_output.shape, input.shape)
    bracket = k + alpha / window.kernel * windowed_sum(input * input, window)
    pulled = grad_output * input * bracket ** (-beta - 1)
    batch, channels, *sizes = input.shape
    columns = np.moveaxis(pulled.reshape(batch, channels, prod(sizes)), 1, -1)
    columns = np.broadcast_to(columns[..., None, :], (*columns.shape[:-1], window.kernel, channels))
    collected = np.moveaxis(put_back(columns, [window], (channels,)), -1, 1).reshape(input.shape)
    return grad_output * bracket**-beta - 2 * alpha * beta / window.kernel * input * collected


def windowed_sum(squares, window):
    """For each channel, the sum over the channels of its window."""
    channels = squares.shape[1]
    if 0 in squares.shape:
        return squares
    framed = pad_border(np.moveaxis(squares, 1, -1), [window])
    return np.moveaxis(view(framed, [window], (channels,)).sum(-2), -1, 1)
