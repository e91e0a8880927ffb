"""The player plays, answers to keys, and is heard."""

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
    page.locator("#the-steps select").press("ArrowDown")
    assert output_numbers(page) == made((1, 1)).ravel().astype(int).tolist()[:2]
    page.locator("#the-steps [data-cb-act=forward]").press("Space")
    assert len(output_numbers(page)) == 3
