"""What a notebook stores and shows: without a kernel, run by hand, executed by a program."""

import itertools
import re
import sys
from types import SimpleNamespace

import ipywidgets  # before a test puts another IPython in the place of the one that it imports
import pytest

from convbook.explore import Explorer, live
from convbook.explore.words import SAID_BY_SCRIPT, WORDS

WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"


@pytest.fixture
def kernel(monkeypatch):
    """A function that puts this test into a kernel, asked by hand or by a program."""

    assert ipywidgets

    def put(by_hand):
        request = {"content": {"allow_stdin": by_hand}}
        shell = SimpleNamespace(kernel=SimpleNamespace(get_parent=lambda: request))
        monkeypatch.setitem(sys.modules, "IPython", SimpleNamespace(get_ipython=lambda: shell))

    return put


def many():
    """An explorer of more settings than a player holds."""
    return Explorer(lambda a, b: f"{a} & {b}", title="Two & two", name="t", a=(1, 40), b=(1, 26))


def test_a_program_that_executes_a_notebook_gets_the_player_alone(kernel):
    kernel(by_hand=False)
    explorer = Explorer(str, title="T", name="t", object=(1, 3))
    bundle = explorer._repr_mimebundle_()
    assert sorted(bundle) == ["text/html", "text/plain"]
    assert bundle["text/html"] == explorer.player()


def test_who_runs_a_cell_by_hand_gets_the_live_view_and_stores_the_whole_player(kernel):
    kernel(by_hand=True)
    explorer = Explorer(str, title="T", name="t", object=(1, 3))
    bundle = explorer._repr_mimebundle_()
    assert sorted(bundle) == [WIDGET_VIEW, "text/html", "text/plain"]
    assert bundle["text/html"] == explorer.player()


@pytest.mark.parametrize(
    "explorer",
    [many(), Explorer(lambda n: f"{n}" * 40_000, title="T", name="t", n=(1, 9))],
    ids=["settings", "bytes"],
)
def test_too_large_a_player_leaves_the_live_view_and_says_why(kernel, explorer):
    with pytest.raises(ValueError, match="at most 1") as refusal:
        explorer.player()
    kernel(by_hand=True)
    bundle = explorer._repr_mimebundle_()
    assert WIDGET_VIEW in bundle
    assert f"Without a kernel this figure cannot be moved: {refusal.value}." in bundle["text/html"]
    assert explorer.at().markup in bundle["text/html"]
    assert "<script" not in bundle["text/html"] and ' id="' not in bundle["text/html"]
    kernel(by_hand=False)
    with pytest.raises(ValueError, match="at most 1"):
        explorer._repr_mimebundle_()


def test_too_many_settings_are_refused_before_one_is_computed():
    def never(a, b):
        raise AssertionError

    with pytest.raises(ValueError, match="1040 settings"):
        Explorer(never, title="T", name="t", a=(1, 40), b=(1, 26)).player()


@pytest.mark.parametrize("by_hand", [True, False])
def test_words_poster_stored_frame_and_live_view_show_one_first_frame(
    kernel, monkeypatch, stored, by_hand
):
    drawn = itertools.count()
    views = []
    build = live.build
    monkeypatch.setattr(live, "build", lambda *given: views.append(build(*given)) or views[-1])
    kernel(by_hand)
    explorer = Explorer(
        lambda a, b: f"drawn as {next(drawn)}", title="T", name="t", start={"a": 2, "b": "y"},
        a=(0, 2), b=["x", "y", "z"],
    )  # fmt: skip
    bundle = explorer._repr_mimebundle_()
    assert next(drawn) == 9  # each setting once
    first = stored(bundle["text/html"])[2 * 3 + 1]
    assert re.search(r'<pre class="cb-text">(.*?)</pre>', bundle["text/html"])[1] == first.body
    assert bundle["text/plain"].endswith(first.alt)
    assert [first.markup in view.children[-1].value for view in views] == [True] * by_hand


@pytest.mark.parametrize("title", ["a <b>bold</b> title", "<!-- gone", 'x"><script>', "1 & 2"])
def test_a_title_is_text_in_the_player_and_in_the_live_view(title):
    explorer = Explorer(lambda a: "x", title=title, name="t", a=(0, 1))
    for html in (explorer.player(), live.build(explorer).children[0].value):
        assert title not in html.replace("1 & 2 ", "")
    assert title in str(explorer)


def test_labels_and_values_of_choices_are_text():
    html = Explorer(lambda a: "x", title="T", name="t", a=["<b>one</b>", '"><i>']).player()
    assert "<b>" not in html and '"><i>' not in html


def test_every_word_of_a_player_comes_from_the_table(monkeypatch):
    explorer = Explorer(lambda a, b: f"{a}", title="T", name="t", play="a", a=(1, 2), b=True)
    before = explorer.player()
    for key in WORDS:
        monkeypatch.setitem(WORDS, key, f"«{key}»")
    html = explorer.player()
    shown = re.sub(r"(?s)<(style|script)\b.*?</\1>", "", html)
    for key in ("play", "back", "forward", "reset", "link"):
        assert f">«{key}»</button>" in shown
    assert ">«still»</p>" in shown
    for key in SAID_BY_SCRIPT:
        assert f"«{key}»" in shown
    assert before != html


def test_the_script_says_only_what_the_table_holds():
    script = re.search(r"(?s)<script>(.*?)</script>", many_words())[1]
    assert set(re.findall(r'say\("([^"]+)"', script)) == set(SAID_BY_SCRIPT)


def many_words():
    """A player of an explorer with a play button."""
    return Explorer(str, title="T", name="t", play="object", object=(1, 2)).player()


def test_a_frame_function_must_be_one():
    with pytest.raises(TypeError, match="frame must be a function, got 3"):
        Explorer(3, title="T", name="t", a=(0, 1))
