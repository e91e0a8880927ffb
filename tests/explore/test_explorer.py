"""What an explorer shows, with and without a kernel."""

import base64
import re
import sys
from types import SimpleNamespace
from xml.etree import ElementTree

import ipywidgets
import numpy as np
import pytest
from matplotlib.figure import Figure
from PIL import Image

from convbook import definition, draw
from convbook.arithmetic import slides
from convbook.explore import Explorer, live
from convbook.explore.packing import unpack

IMAGE = np.array([[1, 0, 2, 3], [4, 1, 0, 2], [2, 5, 1, 0]])
KERNEL = np.array([[1, -2], [3, 0]])


def convolution(stride, step):
    """One step of a small convolution."""
    windows = slides(KERNEL.shape, (1, stride), (0, 1))
    output = definition.conv2d(
        IMAGE[None, None], KERNEL[None, None], stride=(1, stride), padding=(0, 1)
    )[0, 0]
    return draw.conv_step(IMAGE.shape, windows, min(step, output.size - 1), IMAGE, KERNEL, output)


@pytest.fixture
def steps():
    """An explorer over strides and steps."""
    return Explorer(
        convolution, title="One & two", name="steps", play="step", start={"stride": 2},
        stride=(1, 3), step=(0, 9),
    )  # fmt: skip


def pack_in(html):
    """The packed frames of a player."""
    return re.search(r'<script type="application/json">(.*?)</script>', html, re.DOTALL)[1]


def test_the_player_holds_the_frame_of_every_setting_in_order(steps):
    stored = unpack(pack_in(steps.player()))
    expected = [frame for _, frame in steps.frames()]
    assert stored == expected
    assert len(stored) == 3 * 10
    assert [values for values, _ in steps.frames()][10] == {"stride": 2, "step": 0}


def test_the_numbers_in_every_frame_are_those_of_the_definition(steps):
    for values, frame in steps.frames():
        output = definition.conv2d(
            IMAGE[None, None], KERNEL[None, None], stride=(1, values["stride"]), padding=(0, 1)
        )[0, 0]
        board = ElementTree.fromstring(frame.body).findall("{*}g")[2]
        texts = [
            t for t in board.iter("{http://www.w3.org/2000/svg}text") if t.get("class") is None
        ]
        found = [int(t.text.replace("−", "-")) for t in texts]
        assert found == output.ravel().astype(int).tolist()[: values["step"] + 1]


def test_a_setting_left_out_stays_as_at_the_start(steps):
    assert steps.at(step=4) == steps.at(stride=2, step=4) != steps.at(stride=1, step=4)


def test_without_a_kernel_the_display_is_player_and_words(steps):
    bundle = steps._repr_mimebundle_()
    assert sorted(bundle) == ["text/html", "text/plain"]
    assert bundle["text/html"] == steps.player()


def test_the_words_name_title_controls_and_the_first_picture(steps):
    assert str(steps).startswith(
        "One & two. Interactive figure with controls for stride (1 to 3), step (0 to 9). A play "
        "button moves step. At stride = 2, step = 0: An input of 3 by 4 cells,"
    )
    assert repr(steps) == str(steps)


def test_the_player_has_the_form_that_pages_and_comparisons_rely_on(steps):
    html = steps.player()
    assert html.startswith('<div class="cb-explorer" id="steps" data-cb-title="One &amp; two"')
    assert html.endswith("</script>\n</div>")
    assert len(re.findall(r"(?s)<style>.*?</style>", html)) == 1
    assert len(re.findall(r"(?s)<script>\(function.*?</script>", html)) == 1
    assert "http://" not in html.replace("http://www.w3.org/2000/svg", "")
    assert "https://" not in html


def test_every_control_and_button_is_off_until_the_script_runs_and_leaves_keys_to_the_player():
    html = Explorer(
        lambda **values: "x", title="T", name="t", play="a", a=(1, 2), b=["x", "y"], c=True
    ).player()
    parts = re.findall(r"<(?:input|select|button)[^>]*>", html)
    assert len(parts) == 3 + 6
    for part in parts:
        assert 'data-lm-suppress-shortcuts="true"' in part
        assert " disabled" in part


def test_every_input_has_a_label(steps):
    html = steps.player()
    for ident in re.findall(r'<(?:input|select)[^>]* id="([^"]*)"', html):
        assert f'<label for="{ident}">' in html


def test_the_poster_is_the_first_frame_as_a_picture_of_its_own(steps):
    code = re.search(r'src="data:image/svg\+xml;base64,([^"]*)"', steps.player())[1]
    svg = base64.b64decode(code).decode()
    assert svg == draw.paint(convolution(2, 0)).standalone


def test_the_picture_stands_behind_the_controls_so_that_none_moves_when_it_grows(steps):
    html = steps.player()
    places = [html.index(f'class="{name}"') for name in ("cb-controls", "cb-buttons", "cb-view")]
    assert places == sorted(places)


class Table:
    """Something with a form in HTML."""

    def _repr_html_(self):
        return "<table></table>"

    def __str__(self):
        return "a table"


def refused(value):
    """A frame function that refuses."""
    raise ValueError("the stride is 5, the input has 3 cells")


@pytest.mark.parametrize(
    ("returned", "kind", "alt"),
    [
        (lambda value: "two\nlines", "text", "two\nlines"),
        (lambda value: Table(), "html", "a table"),
        (lambda value: draw.paint(convolution(1, 3)), "picture", convolution(1, 3).alt),
        (lambda value: draw.Chart(Figure(), "A curve."), "image", "A curve."),
        (lambda value: draw.Chart(Figure(facecolor="none"), "A line."), "picture", "A line."),
        (lambda value: Figure(), "image", "A chart for value 1."),
        (refused, "refusal", "The stride is 5, the input has 3 cells."),
    ],
    ids=["text", "html", "picture", "image of a chart", "chart", "figure", "refusal"],
)
def test_a_frame_may_be_anything_that_shows_itself(returned, kind, alt):
    explorer = Explorer(returned, title="T", name="t", value=(1, 2))
    [first, _] = unpack(pack_in(explorer.player()))
    assert (first.kind, first.alt) == (kind, alt)
    assert first == explorer.at()
    assert {"image": "<img", "picture": "<svg", "text": "<pre"}.get(kind, "<") in first.markup


@pytest.mark.parametrize(
    ("returned", "kind"),
    [
        (None, "NoneType"),
        (b"x", "bytes"),
        (np.ones((2, 3)), "ndarray"),
        (Image.new("L", (2, 3)), "Image"),
        (Table, "type"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_frame_that_cannot_be_shown_is_refused_by_its_type(returned, kind):
    with pytest.raises(TypeError, match=f"returns a Scene, Picture, .* got {kind}$"):
        Explorer(lambda a: returned, title="T", name="t", a=(1, 2)).player()


def test_a_refusal_without_words_is_a_sentence():
    def refusing(a):
        raise ValueError

    explorer = Explorer(refusing, title="T", name="t", a=(1, 2))
    assert explorer.at().body == "This setting cannot be shown."


def test_other_errors_of_a_frame_function_are_not_swallowed():
    with pytest.raises(ZeroDivisionError):
        Explorer(lambda a: 1 / 0, title="T", name="t", a=(1, 2)).player()


def test_too_many_settings_are_refused_with_both_numbers():
    explorer = Explorer(lambda a, b: "x", title="T", name="t", a=(1, 40), b=(1, 26))
    with pytest.raises(ValueError, match=r"t has 1040 settings \(40 \(a\) × 26 \(b\)\).*most 1000"):
        explorer.player()


def test_too_many_bytes_are_refused_with_both_numbers():
    explorer = Explorer(lambda a: f"{a}" * 40_000, title="T", name="t", a=(1, 9))
    with pytest.raises(ValueError, match=r"t takes \d{6} bytes for 9 settings; .* most 150000"):
        explorer.player()


def test_the_live_view_computes_the_same_frames(steps):
    head, stride, step, play, stage = live.build(steps).children
    assert "One &amp; two" in head.value
    assert steps.at(stride=2, step=0).markup in stage.value
    stride.index, step.index = 0, 7
    assert steps.at(stride=1, step=7).markup in stage.value
    button, speed = play.children
    assert (button.min, button.max, button.interval) == (0, 9, 600)
    speed.label = "2×"
    assert button.interval == 300


def test_the_live_view_hands_over_values_of_every_kind_of_control():
    view = live.build(
        Explorer(
            lambda case, both, size: f"{case} {both} {size}",
            title="T",
            name="t",
            case=[("a", (1, 2)), ("b", (3, 4))],
            both=True,
            size=(2, 6, 2),
        )
    )
    _, case, both, size, stage = view.children
    assert ">(1, 2) True 2<" in stage.value
    case.index, both.value, size.index = 1, False, 2
    assert ">(3, 4) False 6<" in stage.value


def test_a_control_without_effect_is_off_in_the_live_view():
    explorer = Explorer(
        lambda big, small, both: "none" if big > 2 else f"{big} {small} {both}",
        title="T",
        name="t",
        start={"big": 2},
        big=(1, 4),
        small=["x", "y", "z"],
        both=False,
    )
    frames = [frame for _, frame in explorer.frames()]
    view = live.build(explorer, explorer.at(), frames)
    _, big, small, both, _ = view.children
    assert not (big.disabled or small.disabled or both.disabled)
    big.index = 2
    assert small.disabled and both.disabled and not big.disabled
    big.index = 0
    small.index = 2
    assert not (big.disabled or small.disabled or both.disabled)


def test_the_live_view_refuses_in_words_and_never_with_a_trace():
    def frame(value):
        if value == 2:
            raise ValueError("value 2 is larger than 1")
        return 1 / (3 - value) and "fine"

    _, value, stage = live.build(Explorer(frame, title="T", name="t", value=(1, 3))).children
    value.index = 1
    assert '<p class="cb-refusal">Value 2 is larger than 1.</p>' in stage.value
    value.index = 2
    assert "cannot be shown: ZeroDivisionError: division by zero</p>" in stage.value


def test_with_a_kernel_the_display_carries_the_live_view_too(steps, monkeypatch):
    shell = SimpleNamespace(kernel=object())
    monkeypatch.setitem(sys.modules, "IPython", SimpleNamespace(get_ipython=lambda: shell))
    bundle = steps._repr_mimebundle_()
    assert sorted(bundle) == [
        "application/vnd.jupyter.widget-view+json", "text/html", "text/plain",
    ]  # fmt: skip
    assert bundle["text/plain"] == str(steps)


def test_a_kernel_without_ipywidgets_shows_the_player(steps, monkeypatch):
    shell = SimpleNamespace(kernel=object())
    monkeypatch.setitem(sys.modules, "IPython", SimpleNamespace(get_ipython=lambda: shell))
    monkeypatch.setitem(sys.modules, "ipywidgets", None)
    assert ipywidgets is not None
    assert sorted(steps._repr_mimebundle_()) == ["text/html", "text/plain"]


def test_the_choice_at_the_start_is_the_one_selected():
    made = Explorer(str, title="T", name="t", object=["a", "b", "c"], start={"object": "b"})
    assert re.findall(r"<option(.*?)>(.)<", made.player()) == [
        ("", "a"), (" selected", "b"), ("", "c"),
    ]  # fmt: skip
