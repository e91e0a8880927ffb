"""Pooling to a wanted size: the same windows read differently."""

from convbook.arithmetic.pooling import Pooling
from convbook.definition.pooling import avg_pool, max_pool
from convbook.operation import Array, operation

__all__ = [
    "adaptive_avg_pool1d",
    "adaptive_avg_pool1d_backward",
    "adaptive_avg_pool2d",
    "adaptive_avg_pool2d_backward",
    "adaptive_avg_pool3d",
    "adaptive_avg_pool3d_backward",
    "adaptive_max_pool1d",
    "adaptive_max_pool1d_backward",
    "adaptive_max_pool2d",
    "adaptive_max_pool2d_backward",
    "adaptive_max_pool3d",
    "adaptive_max_pool3d_backward",
]

# The public forms, for one, two and three axes.


@operation
def adaptive_avg_pool1d(input: Array, output_size):
    """See :func:`convbook.functional.adaptive_avg_pool1d`."""
    plan = Pooling.adaptive(input.shape, output_size, rank=1)
    return avg_pool.pool(plan, input)


@operation
def adaptive_avg_pool1d_backward(grad_output: Array, input: Array, output_size):
    """See :func:`convbook.functional.adaptive_avg_pool1d_backward`."""
    plan = Pooling.adaptive(input.shape, output_size, rank=1)
    return avg_pool.pool_backward(plan, grad_output, input)


@operation
def adaptive_max_pool1d(input: Array, output_size, return_indices=False):
    """See :func:`convbook.functional.adaptive_max_pool1d`."""
    plan = Pooling.adaptive(input.shape, output_size, rank=1)
    return max_pool.pool(plan, input, return_indices)


@operation
def adaptive_max_pool1d_backward(
    grad_output: Array, input: Array, output_size, return_indices=False
):
    """See :func:`convbook.functional.adaptive_max_pool1d_backward`."""
    plan = Pooling.adaptive(input.shape, output_size, rank=1)
    return max_pool.pool_backward(plan, grad_output, input)


@operation
def adaptive_avg_pool2d(input: Array, output_size):
    """See :func:`convbook.functional.adaptive_avg_pool2d`."""
    plan = Pooling.adaptive(input.shape, output_size, rank=2)
    return avg_pool.pool(plan, input)


@operation
def adaptive_avg_pool2d_backward(grad_output: Array, input: Array, output_size):
    """See :func:`convbook.functional.adaptive_avg_pool2d_backward`."""
    plan = Pooling.adaptive(input.shape, output_size, rank=2)
    return avg_pool.pool_backward(plan, grad_output, input)


@operation
def adaptive_max_pool2d(input: Array, output_size, return_indices=False):
    """See :func:`convbook.functional.adaptive_max_pool2d`."""
    plan = Pooling.adaptive(input.shape, output_size, rank=2)
    return max_pool.pool(plan, input, return_indices)


@operation
def adaptive_max_pool2d_backward(
    grad_output: Array, input: Array, output_size, return_indices=False
):
    """See :func:`convbook.functional.adaptive_max_pool2d_backward`."""
    plan = Pooling.adaptive(input.shape, output_size, rank=2)
    return max_pool.pool_backward(plan, grad_output, input)


@operation
def adaptive_avg_pool3d(input: Array, output_size):
    """See :func:`convbook.functional.adaptive_avg_pool3d`."""
    plan = Pooling.adaptive(input.shape, output_size, rank=3)
    return avg_pool.pool(plan, input)


@operation
def adaptive_avg_pool3d_backward(grad_output: Array, input: Array, output_size):
    """See :func:`convbook.functional.adaptive_avg_pool3d_backward`."""
    plan = Pooling.adaptive(input.shape, output_size, rank=3)
    return avg_pool.pool_backward(plan, grad_output, input)


@operation
def adaptive_max_pool3d(input: Array, output_size, return_indices=False):
    """See :func:`convbook.functional.adaptive_max_pool3d`."""
    plan = Pooling.adaptive(input.shape, output_size, rank=3)
    return max_pool.pool(plan, input, return_indices)


@operation
def adaptive_max_pool3d_backward(
    grad_output: Array, input: Array, output_size, return_indices=False
):
    """See :func:`convbook.functional.adaptive_max_pool3d_backward`."""
    plan = Pooling.adaptive(input.shape, output_size, rank=3)
    return max_pool.pool_backward(plan, grad_output, input)
