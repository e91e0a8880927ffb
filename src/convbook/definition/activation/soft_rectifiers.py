"""Rectifiers that bend instead of breaking, and their slopes."""

import numpy as np

from convbook.arithmetic.arguments import real
from convbook.definition.activation._elementwise import each, each_slope
from convbook.operation import Array, operation

__all__ = ["elu", "elu_backward", "softplus", "softplus_backward"]


@operation
def elu(input: Array, alpha=1.0, inplace=False):
    """See :func:`convbook.functional.elu`."""
    real("alpha", alpha)
    return each(lambda x: alpha * np.expm1(x) if x <= 0 else x, input, inplace)


@operation
def elu_backward(grad_output: Array, input: Array, alpha=1.0, inplace=False):
    """See :func:`convbook.functional.elu_backward`."""
    real("alpha", alpha)
    return each_slope(lambda x: alpha * np.exp(x) if x <= 0 else 1, grad_output, input)


@operation
def softplus(input: Array, beta=1, threshold=20):
    """See :func:`convbook.functional.softplus`."""
    real("beta", beta)
    real("threshold", threshold)
    return each(
        lambda x: x if x * beta > threshold else np.log1p(np.exp(x * beta)) / np.float64(beta),
        input,
    )


@operation
def softplus_backward(grad_output: Array, input: Array, beta=1, threshold=20):
    """See :func:`convbook.functional.softplus_backward`."""
    real("beta", beta)
    real("threshold", threshold)
    return each_slope(
        lambda x: 1 if x * beta > threshold else np.exp(x * beta) / (1 + np.exp(x * beta)),
        grad_output,
        input,
    )
