"""What every algorithm does at its two ends: refuse what it does not know, and add the bias."""

import numpy as np

from convbook.arithmetic.arguments import expect_kind
from convbook.bias import add_bias


def expect_array(name, value, axes=None):
    """Refuse what is not an array of numbers, or has another number of axes.

    >>> expect_array("kernel", [1, 2])
    Traceback (most recent call last):
    ...
    TypeError: kernel must be a NumPy array, got list
    """
    if not isinstance(value, np.ndarray):
        raise TypeError(f"{name} must be a NumPy array, got {type(value).__name__}")
    if isinstance(value, np.ma.MaskedArray):
        raise TypeError(f"{name} must be an array without a mask, got {type(value).__name__}")
    expect_kind(name, value.dtype, "biufc", "numbers")
    if axes is not None and value.ndim != axes:
        count = "1 axis" if axes == 1 else f"{axes} axes"
        raise ValueError(f"{name} must have {count}, got {value.ndim} in shape {value.shape}")


def only(plan, method, **known):
    """Refuse a plan whose windows or groups have another setting than the method knows.

    >>> from convbook.arithmetic import Plan
    >>> only(Plan.of((1, 1, 5), (1, 1, 3), stride=2), "this method", stride=1)
    Traceback (most recent call last):
    ...
    ValueError: this method needs stride 1, got 2
    """
    for setting, wanted in known.items():
        held_by = [plan] if setting == "groups" else plan.windows
        for owner in held_by:
            if getattr(owner, setting) != wanted:
                raise ValueError(
                    f"{method} needs {setting} {wanted}, got {getattr(owner, setting)}"
                )


def finish(plan, output, bias):
    """``output`` and one number a channel, in the shape that was asked for."""
    return plan.as_given(add_bias(output, bias))
