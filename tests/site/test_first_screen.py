"""What stands on the first screen of a page written by the recipe."""

from tests.site.built_site import ROOT
from tools.notebook_recipe import FIRST_RECIPE, PARTS

PAGES = [
    f"book/{slug}.html"
    for part in PARTS
    for file in sorted((ROOT / "book" / part).glob("*.ipynb"))
    if (slug := f"{part}/{file.stem}") not in FIRST_RECIPE
]
FIGURES = ".bd-article :is(.cb-explorer, figure img, .cb-figure svg, .cell_output img)"
TOP = "figure => figure.getBoundingClientRect().top + scrollY"


def test_the_first_figure_starts_on_the_first_screen(shown):
    """At 1280 by 900."""
    first = shown.page.locator(FIGURES).locator("visible=true").first
    assert first.evaluate(TOP) < 900
