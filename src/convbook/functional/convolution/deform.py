"""Convolution that reads between the cells, where its offsets say."""

from math import prod

import numpy as np

from convbook.arithmetic.arguments import expect_shape
from convbook.arithmetic.convolution.deform import deform_plan
from convbook.bias import add_bias, bias_gradient
from convbook.operation import Array, operation, shape_of

__all__ = ["deform_conv2d", "deform_conv2d_backward"]


@operation
def deform_conv2d(
    input: Array, offset: Array, weight: Array, bias: Array | None = None, stride=(1, 1),
    padding=(0, 0), dilation=(1, 1), mask: Array | None = None,
):  # fmt: skip
    r"""Convolve, with every tap moved by an offset of its own at every place.

    .. math:: y_{n,o,i,j} = b_o + \sum_{c,a,b} w_{o,c,a,b} \; m_{n,t,i,j} \;
              x_{n,c}\!\left(is+ad-p+\Delta_{n,2t,i,j},\; js+bd-p+\Delta_{n,2t+1,i,j}\right)

    where :math:`t` is the number of tap (a, b), and x between the cells is bilinear:

    .. math:: x(u, v) = \sum_{r,s} \max(0, 1 - |u - r|) \max(0, 1 - |v - s|) \; x_{r,s},

    0 outside the input.

    Parameters
    ----------
    input : array, shape (N, C, H, W)
    offset : array, shape (N, 2 D K L, H', W')
        In cells: rows, then columns, for each tap in reading order, for each of D groups of
        channels that share their offsets.
    weight : array, shape (O, C / groups, K, L)
        The number of groups follows from its channels.
    bias : array, shape (O,), optional
    stride, padding, dilation : int or (int, int)
        In cells, as (rows, columns).
    mask : array, shape (N, D K L, H', W'), optional
        A factor for each tap at each place.

    Returns
    -------
    array, shape (N, O, H', W')
        H' = floor((H + 2 padding - dilation (K - 1) - 1) / stride) + 1, and W' likewise.

    Notes
    -----
    Dai et al. (2017), equations 2 to 4; the mask is that of Zhu et al. (2019). The arguments are
    those of ``torchvision.ops.deform_conv2d``.

    Examples
    --------
    Cell (r, c) holds 10 r + c. The one tap reads half a cell down, then two cells to the right.

    >>> image = np.add.outer([0.0, 10, 20], [0, 1, 2])[None, None]
    >>> offset = np.zeros((1, 2, 3, 3))
    >>> offset[0, 0, 0, 0], offset[0, 1, 1, 0] = 0.5, 2
    >>> deform_conv2d(image, offset, np.ones((1, 1, 1, 1)))[0, 0]
    array([[ 5.,  1.,  2.],
           [12., 11., 12.],
           [20., 21., 22.]])
    """
    plan, sharing = plan_of(input, offset, weight, bias, stride, padding, dilation, mask)
    kind = np.result_type(input, offset, weight, *([] if mask is None else [mask]))
    corners, shares, _ = bilinear(plan, sharing, offset.astype(kind, copy=False))
    columns = sum(x * share for x, share in zip(read(plan, input, corners), shares, strict=True))
    columns = columns if mask is None else columns * by_tap(plan, sharing, mask)
    product = by_group(plan, weight) @ as_matrix(plan, columns)
    return add_bias(product.astype(kind, copy=False).reshape(plan.output_shape), bias)


@operation
def deform_conv2d_backward(
    grad_output: Array, input: Array, offset: Array, weight: Array, bias: Array | None = None,
    stride=(1, 1), padding=(0, 0), dilation=(1, 1), mask: Array | None = None,
):  # fmt: skip
    r"""Gradients of :func:`deform_conv2d`.

    A sample shares what it receives among its four cells as it was mixed from them. Its position
    receives the difference of the cells on either side:

    .. math:: \frac{\partial x(u, v)}{\partial u} =
              \sum_s \max(0, 1 - |v - s|) \left( x_{\lfloor u \rfloor + 1, s}
              - x_{\lfloor u \rfloor, s} \right)

    On a cell the bilinear surface has an edge; the gradient is that of the side further on.

    Down the image the cells grow by 10, to the right by 1.

    >>> image = np.add.outer([0.0, 10, 20], [0, 1, 2])[None, None]
    >>> _, grad_offset, _, _, _ = deform_conv2d_backward(
    ...     np.ones((1, 1, 1, 1)), image, np.full((1, 2, 1, 1), 0.5), np.ones((1, 1, 1, 1)),
    ...     stride=3)
    >>> grad_offset.ravel()
    array([10.,  1.])
    """
    plan, sharing = plan_of(input, offset, weight, bias, stride, padding, dilation, mask)
    expect_shape("grad_output", grad_output.shape, plan.output_shape)
    kind = np.result_type(grad_output, input, offset, weight, *([] if mask is None else [mask]))
    corners, shares, slopes = bilinear(plan, sharing, offset.astype(kind, copy=False))
    cells = list(read(plan, input, corners))
    sampled = sum(x * share for x, share in zip(cells, shares, strict=True))
    strength = kind.type(1) if mask is None else by_tap(plan, sharing, mask)
    upstream = grad_output.reshape(plan.batch, plan.groups, plan.outs, prod(plan.places))
    columns = as_matrix(plan, sampled * strength)
    received = by_group(plan, weight).swapaxes(1, 2) @ upstream
    received = received.reshape(sampled.shape)
    grad_weight = (upstream @ columns.swapaxes(2, 3)).sum(0).reshape(weight.shape)
    passed = received * strength
    moved = [
        (passed * sum(x * slope[axis] for x, slope in zip(cells, slopes, strict=True))).sum(2)
        for axis in range(2)
    ]
    return (
        scatter(plan, passed, corners, shares),
        np.stack(moved, 3).reshape(offset.shape),
        grad_weight,
        bias_gradient(grad_output, bias),
        None if mask is None else (received * sampled).sum(2).reshape(mask.shape),
    )


def plan_of(input, offset, weight, bias, stride, padding, dilation, mask):
    return deform_plan(
        input.shape, offset.shape, weight.shape, stride, padding, dilation, shape_of(mask),
        shape_of(bias),
    )  # fmt: skip


def by_group(plan, weight):
    """Kernels of shape (g, o, c taps)."""
    return weight.reshape(plan.groups, plan.outs, plan.ins * prod(plan.kernel))


def as_matrix(plan, columns):
    """Samples of shape (n, g, c taps, places)."""
    taps = plan.ins * prod(plan.kernel)
    return columns.reshape(plan.batch, plan.groups, taps, prod(plan.places))


def by_tap(plan, sharing, mask):
    """A mask of shape (n, sharing, 1, taps, places): the same for all channels that share it."""
    return mask.reshape(plan.batch, sharing, 1, prod(plan.kernel), prod(plan.places))


def bilinear(plan, sharing, offset):
    """The four cells round every sample, the share of each, and how it grows down and right.

    Each of shape (n, sharing, 1, taps, places); a cell is its number on a board with two cells of
    border, where samples far outside are drawn to the border.
    """
    offset = offset.reshape(plan.batch, sharing, 1, prod(plan.kernel), 2, prod(plan.places))
    lower, upper = [], []
    for axis, (window, size) in enumerate(zip(plan.windows, plan.sizes, strict=True)):
        cells = np.add.outer(
            np.arange(window.kernel) * window.dilation - window.before,
            np.arange(plan.places[axis]) * window.stride,
        )
        cells = cells[:, None, :, None] if axis == 0 else cells[None, :, None, :]
        cells = np.broadcast_to(cells, (*plan.kernel, *plan.places))
        where = np.clip(cells.reshape(offset.shape[3], -1) + offset[:, :, :, :, axis], -2, size)
        first = np.floor(where)
        lower.append(np.nan_to_num(first).astype(int) + 2)
        upper.append((where - first).astype(offset.dtype))
    (top, left), (down, right), wide = lower, upper, plan.sizes[1] + 4
    up, back = 1 - down, 1 - right
    corners = [(top + a) * wide + left + b for a in (0, 1) for b in (0, 1)]
    shares = [up * back, up * right, down * back, down * right]
    slopes = [(-back, -up), (-right, up), (back, -down), (right, down)]
    return corners, shares, slopes


def board(plan, sharing, kind):
    """Empty images with two cells of border: (n, sharing, c, cells)."""
    height, width = (size + 4 for size in plan.sizes)
    return np.zeros((plan.batch, sharing, plan.in_channels // sharing, height, width), kind)


def read(plan, input, corners):
    """Yield the values of one corner after the other: (n, sharing, c, taps, places)."""
    sharing = corners[0].shape[1]
    framed = board(plan, sharing, input.dtype)
    framed[..., 2:-2, 2:-2] = input.reshape(*framed.shape[:3], *plan.sizes)
    flat = framed.reshape(*framed.shape[:3], framed.shape[3] * framed.shape[4])
    for cells in corners:
        found = np.take_along_axis(
            flat, cells.reshape(plan.batch, sharing, 1, prod(cells.shape[3:])), 3
        )
        yield found.reshape(*found.shape[:3], *cells.shape[3:])


def scatter(plan, passed, corners, shares):
    """Add what every sample passes on to its four cells."""
    total = board(plan, passed.shape[1], passed.dtype)
    flat = total.reshape(-1, total.shape[-2] * total.shape[-1])
    rows = np.arange(len(flat)).reshape(*passed.shape[:3], 1, 1)
    for cells, share in zip(corners, shares, strict=True):
        np.add.at(flat, (rows, cells), passed * share)
    return total[..., 2:-2, 2:-2].reshape(plan.input_shape)
