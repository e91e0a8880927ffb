"""The errata page: what is believed, and what is true, in one table that can be filtered."""

from book_directive import BookDirective
from docutils import nodes
from notebook_outputs import label_of

HEAD = ("Belief", "What is true", "One number", "Where")
WIDTHS = (25, 45, 15, 15)
SCRIPT = "filter_table.js"
MARK = "cb-errata"


class Errata(BookDirective):
    """List all errata, in the order of the book."""

    def run(self):
        """Return the table."""
        places = self.places()
        order = list(self.titles())
        rows = sorted(self.data("errata"), key=lambda row: order.index(row["planned"][0]))
        group = nodes.tgroup("", *(nodes.colspec(colwidth=width) for width in WIDTHS), cols=4)
        group += nodes.thead("", line(nodes.entry("", nodes.paragraph("", word)) for word in HEAD))
        group += nodes.tbody("", *(self.entry(row, places) for row in rows))
        return [nodes.table("", group, classes=[MARK])]

    def entry(self, row, places):
        """Return one erratum, with a target of its own such as ``erratum-a42``."""
        name = label_of(row["id"]).replace("err-", "erratum-")
        belief = nodes.paragraph("", row["belief"], ids=[name])
        self.state.document.note_explicit_target(nodes.target("", "", ids=[name], names=[name]))
        settled = [] if self.is_done(row, places) else [nodes.Text("to come: ")]
        cells = (
            belief,
            nodes.paragraph("", row["truth"]),
            nodes.paragraph("", row.get("number", "")),
            nodes.paragraph("", "", *settled, *self.where(row, places)),
        )
        return line(nodes.entry("", cell) for cell in cells)


def line(entries):
    """Return one row of the table."""
    return nodes.row("", *entries)


def add_script(app, pagename, templatename, context, doctree):
    """Link the filter on the page that has such a table."""
    if MARK in context.get("body", ""):
        app.add_js_file(SCRIPT, loading_method="defer")


def setup(app):
    """Connect to Sphinx."""
    app.add_directive("errata", Errata)
    app.connect("html-page-context", add_script)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
