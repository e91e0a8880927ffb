"""The room of a player: as much as its highest frame needs, at every width."""

import base64
import re
from io import BytesIO

from matplotlib.figure import Figure
from matplotlib.image import imread

from convbook.draw import Chart, Grid, Scene
from convbook.explore import Explorer
from convbook.explore.room import highest, idle_room, room


def frames_of(explorer):
    return [frame for _, frame in explorer.frames()]


def held(explorer):
    """Width and height of each unseen picture in the room of an explorer."""
    html = "".join(room(frames_of(explorer)))
    return [tuple(map(int, pair)) for pair in re.findall(r'width="(\d+)" height="(\d+)"', html)]


def test_of_sizes_those_stay_that_some_page_shows_highest():
    # 50 × 90 is higher than all where there is room, 20 × 80 on a page of 20.
    sizes = {(50, 90), (20, 80), (60, 90), (30, 80), (55, 30)}
    assert sorted(highest(sizes)) == [(20, 80), (50, 90)]
    for page in range(5, 70):
        shown = {(w, h): h * min(1, page / w) for w, h in sizes}
        assert max(shown.values()) == max(shown[size] for size in highest(sizes))


def test_boards_of_several_heights_have_the_room_of_the_highest():
    def board(rows):
        return Scene([Grid(rows, 3)], "A board.")

    several = Explorer(board, title="Boards", name="boards", rows=(1, 4))
    heights = [int(re.search(r'height="(\d+)"', one.body)[1]) for one in frames_of(several)]
    assert len(set(heights)) == 4
    assert [height for _, height in held(several)] == [heights[-1]]


def test_an_image_has_the_room_of_its_pixels():
    def chart(high):
        figure = Figure(figsize=(2, high), dpi=70)
        figure.add_subplot().plot([1, 4, 2])
        return Chart(figure, "A line.")

    several = Explorer(chart, title="Lines", name="lines", high=(2, 3))
    images = [base64.b64decode(frame.body) for frame in frames_of(several)]
    sizes = [imread(BytesIO(image), format="png").shape for image in images]
    assert sizes[0][0] < sizes[1][0]
    assert held(several) == [(sizes[1][1], sizes[1][0])]


def test_texts_and_refusals_have_the_room_of_the_longest():
    def lines(count):
        if count > 3:
            raise ValueError(f"no more than 3 lines & {count} are too many")
        return "\n".join("a" * (5 - n) for n in range(count))

    one = Explorer(lines, title="Lines", name="lines", count=(1, 4))
    assert room(frames_of(one)) == [
        '<pre class="cb-text cb-room" data-cb-longest="aaaaa\naaaa\naaa"></pre>',
        '<p class="cb-refusal cb-room" '
        'data-cb-longest="No more than 3 lines &amp; 4 are too many."></p>',
    ]


def test_the_sentence_on_controls_without_effect_has_its_room():
    def product(first, second, third):
        return f"{first * second} {third}"

    one = Explorer(product, title="A", name="a", first=(0, 2), second=(1, 4), third=False)
    room_of_it = idle_room(one.controls, frames_of(one))
    # Where first is 0, second has no effect, and no other control ever loses its effect.
    assert room_of_it == "No effect here: second. Try another first or second or third."


def test_no_room_is_kept_where_every_control_always_has_an_effect():
    one = Explorer(lambda a, b: f"{a} {b}", title="A", name="a", a=(0, 2), b=(1, 4))
    assert idle_room(one.controls, frames_of(one)) == ""
