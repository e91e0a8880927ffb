"""Packed frames come out as they went in."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convbook import draw
from convbook.arithmetic import slides
from convbook.explore import Frame
from convbook.explore.frames import frame_at
from convbook.explore.packing import numbers, pack, spread, unpack

LINES = st.lists(st.text("ab-|!u03c\\\"'</> 7ü", max_size=8), min_size=1, max_size=5).map("\n".join)
FRAMES = st.builds(Frame, st.sampled_from(["picture", "text", "html", "refusal"]), LINES, LINES)


@given(st.lists(FRAMES, min_size=1, max_size=6))
def test_unpacking_gives_the_frames_again(frames):
    assert unpack(pack(frames)) == frames


@given(st.lists(st.integers(0, 40), min_size=1, max_size=20))
def test_runs_of_numbers_are_written_short_and_read_again(values):
    assert spread(numbers(values)) == values


def test_a_run_is_its_two_ends():
    assert numbers([3, 4, 5, 9, 2, 3]) == "3-5 9 2-3"


def test_a_line_that_two_frames_share_is_stored_once():
    frames = [Frame("text", "same\none", "A b. C d."), Frame("text", "same\ntwo", "A b. E f.")]
    data = json.loads(pack(frames))
    assert data["lines"] == ["A b.", "C d.", "same", "one", "E f.", "two"]
    assert data["frames"] == ["text|0-1|2-3", "text|0 4|2 5"]


def test_a_frame_like_the_one_before_takes_no_space():
    frame = Frame("text", "one", "One.")
    assert json.loads(pack([frame, frame]))["frames"] == ["text|0|1", ""]


@pytest.mark.parametrize("heeded", ["</script>", "</SCRIPT ", "<!--", "<script>", "<ScRiPt\n"])
def test_a_pack_holds_nothing_that_an_html_parser_heeds(heeded):
    frame = Frame("html", f"a {heeded} b \\u003c \\/ <p>c</p>", f"{heeded}.")
    packed = pack([frame])
    assert unpack(packed) == [frame]
    assert heeded.lower().strip() not in packed.lower()
    assert "<p>c" in packed  # other tags stay as they are: their lines are compared in reviews


def test_a_pack_has_one_entry_a_line():
    frames = [Frame("text", f"{n}", f"Number {n}.") for n in range(3)]
    assert len(pack(frames).splitlines()) == 1 + 6 + 1 + 3 + 1


def test_steps_of_a_picture_pack_to_a_fifth():
    def frame(step):
        return draw.conv_step((6, 7), slides((3, 2), padding=1), step)

    frames = [frame_at(frame, {"step": step}) for step in range(48)]
    raw = sum(len(one.body) + len(one.alt) for one in frames)
    assert len(pack(frames)) * 5 < raw
