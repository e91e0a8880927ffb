"""Gates: a number times a gate between 0 and 1, opened by itself or by another."""

from math import erf

import numpy as np

from convbook.arithmetic.activation import halved_axis
from convbook.arithmetic.arguments import choice, expect_real, expect_shape
from convbook.definition.activation._elementwise import clip, each, each_slope, sigma
from convbook.operation import Array, fractional, operation

__all__ = [
    "gelu",
    "gelu_backward",
    "glu",
    "glu_backward",
    "hardswish",
    "hardswish_backward",
    "silu",
    "silu_backward",
]


@operation
def silu(input: Array, inplace=False):
    """See :func:`convbook.functional.silu`."""
    return each(lambda x: x * sigma(x), input, inplace)


@operation
def silu_backward(grad_output: Array, input: Array, inplace=False):
    """See :func:`convbook.functional.silu_backward`."""
    return each_slope(lambda x: sigma(x) * (1 + x * (1 - sigma(x))), grad_output, input)


@operation
def hardswish(input: Array, inplace=False):
    """See :func:`convbook.functional.hardswish`."""
    expect_real(input=input.dtype)
    return each(lambda x: x * clip(x + 3.0, 0, 6) / 6, input, inplace)


@operation
def hardswish_backward(grad_output: Array, input: Array, inplace=False):
    """See :func:`convbook.functional.hardswish_backward`."""

    def slope(x):
        return None if x <= -3 else x / 3 + 0.5 if x < 3 else 1

    return each_slope(slope, grad_output, input)


def gelu_parts(x, approximate):
    """What x is multiplied by, and the slope of that."""
    if approximate == "none":
        density = np.exp(-x * x / 2) / np.sqrt(2 * np.pi)
        return (1 + erf(x / np.sqrt(2))) / 2, density
    inner = np.tanh(np.sqrt(2 / np.pi) * (x + 0.044715 * x**3))
    slope = (1 - inner**2) * np.sqrt(2 / np.pi) * (1 + 3 * 0.044715 * x**2)
    return (1 + inner) / 2, slope / 2


@operation
def gelu(input: Array, approximate="none"):
    """See :func:`convbook.functional.gelu`."""
    choice("approximate", approximate, ("none", "tanh"))
    expect_real(input=input.dtype)
    return each(lambda x: x * gelu_parts(np.float64(x), approximate)[0], input)


@operation
def gelu_backward(grad_output: Array, input: Array, approximate="none"):
    """See :func:`convbook.functional.gelu_backward`."""
    choice("approximate", approximate, ("none", "tanh"))

    def slope(x):
        part, change = gelu_parts(np.float64(x), approximate)
        return part + x * change

    return each_slope(slope, grad_output, input)


def halves(input, axis):
    """The places of a value and of its gate."""
    half = input.shape[axis] // 2
    for place in np.ndindex(input.shape):
        if place[axis] < half:
            yield place, (*place[:axis], place[axis] + half, *place[axis + 1 :])


@operation
def glu(input: Array, dim=-1):
    """See :func:`convbook.functional.glu`."""
    axis = halved_axis("dim", dim, input.shape)
    expect_real(input=input.dtype)
    shape = list(input.shape)
    shape[axis] //= 2
    x = input.astype(fractional(input), copy=False)
    output = np.zeros(shape, x.dtype)
    for value, gate in halves(x, axis):
        output[value] = x[value] * sigma(x[gate])
    return output


@operation
def glu_backward(grad_output: Array, input: Array, dim=-1):
    """See :func:`convbook.functional.glu_backward`."""
    axis = halved_axis("dim", dim, input.shape)
    shape = list(input.shape)
    shape[axis] //= 2
    expect_shape("grad_output", grad_output.shape, shape)
    x = input.astype(fractional(input), copy=False)
    grad_input = np.zeros_like(x)
    for value, gate in halves(x, axis):
        opened = sigma(x[gate])
        grad_input[value] = grad_output[value] * opened
        grad_input[gate] = grad_output[value] * x[value] * opened * (1 - opened)
    return grad_input
