"""Every explorer on every page moves: by mouse, by keyboard, by its buttons and by links."""

import re

import pytest

VIEW = "element => element.querySelector('.cb-view').innerHTML"

TURN_EVERY_CONTROL = """
root => {
  const view = () => root.querySelector(".cb-view").innerHTML;
  const turned = {};
  for (const input of root.querySelectorAll("[data-cb-control]")) {
    root.querySelector("[data-cb-act=reset]").click();
    const seen = new Set([view()]);
    const values = input.type === "checkbox" ? [0, 1] : JSON.parse(input.dataset.cbLabels);
    values.forEach((value, n) => {
      if (input.type === "checkbox") input.checked = Boolean(n);
      else if (input.type === "range") input.value = value;
      else input.selectedIndex = n;
      input.dispatchEvent(new Event("input", {bubbles: true}));
      seen.add(view());
    });
    turned[input.dataset.cbControl] = seen.size;
  }
  root.querySelector("[data-cb-act=reset]").click();
  return turned;
}
"""


@pytest.fixture
def explorers(visit, explorer_page):
    """Explorers of a page, each brought into the window."""
    window = visit()
    window.goto(explorer_page)
    found = window.page.locator(".cb-explorer").all()
    for explorer in found:
        explorer.scroll_into_view_if_needed()
    return window, found


def test_every_control_of_every_explorer_changes_its_picture(explorers):
    window, found = explorers
    still = {
        (explorer.get_attribute("id"), name)
        for explorer in found
        for name, pictures in explorer.evaluate(TURN_EVERY_CONTROL).items()
        if pictures < 2
    }
    assert still == set()
    assert window.errors == []


def test_the_arrow_keys_move_every_slider(explorers):
    for explorer in explorers[1]:
        for slider in explorer.locator("input[type=range]:not([disabled])").all():
            before = slider.input_value()
            least, most = slider.get_attribute("min"), slider.get_attribute("max")
            slider.focus()
            slider.press("ArrowLeft" if before == most and before != least else "ArrowRight")
            assert slider.input_value() != before or least == most


def test_play_moves_the_picture_and_pause_holds_it(explorers):
    for explorer in explorers[1]:
        play = explorer.locator("[data-cb-act=play]")
        if not play.count() or play.is_disabled():
            continue
        before = explorer.evaluate(VIEW)
        play.press("Enter")
        explorer.page.wait_for_function(
            "([root, before]) => root.querySelector('.cb-view').innerHTML !== before",
            arg=[explorer.element_handle(), before],
        )
        if play.text_content() == "Pause":  # at the last place it has paused by itself
            play.press("Space")
        held = explorer.evaluate(VIEW)
        explorer.page.wait_for_timeout(1100)
        assert explorer.evaluate(VIEW) == held


def test_forward_and_back_undo_each_other(explorers):
    for explorer in explorers[1]:
        forward = explorer.locator("[data-cb-act=forward]")
        if not forward.count() or forward.is_disabled():
            continue
        before = explorer.evaluate(VIEW)
        forward.click()
        assert explorer.evaluate(VIEW) != before
        explorer.locator("[data-cb-act=back]").click()
        assert explorer.evaluate(VIEW) == before


def test_a_link_brings_back_the_setting(explorers, visit, explorer_page):
    window, found = explorers
    for explorer in found:
        name = explorer.get_attribute("id")
        control = explorer.locator("[data-cb-control]").first
        if control.get_attribute("type") == "range":
            control.press("End")
        elif control.get_attribute("type") == "checkbox":
            control.press("Space")
        else:
            control.press("ArrowDown")
        wanted = explorer.evaluate(VIEW)
        explorer.locator("[data-cb-act=link]").click()
        fragment = "#" + window.page.url.split("#")[1]
        assert re.match(rf"#{name}[?]", fragment)
        other = visit()
        other.goto(explorer_page, fragment)
        assert other.page.locator(f"#{name}").evaluate(VIEW) == wanted


def test_explorers_on_one_page_do_not_move_each_other(explorers):
    found = explorers[1]
    for moved in found:
        before = [explorer.evaluate(VIEW) for explorer in found if explorer is not moved]
        moved.evaluate(TURN_EVERY_CONTROL)
        assert [one.evaluate(VIEW) for one in found if one is not moved] == before


def test_explorers_move_when_the_page_is_opened_from_a_folder(visit, site, explorer_page):
    if explorer_page == "404.html":
        pytest.skip("only a server shows this page, so its links start at the root")
    window = visit()
    window.page.goto((site / explorer_page).as_uri())
    for explorer in window.page.locator(".cb-explorer").all():
        assert max(explorer.evaluate(TURN_EVERY_CONTROL).values()) > 1


def test_a_finger_moves_a_slider(visit, explorer_page):
    window = visit(width=375, height=812, has_touch=True, is_mobile=True)
    window.goto(explorer_page)
    for slider in window.page.locator(".cb-explorer input[type=range]").all():
        slider.scroll_into_view_if_needed()
        box = slider.bounding_box()
        window.page.touchscreen.tap(box["x"] + box["width"] * 0.9, box["y"] + box["height"] / 2)
        assert box["height"] >= 24


def test_an_explorer_shows_a_still_picture_without_javascript(visit, explorer_page):
    window = visit(java_script_enabled=False)
    window.page.goto(f"{window.address}/{explorer_page}")
    for explorer in window.page.locator(".cb-explorer").all():
        shown = explorer.locator(".cb-view > *").first
        assert shown.is_visible() and shown.bounding_box()["height"] > 20
        assert explorer.locator("[data-cb-control]:not([disabled])").count() == 0
