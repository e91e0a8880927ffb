"""Convolution as one matrix product: every window of the image becomes a column.

The whole-batch form is how the method is taught: one large matrix, K L times the size of the
images. The blocked form makes the same columns a few at a time, in a room that stays in cache, as
:mod:`convbook.functional` does.
"""

from math import prod

import numpy as np

from convbook.algorithms.ends import finish
from convbook.arithmetic import Plan
from convbook.arithmetic.arguments import whole
from convbook.operation import Array, operation, shape_of
from convbook.windows import blocks, pad_border, view


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
    """:func:`convbook.functional.conv1d` by one matrix of all windows of the batch.

    All settings are known.

    Examples
    --------
    >>> conv1d(np.array([[1, 10, 100, 1000]]), np.array([[[1, 2]]]))
    array([[  21,  210, 2100]])
    """
    plan = Plan.of(input.shape, weight.shape, stride, padding, dilation, groups, 1, shape_of(bias))
    return finish(plan, whole_batch(plan, input, weight), bias)


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
    """:func:`convbook.functional.conv2d` by one matrix of all windows of the batch.

    All settings are known. The columns hold ``N C K L H' W'`` numbers.

    Notes
    -----
    Chellapilla, Puri and Simard (2006) introduced the method.

    Examples
    --------
    >>> image = np.add.outer([0, 10, 20], [0, 1, 2])[None]
    >>> conv2d(image, np.array([[[[0, 0], [0, 1]]]]))[0]
    array([[11, 12],
           [21, 22]])
    """
    plan = Plan.of(input.shape, weight.shape, stride, padding, dilation, groups, 2, shape_of(bias))
    return finish(plan, whole_batch(plan, input, weight), bias)


@operation
def conv1d_blocked(
    input: Array,
    weight: Array,
    bias: Array | None = None,
    stride=1,
    padding=0,
    dilation=1,
    groups=1,
    *,
    most=1024,
):
    """:func:`conv1d` with at most ``most`` columns at a time.

    Examples
    --------
    >>> conv1d_blocked(np.array([[1, 10, 100, 1000]]), np.array([[[1, 2]]]), most=2)
    array([[  21,  210, 2100]])
    """
    plan = Plan.of(input.shape, weight.shape, stride, padding, dilation, groups, 1, shape_of(bias))
    return finish(plan, block_by_block(plan, input, weight, most), bias)


@operation
def conv2d_blocked(
    input: Array,
    weight: Array,
    bias: Array | None = None,
    stride=1,
    padding=0,
    dilation=1,
    groups=1,
    *,
    most=1024,
):
    """:func:`conv2d` with about ``most`` columns at a time: whole rows of places, at least one.

    Examples
    --------
    >>> image = np.add.outer([0, 10, 20], [0, 1, 2])[None]
    >>> conv2d_blocked(image, np.array([[[[0, 0], [0, 1]]]]), most=2)[0]
    array([[11, 12],
           [21, 22]])
    """
    plan = Plan.of(input.shape, weight.shape, stride, padding, dilation, groups, 2, shape_of(bias))
    return finish(plan, block_by_block(plan, input, weight, most), bias)


def windows_and_kernels(plan, input, weight):
    """Windows ``(n, g, c, *kernel, *places)`` as a view, and kernels ``(g, o, c taps)``."""
    kind = np.result_type(input, weight)
    x = pad_border(input.reshape(plan.input_shape).astype(kind, copy=False), plan.windows)
    seen = view(x, plan.windows, plan.places)
    seen = seen.reshape(plan.batch, plan.groups, plan.ins, *plan.kernel, *plan.places)
    return seen, weight.astype(kind).reshape(plan.groups, plan.outs, plan.ins * prod(plan.kernel))


def whole_batch(plan, input, weight):
    """One product a group: (o, c taps) times (c taps, n places)."""
    seen, kernels = windows_and_kernels(plan, input, weight)
    axes = len(plan.places)
    taps, places = range(2, 3 + axes), range(3 + axes, 3 + 2 * axes)
    columns = seen.transpose(1, *taps, 0, *places)
    columns = columns.reshape(plan.groups, kernels.shape[2], plan.batch * prod(plan.places))
    product = (kernels @ columns).reshape(plan.groups, plan.outs, plan.batch, *plan.places)
    return np.ascontiguousarray(np.moveaxis(product, 2, 0)).reshape(plan.output_shape)


def block_by_block(plan, input, weight, most):
    """The same product for one image, one group and one block of places at a time."""
    if whole("most", most) < 1:
        raise ValueError(f"most must be at least 1 column, got {most}")
    seen, kernels = windows_and_kernels(plan, input, weight)
    output = np.empty(plan.output_shape, seen.dtype)
    flat = output.reshape(plan.batch, plan.groups, plan.outs, prod(plan.places))
    for n, g in np.ndindex(seen.shape[:2]):
        for where, run in blocks(plan.places, most):
            columns = seen[(n, g, ..., *where)]
            count = prod(columns.shape[1 + len(where) :])
            flat[n, g, :, run] = kernels[g] @ columns.reshape(kernels.shape[2], count)
    return output
