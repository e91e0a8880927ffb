"""Kernels with their signs, and one moment of a training."""

import re

import numpy as np
import pytest

from convbook import draw

KERNELS = [[[1.0, -0.25], [0.0, 0.25]], [[-1.0, 4.0], [0.01, -0.04]]]


def squares(svg, name):
    """(left, top, side) of each square of one look."""
    shapes = "".join(re.findall(f"<path class='{name}' d='([^']*)'", svg))
    found = re.findall(r"M([\d.]+) ([\d.]+)h([\d.]+)v\3h-\3z", shapes)
    return [tuple(map(float, one)) for one in found]


def test_a_square_is_filled_above_zero_and_hollow_below_and_its_area_goes_with_the_weight():
    """A cell of 18 leaves room for 16: weight 1 fills it, a quarter of it takes half the side."""
    svg = draw.signed_kernels({"row": KERNELS}, most=1, unit=18).svg
    assert squares(svg, "t-kernel") == [(1, 23, 16), (23, 45, 8), (67, 23, 16), (56, 48, 2)]
    hollow = [(24, 28, 6), (50, 24, 14), (74, 48, 2)]
    assert squares(svg, "m-span") == hollow


def test_the_words_of_kernels_give_every_sign():
    alt = draw.signed_kernels({"one": KERNELS, "two": KERNELS[1:]}, most=1).alt
    assert "one: signs, row by row: + − / 0 +; − + / + −." in alt
    assert alt.endswith("two: signs, row by row: − + / + −.")


def moment(length=2, chances=(0.07, 0.9, 0.03), truth=0):
    """The ``length``-th moment of a training of three steps, with three classes."""
    return draw.training(
        np.eye(3), truth, chances,
        {"batches": [2.0, 1.0, 0.5][:length], "unseen": [2.5, 5.0, 0.0][:length]},
        [0, 10, 20], KERNELS, most=1, highest=2.5, lines=["2 of 3"],
    )  # fmt: skip


def test_the_words_say_step_losses_truth_and_what_is_most_likely():
    assert moment().alt == (
        "Step 10. Loss: batches 1.00, unseen 5.00. The digit is a 0. Most likely: 90% 1, 7% 0. "
        "2 of 3."
    )


def test_only_the_true_class_has_the_bar_of_the_truth():
    bars = re.findall(r"<path class='(c-done|c-seen)' d='M\d+ (\d+)h(\d+)", moment().svg)
    assert bars == [("c-done", "23", "13"), ("c-seen", "38", "176"), ("c-seen", "53", "5")]
    bars = re.findall(r"<path class='(c-done|c-seen)'", moment(truth=1).svg)
    assert bars == ["c-seen", "c-done", "c-seen"]


def test_curves_go_as_far_as_the_training_and_stay_on_the_chart():
    """The loss of 5 is drawn at the top, where 2.5 is."""
    looks = [re.search(f"class='{name}' d='([^']*)'", moment(3).svg)[1] for name in ("o-a", "o-b")]
    assert looks[0].endswith("M44 19l188 39l188 19")
    assert looks[1].endswith("M44 0l188 0l188 96")
    assert re.search("class='o-a' d='([^']*)'", moment(1).svg)[1].endswith("M44 19h0")


def test_curves_that_do_not_fit_the_steps_are_refused():
    words = "two curves of one length, at most 3; got 2 of length 2, 4"
    with pytest.raises(ValueError, match=words):
        draw.training(
            np.eye(3), 0, [1, 0], {"a": [1] * 2, "b": [1] * 4}, [0, 1, 2], KERNELS,
            most=1, highest=2,
        )  # fmt: skip
