"""Search finds English words and every Chinese term of the glossary."""

from pathlib import Path

import pytest
import yaml

from tests.site import windows

GLOSSARY = Path(__file__).parents[2] / "book" / "_data" / "glossary.yml"

FINISHED = """
words => new URLSearchParams(location.search).get("q") === words
  && /finished|did not match/i.test(document.querySelector("#search-results")?.textContent ?? "")
"""
PAGES_LISTED = "links => links.map(link => link.pathname.slice(1).replace(/[.]html$/, ''))"
# Sphinx's own functions behind the page: from words to terms, and from terms to pages.
PAGES_FOUND = "words => Search._performSearch(...Search._parseQuery(words)).map(([page]) => page)"

# All in one process, so that the page and its index are loaded once.
pytestmark = pytest.mark.xdist_group("search")


def chinese_terms():
    """Every Chinese name in the glossary."""
    terms = yaml.safe_load(GLOSSARY.read_text(encoding="utf-8"))
    given = [entry["chinese"] for entry in terms]
    names = ([names] if isinstance(names, str) else names for names in given)
    return sorted({name for several in names for name in several})


@pytest.fixture(scope="module")
def window(chromium, address):
    """A window for searches alone."""
    context = windows.new_context(chromium)
    yield windows.Window(context, address)
    context.close()


@pytest.fixture(scope="module")
def index(window):
    """The search page, with its index."""
    window.goto("search.html")
    window.page.wait_for_function("Search.hasIndex()")
    return window.page


@pytest.mark.parametrize("term", chinese_terms())
def test_a_chinese_term_leads_to_the_glossary(index, term):
    assert "book/appendix/glossary" in index.evaluate(PAGES_FOUND, term)


@pytest.mark.parametrize("term", sorted(term for term in chinese_terms() if len(term) > 2))
def test_a_part_of_a_chinese_term_leads_to_the_glossary(index, term):
    assert "book/appendix/glossary" in index.evaluate(PAGES_FOUND, term[1:])


@pytest.fixture
def searched(fresh):
    """A function that types words into the search page and returns the pages it lists."""

    def search(words):
        window = fresh()
        window.goto("search.html")
        window.page.locator(".bd-search-container input[name=q]").fill(words)
        window.page.keyboard.press("Enter")
        window.page.wait_for_function(FINISHED, arg=words)
        return window.page.locator("#search-results li > a").evaluate_all(PAGES_LISTED)

    return search


def test_an_english_word_is_found_in_any_of_its_forms(searched):
    assert "book/convolution/padding-and-stride" in searched("strides")


@pytest.mark.parametrize(
    ("number", "page"), [("224", "book/cost/counting"), ("1024", "book/cost/time-and-memory")]
)
def test_a_number_is_found(number, page, searched):
    assert page in searched(number)


def test_a_word_that_no_page_holds_is_not_found(searched):
    assert searched("zwitterion") == []


def test_a_chinese_term_leads_to_the_chapter_that_uses_it(searched):
    assert "book/convolution/pooling" in searched("池化")


def test_the_page_lists_what_is_found_for_a_part_of_a_term(searched):
    assert "book/appendix/glossary" in searched("积核")


def test_signs_that_stand_apart_are_not_found_together(searched):
    assert searched("核卷") == []
