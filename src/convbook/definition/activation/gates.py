"""A cell times a gate that the cell itself opens, and their slopes."""

from math import erf

import numpy as np

from convbook.arithmetic.arguments import choice
from convbook.definition.activation._elementwise import clip, each, each_slope, sigma
from convbook.operation import Array, fractional, operation

__all__ = ["gelu", "gelu_backward", "hardswish", "hardswish_backward", "silu", "silu_backward"]


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
    return each(lambda x: x * clip(x + 3.0, 0, 6) / 6, input, inplace)


@operation
def hardswish_backward(grad_output: Array, input: Array, inplace=False):
    """See :func:`convbook.functional.hardswish_backward`."""
    kind = fractional(grad_output)

    def slope(x):
        return None if x <= -3 else x / 3 + 0.5 if x < 3 else 1

    return each_slope(slope, grad_output, input, kind)


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
    return each(lambda x: x * gelu_parts(np.float64(x), approximate)[0], input)


@operation
def gelu_backward(grad_output: Array, input: Array, approximate="none"):
    """See :func:`convbook.functional.gelu_backward`."""
    choice("approximate", approximate, ("none", "tanh"))

    def slope(x):
        part, change = gelu_parts(np.float64(x), approximate)
        return part + x * change

    return each_slope(slope, grad_output, input)
