"""Transposed convolution, one product at a time."""

import numpy as np

from convbook.arithmetic import Plan
from convbook.arithmetic.arguments import expect_shape
from convbook.bias import add_bias, bias_gradient
from convbook.operation import Array, operation, shape_of

__all__ = [
    "conv_transpose1d",
    "conv_transpose1d_backward",
    "conv_transpose2d",
    "conv_transpose2d_backward",
    "conv_transpose3d",
    "conv_transpose3d_backward",
]


def transpose(plan, input, weight, bias):
    """The products of the plan with their arrows reversed: from output to input."""
    given = input.reshape(plan.output_shape)
    output = np.zeros(plan.input_shape, np.result_type(input, weight))
    for p in plan.products():
        output[p.input] += weight[p.weight] * given[p.output]
    return plan.as_given(add_bias(output, bias))


def transpose_backward(plan, grad_output, input, weight, bias):
    """The arrows of :func:`transpose`, reversed once more."""
    expect_shape("grad_output", grad_output.shape, plan.as_given_shape(plan.input_shape))
    grad, given = grad_output.reshape(plan.input_shape), input.reshape(plan.output_shape)
    kind = np.result_type(grad_output, input, weight)
    grad_input, grad_weight = np.zeros(given.shape, kind), np.zeros(weight.shape, kind)
    for p in plan.products():
        grad_input[p.output] += weight[p.weight] * grad[p.input]
        grad_weight[p.weight] += given[p.output] * grad[p.input]
    return plan.as_given(grad_input), grad_weight, bias_gradient(grad, bias)


@operation
def conv_transpose1d(
    input: Array,
    weight: Array,
    bias: Array | None = None,
    stride=1,
    padding=0,
    output_padding=0,
    groups=1,
    dilation=1,
):
    """See :func:`convbook.functional.conv_transpose1d`."""
    how = (stride, padding, output_padding, groups, dilation)
    plan = transposed_plan(1, input, weight, bias, *how)
    return transpose(plan, input, weight, bias)


@operation
def conv_transpose1d_backward(
    grad_output: Array,
    input: Array,
    weight: Array,
    bias: Array | None = None,
    stride=1,
    padding=0,
    output_padding=0,
    groups=1,
    dilation=1,
):
    """See :func:`convbook.functional.conv_transpose1d_backward`."""
    how = (stride, padding, output_padding, groups, dilation)
    plan = transposed_plan(1, input, weight, bias, *how)
    return transpose_backward(plan, grad_output, input, weight, bias)


@operation
def conv_transpose2d(
    input: Array,
    weight: Array,
    bias: Array | None = None,
    stride=1,
    padding=0,
    output_padding=0,
    groups=1,
    dilation=1,
):
    """See :func:`convbook.functional.conv_transpose2d`."""
    how = (stride, padding, output_padding, groups, dilation)
    plan = transposed_plan(2, input, weight, bias, *how)
    return transpose(plan, input, weight, bias)


@operation
def conv_transpose2d_backward(
    grad_output: Array,
    input: Array,
    weight: Array,
    bias: Array | None = None,
    stride=1,
    padding=0,
    output_padding=0,
    groups=1,
    dilation=1,
):
    """See :func:`convbook.functional.conv_transpose2d_backward`."""
    how = (stride, padding, output_padding, groups, dilation)
    plan = transposed_plan(2, input, weight, bias, *how)
    return transpose_backward(plan, grad_output, input, weight, bias)


@operation
def conv_transpose3d(
    input: Array,
    weight: Array,
    bias: Array | None = None,
    stride=1,
    padding=0,
    output_padding=0,
    groups=1,
    dilation=1,
):
    """See :func:`convbook.functional.conv_transpose3d`."""
    how = (stride, padding, output_padding, groups, dilation)
    plan = transposed_plan(3, input, weight, bias, *how)
    return transpose(plan, input, weight, bias)


@operation
def conv_transpose3d_backward(
    grad_output: Array,
    input: Array,
    weight: Array,
    bias: Array | None = None,
    stride=1,
    padding=0,
    output_padding=0,
    groups=1,
    dilation=1,
):
    """See :func:`convbook.functional.conv_transpose3d_backward`."""
    how = (stride, padding, output_padding, groups, dilation)
    plan = transposed_plan(3, input, weight, bias, *how)
    return transpose_backward(plan, grad_output, input, weight, bias)


def transposed_plan(rank, input, weight, bias, *settings):
    """Check everything, the bias too, before anything is computed."""
    return Plan.transposed(input.shape, weight.shape, *settings, rank, shape_of(bias))
