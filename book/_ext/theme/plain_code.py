"""Code without marks that color nothing: half as many elements on a page.

Pygments puts each name, comma and space into an element of its own. Where both of the book's styles
show such a token in the color of plain text, it needs none.

Rests on ``HtmlFormatter._get_css_classes`` of Pygments and on ``PygmentsBridge.html_formatter`` of
Sphinx; the theme's options name the two styles.
"""

from pygments.formatters import HtmlFormatter
from pygments.styles import get_style_by_name
from pygments.token import Token
from sphinx.highlighting import PygmentsBridge


def colorless(token, styles):
    """Whether a kind of token looks like plain text in every style.

    Parameters
    ----------
    token : pygments.token._TokenType
    styles : iterable of pygments.style.Style

    Returns
    -------
    bool
    """
    return all(look(token, style) == look(Token.Text, style) for style in styles)


def look(token, style):
    """How a style shows a kind of token: a kind that it does not name looks as the wider one."""
    try:
        return style.style_for_token(token)
    except KeyError:
        return look(token.parent, style)


def formatter(styles):
    """Formatter class that marks only what the styles tell apart."""

    class Marked(HtmlFormatter):
        def _get_css_classes(self, token):
            return "" if colorless(token, styles) else super()._get_css_classes(token)

    return Marked


def configure(app, config):
    """Use the formatter for all code of the site."""
    options = config.html_theme_options
    names = (options["pygments_light_style"], options["pygments_dark_style"])
    PygmentsBridge.html_formatter = formatter([get_style_by_name(name) for name in names])


def setup(app):
    """Connect to Sphinx, before it makes its highlighter."""
    app.connect("config-inited", configure)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
