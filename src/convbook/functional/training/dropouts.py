"""Dropout of numbers and of whole channels, in training."""

import numpy as np

from convbook.arithmetic.arguments import expect_shape
from convbook.arithmetic.training import channel_mask_shape, check_mask, mask_shape
from convbook.operation import Array, fractional, generator_or_new, kept, operation

__all__ = [
    "dropout",
    "dropout1d",
    "dropout1d_backward",
    "dropout2d",
    "dropout2d_backward",
    "dropout3d",
    "dropout3d_backward",
    "dropout_backward",
]


@operation
def dropout(
    input: Array, p=0.5, training=True, inplace=False, *, generator=None, return_mask=False
):
    r"""Set every number to 0 with probability p, and scale the others up.

    .. math:: y = \frac{m \, x}{1 - p}, \qquad
              m = 1 \text{ with probability } 1 - p, \text{ else } 0

    so that the result is right on average. Outside training nothing is done.

    Srivastava et al. (2014), with the scale in training instead of afterwards. A dropped NaN or
    infinity is NaN, as in PyTorch.

    Parameters
    ----------
    input : array
    p : float
        The probability of 0, from 0 to 1.
    training : bool
    inplace : bool
        Whether to write the result into ``input``.
    generator : numpy.random.Generator, optional
        Where the random numbers come from, one for each entry of the mask in reading order; a new
        one by default.
    return_mask : bool
        Whether to return the mask too, which the gradient needs.

    Returns
    -------
    array, of the shape of ``input``; ``input`` itself if ``inplace``
    mask : array of bool, of the shape of ``input``
        Only with ``return_mask``: what is kept.

    Examples
    --------
    >>> output, mask = dropout(
    ...     np.ones(5), 0.75, generator=np.random.default_rng(0), return_mask=True)
    >>> output, mask.astype(int)
    (array([0., 0., 0., 0., 4.]), array([0, 0, 0, 0, 1]))
    """
    return drop(input, p, training, inplace, mask_shape(p, input.shape), generator, return_mask)


@operation
def dropout_backward(
    grad_output: Array,
    input: Array,
    p=0.5,
    training=True,
    inplace=False,
    *,
    mask: Array | None = None,
):
    r"""Gradient of :func:`dropout`: scaled where a number was kept, 0 where it was dropped.

    .. math:: \frac{\partial L}{\partial x} = \frac{m \, g}{1 - p}

    ``mask`` is what :func:`dropout` returned with ``return_mask``. It may be left out where nothing
    was left to chance: outside training, and for a p of 0 or 1; elsewhere that is a TypeError.

    >>> dropout_backward(np.array([1.0, 10.0]), np.zeros(2), 0.75, mask=np.array([False, True]))
    array([ 0., 40.])
    """
    return drop_backward(grad_output, input, p, training, mask_shape(p, input.shape), mask)


@operation
def dropout2d(
    input: Array, p=0.5, training=True, inplace=False, *, generator=None, return_mask=False
):
    r"""Set whole channels to 0 with probability p, and scale the others up (spatial dropout).

    .. math:: y = \frac{m \, x}{1 - p}, \qquad
              m = 1 \text{ with probability } 1 - p, \text{ else } 0

    with one m for each channel of each image (Tompson et al., 2015). Outside training nothing is
    done. Three axes are (N, C, L), not (C, H, W), as in PyTorch, and with its warning.

    Arguments, results and errors are those of :func:`dropout`, for an input of shape (N, C, H, W)
    or (N, C, L); another number of axes is a ValueError. The mask has the shape (N, C, 1, 1) or
    (N, C, 1).

    >>> output = dropout2d(np.ones((1, 3, 1, 2)), 0.5, generator=np.random.default_rng(0))
    >>> output[..., 0].ravel(), output[..., 1].ravel()
    (array([2., 0., 0.]), array([2., 0., 0.]))
    """
    shape = channel_mask_shape(p, input.shape, 2)
    return drop(input, p, training, inplace, shape, generator, return_mask)


@operation
def dropout2d_backward(
    grad_output: Array,
    input: Array,
    p=0.5,
    training=True,
    inplace=False,
    *,
    mask: Array | None = None,
):
    r"""Gradient of :func:`dropout2d`, with its ``mask``, as :func:`dropout_backward`.

    .. math:: \frac{\partial L}{\partial x} = \frac{m \, g}{1 - p}

    >>> mask = np.array([False, True]).reshape((1, 2, 1, 1))
    >>> dropout2d_backward(np.ones((1, 2, 1, 2)), np.zeros((1, 2, 1, 2)), mask=mask)[..., 1].ravel()
    array([0., 2.])
    """
    shape = channel_mask_shape(p, input.shape, 2)
    return drop_backward(grad_output, input, p, training, shape, mask)


@operation
def dropout1d(
    input: Array, p=0.5, training=True, inplace=False, *, generator=None, return_mask=False
):
    r"""Drop whole channels along one axis: :func:`dropout2d` for (N, C, L) or (C, L).

    .. math:: y = \frac{m \, x}{1 - p}

    The mask m has the shape (N, C, 1) or (C, 1).

    >>> output = dropout1d(np.ones((3, 2)), 0.5, generator=np.random.default_rng(0))
    >>> output[..., 0].ravel(), output[..., 1].ravel()
    (array([2., 0., 0.]), array([2., 0., 0.]))
    """
    shape = channel_mask_shape(p, input.shape, 1)
    return drop(input, p, training, inplace, shape, generator, return_mask)


@operation
def dropout1d_backward(
    grad_output: Array,
    input: Array,
    p=0.5,
    training=True,
    inplace=False,
    *,
    mask: Array | None = None,
):
    r"""Gradient of :func:`dropout1d`, with its ``mask``, as :func:`dropout_backward`.

    .. math:: \frac{\partial L}{\partial x} = \frac{m \, g}{1 - p}

    >>> mask = np.array([False, True]).reshape((2, 1))
    >>> dropout1d_backward(np.ones((2, 2)), np.zeros((2, 2)), mask=mask)[..., 1].ravel()
    array([0., 2.])
    """
    shape = channel_mask_shape(p, input.shape, 1)
    return drop_backward(grad_output, input, p, training, shape, mask)


@operation
def dropout3d(
    input: Array, p=0.5, training=True, inplace=False, *, generator=None, return_mask=False
):
    r"""Drop whole channels along three axes: :func:`dropout2d` for (N, C, D, H, W) or (C, D, H, W).

    .. math:: y = \frac{m \, x}{1 - p}

    The mask m has the shape (N, C, 1, 1, 1) or (C, 1, 1, 1).

    >>> output = dropout3d(np.ones((3, 1, 1, 2)), 0.5, generator=np.random.default_rng(0))
    >>> output[..., 0].ravel(), output[..., 1].ravel()
    (array([2., 0., 0.]), array([2., 0., 0.]))
    """
    shape = channel_mask_shape(p, input.shape, 3)
    return drop(input, p, training, inplace, shape, generator, return_mask)


@operation
def dropout3d_backward(
    grad_output: Array,
    input: Array,
    p=0.5,
    training=True,
    inplace=False,
    *,
    mask: Array | None = None,
):
    r"""Gradient of :func:`dropout3d`, with its ``mask``, as :func:`dropout_backward`.

    .. math:: \frac{\partial L}{\partial x} = \frac{m \, g}{1 - p}

    >>> mask = np.array([False, True]).reshape((2, 1, 1, 1))
    >>> dropout3d_backward(np.ones((2, 1, 1, 2)), np.zeros((2, 1, 1, 2)), mask=mask)[..., 1].ravel()
    array([0., 2.])
    """
    shape = channel_mask_shape(p, input.shape, 3)
    return drop_backward(grad_output, input, p, training, shape, mask)


def drop(input, p, training, inplace, shape, generator, return_mask):
    """Draw a mask, one number an entry, and scale by it."""
    generator = generator_or_new(generator)
    if training:
        mask = generator.random(shape) >= p
        output = kept(input * scales(mask, p, input), input, inplace)
    else:
        mask, output = np.ones(shape, bool), input if inplace else input.copy()
    return (output, mask) if return_mask else output


def drop_backward(grad_output, input, p, training, shape, mask):
    """The same scales, on the gradient."""
    expect_shape("grad_output", grad_output.shape, input.shape)
    check_mask(p, training, mask is not None)
    mask = np.ones(shape, bool) if mask is None else mask
    expect_shape("mask", mask.shape, shape)
    return grad_output * scales(mask, p, grad_output) if training else grad_output.copy()


def scales(mask, p, like):
    """1 / (1 - p) where the mask keeps, 0 where it drops."""
    return mask * fractional(like).type(1 / (1 - p) if p < 1 else 0)
