"""Scripts: only our own host's, only those the book needs, and none that delays the first words.

The theme and the extensions that Jupyter Book loads add scripts for live code (thebe, from another
host) and for icons (1.5 MB that the icon font makes needless). The theme's own script macros are
replaced in ``_templates/static/webpack-macros.html``; this file sorts out the rest.

Rests on ``sphinx.builders.html._assets``, on the template of ``documentation_options.js`` inside
Sphinx and on the names of the theme's macros.
"""

from pathlib import Path

import sphinx
from sphinx.builders.html._assets import _JavaScript

# Every other script reads these few options while it loads, so they stand in the page itself: a
# file of their own would hold up its first words.
OPTIONS = "documentation_options.js"


def is_thebe(asset):
    """Whether an asset belongs to thebe, which fetches its code from another host.

    Parameters
    ----------
    asset : sphinx.builders.html._assets._JavaScript or _CascadingStyleSheet

    Returns
    -------
    bool
    """
    return "thebe" in f"{asset.filename} {asset.attributes.get('body', '')}".lower()


def deferred(script):
    """A script that waits until the page is read; pages share the script that is given.

    Parameters
    ----------
    script : sphinx.builders.html._assets._JavaScript

    Returns
    -------
    sphinx.builders.html._assets._JavaScript
    """
    if not script.filename:
        return script
    waiting = {"defer": "defer"} | script.attributes
    return type(script)(script.filename, priority=script.priority, **waiting)


def written_out(app, context):
    """The options of the site's scripts, as a script that stands in the page."""
    template = Path(sphinx.__file__).parent / "themes" / "basic" / "static" / f"{OPTIONS}.jinja"
    text = app.builder.templates.render_string(template.read_text(encoding="utf-8"), context)
    return _JavaScript(None, priority=200, body=" ".join(text.split()))


def tidy_assets(app, pagename, templatename, context, doctree):
    """Drop what a page does not need; let what remains wait until the page is read."""
    context["css_files"] = [style for style in context["css_files"] if not is_thebe(style)]
    scripts = [script for script in context["script_files"] if not is_thebe(script)]
    scripts = [
        written_out(app, context) if OPTIONS in str(script.filename) else script
        for script in scripts
    ]
    context["script_files"] = scripts if pagename == "search" else list(map(deferred, scripts))
    context["deferred"] = "" if pagename == "search" else "defer"


def setup(app):
    """Connect to Sphinx."""
    app.connect("html-page-context", tidy_assets, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
