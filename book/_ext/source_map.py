"""The source map: every id of the five study notes, and the place of the book that carries it."""

import cell_tags
from book_directive import BookDirective
from docutils import nodes
from notebook_outputs import label_of

KINDS = {
    "heading": "sections",
    "figure": "figures",
    "formula": "formulas and claims",
    "question": "questions",
    "open": "open points",
}


def done_by(rows, places, group):
    """Count ids: how many are done and how many there are, by group.

    Parameters
    ----------
    rows : list of dict
        Entries of the source map.
    places : dict
        See `cell_tags.places`.
    group : callable
        The group of an entry.

    Returns
    -------
    dict of str to list of int
        ``[done, all]`` of each group, in order of appearance.
    """
    counts = {}
    for row in rows:
        done = cell_tags.is_done(row["id"], places.get(label_of(row["id"]), []))
        count = counts.setdefault(group(row), [0, 0])
        count[0] += done
        count[1] += 1
    return counts


def table(head, lines):
    """Table node with a header row; numbers stand to the right."""
    group = nodes.tgroup(cols=len(head))
    for column in range(len(head)):
        group += nodes.colspec(colwidth=3 if column == 0 else 1)
    for part, rows in ((nodes.thead(), [head]), (nodes.tbody(), lines)):
        for cells in rows:
            row = nodes.row()
            for text in cells:
                align = ["text-right"] if text.isdigit() else []
                row += nodes.entry("", nodes.paragraph("", text), classes=align)
            part += row
        group += part
    return nodes.table("", group, classes=["cb-progress"])


class SourceMap(BookDirective):
    """List the ids of one note and one kind: ``{source-map} N0 figure``."""

    required_arguments = 2

    def run(self):
        """Return the list."""
        note, kind = self.arguments
        places = self.places()
        rows = [row for row in self.data("source-map") if row["id"].startswith(f"{note}-")]
        rows = [row for row in rows if row["kind"] == kind]
        if not rows:
            raise self.error(f"the source map has no entry of note {note} and kind {kind}")
        result = nodes.bullet_list(classes=["cb-source-map"])
        for row in rows:
            mark = "✓ " if self.is_done(row, places) else "Planned: "
            text = nodes.paragraph("", "", nodes.strong("", row["id"]))
            text += [nodes.Text(f" {row['what']} {mark}"), *self.where(row, places)]
            result += nodes.list_item("", text)
        return [result]


class SourceMapProgress(BookDirective):
    """Say how many ids are done: ``{source-map-progress} part``, ``kind`` or ``note``."""

    required_arguments = 1

    def run(self):
        """Return a table of counts."""
        rows = self.data("source-map")
        part_of = {
            page["slug"]: part["part"] for part in self.data("pages") for page in part["pages"]
        }
        group = {
            "part": lambda row: part_of[row["planned"][0]],
            "kind": lambda row: KINDS[row["kind"]],
            "note": lambda row: row["id"][:2],
        }[self.arguments[0]]
        counts = done_by(rows, self.places(), group)
        order = list(dict.fromkeys(part_of.values())) if self.arguments[0] == "part" else counts
        lines = [[name, *map(str, counts[name])] for name in order if name in counts]
        done, total = (sum(count[index] for count in counts.values()) for index in (0, 1))
        lines.append(["all", str(done), str(total)])
        return [table([self.arguments[0], "done", "of"], lines)]


def setup(app):
    """Connect to Sphinx."""
    app.add_directive("source-map", SourceMap)
    app.add_directive("source-map-progress", SourceMapProgress)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
