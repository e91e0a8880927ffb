"""Convolution, one product at a time."""

import numpy as np

from convbook.arithmetic import Plan
from convbook.arithmetic.arguments import expect_shape
from convbook.definition.convolution._bias import bias_gradient, with_bias
from convbook.operation import Array, operation

__all__ = ["conv1d", "conv1d_backward", "conv2d", "conv2d_backward", "conv3d", "conv3d_backward"]


def convolve(plan, input, weight, bias):
    """Sum every product of the plan where its output lies."""
    input = input.reshape(plan.input_shape)
    output = np.zeros(plan.output_shape, np.result_type(input, weight))
    for p in plan.products():
        output[p.output] += weight[p.weight] * input[p.input]
    return plan.as_given(with_bias(output, bias, plan.out_channels))


def convolve_backward(plan, grad_output, input, weight, bias):
    """The same products, summed where their input and where their weight lies."""
    expect_shape("grad_output", grad_output.shape, plan.as_given_shape(plan.output_shape))
    grad, cells = grad_output.reshape(plan.output_shape), input.reshape(plan.input_shape)
    kind = np.result_type(grad_output, input, weight)
    grad_input, grad_weight = np.zeros(cells.shape, kind), np.zeros(weight.shape, kind)
    for p in plan.products():
        grad_input[p.input] += weight[p.weight] * grad[p.output]
        grad_weight[p.weight] += cells[p.input] * grad[p.output]
    return plan.as_given(grad_input), grad_weight, bias_gradient(grad, bias)


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
    """See :func:`convbook.functional.conv1d`."""
    plan = Plan.of(input.shape, weight.shape, stride, padding, dilation, groups, rank=1)
    return convolve(plan, input, weight, bias)


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
):
    """See :func:`convbook.functional.conv1d_backward`."""
    plan = Plan.of(input.shape, weight.shape, stride, padding, dilation, groups, rank=1)
    return convolve_backward(plan, grad_output, input, weight, bias)


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
    """See :func:`convbook.functional.conv2d`."""
    plan = Plan.of(input.shape, weight.shape, stride, padding, dilation, groups, rank=2)
    return convolve(plan, input, weight, bias)


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
):
    """See :func:`convbook.functional.conv2d_backward`."""
    plan = Plan.of(input.shape, weight.shape, stride, padding, dilation, groups, rank=2)
    return convolve_backward(plan, grad_output, input, weight, bias)


@operation
def conv3d(
    input: Array,
    weight: Array,
    bias: Array | None = None,
    stride=1,
    padding=0,
    dilation=1,
    groups=1,
):
    """See :func:`convbook.functional.conv3d`."""
    plan = Plan.of(input.shape, weight.shape, stride, padding, dilation, groups, rank=3)
    return convolve(plan, input, weight, bias)


@operation
def conv3d_backward(
    grad_output: Array,
    input: Array,
    weight: Array,
    bias: Array | None = None,
    stride=1,
    padding=0,
    dilation=1,
    groups=1,
):
    """See :func:`convbook.functional.conv3d_backward`."""
    plan = Plan.of(input.shape, weight.shape, stride, padding, dilation, groups, rank=3)
    return convolve_backward(plan, grad_output, input, weight, bias)
