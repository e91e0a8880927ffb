"""The palette against WCAG, in both themes, and in grey."""

import itertools
import re
from pathlib import Path

import pytest

from convbook.draw._paint.palette import by_light, colors, minified
from convbook.draw._paint.svg import OUTLINE

PAGES = ("#ffffff", "#121212")
CELLS = (
    "input-fill", "seen-fill", "kernel-fill", "done-fill", "now-fill", "a-fill", "b-fill",
    *(f"heat-{level}" for level in range(6)),
)  # fmt: skip


def luminance(color):
    """Relative luminance of a color, WCAG 2.2."""
    parts = [int(color[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(weight * p for weight, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other):
    """Contrast of two colors, WCAG 2.2."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_measured_as_wcag_does():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("name", CELLS)
def test_numbers_can_be_read_on_every_cell(name, theme):
    assert contrast(colors()["ink"][theme], colors()[name][theme]) >= 4.5


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("name", ["padding-fill", "seen-padding-fill"])
def test_quiet_numbers_can_be_read_on_the_border(name, theme):
    assert contrast(colors()["muted"][theme], colors()[name][theme]) >= 4.5


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("name", ["ink", "muted", "input-word", "kernel-word", "output-word"])
def test_words_can_be_read_on_the_page(name, theme):
    assert contrast(colors()[name][theme], PAGES[theme]) >= 4.5


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(
    "name",
    ["input-edge", "seen-edge", "padding-edge", "kernel-edge", "empty-edge", "done-edge",
     "now-edge", "a-edge", "b-edge", "link"],
)  # fmt: skip
def test_edges_can_be_seen_on_the_page(name, theme):
    assert contrast(colors()[name][theme], PAGES[theme]) >= 3


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("part", ["seen", "now", "a", "b"])
def test_the_outline_of_a_part_can_be_seen_on_its_own_cells(part, theme):
    assert contrast(colors()[f"{part}-edge"][theme], colors()[f"{part}-fill"][theme]) >= 3


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_the_shades_of_a_count_go_one_way_in_grey(theme):
    shades = [luminance(colors()[f"heat-{level}"][theme]) for level in range(6)]
    steps = [b - a for a, b in itertools.pairwise(shades)]
    assert all(step < 0 for step in steps) or all(step > 0 for step in steps)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("part", "ground"), [("seen", "input"), ("now", "done")])
def test_what_happens_now_differs_in_grey_from_what_lies_around(part, ground, theme):
    palette = colors()
    assert contrast(palette[f"{part}-fill"][theme], palette[f"{ground}-fill"][theme]) >= 1.25


def test_parts_that_look_alike_in_grey_have_different_edges():
    """Two fills closer than 1.15 must not share both the line around cells and the outline."""
    from convbook.draw._paint.paths import LATTICE

    own_edge = {"kernel": "tile", "done": "solid over dotted", "now": "thick"}
    fills = {
        "input": "input-fill", "seen": "seen-fill", "padding": "padding-fill",
        "seen padding": "seen-padding-fill", "kernel": "kernel-fill", "done": "done-fill",
        "now": "now-fill", "a": "a-fill", "b": "b-fill",
    }  # fmt: skip
    for theme in (0, 1):
        for one, other in itertools.combinations(fills, 2):
            pair = (colors()[fills[part]][theme] for part in (one, other))
            edges = [
                own_edge.get(part) or (LATTICE[part], OUTLINE.get(part)) for part in (one, other)
            ]
            assert contrast(*pair) >= 1.15 or edges[0] != edges[1], (one, other)


def test_a_color_is_known_by_its_light_value():
    assert len({value for value, _ in colors().values()}) == len(colors())
    assert by_light()["#1b2430"] == "var(--cb-ink)"


def test_the_site_serves_the_stylesheet_of_the_package():
    """One copy: the settings of the site name the folder, and no other folder of theirs has it."""
    root = Path(__file__).parents[2]
    found = re.search(r"html_static_path: \[(.*)\]", (root / "_config.yml").read_text("utf-8"))
    folders = [root / folder for folder in found[1].split(", ")]
    served = [folder for folder in folders if (folder / "picture.css").exists()]
    assert served == [root / "src/convbook/draw/static"]


def test_a_stylesheet_loses_only_comments_and_blanks():
    assert minified("/* a */\n.b , .c {\n  color : red;\n  x: y(1, 2);\n}\n") == (
        ".b,.c{color :red;x:y(1,2)}"
    )
