"""A page with three players and nothing else, pages of one, and functions that open them."""

from functools import partial

import pytest

from tests.site import windows
from tests.site.player.three_players import EXPLORERS


def written(path, explorers, around="{}"):
    """A page with the players of ``explorers``, and ``around`` them what a chapter would have."""
    players = "\n".join(explorer.player() for explorer in explorers)
    path.write_text(
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Players</title>'
        '<meta name="viewport" content="width=device-width"></head>'
        f"<body><main><h1>Players</h1>{around.format(players)}</main></body></html>",
        "utf-8",
    )
    return path


@pytest.fixture(scope="module")
def page_file(tmp_path_factory):
    """A page with three players and nothing else."""
    return written(tmp_path_factory.mktemp("player") / "page.html", EXPLORERS)


@pytest.fixture
def opening(chromium):
    """A function that opens a page, each time in a window without a past.

    With ``stopped`` the page's time passes only where the test says so, from before it is opened.
    """
    contexts, opened = [], []

    def opening(path, fragment="", stopped=False, **settings):
        settings.setdefault("viewport", {"width": 900, "height": 800})
        contexts.append(windows.new_context(chromium, **settings))
        window = windows.Window(contexts[-1], path.as_uri())
        opened.append(window)
        if stopped:
            window.stop_time()
        window.goto_file(path, fragment)
        return window.page

    yield opening
    assert [window.elsewhere + window.errors for window in opened] == [[]] * len(opened)
    for context in contexts:
        context.close()


@pytest.fixture
def opened(opening, page_file):
    """A function that opens the page of three players."""
    return partial(opening, page_file)


@pytest.fixture
def shown_by_itself(opening, tmp_path):
    """A function that opens a page with the player of one explorer."""

    def shown(explorer, fragment="", around="{}", **settings):
        return opening(written(tmp_path / "page.html", [explorer], around), fragment, **settings)

    return shown
