"""The source map: all 372 ids of the five study notes, each once, done only where carried."""

import json
import re
from collections import Counter
from pathlib import Path

import cell_tags
import pytest
import source_map
import yaml
from notebook_outputs import SOURCE_ID, label_of

ROOT = Path(__file__).parents[1]
DATA = ROOT / "book" / "_data"
ROWS = yaml.safe_load((DATA / "source-map.yml").read_text(encoding="utf-8"))
PAGES = yaml.safe_load((DATA / "pages.yml").read_text(encoding="utf-8"))
ERRATA = yaml.safe_load((DATA / "errata.yml").read_text(encoding="utf-8"))
SLUGS = [page["slug"] for part in PAGES for page in part["pages"]]
PLACES = cell_tags.places(ROOT)
LETTERS = {"F": "figure", "E": "formula", "Q": "question", "T": "open"}

# Of each kind, for the notes N0 to N4.
COUNTS = {
    "heading": (35, 13, 16, 39, 10),
    "figure": (28, 7, 28, 19, 21),
    "formula": (31, 22, 10, 31, 8),
    "question": (0, 0, 17, 1, 0),
    "open": (9, 8, 7, 6, 6),
}
OTHER_PAGES = ("preface", "appendix", "api")
# A line number, a file, what the notes do not show: words for their study, not for the reader.
INNER_WORDS = re.compile(r"\bL\d\d|\.(png|gif|jpe?g|txt)\b|\blost\b|\bmissing\b")


def names(note, kind):
    """Ids of one note and kind, without the note."""
    return [row["id"][3:] for row in ROWS if row["id"][:2] == note and row["kind"] == kind]


def test_every_id_stands_once_and_there_are_372():
    ids = [row["id"] for row in ROWS]
    assert len(ids) == len(set(ids)) == 372
    totals = {kind: sum(counts) for kind, counts in COUNTS.items()}
    assert Counter(row["kind"] for row in ROWS) == totals
    assert list(totals.values()) == [113, 103, 102, 18, 36]


@pytest.mark.parametrize("kind", COUNTS)
@pytest.mark.parametrize("note", range(5))
def test_each_note_has_its_number_of_ids_counted_without_a_gap(note, kind):
    found = names(f"N{note}", kind)
    assert len(found) == COUNTS[kind][note]
    if kind != "heading":
        letter = next(letter for letter, its_kind in LETTERS.items() if its_kind == kind)
        assert found == [f"{letter}{number}" for number in range(1, len(found) + 1)]


@pytest.mark.parametrize("note", range(5))
def test_sections_of_a_note_are_numbered_without_a_gap(note):
    sections = [name for name in names(f"N{note}", "heading") if name != "R"]
    for section in sections:
        parent, _, last = section.rpartition(".")
        assert not parent or parent in sections
        if int(last) > 1:
            before = str(int(last) - 1)
            assert (f"{parent}.{before}" if parent else before) in sections


def test_each_id_is_planned_for_pages_of_the_book_and_each_page_is_listed_once():
    assert len(SLUGS) == len(set(SLUGS))
    assert {slug for row in ROWS for slug in row["planned"]} <= set(SLUGS)
    assert all(row["planned"] for row in ROWS)
    standing = [page.removeprefix("book/") for page in cell_tags.pages(ROOT)]
    assert {page for page in standing if page.split("/")[0] not in OTHER_PAGES} <= set(SLUGS)


def test_what_a_note_said_is_told_in_one_sentence_without_files_and_line_numbers():
    for row in ROWS:
        assert row["what"].endswith((".", "?")) and len(row["what"]) <= 180, row["id"]
        assert not INNER_WORDS.search(row["what"]), row["id"]


def test_every_id_has_the_form_that_becomes_a_target():
    ids = [row["id"] for row in ROWS if row["id"] != "N0-R"] + [row["id"] for row in ERRATA]
    assert [name for name in ids if not SOURCE_ID.fullmatch(name)] == []


def test_claims_questions_and_errata_are_carried_by_executed_code_before_anything_else():
    ids = [row["id"] for row in ROWS + ERRATA]
    for name in filter(cell_tags.needs_execution, ids):
        found = PLACES.get(label_of(name), [])
        assert not found or found[0].executed, f"{name} is first carried by {found[0]}"


def test_no_place_carries_an_id_that_the_notes_do_not_have():
    assert PLACES.keys() <= {label_of(row["id"]) for row in ROWS + ERRATA}


def small_book(folder, cells, text="# Back\n\n(n0-r)=\n## References\n"):
    """A book of one notebook and one Markdown page."""
    cells = [
        {
            "cell_type": "markdown" if count == "text" else "code",
            "metadata": {"tags": tags},
            "source": "",
            **({} if count == "text" else {"execution_count": count, "outputs": []}),
        }
        for tags, count in cells
    ]
    toc = {"root": "back", "parts": [{"chapters": [{"file": "chapter"}]}]}
    (folder / "_toc.yml").write_text(yaml.safe_dump(toc), encoding="utf-8")
    (folder / "chapter.ipynb").write_text(json.dumps({"cells": cells}), encoding="utf-8")
    (folder / "unlisted.ipynb").write_text(json.dumps({"cells": []}), encoding="utf-8")
    (folder / "back.md").write_text(text, encoding="utf-8")
    return cell_tags.places(folder)


def test_places_are_found_in_reading_order_with_what_was_executed(tmp_path):
    places = small_book(
        tmp_path, [(["N0-1.2", "hide-input"], "text"), (["N0-E5"], 1), (["N0-E5", "ERR-A1"], None)]
    )
    chapter = [cell_tags.Place("chapter", number) for number in range(3)]
    assert places == {
        "n0-r": [cell_tags.Place("back")],
        "n0-1-2": [chapter[0]],
        "n0-e5": [cell_tags.Place("chapter", 1, executed=True), chapter[2]],
        "err-a1": [chapter[2]],
    }


def test_a_section_is_done_by_any_cell_and_a_claim_only_by_an_executed_one(tmp_path):
    places = small_book(
        tmp_path, [(["N0-1", "N0-E1"], "text"), (["N0-E1", "N0-E2"], 1), (["N0-Q3"], None)]
    )
    done = {
        name: cell_tags.is_done(name, places.get(label_of(name), []))
        for name in ("N0-1", "N0-E1", "N0-E2", "N0-Q3", "N0-F1")
    }
    assert done == {"N0-1": True, "N0-E1": False, "N0-E2": True, "N0-Q3": False, "N0-F1": False}


def test_progress_counts_what_is_done_and_what_there_is():
    rows = [{"id": "N0-E1"}, {"id": "N0-E2"}, {"id": "N1-E1"}]
    places = {"n0-e2": [cell_tags.Place("chapter", 3, executed=True)]}
    counts = source_map.done_by(rows, places, lambda row: row["id"][:2])
    assert counts == {"N0": [1, 2], "N1": [0, 1]}
