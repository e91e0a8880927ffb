"""The axis that softmax takes where none is given."""

from warnings import warn

from convbook.arithmetic.checks import axis_of


def softmax_axis(name: str, dim, axes: int) -> int:
    """``dim``, or the axis that PyTorch takes without it: 0 of 0, 1 or 3 axes, else 1.

    >>> softmax_axis("softmax", -1, 4)
    3
    """
    if dim is None:
        dim = 0 if axes in (0, 1, 3) else 1
        warn(f"{name} without dim takes axis {dim} of {axes}: say which", stacklevel=4)
    return axis_of("dim", dim, axes)
