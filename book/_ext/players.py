"""Players: their style and script are served once, and no page carries them in each player.

A stored player holds both, for JupyterLab and exports. A page links the script if it shows a
player; the style is part of the site's stylesheet, so a player is never seen without it.
"""

import re
from pathlib import Path

STATIC = Path(__file__).resolve().parents[2] / "src" / "convbook" / "explore" / "static"
STYLE = "player.css"
SCRIPTS = ("frames.js", "controls.js")  # in this order: the second uses the first
ROOT = 'class="cb-explorer" id='

OWN_STYLE = re.compile(r'(?s)(<div class="cb-explorer" id=[^>]*>\n)<style>.*?</style>\n')
OWN_SCRIPT = re.compile(r"(?s)<script>\(function.*?</script>\n(?=</div>)")
STILL = re.compile(r'<p class="cb-still">[^<]*</p>')


def lean(html):
    """Leave out of a player what the site serves.

    The sentence of the still picture stays for readers without JavaScript; with it, the sentence
    would show until the script of the site has run.

    Parameters
    ----------
    html : str
        A player as a notebook stores it.

    Returns
    -------
    str
    """
    html = OWN_SCRIPT.sub("", OWN_STYLE.sub(r"\1", html))
    return STILL.sub(lambda still: f"<noscript>{still[0]}</noscript>", html)


def serve_static(app, config):
    """Put the player's files among the static files of the site."""
    config.html_static_path.append(str(STATIC))


def add_style(app):
    """Name the style behind all others, as it stood behind them inside a player."""
    app.add_css_file(STYLE, priority=850)


def add_scripts(app, pagename, templatename, context, doctree):
    """Link the scripts on a page that shows a player."""
    if ROOT in context.get("body", ""):
        for name in SCRIPTS:
            app.add_js_file(name, loading_method="defer")


def setup(app):
    """Connect to Sphinx."""
    app.connect("config-inited", serve_static)
    app.connect("builder-inited", add_style)
    app.connect("html-page-context", add_scripts)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
