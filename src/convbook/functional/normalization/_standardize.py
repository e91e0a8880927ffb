"""What the kinds of normalization have in common."""

from math import prod

import numpy as np

from convbook.operation import fractional


def standardize(x, axes, eps):
    """``x`` less its mean, over its deviation, along ``axes``; its mean, variance and scale."""
    count = max(1, prod(x.shape[axis] for axis in axes))
    x = x.astype(fractional(x), copy=False)
    mean = x.sum(axes, keepdims=True) / count
    centered = x - mean
    variance = (centered * centered).sum(axes, keepdims=True) / count
    scale = 1 / np.sqrt(variance + eps)
    return centered * scale, mean, variance, scale


def standardize_backward(grad, standard, scale, axes):
    """The part of ``grad`` that neither the mean nor the deviation takes away, scaled."""
    count = max(1, prod(grad.shape[axis] for axis in axes))
    shared = grad.sum(axes, keepdims=True) / count
    leaning = (grad * standard).sum(axes, keepdims=True) / count
    return (grad - shared - standard * leaning) * scale


def by_running(input, running_mean, running_var, eps):
    """``input`` normalized by the running statistics, and the scale."""
    scale, kind = 1 / np.sqrt(column(running_var, input) + eps), fractional(input)
    standard = (input - column(running_mean, input)) * scale
    return standard.astype(kind, copy=False), scale.astype(kind, copy=False)


def column(vector, like):
    """One number a channel, shaped to meet ``(N, C, *sizes)``."""
    return vector.reshape(-1, *[1] * (like.ndim - 2))


def affine(standard, weight, bias):
    """Scale and shift each channel."""
    output = standard if weight is None else standard * column(weight, standard)
    output = output if bias is None else output + column(bias, standard)
    return output.astype(standard.dtype, copy=False)


def affine_gradients(grad, weight):
    """What reaches the normalized input through the scale of its channel."""
    return grad if weight is None else grad * column(weight, grad)


def vector_gradients(grad, standard, weight, bias, axes):
    """Gradients of the scale and of the shift, where they are given."""
    return (
        None if weight is None else (grad * standard).sum(axes),
        None if bias is None else grad.sum(axes),
    )


def remember(running, new, momentum):
    """Move a running statistic, in place, a part of the way."""
    if running is not None:
        running[...] = (1 - momentum) * running + momentum * new.reshape(-1)
