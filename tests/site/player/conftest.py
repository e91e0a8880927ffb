"""A page with three players and nothing else, and a function that opens it."""

import pytest

from tests.site import windows
from tests.site.player.three_players import EXPLORERS


@pytest.fixture(scope="module")
def page_file(tmp_path_factory):
    """A page with three players and nothing else."""
    path = tmp_path_factory.mktemp("player") / "page.html"
    players = "\n".join(explorer.player() for explorer in EXPLORERS)
    path.write_text(
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Players</title>'
        '<meta name="viewport" content="width=device-width"></head>'
        f"<body><main><h1>Players</h1>{players}</main></body></html>",
        "utf-8",
    )
    return path


@pytest.fixture
def opened(chromium, page_file):
    """A function that opens the page, each time in a window without a past.

    With ``stopped`` the page's time passes only where the test says so, from before it is opened.
    """
    contexts, opened = [], []

    def opening(fragment="", stopped=False, **settings):
        settings.setdefault("viewport", {"width": 900, "height": 800})
        contexts.append(windows.new_context(chromium, **settings))
        window = windows.Window(contexts[-1], page_file.as_uri())
        opened.append(window)
        if stopped:
            window.stop_time()
        window.goto_file(page_file, fragment)
        return window.page

    yield opening
    assert [window.elsewhere + window.errors for window in opened] == [[]] * len(opened)
    for context in contexts:
        context.close()
