"""Checkers of the chapter on what convolution is: right answers, and the faults people make."""

import numpy as np
import pytest
from scipy.signal import convolve2d, correlate2d

import convbook.functional as F
from convbook.exercises import check
from convbook.exercises.definition import CASES, convolved


def by_padding(x, w):
    high, wide = np.subtract(w.shape, 1)
    rotated = w[None, None, ::-1, ::-1]
    return F.conv2d(x[None, None], rotated, padding=(high, wide))[0, 0]


def by_sending(x, w):
    y = np.zeros((len(x) + len(w) - 1, len(x[0]) + len(w[0]) - 1))
    for (r, c), value in np.ndenumerate(x):
        y[r : r + len(w), c : c + len(w[0])] += value * w
    return y.tolist()


def in_float32(x, w):
    return convolve2d(x.astype(np.float32), w.astype(np.float32))


def by_fourier(x, w):
    shape = np.add(x.shape, w.shape) - 1
    return np.fft.irfft2(np.fft.rfft2(x, shape) * np.fft.rfft2(w, shape), shape)


@pytest.mark.parametrize("answer", [convolve2d, by_padding, by_sending, in_float32, by_fourier])
def test_convolve_takes_every_right_function(answer):
    assert check("definition-convolve", answer)


@pytest.mark.parametrize("case", CASES)
def test_what_is_right_is_what_scipy_says(case):
    assert convolved(*map(np.array, case)).tolist() == convolve2d(*case).tolist()


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        (correlate2d, "2 × 2, you have what a function gives that does not flip at all"),
        (lambda x, w: correlate2d(x, w[::-1]), "flips the rows only"),
        (lambda x, w: correlate2d(x, w[:, ::-1]), "flips the columns only"),
        (lambda x, w: correlate2d(x, w.T), "gives that transposes the kernel"),
        (lambda x, w: convolve2d(x, w.T), "transposes the kernel and rotates it"),
        (lambda x, w: convolve2d(x, w, "valid"), "has the shape (2, 3), not (4, 5)"),
        (lambda x, w: convolve2d(x, w, "same"), "has the shape (3, 4), not (4, 5)"),
        (lambda x, w: by_padding(x, w)[None, None], "(1, 1, 4, 5), not (4, 5)"),
        (
            lambda x, w: F.conv2d(x[None, None], w[None, None, ::-1, ::-1], padding=1)[0, 0],
            "x of 1 × 5 and w of 2 × 3, the output has the shape (2, 5), not (2, 7)",
        ),
        (lambda x, w: convolve2d(x, w) + np.eye(*np.add(x.shape, w.shape) - 1), "is 7, not 6"),
        (lambda x, w: x @ w, "stops with ValueError"),
    ],
)
def test_convolve_names_the_fault(answer, fault):
    said = check("definition-convolve", answer)
    assert not said and fault in said.words


@pytest.mark.parametrize(
    "kernel",
    [
        [[1, 1, 0], [0, 0, 0], [0, 0, 0]],
        np.array([[0, 0, 0], [0, 0, 1], [0, 0, 1]]),
        [[1.0, 0], [0, 0], [0, 0]],
        [[False, True, False], [False, False, False], [True, False, False]],
    ],
)
def test_kernel_takes_every_kernel_that_shows_all(kernel):
    assert check("definition-test-kernel", kernel)


@pytest.mark.parametrize(
    ("kernel", "fault"),
    [
        (np.zeros((3, 3)), "does not flip at all passes"),
        ([[1, 0], [0, 1]], "does not flip at all"),
        ([[0, 1, 0], [0, 0, 0], [0, 0, 0]], "flips the rows only"),
        ([[0, 0, 0], [1, 0, 0], [0, 0, 0]], "flips the columns only"),
        ([[0, 0, 1], [0, 0, 0], [0, 0, 0]], "transposes the kernel passes"),
        ([[1, 0, 0], [0, 0, 0], [0, 0, 0]], "transposes the kernel and rotates it"),
        ([[1, 2], [3, 4]], "only zeros and ones are allowed, yours holds 2"),
        ([[1, 1, 0], [1, 0, 0]], "at most 2 ones are allowed, yours has 3"),
        ([1, 0, 0], "has 2 axes, yours has 1"),
    ],
)
def test_kernel_names_what_would_pass(kernel, fault):
    said = check("definition-test-kernel", kernel)
    assert not said and fault in said.words


@pytest.mark.parametrize(
    "answer",
    [
        lambda w: w.transpose(3, 2, 0, 1),
        lambda w: np.moveaxis(w, (0, 1), (2, 3)).swapaxes(0, 1),
        lambda w: np.einsum("abcd->dcab", w).tolist(),
        lambda w: w.T.swapaxes(2, 3).astype(np.float32),
    ],
)
def test_port_takes_every_right_function(answer):
    assert check("definition-port", answer)


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        (lambda w: w.reshape(5, 4, 2, 3), "reshape leaves them in their old order"),
        (lambda w: w.transpose(2, 3, 1, 0), "that is the way there, not back"),
        (lambda w: w.transpose(3, 2, 0, 1)[..., ::-1, ::-1], "you flip the kernel"),
        (lambda w: w.T, "became (5, 4, 3, 2), not (5, 4, 2, 3)"),
        (lambda w: w, "became (2, 3, 4, 5), not"),
        (lambda w: w.transpose(3, 2, 0, 1)[:, :, ::-1], "at (0, 0, 0, 0) stands weight 60, not 0"),
        (lambda w: w.permute(3, 2, 0, 1), "stops with AttributeError"),
    ],
)
def test_port_names_the_fault(answer, fault):
    said = check("definition-port", answer)
    assert not said and fault in said.words


@pytest.mark.parametrize(
    "pair",
    [
        ([1, 2, 2, 3, 3, 4], [1, 3, 4, 5, 6, 8]),
        ([8, 6, 5, 4, 3, 1], (4, 3, 3, 2, 2, 1)),
        ([1, 2, 2, 3], [1, 3, 3, 5, 5, 5, 7, 7, 9]),
        ([1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6], [1, 2, 3, 4, 5, 6]),
    ],
)
def test_dice_take_every_pair_with_the_same_chances(pair):
    assert check("definition-dice", pair)


@pytest.mark.parametrize(
    ("pair", "fault"),
    [
        (([0, 1, 2, 3, 4, 5], [2, 3, 4, 5, 6, 7]), "a face shows 0"),
        (([1.5, 2, 3], [1, 2]), "a face shows 1.5"),
        (([6, 2, 3, 4, 5, 1], [1, 2, 3, 4, 5, 6]), "two ordinary dice"),
        (([1, 2, 3, 4, 6, 6], [1, 2, 3, 4, 5, 6]), "4 of 36 pairs make the sum 6, not 5 of 36"),
        (([1, 2, 3, 4, 5, 6],), "two dice are asked for, you give 1"),
        ((range(1, 5), range(1, 6)), "1 of 20 pairs make the sum 2, not 1 of 36"),
    ],
)
def test_dice_name_the_fault(pair, fault):
    said = check("definition-dice", pair)
    assert not said and fault in said.words
