"""The call of a setting: what is shown and stored, and that every one of them is run."""

import json
import re
from html import unescape

import numpy as np
import pytest

from convbook import functional as F
from convbook.explore import Explorer, live

KERNEL = np.array([[[1, -2, 3]]])


def line(size):
    """An input of one channel with ``size`` cells."""
    return np.arange(size)[None, None] ** 2


def strided(size, stride, step):
    """Text for one stride; the step changes the picture alone."""
    if size < 3:
        raise ValueError(f"a kernel of 3 cells does not fit on {size} cells")
    return f"output {F.conv1d(line(size), KERNEL, stride=stride).tolist()}, step {step}"


def two_libraries(size, stride, step):
    """The call in two libraries."""
    windows = "windows = np.lib.stride_tricks.sliding_window_view(x[0, 0], 3)"
    return {
        "convbook": f"F.conv1d(x, w, stride={stride})",
        "by hand": f"{windows}\n(windows @ w[0, 0])[::{stride}][None, None]",
    }


def given(size, **_):
    """What the calls use."""
    return {"F": F, "np": np, "x": line(size), "w": KERNEL}


def shown(size, stride, **_):
    """What the picture shows."""
    return F.conv1d(line(size), KERNEL, stride=stride)


def explorer(calls=two_libraries, **changes):
    """An explorer with calls."""
    controls = {"size": (4, 6), "stride": (1, 2), "step": (0, 4)}
    return Explorer(strided, title="T", name="t", calls=calls, **{**controls, **changes})


def texts(html):
    """The calls that HTML shows, by library."""
    pairs = re.findall(
        r'(?s)<span class="cb-library">(.*?)</span><code[^>]*><span>(.*?)</span></code>', html
    )
    return {unescape(library): unescape(code) for library, code in pairs}


def test_the_calls_of_one_setting_are_told():
    made = explorer(start={"stride": 2})
    assert made.calls_of(size=5) == two_libraries(5, 2, 0)
    assert dict(made.at(size=5).calls) == two_libraries(5, 2, 0)


def test_every_frame_is_stored_with_its_calls_and_each_line_once(stored):
    made = explorer()
    html = made.player()
    assert stored(html) == [frame for _, frame in made.frames()]
    assert len(stored(html)) == 3 * 2 * 5
    lines = json.loads(re.search(r'(?s)"application/json">(.*?)</script>', html)[1])["lines"]
    assert [line for line in lines if line.startswith("windows =")] == [
        "windows = np.lib.stride_tricks.sliding_window_view(x[0, 0], 3)"
    ]
    assert [line for line in lines if "conv1d" in line] == [
        f"F.conv1d(x, w, stride={stride})" for stride in (1, 2)
    ]


def test_the_stored_page_shows_the_calls_of_the_first_setting():
    made = explorer(start={"stride": 2})
    assert texts(made.player()) == two_libraries(4, 2, 0)
    assert 'class="cb-calls"' not in explorer(calls=None).player()


def test_the_words_of_an_output_hold_the_calls():
    assert "step = 0: In convbook, the call is F.conv1d(x, w, stride=1). In by hand," in str(
        explorer()
    )
    single = explorer(calls=lambda size, stride, step: f"conv(x, {stride})")
    assert "step = 0: The call is conv(x, 1). output [[[" in str(single)


def test_the_live_view_shows_the_calls_of_its_setting():
    *_, stride, _, stage = live.build(explorer()).children
    assert texts(stage.value) == two_libraries(4, 1, 0)
    stride.index = 1
    assert texts(stage.value) == two_libraries(4, 2, 0)
    assert "<button" not in stage.value


def test_a_refused_setting_shows_its_call_as_one_that_raises():
    made = explorer(size=(2, 5))
    html = made.player()
    assert made.at().kind == "refusal"
    assert texts(html) == two_libraries(2, 1, 0)
    assert '<p class="cb-call-title">This call raises an error:</p>' in html


@pytest.mark.parametrize("answer", [None, ValueError("none")], ids=["None", "ValueError"])
def test_a_setting_may_have_no_call(answer):
    def calls(size, **_):
        if size > 4:
            return "f()"
        if answer:
            raise answer
        return None

    made = explorer(calls=calls)
    assert made.calls_of() == {}
    assert '<p class="cb-call-title">No call stands for this setting.</p>' in made.player()
    assert made.calls_of(size=6) == {"": "f()"}


@pytest.mark.parametrize(
    ("calls", "error", "words"),
    [
        (lambda **_: 3, TypeError, "calls returns a str, a dict .* got 3 for {'size': 4"),
        (lambda **_: {"torch": None}, TypeError, "got {'torch': None}"),
        (
            lambda size, **_: {"torch": "a"} if size < 5 else {"jax": "a"},
            ValueError,
            "calls names the libraries torch at one setting and jax at another",
        ),
        ("f(x)", TypeError, r"calls must be a function, got 'f\(x\)'; a control"),
    ],
    ids=["number", "no code", "other libraries", "string"],
)
def test_calls_that_cannot_be_are_refused_in_words(calls, error, words):
    with pytest.raises(error, match=words):
        explorer(calls=calls).player()


def test_a_call_is_text_in_a_page():
    code = "f(\"<b>\", '</script>', x & y)"
    html = explorer(calls=lambda **_: {"<i>": code}).player()
    assert texts(html) == {"<i>": code}
    seen = re.sub(r"(?s)<script.*?</script>", "", html)
    assert "&lt;b&gt;" in seen and "<b>" not in seen and "<i>" not in seen


def test_every_call_is_run_and_counted():
    said = explorer(size=(2, 6)).check_calls(given, shown)
    assert said == (
        "t: the calls of 40 settings run and give what is shown; those of 10 are refused."
    )


def test_names_may_be_a_dict_and_libraries_agree_with_each_other():
    names = given(5)
    assert explorer(size=(5, 5)).check_calls(names) == (
        "t: the calls of 10 settings run and give what is shown."
    )


def changed(size, stride, step):
    """The calls of two libraries, one of them wrong at one setting."""
    calls = two_libraries(size, stride, step)
    if (size, stride, step) == (6, 2, 3):
        calls["by hand"] += " + 1"
    return calls


def test_one_call_that_gives_something_else_is_found():
    with pytest.raises(AssertionError, match=r"t at size = 6, stride = 2, step = 3: .*by hand \["):
        explorer(calls=changed).check_calls(given)


def test_a_call_that_differs_from_the_picture_is_found():
    def wrong(size, stride, **_):
        return shown(size, stride) + (size == 5)

    with pytest.raises(AssertionError, match="t at size = 5, stride = 1, step = 0: the picture"):
        explorer().check_calls(given, wrong)


def test_another_shape_is_another_result():
    with pytest.raises(AssertionError, match="t at size = 4"):
        explorer().check_calls(given, lambda size, stride, **_: shown(size, stride)[0])


def test_what_a_call_gives_may_be_looked_at_first():
    explorer().check_calls(given, lambda size, stride, **_: (1, 1, (size - 3) // stride + 1),
                           of=lambda y: y.shape)  # fmt: skip


def test_a_call_that_runs_where_the_picture_refuses_is_found():
    with pytest.raises(AssertionError, match=r"t at size = 2, .* gives 7, the picture refuses: 7"):
        explorer(size=(2, 5), calls=lambda **_: "7").check_calls({})


def test_a_call_that_fails_is_found():
    with pytest.raises(NameError, match="conv9d"):
        explorer(calls=lambda **_: "conv9d(x)").check_calls({})


def test_a_difference_within_the_tolerance_is_none():
    made = explorer(calls=lambda **_: "[x, 2]")
    close = {"x": 1.001}
    made.check_calls(close, lambda **_: [1, 2], tolerance=0.01)
    with pytest.raises(AssertionError, match=r"the picture gives \[1, 2\], the call \[1.001, 2\]"):
        made.check_calls(close, lambda **_: [1, 2])


@pytest.mark.parametrize(
    ("calls", "words"),
    [(lambda **_: "1", "1 result and nothing to compare it with"), (None, "t shows no call"),
     (lambda **_: "x = 1", "the last line of a call must have a value, got 'x = 1'")],
    ids=["single", "none", "statement"],
)  # fmt: skip
def test_nothing_to_compare_is_refused(calls, words):
    with pytest.raises(ValueError, match=words):
        explorer(calls=calls).check_calls({})


def test_a_control_that_changes_the_call_alone_has_an_effect():
    made = Explorer(lambda **_: "same", title="T", name="t", calls=lambda n, mode: f"f({mode!r})",
                    n=(1, 2), mode=["a", "b"])  # fmt: skip
    frames = [frame for _, frame in made.frames()]
    _, n, mode, _ = live.build(made, made.at(), frames).children
    assert (n.disabled, mode.disabled) == (True, False)
