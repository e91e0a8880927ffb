"""Kernels of low rank: one pass along the rows and one along the columns.

A K x L kernel that is an outer product needs K + L products a cell and not K L. Any kernel is a sum
of such outer products, and its singular values say how many.
"""

from dataclasses import replace

import numpy as np

from convbook.algorithms.ends import expect_array, finish
from convbook.algorithms.im2col import block_by_block
from convbook.arithmetic import Plan, Slide
from convbook.arithmetic.arguments import whole
from convbook.operation import Array, fractional, operation, shape_of

COLUMNS = 1024


def singular_values(kernel):
    """Singular values of a kernel of two axes, the largest first.

    >>> singular_values(np.array([[3.0, 0, 4], [0, 0, 0]])).round(12).tolist()
    [5.0, 0.0]
    """
    expect_array("kernel", kernel, axes=2)
    return np.linalg.svd(kernel, compute_uv=False)


def rank(kernel, tolerance=None):
    """How many outer products a kernel is the sum of.

    Parameters
    ----------
    kernel : array, shape (K, L)
    tolerance : float, optional
        Singular values up to this part of the largest count as 0. Otherwise, as in
        ``numpy.linalg.matrix_rank``: the larger size times the spacing of the numbers at 1.

    Returns
    -------
    int

    Raises
    ------
    TypeError, ValueError
        If the kernel is not an array of numbers with two axes.

    Examples
    --------
    Sobel's kernel is separable; Laplace's is not.

    >>> rank(np.array([[1, 0, -1], [2, 0, -2], [1, 0, -1]]))
    1
    >>> rank(np.array([[0, 1, 0], [1, -4, 1], [0, 1, 0]]))
    2
    """
    return count(singular_values(kernel), kernel.shape, tolerance)


def factors(kernel, terms=None):
    r"""Columns and rows whose outer products add up to the kernel.

    .. math:: w_{a,b} = \sum_t u_{a,t} \, v_{t,b}

    Parameters
    ----------
    kernel : array, shape (K, L)
    terms : int, optional
        How many outer products to keep, the strongest first; otherwise all that count, see
        :func:`rank`.

    Returns
    -------
    (array, shape (K, T), array, shape (T, L))
        Their product is the kernel, or with fewer terms the nearest matrix of that rank in the sum
        of squares.

    Raises
    ------
    TypeError, ValueError
        If the kernel is not an array of numbers with two axes, or has no such number of terms.

    Notes
    -----
    The square root of each singular value goes to either side. That the truncated sum is nearest is
    the theorem of Eckart and Young (1936).

    Examples
    --------
    >>> columns, rows = factors(np.array([[1.0, 0, -1], [2, 0, -2], [1, 0, -1]]))
    >>> columns.shape, rows.shape
    ((3, 1), (1, 3))
    >>> (columns @ rows).round(12).tolist()
    [[1.0, 0.0, -1.0], [2.0, 0.0, -2.0], [1.0, 0.0, -1.0]]
    """
    expect_array("kernel", kernel, axes=2)
    columns, rows = factors_of(kernel, terms)
    return columns, rows


@operation
def conv2d(
    input: Array,
    weight: Array,
    bias: Array | None = None,
    stride=1,
    padding=0,
    dilation=1,
    groups=1,
    *,
    terms=None,
):
    r"""Two convolutions along one axis each: first down the columns, then along the rows.

    .. math:: w_{o,c,a,b} = \sum_t v_{o,t,b} \, u_{t,c,a}

    splits the weight of each group into ``T`` kernels of one column and kernels of one row that
    read their ``T`` results.

    Parameters
    ----------
    input, weight, bias, stride, padding, dilation, groups
        As in :func:`convbook.functional.conv2d`; all settings are known. Whole numbers are
        computed as float64.
    terms : int, optional
        How many to keep, at most the smaller of C K / groups and O L / groups. Otherwise as many as
        the weight needs, and the result is the convolution up to rounding.

    Returns
    -------
    array, shape (N, O, H', W') or (O, H', W')

    Raises
    ------
    TypeError, ValueError
        As :func:`convbook.functional.conv2d`, and if the number of terms is out of range.

    Notes
    -----
    For C = O = 1 this is the separable filter of image processing. With channels it is the second
    scheme of Jaderberg, Vedaldi and Zisserman (2014), exact where the terms suffice: T (C K + O L)
    weights and not C O K L.

    Examples
    --------
    >>> image = np.add.outer([0, 10, 20], [0, 1, 2])[None]
    >>> conv2d(image, np.array([[[[1, 2], [10, 20]]]])).round(9)
    array([[[322., 355.],
            [652., 685.]]])
    """
    plan = Plan.of(input.shape, weight.shape, stride, padding, dilation, groups, 2, shape_of(bias))
    if not plan.ins:
        return finish(plan, np.zeros(plan.output_shape, fractional(input, weight)), bias)
    down, along = split(plan, weight, terms)
    first, second = halves(plan, len(down))
    middle = block_by_block(first, input, down, COLUMNS)
    return finish(plan, block_by_block(second, middle, along, COLUMNS), bias)


def split(plan, weight, terms):
    """Weights (G T, C / G, K, 1) and (O, T, 1, L) of the two passes."""
    high, wide = plan.kernel
    blocks = weight.reshape(plan.groups, plan.outs, plan.ins, high, wide)
    blocks = blocks.transpose(0, 2, 3, 1, 4).reshape(plan.groups, plan.ins * high, plan.outs * wide)
    down, along = factors_of(blocks, terms)
    count = down.shape[-1]
    down = down.swapaxes(1, 2).reshape(plan.groups * count, plan.ins, high, 1)
    along = along.reshape(plan.groups, count, plan.outs, wide).swapaxes(1, 2)
    return down, along.reshape(plan.out_channels, count, 1, wide)


def halves(plan, channels):
    """The plans of the two passes: one moves down the columns, one along the rows."""
    columns, (high, wide), still = plan.sizes[1], plan.windows, Slide(1)
    first = replace(
        plan, out_channels=channels, places=(plan.places[0], columns), windows=(high, still)
    )
    second = replace(
        plan, in_channels=channels, sizes=(plan.places[0], columns), windows=(still, wide)
    )
    return first, second


def factors_of(blocks, terms):
    """Columns and rows of one matrix, or of each of several: as many terms as the worst needs."""
    columns, values, rows = np.linalg.svd(blocks, full_matrices=False)
    if terms is None:
        shape = blocks.shape[-2:]
        lines = values.reshape(-1, values.shape[-1])
        terms = max([1, *(count(line, shape) for line in lines)])
    if not 1 <= whole("terms", terms) <= values.shape[-1]:
        raise ValueError(f"terms must be from 1 to {values.shape[-1]}, got {terms}")
    strength = np.sqrt(values[..., None, :terms])
    return columns[..., :terms] * strength, strength.swapaxes(-1, -2) * rows[..., :terms, :]


def count(values, shape, tolerance=None):
    """Singular values that are not 0 up to rounding."""
    if tolerance is None:
        tolerance = max(shape) * np.finfo(values.dtype).eps
    return int((values > tolerance * values.max(initial=0)).sum())
