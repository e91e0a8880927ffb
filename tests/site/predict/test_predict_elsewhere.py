"""Questions in exports of nbconvert, and to the comparison of notebooks."""

import configparser
import re

import nbconvert
import nbformat
import pytest

from tests.site import windows
from tests.site.built_site import ROOT
from tests.site.predict.questions import ALL


def notebook():
    """A notebook that stores every question."""
    cells = [
        nbformat.v4.new_code_cell(
            "ask()",
            outputs=[
                nbformat.v4.new_output(
                    "execute_result",
                    {"text/html": one._repr_html_(), "text/plain": str(one)},
                    execution_count=1,
                )
            ],
        )
        for one in ALL
    ]
    return nbformat.v4.new_notebook(cells=cells)


@pytest.mark.parametrize("template", ["lab", "classic", "basic"])
def test_questions_of_an_export_answer_offline(chromium, tmp_path, template):
    file = tmp_path / "export.html"
    exporter = nbconvert.HTMLExporter(template_name=template)
    file.write_text(exporter.from_notebook_node(notebook())[0], "utf-8")
    context = windows.new_context(chromium)
    context.set_offline(True)
    page = context.new_page()
    page.goto(file.as_uri(), wait_until="domcontentloaded")
    for name, typed in (("length", "4"), ("share", "1/3"), ("output", "-3, 4")):
        page.locator(f"#{name}-answer").fill(typed)
        page.locator(f"#{name}-answer").press("Enter")
        assert page.locator(f"#{name} .cb-verdict").inner_text() == "Right."
    page.get_by_label("It doubles").check()
    page.locator("#memory [data-cb-act=commit]").click()
    assert page.locator("#memory .cb-verdict").inner_text() == "Right."
    context.close()


def test_the_comparison_of_notebooks_passes_over_style_and_script_alone():
    rules = configparser.ConfigParser()
    rules.read(ROOT / "nbval.cfg")
    html = ALL[0]._repr_html_()
    for section in rules.sections():
        html = re.sub(rules[section]["regex"], rules[section]["replace"], html)
    assert "<style>" not in html and "<script>" not in html
    assert "STYLE" in html and "SCRIPT" in html
    key = re.search('data-cb-key="([^"]+)"', ALL[0]._repr_html_())[1]
    assert key in html and "the kernel has 4 places" in html
