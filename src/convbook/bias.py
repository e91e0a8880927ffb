"""One number a channel, added to every cell, and its gradient.

A bias of a wrong length is refused before: by the plan of a convolution
(:mod:`convbook.arithmetic.plan`), and by the shapes of the layers that have none.
"""

from convbook.operation import wide_sum


def add_bias(output, bias):
    """``output``, of shape (N, O, *places), with one number added to each channel."""
    return output if bias is None else output + bias.reshape(-1, *[1] * (output.ndim - 2))


def bias_gradient(grad, bias):
    """The sum of the gradient over the images and cells of each channel."""
    return None if bias is None else wide_sum(grad, (0, *range(2, grad.ndim)))
