"""Borders, one cell at a time."""

import numpy as np

from convbook.arithmetic.arguments import expect_shape
from convbook.arithmetic.convolution.padding import border_maps, border_value
from convbook.operation import Array, operation

__all__ = ["pad", "pad_backward"]


@operation
def pad(input: Array, pad, mode="constant", value=None):
    """See :func:`convbook.functional.convolution.padding`."""
    maps = border_maps(input.shape, pad, mode)
    value = border_value(mode, value, input.dtype)
    output = np.full([len(cells) for cells in maps], value, input.dtype)
    for place in np.ndindex(output.shape):
        cell = tuple(cells[i] for cells, i in zip(maps, place, strict=True))
        if None not in cell:
            output[place] = input[cell]
    return output


@operation
def pad_backward(grad_output: Array, input: Array, pad, mode="constant", value=None):
    """See :func:`convbook.functional.pad_backward`."""
    maps = border_maps(input.shape, pad, mode)
    border_value(mode, value, input.dtype)
    expect_shape("grad_output", grad_output.shape, map(len, maps))
    grad_input = np.zeros(input.shape, grad_output.dtype)
    for place in np.ndindex(grad_output.shape):
        cell = tuple(cells[i] for cells, i in zip(maps, place, strict=True))
        if None not in cell:
            grad_input[cell] += grad_output[place]
    return grad_input
