"""A page with a question of each kind and outputs that wait, and a function that opens it."""

import pytest

from convbook.explore.player import text_of
from tests.site import windows
from tests.site.predict.questions import ALL

# As MyST-NB writes a cell with a tag, and the theme's rule for what is hidden.
WAITING = """
<div class="cell tag_after:length tag_hide-input docutils container">
<div class="cell_output docutils container"><p id="fig-waits">It has four.</p></div></div>
<div class="cell tag_after:share docutils container">
<div class="cell_output docutils container"><p id="other">Another output.</p></div></div>
"""
THEME = """
[hidden] { display: none !important }
:root { background: light-dark(#fff, #12161c); color-scheme: light dark }
"""


@pytest.fixture(scope="module")
def page_file(tmp_path_factory):
    """The page, in a file."""
    path = tmp_path_factory.mktemp("predict") / "page.html"
    questions = "\n".join(question._repr_html_() for question in ALL)
    style = THEME + text_of("waiting.css")
    path.write_text(
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Questions</title>'
        f'<meta name="viewport" content="width=device-width"><style>{style}</style></head>'
        f"<body><main><h1>Questions</h1>{questions}{WAITING}</main>"
        f"<script>{text_of('waiting.js')}</script></body></html>",
        "utf-8",
    )
    return path


@pytest.fixture
def opened(chromium, page_file):
    """A function that opens the page, each time in a window without a past."""
    contexts, opened = [], []

    def opening(fragment="", **settings):
        settings.setdefault("viewport", {"width": 900, "height": 800})
        contexts.append(windows.new_context(chromium, **settings))
        opened.append(windows.Window(contexts[-1], page_file.as_uri()))
        opened[-1].goto_file(page_file, fragment)
        return opened[-1].page

    yield opening
    assert [window.elsewhere + window.errors for window in opened] == [[]] * len(opened)
    for context in contexts:
        context.close()


@pytest.fixture
def answer(opened):
    """A function that types an answer to a question on a fresh page and returns its reply."""

    def answering(name, typed):
        page = opened()
        field = page.locator(f"#{name}-answer")
        field.fill(typed)
        field.press("Enter")
        return page.locator(f"#{name} .cb-reply")

    return answering
