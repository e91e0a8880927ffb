"""The site's own extensions, without building a site."""

import json
import pickle
import re
import sys
from base64 import b64encode
from types import SimpleNamespace

import binder_button
import book_pages
import chart_images
import figure_numbers
import gallery
import incremental
import letters
import mathematics
import notebook_outputs
import notebook_pages
import notebook_targets
import planned_pages
import players
import pytest
import root_pages
import settings_links
import source_pages
from docutils import nodes
from docutils.core import publish_doctree
from math_core import LatexError
from pygments import highlight
from pygments.lexers import PythonLexer
from pygments.style import Style
from pygments.token import Keyword
from search_words import SearchEnglishAndChinese
from sphinx import addnodes
from sphinx.builders.html._assets import _JavaScript
from theme import (
    accessible,
    image_sizes,
    offline,
    one_stylesheet,
    page_head,
    plain_code,
    sidebar,
    used_rules,
)

from convbook.explore import Predict

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" class="cb-picture" width="90" height="40">'
    "<style>.cb-picture { --cb-ink: black; }</style>"
    '<path class="l-input" d="M0 0h9"/>\n\n<path d="M0 9h9"/></svg>'
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


def test_a_question_leaves_its_style_and_script_to_the_site():
    question = Predict("How many?", answer=4, name="n", because="Four.", hint="Count.")
    stored = question._repr_html_()
    shown = dressed(**{"text/html": stored, "text/plain": str(question)})[0]["text/html"]
    assert "<style>" in stored and "<script>" in stored
    assert "<style>" not in shown and "<script>" not in shown
    assert players.QUESTION in shown and "data-cb-key" in shown and "<details" in shown


@pytest.mark.parametrize(
    ("body", "linked"),
    [
        ('<div class="cb-predict" id="n">', ["predict.js", "waiting.js"]),
        ('<div class="cb-explorer" id="n">', ["frames.js", "calls.js", "controls.js"]),
        ("<p>words</p>", []),
    ],
)
def test_a_page_links_the_scripts_of_what_it_shows_in_their_order(body, linked):
    found = []
    app = SimpleNamespace(add_js_file=lambda name, loading_method: found.append(name))
    players.add_scripts(app, "page", "page.html", {"body": body}, None)
    assert found == linked
    assert all((players.STATIC / name).is_file() for name in [*linked, *players.STYLES])


LARGE, SMALL = b"one" * 700, b"one" * 400


def chart(photograph):
    """A chart with a photograph inside."""
    return f'<svg><image href="data:image/png;base64,{b64encode(photograph).decode()}"/></svg>'


def test_large_photographs_of_a_chart_become_files_beside_the_page(tmp_path):
    app = SimpleNamespace(outdir=tmp_path, builder=SimpleNamespace(embedded=False))
    context = {"body": chart(LARGE) + chart(SMALL), "pathto": lambda name, _: f"../../{name}"}
    chart_images.part_page(app, "book/page", "page.html", context, None)
    [file] = (tmp_path / "_photographs").iterdir()
    assert file.read_bytes() == LARGE
    link = f'<svg><image href="../../_photographs/{file.name}"/></svg>'
    assert context["body"] == link + chart(SMALL)


def test_photographs_that_no_page_shows_are_removed(tmp_path):
    folder = tmp_path / "_photographs"
    folder.mkdir()
    for name in ("0a1b.png", "ffee.png"):
        (folder / name).write_bytes(LARGE)
    (tmp_path / "page.html").write_text('<image href="_photographs/ffee.png"/>', encoding="utf-8")
    chart_images.remove_unseen(SimpleNamespace(outdir=tmp_path), None)
    assert [path.name for path in folder.iterdir()] == ["ffee.png"]


def test_a_book_in_one_file_keeps_its_photographs_inside(tmp_path):
    app = SimpleNamespace(outdir=tmp_path, builder=SimpleNamespace(embedded=True))
    context = {"body": chart(LARGE)}
    chart_images.part_page(app, "book/page", "page.html", context, None)
    assert context["body"] == chart(LARGE) and list(tmp_path.iterdir()) == []


def book(tmp_path, **pages):
    """A book whose pages are notebooks of the given cells."""
    contents = {
        "format": "jb-book",
        "root": "index",
        "chapters": [{"file": name} for name in pages],
    }
    (tmp_path / "_toc.yml").write_text(json.dumps(contents), encoding="utf-8")
    for name, cells in pages.items():
        text = json.dumps({"cells": cells, "nbformat": 4})
        (tmp_path / f"{name}.ipynb").write_text(text, encoding="utf-8")
    return book_pages.Book(tmp_path)


def environment(root, **known):
    """Sphinx's environment as far as reading the book needs it."""
    return SimpleNamespace(srcdir=root, found_docs={"one", "two", "list"}, docname="list", **known)


def test_a_notebook_is_dressed_and_given_targets_in_one_step_and_stays_on_disk(tmp_path):
    tagged = cell({"image/svg+xml": SVG, "text/plain": "A row."}, tags=["N0-E5"])
    made = book(tmp_path, one=[tagged])
    before = (tmp_path / "one.ipynb").read_text("utf-8")
    source = [before]
    env = SimpleNamespace(book=made, source_places=notebook_targets.first_places(made.places))
    notebook_pages.prepare(SimpleNamespace(env=env), "one", source)
    target, dressed_cell = json.loads(source[0])["cells"]
    assert target["source"] == "(n0-e5)="
    assert list(dressed_cell["outputs"][0]["data"]) == ["text/plain", "text/html"]
    assert (tmp_path / "one.ipynb").read_text("utf-8") == before


def test_a_page_that_is_no_notebook_is_left_as_it_is(tmp_path):
    source = ["# A page"]
    env = SimpleNamespace(book=book(tmp_path), source_places={})
    notebook_pages.prepare(SimpleNamespace(env=env), "page", source)
    assert source == ["# A page"]


def text(words, *tags):
    """A text cell."""
    return {"cell_type": "markdown", "metadata": {"tags": list(tags)}, "source": words}


def test_a_page_that_lists_places_is_read_again_only_when_a_place_has_changed(tmp_path):
    book(tmp_path, one=[text("# One", "N0-1.2")], two=[text("# Two")])
    env = environment(tmp_path)
    book_pages.read_book(None, env, set(), set(), set())
    book_pages.note_reader(env, "places")
    book(tmp_path, one=[text("# One, more", "N0-1.2")], two=[text("# Two")])
    assert book_pages.read_book(None, env, set(), {"one"}, set()) == []
    book(tmp_path, one=[text("# One")], two=[text("# Two", "N0-1.2")])
    assert book_pages.read_book(None, env, set(), {"one", "two"}, set()) == ["list"]


def test_a_notebook_is_read_from_its_file_once_a_build(tmp_path):
    made = book(tmp_path, one=[text("# One", "N0-1.2")])
    assert list(made.places) == ["n0-1-2"]
    (tmp_path / "one.ipynb").unlink()
    assert made.explorers == [] and made.notebooks["one"]["cells"]
    restored = pickle.loads(pickle.dumps(made))
    assert "notebooks" not in vars(restored), "the pickled environment stays small"


def test_a_tagged_cell_becomes_a_target_where_it_is_the_first_to_carry_the_id():
    tagged = {"cell_type": "code", "metadata": {"tags": ["N0-E5", "N0-1.2", "hide-input"]}}
    where = {"n0-e5": ("book/page", 0), "n0-1-2": ("book/other", 3)}
    made = notebook_targets.with_targets([tagged, tagged], "book/page", where)
    assert [one.get("source") for one in made] == ["(n0-e5)=", None, None]
    assert made[0]["id"] == "n0-e5", "nbformat asks for one"


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
    asked = {"launch_buttons": {"binderhub_url": "https://mybinder.org"}}
    config = SimpleNamespace(html_theme_options=asked)
    binder_button.configure(None, config)
    options = config.html_theme_options
    assert ("binderhub_url" in options["launch_buttons"]) == known
    assert options["launch_buttons"]["notebook_interface"] == "jupyterlab"
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
        ('href="https://arxiv.org/abs/1603.07285"', 'href="https://arxiv.org/abs/1603.07285"'),
    ],
)
def test_links_of_the_page_not_found_start_at_the_root(link, turned):
    assert root_pages.relinked(f"<a {link}>", "book", "/site/") == f"<a {turned}>"


def test_the_home_page_at_the_root_links_to_the_same_places():
    html = '<a data-content_root="../"><a href="../search.html"><a href="index.html">'
    turned = '<a data-content_root="./"><a href="search.html"><a href="book/index.html">'
    assert root_pages.relinked(html, "book") == turned


def test_a_description_ends_at_a_word():
    page = publish_doctree("Title\n=====\n\nOne two three four five.\n")
    assert page_head.first_words(page, longest=12) == "One two…"
    assert page_head.first_words(page) == "One two three four five."


def scripts_of(pagename, *scripts):
    """The scripts that a page keeps."""
    context = {"css_files": [], "script_files": list(scripts)}
    offline.tidy_assets(None, pagename, None, context, None)
    return context["script_files"]


def test_no_page_loads_thebe():
    assert scripts_of("page", _JavaScript("https://cdn.invalid/thebe@0.8.2/lib/index.js")) == []


def test_scripts_wait_until_the_page_is_read_but_not_on_the_search_page():
    given = _JavaScript("_static/doctools.js")
    assert scripts_of("page", given)[0].attributes == {"defer": "defer"}
    assert scripts_of("search", given)[0].attributes == {}


def test_the_options_of_the_scripts_stand_in_the_page():
    render = SimpleNamespace(render_string=lambda template, context: "const   A =\n1;")
    app = SimpleNamespace(builder=SimpleNamespace(templates=render))
    script = offline.written_out(app, {})
    assert (script.filename, script.attributes) == (None, {"body": "const A = 1;"})


@pytest.mark.parametrize("latex", [r"\nosuch{x}", r"\frac{a}{"])
def test_a_formula_that_cannot_be_converted_is_refused(latex):
    with pytest.raises(LatexError):
        mathematics.mathml(latex)


def test_lines_of_a_formula_are_aligned():
    two_lines = mathematics.mathml(r"a &= b \\ c &= d", display=True)
    assert two_lines.count("<mtr>") == 2 and 'display="block"' in two_lines


def test_rules_stay_for_what_a_page_or_a_script_names():
    names = used_rules.names_in(
        ['<a class="one two" id="three"><script>add("four")</script>'], ['x.classList.add("five")']
    )
    assert {"one", "two", "three", "four", "five"} <= names
    sheet = ".one, .gone > a { x: y } @media print { .gone { x: y } #three { x: y } } a { x: y }"
    kept = used_rules.used(sheet, names)
    assert kept == ".one{ x: y }@media print{#three{ x: y }}a{ x: y }"


def test_a_rule_that_excludes_a_name_does_not_ask_for_it():
    assert used_rules.used("a:not(.gone) { x: y }", set()) == "a:not(.gone){ x: y }"


def test_fonts_and_variables_stay():
    sheet = '@font-face { font-family: "A" }:root{ --b: 1 }@import "c.css";'
    assert used_rules.used(sheet, set()) == sheet


def test_code_is_marked_only_where_it_has_a_color():
    blue_keywords = type("BlueKeywords", (Style,), {"styles": {Keyword: "#00f"}})
    marked = plain_code.formatter([blue_keywords])(nowrap=True)
    assert highlight("if x:", PythonLexer(), marked) == '<span class="k">if</span> x:\n'


def test_a_link_to_a_planned_page_is_its_title_and_another_missing_page_stays_missing():
    def words(target, **more):
        link = addnodes.pending_xref(reftype="doc", reftarget=target, **more)
        found = planned_pages.in_words(None, None, link, nodes.Text("so called"))
        return found and found.astext()

    assert words("/book/variants/dilated") == "Dilated convolution"
    assert words("/book/variants/dilated", refexplicit=True) == "so called"
    assert words("/book/variants/dilatd") is None


def test_stylesheets_are_joined_with_what_they_import_and_their_links_turned(tmp_path):
    (tmp_path / "styles").mkdir()
    (tmp_path / "styles" / "theme.css").write_text('@charset "UTF-8";@import "../basic.css";')
    (tmp_path / "basic.css").write_text("a{}")
    (tmp_path / "styles" / "b.css").write_text("b{src:url('fonts/x.woff2') url(data:x) url(#y)}")
    joined = one_stylesheet.joined(tmp_path, ["styles/theme.css", "styles/b.css"])
    assert joined == 'a{}\nb{src:url("styles/fonts/x.woff2") url(data:x) url(#y)}'


def test_an_epub_keeps_its_own_stylesheets():
    context = {"css_files": [SimpleNamespace(filename="_static/epub.css")]}
    book = SimpleNamespace(builder=SimpleNamespace(embedded=True))
    one_stylesheet.link_one(book, "book/page", "page.html", context, None)
    assert [one.filename for one in context["css_files"]] == ["_static/epub.css"]
    site = SimpleNamespace(builder=SimpleNamespace(embedded=False))
    one_stylesheet.link_one(site, "book/page", "page.html", context, None)
    assert (context["css_files"], context["stylesheet"]) == ([], "site.css")
    assert site.builder.joined_stylesheets[-1] == "epub.css"


@pytest.mark.parametrize("form", ["html", "latex"])
def test_the_gallery_has_cards_in_the_site_and_one_sentence_elsewhere(form):
    explorer = {"name": "places", "title": "Every place"}
    builder = SimpleNamespace(format=form, get_relative_uri=lambda here, page: f"../{page}.html")
    env = SimpleNamespace(
        app=SimpleNamespace(builder=builder),
        book=SimpleNamespace(explorers=[("book/page", "A page", explorer)]),
        book_readers={},
        docname="book/gallery",
    )
    [made] = gallery.Gallery.run(SimpleNamespace(env=env))
    assert env.book_readers == {"explorers": {"book/gallery"}}
    if form == "html":
        assert 'href="../book/page.html#places"' in made.astext()
    else:
        assert made.astext() == "The gallery of explorers is a page of the site."


def test_a_picture_of_known_size_says_it_and_others_stay_as_they_are():
    html = '<img alt="a" src="../_images/a.png" /><img alt="b" src="b.png"/><img width="1" src="a">'
    sized = image_sizes.with_sizes(html, {"../_images/a.png": (30, 20), "a": (9, 9)}.get)
    wanted = '<img alt="a" src="../_images/a.png" width="30" height="20" />'
    assert sized == html.replace('<img alt="a" src="../_images/a.png" />', wanted)


def test_a_link_to_settings_is_told_from_a_link_to_a_place():
    given = addnodes.pending_xref(reftarget="places?i=10&k=2")
    there = addnodes.pending_xref(reftarget="book/page", reftargetid="places?i=10")
    assert settings_links.settings_of(given) == "places?i=10&k=2"
    assert settings_links.settings_of(there) == "places?i=10"
    assert settings_links.settings_of(addnodes.pending_xref(reftarget="places")) is None


def test_the_page_that_is_not_found_is_built_although_no_contents_list_it():
    config = SimpleNamespace(exclude_patterns=["src", "book/404.md"])
    root_pages.include_not_found(None, config)
    assert config.exclude_patterns == ["src"]


@pytest.mark.parametrize(
    ("given", "configured", "wanted"),
    [
        ("https://a.org/b", "", "https://a.org/b/"),
        ("", "https://c.org/", "https://c.org/"),
        ("", "", ""),
    ],
)
def test_the_address_of_the_site_is_said_only_where_it_is_known(
    monkeypatch, given, configured, wanted
):
    monkeypatch.setenv("BOOK_URL", given)
    config = SimpleNamespace(html_baseurl=configured)
    page_head.know_address(None, config)
    assert config.html_baseurl == wanted


CONTENTS = """<p class="caption">Front</p>
<ul class="nav bd-sidenav">
<li class="toctree-l1"><a class="reference internal" href="book/one.html">One</a></li>
</ul>
<ul class="nav bd-sidenav">
<li class="toctree-l1 has-children"><a class="reference internal" href="book/api/index.html">All\
</a><details><summary>v</summary><ul>
<li class="toctree-l2 has-children"><a class="reference internal" href="book/api/two.html">Two</a>\
<details><summary>v</summary><ul>
<li class="toctree-l3"><a class="reference internal" href="book/api/three.html">Three</a></li>
</ul></details></li></ul></details></li>
<li class="toctree-l1"><a class="reference external" href="https://a.org/">A</a></li>
</ul>"""


def test_the_way_to_a_page_is_marked_in_the_sidebar_and_the_links_are_turned():
    html = sidebar.for_page(CONTENTS, "book/api/two.html")
    assert re.findall(r"<(?:ul|li|a|details)\b[^>]*>", html) == [
        '<ul class="nav bd-sidenav">',
        '<li class="toctree-l1">',
        '<a class="reference internal" href="../one.html">',
        '<ul class="current nav bd-sidenav">',
        '<li class="toctree-l1 current active has-children">',
        '<a class="reference internal" href="index.html">',
        '<details open="open">',
        '<ul class="current">',
        '<li class="toctree-l2 current active has-children">',
        '<a class="current reference internal" href="#">',
        '<details open="open">',
        "<ul>",
        '<li class="toctree-l3">',
        '<a class="reference internal" href="three.html">',
        '<li class="toctree-l1">',
        '<a class="reference external" href="https://a.org/">',
    ]


def test_a_page_may_be_left_out_of_the_sidebar():
    entry = '<li class="toctree-l1"><a class="reference internal" href="book/map.html">Map</a></li>'
    around = '<ul><li class="toctree-l1"><a href="book/a.html">A</a></li>\n', "</ul>"
    assert sidebar.without(entry.join(around), ["book/map.html"]) == "".join(around)
    with pytest.raises(ValueError, match=r"lists book/map\.html 0 times; it must be once"):
        sidebar.without("".join(around), ["book/map.html"])


def test_a_page_that_no_contents_list_marks_nothing_in_the_sidebar():
    assert sidebar.for_page(CONTENTS, "genindex.html") == CONTENTS


def test_a_listing_of_code_is_a_bare_page_and_no_other_page_is():
    context = {"sidebars": ["a.html"], "theme_navbar_start": ["b.html"], "body": "code"}
    assert source_pages.write_bare(None, "book/page", None, context, None) is None
    assert context["sidebars"] == ["a.html"]
    made = source_pages.write_bare(None, "_modules/convbook/pad", None, context, None)
    assert made == "source.html"
    assert context == {"sidebars": [], "theme_navbar_start": [], "body": "code"}


def test_the_modules_of_the_listings_are_loaded_without_what_autodoc_mocks(tmp_path, monkeypatch):
    (tmp_path / "listed.py").write_text("import heavy_peer\nname = heavy_peer.name\n", "utf-8")
    (tmp_path / "heavy_peer.py").write_text("raise MemoryError\n", "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    book = SimpleNamespace(
        config=SimpleNamespace(autodoc_mock_imports=["heavy_peer"]),
        builder=SimpleNamespace(env=SimpleNamespace(_viewcode_modules=["listed", "not_there"])),
    )
    assert source_pages.load_light(book) == []
    assert sys.modules.pop("listed").name is not None


@pytest.fixture
def tree(tmp_path):
    """A project of one page, with what stands around it."""
    for name in ("_config.yml", "book/page.md", "book/_ext/a.py", "src/convbook/b.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("one", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("name", ["_config.yml", "book/_ext/a.py", "src/convbook/b.py"])
def test_a_build_starts_anew_after_a_change_around_the_pages(tree, name):
    before = incremental.fingerprint(tree, ())
    (tree / name).write_text("two", encoding="utf-8")
    assert incremental.fingerprint(tree, ()) != before


def test_a_build_goes_on_after_a_change_of_a_page_and_starts_anew_when_a_page_is_renamed(tree):
    before = incremental.fingerprint(tree, ())
    (tree / "book/page.md").write_text("two", encoding="utf-8")
    (tree / "book/_ext/__pycache__").mkdir()
    (tree / "book/_ext/__pycache__/a.pyc").write_text("made", encoding="utf-8")
    assert incremental.fingerprint(tree, ()) == before
    assert incremental.fingerprint(tree, ("https://a.org/",)) != before
    (tree / "book/page.md").rename(tree / "book/other.md")
    assert incremental.fingerprint(tree, ()) != before


def build_of(tree, warnings=0):
    """A build as far as starting and finishing need it, and what it finds there."""
    app = SimpleNamespace(
        srcdir=tree, outdir=tree / "html", doctreedir=tree / "doctrees", _warncount=warnings
    )
    config = SimpleNamespace(html_baseurl="", html_theme_options={}, nitpicky=True)
    incremental.start(app, config)
    found = sorted(path.name for path in app.outdir.iterdir())
    for name in (".buildinfo", "page.html"):
        (app.outdir / name).write_text("made", encoding="utf-8")
    return app, found


def test_a_build_keeps_what_a_successful_one_made_and_nothing_else(tree):
    app, found = build_of(tree)
    assert found == []
    incremental.finish(app, None)
    app, found = build_of(tree, warnings=1)
    assert found == [".buildinfo", "page.html"]
    incremental.finish(app, None)
    app, found = build_of(tree)
    assert found == [], "the last build had a warning, which this one must say again"
    incremental.finish(app, ValueError("no"))
    assert build_of(tree)[1] == []


def test_a_folder_that_sphinx_did_not_make_is_not_removed(tree):
    (tree / "html").mkdir()
    (tree / "html" / "mine.txt").write_text("mine", encoding="utf-8")
    assert build_of(tree)[1] == ["mine.txt"]


def test_the_outline_of_a_page_keeps_what_has_a_number_and_its_place():
    figure = nodes.figure("", nodes.image(), nodes.caption("", "A cell"), ids=["cell"])
    formula = nodes.math_block("", "x", ids=["equation-x"])
    words = nodes.paragraph("", "Not counted")
    page = nodes.section("", nodes.title("", "T"), words, nodes.container("", figure), formula)
    made = figure_numbers.outline(
        page,
        lambda node: "A cell" if isinstance(node, nodes.figure) else None,
        lambda node: isinstance(node, nodes.math_block),
    )
    assert [type(node).__name__ for node in made.findall(nodes.Element)] == [
        *("section", "Element", "figure", "caption", "math_block"),
    ]
    assert [node["ids"] for node in made.findall(nodes.figure)] == [["cell"]]
    assert pickle.loads(pickle.dumps(made))[0].astext() == "A cell"


def test_a_table_of_letters_has_a_column_for_pytorch_where_a_row_needs_one():
    stride = {"letter": "s", "means": "stride", "torch": "stride"}
    output = {"letter": "y", "means": "output", "torch": "the result"}
    channel = {"letter": "c", "means": "channel"}
    assert letters.table([stride, output, channel])[2:] == [
        "| $s$ | stride | `stride` |",
        "| $y$ | output | the result |",
        "| $c$ | channel |  |",
    ]
    assert letters.table([channel])[0] == "| Letter | Meaning |"
