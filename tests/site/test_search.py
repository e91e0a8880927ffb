"""Search finds English words and every Chinese term of the glossary."""

from pathlib import Path

import pytest
import yaml

GLOSSARY = Path(__file__).parents[2] / "book" / "_data" / "glossary.yml"


FINISHED = """
words => new URLSearchParams(location.search).get("q") === words
  && /finished|did not match/i.test(document.querySelector("#search-results")?.textContent ?? "")
"""
PAGES = "links => links.map(link => link.pathname.slice(1).replace(/[.]html$/, ''))"


def chinese_terms():
    """Every Chinese name in the glossary."""
    terms = yaml.safe_load(GLOSSARY.read_text(encoding="utf-8"))
    given = [entry["chinese"] for entry in terms]
    names = ([names] if isinstance(names, str) else names for names in given)
    return sorted({name for several in names for name in several})


@pytest.fixture(scope="module")
def searched(chromium, address):
    """A function that types words into the search page and returns the pages it lists."""
    context = chromium.new_context()
    context.set_default_timeout(15_000)
    page = context.new_page()

    def search(words):
        page.goto(f"{address}/search.html")
        page.locator(".bd-search-container input[name=q]").fill(words)
        page.keyboard.press("Enter")
        page.wait_for_function(FINISHED, arg=words)
        return page.locator("#search-results li > a").evaluate_all(PAGES)

    yield search
    context.close()


def test_an_english_word_is_found_in_any_of_its_forms(searched):
    assert "book/convolution/padding-and-stride" in searched("strides")


def test_a_word_that_no_page_holds_is_not_found(searched):
    assert searched("zwitterion") == []


@pytest.mark.parametrize("term", chinese_terms())
def test_a_chinese_term_leads_to_the_glossary(searched, term):
    assert "book/appendix/glossary" in searched(term)


@pytest.mark.parametrize("term", sorted(term for term in chinese_terms() if len(term) > 2))
def test_a_part_of_a_chinese_term_leads_to_the_glossary(searched, term):
    assert "book/appendix/glossary" in searched(term[1:])


def test_a_chinese_term_leads_to_the_chapter_that_uses_it(searched):
    assert "book/convolution/padding-and-stride" in searched("卷积核")


def test_signs_that_stand_apart_are_not_found_together(searched):
    assert searched("核卷") == []
