"""The recipe of a page, as far as a program can judge it: each rule says where a page breaks it.

Pages written before the recipe stand in ``FIRST_RECIPE``. The list only becomes shorter: a page on
it that breaks no rule any more has to leave it.
"""

import re
from itertools import pairwise

import notebook_letters
import yaml
from notebook_form import BOOK
from notebook_measure import FENCE, count_words, exercise_cells, prose

FIRST_RECIPE = frozenset(
    {
        "convolution/backpropagation",
        "convolution/dimensions",
        "convolution/features",
        "convolution/layer",
        "convolution/learning",
        "convolution/pooling",
        "cost/counting",
        "cost/fully-connected",
        "cost/resolution-depth-width",
        "properties/receptive-field",
        "properties/sparsity-sharing-equivariance",
    }
)
PARTS = ("algorithms", "convolution", "cost", "networks", "properties", "variants")

VISIBLE_CELLS = 15
VISIBLE_LINES = 80
CELL_LINES = 10
WIDTH = 72
WORDS = 1800
BELIEFS = 2
NOTES = 1

FOLDED = {"hide-input", "hide-cell", "remove-input", "remove-cell"}
IMPORT = re.compile(r"^(?:import|from) \w", re.MULTILINE)
OF_THE_NOTES = re.compile(r"\b(?:the|our|these|study|five|of|one) notes?\b", re.IGNORECASE)
BELIEF = re.compile(r"^:class:.*\btempting\b", re.MULTILINE)
DROPDOWN = re.compile(r"^\s*:class:.*\bdropdown\b")
PREDICTION = 'class="cb-predict"'


def slug_of(chapter):
    """The name of a page, as ``pages.yml`` has it; None for a notebook that is no chapter."""
    part = chapter.path.parent.name
    return f"{part}/{chapter.path.stem}" if part in PARTS else None


def visible(chapter):
    """Return (number, cell) of the code that readers see unasked, that of exercises left out."""
    skipped = set(exercise_cells(chapter.notebook))
    return [
        (number, cell)
        for number, cell in chapter.code
        if number not in skipped and not FOLDED & set(cell.metadata.get("tags", []))
    ]


def text_of(chapter):
    """All text of the page, in one string."""
    cells = chapter.notebook.cells
    return "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")


def opened(source):
    """Return ``source`` without what stands in folded boxes."""
    kept, fences = [], []
    lines = source.splitlines()
    for line, after in pairwise([*lines, ""]):
        fence = FENCE.match(line)
        if fence and fences and not (fence[2] or fence[3].strip()):
            fences.pop()
        elif fence:
            fences.append(bool(DROPDOWN.match(after)))
        if not any(fences):
            kept.append(line)
    return "\n".join(kept)


def few_visible_cells(chapter):
    """A page shows little code, and all of it is worth reading."""
    cells = visible(chapter)
    if len(cells) > VISIBLE_CELLS:
        yield None, f"{len(cells)} visible code cells; at most {VISIBLE_CELLS}"
    lines = sum(len(cell.source.splitlines()) for _, cell in cells)
    if lines > VISIBLE_LINES:
        yield None, f"{lines} visible lines of code; at most {VISIBLE_LINES}"


def short_visible_cells(chapter):
    """Visible code fits the eye, and a phone held sideways."""
    for number, cell in visible(chapter):
        lines = cell.source.splitlines()
        if len(lines) > CELL_LINES:
            yield number, f"{len(lines)} visible lines of code; at most {CELL_LINES} in a cell"
        widest = max(map(len, lines), default=0)
        if widest > WIDTH:
            yield number, f"a visible line of {widest} characters; at most {WIDTH}"


def visible_cells_show(chapter):
    """A visible cell prints or draws; a check is folded."""
    for number, cell in visible(chapter):
        if not cell.outputs:
            yield number, "a visible code cell that shows nothing; fold it with hide-input"


def setup_folded(chapter):
    """Imports are folded: what a page opens with is its question."""
    for number, cell in visible(chapter):
        if IMPORT.search(cell.source) and "import torch" not in cell.source:
            yield number, "a visible cell imports; imports stand in the folded set-up"


def short_text(chapter):
    """A page is read in one sitting: words before the exercises, folded boxes left out."""
    count = 0
    for text in prose(chapter.notebook, opened):
        before, exercises, _ = f"\n{text}".partition("\n## Exercises")
        count += count_words(before)
        if exercises:
            break
    if count > WORDS:
        yield None, f"{count} words before the exercises; at most {WORDS}"


def terms_occur(chapter, pages=BOOK / "_data" / "pages.yml"):
    """The words of the field stand on the page: without them it is not found."""
    parts = yaml.safe_load(pages.read_text(encoding="utf-8"))
    rows = {page["slug"]: page for part in parts for page in part["pages"]}
    terms = rows.get(slug_of(chapter), {}).get("terms", [])
    if not terms:
        yield None, f"pages.yml lists no terms for {slug_of(chapter)}"
    text = " ".join(text_of(chapter).split()).casefold()
    for term in terms:
        if term.casefold() not in text:
            yield None, f"the term {term!r} does not occur"


def notes_leave(chapter):
    """A page speaks of its subject, not of the notes that the book grew from."""
    said = OF_THE_NOTES.findall(text_of(chapter))
    if len(said) > NOTES:
        yield None, f"{len(said)} mentions of the notes; at most {NOTES}"


def few_beliefs(chapter):
    """Only strong wrong beliefs get a box."""
    boxes = BELIEF.findall(text_of(chapter))
    if len(boxes) > BELIEFS:
        yield None, f"{len(boxes)} boxes of wrong beliefs; at most {BELIEFS}"


def ends_at_work(chapter):
    """A page has something to take to work, and says what to do."""
    text = text_of(chapter)
    for what in ("At work", "So do this", "Keep this"):
        found = len(re.findall(rf"^(?:##+ |:::+{{admonition}} ){what}\b", text, re.MULTILINE))
        if found != 1:
            yield None, f"{found} times a heading or box '{what}'; once is right"


def asks(chapter):
    """A page asks its reader: a prediction, and a task with a checker."""
    outputs = [out for _, cell in chapter.code for out in cell.outputs]
    if not any(PREDICTION in out.get("data", {}).get("text/html", "") for out in outputs):
        yield None, "no prediction: Predict of convbook.explore"
    solved = exercise_cells(chapter.notebook)
    answers = [cell.source for number, cell in chapter.code if number in solved]
    if not any(re.search(r"\bcheck\(\s*[\"']", source) for source in answers):
        yield None, "no exercise with a checker: check of convbook.exercises"


def letters_known(chapter):
    """One letter has one meaning, in text, formulas and captions."""
    captions = [
        cell.metadata.get("mystnb", {}).get("figure", {}).get("caption", "")
        for _, cell in chapter.code
    ]
    text = "\n".join([text_of(chapter), *captions])
    for words in notebook_letters.faults(slug_of(chapter), text):
        yield None, words


RECIPE = (
    few_visible_cells,
    short_visible_cells,
    visible_cells_show,
    setup_folded,
    short_text,
    terms_occur,
    notes_leave,
    few_beliefs,
    ends_at_work,
    asks,
    letters_known,
)


def recipe(chapter):
    """A chapter is written by the recipe, or stands on the list of those that are not yet."""
    slug = slug_of(chapter)
    if slug is None:
        return
    found = [fault for rule in RECIPE for fault in rule(chapter)]
    if slug not in FIRST_RECIPE:
        yield from found
    elif not found:
        yield None, f"keeps the recipe; take {slug} from FIRST_RECIPE in tools/notebook_recipe.py"
