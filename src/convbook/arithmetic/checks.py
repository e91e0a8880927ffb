"""Sentences for settings that many operations share: an axis, a number, a choice."""

from numbers import Real

from convbook.arithmetic.shapes import counted
from convbook.arithmetic.slide import whole


def real(name: str, value, least=None, most=None):
    """``value``, a number from ``least`` to ``most``.

    Raises
    ------
    TypeError
        If it is no number.
    ValueError
        If it lies outside, or is not a number that can be compared (NaN).
    """
    if isinstance(value, bool) or not isinstance(value, Real):
        raise TypeError(f"{name} must be a number, got {value!r}")
    if least is not None and not value >= least:
        raise ValueError(f"{name} must be at least {least}, got {value}")
    if most is not None and not value <= most:
        raise ValueError(f"{name} must be at most {most}, got {value}")
    return value


def choice(name: str, value, choices) -> None:
    """Refuse a word that is not one of ``choices``."""
    if value not in choices:
        raise ValueError(f"{name} must be one of {', '.join(choices)}; got {value!r}")


def axis_of(name: str, value, axes: int) -> int:
    """The axis ``value`` of an array of ``axes`` axes, counted from 0; a negative one from behind.

    An array of no axes is taken for one of one axis, as PyTorch takes it.

    >>> axis_of("dim", -1, 4), axis_of("dim", 0, 0)
    (3, 0)
    """
    axes, axis = max(1, axes), whole(name, value)
    if not -axes <= axis < axes:
        raise ValueError(f"{name} must be from {-axes} to {axes - 1}, got {axis}")
    return axis % axes


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
