"""Controls, as ``ipywidgets.interact`` takes them."""

import pytest

from convbook.explore import Explorer
from convbook.explore.controls import control


def explorer(frame=lambda **values: "x", **changes):
    """A small explorer with something changed."""
    return Explorer(frame, **{"title": "T", "name": "t", "size": (3, 5), **changes})


def test_a_range_counts_both_ends():
    assert control("size", (3, 6)).values == (3, 4, 5, 6)
    assert control("size", (2, 9, 3)).values == (2, 5, 8)


def test_a_range_of_tenths_hits_its_last_value():
    made = control("scale", (0.1, 0.7, 0.1))
    assert made.values == (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7)
    assert made.labels == ("0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "0.7")
    assert made.span == "0.1 to 0.7 in steps of 0.1"


def test_choices_show_their_labels_and_hand_over_their_values():
    made = control("case", [("same", (5, 3)), "valid", 7])
    assert made.values == ((5, 3), "valid", 7)
    assert made.labels == ("same", "valid", "7")


def test_a_switch_begins_where_it_is_put():
    assert [control("both", on).start for on in (False, True)] == [0, 1]
    assert control("both", True).values == (False, True)


@pytest.mark.parametrize(("start", "words"), [({"size": 4}, 4), ({}, 3)], ids=["said", "not said"])
def test_a_control_begins_where_start_says_or_at_its_first_value(start, words):
    assert explorer(start=start).first == {"size": words}


def test_start_may_name_a_choice_by_its_label():
    made = explorer(start={"case": "b"}, case=[("a", 1), ("b", 2)])
    assert made.first["case"] == 2


@pytest.mark.parametrize("start", [-1, "-1", "−1"])
def test_start_may_write_a_minus_either_way(start):
    made = explorer(start={"bias": start}, bias=(-2, 1))
    assert made.first["bias"] == -1
    assert "bias (−2 to 1)" in str(made) and "bias = −1" in str(made)


def test_a_value_comes_before_a_label_of_the_same_words():
    assert explorer(start={"case": "b"}, case=[("b", "a"), ("a", "b")]).controls[1].start == 1


def test_choices_of_one_label_are_told_from_choices_of_one_value():
    assert explorer(case=[("a", None), ("b", None)]).controls[1].labels == ("a", "b")
    with pytest.raises(ValueError, match="case has 2 choices but 1 labels"):
        explorer(case=["1", 1])


def test_one_is_not_taken_for_true():
    with pytest.raises(ValueError, match="both goes over off, on; it cannot start at 1"):
        explorer(both=False, start={"both": 1})


@pytest.mark.parametrize(
    ("changes", "error", "words"),
    [
        ({"size": (5, 3)}, ValueError, "size goes from 5 to 3"),
        ({"size": (1, 2, 0)}, ValueError, "size needs a step above 0, got 0"),
        ({"size": (1,)}, ValueError, "size takes .* got 1 numbers"),
        ({"size": []}, ValueError, "size needs at least 1 choice, got 0"),
        ({"size": ["a", "a"]}, ValueError, "size has 2 choices but 1 labels"),
        ({"size": 3}, TypeError, "size takes a tuple .*, got 3"),
        ({"start": {"size": 9}}, ValueError, "size goes over 3 to 5; it cannot start at 9"),
        ({"start": {"sise": 3}}, ValueError, "start names 'sise'; the controls are size"),
        ({"play": "step"}, ValueError, r"play must name a range \(size\), got 'step'"),
        ({"play": "both", "both": True}, ValueError, "play must name a range"),
        (
            {"start": (0, 3)},
            TypeError,
            r"start must be a dict, got \(0, 3\); a control needs another",
        ),
        ({"title": (0, 3)}, TypeError, r"title must be a str, got \(0, 3\)"),
        ({"name": (0, 3)}, TypeError, r"name must be a str, got \(0, 3\)"),
        ({"name": "Two Words"}, ValueError, "lower-case words joined by hyphens, got 'Two Words'"),
    ],
    ids=lambda value: str(value)[:40] if isinstance(value, dict) else "",
)
def test_what_cannot_be_is_refused_in_words(changes, error, words):
    with pytest.raises(error, match=words):
        explorer(**changes)


def test_a_control_may_be_called_frame_or_self():
    made = Explorer(lambda self, frame: f"{self} {frame}", title="T", name="t",
                    **{"self": (0, 1), "frame": (2, 3)})  # fmt: skip
    assert made.at(frame=3).alt == "0 3"


def test_an_explorer_without_controls_is_refused():
    with pytest.raises(ValueError, match="at least 1 control, got 0"):
        Explorer(lambda: "x", title="T", name="t")
