"""Sampling wherever a grid points, and the grid of an affine map."""

from itertools import product
from math import prod

import numpy as np

from convbook.arithmetic.arguments import expect_kind, expect_shape
from convbook.arithmetic.sampling import check_grid, check_theta
from convbook.functional.resampling._cubic import cubic_slopes, cubic_weights
from convbook.operation import Array, operation

__all__ = ["affine_grid", "affine_grid_backward", "grid_sample", "grid_sample_backward"]


@operation
def grid_sample(
    input: Array, grid: Array,
    mode="bilinear", padding_mode="zeros", align_corners: bool | None = None,
):  # fmt: skip
    r"""Sample an array by interpolation at the points of a grid.

    .. math:: y_{n,c,i,j} = \sum_{k,l} x_{n,c,k,l} \; w(v_{n,i,j} - k) \, w(u_{n,i,j} - l)

    where ``(u, v)`` are the two numbers of the grid, first the column and then the row, brought
    from -1 … 1 to cells, and ``w`` falls with the distance.

    Parameters
    ----------
    input : array of floating-point numbers, shape (N, C, H, W) or (N, C, D, H, W)
    grid : array, shape (N, H', W', 2) or (N, D', H', W', 3)
        Where to read: -1 and 1 are the two ends of an axis. The last axis of the input comes first.
    mode : {'bilinear', 'nearest', 'bicubic'}
        Cells that are read along each axis: 2, 1 or 4 ('bicubic' along two axes only).
    padding_mode : {'zeros', 'border', 'reflection'}
        What lies outside: 0, the outermost cell, or the mirror image.
    align_corners : bool, optional
        Whether -1 and 1 are the middles of the outermost cells, or (False, the default) their outer
        edges. The mirror stands there, too.

    Returns
    -------
    array, shape (N, C, H', W') or (N, C, D', H', W')

    Raises
    ------
    TypeError
        If the kinds of number differ or are whole, or ``align_corners`` is no truth value.
    ValueError
        If the shapes and modes do not belong together.

    See Also
    --------
    affine_grid : makes a grid of a matrix.

    Notes
    -----
    The sampler of the spatial transformer: Jaderberg et al. (2015), equations 3 to 5. 'nearest'
    rounds halves to the even cell. The cubic weights are those of Keys (1981) with a = -3/4. Where
    ``align_corners`` is None PyTorch warns; here it means False without a word.

    Examples
    --------
    Cell (r, c) of this image holds 10 r + c.

    >>> image = np.add.outer([0.0, 10, 20], [0, 1, 2, 3, 4])[None, None]
    >>> grid = np.array([[[[-1, -1], [0.5, 0], [2, 1]]]])
    >>> grid_sample(image, grid, align_corners=True)
    array([[[[ 0., 13.,  0.]]]])
    """
    rank = check_grid(input, grid, mode, padding_mode)
    axes = pointed(grid, input.shape[2:], mode, padding_mode, align_corners)
    flat = input.reshape(*input.shape[:2], prod(input.shape[2:]))
    output = np.zeros((*input.shape[:2], prod(grid.shape[1:-1])), input.dtype)
    for taps in product(*(range(len(cells)) for cells, _, _ in axes)):
        where, inside = joined(axes, taps, input.shape[2:])
        weight = prod(axes[a][1][taps[a]] for a in range(rank))
        seen = np.take_along_axis(flat, where[:, None], 2)
        seen = np.where(inside[:, None], seen, 0)
        output += np.where(weight[:, None] != 0, seen * weight[:, None], 0)
    return output.reshape(*input.shape[:2], *grid.shape[1:-1])


@operation
def grid_sample_backward(
    grad_output: Array, input: Array, grid: Array,
    mode="bilinear", padding_mode="zeros", align_corners: bool | None = None,
):  # fmt: skip
    """Gradient of :func:`grid_sample`: with respect to the array and to the grid.

    The grid receives none where it is held at the border, and none at all in mode 'nearest'.
    Jaderberg et al. (2015), equations 6 and 7.

    >>> grad_input, grad_grid = grid_sample_backward(
    ...     np.array([[[[8.0]]]]), np.array([[[[1.0, 2, 4]]]]), np.array([[[[0.25, 0]]]]),
    ...     align_corners=True)
    >>> grad_input, grad_grid
    (array([[[[0., 6., 2.]]]]), array([[[[16.,  0.]]]]))
    """
    rank = check_grid(input, grid, mode, padding_mode)
    expect_shape("grad_output", grad_output.shape, (*input.shape[:2], *grid.shape[1:-1]))
    axes = pointed(grid, input.shape[2:], mode, padding_mode, align_corners)
    cells = prod(input.shape[2:])
    flat = input.reshape(*input.shape[:2], cells)
    grad = grad_output.reshape(*input.shape[:2], prod(grid.shape[1:-1]))
    grad_input = np.zeros(prod(input.shape), input.dtype)
    grad_grid = np.zeros((len(grid), prod(grid.shape[1:-1]), rank), grid.dtype)
    planes = np.arange(prod(input.shape[:2])).reshape(*input.shape[:2], 1) * cells
    for taps in product(*(range(len(along)) for along, _, _ in axes)):
        where, inside = joined(axes, taps, input.shape[2:])
        weights = [axes[a][1][taps[a]] for a in range(rank)]
        weight = prod(weights)
        share = np.where((inside & (weight != 0))[:, None], weight[:, None] * grad, 0)
        np.add.at(grad_input, (planes + where[:, None]).ravel(), share.ravel())
        slope = (np.take_along_axis(flat, where[:, None], 2) * grad).sum(1)
        for a in range(rank):
            others = prod(weights[:a]) * axes[a][2][taps[a]] * prod(weights[a + 1 :])
            grad_grid[..., rank - 1 - a] += np.where(inside & (others != 0), slope * others, 0)
    return grad_input.reshape(input.shape), grad_grid.reshape(grid.shape)


def pointed(grid, sizes, mode, padding_mode, align_corners):
    """For each axis: the cells that the grid reads, their weights, and the slopes of the weights.

    Each has shape (taps, N, places); cells outside the input are -1.
    """
    axes = []
    for a, size in enumerate(sizes):
        g = grid[..., len(sizes) - 1 - a].reshape(len(grid), prod(grid.shape[1:-1]))
        speed = g.dtype.type((size - 1 if align_corners else size) / 2)
        at = (g + 1) * speed - g.dtype.type(0 if align_corners else 0.5)
        if mode != "bicubic":
            at, turned = brought_in(at, size, padding_mode, align_corners)
            speed = speed * turned
        cell = np.rint(at) if mode == "nearest" else np.floor(at)
        far = at - cell
        if mode == "nearest":
            cells, weights, slopes = cell[None], np.ones_like(cell[None]), np.zeros_like(cell[None])
        elif mode == "bilinear":
            cells, weights = np.stack([cell, cell + 1]), np.stack([1 - far, far])
            slopes = np.stack([-np.ones_like(far), np.ones_like(far)])
        else:
            cells = np.stack([cell + tap for tap in (-1, 0, 1, 2)])
            cells, _ = brought_in(cells, size, padding_mode, align_corners)
            weights, slopes = cubic_weights(far), cubic_slopes(far)
        inside = (cells >= 0) & (cells < size)
        axes.append((np.where(inside, cells, -1).astype(int), weights, slopes * speed))
    return axes


def brought_in(at, size, padding_mode, align_corners):
    """Places moved into the input as the padding says, and how fast they move there."""
    speed = np.ones_like(at)
    if padding_mode == "reflection":
        low, span = (0, size - 1) if align_corners else (-0.5, size)
        if span == 0:
            return np.zeros_like(at), np.zeros_like(at)
        turns, rest = np.divmod(np.abs(at - low), span)
        speed = np.where((turns % 2 == 0) == (at > low), speed, -speed)
        at = np.where(turns % 2 == 0, low + rest, low + span - rest).astype(at.dtype)
    if padding_mode != "zeros":
        speed = np.where((at > 0) & (at < size - 1), speed, 0)
        at = np.where(at > 0, np.minimum(at, size - 1), 0).astype(at.dtype)
    return at, speed


def joined(axes, taps, sizes):
    """One tap of every axis: the number of the cell that is read, and whether it is inside."""
    where, inside = 0, True
    for (cells, _, _), tap, size in zip(axes, taps, sizes, strict=True):
        where = where * size + np.maximum(cells[tap], 0)
        inside = inside & (cells[tap] >= 0)
    return where, inside


@operation
def affine_grid(theta: Array, size, align_corners: bool | None = None):
    r"""Generate the sampling grid of an affine map.

    .. math:: g_{n,i,j} = \theta_n \, (u_j, v_i, 1)^\mathsf{T}

    where ``u`` and ``v`` run over the middles of the cells, from -1 to 1.

    Parameters
    ----------
    theta : array of floating-point numbers, shape (N, 2, 3) or (N, 3, 4)
    size : sequence of int
        The shape of what is to be read: (N, C, H', W') or (N, C, D', H', W').
    align_corners : bool, optional
        Whether -1 and 1 are the middles of the outermost cells, or (False, the default) their outer
        edges.

    Returns
    -------
    array, shape (N, H', W', 2) or (N, D', H', W', 3)
        For :func:`grid_sample`.

    Raises
    ------
    TypeError
        If ``size`` or ``theta`` hold the wrong kind of number.
    ValueError
        If ``theta`` and ``size`` do not belong together.

    Notes
    -----
    Jaderberg et al. (2015), equation 1. PyTorch warns where ``align_corners`` is None, or True with
    an axis of 1 cell, which stands at 0; here there is no warning.

    Examples
    --------
    Columns are mirrored, and rows moved by 10.

    >>> affine_grid(np.array([[[-1.0, 0, 0], [0, 1, 10]]]), (1, 1, 1, 2))
    array([[[[ 0.5, 10. ],
             [-0.5, 10. ]]]])
    """
    points = base(theta, size, align_corners)
    return np.tensordot(theta, points, (2, 0)).transpose(0, *range(2, points.ndim + 1), 1).copy()


@operation
def affine_grid_backward(grad_output: Array, theta: Array, size, align_corners: bool | None = None):
    """Gradient of :func:`affine_grid`: with respect to the matrices.

    >>> affine_grid_backward(np.array([[[[1.0, 2], [10, 20]]]]), np.zeros((1, 2, 3)), (1, 1, 1, 2))
    array([[[ 4.5,  0. , 11. ],
            [ 9. ,  0. , 22. ]]])
    """
    points = base(theta, size, align_corners)
    rank = points.ndim - 1
    expect_shape("grad_output", grad_output.shape, (len(theta), *points.shape[1:], rank))
    axes = tuple(range(1, rank + 1))
    return np.tensordot(grad_output, points, (axes, axes))


def base(theta, size, align_corners):
    """The points that the map moves, and a 1: shape (rank + 1, *places)."""
    expect_kind("theta", theta.dtype, "f", "floating-point numbers")
    along = []
    for cells in check_theta(theta.shape, size)[2:]:
        if align_corners:
            along.append(np.linspace(-1, 1, cells) if cells > 1 else np.zeros(1))
        else:
            along.append((np.arange(cells) * 2 + 1) / cells - 1)
    mesh = np.meshgrid(*along, indexing="ij")
    return np.stack([*mesh[::-1], np.ones_like(mesh[0])]).astype(theta.dtype)
