"""Exercises of the chapter on backpropagation."""

import numpy as np

import convbook.functional as F
from convbook.arithmetic import Slide
from convbook.exercises.verdict import checks


@checks("backprop-design")
def design(answer):
    """An upstream gradient, 3 × 3, that a turned and a transposed program leave as it is."""
    g = np.array(answer)
    if g.shape != (3, 3):
        return f"the outputs are 3 × 3, your gradient has shape {g.shape}"
    if (g == g[0, 0]).all():
        return f"all nine numbers are {g[0, 0]}"
    for program, changed in (("turned", g[::-1, ::-1]), ("transposed", g.T)):
        if (changed != g).any():
            row, column = np.argwhere(changed != g)[0]
            return (
                f"the {program} program is noticed: in row {row}, column {column} it reads "
                f"{changed[row, column]} for {g[row, column]}"
            )
    return None


@checks("backprop-counterexample")
def counterexample(answer):
    """Taps and upstream gradient, none of them 0, with a gradient of 0 at a cell that is read."""
    taps, g = (np.array(one) for one in answer)
    for name, numbers in (("kernel", taps), ("upstream gradient", g)):
        if numbers.ndim != 1 or not numbers.size:
            return f"the {name} is a list of numbers, yours has shape {numbers.shape}"
        if not numbers.all():
            return f"the {name} holds a 0"
    cells = np.zeros((1, len(g) + len(taps) - 1))
    gradient = F.conv1d_backward(g[None], cells, taps[None, None])[0][0]
    readers = np.array(Slide(len(taps)).reached(cells.shape[1]))
    if not ((gradient == 0) & (readers > 0)).any():
        return f"no cell gets the gradient 0: {gradient.tolist()}"
    return None
