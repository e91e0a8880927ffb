"""The player on a page of its own: the numbers it shows, its links, keys, words and themes."""

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from matplotlib.figure import Figure

from convbook import definition, draw
from convbook.arithmetic import slides
from convbook.explore import Explorer

IMAGE = np.array([[1, 0, 2, 3, 1], [4, 1, 0, 2, 2], [2, 5, 1, 0, 3]])
KERNEL = np.array([[1, -2, 1], [3, 0, -1]])
CASES = [("no padding", (0, 1)), ("padding 1", (1, 1)), ("padding 1, stride 2", (1, 2))]


def made(case):
    """The output of one case, computed product by product."""
    padding, stride = case
    return definition.conv2d(
        IMAGE[None, None], KERNEL[None, None], stride=(1, stride), padding=(padding, 0)
    )[0, 0]


def convolution(case, step):
    """One step of one case."""
    padding, stride = case
    windows = slides(KERNEL.shape, (1, stride), (padding, 0))
    output = made(case)
    return draw.conv_step(IMAGE.shape, windows, min(step, output.size - 1), IMAGE, KERNEL, output)


def refusing(kernel, size, both):
    """Text, and a refusal where the kernel is the larger."""
    if kernel > size:
        raise ValueError(f"a kernel of {kernel} cells does not fit on {size} cells")
    return f"{size - kernel + 1} places\nboth: {both}"


def chart(power):
    """A small chart."""
    figure = Figure(figsize=(2, 1))
    figure.add_subplot().plot([0, 1, 2**power])
    return draw.Chart(figure, f"A curve to {2**power}.")


EXPLORERS = (
    Explorer(convolution, title="Steps", name="the-steps", play="step", case=CASES, step=(0, 11)),
    Explorer(
        refusing, title="Sizes", name="sizes", start={"size": 3, "kernel": 2},
        kernel=(1, 5), size=(2, 4), both=False,
    ),
    Explorer(chart, title="Curve", name="curve", power=(1, 3)),
)  # fmt: skip


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


NUMBERS = """
() => [...document.querySelectorAll("#the-steps [data-cb-grid=output] text:not([class])")]
  .map(text => Number(text.textContent.replace("−", "-")))
"""


def output_numbers(page):
    """The numbers in the output board."""
    return page.evaluate(NUMBERS)


def slide(page, name, value):
    """Put a range at a value, as a reader's hand does."""
    page.locator(f"[data-cb-control={name}]").fill(str(value))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_the_numbers_on_the_page_are_those_of_the_definition(opened, case):
    page = opened()
    page.locator("#the-steps select").select_option(case[0])
    expected = made(case[1]).ravel().astype(int).tolist()
    assert len(expected) > 3
    for step in range(len(expected)):
        slide(page, "step", step)
        assert output_numbers(page) == expected[: step + 1]
        formula = page.locator("#the-steps .t-line").all_text_contents()
        total = formula[-1].split("=")[1].strip().replace("−", "-")
        assert int(total) == expected[step]


def test_the_slider_ends_with_the_last_step_of_its_case(opened):
    page = opened()
    step = page.locator("[data-cb-control=step]")
    lasts = []
    for label, _ in CASES:
        page.locator("#the-steps select").select_option(label)
        step.press("End")
        lasts.append(int(step.input_value()))
        assert step.get_attribute("max") == step.input_value()
    assert lasts == [made(case).size - 1 for _, case in CASES] == [5, 11, 7]
    assert page.locator("#the-steps [data-cb-act=forward]").is_disabled()


def test_a_step_beyond_the_new_case_becomes_its_last(opened):
    page = opened("#the-steps?case=padding+1&step=11")
    page.locator("#the-steps select").select_option("no padding")
    assert page.locator("#the-steps output").inner_text() == "5"
    assert output_numbers(page) == made((0, 1)).ravel().astype(int).tolist()


def test_a_setting_that_cannot_be_shows_its_sentence_and_comes_back(opened):
    page = opened()
    view = page.locator("#sizes .cb-view")
    assert view.inner_text() == "2 places\nboth: False"
    slide(page, "kernel", 5)
    refusal = view.locator(".cb-refusal")
    assert refusal.inner_text() == "A kernel of 5 cells does not fit on 3 cells."
    slide(page, "kernel", 1)
    assert view.inner_text() == "3 places\nboth: False"
    page.locator("[data-cb-control=both]").check()
    assert view.inner_text() == "3 places\nboth: True"


def test_an_image_changes_with_its_words(opened):
    page = opened()
    image = page.locator("#curve .cb-view img")
    first = image.get_attribute("src")
    slide(page, "power", 3)
    assert image.get_attribute("alt") == "A curve to 8."
    assert image.get_attribute("src") != first


def test_every_picture_says_in_words_what_it_shows(opened):
    page = opened()
    picture = page.locator("#the-steps .cb-view svg")
    for step in (0, 4):
        slide(page, "step", step)
        assert picture.get_attribute("role") == "img"
        assert picture.get_attribute("aria-label") == convolution((0, 1), step).alt


def test_a_screen_reader_hears_what_changed_once_the_reader_rests(opened):
    page = opened()
    live = page.locator("#the-steps .cb-live")
    assert live.inner_text() == ""
    for step in (1, 2, 3):
        slide(page, "step", step)
    page.wait_for_function("document.querySelector('#the-steps .cb-live').textContent")
    said = live.inner_text()
    assert said.startswith("Step 4 of 6.")
    assert "An input of" not in said


def test_nothing_is_said_during_play_and_the_end_is(opened):
    page = opened("#the-steps?case=no+padding&step=3")
    page.clock.install()
    page.locator("#the-steps [data-cb-act=play]").press("Enter")
    live = page.locator("#the-steps .cb-live")
    page.clock.run_for(1700)
    assert page.locator("#the-steps output").inner_text() == "4"
    assert live.inner_text() == ""
    page.clock.run_for(2000)
    assert page.locator("#the-steps output").inner_text() == "5"
    assert page.locator("#the-steps [data-cb-act=play]").inner_text() == "Play"
    assert live.inner_text().startswith("Step 6 of 6.")


def test_play_begins_again_at_the_end_and_a_moved_control_stops_it(opened):
    page = opened("#the-steps?case=no+padding&step=5")
    page.clock.install()
    play = page.locator("#the-steps [data-cb-act=play]")
    play.click()
    assert page.locator("#the-steps output").inner_text() == "0"
    page.clock.run_for(1000)
    assert play.inner_text() == "Pause"
    slide(page, "step", 3)
    page.clock.run_for(3000)
    assert page.locator("#the-steps output").inner_text() == "3"
    assert play.inner_text() == "Play"


def test_nothing_plays_by_itself(opened):
    page = opened()
    page.clock.install()
    page.clock.run_for(5000)
    assert page.locator("#the-steps output").inner_text() == "0"


def test_keys_move_step_and_choice(opened):
    page = opened()
    step = page.locator("[data-cb-control=step]")
    step.press("ArrowRight")
    step.press("ArrowRight")
    step.press("ArrowLeft")
    assert output_numbers(page) == made((0, 1)).ravel().astype(int).tolist()[:2]
    page.locator("#the-steps select").press("ArrowDown")
    assert output_numbers(page) == made((1, 1)).ravel().astype(int).tolist()[:2]
    page.locator("#the-steps [data-cb-act=forward]").press("Space")
    assert len(output_numbers(page)) == 3


def test_reset_brings_back_the_start(opened):
    page = opened()
    slide(page, "size", 4)
    slide(page, "kernel", 5)
    page.locator("#sizes [data-cb-act=reset]").click()
    assert page.locator("#sizes .cb-view").inner_text() == "2 places\nboth: False"
    assert page.locator("#sizes output").all_inner_texts() == ["2", "3"]


def test_a_link_names_every_control_and_reproduces_the_setting(opened):
    page = opened()
    page.locator("#the-steps select").select_option("padding 1, stride 2")
    slide(page, "step", 4)
    page.locator("#the-steps [data-cb-act=link]").click()
    fragment = page.evaluate("location.hash")
    assert fragment == "#the-steps?case=padding+1%2C+stride+2&step=4"
    page.wait_for_function("document.querySelector('#the-steps .cb-note').textContent")
    again = opened(fragment)
    assert output_numbers(again) == output_numbers(page)
    assert again.locator("#sizes .cb-note").inner_text() == ""


def test_a_link_followed_on_the_same_page_moves_only_its_own_figure(opened):
    page = opened()
    before = page.locator("#the-steps .cb-view").inner_html()
    page.evaluate("location.hash = '#sizes?kernel=1&size=4&both=on'")
    page.wait_for_function(
        "document.querySelector('#sizes .cb-view').textContent.startsWith('4 places')"
    )
    assert page.locator("#sizes .cb-view").inner_text().endswith("True")
    assert page.locator("#the-steps .cb-view").inner_html() == before


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("kernel=9&size=4", "“kernel” cannot be “9”. The rest of it is shown."),
        ("colour=red&size=4", "This figure has no setting “colour”."),
        ("size=4&kernel=%3Cimg%3E", "“kernel” cannot be “<img>”."),
    ],
)
def test_a_link_that_does_not_fit_says_so_and_shows_the_rest(opened, query, words):
    page = opened(f"#sizes?{query}")
    note = page.locator("#sizes .cb-note").inner_text()
    assert note.startswith("The link does not fit this figure:")
    assert words in note
    assert page.locator("#sizes .cb-view").inner_text().startswith("3 places")


def test_a_link_to_a_step_beyond_the_last_says_where_it_ends(opened):
    page = opened("#the-steps?case=no+padding&step=9")
    assert "“step” ends at 5 here." in page.locator("#the-steps .cb-note").inner_text()
    assert len(output_numbers(page)) == 6


@pytest.mark.parametrize("fragment", ["#sizes", "#elsewhere?kernel=1", "#%E0%A4%A", "#sizes?"])
def test_other_addresses_leave_the_figure_alone(opened, fragment):
    page = opened(fragment)
    assert page.locator("#sizes .cb-view").inner_text() == "2 places\nboth: False"
    assert page.locator("#sizes .cb-note").inner_text() == ""


def test_no_control_moves_when_frames_change(opened):
    page = opened()
    controls = page.locator("#the-steps :is(select, input, button)")
    boxes = [box.bounding_box() for box in controls.all()]
    for label, _ in CASES:
        page.locator("#the-steps select").select_option(label)
        slide(page, "step", 3)
        assert [box.bounding_box() for box in controls.all()] == boxes


COLOR = "getComputedStyle(document.querySelector('#the-steps .c-input')).fill"


@pytest.mark.parametrize(
    ("change", "scheme", "dark"),
    [
        ("", "dark", True),
        ("", "light", False),
        ("document.documentElement.dataset.theme = 'dark'", "light", True),
        ("document.documentElement.dataset.theme = 'light'", "dark", False),
        ("document.body.dataset.jpThemeLight = 'false'", "light", True),
        ("document.body.dataset.jpThemeLight = 'true'", "dark", False),
    ],
)
def test_the_picture_follows_the_theme_of_the_page(opened, change, scheme, dark):
    from convbook.draw.palette import colors

    page = opened(color_scheme=scheme)
    page.evaluate(change or "0")
    hexes = colors()["input-fill"][dark]
    red, green, blue = (int(hexes[n : n + 2], 16) for n in (1, 3, 5))
    assert page.evaluate(COLOR) == f"rgb({red}, {green}, {blue})"


def test_without_javascript_the_first_picture_and_a_sentence_show(opened):
    page = opened(java_script_enabled=False)
    poster = page.locator("#the-steps .cb-poster")
    assert poster.bounding_box()["width"] > 200
    assert poster.get_attribute("alt") == convolution((0, 1), 0).alt
    assert page.locator("#the-steps .cb-still").is_visible()
    assert page.locator("[data-cb-control]:not([disabled])").count() == 0
    assert page.locator("#sizes .cb-view").inner_text() == "2 places\nboth: False"


def test_with_javascript_the_sentence_is_gone(opened):
    assert not opened().locator("#the-steps .cb-still").is_visible()


@pytest.mark.parametrize("width", [1280, 375])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation_and_nothing_overflows(opened, scheme, width):
    page = opened(
        "#curve?power=9",
        color_scheme=scheme,
        viewport={"width": width, "height": 800},
        has_touch=width < 500,
    )
    assert page.locator("#curve .cb-note").inner_text()
    # A page without a stylesheet of its own still has the browser's dark ground.
    page.add_style_tag(content=":root { color-scheme: light dark }")
    slide(page, "kernel", 5)
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": tags}})
    assert [one["id"] for one in found.response["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_everything_to_press_is_large_enough_for_a_finger(opened):
    page = opened(viewport={"width": 375, "height": 800}, has_touch=True, is_mobile=True)
    for one in page.locator("input, select, button").all():
        box = one.bounding_box()
        assert box["height"] >= (24 if one.get_attribute("type") == "checkbox" else 40)
