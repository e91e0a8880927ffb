"""Average pooling, one cell at a time."""

import numpy as np

from convbook.arithmetic.arguments import expect_kind, expect_shape
from convbook.arithmetic.pooling import Pooling, divisor
from convbook.operation import Array, operation, wide

__all__ = [
    "avg_pool1d",
    "avg_pool1d_backward",
    "avg_pool2d",
    "avg_pool2d_backward",
    "avg_pool3d",
    "avg_pool3d_backward",
]


def pool(plan, input, count_include_pad=False, divisor_override=None):
    """The sum of the cells of every window, divided by their number."""
    expect_kind("input", input.dtype, "f", "floating-point numbers")
    given = divisor(divisor_override)
    output = np.zeros(plan.output_shape, input.dtype)
    for place in np.ndindex(plan.output_shape):
        front, at = place[: len(plan.front)], place[len(plan.front) :]
        total = wide(input).type(0)
        for cell in plan.cells(at):
            total += input[front + cell]
        output[place] = total / (given or plan.count(at, count_include_pad))
    return output


def pool_backward(plan, grad_output, input, count_include_pad=False, divisor_override=None):
    """Each place hands an equal share of its gradient to every cell it read."""
    expect_kind("input", input.dtype, "f", "floating-point numbers")
    expect_shape("grad_output", grad_output.shape, plan.output_shape)
    given = divisor(divisor_override)
    grad_input = np.zeros(plan.input_shape, wide(grad_output))
    for place in np.ndindex(plan.output_shape):
        front, at = place[: len(plan.front)], place[len(plan.front) :]
        share = grad_output[place] / (given or plan.count(at, count_include_pad))
        for cell in plan.cells(at):
            grad_input[front + cell] += share
    return grad_input


# The public forms, for one, two and three axes.


@operation
def avg_pool1d(
    input: Array, kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True
):
    """See :func:`convbook.functional.avg_pool1d`."""
    plan = Pooling.sliding(input.shape, kernel_size, stride, padding, 1, ceil_mode, rank=1)
    return pool(plan, input, count_include_pad)


@operation
def avg_pool1d_backward(
    grad_output: Array,
    input: Array,
    kernel_size,
    stride=None,
    padding=0,
    ceil_mode=False,
    count_include_pad=True,
):
    """See :func:`convbook.functional.avg_pool1d_backward`."""
    plan = Pooling.sliding(input.shape, kernel_size, stride, padding, 1, ceil_mode, rank=1)
    return pool_backward(plan, grad_output, input, count_include_pad)


@operation
def avg_pool2d(
    input: Array,
    kernel_size,
    stride=None,
    padding=0,
    ceil_mode=False,
    count_include_pad=True,
    divisor_override=None,
):
    """See :func:`convbook.functional.avg_pool2d`."""
    plan = Pooling.sliding(input.shape, kernel_size, stride, padding, 1, ceil_mode, rank=2)
    return pool(plan, input, count_include_pad, divisor_override)


@operation
def avg_pool2d_backward(
    grad_output: Array,
    input: Array,
    kernel_size,
    stride=None,
    padding=0,
    ceil_mode=False,
    count_include_pad=True,
    divisor_override=None,
):
    """See :func:`convbook.functional.avg_pool2d_backward`."""
    plan = Pooling.sliding(input.shape, kernel_size, stride, padding, 1, ceil_mode, rank=2)
    return pool_backward(plan, grad_output, input, count_include_pad, divisor_override)


@operation
def avg_pool3d(
    input: Array,
    kernel_size,
    stride=None,
    padding=0,
    ceil_mode=False,
    count_include_pad=True,
    divisor_override=None,
):
    """See :func:`convbook.functional.avg_pool3d`."""
    plan = Pooling.sliding(
        input.shape, kernel_size, stride, padding, 1, ceil_mode, rank=3, within=True
    )
    return pool(plan, input, count_include_pad, divisor_override)


@operation
def avg_pool3d_backward(
    grad_output: Array,
    input: Array,
    kernel_size,
    stride=None,
    padding=0,
    ceil_mode=False,
    count_include_pad=True,
    divisor_override=None,
):
    """See :func:`convbook.functional.avg_pool3d_backward`."""
    plan = Pooling.sliding(
        input.shape, kernel_size, stride, padding, 1, ceil_mode, rank=3, within=True
    )
    return pool_backward(plan, grad_output, input, count_include_pad, divisor_override)
