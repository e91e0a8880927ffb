"""The player in both themes, on a phone, and for those who do not see it."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.site.player.three_players import slide

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
    from convbook.draw._paint.palette import colors

    page = opened(color_scheme=scheme)
    page.evaluate(change or "0")
    hexes = colors()["input-fill"][dark]
    red, green, blue = (int(hexes[n : n + 2], 16) for n in (1, 3, 5))
    assert page.evaluate(COLOR) == f"rgb({red}, {green}, {blue})"


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
