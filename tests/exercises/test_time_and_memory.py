"""Checkers of the chapter on time and memory: right answers, and the faults people make."""

import pytest

from convbook.exercises import check


@pytest.mark.parametrize("pair", [(192, 192), (144, 256), (256, 144)])
def test_design_takes_every_pair_that_fits(pair):
    assert check("time-design", pair)


@pytest.mark.parametrize(
    ("pair", "fault"),
    [
        ((24, 1536), "touch 4,929,024 numbers"),
        ((191, 193), "make 115,602,368 products, not 115,605,504"),
        ((36864, 1), "touch"),
        (192, "stops with TypeError"),
    ],
)
def test_design_names_the_fault(pair, fault):
    said = check("time-design", pair)
    assert not said and fault in said.words
