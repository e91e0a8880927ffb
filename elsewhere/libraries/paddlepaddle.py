"""PaddlePaddle on a CPU."""
# /// script
# requires-python = ">=3.11"
# dependencies = ["paddlepaddle==3.3.1", "setuptools==80.9.0"]
# ///

import numpy as np
import paddle
from paddle import nn
from paddle.nn import functional as F

from elsewhere.library import Library, Refusal

library = Library("PaddlePaddle", "paddlepaddle")
library.lacks("average-pool-same")


def row(values, dtype="float32"):
    """One image of one channel and one row."""
    return paddle.to_tensor(values, dtype).reshape([1, 1, 1, -1])


def flat(result):
    return result.numpy().ravel()


@library.answers("same-stride-2")
@library.answers("same-stride-2-even-kernel")
@library.answers("same-even-kernel")
@library.answers("same-dilation")
@library.answers("flip")
def same(x, kernel, stride=1, dilation=1):
    return flat(F.conv2d(row(x), row(kernel), None, stride, "SAME", dilation))


@library.answers("int8-sum", refuses=Refusal)
def int8(x, kernel):
    try:
        return flat(F.conv2d(row(x, "int8"), row(kernel, "int8")))[0]
    except (RuntimeError, NotImplementedError, TypeError):
        raise Refusal("there is no kernel for int8") from None


@library.answers("float32-kept")
def one_tap(x, kernel):
    return flat(F.conv2d(row(x), row(kernel)))[0]


@library.answers("weight-shape")
def weight_shape(inputs, outputs, kernel):
    return nn.Conv2D(inputs, outputs, kernel).weight.shape


@library.answers("depthwise-weight-shape")
def depthwise_weight_shape(channels, multiplier, kernel):
    return nn.Conv2D(channels, channels * multiplier, kernel, groups=channels).weight.shape


@library.answers("transposed-weight-shape")
def transposed_weight_shape(inputs, outputs, kernel):
    return nn.Conv2DTranspose(inputs, outputs, kernel).weight.shape


@library.answers("initial-spread")
def initial_spread(inputs, outputs, kernel):
    paddle.seed(0)
    return float(f"{flat(nn.Conv2D(inputs, outputs, kernel).weight).std():.2g}")


@library.answers("initial-bias")
def initial_bias(inputs, outputs, kernel):
    return "yes" if (flat(nn.Conv2D(inputs, outputs, kernel).bias) == 0).all() else "no"


@library.answers("transposed-flip")
@library.answers("transposed-valid-gap")
def transposed(x, kernel, stride=1):
    return flat(F.conv2d_transpose(row(x), row(kernel), stride=(1, stride)))


@library.answers("transposed-same")
@library.answers("transposed-same-even-kernel")
def transposed_same(x, kernel, stride):
    return flat(F.conv2d_transpose(row(x), row(kernel), stride=(1, stride), padding="SAME"))


@library.answers("max-pool-ceil")
def max_pool_ceil(x, kernel, stride, padding):
    cells = paddle.to_tensor(x, "float32").reshape([1, 1, -1])
    return flat(F.max_pool1d(cells, kernel, stride, padding, ceil_mode=True))


@library.answers("average-pool-ceil")
def average_pool_ceil(x, kernel, stride, padding):
    cells = paddle.to_tensor(x, "float32").reshape([1, 1, -1])
    settings = {"exclusive": False, "ceil_mode": True}
    return flat(F.avg_pool1d(cells, kernel, stride, padding, **settings))


@library.answers("average-pool-padding")
def average_pool_padding(x, kernel, padding):
    cells = paddle.to_tensor(x, "float32").reshape([1, 1, -1])
    return flat(F.avg_pool1d(cells, kernel, 1, padding))


@library.answers("average-pool-bfloat16", refuses=Refusal)
def average_pool_bfloat16(height, width):
    ones = paddle.ones([1, 1, height, width], "bfloat16")
    try:
        return float(F.avg_pool2d(ones, height).astype("float32").item())
    except RuntimeError:
        raise Refusal("there is no kernel for bfloat16") from None


@library.answers("max-pool-nan")
def max_pool(x, kernel):
    return flat(F.max_pool2d(row(x), (1, kernel)))


@library.answers("max-pool-minus-infinity")
def max_pool_one(x, kernel):
    return max_pool(x, kernel)[0]


@library.answers("max-pool-tie-gradient")
def max_pool_gradient(x, kernel):
    cells = row(x)
    cells.stop_gradient = False
    F.max_pool2d(cells, (1, kernel)).sum().backward()
    return flat(cells.grad)


@library.answers("max-pool-indices")
def max_pool_indices(images, channels, size):
    cells = np.arange(images * channels * size * size, dtype=np.float32)
    cells = paddle.to_tensor(cells.reshape(images, channels, size, size))
    return flat(F.max_pool2d(cells, size, return_mask=True)[1])


@library.answers("adaptive-average-pool")
def adaptive(x, size):
    return flat(F.adaptive_avg_pool1d(row(x)[0], size))


@library.answers("batch-norm-momentum")
def momentum(x, momentum):
    norm = nn.BatchNorm2D(1, momentum=momentum)
    norm(row(x))
    return flat(norm._mean)[0]


@library.answers("batch-norm-running-variance")
def running_variance(x):
    norm = nn.BatchNorm2D(1, momentum=0.0)
    norm(row(x))
    return flat(norm._variance)[0]


@library.answers("batch-norm-defaults")
def batch_norm_defaults():
    norm = nn.BatchNorm2D(1)
    return [norm._momentum, norm._epsilon]


NORMALIZATIONS = {
    "batch-norm-offset": lambda n: nn.BatchNorm2D(1),
    "layer-norm-offset": lambda n: nn.LayerNorm(n),
    "group-norm-offset": lambda n: nn.GroupNorm(1, 1),
    "instance-norm-offset": lambda n: nn.InstanceNorm2D(1),
}
for name, make in NORMALIZATIONS.items():
    library.answers(name)(lambda x, make=make: flat(make(len(x))(row(x))))


def local_response(x, size, alpha):
    cells = paddle.to_tensor(x, "float32").reshape([1, -1, 1, 1])
    return flat(F.local_response_norm(cells, size, alpha, 1.0, 1.0))


@library.answers("local-response-norm")
def local_response_of_three(x, size):
    return local_response(x, size, 1.0)


@library.answers("local-response-norm-even")
def local_response_even(x, size):
    return local_response(x, size, 2.0)


@library.answers("variance")
def variance(x):
    return paddle.var(row(x)).item()


ACTIVATIONS = {
    "gelu": nn.GELU(),
    "leaky-slope": nn.LeakyReLU(),
    "elu": nn.ELU(),
    "hard-sigmoid": nn.Hardsigmoid(),
    "hard-swish": nn.Hardswish(),
    "softplus": nn.Softplus(),
    "relu-nan": nn.ReLU(),
}
for name, activation in ACTIVATIONS.items():
    library.answers(name)(lambda x, f=activation: f(paddle.to_tensor([float(x)])).item())


@library.answers("softmax-default")
def softmax(shape):
    return 1 / flat(nn.Softmax()(paddle.zeros(shape)))[0]


def slope(function, *at):
    at = [paddle.to_tensor(float(value), stop_gradient=False) for value in at]
    function(*at).backward()
    return [value.grad.item() for value in at]


DERIVATIVES = {
    "relu-gradient": F.relu,
    "relu6-gradient": F.relu6,
    "hard-swish-gradient": F.hardswish,
    "leaky-gradient": nn.LeakyReLU(0.1),
}
for name, function in DERIVATIVES.items():
    library.answers(name)(lambda x, f=function: slope(f, x)[0])


@library.answers("clip-gradient")
def clip_gradient(x, bounds):
    return slope(lambda value: paddle.clip(value, *bounds), x)[0]


@library.answers("maximum-gradient")
def maximum_gradient(x, y):
    return slope(paddle.maximum, x, y)


def resized(x, size, mode):
    board = paddle.to_tensor(np.tile(np.float32(x), (1, 1, 2, 1)))
    return F.interpolate(board, (2, size), mode=mode).numpy()[0, 0, 0]


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
    board = paddle.to_tensor(np.tile(np.float32(x), (1, 1, 3, 1)))
    grid = paddle.to_tensor([[[[place, 0.0] for place in places]]], "float32")
    return flat(F.grid_sample(board, grid, **settings))


@library.answers("grid-sample-halves")
def grid_sample(x, places):
    scaled = [2 * place / (len(x) - 1) - 1 for place in places]
    return sampled(x, scaled, mode="nearest", align_corners=True)


@library.answers("grid-sample-default")
def grid_sample_default(x):
    return sampled(x, [-1.0])[0]


@library.answers("pixel-shuffle")
def shuffle(channels, block):
    cells = paddle.to_tensor(channels, "float32").reshape([1, -1, 1, 1])
    return F.pixel_shuffle(cells, block).numpy()[0, 0]


@library.answers("pixel-unshuffle")
def unshuffle(channels, block):
    return flat(F.pixel_unshuffle(paddle.to_tensor([channels], "float32"), block))


@library.answers("deformable-offset")
def deformable(rows, offset):
    cells = paddle.arange(rows * rows, dtype="float32").reshape([1, 1, rows, rows])
    moved = np.zeros((1, 2, rows, rows), np.float32) + np.float32(offset).reshape(1, 2, 1, 1)
    convolved = paddle.vision.ops.deform_conv2d(cells, paddle.to_tensor(moved), row([1]))
    return convolved.numpy()[0, 0]


if __name__ == "__main__":
    library.tell()
