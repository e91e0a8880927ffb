"""Which shapes, dtypes and settings belong together in a normalization.

``shapes`` and ``dtypes`` are those of the arrays that are given, by name.
"""

from math import prod

from convbook.arithmetic.arguments import (
    counted,
    expect_kind,
    expect_real,
    expect_shape,
    real,
    whole,
)
from convbook.arithmetic.slide import Slide

RUNNING = ("running_mean", "running_var")


def expect_vectors(length: int, shapes) -> None:
    """Refuse a vector that does not hold one number for each of ``length`` channels."""
    for name, shape in shapes.items():
        if name != "input":
            expect_shape(name, shape, (length,))


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


def expect_running(needed: str | None, dtypes) -> None:
    """Refuse one running statistic without the other, none where ``needed``, or whole numbers."""
    missing = [name for name in RUNNING if name not in dtypes]
    if len(missing) == 1 or (missing and needed):
        why = f"{needed} needs both" if needed else "both or none must be given"
        raise ValueError(f"{' and '.join(missing)} missing: {why}")
    for name in RUNNING:
        if name in dtypes:
            expect_kind(name, dtypes[name], "f", "floating-point numbers")


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
    """``shape`` cut in two: the axes before ``normalized_shape``, and that shape.

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


def check_batch(shapes, dtypes, training, momentum, eps) -> tuple[int, ...]:
    """The shape (N, C, *sizes); refuses what does not belong together.

    An input of shape (0,) has no rows, of as many channels as its vectors have numbers.
    """
    shape = tuple(shapes["input"])
    if shape == (0,):
        vectors = [given for name, given in shapes.items() if name != "input"]
        shape = 0, prod(vectors[0]) if vectors else 0
    channels = channels_of(shape)
    real("momentum", momentum)
    if real("eps", eps, least=0) == 0 and training:
        raise ValueError("eps must be above 0 in training, got 0")
    if training:
        expect_several((shape[0], *shape[2:]), "channel")
    expect_running(None if training else "training=False", dtypes)
    expect_real(**dtypes)
    expect_vectors(channels, shapes)
    return shape


def check_instance(shapes, dtypes, use_input_stats, momentum, eps) -> None:
    """Refuse what does not belong together."""
    channels = channels_of(shapes["input"])
    real("momentum", momentum)
    real("eps", eps)
    if use_input_stats:
        expect_several(shapes["input"][2:], "channel of an image")
    expect_running(None if use_input_stats else "use_input_stats=False", dtypes)
    expect_real(**dtypes)
    expect_vectors(channels, shapes)


def check_group(shapes, dtypes, num_groups, eps) -> tuple[int, int, int]:
    """The shape (N, groups, cells of a group); refuses what does not belong together."""
    channels = channels_of(shapes["input"])
    batch, _, *sizes = shapes["input"]
    each = channel_groups(num_groups, channels)
    real("eps", eps)
    expect_several((batch * each, *sizes), "group")
    expect_real(**dtypes)
    expect_vectors(channels, shapes)
    return batch, whole("num_groups", num_groups), each * prod(sizes)


def check_layer(shapes, dtypes, normalized_shape, eps) -> tuple[int, ...]:
    """The axes to normalize over; refuses what does not belong together."""
    before, wanted = trailing_axes(shapes["input"], normalized_shape)
    real("eps", eps)
    expect_real(**dtypes)
    for name, shape in shapes.items():
        if name != "input":
            expect_shape(name, shape, wanted)
    return tuple(range(len(before), len(shapes["input"])))


def check_neighbors(shapes, dtypes, size, alpha, beta, k) -> Slide:
    """The window along the channels, its odd cell in front; refuses what does not fit.

    Raises
    ------
    TypeError, ValueError
        If the shape and the settings do not belong together.
    """
    channels_of(shapes["input"], least=3)
    expect_real(**dtypes)
    for name, value in (("alpha", alpha), ("beta", beta), ("k", k)):
        real(name, value)
    size = whole("size", size)
    if size < 1:
        raise ValueError(f"size must be at least 1, got {size}")
    return Slide(size, padding=(size // 2, (size - 1) // 2))
