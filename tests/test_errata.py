"""The errata: every statement of the notes that is wrong, loose, old or at odds with another."""

import re
from collections import Counter
from pathlib import Path

import yaml

DATA = Path(__file__).parents[1] / "book" / "_data"
ROWS = yaml.safe_load((DATA / "errata.yml").read_text(encoding="utf-8"))
PAGES = yaml.safe_load((DATA / "pages.yml").read_text(encoding="utf-8"))

# A line number, an id or a file: words that belong to the study of the notes, not to the reader.
INNER_WORDS = re.compile(r"\bL\d\d|\bERR-|\bN[0-4]\b|\.(png|gif|jpe?g|txt)\b")


def test_every_erratum_stands_once_with_its_class():
    ids = [row["id"] for row in ROWS]
    assert len(ids) == len(set(ids)) == 96
    classes = Counter(row["class"] for row in ROWS)
    assert classes == {"WRONG": 24, "LOOSE": 61, "OLD": 3, "CONFLICT": 8}


def test_conflicts_are_those_across_the_notes():
    across = {row["id"] for row in ROWS if row["id"].startswith("ERR-X")}
    assert across == {f"ERR-X{number}" for number in range(1, 9)}
    assert across == {row["id"] for row in ROWS if row["class"] == "CONFLICT"}


def test_every_erratum_says_what_is_believed_and_what_is_true_in_public_words():
    for row in ROWS:
        assert row.keys() - {"number"} == {"id", "class", "belief", "truth", "planned"}
        assert row["truth"].endswith(".") and 20 < len(row["truth"]) < 420, row["id"]
        assert 20 < len(row["belief"]) < 90 and row["belief"][-1] not in ".?!", row["id"]
        assert 2 < len(row.get("number", "none")) < 60, row["id"]
        for text in (row["truth"], row["belief"], row.get("number", "")):
            assert not INNER_WORDS.search(text), row["id"]
            assert "note" not in text.casefold().split(), row["id"]


def test_every_erratum_is_planned_for_pages_of_the_book():
    slugs = {page["slug"] for part in PAGES for page in part["pages"]}
    assert all(row["planned"] and set(row["planned"]) <= slugs for row in ROWS)
