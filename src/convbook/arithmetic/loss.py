"""Which arrays and settings belong together in a loss."""

from convbook.arithmetic.checks import choice, real
from convbook.arithmetic.shapes import expect_shape
from convbook.arithmetic.slide import whole

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
