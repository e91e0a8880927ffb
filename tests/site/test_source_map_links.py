"""The built source map and errata page list every id, and link each that is done to its place."""

import re
from pathlib import Path

import cell_tags
import pytest
import yaml
from notebook_outputs import label_of

ROOT = Path(__file__).parents[2]
PLACES = cell_tags.places(ROOT)
LINES = {
    "source-map": re.compile(r"(?s)<li><p><strong>(?P<id>N\d-[\w.]+)</strong>(?P<rest>.*?)</li>"),
    "errata": re.compile(r'(?s)<tr [^>]*><td><p id="erratum-(?P<id>\w+)">(?P<rest>.*?)</tr>'),
}


@pytest.mark.parametrize("page", LINES)
def test_every_id_is_listed_once_and_linked_to_its_place_where_it_is_done(site, page):
    html = (site / "book" / "appendix" / f"{page}.html").read_text(encoding="utf-8")
    rows = yaml.safe_load((ROOT / "book" / "_data" / f"{page}.yml").read_text(encoding="utf-8"))
    found = {label_of(line["id"]): line["rest"] for line in LINES[page].finditer(html)}
    names = {label_of(row["id"]).removeprefix("err-"): row["id"] for row in rows}
    assert sorted(found) == sorted(names)
    assert len(LINES[page].findall(html)) == len(rows)
    for label, rest in found.items():
        name = names[label]
        places = PLACES.get(label_of(name), [])
        link = re.search(r'href="([^"#]*)#([^"]*)"', rest)
        if cell_tags.is_done(name, places):
            file = Path(places[0].page.removeprefix("book/") + ".html")
            assert link and link[2] == label_of(name), name
            assert link[1] in ("", file.name, f"../{file}"), name
        else:
            assert link is None, name
