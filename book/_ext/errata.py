"""The errata page: what the study notes tempt one to believe, and what is right."""

from book_directive import BookDirective
from docutils import nodes
from notebook_outputs import label_of

CLASSES = ("WRONG", "LOOSE", "OLD", "CONFLICT")


class Errata(BookDirective):
    """List the errata of one class: ``{errata} WRONG``."""

    required_arguments = 1

    def run(self):
        """Return a definition list, one entry for each id."""
        if self.arguments[0] not in CLASSES:
            raise self.error(f"the classes are {', '.join(CLASSES)}; got {self.arguments[0]}")
        places = self.places()
        result = nodes.definition_list(classes=["cb-errata"])
        for row in self.data("errata"):
            if row["class"] == self.arguments[0]:
                result += self.entry(row, places)
        return [result]

    def entry(self, row, places):
        """Return one erratum, with a target of its own such as ``erratum-a42``."""
        name = label_of(row["id"]).replace("err-", "erratum-")
        term = nodes.term("", "", nodes.strong("", row["id"]), ids=[name])
        self.state.document.note_explicit_target(nodes.target("", "", ids=[name], names=[name]))
        body = nodes.definition()
        for key in ("tempting", "right"):
            said = nodes.emphasis("", f"{key.capitalize()}: ")
            body += nodes.paragraph("", "", said, nodes.Text(row[key]))
        words = "Settled in " if self.is_done(row, places) else "To be settled in "
        body += nodes.paragraph("", "", nodes.Text(words), *self.where(row, places))
        return nodes.definition_list_item("", term, body)


def setup(app):
    """Connect to Sphinx."""
    app.add_directive("errata", Errata)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
