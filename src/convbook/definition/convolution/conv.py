"""Convolution, one product at a time."""

import numpy as np

from convbook.arithmetic import Plan
from convbook.arithmetic.arguments import expect_shape
from convbook.bias import add_bias, bias_gradient
from convbook.operation import Array, operation, shape_of

__all__ = ["conv1d", "conv1d_backward", "conv2d", "conv2d_backward", "conv3d", "conv3d_backward"]


def convolve(plan, input, weight, bias):
    """Sum every product of the plan where its output lies."""
    input = input.reshape(plan.input_shape)
    output = np.zeros(plan.output_shape, np.result_type(input, weight))
    for p in plan.products():
        output[p.output] += weight[p.weight] * input[p.input]
    return plan.as_given(add_bias(output, bias))


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
    plan = conv_plan(1, input, weight, bias, stride, padding, dilation, groups)
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
    plan = conv_plan(1, input, weight, bias, stride, padding, dilation, groups)
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
    plan = conv_plan(2, input, weight, bias, stride, padding, dilation, groups)
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
    plan = conv_plan(2, input, weight, bias, stride, padding, dilation, groups)
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
    plan = conv_plan(3, input, weight, bias, stride, padding, dilation, groups)
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
    plan = conv_plan(3, input, weight, bias, stride, padding, dilation, groups)
    return convolve_backward(plan, grad_output, input, weight, bias)


def conv_plan(rank, input, weight, bias, *settings):
    """Check everything, the bias too, before anything is computed."""
    return Plan.of(input.shape, weight.shape, *settings, rank, shape_of(bias))
