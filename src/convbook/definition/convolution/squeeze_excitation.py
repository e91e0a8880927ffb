"""Channels weighed by what the whole image holds, one channel at a time."""

import numpy as np

from convbook.arithmetic.arguments import expect_shape
from convbook.arithmetic.convolution.squeeze_excitation import excitation_shapes
from convbook.definition.activation.sigmoids import sigmoid
from convbook.definition.convolution.fully_connected import linear, linear_backward
from convbook.operation import Array, operation

__all__ = ["squeeze_excite", "squeeze_excite_backward"]


@operation
def squeeze_excite(
    input: Array,
    weight1: Array,
    weight2: Array,
    bias1: Array | None = None,
    bias2: Array | None = None,
):
    """See :func:`convbook.functional.squeeze_excite`."""
    images = batched(input, weight1, weight2, bias1, bias2)
    output = np.zeros(images.shape, np.result_type(input, weight1, weight2))
    for n, image in enumerate(images):
        _, _, opened = excite(image, weight1, weight2, bias1, bias2)
        for c, scale in enumerate(opened):
            output[n, c] = scale * image[c]
    return output.reshape(input.shape)


@operation
def squeeze_excite_backward(
    grad_output: Array,
    input: Array,
    weight1: Array,
    weight2: Array,
    bias1: Array | None = None,
    bias2: Array | None = None,
):
    """See :func:`convbook.functional.squeeze_excite_backward`."""
    images = batched(input, weight1, weight2, bias1, bias2)
    expect_shape("grad_output", grad_output.shape, input.shape)
    kind = np.result_type(grad_output, input, weight1, weight2)
    grad_input, *learned = (
        None if a is None else np.zeros(a.shape, kind)
        for a in (images, weight1, weight2, bias1, bias2)
    )
    for n, grad in enumerate(grad_output.reshape(images.shape)):
        grad_input[n], *slopes = excite_backward(grad, images[n], weight1, weight2, bias1, bias2)
        for total, slope in zip(learned, slopes, strict=True):
            if total is not None:
                total += slope
    return grad_input.reshape(input.shape), *learned


def batched(input, weight1, weight2, bias1, bias2):
    """The input with a batch axis."""
    shapes = [None if a is None else a.shape for a in (input, weight1, weight2, bias1, bias2)]
    return input.reshape(excitation_shapes(*shapes))


def excite(image, weight1, weight2, bias1, bias2):
    """The mean of each channel, what the first layer makes of it, and a gate for each channel."""
    squeezed = np.array([channel.mean() for channel in image])
    middle = linear(squeezed, weight1, bias1)
    return squeezed, middle, sigmoid(linear(np.maximum(middle, 0), weight2, bias2))


def excite_backward(grad, image, weight1, weight2, bias1, bias2):
    """For one image, the gradients of its cells, of both weights and of both biases."""
    squeezed, middle, opened = excite(image, weight1, weight2, bias1, bias2)
    by_scale = np.array([(g * x).sum() for g, x in zip(grad, image, strict=True)])
    by_gate = by_scale * opened * (1 - opened)
    by_middle, to_weight2, to_bias2 = linear_backward(
        by_gate, np.maximum(middle, 0), weight2, bias2
    )
    by_squeezed, to_weight1, to_bias1 = linear_backward(
        by_middle * (middle > 0), squeezed, weight1, bias1
    )
    to_image = [
        g * scale + mean / len(g.flat)
        for g, scale, mean in zip(grad, opened, by_squeezed, strict=True)
    ]
    return to_image, to_weight1, to_weight2, to_bias1, to_bias2
