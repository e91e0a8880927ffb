"""tinygrad on its device in Python, which needs no compiler."""
# /// script
# requires-python = ">=3.11"
# dependencies = ["tinygrad==0.14.0", "numpy==2.4.6"]
# ///

import os

os.environ["DEV"] = "PYTHON"

import numpy as np
from tinygrad import Tensor, dtypes, nn
from tinygrad.helpers import Context

from elsewhere.library import Library

library = Library("tinygrad", "tinygrad")
library.lacks("transposed-same", "transposed-same-even-kernel", "average-pool-same")
library.lacks("local-response-norm", "local-response-norm-even", "deformable-offset")
library.lacks("adaptive-average-pool", "grid-sample-halves", "grid-sample-default")
library.lacks("pixel-shuffle", "pixel-unshuffle", "cubic-up", "same-stride-2", "same-dilation")
library.lacks("same-stride-2-even-kernel", "same-even-kernel")


def row(values, dtype=dtypes.float32):
    return Tensor(values, dtype=dtype).reshape(1, 1, 1, -1)


def flat(result):
    return result.numpy().ravel()


@library.answers("flip")
def flip(x, kernel):
    return flat(row(x).conv2d(row(kernel), padding=(0, 1)))


@library.answers("int8-sum")
def int8(x, kernel):
    return flat(row(x, dtypes.int8).conv2d(row(kernel, dtypes.int8)))[0]


@library.answers("float32-kept")
def one_tap(x, kernel):
    return flat(row(x).conv2d(row(kernel)))[0]


@library.answers("weight-shape")
def weight_shape(inputs, outputs, kernel):
    return nn.Conv2d(inputs, outputs, tuple(kernel)).weight.shape


@library.answers("depthwise-weight-shape")
def depthwise_weight_shape(channels, multiplier, kernel):
    return nn.Conv2d(channels, channels * multiplier, tuple(kernel), groups=channels).weight.shape


@library.answers("transposed-weight-shape")
def transposed_weight_shape(inputs, outputs, kernel):
    return nn.ConvTranspose2d(inputs, outputs, tuple(kernel)).weight.shape


@library.answers("initial-spread")
def initial_spread(inputs, outputs, kernel):
    Tensor.manual_seed(0)
    return float(f"{flat(nn.Conv2d(inputs, outputs, tuple(kernel)).weight).std():.2g}")


@library.answers("initial-bias")
def initial_bias(inputs, outputs, kernel):
    return "yes" if (flat(nn.Conv2d(inputs, outputs, tuple(kernel)).bias) == 0).all() else "no"


@library.answers("transposed-flip")
@library.answers("transposed-valid-gap")
def transposed(x, kernel, stride=1):
    return flat(row(x).conv_transpose2d(row(kernel), stride=(1, stride)))


@library.answers("max-pool-ceil")
def max_pool_ceil(x, kernel, stride, padding):
    settings = {"stride": (1, stride), "padding": (0, padding), "ceil_mode": True}
    return flat(row(x).max_pool2d((1, kernel), **settings))


@library.answers("average-pool-ceil")
def average_pool_ceil(x, kernel, stride, padding):
    settings = {"stride": (1, stride), "padding": (0, padding), "ceil_mode": True}
    return flat(row(x).avg_pool2d((1, kernel), **settings))


@library.answers("average-pool-padding")
def average_pool_padding(x, kernel, padding):
    return flat(row(x).avg_pool2d((1, kernel), stride=1, padding=(0, padding)))


@library.answers("average-pool-whole-numbers")
def average_pool_whole(x, kernel):
    return flat(row(x, dtypes.int32).avg_pool2d((1, kernel)))[0]


@library.answers("average-pool-bfloat16")
def average_pool_bfloat16(height, width):
    ones = Tensor.ones(1, 1, height, width, dtype=dtypes.bfloat16)
    return flat(ones.avg_pool2d((height, width)).float())[0]


@library.answers("max-pool-nan")
def max_pool(x, kernel):
    return flat(row(x).max_pool2d((1, kernel)))


@library.answers("max-pool-minus-infinity")
def max_pool_one(x, kernel):
    return flat(row(x).max_pool2d((1, kernel)))[0]


@library.answers("max-pool-tie-gradient")
def max_pool_gradient(x, kernel):
    cells = row(x)
    return flat(cells.max_pool2d((1, kernel)).sum().gradient(cells)[0])


@library.answers("max-pool-indices")
def max_pool_indices(images, channels, size):
    cells = np.arange(images * channels * size * size, dtype=np.float32)
    cells = Tensor(cells.reshape(images, channels, size, size))
    return flat(cells.max_pool2d((size, size), return_indices=True)[1])


def trained(x, **settings):
    norm = nn.BatchNorm(1, **settings)
    with Context(TRAINING=1):
        return norm, flat(norm(row(x)))


@library.answers("batch-norm-momentum")
def momentum(x, momentum):
    return flat(trained(x, momentum=momentum)[0].running_mean)[0]


@library.answers("batch-norm-running-variance")
def running_variance(x):
    return flat(trained(x, momentum=1.0)[0].running_var)[0]


@library.answers("batch-norm-defaults")
def batch_norm_defaults():
    norm = nn.BatchNorm(1)
    return [1 - norm.momentum, norm.eps]


@library.answers("batch-norm-offset")
def batch_norm(x):
    return trained(x)[1]


@library.answers("layer-norm-offset")
def layer_norm(x):
    return flat(nn.LayerNorm(len(x))(row(x)))


@library.answers("group-norm-offset")
def group_norm(x):
    return flat(nn.GroupNorm(1, 1)(row(x)))


@library.answers("instance-norm-offset")
def instance_norm(x):
    return flat(nn.InstanceNorm(1)(row(x)))


@library.answers("variance")
def variance(x):
    return flat(row(x).var())[0]


ACTIVATIONS = {
    "gelu": Tensor.gelu,
    "leaky-slope": Tensor.leaky_relu,
    "elu": Tensor.elu,
    "hard-sigmoid": Tensor.hardsigmoid,
    "hard-swish": Tensor.hardswish,
    "softplus": Tensor.softplus,
    "relu-nan": Tensor.relu,
}
for name, activation in ACTIVATIONS.items():
    library.answers(name)(lambda x, f=activation: flat(f(Tensor([float(x)])))[0])


@library.answers("softmax-default")
def softmax(shape):
    return 1 / flat(Tensor.zeros(*shape).softmax())[0]


def slope(function, *at):
    at = [Tensor([float(value)]) for value in at]
    return [flat(part)[0] for part in function(*at).sum().gradient(*at)]


DERIVATIVES = {
    "relu-gradient": Tensor.relu,
    "relu6-gradient": Tensor.relu6,
    "hard-swish-gradient": Tensor.hardswish,
    "leaky-gradient": lambda value: value.leaky_relu(0.1),
}
for name, function in DERIVATIVES.items():
    library.answers(name)(lambda x, f=function: slope(f, x)[0])


@library.answers("clip-gradient")
def clip_gradient(x, bounds):
    return slope(lambda value: value.clip(*bounds), x)[0]


@library.answers("maximum-gradient")
def maximum_gradient(x, y):
    return slope(Tensor.maximum, x, y)


def resized(x, size, mode):
    board = Tensor(np.tile(np.float32(x), (1, 1, 2, 1)))
    return board.interpolate((2, size), mode=mode).numpy()[0, 0, 0]


@library.answers("nearest-down")
def nearest(x, size):
    return resized(x, size, "nearest")


@library.answers("linear-up")
@library.answers("linear-down")
def linear(x, size):
    return resized(x, size, "linear")


if __name__ == "__main__":
    library.tell()
