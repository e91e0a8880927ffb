"""Max pooling, one cell at a time."""

import numpy as np

from convbook.arithmetic.arguments import expect_kind, expect_shape
from convbook.arithmetic.pooling import Pooling
from convbook.operation import Array, operation

__all__ = [
    "max_pool1d",
    "max_pool1d_backward",
    "max_pool2d",
    "max_pool2d_backward",
    "max_pool3d",
    "max_pool3d_backward",
]


def winners(plan, input):
    """For every place, the cell that holds the maximum: the first, or the last NaN."""
    expect_kind("input", input.dtype, "fiu", "numbers")
    for place in np.ndindex(plan.output_shape):
        front, at = place[: len(plan.front)], place[len(plan.front) :]
        best, *others = plan.cells(at)
        for cell in [best, *others]:
            if input[front + cell] > input[front + best] or np.isnan(input[front + cell]):
                best = cell
        yield place, front, best


def pool(plan, input, return_indices):
    """The greatest cell of every window; NaN counts as greater than all."""
    output = np.zeros(plan.output_shape, input.dtype)
    indices = np.zeros(plan.output_shape, np.int64)
    for place, front, cell in winners(plan, input):
        output[place], indices[place] = input[front + cell], plan.number(cell)
    return (output, indices) if return_indices else output


def pool_backward(plan, grad_output, input):
    """Each place hands its gradient to the cell it took."""
    expect_shape("grad_output", grad_output.shape, plan.output_shape)
    grad_input = np.zeros(input.shape, grad_output.dtype)
    for place, front, cell in winners(plan, input):
        grad_input[front + cell] += grad_output[place]
    return grad_input


# The public forms, for one, two and three axes.


@operation
def max_pool1d(
    input: Array,
    kernel_size,
    stride=None,
    padding=0,
    dilation=1,
    ceil_mode=False,
    return_indices=False,
):
    """See :func:`convbook.functional.max_pool1d`."""
    plan = Pooling.sliding(input.shape, kernel_size, stride, padding, dilation, ceil_mode, rank=1)
    return pool(plan, input, return_indices)


@operation
def max_pool1d_backward(
    grad_output: Array,
    input: Array,
    kernel_size,
    stride=None,
    padding=0,
    dilation=1,
    ceil_mode=False,
    return_indices=False,
):
    """See :func:`convbook.functional.max_pool1d_backward`."""
    plan = Pooling.sliding(input.shape, kernel_size, stride, padding, dilation, ceil_mode, rank=1)
    return pool_backward(plan, grad_output, input)


@operation
def max_pool2d(
    input: Array,
    kernel_size,
    stride=None,
    padding=0,
    dilation=1,
    ceil_mode=False,
    return_indices=False,
):
    """See :func:`convbook.functional.max_pool2d`."""
    plan = Pooling.sliding(input.shape, kernel_size, stride, padding, dilation, ceil_mode, rank=2)
    return pool(plan, input, return_indices)


@operation
def max_pool2d_backward(
    grad_output: Array,
    input: Array,
    kernel_size,
    stride=None,
    padding=0,
    dilation=1,
    ceil_mode=False,
    return_indices=False,
):
    """See :func:`convbook.functional.max_pool2d_backward`."""
    plan = Pooling.sliding(input.shape, kernel_size, stride, padding, dilation, ceil_mode, rank=2)
    return pool_backward(plan, grad_output, input)


@operation
def max_pool3d(
    input: Array,
    kernel_size,
    stride=None,
    padding=0,
    dilation=1,
    ceil_mode=False,
    return_indices=False,
):
    """See :func:`convbook.functional.max_pool3d`."""
    plan = Pooling.sliding(input.shape, kernel_size, stride, padding, dilation, ceil_mode, rank=3)
    return pool(plan, input, return_indices)


@operation
def max_pool3d_backward(
    grad_output: Array,
    input: Array,
    kernel_size,
    stride=None,
    padding=0,
    dilation=1,
    ceil_mode=False,
    return_indices=False,
):
    """See :func:`convbook.functional.max_pool3d_backward`."""
    plan = Pooling.sliding(input.shape, kernel_size, stride, padding, dilation, ceil_mode, rank=3)
    return pool_backward(plan, grad_output, input)
