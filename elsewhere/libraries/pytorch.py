"""PyTorch on a CPU."""
# /// script
# requires-python = ">=3.11"
# dependencies = ["torch==2.13.0", "numpy==2.4.6"]
# ///

import torch
from torch import nn
from torch.nn import functional as F

from elsewhere.library import Library

library = Library("PyTorch", "torch")
library.lacks("transposed-same", "transposed-same-even-kernel", "average-pool-same")
library.lacks("deformable-offset")


def row(values, dtype=torch.float32):
    """One image of one channel."""
    return torch.tensor(values, dtype=dtype).reshape(1, 1, -1)


def column(values):
    """One channel for each value."""
    return torch.tensor(values, dtype=torch.float32).reshape(1, -1, 1)


@library.answers("same-stride-2", refuses=RuntimeError)
@library.answers("same-stride-2-even-kernel", refuses=RuntimeError)
@library.answers("same-even-kernel")
@library.answers("same-dilation")
@library.answers("flip")
def same(x, kernel, **settings):
    return F.conv1d(row(x), row(kernel), padding="same", **settings).flatten()


@library.answers("int8-sum")
def int8(x, kernel):
    return F.conv1d(row(x, torch.int8), row(kernel, torch.int8)).item()


@library.answers("float32-kept")
def one_tap(x, kernel):
    return F.conv1d(row(x), row(kernel)).item()


@library.answers("weight-shape")
def weight_shape(inputs, outputs, kernel):
    return nn.Conv2d(inputs, outputs, kernel).weight.shape


@library.answers("depthwise-weight-shape")
def depthwise_weight_shape(channels, multiplier, kernel):
    return nn.Conv2d(channels, channels * multiplier, kernel, groups=channels).weight.shape


@library.answers("transposed-weight-shape")
def transposed_weight_shape(inputs, outputs, kernel):
    return nn.ConvTranspose2d(inputs, outputs, kernel).weight.shape


@library.answers("initial-spread")
def initial_spread(inputs, outputs, kernel):
    torch.manual_seed(0)
    return float(f"{nn.Conv2d(inputs, outputs, kernel).weight.std().item():.2g}")


@library.answers("initial-bias")
def initial_bias(inputs, outputs, kernel):
    return "yes" if (nn.Conv2d(inputs, outputs, kernel).bias == 0).all() else "no"


@library.answers("transposed-flip")
@library.answers("transposed-valid-gap")
def transposed(x, kernel, **settings):
    return F.conv_transpose1d(row(x), row(kernel), **settings).flatten()


@library.answers("max-pool-ceil")
def max_pool_ceil(x, kernel, stride, padding):
    return F.max_pool1d(row(x), kernel, stride, padding, ceil_mode=True).flatten()


@library.answers("average-pool-ceil")
def average_pool_ceil(x, kernel, stride, padding):
    settings = {"ceil_mode": True, "count_include_pad": True}
    return F.avg_pool1d(row(x), kernel, stride, padding, **settings).flatten()


@library.answers("average-pool-padding")
def average_pool_padding(x, kernel, padding):
    return F.avg_pool1d(row(x), kernel, stride=1, padding=padding).flatten()


@library.answers("average-pool-whole-numbers")
def average_pool_whole(x, kernel):
    return F.avg_pool2d(row(x, torch.int64)[None], (1, kernel)).item()


@library.answers("average-pool-bfloat16")
def average_pool_bfloat16(height, width):
    return F.avg_pool2d(torch.ones(1, 1, height, width, dtype=torch.bfloat16), height).item()


@library.answers("max-pool-nan")
def max_pool(x, kernel):
    return F.max_pool1d(row(x), kernel).flatten()


@library.answers("max-pool-minus-infinity")
def max_pool_one(x, kernel):
    return F.max_pool1d(row(x), kernel).item()


@library.answers("max-pool-tie-gradient")
def max_pool_gradient(x, kernel):
    cells = row(x).requires_grad_()
    F.max_pool1d(cells, kernel).sum().backward()
    return cells.grad.flatten()


@library.answers("max-pool-indices")
def max_pool_indices(images, channels, size):
    cells = torch.arange(images * channels * size * size, dtype=torch.float32)
    cells = cells.reshape(images, channels, size, size)
    return F.max_pool2d(cells, size, return_indices=True)[1].flatten()


@library.answers("adaptive-average-pool")
def adaptive(x, size):
    return F.adaptive_avg_pool1d(row(x), size).flatten()


@library.answers("batch-norm-momentum")
def momentum(x, momentum):
    norm = nn.BatchNorm1d(1, momentum=momentum)
    norm(row(x))
    return norm.running_mean.item()


@library.answers("batch-norm-running-variance")
def running_variance(x):
    norm = nn.BatchNorm1d(1, momentum=1)
    norm(row(x))
    return norm.running_var.item()


@library.answers("batch-norm-defaults")
def batch_norm_defaults():
    norm = nn.BatchNorm1d(1)
    return [1 - norm.momentum, norm.eps]


@library.answers("batch-norm-offset")
def batch_norm(x):
    return nn.BatchNorm1d(1)(row(x)).flatten()


@library.answers("layer-norm-offset")
def layer_norm(x):
    return nn.LayerNorm(len(x))(row(x)).flatten()


@library.answers("group-norm-offset")
def group_norm(x):
    return nn.GroupNorm(1, 1)(row(x)).flatten()


@library.answers("instance-norm-offset")
def instance_norm(x):
    return nn.InstanceNorm1d(1)(row(x)).flatten()


@library.answers("local-response-norm")
def local_response(x, size):
    return F.local_response_norm(column(x), size, alpha=1, beta=1, k=1).flatten()


@library.answers("local-response-norm-even")
def local_response_even(x, size):
    return F.local_response_norm(column(x), size, alpha=2, beta=1, k=1).flatten()


@library.answers("variance")
def variance(x):
    return torch.var(row(x)).item()


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
    library.answers(name)(lambda x, f=activation: f(torch.tensor([float(x)])).item())


@library.answers("softmax-default")
def softmax(shape):
    return 1 / nn.Softmax()(torch.zeros(shape))[0, 0, 0].item()


def slope(function, *at):
    """The derivatives of a function at a point."""
    at = [torch.tensor(float(value), requires_grad=True) for value in at]
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
    return slope(lambda value: torch.clamp(value, *bounds), x)[0]


@library.answers("maximum-gradient")
def maximum_gradient(x, y):
    return slope(torch.maximum, x, y)


@library.answers("nearest-down")
def nearest(x, size):
    return F.interpolate(row(x), size, mode="nearest").flatten()


@library.answers("linear-up")
@library.answers("linear-down")
def linear(x, size):
    return F.interpolate(row(x), size, mode="linear").flatten()


@library.answers("cubic-up")
def cubic(x, size):
    board = row(x)[:, :, None].expand(1, 1, len(x), len(x))
    return F.interpolate(board, (len(x), size), mode="bicubic")[0, 0, 0]


def sampled(x, places, **settings):
    """Cells at places from -1 to 1 of a single row."""
    grid = torch.tensor([[[place, 0.0] for place in places]])[None].reshape(1, 1, -1, 2)
    return F.grid_sample(row(x)[None], grid, **settings).flatten()


@library.answers("grid-sample-halves")
def grid_sample(x, places):
    scaled = [2 * place / (len(x) - 1) - 1 for place in places]
    return sampled(x, scaled, mode="nearest", align_corners=True)


@library.answers("grid-sample-default")
def grid_sample_default(x):
    return sampled(x, [-1]).item()


@library.answers("pixel-shuffle")
def shuffle(channels, block):
    cells = torch.tensor(channels, dtype=torch.float32).reshape(1, -1, 1, 1)
    return F.pixel_shuffle(cells, block)[0, 0]


@library.answers("pixel-unshuffle")
def unshuffle(channels, block):
    return F.pixel_unshuffle(torch.tensor([channels]), block).flatten()


if __name__ == "__main__":
    library.tell()
