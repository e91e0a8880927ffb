"""The call below the picture follows the controls, can be copied, and moves nothing."""

import pytest

from convbook.explore import Explorer

LONG = ", padding=(0, 0), padding_mode='zeros', output_padding=(0, 0), groups=1, bias=None"


def calls(stride, size):
    """A call in two libraries, of one line and of two; none at stride 3."""
    if stride == 3:
        return None
    long = LONG if stride == 2 else ""
    return {
        "torch": f"conv(x, w, stride={stride}{long})",
        "numpy": f"y = x[::{stride}]\ny < {size}",
    }


def frame(stride, size):
    """Text, and a refusal at stride 4."""
    if stride == 4:
        raise ValueError(f"a stride of {stride} is more than {size}")
    return f"stride {stride}, size {size}"


@pytest.fixture
def page(shown_by_itself):
    """A page with such an explorer and a line below it."""
    made = Explorer(frame, title="T", name="t", calls=calls, stride=(1, 4), size=(2, 3))
    return shown_by_itself(made, around="{}<p id='below'>Below.</p>")


def codes(page):
    """The calls on the page, those that are seen."""
    return [one.inner_text() for one in page.locator(".cb-call code > span").all()
            if one.is_visible()]  # fmt: skip


def put(page, name, place):
    """Put a slider at a place."""
    page.locator(f"[data-cb-control={name}]").fill(str(place))


def test_the_calls_follow_the_controls(page):
    assert codes(page) == ["conv(x, w, stride=1)", "y = x[::1]\ny < 2"]
    put(page, "size", 1)
    put(page, "stride", 1)
    assert codes(page) == [f"conv(x, w, stride=2{LONG})", "y = x[::2]\ny < 3"]
    assert page.locator(".cb-call-title").inner_text() == "The call of this setting:"


def test_a_setting_without_a_call_shows_none_and_a_refusal_its_own(page):
    put(page, "stride", 2)
    assert codes(page) == []
    assert page.locator(".cb-call-title").inner_text() == "No call stands for this setting."
    assert not page.locator(".cb-call button").first.is_visible()
    put(page, "stride", 3)
    assert codes(page) == ["conv(x, w, stride=4)", "y = x[::4]\ny < 2"]
    assert page.locator(".cb-call-title").inner_text() == "This call raises an error:"


# Of the words: the box around them is as tall as the longest call.
HEIGHT = """span => {
  const range = document.createRange();
  range.selectNodeContents(span);
  return range.getBoundingClientRect().height;
}"""


@pytest.mark.parametrize("width", [900, 375])
def test_a_longer_call_moves_nothing(page, width):
    page.set_viewport_size({"width": width, "height": 800})
    below = page.locator("#below")
    before = below.bounding_box()
    heights = set()
    for place in (1, 2, 0):
        put(page, "stride", place)
        heights.add(page.locator(".cb-call code > span").first.evaluate(HEIGHT))
        assert below.bounding_box() == before
    assert width > 500 or len(heights) > 1


CLIPBOARD = """write => {
  const clipboard = write && {writeText: text => { window.copied = text; return write(); }};
  Object.defineProperty(navigator, "clipboard", {value: clipboard, configurable: true});
}"""


def test_a_call_is_copied(page):
    page.evaluate(f"({CLIPBOARD})(() => Promise.resolve())")
    put(page, "stride", 1)
    before = page.locator("#below").bounding_box()
    page.get_by_role("button", name="Copy the call numpy").click()
    page.wait_for_function("document.querySelector('.cb-copied').textContent")
    assert page.locator(".cb-copied").inner_text() == "The call is copied."
    assert page.evaluate("window.copied") == "y = x[::2]\ny < 2"
    assert page.locator("#below").bounding_box() == before
    put(page, "stride", 0)
    assert page.locator(".cb-copied").inner_text() == ""


@pytest.mark.parametrize("write", ["null", "() => Promise.reject(new Error('no'))"])
def test_a_call_that_cannot_be_copied_is_selected(page, write):
    page.evaluate(f"({CLIPBOARD})({write})")
    page.get_by_role("button", name="Copy the call torch").press("Enter")
    page.wait_for_function("document.querySelector('.cb-copied').textContent")
    assert page.locator(".cb-copied").inner_text().startswith("The call is selected;")
    assert page.evaluate("getSelection().toString()") == "conv(x, w, stride=1)"


def test_without_javascript_and_in_print_the_call_shows_and_no_button(page, shown_by_itself):
    made = Explorer(frame, title="T", name="t", calls=calls, stride=(1, 4), size=(2, 3))
    scriptless = shown_by_itself(made, java_script_enabled=False)
    page.emulate_media(media="print")
    for one in (scriptless, page):
        assert one.locator(".cb-call code > span").first.inner_text() == "conv(x, w, stride=1)"
        assert one.locator(".cb-call code > span").first.is_visible()
        assert not one.locator(".cb-call button").first.is_visible()
    assert scriptless.locator(".cb-call").first.bounding_box()["height"] < 40
