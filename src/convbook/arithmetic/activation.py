"""Which arrays and settings belong together in an activation function."""

from warnings import warn

from convbook.arithmetic.arguments import axis_of, counted, real


def softmax_axis(name: str, dim, axes: int) -> int:
    """``dim``, or the axis that PyTorch takes without it: 0 of 0, 1 or 3 axes, else 1.

    >>> softmax_axis("softmax", -1, 4)
    3
    """
    if dim is None:
        dim = 0 if axes in (0, 1, 3) else 1
        warn(f"{name} without dim takes axis {dim} of {axes}: say which", stacklevel=4)
    return axis_of("dim", dim, axes)


def halved_axis(name: str, value, shape) -> int:
    """The axis ``value`` of ``shape``, which must be cut in two equal parts."""
    if not shape:
        raise ValueError("input must have at least 1 axis, got 0")
    axis = axis_of(name, value, len(shape))
    if shape[axis] % 2:
        raise ValueError(f"axis {axis} is cut in half, but has {counted(shape[axis], 'cell')}")
    return axis


def refuse_bool(kind) -> None:
    """True and False are not numbers that can be clipped."""
    if kind.kind == "b":
        raise TypeError("input must hold numbers, got booleans")


def clipping(kind, min_val, max_val):
    """Both limits in the kind of the input; refuses what cannot be."""
    refuse_bool(kind)
    if real("min_val", min_val) > real("max_val", max_val):
        raise ValueError(f"min_val must be at most max_val, got {min_val} and {max_val}")
    if kind.kind == "u" and min_val < 0:
        raise ValueError(f"input has no sign, but a limit is {min_val}, below 0")
    return kind.type(min_val), kind.type(max_val)
