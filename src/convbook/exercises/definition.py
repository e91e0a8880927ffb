"""Exercises of the chapter on what convolution is."""

from collections import Counter

import numpy as np

from convbook.exercises.verdict import checks

CASES = (
    ([[3, 1, 4, 1], [5, 9, 2, 6], [5, 3, 5, 8]], [[2, 7], [1, 8]]),
    ([[2, 7, 1, 8, 2]], [[3, 1, 4], [1, 5, 9]]),
    ([[1, 6], [1, 8], [0, 3]], [[2, 5, 0, 7]]),
)
"""Pairs of image and kernel; no two sizes of a pair are equal but those of the first kernel."""

MISTAKEN = {
    "does not flip at all": lambda w: w,
    "flips the rows only, w[::-1]": lambda w: w[::-1],
    "flips the columns only, w[:, ::-1]": lambda w: w[:, ::-1],
    "transposes the kernel": lambda w: w.T,
    "transposes the kernel and rotates it": lambda w: w.T[::-1, ::-1],
}
"""What is done to a kernel in place of a rotation by 180°."""


def convolved(x, w):
    """All overlaps of two tables: positions add."""
    y = np.zeros(np.add(x.shape, w.shape) - 1, dtype=np.result_type(x, w))
    for (row, column), weight in np.ndenumerate(w):
        y[row : row + x.shape[0], column : column + x.shape[1]] += weight * x
    return y


@checks("definition-convolve")
def convolve(answer):
    """A function of image and kernel: their convolution at every overlap."""
    for case in CASES:
        x, w = (np.array(table) for table in case)
        fault = fault_of_convolution(x, w, np.asarray(answer(x.copy(), w.copy())))
        if fault:
            return f"with x of {times(x)} and w of {times(w)}, {fault}"
    return None


def fault_of_convolution(x, w, found):
    """What is wrong with ``found`` as the convolution of ``x`` and ``w``, or None."""
    wanted = convolved(x, w)
    if found.shape != wanted.shape:
        return f"the output has the shape {found.shape}, not {wanted.shape}"
    if np.allclose(found, wanted):
        return None
    for mistake, change in MISTAKEN.items():
        used = change(w)
        # The kernel that a convolution would need to give what a cross-correlation gives with it.
        as_convolved = convolved(x, used[::-1, ::-1])
        if as_convolved.shape == wanted.shape and np.allclose(found, as_convolved):
            return f"you have what a function gives that {mistake}"
    at = tuple(int(n) for n in np.argwhere(~np.isclose(found, wanted))[0])
    return f"output {at} is {found[at]:g}, not {wanted[at]:g}"


def times(table):
    """The shape of a table in words."""
    return " × ".join(map(str, table.shape))


@checks("definition-test-kernel")
def kernel_for_a_test(answer):
    """A kernel of zeros and at most two ones, with which each mistaken flip shows."""
    kernel = np.asarray(answer, dtype=float)
    if kernel.ndim != 2:
        return f"a kernel for images has 2 axes, yours has {kernel.ndim}"
    if not np.isin(kernel, (0, 1)).all():
        return (
            f"only zeros and ones are allowed, yours holds {kernel[~np.isin(kernel, (0, 1))][0]:g}"
        )
    if kernel.sum() > 2:
        return f"at most 2 ones are allowed, yours has {kernel.sum():g}"
    for mistake, change in MISTAKEN.items():
        if np.array_equal(change(kernel), kernel[::-1, ::-1]):
            return f"a function that {mistake} passes the test with this kernel"
    return None


@checks("definition-port")
def port(answer):
    """A function that brings a weight of TensorFlow or JAX into the layout of PyTorch."""
    weight = np.arange(2 * 3 * 4 * 5).reshape(2, 3, 4, 5)
    wanted = np.einsum("klio->oikl", weight)
    found = np.asarray(answer(weight.copy()))
    if np.array_equal(found, weight.transpose(2, 3, 1, 0)):
        return "that is the way there, not back: it puts in before out, and columns before rows"
    if found.shape != wanted.shape:
        return f"{weight.shape} became {found.shape}, not {wanted.shape}: out, in, rows, columns"
    if np.array_equal(found, weight.reshape(wanted.shape)):
        return "the shape is right, the numbers are not: reshape leaves them in their old order"
    if np.array_equal(found, wanted[..., ::-1, ::-1]):
        return "you flip the kernel, and neither library does"
    if not np.array_equal(found, wanted):
        at = tuple(int(n) for n in np.argwhere(found != wanted)[0])
        return f"at {at} stands weight {found[at]}, not {wanted[at]}"
    return None


@checks("definition-dice")
def dice(answer):
    """Faces of two dice whose sums have the chances of two ordinary dice."""
    pair = [sorted(die) for die in answer]
    if len(pair) != 2:
        return f"two dice are asked for, you give {len(pair)}"
    wrong = [face for die in pair for face in die if face != int(face) or face < 1]
    if wrong:
        return f"a face shows {wrong[0]:g}; faces are whole numbers from 1 up"
    if pair == [[1, 2, 3, 4, 5, 6]] * 2:
        return "these are two ordinary dice"
    found = Counter(int(one + other) for one in pair[0] for other in pair[1])
    pairs = found.total()
    for total in sorted({*found, *range(2, 13)}):
        ways = max(0, 6 - abs(total - 7))
        if 36 * found[total] != ways * pairs:
            return f"{found[total]} of {pairs} pairs make the sum {total}, not {ways} of 36"
    return None
