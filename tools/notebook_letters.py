"""Which letters a page may use, and for what: read from the one table of notation."""

import re
from functools import cache

import yaml
from notebook_form import BOOK

FORMULA = re.compile(r"\$\$(.+?)\$\$|(?<![\\$])\$([^$]+?)\$", re.DOTALL)
BLOCK = re.compile(r"```\{math\}\n(?::.*\n)*(.+?)```", re.DOTALL)
# What is set in words, the name of an operator, a label.
WORDS = re.compile(r"\\(?:text|mathrm|operatorname|label|tag|begin|end)\{[^}]*\}")
COMMAND = re.compile(r"\\([a-zA-Z]+)")
ACCENT = re.compile(r"\\(hat|bar|tilde)\s*\{?([A-Za-z])\}?")
GREEK = frozenset(
    "alpha beta gamma delta epsilon varepsilon zeta eta theta kappa lambda mu nu xi pi rho sigma "
    "tau phi varphi chi psi omega Delta Gamma Omega Sigma Phi Psi Theta Lambda".split()
)


@cache
def notation(file=BOOK / "_data" / "notation.yml"):
    """The table: letters of the book, and those of single pages by slug; each letter to its row."""
    groups = yaml.safe_load(file.read_text(encoding="utf-8"))
    book = {row["letter"]: row for group in groups for row in group.get("letters", [])}
    pages = {
        slug: {row["letter"]: row for row in rows}
        for group in groups
        for slug, rows in group.get("pages", {}).items()
    }
    return book, pages


def formulas(text):
    """Every formula of a text, in its own signs."""
    blocks = BLOCK.findall(text)
    rest = BLOCK.sub("", text)
    return [*blocks, *(display or inline for display, inline in FORMULA.findall(rest))]


def letters(formula):
    """The letters of a formula; one with an accent is a letter of its own.

    >>> sorted(letters(r"\\hat k = d(k-1) + \\lambda_{\\text{max}}"))
    ['\\\\hat k', '\\\\lambda', 'd', 'k']
    """
    formula = WORDS.sub(" ", formula)
    found = {rf"\{accent} {letter}" for accent, letter in ACCENT.findall(formula)}
    formula = ACCENT.sub(" ", formula)
    found |= {rf"\{name}" for name in COMMAND.findall(formula) if name in GREEK}
    return found | set(re.findall(r"[A-Za-z]", COMMAND.sub(" ", formula)))


def unlisted(text, allowed):
    """Letters of a text that are not in the table, in order."""
    used = set().union(*map(letters, formulas(text)))
    return sorted(used - set(allowed))


def misnamed(text, allowed):
    """Yield (word, letter that stands by it, letter that it belongs to).

    A letter stands by the words before it: "stride $s$"; or by a noun after it: "$N$ inputs".
    """
    owners = {word: row["letter"] for row in allowed.values() for word in row.get("words", [])}
    for word, owner in owners.items():
        for found in re.findall(rf"\b{re.escape(word)} \$([^$=<>]+?)\$", text):
            alone = letters(found)
            if len(alone) == 1 and alone != {owner}:
                yield word, alone.pop(), owner


def faults(slug, text):
    """Sentences on the letters of one page."""
    book, pages = notation()
    own = pages.get(slug, {})
    for letter in sorted(set(own) & set(book)):
        yield f"{letter} is {book[letter]['means']} in the whole book; {slug} needs another letter"
    allowed = {**book, **own}
    for letter in unlisted(text, allowed):
        yield f"the letter {letter} is not in notation.yml, neither for the book nor for {slug}"
    for word, found, owner in misnamed(text, allowed):
        yield f"“{word} {found}”: in notation.yml {word} is {owner}"
