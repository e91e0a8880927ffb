"""Windows laid out as columns, and added back."""

import numpy as np

from convbook.arithmetic import Columns
from convbook.arithmetic.arguments import expect_shape
from convbook.operation import Array, operation
from convbook.windows import pad_border, put_back, view

__all__ = ["fold", "fold_backward", "unfold", "unfold_backward"]


@operation
def unfold(input: Array, kernel_size, dilation=1, padding=0, stride=1):
    r"""Lay out every window of an image as one column (im2col).

    .. math:: u_{n,\,(c,a,b),\,(i,j)} = x_{n,\,c,\,is+ad-p,\,js+bd-p}

    where ``x`` is 0 outside the image.

    Parameters
    ----------
    input : array, shape (N, C, H, W) or (C, H, W)
    kernel_size, dilation, padding, stride : int or (int, int)
        In cells, as (rows, columns). The order of these arguments is torch's.

    Returns
    -------
    array, shape (N, C K L, H' W') or (C K L, H' W')
        H' = floor((H + 2 padding - dilation (K - 1) - 1) / stride) + 1, and W' likewise.

    See Also
    --------
    fold : the transpose.

    Notes
    -----
    Chellapilla, Puri and Simard (2006) introduced the layout for convolution.

    Examples
    --------
    Cell (r, c) of this image holds 10 r + c.

    >>> unfold(np.add.outer([0, 10, 20], [0, 1, 2])[None], (2, 2))
    array([[ 0,  1, 10, 11],
           [ 1,  2, 11, 12],
           [10, 11, 20, 21],
           [11, 12, 21, 22]])
    """
    plan = Columns.of(input.shape, kernel_size, dilation, padding, stride)
    image = pad_border(input.reshape(plan.image_shape), plan.windows)
    columns = view(image, plan.windows, plan.places).reshape(plan.columns_shape)
    # Of a single window or a single tap, the columns are the image itself, only seen otherwise.
    return plan.as_given(columns.copy() if np.may_share_memory(columns, image) else columns)


@operation
def unfold_backward(grad_output: Array, input: Array, kernel_size, dilation=1, padding=0, stride=1):
    """Gradient of :func:`unfold`: every cell collects from the windows that read it.

    Each cell is read by as many windows as this says.

    >>> unfold_backward(np.ones((4, 4)), np.zeros((1, 3, 3)), (2, 2))[0]
    array([[1., 2., 1.],
           [2., 4., 2.],
           [1., 2., 1.]])
    """
    plan = Columns.of(input.shape, kernel_size, dilation, padding, stride)
    expect_shape("grad_output", grad_output.shape, plan.as_given_shape(plan.columns_shape))
    return fold(grad_output, input.shape[-2:], kernel_size, dilation, padding, stride)


@operation
def fold(input: Array, output_size, kernel_size, dilation=1, padding=0, stride=1):
    r"""Add every column back to the image it was read from (col2im).

    .. math:: x_{n,\,c,\,is+ad-p,\,js+bd-p} \mathrel{+}= u_{n,\,(c,a,b),\,(i,j)}

    Parameters
    ----------
    input : array, shape (N, C K L, H' W') or (C K L, H' W')
    output_size : int or (int, int)
        (H, W), in cells.
    kernel_size, dilation, padding, stride : int or (int, int)
        As in :func:`unfold`.

    Returns
    -------
    array, shape (N, C, H, W) or (C, H, W)

    Raises
    ------
    TypeError, ValueError
        If the numbers of rows and columns are not those of the windows.

    See Also
    --------
    unfold : the transpose.

    Notes
    -----
    Not the inverse of :func:`unfold`: a cell read by three windows comes back three times. Whole
    numbers are added in 64 bits, as :func:`numpy.sum` adds them.

    Examples
    --------
    >>> fold(np.array([[1, 2], [10, 20], [100, 200]]), (1, 4), (1, 3))
    array([[[  1,  12, 120, 200]]])
    """
    plan = Columns.folding(input.shape, output_size, kernel_size, dilation, padding, stride)
    kernel = tuple(window.kernel for window in plan.windows)
    seen = input.reshape(plan.batch, plan.channels, *kernel, *plan.places)
    seen = seen.astype(summed(input.dtype), copy=False)
    return plan.as_given(put_back(seen, plan.windows, plan.sizes))


@operation
def fold_backward(
    grad_output: Array, input: Array, output_size, kernel_size, dilation=1, padding=0, stride=1
):
    """Gradient of :func:`fold`: every column reads the cells it was added to.

    >>> fold_backward(np.array([[[1, 2, 3, 4]]]), np.zeros((3, 2)), (1, 4), (1, 3))
    array([[1., 2.],
           [2., 3.],
           [3., 4.]])
    """
    plan = Columns.folding(input.shape, output_size, kernel_size, dilation, padding, stride)
    expect_shape("grad_output", grad_output.shape, plan.as_given_shape(plan.image_shape))
    return unfold(grad_output, kernel_size, dilation, padding, stride)


def summed(dtype):
    """The dtype in which NumPy sums such numbers: small whole numbers would wrap in their own."""
    return np.zeros(0, dtype).sum().dtype
