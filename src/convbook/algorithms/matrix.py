"""Convolution as a matrix: every output cell is a row, every input cell a column.

The matrix is huge and almost empty: it is here to be looked at. Its structure is the whole of
convolution: every row holds the same numbers, one stride further on.
"""

from math import prod

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from convbook.algorithms.ends import expect_array, finish
from convbook.arithmetic import Plan
from convbook.arithmetic.arguments import counted, expect_shape, whole
from convbook.operation import Array, operation, shape_of
from convbook.windows import pad_border, view


def convolution_matrix(input_shape, weight, stride=1, padding=0, dilation=1, groups=1):
    r"""The matrix whose product with an image is the convolution of the image.

    .. math:: C_{(o,i),\,(c,j)} = w_{o,c,a} \quad\text{where}\quad j = is + ad - p

    and 0 where no tap ``a`` leads from output ``i`` to input ``j``; along two axes likewise.

    Parameters
    ----------
    input_shape : tuple of int
        ``(C, *sizes)``: one image, without a batch.
    weight : array, shape (O, C / groups, *kernel)
    stride, padding, dilation, groups
        As in :func:`convbook.functional.conv2d`.

    Returns
    -------
    array, shape (O H' W', C H W)
        ``C @ x.ravel()`` is the convolution of ``x``, and ``C.T @ y.ravel()`` the transposed
        convolution of ``y``, both in reading order.

    Raises
    ------
    TypeError, ValueError
        If the shapes and settings do not belong together.

    Notes
    -----
    Dumoulin and Visin (2016), section 4.1, write out the matrix of a 3 x 3 kernel on 4 x 4 cells.

    Examples
    --------
    >>> convolution_matrix((1, 5), np.array([[[1, 2, 3]]]))
    array([[1, 2, 3, 0, 0],
           [0, 1, 2, 3, 0],
           [0, 0, 1, 2, 3]])
    """
    expect_array("weight", weight)
    plan = Plan.of((1, *input_shape), weight.shape, stride, padding, dilation, groups)
    return matrix_of(plan, weight)


def matrix_of(plan, weight):
    """The matrix of a plan: each tap's number, in the row it makes and the column it reads."""
    cells, places = plan.in_channels * prod(plan.sizes), prod(plan.places)
    numbered = np.arange(1, cells + 1).reshape(plan.in_channels, *plan.sizes)
    numbered = pad_border(numbered, plan.windows)
    reads = view(numbered, plan.windows, plan.places).reshape(plan.groups, -1, places)
    # Border cells carry the number 0, so column 0 collects what is multiplied by zero.
    matrix = np.zeros((plan.out_channels, places, cells + 1), weight.dtype)
    for o, kernel in enumerate(weight.reshape(plan.out_channels, -1, 1)):
        matrix[o, np.arange(places), reads[o // plan.outs]] = kernel
    return matrix.reshape(-1, cells + 1)[:, 1:]


@operation
def conv1d(
    input: Array,
    weight: Array,
    bias: Array | None = None,
    stride=1,
    padding=0,
    dilation=1,
    groups=1,
):
    """:func:`convbook.functional.conv1d` as the product with one matrix.

    All settings are known. The matrix holds ``O L' C L`` numbers: keep the input small.

    Examples
    --------
    >>> conv1d(np.array([[1, 10, 100, 1000]]), np.array([[[1, 2]]]))
    array([[  21,  210, 2100]])
    """
    plan = Plan.of(input.shape, weight.shape, stride, padding, dilation, groups, 1, shape_of(bias))
    return multiply(plan, input, weight, bias)


@operation
def conv2d(
    input: Array,
    weight: Array,
    bias: Array | None = None,
    stride=1,
    padding=0,
    dilation=1,
    groups=1,
):
    """:func:`convbook.functional.conv2d` as the product with one matrix.

    All settings are known. The matrix holds ``O H' W' C H W`` numbers: keep the image small.

    Examples
    --------
    >>> image = np.add.outer([0, 10, 20], [0, 1, 2])[None]
    >>> conv2d(image, np.array([[[[0, 0], [0, 1]]]]))[0]
    array([[11, 12],
           [21, 22]])
    """
    plan = Plan.of(input.shape, weight.shape, stride, padding, dilation, groups, 2, shape_of(bias))
    return multiply(plan, input, weight, bias)


def multiply(plan, input, weight, bias):
    """One matrix, one column for each image."""
    matrix = matrix_of(plan, weight)
    columns = input.reshape(plan.batch, matrix.shape[1]).T
    return finish(plan, (matrix @ columns).T.reshape(plan.output_shape), bias)


def toeplitz(diagonals, rows):
    """The matrix that holds one number on each diagonal.

    Parameters
    ----------
    diagonals : array, shape (rows + columns - 1,)
        From the lower left corner to the upper right.
    rows : int

    Returns
    -------
    array, shape (rows, columns)
        Entry (i, j) is ``diagonals[rows - 1 - i + j]``.

    Raises
    ------
    TypeError, ValueError
        If the diagonals are not an array of numbers with one axis, or fewer than the rows.

    Examples
    --------
    A kernel between zeros gives the matrix of its convolution.

    >>> toeplitz(np.array([0, 0, 1, 2, 3, 0, 0]), rows=3)
    array([[1, 2, 3, 0, 0],
           [0, 1, 2, 3, 0],
           [0, 0, 1, 2, 3]])
    """
    expect_array("diagonals", diagonals, axes=1)
    if not 1 <= whole("rows", rows) <= len(diagonals):
        raise ValueError(f"rows must be from 1 to {len(diagonals)}, got {rows}")
    return sliding_window_view(diagonals, len(diagonals) - rows + 1)[::-1].copy()


def circulant(kernel, size):
    """The matrix of a convolution whose border goes on with the other end.

    Parameters
    ----------
    kernel : array, shape (K,)
    size : int
        Cells, at least K.

    Returns
    -------
    array, shape (size, size)
        Entry (i, j) is ``kernel[(j - i) mod size]``, or 0 behind the last tap.

    Raises
    ------
    TypeError, ValueError
        If the kernel is not an array of numbers with one axis, or does not fit.

    Notes
    -----
    A row is the row above it, moved by one cell; what leaves on the right comes back on the left.
    The Fourier transform turns every such matrix into a diagonal one, see
    :func:`convbook.algorithms.fourier.circular_conv1d`.

    Examples
    --------
    >>> circulant(np.array([1, 2]), 4)
    array([[1, 2, 0, 0],
           [0, 1, 2, 0],
           [0, 0, 1, 2],
           [2, 0, 0, 1]])
    """
    expect_array("kernel", kernel, axes=1)
    if len(kernel) > whole("size", size):
        raise ValueError(f"a kernel of {len(kernel)} taps does not fit on {counted(size, 'cell')}")
    row = np.zeros(size, kernel.dtype)
    row[: len(kernel)] = kernel
    cells = np.arange(size)
    return row[(cells - cells[:, None]) % size]


def is_toeplitz(matrix):
    """Whether every diagonal holds one number only.

    >>> is_toeplitz(convolution_matrix((1, 5), np.array([[[1, 2, 3]]])))
    True
    >>> is_toeplitz(convolution_matrix((1, 5), np.array([[[1, 2, 3]]]), stride=2))
    False
    """
    expect_array("matrix", matrix, axes=2)
    return bool((matrix[1:, 1:] == matrix[:-1, :-1]).all())


def is_doubly_block_toeplitz(matrix, places, sizes):
    """Whether the blocks repeat along every diagonal of blocks, and each block is Toeplitz.

    Parameters
    ----------
    matrix : array, shape (H' W', H W)
        One channel in, one channel out.
    places, sizes : (int, int)
        (H', W') and (H, W), in cells.

    Raises
    ------
    ValueError
        If the matrix has another shape.

    Notes
    -----
    A block is what one row of the image gives to one row of the output. Goodfellow, Bengio and
    Courville (2016), section 9.1, name Toeplitz matrices for one axis; for two axes with a border
    that goes round, doubly block circulant ones.

    Examples
    --------
    >>> matrix = convolution_matrix((1, 3, 4), np.array([[[[1, 2], [3, 4]]]]))
    >>> is_doubly_block_toeplitz(matrix, (2, 3), (3, 4)), is_toeplitz(matrix)
    (True, False)
    """
    expect_array("matrix", matrix)
    expect_shape("matrix", matrix.shape, (prod(places), prod(sizes)))
    blocks = matrix.reshape(places[0], places[1], sizes[0], sizes[1]).swapaxes(1, 2)
    along = (blocks[1:, 1:] == blocks[:-1, :-1]).all()
    return bool(along and (blocks[..., 1:, 1:] == blocks[..., :-1, :-1]).all())
