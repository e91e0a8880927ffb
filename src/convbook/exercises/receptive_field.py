"""Exercises of the chapter on the receptive field."""

import numpy as np

from convbook.arithmetic import Slide, field_from_input
from convbook.exercises.verdict import checks


@checks("field-design")
def design(answer):
    """Three layers of 3 with a field of 27 cells and one path from each."""
    kernels = [layer.kernel for layer in answer]
    if kernels != [3, 3, 3]:
        return f"three layers of 3 are asked for, yours have kernels {kernels}"
    # Where padding is left out, the cells of the field are those of an input of its size.
    plain = [Slide(3, layer.stride, 0, layer.dilation) for layer in answer]
    field = field_from_input(plain)
    if field.size != 27:
        return f"the field has {field.size} cells, not 27"
    paths, jump = np.ones(1, int), 1
    for layer in plain:
        die = np.zeros(2 * layer.dilation * jump + 1, int)
        die[:: layer.dilation * jump] = 1
        paths, jump = np.convolve(paths, die), jump * layer.stride
    wrong = np.flatnonzero(paths != 1)
    if len(wrong):
        return f"{paths[wrong[0]]} paths lead from cell {wrong[0]} of the field, not 1"
    return None


@checks("field-counterexample")
def counterexample(answer):
    """Two stacks (layers, odd kernel): the larger field has 95 % in no more cells."""
    for _, kernel in answer:
        if kernel % 2 == 0:
            return f"kernels are odd, got {kernel}"
    bells = [bell(*stack) for stack in answer]
    fields, widths = [len(one) for one in bells], [within(one) for one in bells]
    if fields[0] <= fields[1]:
        return f"the first has a field of {fields[0]} cells, the second of {fields[1]}: not larger"
    if widths[0] > widths[1]:
        return f"the first has its 95 percent in {widths[0]} cells, the second in {widths[1]}"
    return None


def bell(layers: int, kernel: int) -> np.ndarray:
    """The share of each cell of the field, where all weights are equal."""
    shares = np.ones(1)
    for _ in range(layers):
        shares = np.convolve(shares, np.ones(kernel) / kernel)
    return shares


def within(shares: np.ndarray, part: float = 0.95) -> int:
    """How many cells around the middle hold ``part`` of the sum."""
    middle = len(shares) // 2
    sums = (shares[middle - w : middle + w + 1].sum() for w in range(middle + 1))
    return next(2 * w + 1 for w, whole in enumerate(sums) if whole >= part)
