"""How long a chapter is: words of prose, code cells, figures, and what they weigh."""

import re
from typing import NamedTuple

WORDS = 2500
CODE_CELLS = 30
FIGURES = 8
LINES = 15
FOLDED_LINES = 25
PLAYER_BYTES = 150_000
PICTURES = ("image/svg+xml", "image/png")
PLAYER = 'class="cb-explorer"'

SHARED = re.compile(r"(?s)<style>.*?</style>|<script>.*?</script>")

FENCE = re.compile(r"^\s*(`{3,}|:{3,}|~{3,})(?:\{([\w:-]+)\})?(.*)$")
EXERCISE = re.compile(r"\{(?:exercise|solution)\}")
GATE = re.compile(r"\{(?:exercise|solution)-(start|end)\}")
UNREAD = ("solution", "math", "code", "code-cell", "bibliography", "figure", "image")
NOT_PROSE = [
    (re.compile(r"<!--.*?-->", re.DOTALL), " "),
    (re.compile(r"\$\$.*?\$\$", re.DOTALL), " "),
    (re.compile(r"\$[^$]+\$"), " x "),
    (re.compile(r"^\(.+\)=$", re.MULTILINE), " "),
    (re.compile(r"^\s*:[\w-]+:.*$", re.MULTILINE), " "),
    (re.compile(r"\{cite[:\w]*\}`[^`]*`"), " "),
    (re.compile(r"\{[\w:]+\}`([^`<]*)(?:<[^`>]*>)?`"), r"\1"),
    (re.compile(r"\]\([^)]*\)"), "]"),
]


class Measure(NamedTuple):
    """The numbers of one chapter, as ``check --measure`` prints them."""

    words: int
    code_cells: int
    figures: int
    longest_cell: int
    largest_player: int
    file: int


def measure(chapter):
    """Return the :class:`Measure` of a chapter.

    Words are those of the prose, solutions left out; code cells are those of the text, cells that
    answer or check an exercise left out; figures are pictures and players; sizes are in bytes.
    """
    players = [len(html.encode()) for _, html in players_of(chapter.notebook)]
    code = [cell for cell in chapter.notebook.cells if cell.cell_type == "code"]
    pictures = [1 for cell in code for output in cell.outputs if has_picture(output)]
    return Measure(
        words=sum(map(count_words, prose(chapter.notebook))),
        code_cells=len(code) - len(exercise_cells(chapter.notebook)),
        figures=len(pictures) + len(players),
        longest_cell=max((len(cell.source.splitlines()) for cell in code), default=0),
        largest_player=max(players, default=0),
        file=len(chapter.stored.encode()),
    )


def players_of(notebook):
    """Return (cell number, html) of every player that ``notebook`` holds."""
    return [
        (number, output.data["text/html"])
        for number, cell in enumerate(notebook.cells, 1)
        for output in cell.get("outputs", [])
        if PLAYER in output.get("data", {}).get("text/html", "")
    ]


def has_picture(output):
    """Tell whether an output is shown as a picture."""
    return any(kind in output.get("data", {}) for kind in PICTURES)


def exercise_cells(notebook):
    """Return the numbers of the code cells that belong to an exercise.

    They stand right after a cell with an exercise or a solution, or between a start and its end.
    """
    numbers, inside, after = [], False, False
    for number, cell in enumerate(notebook.cells, 1):
        if cell.cell_type == "code":
            numbers += [number] if inside or after else []
            after = False
        else:
            for gate in GATE.findall(cell.source):
                inside = gate == "start"
            after = bool(EXERCISE.search(cell.source))
    return numbers


def prose(notebook, read=lambda text: text):
    """Return the text of each markdown cell, without what lies inside solutions and listings.

    ``read`` is handed the text while its fences still stand, and says what of it counts.
    """
    texts, inside = [], False
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            kept = []
            for line in cell.source.splitlines():
                gate = GATE.search(line)
                inside = gate[1] == "start" if gate and "solution" in line else inside
                kept += [] if inside else [line]
            texts.append(without_listings(read("\n".join(kept))))
    return texts


def without_listings(source):
    """Return ``source`` without fence lines, and without what stands in unread fences."""
    kept, fences = [], []
    for line in source.splitlines():
        fence = FENCE.match(line)
        if fence is None:
            if not any(unread for _, unread in fences):
                kept.append(line)
        elif fences and fence[1].startswith(fences[-1][0]) and not (fence[2] or fence[3].strip()):
            fences.pop()
        else:
            listing = fence[2] is None and not fence[1].startswith(":")
            fences.append((fence[1], listing or fence[2] in UNREAD))
            if not any(unread for _, unread in fences):
                kept.append(fence[3])
    return "\n".join(kept)


def count_words(text):
    """Return how many words a reader meets in ``text``; a formula in a line counts as one.

    >>> count_words("A kernel of $k$ taps: see {ref}`the size <output-size>`.")
    8
    """
    for pattern, instead in NOT_PROSE:
        text = pattern.sub(instead, text)
    return len(re.findall(r"[^\W_][\w'’.-]*", text))


def over_the_measure(chapter):
    """A chapter is short enough to be read in one sitting."""
    numbers = measure(chapter)
    for name, number, most in (
        ("words of prose", numbers.words, WORDS),
        ("code cells", numbers.code_cells, CODE_CELLS),
        ("figures", numbers.figures, FIGURES),
    ):
        if number > most:
            yield None, f"{number} {name}; at most {most} in one chapter"


def player_too_heavy(chapter):
    """A player is small enough for a slow line; style and script are served once a site."""
    for number, html in players_of(chapter.notebook):
        size = len(SHARED.sub("", html).encode())
        if size > PLAYER_BYTES:
            yield number, f"a player of {size} bytes; at most {PLAYER_BYTES}"
