"""The player plays, answers to keys, and is heard."""

import pytest

from tests.site.player.three_players import made, output_numbers, slide


def test_a_screen_reader_hears_what_changed_once_the_reader_rests(opened):
    page = opened(stopped=True)
    live = page.locator("#the-steps .cb-live")
    for step in (1, 2, 3):
        slide(page, "step", step)
        page.clock.run_for(500)
        assert live.inner_text() == ""
    page.clock.run_for(200)
    said = live.inner_text()
    assert said.startswith("Step 4 of 6.")
    assert "An input of" not in said


def test_nothing_is_said_during_play_and_the_end_is(opened):
    page = opened("#the-steps?case=no+padding&step=3", stopped=True)
    live = page.locator("#the-steps .cb-live")
    page.clock.run_for(700)
    assert live.inner_text().startswith("Step 4 of 6.")  # the link's own setting
    live.evaluate("live => { live.textContent = ''; }")
    page.locator("#the-steps [data-cb-act=play]").press("Enter")
    page.clock.run_for(1700)
    assert page.locator("#the-steps output").inner_text() == "4"
    assert live.inner_text() == ""
    page.clock.run_for(2000)
    assert page.locator("#the-steps output").inner_text() == "5"
    assert page.locator("#the-steps [data-cb-act=play]").inner_text() == "Play"
    assert live.inner_text().startswith("Step 6 of 6.")


@pytest.mark.parametrize(("case", "states"), [("no padding", 6), ("padding 1", 12)])
@pytest.mark.parametrize(("speed", "seconds"), [("½×", 12), ("1×", 6), ("4×", 1.5)])
def test_play_takes_as_long_whatever_the_number_of_states(opened, case, states, speed, seconds):
    """Each state has its share, the last one too; the speed divides the whole."""
    page = opened(f"#the-steps?case={case.replace(' ', '+')}", stopped=True)
    step, play = (page.locator(f"#the-steps {one}") for one in ("output", "[data-cb-act=play]"))
    page.locator("#the-steps .cb-speed").select_option(speed)
    play.click()
    share = 1000 * seconds / states
    page.clock.run_for(round(share * 2.5))
    assert step.inner_text() == "2"
    page.clock.run_for(round(share * (states - 3)))
    assert (step.inner_text(), play.inner_text()) == (f"{states - 1}", "Pause")
    page.clock.run_for(round(share))
    assert (step.inner_text(), play.inner_text()) == (f"{states - 1}", "Play")


def test_a_speed_chosen_during_play_holds_at_once(opened):
    page = opened("#the-steps?case=no+padding", stopped=True)
    page.locator("#the-steps [data-cb-act=play]").click()
    page.clock.run_for(1100)
    page.locator("#the-steps .cb-speed").select_option("4×")
    page.clock.run_for(600)
    assert page.locator("#the-steps output").inner_text() == "3"


def test_play_begins_again_at_the_end_and_a_moved_control_stops_it(opened):
    page = opened("#the-steps?case=no+padding&step=5", stopped=True)
    play = page.locator("#the-steps [data-cb-act=play]")
    play.click()
    assert page.locator("#the-steps output").inner_text() == "0"
    page.clock.run_for(1000)
    assert play.inner_text() == "Pause"
    slide(page, "step", 3)
    page.clock.run_for(3000)
    assert page.locator("#the-steps output").inner_text() == "3"
    assert play.inner_text() == "Play"


def test_nothing_is_said_when_play_begins_again_at_the_end(opened):
    page = opened("#the-steps?case=padding+1&step=11", stopped=True)
    live = page.locator("#the-steps .cb-live")
    page.clock.run_for(700)
    live.evaluate("live => { live.textContent = ''; }")
    page.locator("#the-steps .cb-speed").select_option("½×")
    page.locator("#the-steps [data-cb-act=play]").click()
    page.clock.run_for(900)
    assert page.locator("#the-steps output").inner_text() == "0"
    assert live.inner_text() == ""


def test_nothing_plays_by_itself(opened):
    page = opened(stopped=True)
    page.clock.run_for(5000)
    assert page.locator("#the-steps output").inner_text() == "0"


def test_keys_move_step_and_choice(opened):
    page = opened()
    step = page.locator("[data-cb-control=step]")
    step.press("ArrowRight")
    step.press("ArrowRight")
    step.press("ArrowLeft")
    assert output_numbers(page) == made((0, 1)).ravel().astype(int).tolist()[:2]
    page.locator("#the-steps [data-cb-control=case]").press("ArrowDown")
    assert output_numbers(page) == made((1, 1)).ravel().astype(int).tolist()[:2]
    page.locator("#the-steps [data-cb-act=forward]").press("Space")
    assert len(output_numbers(page)) == 3
