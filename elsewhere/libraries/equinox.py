"""Equinox, layers on JAX, on a CPU."""
# /// script
# requires-python = ">=3.11"
# dependencies = ["equinox==0.13.8", "jax==0.10.2", "jaxlib==0.10.2", "numpy==2.4.6"]
# ///

import equinox
import jax
from equinox import nn
from jax import numpy as jnp

from elsewhere.library import Library

library = Library("Equinox", "equinox", "jax")
library.lacks("max-pool-indices", "local-response-norm", "local-response-norm-even")
library.lacks("pixel-shuffle", "pixel-unshuffle", "deformable-offset", "instance-norm-offset")
KEY = jax.random.PRNGKey(0)


def row(values, dtype=jnp.float32):
    """One channel, without a batch."""
    return jnp.array(values, dtype).reshape(1, -1)


def with_taps(layer, kernel):
    """A layer with these taps instead of its own."""
    weight = jnp.array(kernel, layer.weight.dtype).reshape(layer.weight.shape)
    return equinox.tree_at(lambda it: it.weight, layer, weight)


def convolved(kind, x, kernel, dtype=jnp.float32, **settings):
    layer = kind(1, 1, len(kernel), use_bias=False, key=KEY, dtype=dtype, **settings)
    return with_taps(layer, kernel)(row(x, dtype)).ravel()


@library.answers("same-stride-2")
@library.answers("same-stride-2-even-kernel")
@library.answers("same-even-kernel")
@library.answers("same-dilation")
@library.answers("flip")
def same(x, kernel, **settings):
    return convolved(nn.Conv1d, x, kernel, padding="SAME", **settings)


@library.answers("transposed-flip")
@library.answers("transposed-valid-gap")
def transposed(x, kernel, **settings):
    return convolved(nn.ConvTranspose1d, x, kernel, padding="VALID", **settings)


@library.answers("transposed-same")
@library.answers("transposed-same-even-kernel")
def transposed_same(x, kernel, stride):
    return convolved(nn.ConvTranspose1d, x, kernel, padding="SAME", stride=stride)


@library.answers("float32-kept")
def one_tap(x, kernel):
    return convolved(nn.Conv1d, x, kernel).item()


@library.answers("weight-shape")
def weight_shape(inputs, outputs, kernel):
    return nn.Conv2d(inputs, outputs, kernel, key=KEY).weight.shape


@library.answers("depthwise-weight-shape")
def depthwise_weight_shape(channels, multiplier, kernel):
    return nn.Conv2d(channels, channels * multiplier, kernel, groups=channels, key=KEY).weight.shape


@library.answers("transposed-weight-shape")
def transposed_weight_shape(inputs, outputs, kernel):
    return nn.ConvTranspose2d(inputs, outputs, kernel, key=KEY).weight.shape


@library.answers("initial-spread")
def initial_spread(inputs, outputs, kernel):
    return float(f"{nn.Conv2d(inputs, outputs, kernel, key=KEY).weight.std():.2g}")


@library.answers("initial-bias")
def initial_bias(inputs, outputs, kernel):
    return "yes" if (nn.Conv2d(inputs, outputs, kernel, key=KEY).bias == 0).all() else "no"


@library.answers("max-pool-ceil", refuses=RuntimeError)
def max_pool_ceil(x, kernel, stride, padding):
    return nn.MaxPool1d(kernel, stride, padding, use_ceil=True)(row(x)).ravel()


@library.answers("average-pool-ceil", refuses=RuntimeError)
def average_pool_ceil(x, kernel, stride, padding):
    return nn.AvgPool1d(kernel, stride, padding, use_ceil=True)(row(x)).ravel()


@library.answers("average-pool-padding")
def average_pool_padding(x, kernel, padding):
    return nn.AvgPool1d(kernel, 1, padding)(row(x)).ravel()


@library.answers("average-pool-bfloat16")
def average_pool_bfloat16(height, width):
    ones = jnp.ones((1, height, width), jnp.bfloat16)
    return nn.AvgPool2d((height, width))(ones).item()


@library.answers("average-pool-whole-numbers", refuses=TypeError)
def average_pool_whole(x, kernel):
    return nn.AvgPool1d(kernel)(row(x, jnp.int32)).item()


@library.answers("max-pool-nan")
def max_pool(x, kernel):
    return nn.MaxPool1d(kernel, kernel)(row(x)).ravel()


@library.answers("max-pool-minus-infinity")
def max_pool_one(x, kernel):
    return nn.MaxPool1d(kernel, kernel)(row(x)).item()


@library.answers("max-pool-tie-gradient")
def max_pool_gradient(x, kernel):
    return jax.grad(lambda cells: nn.MaxPool1d(kernel)(cells).sum())(row(x)).ravel()


@library.answers("adaptive-average-pool")
def adaptive(x, size):
    return nn.AdaptiveAvgPool1d(size)(row(x)).ravel()


def batch_normalized(x, **settings):
    """The result, and what is stored of mean and variance."""
    layer, state = nn.make_with_state(nn.BatchNorm)(1, "batch", mode="ema", **settings)
    mapped = jax.vmap(layer, axis_name="batch", in_axes=(0, None), out_axes=(0, None))
    result, state = mapped(jnp.array(x, jnp.float32)[:, None], state)
    return result.ravel(), state.get(layer.ema_state_index)


@library.answers("batch-norm-momentum")
def momentum(x, momentum):
    return batch_normalized(x, momentum=momentum)[1][0].item()


@library.answers("batch-norm-running-variance")
def running_variance(x):
    return batch_normalized(x, momentum=0)[1][1].item()


@library.answers("batch-norm-defaults")
def batch_norm_defaults():
    norm = nn.BatchNorm(1, "batch", mode="ema")
    return [norm.momentum, norm.eps]


@library.answers("batch-norm-offset")
def batch_norm(x):
    return batch_normalized(x, momentum=0)[0]


@library.answers("layer-norm-offset")
def layer_norm(x):
    return nn.LayerNorm(len(x))(jnp.array(x, jnp.float32))


@library.answers("group-norm-offset")
def group_norm(x):
    return nn.GroupNorm(1, 1)(row(x)).ravel()


if __name__ == "__main__":
    library.tell()
