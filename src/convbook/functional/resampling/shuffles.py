"""Cells that change place between channels, rows and columns."""

from convbook.arithmetic.arguments import expect_shape
from convbook.arithmetic.resampling import check_shuffle, shuffled_shape
from convbook.operation import Array, operation

__all__ = [
    "channel_shuffle",
    "channel_shuffle_backward",
    "pixel_shuffle",
    "pixel_shuffle_backward",
    "pixel_unshuffle",
    "pixel_unshuffle_backward",
]


@operation
def pixel_shuffle(input: Array, upscale_factor):
    r"""Rearrange channels into blocks of ``r`` by ``r`` cells (sub-pixel upsampling).

    .. math:: y_{\ldots,\,c,\,ir+a,\,jr+b} = x_{\ldots,\,cr^2+ar+b,\,i,\,j}

    Parameters
    ----------
    input : array, shape (..., C r r, H, W)
    upscale_factor : int
        The side r of a block, in cells.

    Returns
    -------
    array, shape (..., C, H r, W r)

    Raises
    ------
    TypeError
        If the factor is not a whole number.
    ValueError
        If the factor is below 1, its square does not divide the channels, or there are fewer than
        3 axes.

    See Also
    --------
    pixel_unshuffle : the inverse.

    Notes
    -----
    The periodic shuffling of Shi et al. (2016), section 2.2, with PyTorch's order of channels: C
    first, then the row and the column in the block.

    Examples
    --------
    Cell c of these four channels holds c.

    >>> pixel_shuffle(np.arange(4).reshape(4, 1, 1), 2)
    array([[[0, 1],
            [2, 3]]])
    """
    shape = shuffled_shape(input.shape, upscale_factor, up=True)
    *front, channels, rows, columns = input.shape
    r, axes = upscale_factor, len(front)
    split = input.reshape(*front, channels // r**2, r, r, rows, columns)
    moved = split.transpose(*range(axes), *(axes + k for k in (0, 3, 1, 4, 2)))
    return moved.copy().reshape(shape)


@operation
def pixel_shuffle_backward(grad_output: Array, input: Array, upscale_factor):
    """Gradient of :func:`pixel_shuffle`: the inverse rearrangement.

    >>> pixel_shuffle_backward(np.arange(4).reshape(1, 2, 2), np.zeros((4, 1, 1), int), 2).ravel()
    array([0, 1, 2, 3])
    """
    shape = shuffled_shape(input.shape, upscale_factor, up=True)
    expect_shape("grad_output", grad_output.shape, shape)
    return pixel_unshuffle(grad_output, upscale_factor)


@operation
def pixel_unshuffle(input: Array, downscale_factor):
    r"""Rearrange blocks of ``r`` by ``r`` cells into channels.

    .. math:: y_{\ldots,\,cr^2+ar+b,\,i,\,j} = x_{\ldots,\,c,\,ir+a,\,jr+b}

    Parameters
    ----------
    input : array, shape (..., C, H r, W r)
    downscale_factor : int
        The side r of a block, in cells.

    Returns
    -------
    array, shape (..., C r r, H, W)

    Raises
    ------
    TypeError
        If the factor is not a whole number.
    ValueError
        If the factor is below 1 or does not divide rows and columns, or there are fewer than 3
        axes.

    See Also
    --------
    pixel_shuffle : the inverse.

    Examples
    --------
    Cell (r, c) of this image holds 10 r + c.

    >>> pixel_unshuffle(np.add.outer([0, 10], [0, 1, 2, 3])[None], 2)
    array([[[ 0,  2]],
    <BLANKLINE>
           [[ 1,  3]],
    <BLANKLINE>
           [[10, 12]],
    <BLANKLINE>
           [[11, 13]]])
    """
    shape = shuffled_shape(input.shape, downscale_factor, up=False)
    *front, channels, rows, columns = input.shape
    r, axes = downscale_factor, len(front)
    split = input.reshape(*front, channels, rows // r, r, columns // r, r)
    moved = split.transpose(*range(axes), *(axes + k for k in (0, 2, 4, 1, 3)))
    return moved.copy().reshape(shape)


@operation
def pixel_unshuffle_backward(grad_output: Array, input: Array, downscale_factor):
    """Gradient of :func:`pixel_unshuffle`: the inverse rearrangement.

    >>> pixel_unshuffle_backward(np.arange(4).reshape(4, 1, 1), np.zeros((1, 2, 2), int), 2)
    array([[[0, 1],
            [2, 3]]])
    """
    shape = shuffled_shape(input.shape, downscale_factor, up=False)
    expect_shape("grad_output", grad_output.shape, shape)
    return pixel_shuffle(grad_output, downscale_factor)


@operation
def channel_shuffle(input: Array, groups):
    r"""Shuffle channels between groups: transpose (groups, channels of a group).

    .. math:: y_{n,\,kG+g,\,\ldots} = x_{n,\,gK+k,\,\ldots}

    where G is ``groups`` and K = C / G.

    Parameters
    ----------
    input : array, shape (N, C, *sizes)
        With at least one axis behind the channels.
    groups : int
        A divisor of C.

    Returns
    -------
    array, of the shape of ``input``

    Raises
    ------
    TypeError
        If ``groups`` is not a whole number.
    ValueError
        If ``groups`` is below 1 or does not divide C, or there are fewer than 3 axes.

    Notes
    -----
    Zhang et al. (2018), section 3.1: reshape to (G, K), transpose, flatten.

    Examples
    --------
    >>> channel_shuffle(np.array([[[1], [2], [3], [10], [20], [30]]]), 2).ravel()
    array([ 1, 10,  2, 20,  3, 30])
    """
    groups = check_shuffle(input.shape, groups)
    return dealt(input, groups, input.shape[1] // groups)


@operation
def channel_shuffle_backward(grad_output: Array, input: Array, groups):
    """Gradient of :func:`channel_shuffle`: the inverse shuffle.

    >>> grad = np.array([[[1], [10], [2], [20], [3], [30]]])
    >>> channel_shuffle_backward(grad, np.zeros((1, 6, 1), int), 2).ravel()
    array([ 1,  2,  3, 10, 20, 30])
    """
    groups = check_shuffle(input.shape, groups)
    expect_shape("grad_output", grad_output.shape, input.shape)
    return dealt(grad_output, input.shape[1] // groups, groups)


def dealt(x, groups, each):
    """Channel ``g * each + k`` goes to ``k * groups + g``."""
    split = x.reshape(len(x), groups, each, *x.shape[2:])
    return split.swapaxes(1, 2).copy().reshape(x.shape)
