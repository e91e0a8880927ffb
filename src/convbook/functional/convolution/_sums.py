"""The three sums behind every convolution: forward, input gradient, weight gradient.

Each works on a :class:`convbook.arithmetic.Plan`, block by block: the windows of a block of places
are copied once into a matrix that stays in cache, and one matrix product does the arithmetic. With
one channel a group there is nothing to multiply as matrices: each tap is a scaled, shifted image.

Letters: n image, g group, c channel read, o channel made, t tap (all axes), i place (all axes).
"""

from itertools import product
from math import prod

import numpy as np

from convbook.arithmetic import Plan, Slide
from convbook.operation import wide
from convbook.windows import blocks, inside, pad_border, padded_sizes, through_tap, view

BLOCK_BYTES = 2 << 20
LEAST_PLACES = 512
ROWS_BYTES = 1 << 18
# A longer product of vectors would lose digits in float32; the parts are added in float64.
SUMMED_PLACES = 1 << 12


def correlate(plan, input, weight):
    """``y[n,g,o,i] = sum over c, t of w[g,o,c,t] * x[n,g,c, i*stride + t*dilation - padding]``."""
    kind = np.result_type(input, weight)
    x = pad_border(input.reshape(plan.input_shape).astype(kind, copy=False), plan.windows)
    w = np.ascontiguousarray(weight, kind)
    if is_depthwise(plan):
        return scaled_taps(plan, x, w)
    output = np.empty(plan.output_shape, kind)
    y = output.reshape(plan.batch, plan.groups, plan.outs, prod(plan.places))
    w = w.reshape(plan.groups, plan.outs, plan.ins * prod(plan.kernel))
    for n, g, run, columns in column_blocks(plan, x):
        np.matmul(w[g], columns, out=y[n, g, :, run])
    return output


def input_gradient(plan, grad, weight):
    """``x[n,g,c, i*stride + t*dilation - padding] += w[g,o,c,t] * y[n,g,o,i]``: the transpose."""
    kind = np.result_type(grad, weight)
    y, w = grad.reshape(plan.output_shape).astype(kind, copy=False), weight.astype(kind, copy=False)
    alone = plan.outs > 1 and is_depthwise(plan)
    if all(window.stride == 1 for window in plan.windows) and not alone:
        return correlate(*turned(plan, y, w))
    padded = np.zeros(padded_shape(plan), kind)
    if is_depthwise(plan):
        scatter_taps(plan, padded, y, w)
    else:
        scatter_blocks(plan, padded, y, w)
    return np.ascontiguousarray(padded[(..., *inside(plan.sizes, plan.windows))])


def weight_gradient(plan, grad, input):
    """``w[g,o,c,t] = sum over n, i of y[n,g,o,i] * x[n,g,c, i*stride + t*dilation - padding]``."""
    kind = np.result_type(grad, input)
    x = pad_border(input.reshape(plan.input_shape).astype(kind, copy=False), plan.windows)
    y = np.ascontiguousarray(grad, kind).reshape(plan.output_shape)
    if is_depthwise(plan):
        return gathered_taps(plan, x, y)
    total = np.zeros(plan.weight_shape, wide(x) if kind.kind == "f" else kind)
    w = total.reshape(plan.groups, plan.outs, plan.ins * prod(plan.kernel))
    y = y.reshape(plan.batch, plan.groups, plan.outs, prod(plan.places))
    for n, g, run, columns in column_blocks(plan, x):
        w[g] += y[n, g, :, run] @ columns.T
    return total.astype(kind, copy=False)


def is_depthwise(plan) -> bool:
    return plan.groups > 1 and plan.in_channels == plan.groups


def padded_shape(plan) -> tuple[int, ...]:
    """The shape of the input with its border, and with the cells no window reaches."""
    return (plan.batch, plan.in_channels, *padded_sizes(plan.sizes, plan.windows))


def block_places(taps: int, itemsize: int) -> int:
    """Places whose columns fill a block."""
    return max(LEAST_PLACES, BLOCK_BYTES // max(1, taps * itemsize))


def column_blocks(plan, x):
    """Yield (n, g, places, columns): the windows of ``x`` as matrices of shape (c t, places).

    All columns are written to one buffer: each matrix lasts until the next one is asked for.
    """
    taps = plan.ins * prod(plan.kernel)
    seen = view(x, plan.windows, plan.places)
    seen = seen.reshape(plan.batch, plan.groups, plan.ins, *seen.shape[2:])
    if prod(plan.kernel) == 1 and seen.flags.c_contiguous:
        flat = seen.reshape(plan.batch, plan.groups, taps, prod(plan.places))
        for n, g in np.ndindex(flat.shape[:2]):
            yield n, g, slice(None), flat[n, g]
        return
    runs = list(blocks(plan.places, block_places(taps, x.itemsize)))
    room = np.empty(taps * max(run.stop - run.start for _, run in runs), x.dtype)
    for n, g in np.ndindex(seen.shape[:2]):
        for where, run in runs:
            window = seen[(n, g, ..., *where)]
            columns = room[: window.size].reshape(window.shape)
            np.copyto(columns, window)
            yield n, g, run, columns.reshape(taps, run.stop - run.start)


def scatter_blocks(plan, padded, y, w):
    """Add the columns ``w.T @ y`` back to the cells they were read from, tap by tap."""
    y = y.reshape(plan.batch, plan.groups, plan.outs, *plan.places)
    x = padded.reshape(plan.batch, plan.groups, plan.ins, *padded.shape[2:])
    w = w.reshape(plan.groups, plan.outs, plan.ins * prod(plan.kernel))
    for n, g in np.ndindex(x.shape[:2]):
        for where, _ in blocks(plan.places, block_places(w.shape[2], padded.itemsize)):
            part = y[(n, g, slice(None), *where)]
            columns = w[g].T @ part.reshape(part.shape[0], -1)
            columns = columns.reshape(plan.ins, *plan.kernel, *part.shape[1:])
            for tap in product(*map(range, plan.kernel)):
                x[(n, g, slice(None), *landing(plan, tap, where))] += columns[(slice(None), *tap)]


def landing(plan, tap, where):
    """The bordered cells that ``tap`` reads from the block of places ``where``."""
    cells = through_tap(plan.windows, tap, [run.stop - run.start for run in where])
    shifts = [run.start * window.stride for run, window in zip(where, plan.windows, strict=True)]
    return tuple(
        slice(cell.start + shift, cell.stop + shift, cell.step)
        for cell, shift in zip(cells, shifts, strict=True)
    )


def turned(plan, y, w):
    """The plan, input and weight of the stride-1 convolution that equals :func:`input_gradient`.

    The kernel is turned half round and its channels change places; the border is what full padding
    leaves over. Where the border was wider than that, the outermost cells of ``y`` are cut.
    """
    half_turn = (slice(None),) * 3 + (slice(None, None, -1),) * len(plan.windows)
    w = w.reshape(plan.groups, plan.outs, plan.ins, *plan.kernel)[half_turn].swapaxes(1, 2)
    w = w.reshape(plan.in_channels, plan.outs, *plan.kernel)
    windows, cuts = [], []
    for window, size, places in zip(plan.windows, plan.sizes, plan.places, strict=True):
        before = window.extent - 1 - window.before
        after = size - places + window.before
        windows.append(Slide(window.kernel, 1, (max(0, before), max(0, after)), window.dilation))
        cuts.append(slice(max(0, -before), places - max(0, -after)))
    y = y[(..., *cuts)]
    back = Plan(
        plan.batch, plan.in_channels, plan.out_channels, y.shape[2:], plan.sizes,
        tuple(windows), plan.groups,
    )  # fmt: skip
    return back, y, w


def channel_blocks(plan, itemsize):
    """Yield runs of channels whose images together stay in cache."""
    step = max(1, ROWS_BYTES // (prod(plan.places) * itemsize))
    for start in range(0, plan.groups, step):
        yield slice(start, min(start + step, plan.groups))


def per_tap(plan, w):
    """Yield (tap, weights): one number a channel made, shaped to multiply its image."""
    w = w.reshape(plan.groups, plan.outs, *plan.kernel)
    for tap in product(*map(range, plan.kernel)):
        yield tap, w[(..., *tap)].reshape(*w.shape[:2], *[1] * len(tap))


def tap_images(plan, x):
    """What each tap reads, in the order of :func:`per_tap`, and the board that it is read to.

    At stride 1 all places of a tap lie in one run of memory, border cells between two rows
    included, and a long run is read far faster than short rows. Images are then (n, g, cells), and
    the board is the bordered input; otherwise they are (n, g, *places), on a board of places.
    """
    taps = list(product(*map(range, plan.kernel)))
    if any(window.stride > 1 for window in plan.windows):
        here = [through_tap(plan.windows, tap, plan.places) for tap in taps]
        return [x[(..., *cells)] for cells in here], plan.places
    board = x.shape[2:]
    steps = [prod(board[axis + 1 :]) for axis in range(len(board))]
    run = 1 + sum((n - 1) * step for n, step in zip(plan.places, steps, strict=True))
    reach = [window.dilation * step for window, step in zip(plan.windows, steps, strict=True)]
    starts = [sum(a * cells for a, cells in zip(tap, reach, strict=True)) for tap in taps]
    flat = x.reshape(*x.shape[:2], prod(board))
    return [flat[..., start : start + run] for start in starts], board


def scaled_taps(plan, x, w):
    """Depthwise forward: the sum over taps of scaled, shifted images."""
    images, board = tap_images(plan, x)
    cells = images[0].shape[2:]
    scales = [scale.reshape(*scale.shape[:2], *[1] * len(cells)) for _, scale in per_tap(plan, w)]
    output = np.empty((plan.batch, plan.groups, plan.outs, *plan.places), x.dtype)
    runs = list(channel_blocks(plan, x.itemsize))
    room = np.empty((2, runs[0].stop, plan.outs, prod(board)), x.dtype)
    for n in range(plan.batch):
        for run in runs:
            part = room[:, : run.stop - run.start]
            total, scaled = part[..., : prod(cells)].reshape(*part.shape[:3], *cells)
            np.multiply(images[0][n, run, None], scales[0][run], out=total)
            for image, scale in zip(images[1:], scales[1:], strict=True):
                total += np.multiply(image[n, run, None], scale[run], out=scaled)
            made = part[0].reshape(*part.shape[1:3], *board)
            output[n, run] = made[(..., *map(slice, plan.places))]
    return output.reshape(plan.output_shape)


def scatter_taps(plan, padded, y, w):
    """Depthwise input gradient."""
    y = y.reshape(plan.batch, plan.groups, plan.outs, *plan.places)
    taps = list(per_tap(plan, w))
    for n in range(plan.batch):
        for run in channel_blocks(plan, padded.itemsize):
            for tap, scale in taps:
                cells = padded[(n, run, *through_tap(plan.windows, tap, plan.places))]
                cells += (y[n, run] * scale[run]).sum(1)


def gathered_taps(plan, x, y):
    """Depthwise weight gradient."""
    y = y.reshape(plan.batch, plan.groups, plan.outs, prod(plan.places))
    total = np.zeros(
        (plan.groups, plan.outs, *plan.kernel), wide(x) if x.dtype.kind == "f" else x.dtype
    )
    for n in range(plan.batch):
        for run in channel_blocks(plan, x.itemsize):
            for tap in product(*map(range, plan.kernel)):
                cells = x[(n, run, *through_tap(plan.windows, tap, plan.places))]
                cells = cells.reshape(cells.shape[0], -1, 1)
                for start in range(0, cells.shape[1], SUMMED_PLACES):
                    places = slice(start, start + SUMMED_PLACES)
                    part = y[n, run, :, places] @ cells[:, places]
                    total[(run, slice(None), *tap)] += part[..., 0]
    return total.reshape(plan.weight_shape).astype(x.dtype, copy=False)
