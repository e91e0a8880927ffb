"""A stored player gets the style and script of today without a kernel, and keeps its frames."""

import re

import notebook_styles

from convbook import draw
from convbook.arithmetic import slides
from convbook.explore import Explorer, Predict


def player():
    """A player of pictures."""
    return Explorer(
        lambda step: draw.conv_step((3, 5), slides((2, 3)), step), title="T", name="t", step=(0, 5)
    ).player()


def aged(html):
    """The player as it was stored before its style and script were changed."""
    html = re.sub(r"(?s)<style>.*?</style>", "<style>.old {}</style>", html, count=1)
    return re.sub(r"(?s)<script>\(function.*?</script>", "<script>(function () {})</script>", html)


def test_an_old_player_gets_the_style_and_script_of_today():
    now = player()
    data = {"text/html": aged(now)}
    assert data["text/html"] != now
    notebook_styles.renewed(data)
    assert data["text/html"] == now


def test_a_player_of_another_style_and_script_is_the_same_to_its_cell():
    now, before = {"text/html": player()}, {"text/html": aged(player())}
    assert notebook_styles.bare(now) == notebook_styles.bare(before) != now


def question():
    """A question as a notebook stores it."""
    return Predict("How many?", answer=4, name="n", because="Four.", hint="Count.")._repr_html_()


def test_an_old_question_gets_the_style_and_script_of_today_and_is_the_same_to_its_cell():
    now, before = {"text/html": question()}, {"text/html": aged(question())}
    assert notebook_styles.bare(now) == notebook_styles.bare(before) != now
    notebook_styles.renewed(before)
    assert before == now


def test_html_without_a_player_is_left_alone():
    data = {"text/html": "<style>.a {}</style><b>1</b>"}
    notebook_styles.renewed(data)
    assert data == {"text/html": "<style>.a {}</style><b>1</b>"}
