"""Players outside the site: in exports of nbconvert, in a frame of text, inside JupyterLab."""

from html import escape

import nbconvert
import nbformat
import pytest
from nbclient import NotebookClient

from tests.site import windows
from tests.site.built_site import ROOT

CHAPTER = ROOT / "book" / "convolution" / "padding-and-stride.ipynb"
TEMPLATES = ["lab", "classic", "basic"]

NOTEBOOK = [
    """
from convbook import draw
from convbook.arithmetic import slides
from convbook.explore import Explorer
Explorer(lambda n: f"{n} squared is {n * n}", title="Squares", name="squares", n=(3, 7))
""",
    """
Explorer(lambda step: draw.conv_step((3, 4), slides((2, 2)), step), title="Steps", name="steps",
         play="step", step=(0, 5))
""",
]


@pytest.fixture(scope="module")
def executed():
    """A notebook with two explorers, run as nbconvert runs one."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(one) for one in NOTEBOOK])
    NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
    return notebook


@pytest.fixture
def offline(chromium, tmp_path):
    """A function that opens HTML from a file in a browser without a network."""
    contexts, failed = [], []

    def opened(html):
        file = tmp_path / "export.html"
        file.write_text(html, "utf-8")
        contexts.append(windows.new_context(chromium))
        contexts[-1].set_offline(True)
        page = contexts[-1].new_page()
        page.on("pageerror", lambda error: failed.append(str(error)))
        page.goto(file.as_uri(), wait_until="domcontentloaded")
        return page

    yield opened
    # MathJax and RequireJS of the templates are on other hosts: what is said of them is not ours.
    assert [error for error in failed if "cb" in error or "convbook" in error] == []
    for context in contexts:
        context.close()


def exported(notebook, template):
    """The notebook as ``nbconvert --to html`` writes it."""
    return nbconvert.HTMLExporter(template_name=template).from_notebook_node(notebook)[0]


def assert_all_move_and_have_a_link(page, names):
    """Each player shows, moves to its last value, and gives a link to it."""
    assert [one.get_attribute("id") for one in page.locator(".cb-explorer").all()] == names
    for name in names:
        player = page.locator(f"#{name}")
        view = player.locator(".cb-view")
        before = view.inner_html()
        assert view.bounding_box()["height"] > 10
        control = player.locator("[data-cb-control]").first
        if control.evaluate("one => one.tagName") == "SELECT":
            control.select_option(index=1)
        else:
            control.press("End")
        assert view.inner_html() != before
        player.locator("[data-cb-act=link]").click()
        assert page.url.partition("#")[2].startswith(f"{name}?")


@pytest.mark.slow
@pytest.mark.parametrize("template", TEMPLATES)
def test_players_of_an_executed_export_move_offline(offline, executed, template):
    page = offline(exported(executed, template))
    assert_all_move_and_have_a_link(page, ["squares", "steps"])


@pytest.mark.parametrize("template", TEMPLATES)
def test_players_of_a_stored_chapter_move_offline(offline, template):
    page = offline(exported(nbformat.read(CHAPTER, 4), template))
    names = [one.get_attribute("id") for one in page.locator(".cb-explorer").all()]
    assert len(names) > 1
    assert_all_move_and_have_a_link(page, names)


@pytest.mark.parametrize("sandbox", ["allow-scripts", "allow-scripts allow-same-origin"])
def test_a_frame_made_of_text_has_no_links_to_settings(offline, page_file, sandbox):
    inside = escape(page_file.read_text("utf-8"))
    page = offline(f'<iframe sandbox="{sandbox}" srcdoc="{inside}" height="900"></iframe>')
    frame = page.frame_locator("iframe")
    view = frame.locator("#curve .cb-view img")
    before = view.get_attribute("src")
    frame.locator("#curve [data-cb-control]").press("End")
    assert view.get_attribute("src") != before
    assert not frame.locator("#curve [data-cb-act=link]").is_visible()


@pytest.mark.parametrize(
    ("around", "visible"),
    [
        ("{}", True),
        ('<div class="lm-Widget">{}</div>', False),
        ('<script id="jupyter-config-data" type="application/json">{{}}</script>{}', False),
        ('<div data-jp-theme-light="true">{}</div>', True),
    ],
    ids=["a page", "a panel of JupyterLab", "JupyterLab", "an export"],
)
def test_only_jupyterlab_keeps_its_own_address(offline, page_file, around, visible):
    page = offline(around.format(page_file.read_text("utf-8")))
    assert page.locator("#curve[data-cb-ready]").count() == 1
    assert page.locator("#curve [data-cb-act=link]").is_visible() == visible


@pytest.mark.parametrize(
    "html",
    ["<!-- old <script src='a.js'>", "a </SCRIPT > b <!--> c", "</div></main>", "<table>"],
)
def test_no_frame_takes_in_the_page_behind_it(offline, html):
    from convbook.explore import Explorer

    class Shown:
        def _repr_html_(self):
            return html

    players = [
        Explorer(lambda n: Shown(), title="Odd", name="odd", n=(1, 3)),
        Explorer(lambda n: f"{html} {n}", title="Text", name="text", n=(1, 3)),
    ]
    body = "".join(one.player() for one in players)
    page = offline(f"<main>{body}<p id='behind'>The text behind.</p></main>")
    assert page.locator("main > #behind").is_visible()
    assert page.locator("main > .cb-explorer[data-cb-ready]").count() == 2
    page.locator("#text [data-cb-control]").press("End")
    assert page.locator("#text .cb-view").inner_text() == f"{html} 3"
