"""The layers of ``convbook.cost`` built as torch modules, so that torch can count them too."""

from collections.abc import Sequence
from functools import singledispatch

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

    def __init__(self, channels, reduction, bias):
        super().__init__()
        self.down = nn.Linear(channels, channels // reduction, bias)
        self.up = nn.Linear(channels // reduction, channels, bias)

    def forward(self, x):
        gate = torch.sigmoid(self.up(torch.relu(self.down(x.mean((2, 3))))))
        return x * gate[:, :, None, None]


class LocallyConnected(nn.Module):
    """A matrix at every place of the window."""

    def __init__(self, layer, channels, places):
        super().__init__()
        rows, columns = layer.kernel
        self.shape = (layer.channels, *places)
        self.windows = dict(
            kernel_size=layer.kernel,
            dilation=layer.dilation,
            padding=layer.padding,
            stride=layer.stride,
        )
        count = places[0] * places[1]
        self.weight = nn.Parameter(torch.empty(count, channels * rows * columns, layer.channels))
        self.bias = nn.Parameter(torch.empty(layer.channels, count)) if layer.bias else None

    def forward(self, x):
        columns = nn.functional.unfold(x, **self.windows).permute(2, 0, 1)
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
    ValueError
        If the layers do not fit the shape, as :func:`convbook.cost.steps` says.

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
    modules = []
    for layer in layers:
        modules.append(module(layer, tuple(shape)))
        *_, last = cost.steps([layer], shape)
        shape = last.output.shape
    return nn.Sequential(*modules)


def settings(layer, *names):
    return {name: getattr(layer, name) for name in names}


@singledispatch
def module(layer, shape):
    """The torch module of one layer."""
    raise NotImplementedError(f"no torch module is known for the layer {layer}")


@module.register
def _(layer: cost.Branches, shape):
    return Branches(layer, shape)


@module.register
def _(layer: cost.Conv, shape):
    sizes = settings(layer, "stride", "padding", "dilation", "groups", "bias")
    kind = {3: nn.Conv1d, 4: nn.Conv2d, 5: nn.Conv3d}[len(shape)]
    return kind(shape[1], layer.channels, layer.kernel, **sizes)


@module.register
def _(layer: cost.Depthwise, shape):
    sizes = settings(layer, "stride", "padding", "dilation", "bias")
    outputs = shape[1] * layer.multiplier
    return nn.Conv2d(shape[1], outputs, layer.kernel, groups=shape[1], **sizes)


@module.register
def _(layer: cost.ConvTranspose, shape):
    sizes = settings(layer, "stride", "padding", "output_padding", "dilation", "groups", "bias")
    kind = {3: nn.ConvTranspose1d, 4: nn.ConvTranspose2d}[len(shape)]
    return kind(shape[1], layer.channels, layer.kernel, **sizes)


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
    return SqueezeExcite(shape[1], layer.reduction, layer.bias)


@module.register
def _(layer: cost.BatchNorm, shape):
    return nn.BatchNorm2d(shape[1])


@module.register
def _(layer: cost.ChannelShuffle, shape):
    return nn.ChannelShuffle(layer.groups)


@module.register
def _(layer: cost.MaxPool, shape):
    return nn.MaxPool2d(layer.kernel, layer.stride, layer.padding, ceil_mode=layer.ceil)


@module.register
def _(layer: cost.AvgPool, shape):
    return nn.AvgPool2d(layer.kernel, layer.stride, layer.padding, ceil_mode=layer.ceil)


@module.register
def _(layer: cost.GlobalAvgPool, shape):
    return nn.AdaptiveAvgPool2d(1)


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
        hardswish="Hardswish",
    )
    return getattr(nn, names[layer.name])()
