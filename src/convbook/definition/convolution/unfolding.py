"""Windows laid out as columns, and added back, one cell at a time."""

import numpy as np

from convbook.arithmetic import Columns
from convbook.arithmetic.arguments import expect_shape
from convbook.operation import Array, operation

__all__ = ["fold", "fold_backward", "unfold", "unfold_backward"]


@operation
def unfold(input: Array, kernel_size, dilation=1, padding=0, stride=1):
    """See :func:`convbook.functional.convolution.unfolding`."""
    plan = Columns.of(input.shape, kernel_size, dilation, padding, stride)
    image = input.reshape(plan.image_shape)
    columns = np.zeros(plan.columns_shape, input.dtype)
    for row, column, cell in plan.pairs():
        columns[:, row, column] = image[:, *cell]
    return plan.as_given(columns)


@operation
def fold(input: Array, output_size, kernel_size, dilation=1, padding=0, stride=1):
    """See :func:`convbook.functional.fold`."""
    plan = Columns.folding(input.shape, output_size, kernel_size, dilation, padding, stride)
    columns = input.reshape(plan.columns_shape)
    image = np.zeros(plan.image_shape, input.dtype)
    for row, column, cell in plan.pairs():
        image[:, *cell] += columns[:, row, column]
    return plan.as_given(image)


@operation
def unfold_backward(grad_output: Array, input: Array, kernel_size, dilation=1, padding=0, stride=1):
    """See :func:`convbook.functional.unfold_backward`."""
    plan = Columns.of(input.shape, kernel_size, dilation, padding, stride)
    expect_shape("grad_output", grad_output.shape, plan.as_given_shape(plan.columns_shape))
    sizes = input.shape[-2:]
    return fold(grad_output, sizes, kernel_size, dilation, padding, stride)


@operation
def fold_backward(
    grad_output: Array, input: Array, output_size, kernel_size, dilation=1, padding=0, stride=1
):
    """See :func:`convbook.functional.fold_backward`."""
    plan = Columns.folding(input.shape, output_size, kernel_size, dilation, padding, stride)
    expect_shape("grad_output", grad_output.shape, plan.as_given_shape(plan.image_shape))
    return unfold(grad_output, kernel_size, dilation, padding, stride)
