"""Normalization by the neighboring channels."""

from math import prod

import numpy as np

from convbook.arithmetic.arguments import expect_shape
from convbook.arithmetic.normalization import check_neighbors
from convbook.functional.normalization._standardize import beyond_float32
from convbook.operation import Array, described, floating, operation
from convbook.windows import pad_border, put_back, view

__all__ = ["local_response_norm", "local_response_norm_backward"]


@operation
def local_response_norm(input: Array, size, alpha=1e-4, beta=0.75, k=1.0):
    r"""Divide every cell by a power of the mean square of its neighbors in the other channels.

    .. math:: y_{n,c,i} = x_{n,c,i} \left(k + \frac{\alpha}{s}
              \sum_{c'=c-\lfloor s/2 \rfloor}^{c+\lfloor (s-1)/2 \rfloor}
              x_{n,c',i}^2 \right)^{-\beta}

    where ``x`` is 0 outside its channels, and s, the size, divides there too.

    Krizhevsky, Sutskever and Hinton (2012), section 3.3. There :math:`\alpha` multiplies the sum;
    here, as in PyTorch, the mean, so that their :math:`10^{-4}` with 5 channels is
    :math:`5 \cdot 10^{-4}` here.

    Parameters
    ----------
    input : array, shape ``(N, C, *sizes)``
        At least three axes.
    size : int
        Channels of the window, at least 1; one of an even window more before than behind.
    alpha, beta, k : float

    Examples
    --------
    The window of 2 holds a channel and the one before it.

    >>> local_response_norm(np.array([[[3.0], [4.0]]]), 2, alpha=2.0, beta=1.0, k=0.0)[0].tolist()
    [[0.3333333333333333], [0.16]]
    """
    window = check_neighbors(*described(input=input), size, alpha, beta, k)
    x = floating(input)
    return (x / bracket(x, window, alpha, k) ** beta).astype(x.dtype, copy=False)


@operation
def local_response_norm_backward(
    grad_output: Array, input: Array, size, alpha=1e-4, beta=0.75, k=1.0
):
    r"""Gradient of :func:`local_response_norm`: a cell is divided, and divides its neighbors.

    With d the bracket of the forward formula,

    .. math:: \frac{\partial L}{\partial x_c} = g_c \, d_c^{-\beta} - \frac{2 \alpha \beta}{s} \,
              x_c \sum_{c'} g_{c'} \, x_{c'} \, d_{c'}^{-\beta - 1}

    where the sum is over the channels whose window holds c.

    With k = 0, beta = 1 and a window of 1 it is 1 / x; the gradient is -1 / x squared.

    >>> local_response_norm_backward(
    ...     np.array([[[100.0], [1.0]]]), np.array([[[5.0], [1.0]]]), 1, alpha=1.0, beta=1.0, k=0.0)
    array([[[-4.],
            [-1.]]])
    """
    window = check_neighbors(*described(input=input), size, alpha, beta, k)
    expect_shape("grad_output", grad_output.shape, input.shape)
    x = floating(input)
    d = bracket(x, window, alpha, k)
    pulled = grad_output * x * d ** (-beta - 1)
    batch, channels, *sizes = x.shape
    columns = np.moveaxis(pulled.reshape(batch, channels, prod(sizes)), 1, -1)
    columns = np.broadcast_to(columns[..., None, :], (*columns.shape[:-1], window.kernel, channels))
    collected = np.moveaxis(put_back(columns, [window], (channels,)), -1, 1).reshape(x.shape)
    return grad_output * d**-beta - 2 * alpha * beta / window.kernel * x * collected


def bracket(x, window, alpha, k):
    """What a power of divides each cell; in float64 where squares leave the range of float32."""
    found = k + alpha / window.kernel * windowed_sum(x * x, window)
    if beyond_float32(x.dtype, found):
        return bracket(x.astype(np.float64), window, alpha, k)
    return found


def windowed_sum(squares, window):
    """For each channel, the sum over the channels of its window."""
    channels = squares.shape[1]
    if 0 in squares.shape:
        return squares
    framed = pad_border(np.moveaxis(squares, 1, -1), [window])
    return np.moveaxis(view(framed, [window], (channels,)).sum(-2), -1, 1)
