"""JAX, and the layers of Flax (nnx) on it, on a CPU."""
# /// script
# requires-python = ">=3.11"
# dependencies = ["jax==0.10.2", "jaxlib==0.10.2", "flax==0.12.8", "numpy==2.4.6"]
# ///

import jax
import numpy as np
from flax import nnx
from jax import lax, nn
from jax import numpy as jnp
from jax.scipy.ndimage import map_coordinates

from elsewhere.library import Library

library = Library("JAX and Flax", "jax", "flax")
library.lacks("max-pool-ceil", "average-pool-ceil", "max-pool-indices", "adaptive-average-pool")
library.lacks("local-response-norm", "local-response-norm-even", "grid-sample-default")
library.lacks("pixel-shuffle", "pixel-unshuffle", "deformable-offset")


def row(values, dtype=jnp.float32):
    """One image of one channel, the channel last."""
    return jnp.array(values, dtype).reshape(1, -1, 1)


def taps(values, dtype=jnp.float32):
    return jnp.array(values, dtype).reshape(-1, 1, 1)


def convolution(x, kernel, stride=1, dilation=1, padding="SAME"):
    axes = ("NWC", "WIO", "NWC")
    return lax.conv_general_dilated(
        x, kernel, (stride,), padding, rhs_dilation=(dilation,), dimension_numbers=axes
    )


@library.answers("same-stride-2")
@library.answers("same-stride-2-even-kernel")
@library.answers("same-even-kernel")
@library.answers("same-dilation")
@library.answers("flip")
def same(x, kernel, **settings):
    return convolution(row(x), taps(kernel), **settings).ravel()


@library.answers("int8-sum")
def int8(x, kernel):
    return convolution(row(x, jnp.int8), taps(kernel, jnp.int8), padding="VALID").item()


@library.answers("float32-kept")
def one_tap(x, kernel):
    return convolution(row(x), taps(kernel)).item()


def layer(kind, *arguments, **settings):
    return kind(*arguments, rngs=nnx.Rngs(0), **settings)


@library.answers("weight-shape")
def weight_shape(inputs, outputs, kernel):
    return layer(nnx.Conv, inputs, outputs, tuple(kernel)).kernel.shape


@library.answers("depthwise-weight-shape")
def depthwise_weight_shape(channels, multiplier, kernel):
    groups = {"feature_group_count": channels}
    return layer(nnx.Conv, channels, channels * multiplier, tuple(kernel), **groups).kernel.shape


@library.answers("transposed-weight-shape")
def transposed_weight_shape(inputs, outputs, kernel):
    return layer(nnx.ConvTranspose, inputs, outputs, tuple(kernel)).kernel.shape


@library.answers("initial-spread")
def initial_spread(inputs, outputs, kernel):
    return float(f"{layer(nnx.Conv, inputs, outputs, tuple(kernel)).kernel[...].std():.2g}")


@library.answers("initial-bias")
def initial_bias(inputs, outputs, kernel):
    return "yes" if (layer(nnx.Conv, inputs, outputs, tuple(kernel)).bias[...] == 0).all() else "no"


def transpose(x, kernel, padding, stride=1):
    return lax.conv_transpose(row(x), taps(kernel), (stride,), padding).ravel()


@library.answers("transposed-flip")
@library.answers("transposed-valid-gap")
def transposed(x, kernel, **settings):
    return transpose(x, kernel, "VALID", **settings)


@library.answers("transposed-same")
@library.answers("transposed-same-even-kernel")
def transposed_same(x, kernel, stride):
    return transpose(x, kernel, "SAME", stride)


@library.answers("average-pool-padding")
def average_pool_padding(x, kernel, padding):
    return nnx.avg_pool(row(x), (kernel,), padding=((padding, padding),)).ravel()


@library.answers("average-pool-same")
def average_pool_same(x, kernel, stride):
    return nnx.avg_pool(row(x), (kernel,), (stride,), "SAME").ravel()


@library.answers("average-pool-whole-numbers")
def average_pool_whole(x, kernel):
    return nnx.avg_pool(row(x, jnp.int32), (kernel,)).item()


@library.answers("average-pool-bfloat16")
def average_pool_bfloat16(height, width):
    ones = jnp.ones((1, height, width, 1), jnp.bfloat16)
    return nnx.avg_pool(ones, (height, width)).item()


@library.answers("max-pool-nan")
def max_pool(x, kernel):
    return nnx.max_pool(row(x), (kernel,), (kernel,)).ravel()


@library.answers("max-pool-minus-infinity")
def max_pool_one(x, kernel):
    return nnx.max_pool(row(x), (kernel,)).item()


@library.answers("max-pool-tie-gradient")
def max_pool_gradient(x, kernel):
    return jax.grad(lambda cells: nnx.max_pool(cells, (kernel,)).sum())(row(x)).ravel()


@library.answers("batch-norm-momentum")
def momentum(x, momentum):
    norm = layer(nnx.BatchNorm, 1, momentum=momentum)
    norm(row(x))
    return norm.mean[...].item()


@library.answers("batch-norm-running-variance")
def running_variance(x):
    norm = layer(nnx.BatchNorm, 1, momentum=0)
    norm(row(x))
    return norm.var[...].item()


@library.answers("batch-norm-defaults")
def batch_norm_defaults():
    norm = layer(nnx.BatchNorm, 1)
    return [norm.momentum, norm.epsilon]


@library.answers("batch-norm-offset")
def batch_norm(x):
    return layer(nnx.BatchNorm, 1)(row(x)).ravel()


@library.answers("layer-norm-offset")
def layer_norm(x):
    return layer(nnx.LayerNorm, len(x))(jnp.array([x], jnp.float32)).ravel()


@library.answers("group-norm-offset")
def group_norm(x):
    return layer(nnx.GroupNorm, 1, num_groups=1)(row(x)).ravel()


@library.answers("instance-norm-offset")
def instance_norm(x):
    return layer(nnx.InstanceNorm, 1)(row(x)).ravel()


@library.answers("variance")
def variance(x):
    return jnp.var(row(x)).item()


ACTIVATIONS = {
    "gelu": nn.gelu,
    "leaky-slope": nn.leaky_relu,
    "elu": nn.elu,
    "hard-sigmoid": nn.hard_sigmoid,
    "hard-swish": nn.hard_swish,
    "softplus": nn.softplus,
    "relu-nan": nn.relu,
}
for name, activation in ACTIVATIONS.items():
    library.answers(name)(lambda x, f=activation: f(jnp.float32(x)).item())


@library.answers("softmax-default")
def softmax(shape):
    return 1 / nn.softmax(jnp.zeros(shape))[0, 0, 0].item()


DERIVATIVES = {
    "relu-gradient": nn.relu,
    "relu6-gradient": nn.relu6,
    "hard-swish-gradient": nn.hard_swish,
    "leaky-gradient": lambda value: nn.leaky_relu(value, 0.1),
}
for name, function in DERIVATIVES.items():
    library.answers(name)(lambda x, f=function: jax.grad(f)(float(x)).item())


@library.answers("clip-gradient")
def clip_gradient(x, bounds):
    return jax.grad(lambda value: jnp.clip(value, *bounds))(float(x)).item()


@library.answers("maximum-gradient")
def maximum_gradient(x, y):
    return [part.item() for part in jax.grad(jnp.maximum, (0, 1))(float(x), float(y))]


def resized(x, size, method):
    return jax.image.resize(jnp.array(x, jnp.float32), (size,), method)


@library.answers("nearest-down")
def nearest(x, size):
    return resized(x, size, "nearest")


@library.answers("linear-up")
@library.answers("linear-down")
def linear(x, size):
    return resized(x, size, "linear")


@library.answers("cubic-up")
def cubic(x, size):
    return resized(x, size, "cubic")


@library.answers("grid-sample-halves")
def grid_sample(x, places):
    return map_coordinates(jnp.array(x, jnp.float32), [np.array(places)], order=0)


if __name__ == "__main__":
    library.tell()
