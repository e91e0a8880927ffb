"""Questions for those who use keys, a finger, paper, a screen reader or no JavaScript."""

import pytest
from axe_playwright_python.sync_playwright import Axe

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.mark.parametrize("width", [1280, 375])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation_and_nothing_overflows(opened, scheme, width):
    page = opened(
        color_scheme=scheme, viewport={"width": width, "height": 800}, has_touch=width < 500
    )
    for name, typed in (("length", "6"), ("share", "abc"), ("output", "-3 4")):
        page.locator(f"#{name}-answer").fill(typed)
        page.locator(f"#{name}-answer").press("Enter")
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}})
    faults = found.response["violations"]
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in faults] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_keys_alone_answer_and_the_focus_is_seen(opened):
    page = opened()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "length-answer"
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.type("6")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.className") == "cb-reply"
    for _ in range(3):  # the reply to the rest: its field, its two buttons
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Show the answer"
    page.keyboard.press("Space")
    assert page.locator("#share .cb-reveal").is_visible()


def test_keys_alone_choose(opened):
    page = opened()
    page.get_by_label("It doubles").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.locator("#memory .cb-verdict").inner_text().startswith("Not so. The weights stay")


def test_field_and_reply_say_what_they_are(opened):
    page = opened()
    field = page.locator("#length").get_by_role("textbox", name="Your answer")
    described = field.get_attribute("aria-describedby").split()
    said = [page.locator(f"#{one}").inner_text() for one in described]
    assert [said[0][:10], said[1]] == ["A kernel o", "cells"]
    assert page.get_by_role("group", name="A kernel of 3 cells").count() == 1
    reply = page.locator("#length").get_by_role("status")
    assert reply.get_attribute("aria-live") == "polite"
    assert page.locator("#memory").get_by_role("group", name="Choose one").count() == 1


def test_everything_to_press_is_large_enough_for_a_finger(opened):
    page = opened(viewport={"width": 375, "height": 800}, has_touch=True, is_mobile=True)
    for one in page.locator("button, a, .cb-field, .cb-option").all():
        assert one.bounding_box()["height"] >= 44
    assert page.locator("button").count() == 4 * 2 + 2


def test_without_javascript_there_are_question_choices_and_a_fold(opened):
    page = opened(java_script_enabled=False)
    question = page.locator("#memory")
    assert question.locator("li").all_inner_texts() == ["It doubles", "It stays", "It is half"]
    answer = question.get_by_text("The memory doubles")
    assert answer.is_hidden() and page.locator("form").count() == 0
    question.get_by_text("The answer").click()
    assert answer.is_visible()


@pytest.mark.parametrize("scripts", [True, False])
def test_paper_shows_question_and_answer_and_no_form(opened, scripts):
    page = opened(java_script_enabled=scripts)
    page.emulate_media(media="print")
    question = page.locator("#memory")
    for words in ("What happens to the memory", "It stays", "The memory doubles, because"):
        box = question.get_by_text(words).first.bounding_box()
        assert box and box["height"] > 10
    assert page.locator(".cb-form:visible").count() == 0


@pytest.mark.parametrize(
    ("change", "scheme", "dark"),
    [
        ("", "dark", True),
        ("document.documentElement.dataset.theme = 'dark'", "light", True),
        ("document.documentElement.dataset.theme = 'light'", "dark", False),
        ("document.body.dataset.jpThemeLight = 'false'", "light", True),
    ],
)
def test_a_question_follows_the_theme_of_the_page(opened, change, scheme, dark):
    page = opened(color_scheme=scheme)
    page.evaluate(change or "0")
    color = page.evaluate("getComputedStyle(document.querySelector('.cb-predict')).color")
    assert color == ("rgb(230, 235, 242)" if dark else "rgb(27, 36, 48)")
