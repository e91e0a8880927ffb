"""Formulas are MathML that the book's own font can set."""

import re
from html import unescape

from fontTools.ttLib import TTFont

from tests.site.built_site import pages_holding

PAGES = ["book/convolution/padding-and-stride.html"]

FORMULA = re.compile(r"<math.*?</math>", re.DOTALL)
# The browser sets a single letter in italics: with the letter of mathematics that stands for it.
ITALIC = {ord("a") + n: 0x1D44E + n for n in range(26)} | {
    ord("A") + n: 0x1D434 + n for n in range(26)
}
ITALIC[ord("h")] = 0x210E


def test_the_font_has_every_character_of_every_formula(site):
    characters = set()
    for name in pages_holding("<math"):
        for formula in FORMULA.findall((site / name).read_text(encoding="utf-8")):
            characters.update(map(ord, unescape(re.sub(r"<[^>]*>", "", formula))))
    assert len(characters) > 50
    known = TTFont(site / "_static" / "fonts" / "math.woff2").getBestCmap()
    wanted = characters | {ITALIC[letter] for letter in characters if letter in ITALIC}
    assert {chr(letter) for letter in wanted - set(known)} <= {"\n"}


def test_formulas_show_without_a_script(scriptless):
    assert scriptless.page.locator("div.math math").first.bounding_box()["width"] > 60
