"""Interpolation onto another size, one axis after the other."""

import numpy as np

from convbook.arithmetic.arguments import expect_kind, expect_shape
from convbook.arithmetic.pooling import Pooling
from convbook.arithmetic.resampling import resampled
from convbook.functional.pooling import avg_pool
from convbook.functional.resampling._cubic import cubic_kernel, cubic_weights
from convbook.functional.resampling._weights import add_in_order, weighted_spread, weighted_sum
from convbook.operation import Array, operation

__all__ = ["interpolate", "interpolate_backward"]

ROUNDED = 1 + 2**-50
"""33 / 1.1 is 30 within its rounding, but a little less in double precision."""


@operation
def interpolate(
    input: Array, size=None, scale_factor=None, mode="nearest", align_corners: bool | None = None,
    recompute_scale_factor: bool | None = None, antialias=False,
):  # fmt: skip
    r"""Resize an array by interpolation: nearest, linear, cubic or area.

    .. math:: y_{n,c,i,j} = \sum_{k,l} u_{i,k} \, v_{j,l} \; x_{n,c,k,l}

    Every axis has its own matrix of weights, with few entries a row. Output cell ``i`` stands at
    ``(i + 1/2) step - 1/2`` on the input, or at ``i step`` with ``align_corners``.

    Parameters
    ----------
    input : array, shape (N, C, L), (N, C, H, W) or (N, C, D, H, W)
    size : int or sequence of int
        Cells of the output along each axis. Either this or ``scale_factor``.
    scale_factor : float or sequence of float
        The output has floor(cells * scale_factor) cells.
    mode : str
        'nearest' takes cell floor(i step); 'nearest-exact', cell floor((i + 1/2) step); 'linear',
        'bilinear' and 'trilinear' weigh 2 cells along each of one, two and three axes; 'bicubic'
        weighs 4 along each of two; 'area' averages the cells of :func:`adaptive_avg_pool2d`.
    align_corners : bool, optional
        Whether the outermost cells of input and output stand on each other; False by default. Only
        for the linear and cubic modes.
    recompute_scale_factor : bool, optional
        Whether ``step`` is cells / outputs, as for a given size, instead of 1 / scale_factor.
    antialias : bool
        Whether a smaller output reads a kernel that is as much wider ('bilinear' and 'bicubic').

    Returns
    -------
    array, shape (N, C, *sizes)

    Raises
    ------
    TypeError
        If a setting or the kind of number is not the right one: 'nearest' and 'nearest-exact' take
        any, the others floating-point numbers.
    ValueError
        If shape, mode and sizes do not belong together.

    Notes
    -----
    The cubic weights are those of Keys (1981) with a = -3/4. A linear mode that keeps the size
    copies. The nearest cell is found in single precision for float32 and uint8, as in PyTorch, and
    exactly for all other kinds. A cell of weight 0 is not read, even if it is NaN.

    With ``antialias`` output ``i`` is centered at ``(i + 1/2) step``, also with aligned corners,
    and reads cell ``k`` with a weight of ``kernel((k + 1/2 - center) / max(step, 1))``, divided by
    the sum of its weights. The kernel is the triangle ``1 - abs(d)``, or that of Keys with
    a = -1/2, as in Pillow. The arguments are those of ``torch.nn.functional.interpolate``.

    Examples
    --------
    >>> row = np.array([[[0.0, 4, 8]]])
    >>> interpolate(row, scale_factor=2)
    array([[[0., 0., 4., 4., 8., 8.]]])
    >>> interpolate(row, 6, mode="linear")
    array([[[0., 1., 3., 5., 7., 8.]]])
    >>> interpolate(row, 5, mode="linear", align_corners=True)
    array([[[0., 2., 4., 6., 8.]]])
    """
    axes = resampled(
        input.shape, size, scale_factor, mode, align_corners, recompute_scale_factor, antialias
    )
    if mode == "area":
        return avg_pool.pool(windows(input.shape, axes), input)
    output = input
    for position, axis in enumerate(axes, 2):
        if mode in ("nearest", "nearest-exact"):
            output = output.take(nearest(axis, mode, input.dtype, len(axes)), position)
        else:
            cells, weights = table(axis, mode, align_corners, antialias, input.dtype)
            output = weighted_sum(output, position, cells, weights)
    return output


@operation
def interpolate_backward(
    grad_output: Array, input: Array, size=None, scale_factor=None, mode="nearest",
    align_corners: bool | None = None, recompute_scale_factor: bool | None = None, antialias=False,
):  # fmt: skip
    """Gradient of :func:`interpolate`: each cell by the weights it was read with.

    >>> interpolate_backward(np.array([[[1, 10, 100, 1000]]]), np.zeros((1, 1, 2)), scale_factor=2)
    array([[[  11., 1100.]]])
    """
    axes = resampled(
        input.shape, size, scale_factor, mode, align_corners, recompute_scale_factor, antialias
    )
    wanted = (*input.shape[:2], *(axis.outputs for axis in axes))
    expect_shape("grad_output", grad_output.shape, wanted)
    if mode == "area":
        return avg_pool.pool_backward(windows(input.shape, axes), grad_output, input)
    grad = grad_output
    for position, axis in enumerate(axes, 2):
        if mode in ("nearest", "nearest-exact"):
            shape = (*grad.shape[:position], axis.size, *grad.shape[position + 1 :])
            total = np.zeros(shape, grad.dtype)
            add_in_order(total, position, nearest(axis, mode, input.dtype, len(axes)), grad)
            grad = total
        else:
            cells, weights = table(axis, mode, align_corners, antialias, input.dtype)
            grad = weighted_spread(grad, position, cells, weights, axis.size)
    return grad


def windows(shape, axes):
    """The adaptive pooling that mode 'area' is."""
    return Pooling.adaptive(shape, tuple(axis.outputs for axis in axes), rank=len(axes))


def nearest(axis, mode, kind, rank):
    """The one cell that each output reads: floor(i step), or floor((i + 1/2) step).

    PyTorch computes in single precision unless the numbers have double precision, and for
    'nearest-exact' along one and three axes subtracts 1/2 before it rounds and adds it again.
    """
    i, half = np.arange(axis.outputs), 0.5 if mode == "nearest-exact" else 0
    if kind not in (np.float32, np.uint8):
        if axis.factor is None:
            cells = (2 * i + int(2 * half)) * axis.size // (2 * axis.outputs)
        else:
            cells = np.floor((i + half) / axis.factor * ROUNDED)
    else:
        there = (i + half) * np.float64(np.float32(axis.step))  # exact up to here
        if half and rank != 2:
            cells = np.floor((there - half).astype(np.float32) + np.float32(half))
        else:
            cells = np.floor(there.astype(np.float32))
    return np.minimum(cells, axis.size - 1).astype(int)


def table(axis, mode, align_corners, antialias, kind):
    """Along one axis, the cells that each output reads and their weights: (taps, outputs) both.

    A new mode also needs its name and its ranks in ``MODES`` of ``arithmetic/resampling.py``.
    """
    expect_kind("input", kind, "f", "floating-point numbers")
    if antialias:
        return widened(axis, mode, kind)
    half = kind.type(0 if align_corners else 0.5)
    there = (np.arange(axis.outputs, dtype=kind) + half) * kind.type(axis.step) - half
    if mode == "bicubic":
        cell = np.floor(there)
        cells = cell + np.arange(-1, 3)[:, None]
        return np.clip(cells, 0, axis.size - 1).astype(int), cubic_weights(there - cell)
    if axis.size == axis.outputs:
        there = np.arange(axis.outputs, dtype=kind)
    there = np.maximum(there, 0)
    cell = np.minimum(np.floor(there), axis.size - 1)
    far = np.clip(there - cell, 0, 1)
    cells = np.stack([cell, np.minimum(cell + 1, axis.size - 1)]).astype(int)
    return cells, np.stack([1 - far, far])


def widened(axis, mode, kind):
    """The :func:`table` of a kernel that is as much wider as the output is smaller."""
    if axis.size == axis.outputs:
        return np.arange(axis.size)[None], np.ones((1, axis.size), kind)
    wide = max(axis.step, 1.0)
    reach = wide * (2 if mode == "bicubic" else 1)
    center = (np.arange(axis.outputs) + 0.5) * axis.step
    first = np.maximum(np.trunc(center - reach + 0.5), 0).astype(int)
    end = np.minimum((center + reach + 0.5).astype(int), axis.size)
    cells = first + np.arange(max(end - first))[:, None]
    distance = np.abs(cells + 0.5 - center) / wide
    kernel = cubic_kernel(distance, -0.5) if mode == "bicubic" else np.maximum(1 - distance, 0)
    weights = np.where(cells < end, kernel, 0)
    return np.minimum(cells, axis.size - 1), (weights / weights.sum(0)).astype(kind)
