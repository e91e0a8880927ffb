"""Convolutions that never read ahead, one product at a time."""

from convbook.arithmetic.arguments import expect_shape
from convbook.arithmetic.convolution.causal import causal_plan
from convbook.definition.activation.sigmoids import sigmoid
from convbook.definition.convolution.conv import convolve, convolve_backward
from convbook.operation import Array, operation

__all__ = ["causal_conv1d", "causal_conv1d_backward", "gated_conv1d", "gated_conv1d_backward"]


@operation
def causal_conv1d(
    input: Array, weight: Array, bias: Array | None = None, stride=1, dilation=1, groups=1
):
    """See :func:`convbook.functional.causal_conv1d`."""
    plan = causal_plan(input.shape, weight.shape, stride, dilation, groups)
    return convolve(plan, input, weight, bias)


@operation
def causal_conv1d_backward(
    grad_output: Array,
    input: Array,
    weight: Array,
    bias: Array | None = None,
    stride=1,
    dilation=1,
    groups=1,
):
    """See :func:`convbook.functional.causal_conv1d_backward`."""
    plan = causal_plan(input.shape, weight.shape, stride, dilation, groups)
    return convolve_backward(plan, grad_output, input, weight, bias)


@operation
def gated_conv1d(
    input: Array,
    weight: Array,
    gate_weight: Array,
    bias: Array | None = None,
    gate_bias: Array | None = None,
    stride=1,
    dilation=1,
    groups=1,
):
    """See :func:`convbook.functional.gated_conv1d`."""
    expect_shape("gate_weight", gate_weight.shape, weight.shape)
    signal = causal_conv1d(input, weight, bias, stride, dilation, groups)
    return signal * sigmoid(causal_conv1d(input, gate_weight, gate_bias, stride, dilation, groups))


@operation
def gated_conv1d_backward(
    grad_output: Array,
    input: Array,
    weight: Array,
    gate_weight: Array,
    bias: Array | None = None,
    gate_bias: Array | None = None,
    stride=1,
    dilation=1,
    groups=1,
):
    """See :func:`convbook.functional.gated_conv1d_backward`."""
    expect_shape("gate_weight", gate_weight.shape, weight.shape)
    how = (stride, dilation, groups)
    signal = causal_conv1d(input, weight, bias, *how)
    opened = sigmoid(causal_conv1d(input, gate_weight, gate_bias, *how))
    expect_shape("grad_output", grad_output.shape, signal.shape)
    by_signal, grad_weight, grad_bias = causal_conv1d_backward(
        grad_output * opened, input, weight, bias, *how
    )
    by_gate, grad_gate_weight, grad_gate_bias = causal_conv1d_backward(
        grad_output * signal * opened * (1 - opened), input, gate_weight, gate_bias, *how
    )
    return by_signal + by_gate, grad_weight, grad_gate_weight, grad_bias, grad_gate_bias
