"""Checkers of the chapter on padding and stride: right answers, and the faults people make."""

import numpy as np
import pytest
import torch

from convbook.exercises import check
from convbook.exercises.padding_and_stride import through_unet


def says(exercise, answer, fault):
    """Whether an answer is not taken, for the reason given."""
    said = check(exercise, answer)
    return not said and fault in said.words


@pytest.mark.parametrize("pair", [(2, 0), (4, 1), (8, 3), np.array([6, 2])])
def test_a_port_may_have_any_kernel_of_even_size(pair):
    assert check("padding-port", pair)


@pytest.mark.parametrize(
    ("pair", "fault"),
    [
        ((3, 1), "at 4 pixels, padding=1 gives 2 outputs, the first from pixel -1; SAME gives 2"),
        ((3, 0), "at 4 pixels, padding=0 gives 1 outputs, the first from pixel 0; SAME gives 2"),
        ((4, 2), "at 4 pixels, padding=2 gives 3 outputs"),
        ((7, 3), "the first from pixel -3; SAME gives 4 outputs, the first from pixel -2"),
        ((1, 0), "a kernel of 1 needs no padding"),
        (4, "stops with TypeError"),
    ],
)
def test_a_port_of_another_kind_is_refused(pair, fault):
    assert says("padding-port", pair, fault)


def by_search(m, i, k, s, p, d):
    outputs = (i + 2 * p - d * (k - 1) - 1) // s + 1
    return [j for j in range(outputs) if m in range(j * s - p, j * s - p + d * (k - 1) + 1, d)]


def by_tap(m, i, k, s, p, d):
    outputs = (i + 2 * p - d * (k - 1) - 1) // s + 1
    starts = [m + p - a * d for a in range(k)]
    return {start // s for start in starts if start % s == 0 and 0 <= start // s < outputs}


def by_gradient(m, i, k, s, p, d):
    x = torch.zeros(1, 1, i, requires_grad=True)
    y = torch.nn.functional.conv1d(x, torch.ones(1, 1, k), stride=s, padding=p, dilation=d)
    rows = [torch.autograd.grad(one, x, retain_graph=True)[0][0, 0] for one in y[0, 0]]
    return np.flatnonzero([row[m].item() for row in rows])


@pytest.mark.parametrize("answer", [by_search, by_tap, by_gradient])
def test_readers_may_be_found_in_any_way(answer):
    assert check("padding-readers", answer)


def faulty(stride=True, dilation=True, padding=True, first=True, last=True, spread=False):
    """The answer by taps with one thing forgotten."""

    def answer(m, i, k, s, p, d):
        outputs = (i + 2 * p - d * (k - 1) - 1) // s + 1
        starts = [m + p * padding - a * (d if dilation else 1) for a in range(k)]
        found = [start // s for start in starts if start % s == 0 or not stride]
        found = [j for j in found if (j >= 0 or not first) and (j < outputs or not last)]
        return sorted(set(found)) if not spread else found + found[:1]

    return answer


@pytest.mark.parametrize(
    ("forgotten", "fault"),
    [
        ({"stride": False}, "not this one"),
        ({"dilation": False}, "not this one"),
        ({"padding": False}, "not this one"),
        ({"first": False}, "there is no output -1"),
        ({"last": False}, "there is no output"),
        ({"spread": True}, "stands there twice"),
    ],
)
def test_what_was_forgotten_about_readers_is_named(forgotten, fault):
    assert check("padding-readers", faulty())
    assert says("padding-readers", faulty(**forgotten), fault)


def test_readers_that_read_too_few_or_break_are_faults():
    assert says("padding-readers", lambda m, i, k, s, p, d: [], "output 0 reads the pixels 0 and")
    assert says("padding-readers", lambda m: [m], "stops with TypeError")


@pytest.mark.parametrize(
    "answer",
    [
        lambda i, n: (0, -i % 2**n),
        lambda i, n: (-i % 2**n, 0),
        lambda i, n: (-i % 2**n // 2, -i % 2**n - -i % 2**n // 2),
    ],
)
def test_halvings_may_pad_any_side(answer):
    assert check("padding-halvings", answer)


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        (lambda i, n: (0, 2**n - i % 2**n), "1 pixels, 0 halvings: 2 is more than needed, 1 can"),
        (lambda i, n: (0, -i % 2 if n else 0), "1 pixels, 2 halvings: 2 is not divisible by 4"),
        (lambda i, n: (0, -i % (2 * n) if n else 0), "is not divisible by 8"),
        (lambda i, n: (-i % 2**n // 2, -i % 2**n // 2), "1 pixels, 1 halvings: 1 is not divisible"),
        (lambda i, n: (0, -(i % 2**n)), "takes pixels away"),
        (lambda i, n: -i % 2**n, "stops with TypeError"),
    ],
)
def test_what_is_wrong_with_halvings_is_named(answer, fault):
    assert says("padding-halvings", answer, fault)


def test_the_unet_of_the_exercise_has_the_sizes_of_layers_without_padding():
    conv = torch.nn.functional.conv2d

    def twice(x):
        return conv(conv(x, torch.ones(1, 1, 3, 3)), torch.ones(1, 1, 3, 3))

    x = torch.zeros(1, 1, 188, 204)
    for _ in range(4):
        x = torch.nn.functional.max_pool2d(twice(x), 2)
    for _ in range(4):
        x = torch.nn.functional.interpolate(twice(x), scale_factor=2)
    assert tuple(twice(x).shape[2:]) == (through_unet(188), through_unet(204)) == (4, 20)


def test_one_size_of_the_unet_is_right():
    assert [size for size in range(500, 700) if check("padding-unet", size)] == [588]


@pytest.mark.parametrize(
    ("size", "fault"),
    [
        (572, "572 pixels come out as 388, and 400 are wanted"),
        (584, "from 584 pixels, pooling number 3 is given 139 pixels, an odd number"),
        (585, "pooling number 1 is given 581 pixels"),
        (604, "604 pixels are enough, and a smaller size is, too"),
        (76, "from 76 pixels, a window of 3 cells"),
    ],
)
def test_what_is_wrong_with_a_size_of_the_unet_is_named(size, fault):
    assert says("padding-unet", size, fault)
