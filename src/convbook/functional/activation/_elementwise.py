"""What functions of one cell at a time have in common."""

from convbook.operation import fractional


def as_float(input):
    """``input``, or its whole numbers as float64."""
    return input.astype(fractional(input), copy=False)
