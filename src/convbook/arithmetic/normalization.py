"""Which arrays and settings belong together in a normalization."""

from math import prod

from convbook.arithmetic.arguments import counted, expect_kind, expect_shape, real, whole
from convbook.arithmetic.slide import Slide


def expect_vectors(length: int, **arrays) -> None:
    """Refuse an array that does not hold one number for each of ``length`` channels."""
    for name, array in arrays.items():
        if array is not None:
            expect_shape(name, array.shape, (length,))


def channels_of(shape, least=2) -> int:
    """Channels of an input of shape ``(N, C, *sizes)``."""
    if len(shape) < least:
        raise ValueError(
            f"input must have at least {least} axes, got {len(shape)} in shape {tuple(shape)}"
        )
    return shape[1]


def expect_several(shape, what: str) -> None:
    """Refuse statistics of a single number: its deviation from itself is 0."""
    if prod(shape) == 1:
        raise ValueError(f"statistics need more than 1 value in each {what}, got 1")


def expect_both(needed: str | None, running_mean, running_var) -> None:
    """Refuse one running statistic without the other, none where ``needed``, or whole numbers."""
    both = {"running_mean": running_mean, "running_var": running_var}
    missing = [name for name, array in both.items() if array is None]
    if len(missing) == 1 or (missing and needed):
        why = f"{needed} needs both" if needed else "both or none must be given"
        raise ValueError(f"{' and '.join(missing)} missing: {why}")
    for name in both.keys() - missing:
        expect_kind(name, both[name].dtype, "f", "floating-point numbers")


def channel_groups(num_groups, channels: int) -> int:
    """Channels of each group; refuses a number of groups that does not divide ``channels``.

    >>> channel_groups(3, 12)
    4
    """
    groups = whole("num_groups", num_groups)
    if groups < 1:
        raise ValueError(f"num_groups must be at least 1, got {groups}")
    if channels % groups:
        raise ValueError(
            f"input has {counted(channels, 'channel')}, which num_groups={groups} does not divide"
        )
    return channels // groups


def trailing_axes(shape, normalized_shape) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """``shape`` cut in two: what stands before ``normalized_shape``, and that shape.

    >>> trailing_axes((2, 3, 5, 7), [5, 7])
    ((2, 3), (5, 7))
    """
    if not isinstance(normalized_shape, (tuple, list)):
        raise TypeError(
            f"normalized_shape must be a sequence of whole numbers, got {normalized_shape!r}"
        )
    wanted = tuple(whole("normalized_shape", size) for size in normalized_shape)
    shape = tuple(shape)
    if not wanted:
        raise ValueError("normalized_shape must have at least 1 number, got 0")
    if shape[-len(wanted) :] != wanted:
        raise ValueError(f"input must end in normalized_shape {wanted}, got shape {shape}")
    return shape[: -len(wanted)], wanted


def check_batch(input, running_mean, running_var, weight, bias, training, momentum, eps):
    """Refuse what does not belong together."""
    channels = channels_of(input.shape)
    real("momentum", momentum)
    if real("eps", eps, least=0) == 0 and training:
        raise ValueError("eps must be above 0 in training, got 0")
    if training:
        expect_several((input.shape[0], *input.shape[2:]), "channel")
    expect_both(None if training else "training=False", running_mean, running_var)
    expect_vectors(
        channels, running_mean=running_mean, running_var=running_var, weight=weight, bias=bias
    )


def check_instance(input, running_mean, running_var, weight, bias, use_input_stats, momentum, eps):
    """Refuse what does not belong together."""
    channels = channels_of(input.shape)
    real("momentum", momentum)
    real("eps", eps)
    if use_input_stats:
        expect_several(input.shape[2:], "channel of an image")
    needed = None if use_input_stats else "use_input_stats=False"
    expect_both(needed, running_mean, running_var)
    expect_vectors(
        channels, running_mean=running_mean, running_var=running_var, weight=weight, bias=bias
    )


def check_group(input, num_groups, weight, bias, eps):
    """The shape (N, groups, cells of a group); refuses what does not belong together."""
    channels = channels_of(input.shape)
    batch, _, *sizes = input.shape
    each = channel_groups(num_groups, channels)
    real("eps", eps)
    expect_several((batch * each, *sizes), "group")
    expect_vectors(channels, weight=weight, bias=bias)
    return batch, whole("num_groups", num_groups), each * prod(sizes)


def check_layer(input, normalized_shape, weight, bias, eps):
    """The axes to normalize over; refuses what does not belong together."""
    before, wanted = trailing_axes(input.shape, normalized_shape)
    real("eps", eps)
    for name, array in (("weight", weight), ("bias", bias)):
        if array is not None:
            expect_shape(name, array.shape, wanted)
    return tuple(range(len(before), input.ndim))


def check_neighbors(input, size, alpha, beta, k):
    """The window along the channels, its odd cell in front; refuses what does not fit.

    Raises
    ------
    TypeError, ValueError
        If the shape and the settings do not belong together.
    """
    channels_of(input.shape, least=3)
    for name, value in (("alpha", alpha), ("beta", beta), ("k", k)):
        real(name, value)
    size = whole("size", size)
    if size < 1:
        raise ValueError(f"size must be at least 1, got {size}")
    return Slide(size, padding=(size // 2, (size - 1) // 2))
