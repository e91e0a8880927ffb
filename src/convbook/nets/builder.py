"""The layers of ``convbook.cost`` built as torch modules, so that torch can count them too."""

from collections.abc import Sequence
from functools import singledispatch
from math import prod

import torch
from torch import nn

from convbook import cost


class Flat(nn.Module):
    """Everything behind the batch axis on one axis."""

    def forward(self, x):
        return x.flatten(1)


class Select(nn.Module):
    """The first channels."""

    def __init__(self, channels):
        super().__init__()
        self.channels = channels

    def forward(self, x):
        return x[:, : self.channels]


class SqueezeExcite(nn.Module):
    """A gate for each channel, as two linear layers."""

    def __init__(self, channels, hidden, bias):
        super().__init__()
        self.down = nn.Linear(channels, hidden, bias)
        self.up = nn.Linear(hidden, channels, bias)

    def forward(self, x):
        sizes = range(2, x.ndim)
        gate = torch.sigmoid(self.up(torch.relu(self.down(x.mean(tuple(sizes))))))
        return x * gate.reshape(*gate.shape, *(1 for _ in sizes))


class LocallyConnected(nn.Module):
    """A matrix at every place of the window."""

    def __init__(self, layer, channels, places):
        super().__init__()
        self.windows, self.shape = layer.windows(len(places)), (layer.channels, *places)
        count, taps = prod(places), prod(window.kernel for window in self.windows)
        self.weight = nn.Parameter(torch.empty(count, channels * taps, layer.channels))
        self.bias = nn.Parameter(torch.empty(layer.channels, count)) if layer.bias else None

    def forward(self, x):
        axes = range(2, x.ndim)
        border = [cells for w in reversed(self.windows) for cells in (w.before, w.after)]
        seen = nn.functional.pad(x, border)
        for axis, w in zip(axes, self.windows, strict=True):
            seen = seen.unfold(axis, w.extent, w.stride)[..., :: w.dilation]
        columns = seen.permute(*axes, 0, 1, *range(x.ndim, seen.ndim))
        columns = columns.reshape(len(self.weight), len(x), self.weight.shape[1])
        output = torch.bmm(columns, self.weight).permute(1, 2, 0)
        output = output if self.bias is None else output + self.bias
        return output.reshape(len(x), *self.shape)


class Branches(nn.Module):
    """Chains side by side."""

    def __init__(self, layer, shape):
        super().__init__()
        self.kind = layer.kind
        shapes = layer.inputs(shape)
        self.chains = nn.ModuleList(map(build, layer.branches, shapes))

    def forward(self, x):
        parts = x.chunk(len(self.chains), 1) if self.kind == "split" else [x] * len(self.chains)
        ends = [chain(part) for chain, part in zip(self.chains, parts, strict=True)]
        return sum(ends[1:], ends[0]) if self.kind == "add" else torch.cat(ends, 1)


def build(layers: Sequence[cost.Layer], shape: Sequence[int]) -> nn.Sequential:
    """A list of layers of :mod:`convbook.cost` as a torch module, with torch's first weights.

    Under ``torch.device("meta")`` it has shapes and no numbers, so networks of any size are built
    at once and can be counted.

    Parameters
    ----------
    layers : sequence of Layer
        As :func:`convbook.cost.layers` reads them, or those of :func:`convbook.cost.network`.
    shape : sequence of int
        The shape of the input: batch, channels, then one size for each spatial axis; or batch and
        features.

    Raises
    ------
    TypeError, ValueError
        If the layers do not fit the shape, as :func:`convbook.cost.steps` says, or the shape has
        more than three spatial axes.

    Examples
    --------
    >>> layers = cost.layers(["conv 6, kernel 5", "relu", "avg_pool 2"])
    >>> build(layers, (1, 3, 32, 32))
    Sequential(
      (0): Conv2d(3, 6, kernel_size=(5, 5), stride=(1, 1))
      (1): ReLU()
      (2): AvgPool2d(kernel_size=2, stride=2, padding=0)
    )
    """
    modules, shape = [], tuple(shape)
    for layer in layers:
        *_, last = cost.steps([layer], shape)
        modules.append(module(layer, shape))
        shape = last.output.shape
    return nn.Sequential(*modules)


def settings(layer, *names):
    """The settings of a layer by torch's names; one number in a tuple counts for all axes."""
    given = {name: getattr(layer, name) for name in names}
    return {
        name: value[0] if isinstance(value, tuple) and len(value) == 1 else value
        for name, value in given.items()
    }


def along(name, shape):
    """The torch module of this name for inputs of this shape, such as ``MaxPool2d``."""
    axes = len(shape) - 2
    if axes > 3:
        raise ValueError(f"torch has {name} for 1 to 3 spatial axes, got {axes} in shape {shape}")
    return getattr(nn, f"{name}{max(1, axes)}d")


@singledispatch
def module(layer, shape):
    """The torch module of one layer."""
    raise NotImplementedError(f"no torch module is known for the layer {layer}")


@module.register
def _(layer: cost.Branches, shape):
    return Branches(layer, shape)


@module.register
def _(layer: cost.Conv, shape):
    given = settings(layer, "kernel", "stride", "padding", "dilation", "groups", "bias")
    return along("Conv", shape)(shape[1], layer.channels, given.pop("kernel"), **given)


@module.register
def _(layer: cost.Depthwise, shape):
    return module(layer.conv(shape[1]), shape)


@module.register
def _(layer: cost.ConvTranspose, shape):
    names = "kernel", "stride", "padding", "output_padding", "dilation", "groups", "bias"
    given = settings(layer, *names)
    return along("ConvTranspose", shape)(shape[1], layer.channels, given.pop("kernel"), **given)


@module.register
def _(layer: cost.LocallyConnected, shape):
    return LocallyConnected(layer, shape[1], layer.cost(shape).output[2:])


@module.register
def _(layer: cost.Linear, shape):
    return nn.Linear(shape[-1], layer.features, layer.bias)


@module.register
def _(layer: cost.Flatten, shape):
    return Flat()


@module.register
def _(layer: cost.Select, shape):
    return Select(layer.channels)


@module.register
def _(layer: cost.SqueezeExcite, shape):
    return SqueezeExcite(shape[1], layer.width(shape[1]), layer.bias)


@module.register
def _(layer: cost.BatchNorm, shape):
    return along("BatchNorm", shape)(shape[1])


@module.register
def _(layer: cost.ChannelShuffle, shape):
    return nn.ChannelShuffle(layer.groups)


def pooling(layer):
    """Kernel, stride, padding and rounding by torch's names."""
    given = settings(layer, "kernel", "stride", "padding", "ceil")
    return dict(kernel_size=given.pop("kernel"), ceil_mode=given.pop("ceil"), **given)


@module.register
def _(layer: cost.MaxPool, shape):
    return along("MaxPool", shape)(**pooling(layer))


@module.register
def _(layer: cost.AvgPool, shape):
    return along("AvgPool", shape)(**pooling(layer))


@module.register
def _(layer: cost.GlobalAvgPool, shape):
    return along("AdaptiveAvgPool", shape)(1)


@module.register
def _(layer: cost.Activation, shape):
    names = dict(
        relu="ReLU",
        relu6="ReLU6",
        sigmoid="Sigmoid",
        tanh="Tanh",
        leaky_relu="LeakyReLU",
        silu="SiLU",
        gelu="GELU",
        elu="ELU",
        hardsigmoid="Hardsigmoid",
        hardswish="Hardswish",
    )
    return getattr(nn, names[layer.name])()
