"""Every kind of picture looks as it looked when somebody looked at it."""

import numpy as np
import pytest

from convbook import draw
from convbook.draw.charts.curves import WIDE
from tests.example_pictures import EXAMPLES, STORED, file_of, text_of


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_picture_looks_as_it_is_stored(name, tmp_path):
    now = text_of(EXAMPLES[name]())
    new = tmp_path / file_of(name).name
    new.write_text(now, encoding="utf-8")
    assert file_of(name).read_text("utf-8") == now, (
        f"look at {new}: if that is how it should be, store it: python -m tests.example_pictures"
    )


def test_no_other_picture_is_stored():
    assert {path.name for path in STORED.glob("*.svg")} == {file_of(n).name for n in EXAMPLES}


def test_two_rows_of_images_are_twice_as_high_as_one():
    image = [[0, 1, 2], [3, 4, 5]]
    one, two = (draw.photographs([np.array(image)] * n, ["a"] * n, across=2) for n in (2, 4))
    assert two.figure.get_figheight() == 2 * one.figure.get_figheight()
    assert one.figure.get_figheight() == pytest.approx(WIDE / 2 * 2 / 3 + 0.35)
