"""Numbers or whole channels left out at random, in training."""

import numpy as np

from convbook.arithmetic.arguments import expect_shape
from convbook.arithmetic.training import channel_mask_shape, mask_shape
from convbook.operation import Array, fractional, kept, operation

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

    Raises
    ------
    TypeError
        If ``p`` is not a number, or whole numbers are to be scaled in place.
    ValueError
        If ``p`` is not from 0 to 1.

    Notes
    -----
    Srivastava et al. (2014), with the scale in training instead of afterwards. A dropped NaN or
    infinity is NaN, as in PyTorch.

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
    grad_output: Array, input: Array, p=0.5, training=True, inplace=False, *, mask: Array
):
    r"""Gradient of :func:`dropout`: what was kept is scaled, what was dropped gets nothing.

    .. math:: \frac{\partial L}{\partial x} = \frac{m \, g}{1 - p}

    Parameters
    ----------
    grad_output : array, of the shape of ``input``
    input, p, training, inplace
        As in :func:`dropout`.
    mask : array of bool
        What :func:`dropout` returned with ``return_mask``.

    Returns
    -------
    array, of the shape of ``input``

    Raises
    ------
    TypeError, ValueError
        As :func:`dropout`, and if ``grad_output`` or ``mask`` has another shape than it has.

    Examples
    --------
    >>> dropout_backward(np.array([1.0, 10.0]), np.zeros(2), 0.75, mask=np.array([False, True]))
    array([ 0., 40.])
    """
    return drop_backward(grad_output, input, p, training, mask_shape(p, input.shape), mask)


@operation
def dropout1d(
    input: Array, p=0.5, training=True, inplace=False, *, generator=None, return_mask=False
):
    r"""Set whole channels to 0 with probability p, and scale the others up.

    .. math:: y = \frac{m \, x}{1 - p}, \qquad
              m = 1 \text{ with probability } 1 - p, \text{ else } 0

    so that the result is right on average. Outside training nothing is done.

    Parameters
    ----------
    input : array, shape (N, C, L) or (C, L)
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
    mask : array of bool, shape (N, C, 1) or (C, 1)
        Only with ``return_mask``: what is kept.

    Raises
    ------
    TypeError
        If ``p`` is not a number, or whole numbers are to be scaled in place.
    ValueError
        If ``p`` is not from 0 to 1, or ``input`` has too few or too many axes.

    Notes
    -----
    Tompson et al. (2015), as spatial dropout.

    Examples
    --------
    >>> output = dropout1d(np.ones((3, 2)), 0.5, generator=np.random.default_rng(0))
    >>> output.reshape(3, 2)
    array([[2., 2.],
           [0., 0.],
           [0., 0.]])
    """
    return drop(
        input, p, training, inplace, channel_mask_shape(p, input.shape, 1), generator, return_mask
    )


@operation
def dropout1d_backward(
    grad_output: Array, input: Array, p=0.5, training=True, inplace=False, *, mask: Array
):
    r"""Gradient of :func:`dropout1d`: what was kept is scaled, what was dropped gets nothing.

    .. math:: \frac{\partial L}{\partial x} = \frac{m \, g}{1 - p}

    Parameters
    ----------
    grad_output : array, of the shape of ``input``
    input, p, training, inplace
        As in :func:`dropout1d`.
    mask : array of bool
        What :func:`dropout1d` returned with ``return_mask``.

    Returns
    -------
    array, of the shape of ``input``

    Raises
    ------
    TypeError, ValueError
        As :func:`dropout1d`, and if ``grad_output`` or ``mask`` has another shape than it has.

    Examples
    --------
    >>> mask = np.array([False, True]).reshape((2, 1))
    >>> dropout1d_backward(np.ones((2, 2)), np.zeros((2, 2)), mask=mask).reshape(2, 2)
    array([[0., 0.],
           [2., 2.]])
    """
    return drop_backward(
        grad_output, input, p, training, channel_mask_shape(p, input.shape, 1), mask
    )


@operation
def dropout2d(
    input: Array, p=0.5, training=True, inplace=False, *, generator=None, return_mask=False
):
    r"""Set whole channels to 0 with probability p, and scale the others up.

    .. math:: y = \frac{m \, x}{1 - p}, \qquad
              m = 1 \text{ with probability } 1 - p, \text{ else } 0

    so that the result is right on average. Outside training nothing is done.

    Parameters
    ----------
    input : array, shape (N, C, H, W), or (N, C, L)
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
    mask : array of bool, shape (N, C, 1, 1) or (N, C, 1)
        Only with ``return_mask``: what is kept.

    Raises
    ------
    TypeError
        If ``p`` is not a number, or whole numbers are to be scaled in place.
    ValueError
        If ``p`` is not from 0 to 1, or ``input`` has too few or too many axes.

    Notes
    -----
    Tompson et al. (2015), as spatial dropout. Three axes are (N, C, L), not (C, H, W),
    as in PyTorch, and with its warning.

    Examples
    --------
    >>> output = dropout2d(np.ones((1, 3, 1, 2)), 0.5, generator=np.random.default_rng(0))
    >>> output.reshape(3, 2)
    array([[2., 2.],
           [0., 0.],
           [0., 0.]])
    """
    return drop(
        input, p, training, inplace, channel_mask_shape(p, input.shape, 2), generator, return_mask
    )


@operation
def dropout2d_backward(
    grad_output: Array, input: Array, p=0.5, training=True, inplace=False, *, mask: Array
):
    r"""Gradient of :func:`dropout2d`: what was kept is scaled, what was dropped gets nothing.

    .. math:: \frac{\partial L}{\partial x} = \frac{m \, g}{1 - p}

    Parameters
    ----------
    grad_output : array, of the shape of ``input``
    input, p, training, inplace
        As in :func:`dropout2d`.
    mask : array of bool
        What :func:`dropout2d` returned with ``return_mask``.

    Returns
    -------
    array, of the shape of ``input``

    Raises
    ------
    TypeError, ValueError
        As :func:`dropout2d`, and if ``grad_output`` or ``mask`` has another shape than it has.

    Examples
    --------
    >>> mask = np.array([False, True]).reshape((1, 2, 1, 1))
    >>> dropout2d_backward(np.ones((1, 2, 1, 2)), np.zeros((1, 2, 1, 2)), mask=mask).reshape(2, 2)
    array([[0., 0.],
           [2., 2.]])
    """
    return drop_backward(
        grad_output, input, p, training, channel_mask_shape(p, input.shape, 2), mask
    )


@operation
def dropout3d(
    input: Array, p=0.5, training=True, inplace=False, *, generator=None, return_mask=False
):
    r"""Set whole channels to 0 with probability p, and scale the others up.

    .. math:: y = \frac{m \, x}{1 - p}, \qquad
              m = 1 \text{ with probability } 1 - p, \text{ else } 0

    so that the result is right on average. Outside training nothing is done.

    Parameters
    ----------
    input : array, shape (N, C, D, H, W) or (C, D, H, W)
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
    mask : array of bool, shape (N, C, 1, 1, 1) or (C, 1, 1, 1)
        Only with ``return_mask``: what is kept.

    Raises
    ------
    TypeError
        If ``p`` is not a number, or whole numbers are to be scaled in place.
    ValueError
        If ``p`` is not from 0 to 1, or ``input`` has too few or too many axes.

    Notes
    -----
    Tompson et al. (2015), as spatial dropout.

    Examples
    --------
    >>> output = dropout3d(np.ones((3, 1, 1, 2)), 0.5, generator=np.random.default_rng(0))
    >>> output.reshape(3, 2)
    array([[2., 2.],
           [0., 0.],
           [0., 0.]])
    """
    return drop(
        input, p, training, inplace, channel_mask_shape(p, input.shape, 3), generator, return_mask
    )


@operation
def dropout3d_backward(
    grad_output: Array, input: Array, p=0.5, training=True, inplace=False, *, mask: Array
):
    r"""Gradient of :func:`dropout3d`: what was kept is scaled, what was dropped gets nothing.

    .. math:: \frac{\partial L}{\partial x} = \frac{m \, g}{1 - p}

    Parameters
    ----------
    grad_output : array, of the shape of ``input``
    input, p, training, inplace
        As in :func:`dropout3d`.
    mask : array of bool
        What :func:`dropout3d` returned with ``return_mask``.

    Returns
    -------
    array, of the shape of ``input``

    Raises
    ------
    TypeError, ValueError
        As :func:`dropout3d`, and if ``grad_output`` or ``mask`` has another shape than it has.

    Examples
    --------
    >>> mask = np.array([False, True]).reshape((2, 1, 1, 1))
    >>> dropout3d_backward(np.ones((2, 1, 1, 2)), np.zeros((2, 1, 1, 2)), mask=mask).reshape(2, 2)
    array([[0., 0.],
           [2., 2.]])
    """
    return drop_backward(
        grad_output, input, p, training, channel_mask_shape(p, input.shape, 3), mask
    )


def drop(input, p, training, inplace, shape, generator, return_mask):
    """Draw a mask, one number an entry, and scale by it."""
    if training:
        generator = np.random.default_rng() if generator is None else generator
        mask = generator.random(shape) >= p
        output = kept(input * scales(mask, p, input), input, inplace)
    else:
        mask, output = np.ones(shape, bool), input if inplace else input.copy()
    return (output, mask) if return_mask else output


def drop_backward(grad_output, input, p, training, shape, mask):
    """The same scales, on the gradient."""
    expect_shape("grad_output", grad_output.shape, input.shape)
    expect_shape("mask", mask.shape, shape)
    return grad_output * scales(mask, p, grad_output) if training else grad_output.copy()


def scales(mask, p, like):
    """1 / (1 - p) where the mask keeps, 0 where it drops."""
    return mask * fractional(like).type(1 / (1 - p) if p < 1 else 0)
