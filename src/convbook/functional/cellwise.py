"""What functions of one cell at a time have in common."""

import numpy as np

from convbook.arithmetic.checks import real


def as_float(input):
    """``input``, or its whole numbers as float64."""
    return input.astype(np.result_type(input, 0.0), copy=False)


def kept(output, input, inplace):
    """The result, written over the input if that is wanted."""
    if not inplace:
        return output
    if not np.can_cast(output.dtype, input.dtype, "same_kind"):
        raise TypeError(f"inplace: numbers of kind {output.dtype} do not fit into {input.dtype}")
    input[...] = output
    return input


def refuse_bool(input):
    """True and False are not numbers that can be clipped."""
    if input.dtype == bool:
        raise TypeError("input must hold numbers, got booleans")


def check_limits(input, min_val, max_val):
    """The limits in the kind of the input; refuses what cannot be."""
    refuse_bool(input)
    if real("min_val", min_val) > real("max_val", max_val):
        raise ValueError(f"min_val must be at most max_val, got {min_val} and {max_val}")
    if input.dtype.kind == "u" and min(min_val, max_val) < 0:
        raise ValueError(f"input has no sign, but a limit is {min(min_val, max_val)}, below 0")
    return input.dtype.type(min_val), input.dtype.type(max_val)
