"""Channels weighed by what the whole image holds."""

import numpy as np

from convbook.arithmetic.arguments import expect_shape
from convbook.arithmetic.convolution.squeeze_excitation import excitation_shapes
from convbook.functional.activation.sigmoids import sigmoid
from convbook.functional.convolution.fully_connected import linear, linear_backward
from convbook.operation import Array, operation

__all__ = ["squeeze_excite", "squeeze_excite_backward"]


@operation
def squeeze_excite(
    input: Array, weight1: Array, weight2: Array, bias1: Array | None = None,
    bias2: Array | None = None,
):  # fmt: skip
    r"""Scale every channel by a gate that has seen the means of all channels.

    .. math:: z_c = \frac{1}{HW} \sum_{i,j} x_{c,i,j}, \qquad
              s = \sigma\!\left(W_2 \max(0, W_1 z + b_1) + b_2\right), \qquad
              y_{c,i,j} = s_c \, x_{c,i,j}

    for each image; :math:`\sigma(u) = 1 / (1 + e^{-u})`.

    Parameters
    ----------
    input : array, shape (N, C, H, W) or (C, H, W)
    weight1 : array, shape (M, C)
        M is C divided by the reduction ratio.
    weight2 : array, shape (C, M)
    bias1 : array, shape (M,), optional
    bias2 : array, shape (C,), optional

    Returns
    -------
    array, of the shape of ``input``

    Raises
    ------
    ValueError
        If the shapes do not belong together.

    Notes
    -----
    Hu, Shen and Sun (2018), equations 2 to 4; there without biases.

    Examples
    --------
    Gates that receive 0 let half of every channel through.

    >>> squeeze_excite(np.array([[[1.0, 3]], [[10, 30]]]), np.ones((1, 2)), np.zeros((2, 1)))
    array([[[ 0.5,  1.5]],
    <BLANKLINE>
           [[ 5. , 15. ]]])
    """
    images = batched(input, weight1, weight2, bias1, bias2)
    _, _, opened = excite(images, weight1, weight2, bias1, bias2)
    return (images * opened[:, :, None, None]).reshape(input.shape)


@operation
def squeeze_excite_backward(
    grad_output: Array, input: Array, weight1: Array, weight2: Array, bias1: Array | None = None,
    bias2: Array | None = None,
):  # fmt: skip
    r"""Gradients of :func:`squeeze_excite`.

    A cell is read twice, by its own scaling and by the mean of its channel:

    .. math:: \frac{\partial L}{\partial x_{c,i,j}} = s_c \, g_{c,i,j}
              + \frac{1}{HW} \frac{\partial L}{\partial z_c}

    >>> grad_input, _, grad_weight2, _, _ = squeeze_excite_backward(
    ...     np.ones((2, 1, 2)), np.array([[[1.0, 3]], [[10, 30]]]),
    ...     np.ones((1, 2)), np.zeros((2, 1)))
    >>> grad_input.ravel()
    array([0.5, 0.5, 0.5, 0.5])
    >>> grad_weight2
    array([[ 22.],
           [220.]])
    """
    images = batched(input, weight1, weight2, bias1, bias2)
    expect_shape("grad_output", grad_output.shape, input.shape)
    grad = grad_output.reshape(images.shape)
    squeezed, middle, opened = excite(images, weight1, weight2, bias1, bias2)
    by_gate = (grad * images).sum((2, 3)) * opened * (1 - opened)
    by_middle, *second = linear_backward(by_gate, np.maximum(middle, 0), weight2, bias2)
    by_squeezed, *first = linear_backward(by_middle * (middle > 0), squeezed, weight1, bias1)
    cells = images.shape[2] * images.shape[3]
    grad_input = grad * opened[:, :, None, None] + (by_squeezed / cells)[:, :, None, None]
    return grad_input.reshape(input.shape), first[0], second[0], first[1], second[1]


def batched(input, weight1, weight2, bias1, bias2):
    """The input with a batch axis."""
    shapes = [None if a is None else a.shape for a in (input, weight1, weight2, bias1, bias2)]
    return input.reshape(excitation_shapes(*shapes))


def excite(images, weight1, weight2, bias1, bias2):
    """The mean of each channel, what the first layer makes of it, and a gate for each channel."""
    squeezed = images.mean((2, 3))
    middle = linear(squeezed, weight1, bias1)
    return squeezed, middle, sigmoid(linear(np.maximum(middle, 0), weight2, bias2))
