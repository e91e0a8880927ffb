"""Winograd's convolution: fewer multiplications for small kernels at stride 1.

F(m, r) makes m outputs of a kernel of r taps with m + r - 1 multiplications instead of m r. A
polynomial of m + r - 1 coefficients is known from its values at as many points, infinity among
them; correlation is the transpose of a product of polynomials, so

.. math:: y = A^\\mathsf{T} \\left[ (G\\, w) \\odot (B^\\mathsf{T} x) \\right]

where A and G evaluate at the points and B interpolates. Along two axes each matrix is applied on
both sides: F(4, 3) then multiplies 36 times where the sum multiplies 144 times. The sum over
channels is taken between the transforms, as one matrix product for each of the 36 values.

A tile of m + r - 1 cells moves by m cells: it is a window, and it is read and put back as one.
Inside, channels come last, so that a cell of a tile is a run of numbers in memory.

The transforms add cells of a tile to each other: a NaN or an infinity makes all outputs of every
tile NaN that holds it, where the plain form loses only the outputs that read it.

Letters: n image, c channel read, o channel made, v value (all axes), p tile (all axes).
"""

from fractions import Fraction
from functools import cache, reduce
from itertools import product
from math import prod

import numpy as np

from convbook.algorithms.ends import finish, only
from convbook.arithmetic import Plan, Slide
from convbook.arithmetic.arguments import expect_shape
from convbook.bias import bias_gradient
from convbook.operation import Array, fractional, operation, shape_of
from convbook.windows import blocks, inside, through_tap, view

POINTS = tuple(map(Fraction, ("0", "1", "-1", "1/2", "-2", "-1/2", "2")))
TAPS = (1, 3, 5)
TILES = (2, 4)
BLOCK_BYTES = 1 << 20
LEAST_TILES = 96


@cache
def exact_matrices(outputs, taps):
    r"""The matrices A, B and G of F(``outputs``, ``taps``), derived from their points.

    Row i of A and of G evaluates a polynomial at point i; the last row, at infinity, takes its
    leading coefficient. Row i of :math:`B^\mathsf{T}` holds the coefficients of the product of
    :math:`x - p` over all other points p, and G is divided by what that product is at point i.

    Parameters
    ----------
    outputs, taps : int
        m and r, at least 1; m + r at most 9.

    Returns
    -------
    (A, B, G) : lists of rows of fractions.Fraction
        Of shapes (m + r - 1, m), (m + r - 1, m + r - 1) and (m + r - 1, r).

    Notes
    -----
    Winograd (1980) and, for convolutional networks, Lavin and Gray (2016). The points 0, 1, -1,
    1/2, -2, -1/2, 2 are taken in this order: small numerators and denominators keep the rounding
    errors small.

    Examples
    --------
    >>> A, B, G = exact_matrices(2, 3)
    >>> for row in G: print(*row)
    -1 0 0
    1/2 1/2 1/2
    1/2 -1/2 1/2
    0 0 1
    """
    cells = outputs + taps - 1
    points = POINTS[: cells - 1]
    others = [[q for q in points if q != p] for p in points]
    scales = [
        prod((p - q for q in rest), start=Fraction(1))
        for p, rest in zip(points, others, strict=True)
    ]
    weights = [
        [value / scale for value in row]
        for row, scale in zip(evaluation(points, taps), [*scales, 1], strict=True)
    ]
    inputs = [[*with_roots(rest), Fraction(0)] for rest in others] + [with_roots(points)]
    across = [list(column) for column in zip(*inputs, strict=True)]
    return evaluation(points, outputs), across, weights


def evaluation(points, count):
    """Rows that give the value of ``count`` coefficients at each point and at infinity."""
    finite = [[point**power for power in range(count)] for point in points]
    return [*finite, [Fraction(power == count - 1) for power in range(count)]]


def with_roots(roots):
    """Coefficients, lowest first, of the product of x - root."""
    coefficients = [Fraction(1)]
    for root in roots:
        raised, scaled = [0, *coefficients], [*(root * c for c in coefficients), 0]
        coefficients = [a - b for a, b in zip(raised, scaled, strict=True)]
    return coefficients


@operation
def conv1d(
    input: Array,
    weight: Array,
    bias: Array | None = None,
    stride=1,
    padding=0,
    dilation=1,
    groups=1,
    *,
    tile=4,
):
    """:func:`convbook.functional.conv1d` with 3 or 5 taps, by Winograd's transforms.

    Parameters
    ----------
    input, weight, bias, stride, padding, dilation, groups
        As in :func:`convbook.functional.conv1d`; stride, dilation and groups are 1. Whole numbers
        are computed as float64.
    tile : {4, 2}
        Outputs that are made together.

    Returns
    -------
    array, shape (N, O, L') or (O, L')

    Raises
    ------
    TypeError, ValueError
        As :func:`convbook.functional.conv1d`, and for another stride, dilation, tile, number of
        groups or of taps.

    Examples
    --------
    >>> conv1d(np.array([[1, 10, 100, 1000]]), np.array([[[1, 2, 3]]])).round(9)
    array([[ 321., 3210.]])
    """
    plan = Plan.of(input.shape, weight.shape, stride, padding, dilation, groups, 1, shape_of(bias))
    return forward(plan, input, weight, bias, tile)


@operation
def conv1d_backward(
    grad_output: Array,
    input: Array,
    weight: Array,
    bias: Array | None = None,
    stride=1,
    padding=0,
    dilation=1,
    groups=1,
    *,
    tile=4,
):
    """Gradients of :func:`conv1d`, see :func:`convbook.functional.conv1d_backward`.

    Examples
    --------
    >>> grad_input, _, _ = conv1d_backward(
    ...     np.array([[1, 10]]), np.zeros((1, 4)), np.array([[[1, 2, 3]]]))
    >>> grad_input.round(9)
    array([[ 1., 12., 23., 30.]])
    """
    plan = Plan.of(input.shape, weight.shape, stride, padding, dilation, groups, 1, shape_of(bias))
    return backward(plan, grad_output, input, weight, bias, tile)


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
    tile=4,
):
    """:func:`convbook.functional.conv2d` with kernels of 3 or 5 taps, by Winograd's transforms.

    Parameters
    ----------
    input, weight, bias, stride, padding, dilation, groups
        As in :func:`convbook.functional.conv2d`; stride, dilation and groups are 1, and the kernel
        has 1, 3 or 5 taps along each axis. Whole numbers are computed as float64.
    tile : {4, 2}
        Outputs that are made together, along each axis.

    Returns
    -------
    array, shape (N, O, H', W') or (O, H', W')

    Raises
    ------
    TypeError, ValueError
        As :func:`convbook.functional.conv2d`, and for another stride, dilation, tile, number of
        groups or of taps.

    Notes
    -----
    Lavin and Gray (2016). The transforms lose about one digit: in float32 the error is a few
    millionths of the largest output with ``tile=4``, less with ``tile=2``.

    Examples
    --------
    >>> image = np.add.outer([0, 10, 20, 30], [0, 1, 2])[None]
    >>> middle = np.array([[[[0, 0, 0], [0, 1, 0], [0, 0, 0]]]])
    >>> conv2d(image, middle).round(9)
    array([[[11.],
            [21.]]])
    """
    plan = Plan.of(input.shape, weight.shape, stride, padding, dilation, groups, 2, shape_of(bias))
    return forward(plan, input, weight, bias, tile)


@operation
def conv2d_backward(
    grad_output: Array,
    input: Array,
    weight: Array,
    bias: Array | None = None,
    stride=1,
    padding=0,
    dilation=1,
    groups=1,
    *,
    tile=4,
):
    r"""Gradients of :func:`conv2d`, see :func:`convbook.functional.conv2d_backward`.

    Each transform of the forward sum is a matrix, so its gradient is the transposed matrix:

    .. math:: \frac{\partial L}{\partial x} \mathrel{+}= B \left[ (G w) \odot (A g) \right],
              \qquad
              \frac{\partial L}{\partial w} \mathrel{+}=
              G^\mathsf{T} \left[ (B^\mathsf{T} x) \odot (A g) \right]

    Examples
    --------
    >>> middle = np.array([[[[0, 0, 0], [0, 1, 0], [0, 0, 0]]]])
    >>> grad_input, _, _ = conv2d_backward(
    ...     np.array([[[5], [7]]]), np.zeros((1, 4, 3)), middle)
    >>> grad_input[0].round(9) + 0.0
    array([[0., 0., 0.],
           [0., 5., 0.],
           [0., 7., 0.],
           [0., 0., 0.]])
    """
    plan = Plan.of(input.shape, weight.shape, stride, padding, dilation, groups, 2, shape_of(bias))
    return backward(plan, grad_output, input, weight, bias, tile)


def forward(plan, input, weight, bias, tile):
    """Transform the tiles of a block, multiply, transform back."""
    kind = fractional(input, weight)
    a, b, g = transforms(plan, tile, kind)
    u = kernel_values(weight.astype(kind, copy=False), g)
    u = np.ascontiguousarray(u.swapaxes(1, 2))
    seen, _ = tiles(plan, input, tile, kind)
    output = np.empty((*spanned(plan, tile), plan.out_channels), kind)
    made = apart(output, plan, tile)
    for where in tile_blocks(plan, tile, kind):
        v = on_each_axis([m.T for m in b], seen[(..., *where, slice(None))])
        m = v.reshape(len(u), prod(v.shape[len(a) : -1]), plan.in_channels) @ u
        made[(..., *where, slice(None))] = on_each_axis(
            [m.T for m in a], m.reshape(*v.shape[:-1], plan.out_channels)
        )
    return finish(plan, channels_second(output, plan.places), bias)


def backward(plan, grad_output, input, weight, bias, tile):
    """The transposed transforms, on the same tiles."""
    expect_shape("grad_output", grad_output.shape, plan.as_given_shape(plan.output_shape))
    grad_output = grad_output.reshape(plan.output_shape)
    kind = fractional(grad_output, input, weight)
    a, b, g = transforms(plan, tile, kind)
    u = kernel_values(weight.astype(kind, copy=False), g)
    seen, windows = tiles(plan, input, tile, kind)
    upstream = np.zeros((*spanned(plan, tile), plan.out_channels), kind)
    upstream[(slice(None), *map(slice, plan.places))] = np.moveaxis(grad_output, 1, -1)
    upstream = apart(upstream, plan, tile)
    grad_u, grad_x = np.zeros_like(u), np.zeros(framed_shape(plan, tile), kind)
    for where in tile_blocks(plan, tile, kind):
        v = on_each_axis([m.T for m in b], seen[(..., *where, slice(None))])
        m = on_each_axis(a, upstream[(..., *where, slice(None))])
        m = m.reshape(len(u), prod(m.shape[len(a) : -1]), plan.out_channels)
        grad_u += m.swapaxes(1, 2) @ v.reshape(len(u), m.shape[1], plan.in_channels)
        grad_v = on_each_axis(b, (m @ u).reshape(v.shape))
        put_tiles_back(grad_x, windows, where, grad_v)
    return (
        plan.as_given(channels_second(grad_x, plan.sizes, plan.windows)),
        kernel_gradient(plan, grad_u, g),
        bias_gradient(grad_output, bias),
    )


def transforms(plan, tile, kind):
    """The matrices A, B and G of each axis as arrays; other settings than F knows are refused."""
    only(plan, "Winograd's convolution", stride=1, dilation=1, groups=1)
    if tile not in TILES:
        raise ValueError(f"tile must be one of {TILES}, got {tile}")
    for taps in plan.kernel:
        if taps not in TAPS:
            raise ValueError(f"Winograd's convolution knows kernels of 3 and 5 taps, got {taps}")
    each = zip(*(exact_matrices(tile, taps) for taps in plan.kernel), strict=True)
    return [[np.array(matrix, float).astype(kind) for matrix in same] for same in each]


def on_each_axis(matrices, values):
    """Multiply one of the first axes of ``values`` by each matrix."""
    for axis, matrix in enumerate(matrices):
        before, _, after = values.shape[:axis], values.shape[axis], values.shape[axis + 1 :]
        product = matrix @ values.reshape(prod(before), matrix.shape[1], prod(after))
        values = product.reshape(*before, len(matrix), *after)
    return values


def kernel_values(weight, g):
    """The kernels at every point: shape (v, o, c). All axes at once, for there are few taps."""
    flat = weight.reshape(prod(weight.shape[:2]), prod(weight.shape[2:]))
    transform = reduce(np.kron, g)
    return (transform @ flat.T).reshape(len(transform), *weight.shape[:2])


def kernel_gradient(plan, grad_u, g):
    """From values at the points back to taps."""
    flat = grad_u.reshape(len(grad_u), prod(grad_u.shape[1:])).T @ reduce(np.kron, g)
    return flat.reshape(plan.weight_shape)


def counts(plan, tile):
    """Tiles along each axis."""
    return [-(-places // tile) for places in plan.places]


def spanned(plan, tile):
    """Images, and the places that whole tiles make along each axis."""
    return plan.batch, *(count * tile for count in counts(plan, tile))


def framed_shape(plan, tile):
    """The input with its border and all cells that whole tiles read, channels last."""
    reached = [n + taps - 1 for n, taps in zip(spanned(plan, tile)[1:], plan.kernel, strict=True)]
    return plan.batch, *reached, plan.in_channels


def tiles(plan, input, tile, kind):
    """All tiles as a view ``(*cells of a tile, n, *tiles, c)``, and the windows they are."""
    framed = np.zeros(framed_shape(plan, tile), kind)
    here = inside(plan.sizes, plan.windows)
    framed[(slice(None), *here)] = np.moveaxis(input.reshape(plan.input_shape), 1, -1)
    windows = [Slide(tile + taps - 1, stride=tile) for taps in plan.kernel]
    seen = view(np.moveaxis(framed, -1, 1), windows, counts(plan, tile))
    rank = len(windows)
    return np.moveaxis(seen, (0, 1), (rank, -1)), windows


def apart(array, plan, tile):
    """Outputs ``(n, *places, o)`` seen as tiles ``(*cells of a tile, n, *tiles, o)``."""
    rank = len(plan.places)
    pairs = [size for count in counts(plan, tile) for size in (count, tile)]
    cells, tiles = range(2, 2 * rank + 1, 2), range(1, 2 * rank + 1, 2)
    parted = array.reshape(plan.batch, *pairs, plan.out_channels)
    return parted.transpose(*cells, 0, *tiles, 2 * rank + 1)


def tile_blocks(plan, tile, kind):
    """Runs of tiles, one slice for the images and one for each axis, whose values stay in cache."""
    values = prod(tile + taps - 1 for taps in plan.kernel) * np.dtype(kind).itemsize
    channels = max(1, plan.in_channels + plan.out_channels)
    most = max(LEAST_TILES, BLOCK_BYTES // (values * channels))
    if plan.batch:
        yield from (where for where, _ in blocks((plan.batch, *counts(plan, tile)), most))


def put_tiles_back(framed, windows, where, values):
    """Add a block of tiles back to the cells it was read from."""
    images, *runs = where
    starts = [slice(run.start * w.stride, None) for run, w in zip(runs, windows, strict=True)]
    part = framed[(images, *starts)]
    places = [run.stop - run.start for run in runs]
    for tap in product(*(range(window.kernel) for window in windows)):
        part[(slice(None), *through_tap(windows, tap, places))] += values[tap]


def channels_second(array, sizes, windows=None):
    """The cells of ``sizes``, behind a border or not, with channels behind the image axis."""
    here = map(slice, sizes) if windows is None else inside(sizes, windows)
    return np.ascontiguousarray(np.moveaxis(array[(slice(None), *here)], -1, 1))
