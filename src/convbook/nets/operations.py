"""What PyTorch's operations are called and cost: the table behind the bill of a module."""

from collections.abc import Callable
from math import prod

from convbook.arithmetic import slides


def by(numbers) -> str:
    """A size for each axis in words: 3x3."""
    return "x".join(map(str, numbers))


def convolution(args, inputs, output):
    """A convolution or its transpose."""
    x, weight, bias, stride, _, dilation, transposed, _, groups = args[:9]
    words = [f"{'conv_transpose' if transposed else 'conv'} {by(weight.shape[2:])}"]
    for name, numbers in (("stride", stride), ("dilation", dilation)):
        if set(numbers) != {1}:
            words.append(f"{name} {by(numbers)}")
    if groups > 1:
        words.append(f"groups {groups}")
    macs = (x if transposed else output).numel() * prod(weight.shape[1:])
    return ", ".join(words), macs, output.numel() * (bias is not None)


def product(args, inputs, output):
    """A product of two matrices, or of several pairs of them, perhaps with something added."""
    left = inputs[-2]
    added = output.numel() * (len(inputs) > 2)
    return "matrix product", output.numel() * left.shape[-1], added


def elementwise(name: str, operations: int = 1) -> Callable:
    """So many operations for each element of the output."""
    return lambda args, inputs, output: (name, 0, operations * output.numel())


def pooling(name: str, less: int) -> Callable:
    """As many operations for each output as the window has cells, or one less."""

    def count(args, inputs, output):
        taps = prod(args[1])
        return f"{name} {by(args[1])}", 0, output.numel() * (taps - less)

    return count


def reduction(args, inputs, output):
    """A sum or a mean over whole axes."""
    return "mean", 0, inputs[0].numel()


def conv_windows(args, rank):
    """How a convolution reads each axis; None for a transposed one."""
    _, weight, _, stride, padding, dilation, transposed = args[:7]
    if transposed:
        return None
    several = (each_axis(one, rank) for one in (stride, padding, dilation))
    return slides(tuple(weight.shape[2:]), *several)


def pool_windows(args, rank):
    """How a pooling reads each axis."""
    kernel, stride, padding = (*args[1:4], (), ())[:3]
    kernel = each_axis(kernel, rank)
    return slides(kernel, each_axis(stride or kernel, rank), each_axis(padding or (0,), rank))


def each_axis(numbers, rank: int) -> tuple[int, ...]:
    """One number for each axis."""
    return tuple(numbers) * rank if len(numbers) == 1 else tuple(numbers)[-rank:]


# Tensors out of nothing: masks, zeros, the state of a batch norm.
MADE = frozenset("empty zeros ones full arange empty_like zeros_like ones_like detach".split())
# The same numbers under another shape, or a copy that a runtime need not make.
VIEWS = frozenset(
    "view unsafe_view t transpose permute select slice unsqueeze squeeze expand unbind split "
    "unsafe_split split_with_sizes chunk alias as_strided clone contiguous to_copy reshape "
    "reshape_alias".split()
)
ELEMENTWISE = (
    "relu relu_ hardtanh hardtanh_ sigmoid sigmoid_ tanh tanh_ silu silu_ gelu elu elu_ hardswish "
    "hardswish_ hardsigmoid hardsigmoid_ leaky_relu leaky_relu_ prelu_kernel softplus mish exp log "
    "sqrt rsqrt pow abs neg add add_ sub mul mul_ div div_ clamp clamp_min"
).split()
COUNTED: dict[str, Callable] = {
    "convolution": convolution,
    **dict.fromkeys(("addmm", "mm", "bmm", "baddbmm"), product),
    **{name: elementwise(name.strip("_")) for name in ELEMENTWISE},
    "native_batch_norm": elementwise("batch_norm", 2),
    "native_layer_norm": elementwise("layer_norm", 2),
    "native_group_norm": elementwise("group_norm", 2),
    "softmax": elementwise("softmax", 2),
    "cat": elementwise("cat", 0),
    "constant_pad_nd": elementwise("pad", 0),
    "pixel_shuffle": elementwise("pixel_shuffle", 0),
    "pixel_unshuffle": elementwise("pixel_unshuffle", 0),
    "channel_shuffle": elementwise("channel_shuffle", 0),
    "native_channel_shuffle": elementwise("channel_shuffle", 0),
    "upsample_nearest2d": elementwise("upsample_nearest", 0),
    "upsample_bilinear2d": elementwise("upsample_bilinear", 11),
    "mean": reduction,
    "sum": reduction,
    **{f"max_pool{rank}d_with_indices": pooling("max_pool", 1) for rank in (2, 3)},
    **{f"avg_pool{rank}d": pooling("avg_pool", 0) for rank in (2, 3)},
    **{f"adaptive_avg_pool{rank}d": reduction for rank in (2, 3)},
}
WINDOWED: dict[str, Callable] = {
    "convolution": conv_windows,
    **{f"max_pool{rank}d_with_indices": pool_windows for rank in (2, 3)},
    **{f"avg_pool{rank}d": pool_windows for rank in (2, 3)},
}
SHUFFLED = ("native_batch_norm", "softmax", "cat", "channel_shuffle", "native_channel_shuffle")
POINTWISE = frozenset((*ELEMENTWISE, *(name.strip("_") for name in ELEMENTWISE), *SHUFFLED))
