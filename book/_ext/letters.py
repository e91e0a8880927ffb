"""The letters of the book: one list of data becomes the tables of the notation page."""

from book_directive import BookDirective
from docutils import nodes
from docutils.statemachine import StringList


def table(rows):
    """Lines of a table of letters, as MyST reads them.

    Parameters
    ----------
    rows : list of dict
        Entries of ``notation.yml``: ``letter``, ``means``, perhaps ``torch``.

    Returns
    -------
    list of str

    Examples
    --------
    >>> table([{"letter": "s", "means": "stride", "torch": "stride"}])[-1]
    '| $s$ | stride | `stride` |'
    """
    if not any("torch" in row for row in rows):
        head, lines = ["Letter", "Meaning"], [[f"${row['letter']}$", row["means"]] for row in rows]
    else:
        head = ["Letter", "Meaning", "In PyTorch"]
        lines = [[f"${row['letter']}$", row["means"], in_torch(row)] for row in rows]
    cells = [head, ["---"] * len(head), *lines]
    return [f"| {' | '.join(line)} |" for line in cells]


def in_torch(row):
    """What PyTorch calls the letter of a row: code where it is one word."""
    name = row.get("torch", "")
    return f"`{name}`" if name and " " not in name else name


class Letters(BookDirective):
    """List the letters of a group, ``{letters} sizes``, or of single pages, ``{letters} pages``."""

    required_arguments = 1

    def run(self):
        """Return the table, or one for each page."""
        asked = self.arguments[0]
        groups = {group.get("group", "pages"): group for group in self.data("notation")}
        if asked not in groups:
            raise self.error(f"the groups of notation.yml are {', '.join(groups)}; got {asked}")
        if asked == "pages":
            return self.of_pages(groups[asked]["pages"])
        return self.parsed(table(groups[asked]["letters"]))

    def of_pages(self, pages):
        """Return the tables of pages with letters of their own, each under its title."""
        titles = self.titles()
        found = []
        for slug, letters in pages.items():
            found += self.parsed([f"In {{doc}}`{titles[slug]} </book/{slug}>`:", ""])
            found += self.parsed(table(letters))
        return found

    def parsed(self, lines):
        """Return the nodes of lines of MyST."""
        container = nodes.container(classes=["cb-letters"])
        self.state.nested_parse(StringList(lines, "notation.yml"), 0, container)
        return [container]


def setup(app):
    """Connect to Sphinx."""
    app.add_directive("letters", Letters)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
