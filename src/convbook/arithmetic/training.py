"""Which shapes, dtypes and settings belong together in a loss, a dropout and an embedding."""

from warnings import warn

from convbook.arithmetic.arguments import (
    choice,
    expect_kind,
    expect_range,
    expect_real,
    expect_shape,
    real,
    whole,
)

REDUCTIONS = ("none", "mean", "sum")


def check_classes(shapes, dtypes, extremes, ignore_index, reduction, label_smoothing) -> bool:
    """Whether ``target`` holds probabilities (of the shape of the input) and not classes.

    ``extremes`` are the smallest and the largest class that is not ignored.

    Raises
    ------
    TypeError, ValueError
        If the arrays and settings do not belong together.
    """
    choice("reduction", reduction, REDUCTIONS)
    real("label_smoothing", label_smoothing, 0, 1)
    ignored = whole("ignore_index", ignore_index)
    expect_real(**{name: dtype for name, dtype in dtypes.items() if name != "target"})
    shape, target = shapes["input"], dtypes["target"]
    if not shape:
        raise ValueError("input must have at least 1 axis, got 0")
    axis = min(1, len(shape) - 1)
    if not shape[axis]:
        raise ValueError("input must have at least 1 class, got 0")
    if "weight" in shapes:
        expect_shape("weight", shapes["weight"], shape[axis : axis + 1])
    if shapes["target"] == shape:
        if target.kind != "f":
            raise TypeError(
                f"target of the shape of input holds probabilities, but is of kind {target}"
            )
        if ignored >= 0:
            raise ValueError(f"target of probabilities ignores no class, got {ignored}")
        return True
    if target.kind not in "iu":
        raise TypeError(f"target of classes must hold whole numbers, but is of kind {target}")
    expect_shape("target", shapes["target"], (*shape[:axis], *shape[axis + 1 :]))
    expect_range("target", extremes, shape[axis])
    return False


def check_squares(shapes, dtypes, reduction) -> tuple[int, ...]:
    """The common shape of ``input`` and ``target``.

    Raises
    ------
    TypeError, ValueError
        If the arrays and settings do not belong together.
    """
    choice("reduction", reduction, REDUCTIONS)
    expect_real(**dtypes)
    first, second = shapes["input"], shapes["target"]
    if "weight" in shapes:
        expect_shape("weight", shapes["weight"], first)
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


def check_mask(p, training, given: bool) -> None:
    """Refuse a gradient of dropout without the mask, unless nothing was left to chance."""
    if training and not given and 0 < p < 1:
        raise TypeError(f"mask is missing: with p={p} in training the gradient needs it")


def check_table(shapes, dtypes, extremes, padding_idx, max_norm, norm_type) -> int | None:
    """The padded row, counted from 0, or None.

    ``extremes`` are the smallest and the largest row that is looked up.

    Raises
    ------
    TypeError, ValueError
        If the arrays and settings do not belong together.
    """
    if len(shapes["weight"]) != 2:
        raise ValueError(f"weight must have 2 axes, got {len(shapes['weight'])}")
    if dtypes["input"].kind not in "iu":
        raise TypeError(f"input must hold whole numbers, but is of kind {dtypes['input']}")
    rows = shapes["weight"][0]
    expect_range("input", extremes, rows)
    if max_norm is not None:
        real("max_norm", max_norm)
        real("norm_type", norm_type)
        expect_kind("weight", dtypes["weight"], "f", "floating-point numbers to be shortened")
    if padding_idx is None:
        return None
    row = whole("padding_idx", padding_idx)
    if not -rows <= row < max(rows, 1):
        raise ValueError(f"padding_idx must be from {-rows} to {rows - 1}, got {row}")
    return row + rows if row < 0 else row
