"""Windows whose weights change from place to place, one product at a time."""

import numpy as np

from convbook.arithmetic.arguments import expect_shape
from convbook.arithmetic.convolution.local import local_plan, tiled_plan
from convbook.operation import Array, operation

__all__ = [
    "locally_connected1d",
    "locally_connected1d_backward",
    "locally_connected2d",
    "locally_connected2d_backward",
    "tiled_conv1d",
    "tiled_conv1d_backward",
]


@operation
def locally_connected1d(
    input: Array, weight: Array, bias: Array | None = None, stride=1, padding=0, dilation=1
):
    """See :func:`convbook.functional.locally_connected1d`."""
    plan = local_plan(1, input.shape, weight.shape, stride, padding, dilation)
    return forward(plan, input, weight, bias, at_its_place)


@operation
def locally_connected1d_backward(
    grad_output: Array,
    input: Array,
    weight: Array,
    bias: Array | None = None,
    stride=1,
    padding=0,
    dilation=1,
):
    """See :func:`convbook.functional.locally_connected1d_backward`."""
    plan = local_plan(1, input.shape, weight.shape, stride, padding, dilation)
    return backward(plan, grad_output, input, weight, bias, at_its_place)


@operation
def locally_connected2d(
    input: Array, weight: Array, bias: Array | None = None, stride=1, padding=0, dilation=1
):
    """See :func:`convbook.functional.locally_connected2d`."""
    plan = local_plan(2, input.shape, weight.shape, stride, padding, dilation)
    return forward(plan, input, weight, bias, at_its_place)


@operation
def locally_connected2d_backward(
    grad_output: Array,
    input: Array,
    weight: Array,
    bias: Array | None = None,
    stride=1,
    padding=0,
    dilation=1,
):
    """See :func:`convbook.functional.locally_connected2d_backward`."""
    plan = local_plan(2, input.shape, weight.shape, stride, padding, dilation)
    return backward(plan, grad_output, input, weight, bias, at_its_place)


@operation
def tiled_conv1d(
    input: Array, weight: Array, bias: Array | None = None, stride=1, padding=0, dilation=1
):
    """See :func:`convbook.functional.tiled_conv1d`."""
    plan = tiled_plan(1, input.shape, weight.shape, stride, padding, dilation)
    return forward(plan, input, weight, bias, in_turn)


@operation
def tiled_conv1d_backward(
    grad_output: Array,
    input: Array,
    weight: Array,
    bias: Array | None = None,
    stride=1,
    padding=0,
    dilation=1,
):
    """See :func:`convbook.functional.tiled_conv1d_backward`."""
    plan = tiled_plan(1, input.shape, weight.shape, stride, padding, dilation)
    return backward(plan, grad_output, input, weight, bias, in_turn)


def at_its_place(p, _):
    """Which weight a product takes: the one of the place of its output."""
    _, o, *place = p.output
    _, *tap = p.weight
    return (o, *place, *tap)


def in_turn(p, weight):
    """The one whose turn it is at the place of the output."""
    return (*p.weight, p.output[2] % weight.shape[-1])


def forward(plan, input, weight, bias, which):
    """Sum every product of the plan where its output lies."""
    input = input.reshape(plan.input_shape)
    output = np.zeros(plan.output_shape, np.result_type(input, weight))
    for p in plan.products():
        output[p.output] += weight[which(p, weight)] * input[p.input]
    if bias is not None:
        expect_shape("bias", bias.shape, bias_shape(plan, weight, which))
        for place in np.ndindex(output.shape):
            output[place] += bias[bias_at(place, weight, which)]
    return plan.as_given(output)


def backward(plan, grad_output, input, weight, bias, which):
    """The same products, summed where their input and where their weight lies."""
    expect_shape("grad_output", grad_output.shape, plan.as_given_shape(plan.output_shape))
    grad, cells = grad_output.reshape(plan.output_shape), input.reshape(plan.input_shape)
    kind = np.result_type(grad_output, input, weight)
    grad_input, grad_weight = np.zeros(cells.shape, kind), np.zeros(weight.shape, kind)
    for p in plan.products():
        grad_input[p.input] += weight[which(p, weight)] * grad[p.output]
        grad_weight[which(p, weight)] += cells[p.input] * grad[p.output]
    if bias is None:
        return plan.as_given(grad_input), grad_weight, None
    expect_shape("bias", bias.shape, bias_shape(plan, weight, which))
    grad_bias = np.zeros(bias.shape, kind)
    for place in np.ndindex(grad.shape):
        grad_bias[bias_at(place, weight, which)] += grad[place]
    return plan.as_given(grad_input), grad_weight, grad_bias


def bias_shape(plan, weight, which):
    """As many numbers as there are kernels."""
    if which is in_turn:
        return (plan.out_channels, weight.shape[-1])
    return (plan.out_channels, *plan.places)


def bias_at(place, weight, which):
    """The bias of an output."""
    _, o, *at = place
    return (o, at[0] % weight.shape[-1]) if which is in_turn else (o, *at)
