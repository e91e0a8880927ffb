"""Which shapes, dtypes and settings belong together in an activation function."""

from warnings import warn

from convbook.arithmetic.arguments import axis_of, counted, expect_real, real


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


def expect_ordered(dtype) -> None:
    """Refuse numbers that are not compared with 0: booleans and complex numbers."""
    expect_real(input=dtype)
    if dtype.kind == "b":
        raise TypeError("input must hold numbers, got booleans")


def clipping(dtype, min_val, max_val):
    """Both limits in the dtype of the input, whole numbers without the fractions of the limits.

    Raises
    ------
    TypeError, ValueError
        If the input cannot be clipped, or a limit does not fit its dtype.
    """
    expect_ordered(dtype)
    if real("min_val", min_val) > real("max_val", max_val):
        raise ValueError(f"min_val must be at most max_val, got {min_val} and {max_val}")
    if dtype.kind == "u" and min_val < 0:
        raise ValueError(f"input has no sign, but a limit is {min_val}, below 0")
    if dtype.kind in "iu":
        bits = 8 * dtype.itemsize
        least, most = (
            (0, 2**bits - 1) if dtype.kind == "u" else (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1)
        )
        for name, limit in (("min_val", min_val), ("max_val", max_val)):
            if not least <= limit <= most:
                raise ValueError(f"{name} must be from {least} to {most} for {dtype}, got {limit}")
        min_val, max_val = int(min_val), int(max_val)
    return dtype.type(min_val), dtype.type(max_val)
