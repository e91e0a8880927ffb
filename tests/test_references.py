"""What the pages refer to: the bibliography, the glossary in two languages, the gallery."""

import re
from base64 import b64encode
from pathlib import Path

import cell_tags
import gallery
import glossary
import pytest
import yaml
from notebook_outputs import joined

ROOT = Path(__file__).parents[1]
TERMS = yaml.safe_load((ROOT / "book" / "_data" / "glossary.yml").read_text(encoding="utf-8"))
PAGES = yaml.safe_load((ROOT / "book" / "_data" / "pages.yml").read_text(encoding="utf-8"))
CITE = re.compile(r"\{cite(?::\w+)?\}`([^`]+)`")
HAN = re.compile(r"[\u4e00-\u9fff]")


def page_texts():
    """Text of every page of the table of contents."""
    notebooks = cell_tags.notebooks(ROOT)
    for page in cell_tags.pages(ROOT):
        for cell in notebooks.get(page, {}).get("cells", []):
            if cell["cell_type"] == "markdown":
                yield joined(cell["source"])
        if (ROOT / f"{page}.md").exists():
            yield (ROOT / f"{page}.md").read_text(encoding="utf-8")


def test_every_cited_key_exists_and_every_key_is_cited():
    bibliography = (ROOT / "book" / "references.bib").read_text(encoding="utf-8")
    keys = re.findall(r"^@\w+\{([^,]+),$", bibliography, flags=re.MULTILINE)
    groups = [group for text in page_texts() for group in CITE.findall(text)]
    cited = {key.strip() for group in groups for key in group.split(",")}
    assert len(keys) == len(set(keys))
    assert set(keys) == cited


def chinese_names(term):
    """Chinese names of a term, one or several."""
    names = term["chinese"]
    return [names] if isinstance(names, str) else names


def test_every_term_has_both_languages_and_a_definition_in_sentences():
    for term in TERMS:
        assert not HAN.search(term["term"])
        assert all(HAN.search(name) for name in chinese_names(term))
        assert term["definition"].endswith((".", "2 3.", "⌋."))
        assert len(term["definition"]) < 240


def test_no_two_terms_share_a_name():
    names = [name for term in TERMS for name in (term["term"], *chinese_names(term))]
    assert sorted({name for name in names if names.count(name) > 1}) == []


def test_every_term_names_a_page_of_the_book():
    slugs = {page["slug"] for part in PAGES for page in part["pages"]}
    assert {term["page"] for term in TERMS} <= slugs


def test_a_glossary_entry_has_all_names_and_links_only_a_page_that_stands():
    term = {
        "term": "stride",
        "chinese": ["步幅", "步长"],
        "pinyin": "bùfú",
        "page": "convolution/stride",
        "definition": "How far the kernel moves.",
    }
    names = ["stride", "步幅", "步长"]
    assert glossary.entry(term, set()) == [*names, "    *bùfú.* How far the kernel moves.", ""]
    [*_, text, _] = glossary.entry(term, {"book/convolution/stride"})
    assert text.endswith("moves. See {doc}`/book/convolution/stride`.")


def chapter(*html):
    """A notebook of one title and one output for each piece of HTML."""
    title = {"cell_type": "markdown", "source": ["(slug)=\n", "# Where it is\n", "\n", "Text."]}
    outputs = [{"data": {"text/html": piece}} for piece in html]
    return {"cells": [title, {"cell_type": "code", "source": "", "outputs": outputs}]}


EXPLORER = (
    '<div class="cb-explorer wide" id="{0}" data-cb-title="All &amp; {0}">'
    '<img alt="First" src="data:{0}"><img src="data:no"></div>'
)


def test_the_gallery_reads_name_title_and_poster_of_every_explorer():
    seven, sizes = EXPLORER.format("seven"), EXPLORER.format("sizes")
    notebook = chapter("<img src='x'>", seven, "<div><img src='y'></div>", sizes)
    assert gallery.explorers(notebook) == [
        {"name": "seven", "title": "All & seven", "src": "data:seven", "alt": "First"},
        {"name": "sizes", "title": "All & sizes", "src": "data:sizes", "alt": "First"},
    ]


def test_a_card_links_to_the_explorer_under_the_title_of_its_page():
    [explorer] = gallery.explorers(chapter(EXPLORER.format("seven")))
    html = gallery.card(explorer, gallery.title_of(chapter()), "../page.html")
    assert '<a href="../page.html#seven">' in html
    assert "All &amp; seven</a><p>Where it is</p>" in html


def test_a_drawn_poster_stands_inline_and_any_other_stays_an_image():
    drawn = '<svg viewBox="0 0 1 1"><style>rect {}</style><rect/></svg>'
    source = "data:image/svg+xml;base64," + b64encode(drawn.encode()).decode()
    inline = gallery.poster({"src": source, "alt": "One cell."})
    assert '<svg viewBox="0 0 1 1" role="img" aria-label="One cell."><rect/></svg>' in inline
    assert gallery.poster({"src": "data:image/png;x", "alt": "A photograph."}) == (
        '<img src="data:image/png;x" alt="" loading="lazy">'
    )
    assert gallery.poster({"name": "words"}) == ""


def test_a_chapter_without_a_title_is_refused():
    with pytest.raises(ValueError, match="a chapter has no level-one heading"):
        gallery.title_of({"cells": []})
