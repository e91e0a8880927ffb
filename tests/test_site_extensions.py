"""The site's own extensions, without building a site."""

import json
from types import SimpleNamespace

import accessible
import binder_button
import notebook_outputs
import notebook_targets
import page_head
import pytest
import root_pages
from search_words import SearchEnglishAndChinese

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" class="cb-picture" width="90" height="40">'
    "<style>.cb-picture { --cb-ink: black; }</style>\n\n"
    '<path class="l-input" d="M0 0h9"/></svg>'
)


def cell(data, **metadata):
    """A code cell that shows one thing."""
    shown = {"output_type": "display_data", "metadata": {}, "data": data}
    return {"cell_type": "code", "metadata": metadata, "source": "", "outputs": [shown]}


def dressed(**given):
    """The data and the metadata of a cell after its outputs are dressed."""
    made = cell(given)
    notebook_outputs.dress_outputs(made)
    return made["outputs"][0]["data"], made["metadata"]


def test_a_grid_picture_becomes_inline_html_in_the_colors_of_the_site():
    data, _ = dressed(**{"image/svg+xml": SVG, "text/plain": "A row."})
    assert "image/svg+xml" not in data
    assert data["text/html"].startswith('<div class="cb-figure"><svg ')
    assert "<style" not in data["text/html"]
    assert 'class="l-input"' in data["text/html"]


def test_the_text_form_of_a_grid_picture_is_its_text_alternative():
    data, _ = dressed(**{"image/svg+xml": SVG, "text/plain": 'Row "a" < 3\ncells.'})
    assert 'role="img" aria-label="Row &quot;a&quot; &lt; 3 cells."' in data["text/html"]


def test_no_blank_line_ends_the_html_of_a_picture_early():
    data, _ = dressed(**{"image/svg+xml": SVG, "text/plain": "A row."})
    assert "\n\n" not in data["text/html"]


def test_a_picture_stored_line_by_line_is_joined():
    lines = SVG.splitlines(keepends=True)
    data, _ = dressed(**{"image/svg+xml": lines, "text/plain": ["A ", "row."]})
    assert data["text/html"].count("<svg") == 1 and 'aria-label="A row."' in data["text/html"]


def test_an_output_that_has_html_of_its_own_keeps_it():
    data, _ = dressed(**{"text/html": "<b>x</b>", "image/svg+xml": SVG, "text/plain": "x"})
    assert data["text/html"] == "<b>x</b>"


def test_a_painted_picture_gets_its_text_form_as_its_text_alternative():
    _, metadata = dressed(**{"image/png": "AAAA", "text/plain": "A rising line."})
    assert metadata["mystnb"]["image"]["alt"] == "A rising line."


def test_the_bare_name_of_a_figure_object_is_no_text_alternative():
    _, metadata = dressed(**{"image/png": "AAAA", "text/plain": "<Figure size 640x480>"})
    assert metadata == {}


def test_the_notebook_on_disk_is_not_changed_by_dressing_it():
    source = [json.dumps({"cells": [cell({"image/svg+xml": SVG, "text/plain": "A row."})]})]
    environment = SimpleNamespace(doc2path=lambda page, base: "book/page.ipynb")
    notebook_outputs.dress_notebook(SimpleNamespace(env=environment), "book/page", source)
    (made,) = json.loads(source[0])["cells"]
    assert list(made["outputs"][0]["data"]) == ["text/plain", "text/html"]


def test_a_tagged_cell_becomes_a_target_where_it_is_the_first_to_carry_the_id():
    tagged = {"cell_type": "code", "metadata": {"tags": ["N0-E5", "N0-1.2", "hide-input"]}}
    where = {"n0-e5": ("book/page", 0), "n0-1-2": ("book/other", 3)}
    made = notebook_targets.with_targets([tagged, tagged], "book/page", where)
    assert [one.get("source") for one in made] == ["(n0-e5)=", None, None]


def test_the_binder_button_is_there_when_github_actions_says_the_repository():
    known = {"GITHUB_REPOSITORY": "someone/book", "GITHUB_REF_NAME": "main"}
    assert binder_button.repository(known, {}) == ("https://github.com/someone/book", "main")


def test_one_line_of_configuration_wins_over_the_environment():
    options = {"repository_url": "https://github.com/other/book"}
    known = {"GITHUB_REPOSITORY": "someone/book"}
    assert binder_button.repository(known, options) == ("https://github.com/other/book", "main")


@pytest.mark.parametrize("known", [True, False])
def test_buttons_that_need_a_repository_are_there_only_with_one(monkeypatch, known):
    monkeypatch.delenv("GITHUB_REPOSITORY", raising=False)
    monkeypatch.delenv("GITHUB_SERVER_URL", raising=False)
    if known:
        monkeypatch.setenv("GITHUB_REPOSITORY", "someone/book")
    config = SimpleNamespace(html_theme_options={"launch_buttons": {}})
    binder_button.configure(None, config)
    options = config.html_theme_options
    assert ("binderhub_url" in options["launch_buttons"]) == known
    assert ("repository_url" in options) == known
    assert options["use_repository_button"] == known


def test_any_part_of_a_chinese_term_is_among_its_words():
    words = SearchEnglishAndChinese({}).split("the 卷积核 slides")
    assert {"the", "slides", "卷", "积", "核", "卷积", "积核"} == set(words)


def test_the_fold_of_a_cell_is_named_by_the_words_on_it():
    html = '<summary aria-label="Toggle hidden content"><span>Show</span></summary>'
    assert accessible.mend(html) == "<summary><span>Show</span></summary>"


@pytest.mark.parametrize(
    ("link", "turned"),
    [
        ('href="../_static/a.css"', 'href="/site/_static/a.css"'),
        ('href="preface.html#why"', 'href="/site/book/preface.html#why"'),
        ('data-content_root="../"', 'data-content_root="/site/"'),
        ('href="#here"', 'href="#here"'),
        ('href="https://example.org/a"', 'href="https://example.org/a"'),
    ],
)
def test_links_of_the_page_not_found_start_at_the_root(link, turned):
    assert root_pages.relinked(f"<a {link}>", "book", "/site/") == f"<a {turned}>"


def test_the_home_page_at_the_root_links_to_the_same_places():
    html = '<a data-content_root="../"><a href="../search.html"><a href="index.html">'
    turned = '<a data-content_root="./"><a href="search.html"><a href="book/index.html">'
    assert root_pages.relinked(html, "book") == turned


def test_a_description_ends_at_a_word():
    from docutils.core import publish_doctree

    page = publish_doctree("Title\n=====\n\nOne two three four five.\n")
    assert page_head.first_words(page, longest=12) == "One two…"
    assert page_head.first_words(page) == "One two three four five."
