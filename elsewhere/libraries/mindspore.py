"""MindSpore on a CPU."""
# /// script
# requires-python = ">=3.11"
# dependencies = ["mindspore==2.10.0", "numpy==1.26.4", "setuptools==80.9.0"]
# ///

import mindspore
import numpy as np
from mindspore import Tensor, nn, ops

from elsewhere.library import Library

library = Library("MindSpore", "mindspore", "numpy")


def row(values):
    """One image of one channel and one row."""
    return Tensor(np.reshape(np.float32(values), (1, 1, 1, -1)))


def flat(result):
    return result.asnumpy().ravel()


def convolved(kind, x, kernel, **settings):
    layer = kind(1, 1, (1, len(kernel)), **settings)
    layer.weight.set_data(row(kernel))
    return flat(layer(row(x)))


@library.answers("same-stride-2")
@library.answers("same-stride-2-even-kernel")
@library.answers("same-even-kernel")
@library.answers("same-dilation")
@library.answers("flip")
def same(x, kernel, stride=1, dilation=1):
    return convolved(nn.Conv2d, x, kernel, stride=stride, dilation=dilation, pad_mode="same")


@library.answers("float32-kept")
def one_tap(x, kernel):
    return same(x, kernel)[0]


@library.answers("transposed-flip")
@library.answers("transposed-valid-gap")
def transposed(x, kernel, stride=1):
    steps = {"stride": (1, stride), "pad_mode": "valid"}
    return convolved(nn.Conv2dTranspose, x, kernel, **steps)


@library.answers("transposed-same")
@library.answers("transposed-same-even-kernel")
def transposed_same(x, kernel, stride):
    steps = {"stride": (1, stride), "pad_mode": "same"}
    return convolved(nn.Conv2dTranspose, x, kernel, **steps)


@library.answers("weight-shape")
def weight_shape(inputs, outputs, kernel):
    return nn.Conv2d(inputs, outputs, tuple(kernel)).weight.shape


@library.answers("transposed-weight-shape")
def transposed_weight_shape(inputs, outputs, kernel):
    return nn.Conv2dTranspose(inputs, outputs, tuple(kernel)).weight.shape


@library.answers("initial-spread")
def initial_spread(inputs, outputs, kernel):
    mindspore.set_seed(0)
    return float(f"{flat(nn.Conv2d(inputs, outputs, tuple(kernel)).weight.init_data()).std():.2g}")


@library.answers("max-pool-ceil")
def max_pool_ceil(x, kernel, stride, padding):
    cells = ops.reshape(row(x), (1, 1, -1))
    return flat(nn.MaxPool1d(kernel, stride, "pad", padding, ceil_mode=True)(cells))


@library.answers("average-pool-ceil")
def average_pool_ceil(x, kernel, stride, padding):
    cells = ops.reshape(row(x), (1, 1, -1))
    settings = {"ceil_mode": True, "count_include_pad": True}
    return flat(nn.AvgPool1d(kernel, stride, "pad", padding, **settings)(cells))


@library.answers("average-pool-padding")
def average_pool_padding(x, kernel, padding):
    cells = ops.reshape(row(x), (1, 1, -1))
    return flat(nn.AvgPool1d(kernel, 1, "pad", padding)(cells))


@library.answers("average-pool-same")
def average_pool_same(x, kernel, stride):
    return flat(nn.AvgPool2d((1, kernel), (1, stride), "same")(row(x)))


@library.answers("max-pool-nan")
def max_pool(x, kernel):
    return flat(nn.MaxPool2d((1, kernel), (1, kernel))(row(x)))


@library.answers("max-pool-minus-infinity")
def max_pool_one(x, kernel):
    return max_pool(x, kernel)[0]


@library.answers("max-pool-tie-gradient")
def max_pool_gradient(x, kernel):
    pool = nn.MaxPool2d((1, kernel), (1, kernel))
    return flat(mindspore.grad(lambda cells: pool(cells).sum())(row(x)))


def trained(x, **settings):
    norm = nn.BatchNorm2d(1, **settings)
    norm.set_train()
    return norm, flat(norm(row(x)))


@library.answers("batch-norm-momentum")
def momentum(x, momentum):
    return flat(trained(x, momentum=momentum)[0].moving_mean)[0]


@library.answers("batch-norm-running-variance")
def running_variance(x):
    return flat(trained(x, momentum=0.0)[0].moving_variance)[0]


@library.answers("batch-norm-offset")
def batch_norm(x):
    return trained(x)[1]


@library.answers("layer-norm-offset")
def layer_norm(x):
    return flat(nn.LayerNorm((len(x),))(row(x)))


@library.answers("group-norm-offset")
def group_norm(x):
    return flat(nn.GroupNorm(1, 1)(row(x)))


@library.answers("variance")
def variance(x):
    return flat(ops.var(row(x)))[0]


ACTIVATIONS = {
    "gelu": nn.GELU(),
    "leaky-slope": nn.LeakyReLU(),
    "elu": nn.ELU(),
    "hard-sigmoid": nn.HSigmoid(),
    "hard-swish": nn.HSwish(),
    "relu-nan": nn.ReLU(),
}
for name, activation in ACTIVATIONS.items():
    library.answers(name)(lambda x, f=activation: flat(f(row([x])))[0])


@library.answers("softmax-default")
def softmax(shape):
    return 1 / flat(nn.Softmax()(ops.zeros(tuple(shape))))[0]


DERIVATIVES = {
    "relu-gradient": nn.ReLU(),
    "relu6-gradient": nn.ReLU6(),
    "hard-swish-gradient": nn.HSwish(),
    "leaky-gradient": nn.LeakyReLU(0.1),
}
for name, function in DERIVATIVES.items():
    library.answers(name)(lambda x, f=function: flat(mindspore.grad(f)(row([x])))[0])


@library.answers("clip-gradient")
def clip_gradient(x, bounds):
    return flat(mindspore.grad(lambda value: ops.clamp(value, *bounds))(row([x])))[0]


@library.answers("maximum-gradient")
def maximum_gradient(x, y):
    return [flat(part)[0] for part in mindspore.grad(ops.maximum, (0, 1))(row([x]), row([y]))]


def resized(x, size, mode):
    board = Tensor(np.tile(np.float32(x), (1, 1, 2, 1)))
    return ops.interpolate(board, size=(2, size), mode=mode).asnumpy()[0, 0, 0]


@library.answers("nearest-down")
def nearest(x, size):
    return resized(x, size, "nearest")


@library.answers("linear-up")
@library.answers("linear-down")
def linear(x, size):
    return resized(x, size, "bilinear")


@library.answers("cubic-up")
def cubic(x, size):
    return resized(x, size, "bicubic")


def sampled(x, places, **settings):
    board = Tensor(np.tile(np.float32(x), (1, 1, 3, 1)))
    grid = Tensor(np.float32([[[[place, 0.0] for place in places]]]))
    return flat(ops.grid_sample(board, grid, **settings))


@library.answers("grid-sample-halves")
def grid_sample(x, places):
    scaled = [2 * place / (len(x) - 1) - 1 for place in places]
    return sampled(x, scaled, mode="nearest", align_corners=True)


@library.answers("grid-sample-default")
def grid_sample_default(x):
    return sampled(x, [-1.0])[0]


@library.answers("pixel-shuffle")
def shuffle(channels, block):
    cells = ops.reshape(row(channels), (1, -1, 1, 1))
    return ops.pixel_shuffle(cells, block).asnumpy()[0, 0]


@library.answers("pixel-unshuffle")
def unshuffle(channels, block):
    return flat(ops.pixel_unshuffle(Tensor(np.float32([channels])), block))


@library.answers("deformable-offset")
def deformable(rows, offset):
    cells = np.arange(rows * rows, dtype=np.float32).reshape(1, 1, rows, rows)
    moved = np.zeros((1, 3, rows, rows), np.float32)
    moved[0, :2] = np.reshape(offset, (2, 1, 1))
    moved[0, 2] = 1
    steps = {"kernel_size": (1, 1), "strides": (1,) * 4, "padding": (0,) * 4}
    kernel = Tensor(np.ones((1, 1, 1, 1), np.float32))
    result = ops.deformable_conv2d(Tensor(cells), kernel, Tensor(moved), **steps)
    return result.asnumpy()[0, 0]


if __name__ == "__main__":
    library.tell()
