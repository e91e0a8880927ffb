"""Every page, in every way that a reader may open it."""

FIGURES = ".bd-article :is(figure, .cell_output) :is(img, svg)"

WIDER_THAN_THE_WINDOW = """
() => {
  const wide = document.documentElement.clientWidth;
  const scrolls = element => {
    for (let up = element; up && up !== document.body; up = up.parentElement)
      if (["auto", "scroll", "hidden"].includes(getComputedStyle(up).overflowX)) return true;
    return false;
  };
  const out = [...document.querySelectorAll("main *")].filter(element => {
    const box = element.getBoundingClientRect();
    return box.width && box.right > wide + 1 && !scrolls(element)
      && !element.closest(".bd-sidebar-secondary");
  });
  const words = out.map(element => element.outerHTML.slice(0, 90));
  return [document.documentElement.scrollWidth - wide, words];
}
"""

HIDDEN = """
elements => elements.filter(element => {
  const box = element.getBoundingClientRect();
  const whole = element.tagName !== "IMG" || (element.complete && element.naturalWidth > 0);
  return !(whole && box.width > 20 && box.height > 20
    && element.checkVisibility({visibilityProperty: true, opacityProperty: true}));
}).map(element => element.outerHTML.slice(0, 90))
"""

FAR_FROM_THEIR_FOLD = """
folds => folds.flatMap(fold => {
  const shown = [...fold.nextElementSibling?.querySelectorAll(".cb-explorer, img, svg") ?? []]
    .find(element => element.getBoundingClientRect().height > 0);
  const gap = shown
    ? shown.getBoundingClientRect().top - fold.getBoundingClientRect().bottom : 0;
  return gap > 20 ? [[gap, shown.outerHTML.slice(0, 90)]] : [];
})
"""

# Printed figures may stand in a fold that is closed: paper shows what the screen shows.
# Nothing shows of what only keeps the room of a card.
UNFOLDED = f"{FIGURES}:not(details.hide:not([open]) *, .cb-room)"


def test_a_page_asks_no_other_host_and_complains_of_nothing(shown):
    assert shown.elsewhere == []
    assert shown.errors == []


def test_a_page_opens_from_a_folder(phone):
    # A browser lets no page in a folder read other files, so the search page has no summaries.
    errors = [error for error in phone.errors if "CORS policy" not in error]
    assert (phone.elsewhere, errors) == ([], [])
    assert phone.page.locator("h1:visible").count() == 1


def test_nothing_is_wider_than_a_phone(phone):
    assert phone.page.evaluate(WIDER_THAN_THE_WINDOW) == [0, []]


def test_a_figure_follows_its_folded_code_closely(shown):
    folds = shown.page.locator(".cell > details.hide:not([open]):has(+ .cell_output > figure)")
    assert folds.evaluate_all(FAR_FROM_THEIR_FOLD) == []


def test_every_figure_shows_without_javascript(scriptless):
    assert scriptless.page.locator(UNFOLDED).evaluate_all(HIDDEN) == []


def test_every_figure_prints(printed):
    assert printed.page.locator(UNFOLDED).evaluate_all(HIDDEN) == []


def test_every_solution_prints_open(printed):
    solutions = printed.page.locator(".solution > section")
    assert solutions.evaluate_all(HIDDEN) == []
