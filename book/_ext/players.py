"""Players and questions: style and script are served once, and no page carries them in each.

What is stored holds both, for JupyterLab and exports. A page links the scripts of what it shows;
the styles are part of the stylesheet of the site, so nothing is seen without them.
"""

import re
from pathlib import Path

STATIC = Path(__file__).resolve().parents[2] / "src" / "convbook" / "explore" / "static"
STYLES = ("player.css", "predict.css", "waiting.css")
ROOT = 'class="cb-explorer" id='
QUESTION = 'class="cb-predict" id='
# In this order: the second script of each uses the first.
SCRIPTS = {ROOT: ("frames.js", "calls.js", "controls.js"), QUESTION: ("predict.js", "waiting.js")}

OWN_STYLE = re.compile(
    r'(?s)(<div class="cb-(?:explorer|predict)" id=[^>]*>\n)<style>.*?</style>\n'
)
OWN_SCRIPT = re.compile(r"(?s)<script>\(function.*?</script>\n(?=</div>)")
STILL = re.compile(r'<p class="cb-still">[^<]*</p>')


def lean(html):
    """Leave out of a player or a question what the site serves.

    The sentence of the still picture stays for readers without JavaScript; with it, the sentence
    would show until the script of the site has run.

    Parameters
    ----------
    html : str
        One of them as a notebook stores it.

    Returns
    -------
    str
    """
    html = OWN_SCRIPT.sub("", OWN_STYLE.sub(r"\1", html))
    return STILL.sub(lambda still: f"<noscript>{still[0]}</noscript>", html)


def serve_static(app, config):
    """Put their files among the static files of the site."""
    config.html_static_path.append(str(STATIC))


def add_styles(app):
    """Name the styles behind all others, as they stood behind them inside an output."""
    for name in STYLES:
        app.add_css_file(name, priority=850)


def add_scripts(app, pagename, templatename, context, doctree):
    """Link the scripts of what a page shows."""
    for root, names in SCRIPTS.items():
        if root in context.get("body", ""):
            for name in names:
                app.add_js_file(name, loading_method="defer")


def setup(app):
    """Connect to Sphinx."""
    app.connect("config-inited", serve_static)
    app.connect("builder-inited", add_styles)
    app.connect("html-page-context", add_scripts)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
