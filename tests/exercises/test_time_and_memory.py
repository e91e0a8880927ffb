"""Checkers of the chapter on time and memory: right answers, and the faults people make."""

from functools import lru_cache

import pytest

from convbook.exercises import check


def judged(exercise, answer, fault):
    """The sentence that is said names the fault, or the answer is right."""
    said = check(exercise, answer)
    assert bool(said) == (fault is None), said.words
    assert fault is None or fault in said.words


@pytest.mark.parametrize(
    ("pair", "fault"),
    [
        ((192, 192), None),
        ((144, 256), None),
        ((256, 144), None),
        ((24, 1536), "touch 4,929,024 numbers"),
        ((191, 193), "make 115,602,368 products, not 115,605,504"),
        ((36864, 1), "touch"),
        (192, "stops with TypeError"),
    ],
)
def test_design(pair, fault):
    judged("time-design", pair, fault)


def with_a_list(wanted, room):
    """The youngest stands last."""
    held, count = [], 0
    for number in wanted:
        if number in held:
            held.remove(number)
        else:
            count += 1
        held = [*held, number][-room:]
    return count


def with_the_library(wanted, room):
    @lru_cache(maxsize=room)
    def fetch(number):
        return number

    for number in wanted:
        fetch(number)
    return fetch.cache_info().misses


def first_in_first_out(wanted, room):
    held, count = [], 0
    for number in wanted:
        if number not in held:
            count += 1
            held = [*held, number][-room:]
    return count


def last_in_first_out(wanted, room):
    held, count = [], 0
    for number in wanted:
        if number not in held:
            count += 1
            held = [*held[: room - 1], number]
    return count


@pytest.mark.parametrize(
    ("function", "fault"),
    [
        (with_a_list, None),
        (with_the_library, None),
        (lambda wanted, room: len(wanted), "counts every use"),
        (lambda wanted, room: len(set(wanted)), "never forgets"),
        (first_in_first_out, "a use renews a number"),
        (last_in_first_out, "forgets what came last"),
        (lambda wanted, room: len(wanted) - with_a_list(wanted, room), "not what was fetched"),
        (lambda wanted, room: with_a_list(wanted, room + 1), "one number too many"),
        (
            lambda wanted, room: with_a_list(wanted, room - 1) if room > 1 else len(wanted),
            "one number too few",
        ),
        (
            lambda wanted, room: with_a_list(wanted, room) + (room == 5),
            "with room for 5, ",
        ),
        (lambda wanted, room: wanted[0], "stops with IndexError"),
    ],
)
def test_a_cache(function, fault):
    judged("time-cache", function, fault)


@pytest.mark.parametrize(
    ("pair", "fault"),
    [
        ((("depthwise 3, padding 1", (1, 2048, 56, 56)), ("conv 64, kernel 3, padding 1",
                                                           (1, 64, 56, 56))), None),
        ((("linear 4096", (1, 4096)), ("conv 64", (1, 64, 112, 112))), None),
        ((("conv 64", (1, 64, 56, 56)), ("conv 64", (1, 64, 28, 28))), "the first has 25,690,112"),
        ((("conv 64", (1, 64, 28, 28)), ("conv 64", (1, 64, 56, 56))), "the bound is 0.06"),
        ((("relu", (1, 64, 28, 28)),), "stops with ValueError"),
    ],
)  # fmt: skip
def test_a_counterexample(pair, fault):
    judged("time-counterexample", pair, fault)


@pytest.mark.parametrize(
    ("function", "fault"),
    [
        (lambda p, kept, n: 16 * p + n * kept, None),
        (lambda p, kept, n: n * (16 * p + kept), "again for each image"),
        (lambda p, kept, n: 16 * p + kept, "maps of one image"),
        (lambda p, kept, n: 16 * p + 4 * n * kept, "bytes already"),
        (lambda p, kept, n: 4 * p + n * kept, "not their bytes"),
        (lambda p, kept, n: 8 * p + n * kept, "no place for the optimizer"),
        (lambda p, kept, n: 12 * p + n * kept, "four numbers, not three"),
        (lambda p, kept, n: 16 * p + n * kept + (p == 3), "take 398 bytes, not 399"),
    ],
)
def test_bytes_of_training(function, fault):
    judged("time-training", function, fault)


@pytest.mark.parametrize(
    ("pair", "fault"),
    [
        ((93.4e9, 19.4e9), None),
        ((989e12, 3.35e12), None),
        ((6e9, 5e9), None),
        ((93.4, 19.4), "not billions of them"),
        ((1e15, 5e13), "more than any memory moves"),
        ((19.4e9, 93.4e9), "in the order peak, bandwidth"),
        ((1e14, 2e8), "is the copy large enough"),
    ],
)
def test_the_machine_of_the_reader(pair, fault):
    judged("time-yours", pair, fault)
