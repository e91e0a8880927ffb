"""Figures of pyplot are closed once their frame is made, however they were opened."""

import matplotlib.pyplot as plt
import pytest

from convbook import draw
from convbook.explore import Explorer, live


def returned_by_subplots(n):
    figure, ax = plt.subplots(figsize=(2, 1))
    ax.plot([0, n])
    return figure


def current_figure(n):
    plt.figure(figsize=(2, 1))
    plt.plot([0, n])
    return plt.gcf()


def chart(n):
    return draw.Chart(returned_by_subplots(n), f"A line to {n}.")


def one_more_than_returned(n):
    plt.figure(figsize=(1, 1))
    return returned_by_subplots(n)


def none_returned(n):
    returned_by_subplots(n)
    return f"{n} cells"


def refused(n):
    returned_by_subplots(n)
    raise ValueError(f"{n} is refused")


@pytest.fixture(autouse=True)
def one_open():
    """A figure of the reader's own, which stays open."""
    own = plt.figure(figsize=(1, 1))
    yield own
    assert plt.get_fignums() == [own.number]
    plt.close(own)


WAYS = [returned_by_subplots, current_figure, chart, one_more_than_returned, none_returned, refused]


@pytest.mark.parametrize("frame", WAYS)
def test_a_player_leaves_no_figure_open(frame):
    Explorer(frame, title="T", name="t", n=(1, 3)).player()


@pytest.mark.parametrize("frame", WAYS)
def test_a_live_view_leaves_no_figure_open(frame):
    view = live.build(Explorer(frame, title="T", name="t", n=(1, 3)))
    view.children[1].index = 2


def test_a_frame_that_fails_leaves_no_figure_open():
    def failing(n):
        returned_by_subplots(n)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        Explorer(failing, title="T", name="t", n=(1, 3)).player()


def test_a_figure_that_every_frame_draws_anew_is_closed_in_pyplot_and_still_drawn(stored):
    shared = plt.figure(figsize=(2, 1))

    def redrawn(n):
        shared.clear()
        shared.add_subplot().plot([0, 1, n])
        return shared

    frames = stored(Explorer(redrawn, title="T", name="t", n=(2, 4)).player())
    assert len({frame.body for frame in frames}) == 3
