"""Every explorer on every page moves: by mouse, by keyboard, by its buttons and by links."""

import re

from tests.site.built_site import pages_holding

PAGES = pages_holding('class="cb-explorer"')

VIEW = "element => element.querySelector('.cb-view').innerHTML"

# The number of pictures that each control shows, the explorers beside it that changed, and the
# heights of its card in pixels.
TURN_EVERY_CONTROL = """
root => {
  const views = () => [...document.querySelectorAll(".cb-explorer")].filter(one => one !== root)
    .map(one => [one.id, one.querySelector(".cb-view").innerHTML]);
  const view = () => root.querySelector(".cb-view").innerHTML;
  const before = new Map(views());
  const pictures = {};
  const changed = new Set();
  const heights = new Set();
  for (const input of root.querySelectorAll("[data-cb-control]")) {
    root.querySelector("[data-cb-act=reset]").click();
    const seen = new Set([view()]);
    const values = input.type === "checkbox" ? [0, 1] : JSON.parse(input.dataset.cbLabels);
    values.forEach((_, n) => {
      if (input.type === "checkbox") input.checked = Boolean(n);
      else if (input.type === "range") input.value = n;
      else input.selectedIndex = n;
      input.dispatchEvent(new Event("input", {bubbles: true}));
      seen.add(view());
      heights.add(Math.round(root.getBoundingClientRect().height));
    });
    pictures[input.dataset.cbControl] = seen.size;
    for (const [id, now] of views()) if (before.get(id) !== now) changed.add(id);
  }
  root.querySelector("[data-cb-act=reset]").click();
  return [pictures, [...changed], [...heights]];
}
"""

FOLLOW = """
fragment => new Promise(arrived => {
  addEventListener("hashchange", arrived, {once: true});
  location.hash = fragment;
})
"""


def test_every_control_changes_its_own_picture_alone_and_no_height(shown, explorers):
    turned = {one.get_attribute("id"): one.evaluate(TURN_EVERY_CONTROL) for one in explorers}
    still = [
        (explorer, control)
        for explorer, (pictures, _, _) in turned.items()
        for control, number in pictures.items()
        if number < 2
    ]
    assert still == []
    assert {explorer: others for explorer, (_, others, _) in turned.items() if others} == {}
    assert {explorer: high for explorer, (_, _, high) in turned.items() if len(high) > 1} == {}
    assert shown.errors == []


def test_the_arrow_keys_move_every_slider(explorers):
    for explorer in explorers:
        for slider in explorer.locator("input[type=range]:not([disabled])").all():
            before = slider.input_value()
            least, most = slider.get_attribute("min"), slider.get_attribute("max")
            slider.focus()
            slider.press("ArrowLeft" if before == most and before != least else "ArrowRight")
            assert slider.input_value() != before or least == most


def test_play_moves_the_picture_and_pause_holds_it(fresh, page_name):
    window = fresh()
    window.stop_time()
    window.goto(page_name)
    window.open_what_waits()
    for explorer in window.page.locator(".cb-explorer").all():
        play = explorer.locator("[data-cb-act=play]")
        if not play.count() or play.is_disabled():
            continue
        before = explorer.evaluate(VIEW)
        play.press("Enter")
        for _ in range(30):
            if explorer.evaluate(VIEW) != before:
                break
            window.page.clock.run_for(1000)
        assert explorer.evaluate(VIEW) != before
        if play.text_content() == "Pause":  # at the last place it has paused by itself
            play.press("Space")
        held = explorer.evaluate(VIEW)
        window.page.clock.run_for(5000)
        assert explorer.evaluate(VIEW) == held


def test_forward_and_back_undo_each_other(explorers):
    for explorer in explorers:
        forward = explorer.locator("[data-cb-act=forward]")
        if not forward.count() or forward.is_disabled():
            continue
        before = explorer.evaluate(VIEW)
        forward.click()
        assert explorer.evaluate(VIEW) != before
        explorer.locator("[data-cb-act=back]").click()
        assert explorer.evaluate(VIEW) == before


def test_a_link_brings_back_the_setting(shown, explorers, fresh, page_name):
    links = []
    for explorer in explorers:
        name = explorer.get_attribute("id")
        control = explorer.locator("[data-cb-control]").first
        if control.get_attribute("type") == "range":
            control.press("End")
        elif control.get_attribute("type") == "checkbox":
            control.press("Space")
        else:
            control.press("ArrowDown")
        explorer.locator("[data-cb-act=link]").click()
        fragment = "#" + shown.page.url.split("#")[1]
        assert re.match(rf"#{name}[?]", fragment)
        links.append((name, fragment, explorer.evaluate(VIEW)))
    other = fresh()
    other.goto(page_name, links[0][1])
    for name, fragment, wanted in links:
        if fragment != links[0][1]:
            other.page.evaluate(FOLLOW, fragment)
        assert other.page.locator(f"#{name}").evaluate(VIEW) == wanted


def test_explorers_move_and_keep_their_height_when_the_page_is_opened_from_a_folder(phone):
    phone.open_what_waits()
    for explorer in phone.page.locator(".cb-explorer").all():
        pictures, _, heights = explorer.evaluate(TURN_EVERY_CONTROL)
        assert max(pictures.values()) > 1
        assert len(heights) == 1


def test_a_finger_moves_a_slider(phone):
    phone.open_what_waits()
    for slider in phone.page.locator(".cb-explorer input[type=range]:not([disabled])").all():
        slider.scroll_into_view_if_needed()
        box = slider.bounding_box()
        assert box["height"] >= 24
        least, most, before = (float(value) for value in slider.evaluate(
            "slider => [slider.min, slider.max, slider.value]"
        ))  # fmt: skip
        far = 0.1 if 2 * before > least + most else 0.9
        phone.page.touchscreen.tap(box["x"] + box["width"] * far, box["y"] + box["height"] / 2)
        assert float(slider.input_value()) != before or least == most


def test_an_explorer_shows_a_still_picture_without_javascript(scriptless):
    for explorer in scriptless.page.locator(".cb-explorer").all():
        shown = explorer.locator(".cb-view > *").first
        assert shown.is_visible() and shown.bounding_box()["height"] > 20
        assert explorer.locator("[data-cb-control]:not([disabled])").count() == 0
