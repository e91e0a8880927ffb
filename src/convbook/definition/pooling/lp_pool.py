"""Power-average pooling, one cell at a time."""

from math import copysign, isinf, prod

import numpy as np

from convbook.arithmetic.arguments import expect_kind, expect_shape
from convbook.arithmetic.pooling import Pooling, exponent
from convbook.operation import Array, operation, wide

__all__ = [
    "lp_pool1d",
    "lp_pool1d_backward",
    "lp_pool2d",
    "lp_pool2d_backward",
    "lp_pool3d",
    "lp_pool3d_backward",
]


def powers(plan, input, p):
    """For every place, the sum of the powers of its cells, as if no window hung over the end."""
    taps = prod(axis.window.kernel for axis in plan.axes)
    total = np.zeros(plan.output_shape, wide(input))
    for place in np.ndindex(plan.output_shape):
        front, at = place[: len(plan.front)], place[len(plan.front) :]
        for cell in plan.cells(at):
            total[place] += input[front + cell] ** p * (taps / plan.count(at, True))
    return total


def extreme(plan, input, sign):
    """For every place, the cell of greatest (or, with sign -1, of least) absolute value, or NaN."""
    for place in np.ndindex(plan.output_shape):
        front, at = place[: len(plan.front)], place[len(plan.front) :]
        best, *others = plan.cells(at)
        for cell in others:
            value, greatest = abs(input[front + cell]), abs(input[front + best])
            if sign * value > sign * greatest or np.isnan(value):
                best = cell
        yield place, front + best


def pool(plan, input, norm_type):
    """The root of the sum of powers."""
    p = exponent(norm_type)
    expect_kind("input", input.dtype, "f", "floating-point numbers")
    if not isinf(p):
        return (powers(plan, input, p) ** (1 / p)).astype(input.dtype)
    output = np.zeros(plan.output_shape, input.dtype)
    for place, cell in extreme(plan, input, copysign(1, p)):
        output[place] = abs(input[cell])
    return output


def pool_backward(plan, grad_output, input, norm_type):
    """The chain rule through the root, the sum and each power."""
    p = exponent(norm_type)
    expect_kind("input", input.dtype, "f", "floating-point numbers")
    expect_shape("grad_output", grad_output.shape, plan.output_shape)
    grad_input = np.zeros(plan.input_shape, wide(grad_output))
    if isinf(p):
        for place, cell in extreme(plan, input, copysign(1, p)):
            if abs(input[cell]) > 0:  # 0 and NaN have no sign
                grad_input[cell] += grad_output[place] * np.sign(input[cell])
        return grad_input
    taps, total = prod(axis.window.kernel for axis in plan.axes), powers(plan, input, p)
    for place in np.ndindex(plan.output_shape):
        front, at = place[: len(plan.front)], place[len(plan.front) :]
        for cell in plan.cells(at):
            root = total[place] ** (1 / p - 1) if total[place] != 0 else 0
            share = root * taps / plan.count(at, True)
            grad_input[front + cell] += grad_output[place] * share * input[front + cell] ** (p - 1)
    return grad_input


# The public forms, for one, two and three axes.


@operation
def lp_pool1d(input: Array, norm_type, kernel_size, stride=None, ceil_mode=False):
    """See :func:`convbook.functional.lp_pool1d`."""
    plan = Pooling.sliding(input.shape, kernel_size, stride, ceil_mode=ceil_mode, rank=1)
    return pool(plan, input, norm_type)


@operation
def lp_pool1d_backward(
    grad_output: Array, input: Array, norm_type, kernel_size, stride=None, ceil_mode=False
):
    """See :func:`convbook.functional.lp_pool1d_backward`."""
    plan = Pooling.sliding(input.shape, kernel_size, stride, ceil_mode=ceil_mode, rank=1)
    return pool_backward(plan, grad_output, input, norm_type)


@operation
def lp_pool2d(input: Array, norm_type, kernel_size, stride=None, ceil_mode=False):
    """See :func:`convbook.functional.lp_pool2d`."""
    plan = Pooling.sliding(input.shape, kernel_size, stride, ceil_mode=ceil_mode, rank=2)
    return pool(plan, input, norm_type)


@operation
def lp_pool2d_backward(
    grad_output: Array, input: Array, norm_type, kernel_size, stride=None, ceil_mode=False
):
    """See :func:`convbook.functional.lp_pool2d_backward`."""
    plan = Pooling.sliding(input.shape, kernel_size, stride, ceil_mode=ceil_mode, rank=2)
    return pool_backward(plan, grad_output, input, norm_type)


@operation
def lp_pool3d(input: Array, norm_type, kernel_size, stride=None, ceil_mode=False):
    """See :func:`convbook.functional.lp_pool3d`."""
    plan = Pooling.sliding(
        input.shape, kernel_size, stride, ceil_mode=ceil_mode, rank=3, within=True
    )
    return pool(plan, input, norm_type)


@operation
def lp_pool3d_backward(
    grad_output: Array, input: Array, norm_type, kernel_size, stride=None, ceil_mode=False
):
    """See :func:`convbook.functional.lp_pool3d_backward`."""
    plan = Pooling.sliding(
        input.shape, kernel_size, stride, ceil_mode=ceil_mode, rank=3, within=True
    )
    return pool_backward(plan, grad_output, input, norm_type)
