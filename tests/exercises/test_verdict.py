"""What `check` says to an answer, whatever the exercise."""

import pytest

from convbook.exercises import check, verdict


@pytest.fixture
def doubling(monkeypatch):
    """A table of one exercise: a function that doubles."""
    monkeypatch.setattr(verdict, "CHECKERS", {})

    @verdict.checks("double-it")
    def double(answer):
        return None if answer(7) == 14 else f"7 became {answer(7)}, not 14."

    return double


def test_a_right_answer_is_true_and_says_so(doubling):
    said = check("double-it", lambda x: x + x)
    assert said and repr(said) == "Right."


def test_a_wrong_answer_is_false_and_its_fault_is_named(doubling):
    said = check("double-it", lambda x: x * x)
    assert not said and repr(said) == "Not yet: 7 became 49, not 14."


def test_an_answer_that_stops_is_a_fault_not_an_error(doubling):
    said = check("double-it", lambda x: x[0])
    assert not said and "TypeError: 'int' object is not subscriptable" in said.words


def test_an_unknown_exercise_is_refused_with_the_nearest_name(doubling):
    with pytest.raises(ValueError, match="'double-its'; did you mean 'double-it'"):
        check("double-its", 1)
    with pytest.raises(ValueError, match="'zz'; there are double-it"):
        check("zz", 1)


def test_an_exercise_has_one_checker(doubling):
    with pytest.raises(ValueError, match="double-it has 2 checkers"):
        verdict.checks("double-it")(lambda answer: None)
