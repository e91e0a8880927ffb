"""The bilingual glossary: one list of data becomes a glossary with English and Chinese targets."""

from book_directive import BookDirective
from docutils import nodes
from docutils.statemachine import StringList


def entry(term, pages):
    """Lines of one glossary entry, as Sphinx's own directive reads them.

    Parameters
    ----------
    term : dict
        ``term``, ``chinese`` (one name or several), ``definition``; perhaps ``pinyin``, ``page``.
    pages : container of str
        Pages that stand already; only those are linked.

    Returns
    -------
    list of str
    """
    chinese = term["chinese"]
    names = [term["term"], *([chinese] if isinstance(chinese, str) else chinese)]
    text = f"*{term['pinyin']}.* " if "pinyin" in term else ""
    text += term["definition"].strip()
    if f"book/{term.get('page')}" in pages:
        text += f" See {{doc}}`/book/{term['page']}`."
    return [*names, f"    {text}", ""]


class BilingualGlossary(BookDirective):
    """Sphinx's glossary, filled from ``book/_data/glossary.yml``."""

    def run(self):
        """Return the glossary."""
        terms = sorted(self.data("glossary"), key=lambda term: term["term"].casefold())
        lines = ["```{glossary}"]
        for term in terms:
            lines += entry(term, self.env.found_docs)
        container = nodes.container(classes=["cb-glossary"])
        self.state.nested_parse(StringList([*lines, "```"], "glossary.yml"), 0, container)
        return [container]


def setup(app):
    """Connect to Sphinx."""
    app.add_directive("bilingual-glossary", BilingualGlossary)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
