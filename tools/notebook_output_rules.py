"""Rules for what chapters store: outputs of one run from the top, the same on any machine."""

import re

from notebook_form import ANSI, WIDGET_VIEW
from notebook_measure import PLAYER, has_picture, players_of

REFRESH = "run tools/notebooks.py refresh"
# The kinds of output that the comparison reads.
COMPARED = (
    "text/plain",
    "text/html",
    "text/markdown",
    "text/latex",
    "application/json",
    "image/png",
    "image/svg+xml",
)
ADDRESS = re.compile(r"\bat 0x[0-9a-fA-F]{6,}|\b0x[0-9a-f]{9,}\b")
MACHINE_PATH = re.compile(
    r"(?<![\w.:/-])(?:~|/(?:home|root|tmp|work|Users|usr|var|opt|mnt|private))/[\w.+-]+"
    r"|\b[A-Z]:\\\w+|file://|site-packages|ipykernel_\d+"
)
DATA_URI = re.compile(r"base64,[A-Za-z0-9+/=\s]+")
PLAYER_NAME = re.compile(r"""<[^>]*class="cb-explorer"[^>]*>""")
QUESTION_NAME = re.compile(r'<div class="cb-predict" id="([^"]+)"')
ID = re.compile(r"""\bid="([^"]*)\"""")


def outputs_of(chapter):
    """Return (cell number, output) of every stored output."""
    return [(number, output) for number, cell in chapter.code for output in cell.outputs]


def executed_in_order(chapter):
    """Outputs come from one run from the top: cells are counted 1, 2, 3, …"""
    for wanted, (number, cell) in enumerate(chapter.code, 1):
        if cell.execution_count is None:
            yield number, f"was not executed; {REFRESH}"
        elif cell.execution_count != wanted:
            found = cell.execution_count
            yield number, f"executed as number {found}, but it is code cell {wanted}; {REFRESH}"


def some_output(chapter):
    """A chapter with code shows what the code gives."""
    if chapter.code and not outputs_of(chapter):
        yield None, f"no cell has an output: the notebook was stripped; {REFRESH}"


def quiet(chapter):
    """No cell warns: what is written to stderr names files of one machine."""
    for number, output in outputs_of(chapter):
        if output.get("name") == "stderr":
            yield number, f"writes to stderr: {gist(output.text)!r}; a chapter gives no warnings"


def gist(text, most=160):
    """Return the line of ``text`` that names a warning, or its first, cut to ``most`` letters."""
    lines = [line for line in text.splitlines() if line.strip()] or [""]
    return next((line for line in lines if "Warning" in line), lines[0])[:most]


def no_widget(chapter):
    """Live widgets are for kernels: stored, they show an error in Jupyter and call other hosts."""
    if "widgets" in chapter.notebook.metadata:
        yield None, "widget state is stored; run tools/notebooks.py clean"
    for number, output in outputs_of(chapter):
        if WIDGET_VIEW in output.get("data", {}):
            yield number, "a widget view is stored; run tools/notebooks.py clean"


def errors_where_tagged(chapter):
    """A cell fails if and only if its tag says so."""
    for number, cell in chapter.code:
        tagged = "raises-exception" in cell.metadata.get("tags", [])
        errors = [output for output in cell.outputs if output.output_type == "error"]
        if errors and not tagged:
            yield number, f"raises {errors[0].ename} without the tag raises-exception"
        if tagged and not errors:
            yield number, "has the tag raises-exception and raises nothing"


def compared_kind(chapter):
    """Only such kinds of output are stored as are compared again."""
    for number, output in outputs_of(chapter):
        for kind in output.get("data", {}):
            if kind not in (*COMPARED, WIDGET_VIEW):
                yield number, f"an output of kind {kind}, which is never compared"


def text_alternative(chapter):
    """Each picture and player says in a sentence what it shows, to those who cannot see it."""
    for number, output in outputs_of(chapter):
        data = output.get("data", {})
        if has_picture(output) or PLAYER in data.get("text/html", ""):
            words = data.get("text/plain", "").strip()
            if not is_sentence(words):
                yield number, f"the text alternative of a picture is {words[:60]!r}, not a sentence"


def is_sentence(words):
    """Tell whether ``words`` can be read out: some words, and an end; the end of a sum is one."""
    whole = re.search(r"[.!?。)\d]$", words)
    return not words.startswith("<") and len(words.split()) >= 3 and bool(whole)


def named_only(chapter):
    """No object shows only its name."""
    for number, output in outputs_of(chapter):
        words = output.get("data", {}).get("text/plain", "")
        if list(output.get("data", {})) == ["text/plain"] and re.match(r"<.*>$|Figure\(", words):
            yield number, f"shows only the name of an object: {words[:60]!r}"


def any_machine(chapter):
    """Outputs say the same on every machine: no addresses in memory, no paths."""
    for number, output in outputs_of(chapter):
        for text in texts_of(output):
            for what, pattern in (("an address in memory", ADDRESS), ("a path", MACHINE_PATH)):
                found = pattern.search(text)
                if found:
                    yield number, f"its output holds {what} of one machine: {found[0]!r}"


def texts_of(output):
    """Return the texts of an output: of a stream, of data of each kind, of an error."""
    texts = [output.get("text", ""), output.get("evalue", "")]
    texts += [ANSI.sub("", frame) for frame in output.get("traceback", [])]
    texts += [
        DATA_URI.sub("", data)
        for kind, data in output.get("data", {}).items()
        if isinstance(data, str) and kind != "image/png"
    ]
    return texts


def player_names(chapter):
    """Return (cell number, name) of each player; the name is the anchor of its settings link."""
    tags = [(number, PLAYER_NAME.findall(html)) for number, html in players_of(chapter.notebook)]
    return [(number, "".join(ID.findall(tag)[:1])) for number, opening in tags for tag in opening]


def questions_of(cell):
    """Return the names of the predictions that a cell asks."""
    outputs = [output.get("data", {}).get("text/html", "") for output in cell.outputs]
    return [name for html in outputs for name in QUESTION_NAME.findall(html)]


def player_names_differ(chapter):
    """Each player of a page has a name of its own."""
    names = player_names(chapter)
    yield from ((number, "a player without a name") for number, name in names if not name)
    yield from repeated("explorer", [(number, name) for number, name in names if name])


def question_names_differ(chapter):
    """Each prediction of a page has a name of its own."""
    names = [(number, name) for number, cell in chapter.code for name in questions_of(cell)]
    yield from repeated("prediction", names)


def repeated(kind, names):
    """Yield a fault for each (cell number, name) whose name stands above already."""
    seen = {}
    for number, name in names:
        if name in seen:
            yield number, f"the {kind} {name!r} has the name of the one in cell {seen[name]}"
        seen.setdefault(name, number)


RULES = (
    executed_in_order,
    some_output,
    quiet,
    no_widget,
    errors_where_tagged,
    compared_kind,
    text_alternative,
    named_only,
    any_machine,
    player_names_differ,
    question_names_differ,
)
