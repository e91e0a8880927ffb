"""One number a channel, added to every cell."""

from convbook.arithmetic.arguments import expect_shape


def with_bias(output, bias, channels):
    """Add one number to each channel."""
    if bias is None:
        return output
    expect_shape("bias", bias.shape, (channels,))
    return output + bias.reshape(-1, *[1] * (output.ndim - 2))


def bias_gradient(grad, bias):
    """A bias reaches every cell of its channel."""
    if bias is None:
        return None
    expect_shape("bias", bias.shape, grad.shape[1:2])
    return grad.sum((0, *range(2, grad.ndim)))
