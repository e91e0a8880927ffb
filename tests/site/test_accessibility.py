"""Every page can be read by everyone: axe-core finds no violation of WCAG A or AA."""

from tests.site.axe import EVERY_RULE, RULES_OF_COLOR, violations


def test_axe_finds_no_violation(shown):
    shown.show_scheme("light")
    assert violations(shown.page, EVERY_RULE) == []


def test_axe_finds_no_violation_in_the_dark(dark):
    assert violations(dark.page, RULES_OF_COLOR) == []


def test_every_picture_says_what_it_shows(shown):
    said = shown.page.locator(".bd-article :is(img, svg[role=img])").evaluate_all(
        "pictures => pictures.map(one => one.getAttribute('alt') ?? one.getAttribute('aria-label'))"
    )
    # MyST falls back on the name of the picture's file.
    assert [words for words in said if words is None or "_images/" in words] == []


def test_the_theme_switch_goes_round_and_is_remembered(fresh):
    window = fresh()
    window.goto("index.html")
    seen = []
    for _ in range(3):
        window.page.locator(".theme-switch-button").first.click()
        seen.append(window.page.evaluate("document.documentElement.dataset.theme"))
    assert "dark" in seen
    while window.page.evaluate("document.documentElement.dataset.theme") != "dark":
        window.page.locator(".theme-switch-button").first.click()
    window.page.reload()
    assert window.page.evaluate("document.documentElement.dataset.theme") == "dark"
