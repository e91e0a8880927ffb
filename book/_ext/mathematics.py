"""Mathematics as MathML, made when the site is built: a page needs no script to show a formula.

Browsers set MathML themselves, and a screen reader reads it. The converter, math-core, refuses what
it does not know, so a misspelt command stops the build instead of standing on the page in red.
"""

from html import escape

from docutils.nodes import SkipNode
from math_core import LatexError, LatexToMathML
from sphinx.locale import _
from sphinx.util import logging
from sphinx.util.math import get_node_equation_number

LOGGER = logging.getLogger(__name__)
CONVERTER = LatexToMathML(fancy_error=False)


def mathml(latex, display=False):
    r"""One formula as MathML.

    Parameters
    ----------
    latex : str
        Lines that ``\\`` breaks outside an environment are set as in ``aligned``.
    display : bool
        Whether the formula stands on a line of its own.

    Returns
    -------
    str

    Raises
    ------
    math_core.LatexError
        What the converter does not know.

    Examples
    --------
    >>> mathml("x^2")
    '<math><msup><mi>x</mi><mn>2</mn></msup></math>'
    """
    if r"\begin" not in latex and r"\\" in latex:
        latex = rf"\begin{{aligned}}{latex}\end{{aligned}}"
    return CONVERTER.convert_with_local_state(latex, displaystyle=display)


def converted(node, display):
    """The formula of a node; what cannot be converted is a warning and stands there as code."""
    try:
        return mathml(node.astext().strip(), display)
    except LatexError as problem:
        LOGGER.warning("formula %r: %s", node.astext(), problem, location=node)
        return f"<code>{escape(node.astext())}</code>"


def visit_inline(self, node):
    """Write a formula that stands in a line."""
    formula = converted(node, display=False)
    self.body.append(self.starttag(node, "span", "", CLASS="math notranslate nohighlight"))
    self.body.append(f"{formula}</span>")
    raise SkipNode


def visit_block(self, node):
    """Write a formula that stands on a line of its own, with its number if it has one."""
    formula = converted(node, display=True)
    self.body.append(self.starttag(node, "div", CLASS="math notranslate nohighlight"))
    if node["number"]:
        self.body.append(f'<span class="eqno">({get_node_equation_number(self, node)})')
        self.add_permalink_ref(node, _("Link to this equation"))
        self.body.append("</span>")
    self.body.append(f"{formula}</div>\n")
    raise SkipNode


def setup(app):
    """Connect to Sphinx."""
    app.add_html_math_renderer("mathml", (visit_inline, None), (visit_block, None))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
