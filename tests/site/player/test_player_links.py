"""A link reproduces a setting, says what does not fit, and leaves other figures alone."""

import pytest

from convbook.explore import Explorer
from tests.site.player.three_players import output_numbers, slide


def test_a_link_names_every_control_and_reproduces_the_setting(opened):
    page = opened()
    page.locator("#the-steps [data-cb-control=case]").select_option("padding 1, stride 2")
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


@pytest.mark.parametrize("value", ["-2", "−2", "%E2%88%922"])
def test_a_link_may_write_a_minus_either_way(shown_by_itself, value):
    page = shown_by_itself(Explorer(str, title="T", name="t", object=(-3, 4)), f"#t?object={value}")
    assert page.locator("#t output").inner_text() == "−2"
    assert page.locator("#t .cb-view").inner_text() == "-2"
    page.locator("#t [data-cb-act=link]").click()
    assert page.evaluate("location.hash") == "#t?object=-2"


def test_labels_that_differ_in_the_minus_alone_are_told_apart(shown_by_itself):
    page = shown_by_itself(
        Explorer(lambda obj: ascii(obj), title="T", name="t", obj=["a−b", "a-b"]), "#t?obj=a-b"
    )
    assert page.locator("#t select").input_value() == "a-b"
    page.locator("#t select").select_option("a−b")
    page.locator("#t [data-cb-act=link]").click()
    assert page.evaluate("location.hash") == "#t?obj=a%E2%88%92b"


TOP = "document.querySelector('#sizes .cb-view').getBoundingClientRect().top"


def phrase_before(page, selector):
    """A phrase in front of an element, that sets the figure of sizes."""
    page.locator(selector).evaluate(
        """element => element.insertAdjacentHTML("beforebegin",
        '<p><a id="phrase" href="#sizes?size=4&both=on">four cells</a></p>')"""
    )
    return page.locator("#phrase")


def test_a_phrase_sets_the_figure_in_view_without_a_jump_and_says_what_changed(opened):
    # The page's time stands still: what is read out later does not come.
    page = opened(viewport={"width": 900, "height": 1200}, stopped=True)
    phrase = phrase_before(page, "#sizes")
    phrase.scroll_into_view_if_needed()
    page.locator("#sizes .cb-view").scroll_into_view_if_needed()
    top, address = page.evaluate(TOP), page.evaluate("location.href")
    phrase.click()
    assert page.locator("#sizes .cb-view").inner_text().endswith("True")
    assert page.locator("#sizes .cb-live").inner_text() == "Set: size 4, both on."
    assert page.locator("#sizes .cb-note").inner_text() == ""
    marked = page.locator("#sizes .cb-control[data-cb-changed] label").all_inner_texts()
    assert marked == ["size", "both"]
    assert (page.evaluate(TOP), page.evaluate("location.href")) == (top, address)
    assert page.evaluate("document.activeElement.id") == "phrase"
    phrase.press("Enter")
    assert page.locator("#sizes .cb-live").inner_text() == "This is the setting already."
    assert page.locator("#sizes [data-cb-changed]").count() == 0


def test_the_marks_go_when_the_reader_moves_a_control(opened):
    page = opened()
    phrase_before(page, "#sizes").click()
    assert page.locator("#sizes [data-cb-changed]").count() == 2
    slide(page, "kernel", 1)
    assert page.locator("#sizes [data-cb-changed]").count() == 0
    assert page.locator("#sizes .cb-note").inner_text() == ""


def test_a_phrase_far_from_its_figure_brings_it_into_view(opened):
    page = opened(viewport={"width": 900, "height": 500})
    phrase = phrase_before(page, "#the-steps")
    page.evaluate("document.querySelector('#sizes').style.marginTop = '3000px'")
    page.evaluate("scrollTo(0, 0)")
    phrase.click()
    top, bottom = page.locator("#sizes .cb-view").evaluate(
        "view => [view.getBoundingClientRect().top, view.getBoundingClientRect().bottom]"
    )
    assert top > -1 and bottom < 501


def test_a_phrase_that_does_not_fit_says_so(opened):
    page = opened()
    phrase = phrase_before(page, "#sizes")
    phrase.evaluate("link => { link.href = '#sizes?size=77'; }")
    phrase.click()
    assert "“size” cannot be “77”" in page.locator("#sizes .cb-note").inner_text()
