"""The picture legend of the book: painted when the site is built, so never out of date."""

from docutils import nodes
from notebook_outputs import inline_picture
from sphinx.util.docutils import SphinxDirective


class PictureLegend(SphinxDirective):
    """Show the legend that the package draws."""

    def run(self):
        """Return the picture, inline, so that it follows the theme."""
        from convbook.draw import legend  # the package is found once Sphinx has its settings

        picture = legend()
        html = inline_picture(picture.standalone, " ".join(picture.alt.split()))
        return [nodes.raw("", html, format="html")]


def setup(app):
    """Connect to Sphinx."""
    app.add_directive("picture-legend", PictureLegend)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
