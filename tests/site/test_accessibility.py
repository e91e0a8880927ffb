"""Every page can be read by everyone: axe-core finds no violation of WCAG A or AA."""

import pytest
from axe_playwright_python.sync_playwright import Axe

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
OPTIONS = {
    "light": {
        "runOnly": {"type": "tag", "values": WCAG},
        # axe holds these back as young or as mere advice; the book keeps to them.
        "rules": {"label-content-name-mismatch": {"enabled": True}, "region": {"enabled": True}},
        "resultTypes": ["violations"],
    },
    # The dark page is the light one in other colors.
    "dark": {
        "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
        "resultTypes": ["violations"],
    },
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation(visit, page_name, scheme):
    window = visit(color_scheme=scheme)
    window.goto(page_name)
    assert window.page.evaluate("document.documentElement.dataset.theme") == scheme
    violations = Axe().run(window.page, options=OPTIONS[scheme]).response["violations"]
    found = [
        (violation["id"], node["target"], node["failureSummary"])
        for violation in violations
        for node in violation["nodes"]
    ]
    assert found == []


def test_every_picture_says_what_it_shows(shown):
    said = shown.page.locator(".bd-article :is(img, svg[role=img])").evaluate_all(
        "pictures => pictures.map(one => one.getAttribute('alt') ?? one.getAttribute('aria-label'))"
    )
    # MyST falls back on the name of the picture's file.
    assert [words for words in said if words is None or "_images/" in words] == []


def test_the_theme_switch_goes_round_and_is_remembered(visit):
    window = visit(color_scheme="light")
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
