"""Which arrays and settings belong together in a loss, a dropout and an embedding."""

from warnings import warn

from convbook.arithmetic.arguments import choice, expect_shape, real, whole

REDUCTIONS = ("none", "mean", "sum")


def check_classes(input, target, weight, ignore_index, reduction, label_smoothing) -> bool:
    """Whether ``target`` holds probabilities (of the shape of the input) and not classes.

    Raises
    ------
    TypeError, ValueError
        If the arrays and settings do not belong together.
    """
    choice("reduction", reduction, REDUCTIONS)
    real("label_smoothing", label_smoothing, 0, 1)
    ignored = whole("ignore_index", ignore_index)
    if not input.shape:
        raise ValueError("input must have at least 1 axis, got 0")
    axis = min(1, len(input.shape) - 1)
    if not input.shape[axis]:
        raise ValueError("input must have at least 1 class, got 0")
    if weight is not None:
        expect_shape("weight", weight.shape, input.shape[axis : axis + 1])
    if target.shape == input.shape:
        if target.dtype.kind != "f":
            raise TypeError(
                f"target of the shape of input holds probabilities, but is of kind {target.dtype}"
            )
        if ignored >= 0:
            raise ValueError(f"target of probabilities ignores no class, got {ignored}")
        return True
    if target.dtype.kind not in "iu":
        raise TypeError(f"target of classes must hold whole numbers, but is of kind {target.dtype}")
    expect_shape("target", target.shape, (*input.shape[:axis], *input.shape[axis + 1 :]))
    classes = input.shape[axis]
    for label in set(target.reshape(-1).tolist()) - {ignored}:
        if not 0 <= label < classes:
            raise ValueError(f"target must be from 0 to {classes - 1}, got {label}")
    return False


def check_squares(input, target, reduction, weight) -> tuple[int, ...]:
    """The common shape of ``input`` and ``target``.

    Raises
    ------
    ValueError
        If the arrays and settings do not belong together.
    """
    choice("reduction", reduction, REDUCTIONS)
    if weight is not None:
        expect_shape("weight", weight.shape, input.shape)
    first, second = tuple(input.shape), tuple(target.shape)
    axes = max(len(first), len(second))
    padded = zip(
        (1,) * (axes - len(first)) + first, (1,) * (axes - len(second)) + second, strict=True
    )
    shape = []
    for a, b in padded:
        if a != b and 1 not in (a, b):
            raise ValueError(f"input has shape {first}, which does not meet target {second}")
        shape.append(b if a == 1 else a)
    return tuple(shape)


def mask_shape(p, shape) -> tuple[int, ...]:
    """One number for every cell."""
    real("p", p, 0, 1)
    return tuple(shape)


def channel_mask_shape(p, shape, rank: int) -> tuple[int, ...]:
    """One number for every channel of ``(N, C, *sizes)`` or ``(C, *sizes)`` with ``rank`` sizes.

    For ``rank`` 2 an input of 3 axes is read as (N, C, L), with a warning, as PyTorch reads it.

    >>> channel_mask_shape(0.5, (2, 3, 5, 7), 2), channel_mask_shape(0.5, (3, 5), 1)
    ((2, 3, 1, 1), (3, 1))
    """
    real("p", p, 0, 1)
    if len(shape) not in (rank + 1, rank + 2):
        raise ValueError(
            f"input must have {rank + 2} or {rank + 1} axes, got {len(shape)} in shape "
            f"{tuple(shape)}"
        )
    if rank == 2 and len(shape) == 3:
        warn("dropout2d reads 3 axes as (N, C, L), not as (C, H, W)", stacklevel=4)
        return (*shape[:2], 1)
    whole_axes = len(shape) - rank
    return (*shape[:whole_axes], *[1] * rank)


def check_table(input, weight, padding_idx, max_norm, norm_type) -> int | None:
    """The padded row, counted from 0, or None.

    Raises
    ------
    TypeError, ValueError
        If the arrays and settings do not belong together.
    """
    if len(weight.shape) != 2:
        raise ValueError(f"weight must have 2 axes, got {len(weight.shape)}")
    if input.dtype.kind not in "iu":
        raise TypeError(f"input must hold whole numbers, but is of kind {input.dtype}")
    rows = weight.shape[0]
    for extreme in (int(input.min()), int(input.max())) if input.size else ():
        if not 0 <= extreme < rows:
            raise ValueError(f"input must be from 0 to {rows - 1}, got {extreme}")
    if max_norm is not None:
        real("max_norm", max_norm)
        real("norm_type", norm_type)
    if padding_idx is None:
        return None
    row = whole("padding_idx", padding_idx)
    if not -rows <= row < max(rows, 1):
        raise ValueError(f"padding_idx must be from {-rows} to {rows - 1}, got {row}")
    return row + rows if row < 0 else row
