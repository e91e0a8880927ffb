"""Every kind of fault is planted in a small chapter; the comparison must find it."""

import copy
import json
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import nbformat
import pytest

from tests.notebooks.small_chapter import cell, painted, replace_once, store

ROOT = Path(__file__).resolve().parents[2]
CELL_SECONDS = 10
# The chapters are run once: pytest-xdist keeps these tests on one worker (--dist loadgroup).
pytestmark = [pytest.mark.xdist_group("planted faults"), pytest.mark.slow]
WIDGETS = {"application/vnd.jupyter.widget-state+json": {"state": {}, "version_major": 2}}


def stripped(notebook):
    for one in notebook.cells:
        if one.cell_type == "code":
            one.outputs, one.execution_count = [], None


def unexecuted(notebook):
    cell(notebook, 12).outputs, cell(notebook, 12).execution_count = [], None


def digit_in_a_frame(notebook):
    data = cell(notebook, 8).outputs[0].data
    data["text/html"] = replace_once(data["text/html"], "step 77: 5929", "step 77: 5928")


def digit_in_text(notebook):
    output = cell(notebook, 2).outputs[0]
    output.text = replace_once(output.text, "11", "17")


def digit_in_an_svg(notebook):
    data = cell(notebook, 4).outputs[0].data
    data["image/svg+xml"] = replace_once(data["image/svg+xml"], ">12<", ">13<")


def digit_in_a_text_alternative(notebook):
    data = cell(notebook, 8).outputs[0].data
    data["text/plain"] = replace_once(data["text/plain"], "120", "121")


def words_of_an_error(notebook):
    output = cell(notebook, 10).outputs[0]
    output.evalue = replace_once(output.evalue, "range", "reach")


def lost_output(notebook):
    cell(notebook, 2).outputs.pop()


def lost_picture(notebook):
    del cell(notebook, 6).outputs[0].data["image/png"]


def painted_over(notebook):
    data = cell(notebook, 6).outputs[0].data
    data["image/png"] = painted(data["image/png"], lambda d: d.rectangle((40, 40, 60, 60), "gray"))


def lost_label(notebook):
    data = cell(notebook, 6).outputs[0].data
    white = (255, 255, 255, 255)
    data["image/png"] = painted(data["image/png"], lambda d: d.rectangle((110, 56, 159, 75), white))


def one_digit_of_a_label(notebook):
    data = cell(notebook, 6).outputs[0].data

    def eight(draw):
        draw.rectangle((110, 56, 159, 75), "white")
        draw.text((120, 60), "k = 8", "black")

    data["image/png"] = painted(data["image/png"], eight)


def other_size(notebook):
    source = cell(notebook, 6).source
    cell(notebook, 6).source = replace_once(source, "(160, 90)", "(160, 91)")


def new_warning(notebook):
    cell(notebook, 12).source = "import warnings\nwarnings.warn('mind the border')\nlen(numbers)"


def stored_warning(notebook):
    new_warning(notebook)
    text = "UserWarning: mind the border\n"
    cell(notebook, 12).outputs.insert(0, nbformat.v4.new_output("stream", name="stderr", text=text))


def misspelt_tag(notebook):
    cell(notebook, 4).metadata.tags = ["hide-imput"]


def widget_state(notebook):
    notebook.metadata.widgets = WIDGETS


def comparison_off(notebook):
    cell(notebook, 2).source = "# NBVAL_IGNORE_OUTPUT\n" + cell(notebook, 2).source


def dead_kernel(notebook):
    cell(notebook, 4).source = "import os\nos._exit(1)"


def endless_cell(notebook):
    cell(notebook, 4).source = "while True:\n    pass"


def other_style_and_script(notebook):
    """No fault: both have tests of their own, and are the same in every player."""
    data = cell(notebook, 8).outputs[0].data
    html, styles = re.subn(
        "<style>.*?</style>", "<style>.b {}</style>", data["text/html"], flags=re.S
    )
    script = "<script>(function () { return 2; })();</script>"
    html, scripts = re.subn(r"<script>\(function.*?</script>", script, html, flags=re.S)
    assert (styles, scripts) == (1, 1)
    data["text/html"] = html


# What is planted, where it must be noticed, and the words that must say so.
FAULTS = {
    stripped: ("rules of the house", "cell 2: was not executed; run tools/notebooks.py refresh"),
    unexecuted: ("rules of the house", "cell 12: was not executed"),
    digit_in_a_frame: ("cell 8", "text/html: differs first at line 80, letter 19:"),
    digit_in_text: (
        "cell 2",
        "stored: '[0, 1, 2, 10, 17, 12]\\n'\n  given:  '[0, 1, 2, 10, 11, ",
    ),
    digit_in_an_svg: ("cell 4", "image/svg+xml: differs first at line 1"),
    digit_in_a_text_alternative: ("cell 8", "text/plain: differs first at line 1"),
    words_of_an_error: ("cell 10", "words of the error: differs first"),
    lost_output: ("cell 2", "output 2: a new one that is not stored: text/plain: 36"),
    lost_picture: ("cell 6", "image/png: given, but not stored"),
    painted_over: ("cell 6", "most at row 5, column 5 of the tiles"),
    lost_label: ("cell 6", "tiles of 8 × 8 pixels differ by more than 3 levels"),
    one_digit_of_a_label: ("cell 6", "tiles of 8 × 8 pixels differ by more than 3 levels"),
    other_size: ("cell 6", "stored 160 × 90 pixels, given 160 × 91"),
    new_warning: ("cell 12", "stderr: given"),
    stored_warning: ("rules of the house", "cell 12: writes to stderr: 'UserWarning: mind the"),
    misspelt_tag: ("rules of the house", "'hide-imput' is not allowed; did you mean 'hide-input'?"),
    widget_state: ("rules of the house", "widget state is stored"),
    comparison_off: ("rules of the house", "the comment NBVAL_IGNORE_OUTPUT would change"),
    dead_kernel: ("cell 4", "cell 4: the kernel died while it ran this cell"),
    endless_cell: ("cell 4", f"cell 4: Timeout of {CELL_SECONDS} seconds exceeded"),
}


def slug_of(plant):
    return plant.__name__.replace("_", "-")


def run_nbval(folder, *options):
    """Return {chapter: {item: junit element}} of nbval's run over the chapters in ``folder``."""
    shutil.copy(ROOT / "conftest.py", folder)
    line = [sys.executable, "-m", "pytest", "--nbval", str(folder), f"--rootdir={folder}"]
    line += ["-c", str(ROOT / "pyproject.toml"), f"--nbval-sanitize-with={ROOT / 'nbval.cfg'}"]
    line += [f"--nbval-cell-timeout={CELL_SECONDS}", "-p", "no:cacheprovider"]
    line += [f"--junitxml={folder / 'report.xml'}", *options]
    done = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stdout + done.stderr
    items = {}
    for case in ElementTree.parse(folder / "report.xml").iter("testcase"):
        items.setdefault(Path(case.get("classname")).stem, {})[case.get("name")] = case
    return items


@pytest.fixture(scope="module")
def report(executed_text, tmp_path_factory):
    """What the comparison says of all planted faults, two chapters at a time."""
    folder = tmp_path_factory.mktemp("planted")
    good = nbformat.v4.reads(executed_text)
    store(copy.deepcopy(good), folder, "good")
    for plant in [*FAULTS, other_style_and_script]:
        notebook = copy.deepcopy(good)
        plant(notebook)
        path = store(notebook, folder, slug_of(plant))
        if plant is widget_state:
            stored = json.loads(path.read_text(encoding="utf-8"))
            stored["metadata"]["widgets"] = WIDGETS
            path.write_text(json.dumps(stored), encoding="utf-8")
    return run_nbval(folder, "-n", "2", "--dist", "loadscope")


def failures(items):
    """{item: what its failure says} of the items that failed."""
    found = {name: case.find("failure") for name, case in items.items()}
    return {name: failure.text for name, failure in found.items() if failure is not None}


@pytest.mark.parametrize("slug", ["good", slug_of(other_style_and_script)])
def test_a_good_chapter_passes_in_parallel(report, slug):
    assert list(report[slug]) == ["rules of the house", *(f"cell {n}" for n in range(2, 13, 2))]
    assert all(len(case) == 0 for case in report[slug].values())


def test_the_good_chapter_passes_alone(executed, tmp_path):
    store(executed, tmp_path, "small")
    items = run_nbval(tmp_path)["small"]
    assert len(items) == 7
    assert all(len(case) == 0 for case in items.values())


@pytest.mark.parametrize("plant", FAULTS, ids=slug_of)
def test_a_planted_fault_is_found_where_it_is_and_said_in_words(report, plant):
    item, words = FAULTS[plant]
    assert words in failures(report[slug_of(plant)])[item]


@pytest.mark.parametrize("plant", FAULTS, ids=slug_of)
def test_a_planted_fault_is_blamed_on_one_place(report, plant):
    """Or a fault would hide among its own consequences."""
    found = set(failures(report[slug_of(plant)]))
    assert found == {FAULTS[plant][0]} | ({"cell 12"} if plant is stored_warning else set())


def test_a_dead_kernel_is_noticed_at_once(report):
    assert float(report["dead-kernel"]["cell 4"].get("time")) < CELL_SECONDS / 2


@pytest.mark.parametrize("plant", [dead_kernel, endless_cell], ids=slug_of)
def test_cells_after_the_end_are_not_run_and_say_why(report, plant):
    after = report[slug_of(plant)]["cell 6"].find("skipped")
    assert "cell 4 before this one" in after.get("message")
