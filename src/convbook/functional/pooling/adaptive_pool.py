"""Pooling to a wanted size, along one, two and three axes."""

from convbook.arithmetic.pooling import Pooling
from convbook.functional.pooling import avg_pool, max_pool
from convbook.operation import Array, operation

__all__ = [
    "adaptive_avg_pool1d",
    "adaptive_avg_pool1d_backward",
    "adaptive_avg_pool2d",
    "adaptive_avg_pool2d_backward",
    "adaptive_avg_pool3d",
    "adaptive_avg_pool3d_backward",
    "adaptive_max_pool1d",
    "adaptive_max_pool1d_backward",
    "adaptive_max_pool2d",
    "adaptive_max_pool2d_backward",
    "adaptive_max_pool3d",
    "adaptive_max_pool3d_backward",
]


@operation
def adaptive_avg_pool1d(input: Array, output_size):
    r"""Adaptive average pooling: :func:`adaptive_avg_pool2d` for (N, C, L) or (C, L) to (N, C, L').

    .. math:: y_{n,c,i} = \operatorname{mean}_{k} \; x_{n,c,k}, \qquad
              \lfloor i L / L' \rfloor \le k < \lceil (i + 1) L / L' \rceil

    ``output_size`` is one whole number.

    >>> adaptive_avg_pool1d(np.array([[0.0, 3, 6, 9, 12]]), 3)
    array([[ 1.5,  6. , 10.5]])
    """
    return avg_pool.pool(Pooling.adaptive(input.shape, output_size, rank=1), input)


@operation
def adaptive_avg_pool1d_backward(grad_output: Array, input: Array, output_size):
    """Gradient of :func:`adaptive_avg_pool1d`: shared equally by the cells of a window.

    >>> adaptive_avg_pool1d_backward(np.array([[2.0, 20]]), np.zeros((1, 3)), 2)
    array([[ 1., 11., 10.]])
    """
    plan = Pooling.adaptive(input.shape, output_size, rank=1)
    return avg_pool.pool_backward(plan, grad_output, input)


@operation
def adaptive_max_pool1d(input: Array, output_size, return_indices=False):
    r"""Adaptive max pooling: :func:`adaptive_max_pool2d` for (N, C, L) or (C, L) to (N, C, L').

    .. math:: y_{n,c,i} = \max_{k} \; x_{n,c,k}, \qquad
              \lfloor i L / L' \rfloor \le k < \lceil (i + 1) L / L' \rceil

    ``output_size`` is one whole number.

    >>> adaptive_max_pool1d(np.array([[5, 3, 6, 9, 1]]), 3, return_indices=True)
    (array([[5, 9, 9]]), array([[0, 3, 3]]))
    """
    return max_pool.pool(Pooling.adaptive(input.shape, output_size, rank=1), input, return_indices)


@operation
def adaptive_max_pool1d_backward(
    grad_output: Array, input: Array, output_size, return_indices=False
):
    """Gradient of :func:`adaptive_max_pool1d`: passed to the cell of each maximum.

    >>> adaptive_max_pool1d_backward(np.array([[1, 10, 100]]), np.array([[5, 3, 6, 9, 1]]), 3)
    array([[  1,   0,   0, 110,   0]])
    """
    plan = Pooling.adaptive(input.shape, output_size, rank=1)
    return max_pool.pool_backward(plan, grad_output, input)


@operation
def adaptive_avg_pool2d(input: Array, output_size):
    r"""Compute the adaptive average pooling of images to an output size.

    .. math:: y_{n,c,i,j} = \operatorname{mean}_{k,l} \; x_{n,c,k,l}, \qquad
              \lfloor i L / L' \rfloor \le k < \lceil (i + 1) L / L' \rceil

    along every pooled axis, each with its own sizes.

    Parameters
    ----------
    input : array of floating-point numbers, shape (N, C, H, W) or (C, H, W)
    output_size : int or (int, int)
        In cells. None keeps the size of its axis.

    Returns
    -------
    array, shape (N, C, H', W') or (C, H', W')
        Of the wanted size.

    Notes
    -----
    Where the output size divides the input's, the windows stand side by side; otherwise some
    overlap and their sizes differ by one.

    Examples
    --------
    Cell (r, c) of this image holds 10 r + c.

    >>> adaptive_avg_pool2d(np.add.outer([0, 10, 20, 30], [0, 1, 2, 3])[None] * 1.0, 2)
    array([[[ 5.5,  7.5],
            [25.5, 27.5]]])
    """
    return avg_pool.pool(Pooling.adaptive(input.shape, output_size, rank=2), input)


@operation
def adaptive_avg_pool2d_backward(grad_output: Array, input: Array, output_size):
    """Gradient of :func:`adaptive_avg_pool2d`: shared equally by the cells of a window.

    >>> adaptive_avg_pool2d_backward(np.array([[[4.0, 40]]]), np.zeros((1, 2, 3)), (1, 2))
    array([[[ 1., 11., 10.],
            [ 1., 11., 10.]]])
    """
    plan = Pooling.adaptive(input.shape, output_size, rank=2)
    return avg_pool.pool_backward(plan, grad_output, input)


@operation
def adaptive_max_pool2d(input: Array, output_size, return_indices=False):
    r"""Compute the adaptive max pooling of images to an output size.

    .. math:: y_{n,c,i,j} = \max_{k,l} \; x_{n,c,k,l}, \qquad
              \lfloor i L / L' \rfloor \le k < \lceil (i + 1) L / L' \rceil

    along every pooled axis, each with its own sizes: the windows of :func:`adaptive_avg_pool2d`.

    Parameters
    ----------
    input : array, shape (N, C, H, W) or (C, H, W)
    output_size : int or (int, int)
        In cells. None keeps the size of its axis.
    return_indices : bool
        Whether to return where each maximum stands, too.

    Returns
    -------
    array, shape (N, C, H', W') or (C, H', W')
        Of the wanted size.
        With ``return_indices`` a pair of such arrays: the second holds the number of the cell, all
        cells of a channel counted in reading order.

    Examples
    --------
    Cell (r, c) of this image holds 10 r + c.

    >>> adaptive_max_pool2d(np.add.outer([0, 10, 20, 30], [0, 1, 2, 3])[None], 2)
    array([[[11, 13],
            [31, 33]]])
    """
    return max_pool.pool(Pooling.adaptive(input.shape, output_size, rank=2), input, return_indices)


@operation
def adaptive_max_pool2d_backward(
    grad_output: Array, input: Array, output_size, return_indices=False
):
    """Gradient of :func:`adaptive_max_pool2d`: passed to the cell of each maximum.

    >>> adaptive_max_pool2d_backward(np.array([[[5]]]), np.array([[[1, 2], [4, 3]]]), 1)
    array([[[0, 0],
            [5, 0]]])
    """
    plan = Pooling.adaptive(input.shape, output_size, rank=2)
    return max_pool.pool_backward(plan, grad_output, input)


@operation
def adaptive_avg_pool3d(input: Array, output_size):
    r"""Compute :func:`adaptive_avg_pool2d` along three axes: adaptive average pooling of volumes.

    From (N, C, D, H, W) to (N, C, D', H', W'), or without N.

    .. math:: y_{n,c,h,i,j} = \operatorname{mean}_{g,k,l} \; x_{n,c,g,k,l}, \qquad
              \lfloor i L / L' \rfloor \le k < \lceil (i + 1) L / L' \rceil

    Cell (d, r, c) of this volume holds 100 d + 10 r + c.

    >>> adaptive_avg_pool3d(np.add.outer([0, 100], np.add.outer([0, 10], [0, 1]))[None] * 1.0, 1)
    array([[[[55.5]]]])
    """
    return avg_pool.pool(Pooling.adaptive(input.shape, output_size, rank=3), input)


@operation
def adaptive_avg_pool3d_backward(grad_output: Array, input: Array, output_size):
    """Gradient of :func:`adaptive_avg_pool3d`: shared equally by the cells of a window.

    >>> adaptive_avg_pool3d_backward(np.array([[[[2.0, 20]]]]), np.zeros((1, 1, 1, 3)), (1, 1, 2))
    array([[[[ 1., 11., 10.]]]])
    """
    plan = Pooling.adaptive(input.shape, output_size, rank=3)
    return avg_pool.pool_backward(plan, grad_output, input)


@operation
def adaptive_max_pool3d(input: Array, output_size, return_indices=False):
    r"""Compute :func:`adaptive_max_pool2d` along three axes: adaptive max pooling of volumes.

    From (N, C, D, H, W) to (N, C, D', H', W'), or without N.

    .. math:: y_{n,c,h,i,j} = \max_{g,k,l} \; x_{n,c,g,k,l}, \qquad
              \lfloor i L / L' \rfloor \le k < \lceil (i + 1) L / L' \rceil

    Cell (d, r, c) of this volume holds 100 d + 10 r + c.

    >>> adaptive_max_pool3d(np.add.outer([0, 100], np.add.outer([0, 10], [0, 1]))[None], (2, 1, 1))
    array([[[[ 11]],
    <BLANKLINE>
            [[111]]]])
    """
    return max_pool.pool(Pooling.adaptive(input.shape, output_size, rank=3), input, return_indices)


@operation
def adaptive_max_pool3d_backward(
    grad_output: Array, input: Array, output_size, return_indices=False
):
    """Gradient of :func:`adaptive_max_pool3d`: passed to the cell of each maximum.

    >>> adaptive_max_pool3d_backward(np.array([[[[5]]]]), np.array([[[[1, 2], [4, 3]]]]), 1)
    array([[[[0, 0],
             [5, 0]]]])
    """
    plan = Pooling.adaptive(input.shape, output_size, rank=3)
    return max_pool.pool_backward(plan, grad_output, input)
