"""Outputs that wait for an answer."""

import pytest

WAITING, OTHER = "#fig-waits", "#other"


def commit(page, typed="4"):
    """Answer the question that the first output waits for."""
    page.locator("#length-answer").fill(typed)
    page.locator("#length-answer").press("Enter")


SHOWN = """
one => new Promise(tell => requestAnimationFrame(() => requestAnimationFrame(() =>
  tell(document.querySelector(one).checkVisibility({contentVisibilityAuto: true})))))
"""


def is_shown(page, selector):
    """Whether an output is painted: `hidden until-found` leaves it a box of its own.

    What a change of style does to hidden content takes effect with the next picture of the page.
    """
    return page.evaluate(SHOWN, selector)


def test_an_output_waits_for_its_own_question(opened):
    page = opened()
    assert not is_shown(page, WAITING) and not is_shown(page, OTHER)
    assert page.locator(".cb-waits").count() == 2
    commit(page, "5")
    assert not is_shown(page, WAITING)
    commit(page)
    assert is_shown(page, WAITING) and not is_shown(page, OTHER)
    assert page.locator(".cb-waits").count() == 1


def test_what_waits_takes_no_room(opened):
    page = opened()
    heights = "[...document.querySelectorAll('.cell_output')].map(one => one.offsetHeight)"
    assert page.evaluate(heights) == [0, 0]


def test_giving_up_opens_what_waits(opened):
    page = opened()
    page.locator("#length").get_by_role("button", name="Show the answer").click()
    assert is_shown(page, WAITING)


def test_it_can_be_shown_without_an_answer_and_has_the_focus_then(opened):
    page = opened()
    box = page.locator(".cb-waits").first
    assert "waits for your answer" in box.inner_text()
    assert box.get_by_role("link", name="To the question").get_attribute("href") == "#length"
    box.get_by_role("button", name="Show it without an answer").press("Enter")
    assert is_shown(page, WAITING) and not is_shown(page, OTHER)
    assert page.evaluate("document.activeElement === document.querySelector('.cell_output')")
    assert page.locator("#length-answer").is_visible()


@pytest.mark.parametrize("fragment", ["#fig-waits", "#fig-waits?size=3"])
def test_a_link_into_what_waits_opens_it(opened, fragment):
    page = opened(fragment)
    assert is_shown(page, WAITING) and not is_shown(page, OTHER)
    assert page.locator(".cb-waits").count() == 1


def test_a_link_followed_on_the_page_opens_what_waits(opened):
    page = opened()
    page.evaluate("location.hash = '#other?size=3'")
    page.wait_for_function("document.querySelectorAll('.cb-waits').length === 1")
    assert is_shown(page, OTHER)


@pytest.mark.parametrize("fragment", ["#elsewhere", "#%E0%A4%A", "#length"])
def test_other_links_open_nothing(opened, fragment):
    page = opened(fragment)
    assert not is_shown(page, WAITING)


def test_the_search_of_the_browser_finds_what_waits(opened):
    page = opened()
    assert page.locator(".cell_output").first.get_attribute("hidden") == "until-found"
    page.evaluate("document.querySelector('.cell_output').dispatchEvent(new Event('beforematch'))")
    assert is_shown(page, WAITING)
    assert page.locator(".cb-waits").count() == 1


def test_on_paper_nothing_waits(opened):
    page = opened()
    page.emulate_media(media="print")
    assert is_shown(page, WAITING) and is_shown(page, OTHER)
    assert page.locator(".cb-waits").first.is_hidden()


def test_without_javascript_nothing_waits(opened):
    page = opened(java_script_enabled=False)
    assert page.locator(WAITING).is_visible() and page.locator(OTHER).is_visible()
