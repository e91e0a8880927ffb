"""What a player shows: the numbers, the words, and nothing that moves by itself."""

import pytest

from convbook.explore import Explorer
from tests.site.player.three_players import CASES, convolution, made, output_numbers, slide


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_the_numbers_on_the_page_are_those_of_the_definition(opened, case):
    page = opened()
    page.locator("#the-steps [data-cb-control=case]").select_option(case[0])
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
        page.locator("#the-steps [data-cb-control=case]").select_option(label)
        step.press("End")
        lasts.append(int(step.input_value()))
        assert step.get_attribute("max") == step.input_value()
    assert lasts == [made(case).size - 1 for _, case in CASES] == [5, 11, 7]
    assert page.locator("#the-steps [data-cb-act=forward]").is_disabled()


def test_a_step_beyond_the_new_case_becomes_its_last(opened):
    page = opened("#the-steps?case=padding+1&step=11")
    page.locator("#the-steps [data-cb-control=case]").select_option("no padding")
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


def test_a_control_without_effect_is_off_and_says_why(opened):
    page = opened()
    both = page.locator("[data-cb-control=both]")
    reason = page.locator("#sizes .cb-idle")
    place = both.bounding_box()
    assert both.is_enabled() and reason.inner_text() == ""
    slide(page, "kernel", 5)
    assert both.is_disabled()
    assert reason.inner_text() == "No effect here: both. Try another kernel."
    assert both.bounding_box() == place
    assert both.get_attribute("aria-describedby") == reason.get_attribute("id")
    assert page.locator("[data-cb-control=size]").is_enabled()  # the refusal names the size
    slide(page, "kernel", 2)
    assert both.is_enabled() and reason.inner_text() == ""


def test_a_step_that_cannot_be_reached_is_no_reason(shown_by_itself):
    """Both routes begin alike, and one of them ends before they part."""
    lasts = {"short": 1, "long": 3}
    routes = Explorer(
        lambda route, step: f"place {min(step, lasts[route])}",
        title="Routes", name="routes", play="step", route=list(lasts), step=(0, 5),
    )  # fmt: skip
    page = shown_by_itself(routes)
    reason = page.locator("#routes .cb-idle")
    assert reason.inner_text() == "No effect here: route."
    assert page.locator("[data-cb-control=route]").is_disabled()


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


def test_reset_brings_back_the_start(opened):
    page = opened()
    slide(page, "size", 4)
    slide(page, "kernel", 5)
    page.locator("#sizes [data-cb-act=reset]").click()
    assert page.locator("#sizes .cb-view").inner_text() == "2 places\nboth: False"
    assert page.locator("#sizes output").all_inner_texts() == ["2", "3"]


def test_no_control_moves_when_frames_change(opened):
    page = opened()
    controls = page.locator("#the-steps :is(select, input, button)")
    boxes = [box.bounding_box() for box in controls.all()]
    for label, _ in CASES:
        page.locator("#the-steps [data-cb-control=case]").select_option(label)
        slide(page, "step", 3)
        assert [box.bounding_box() for box in controls.all()] == boxes


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
