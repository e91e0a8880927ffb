"""A page with three players and nothing else, and a function that opens it."""

import pytest

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
    """A function that opens the page, each time in a window without a past."""
    contexts = []

    def opening(fragment="", **settings):
        settings.setdefault("viewport", {"width": 900, "height": 800})
        context = chromium.new_context(**settings)
        contexts.append(context)
        page = context.new_page()
        page.faults = []
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        page.on("request", lambda request: page.faults.append(request.url) if not (
            request.url.startswith(("file:", "data:"))) else None)  # fmt: skip
        page.goto(page_file.as_uri() + fragment)
        return page

    yield opening
    for context in contexts:
        assert [fault for page in context.pages for fault in page.faults] == []
        context.close()
