"""Mathematics without another host: MathJax from a package, only the parts that a page uses.

MathJax's usual bundle weighs 262 kB gzipped, much of it a menu. The parts named here weigh 170 kB;
assistive MathML stays, so a screen reader reads formulas. Formulas are set as they come near the
window, so a page with a hundred of them is not held up, and all of them before it is printed.
"""

from importlib.util import find_spec
from pathlib import Path

from sphinx.util.fileutil import copy_asset

FILES = (
    "startup.js",
    "core.js",
    "input/tex.js",
    "output/chtml.js",
    "output/chtml/fonts/tex.js",
    "a11y/assistive-mml.js",
    "ui/lazy.js",
)
FOLDERS = ("input/tex/extensions", "output/chtml/fonts/woff-v2")


def package_folder():
    """Folder in which the package ``sphinx-mathjax-offline`` keeps MathJax."""
    spec = find_spec("sphinx-mathjax-offline")
    if spec is None:
        raise ModuleNotFoundError(
            "the site needs the package sphinx-mathjax-offline: see requirements-site.txt"
        )
    return Path(spec.origin).parent / "static" / "mathjax"


def configure(app, config):
    """Tell Sphinx where MathJax lies and MathJax which parts to load."""
    config.mathjax_path = "mathjax/startup.js"
    given = config.mathjax3_config or {}
    config.mathjax3_config = {
        **given,
        "options": {**given.get("options", {}), "lazyMargin": "600px"},
        "loader": {
            "load": ["core", "input/tex", "output/chtml", "a11y/assistive-mml", "ui/lazy"],
        },
    }


def leave_out(app, pagename, templatename, context, doctree):
    """Load MathJax only where there is a formula; Jupyter Book would load it everywhere."""
    if 'class="math' not in context.get("body", ""):
        context["script_files"] = [
            script
            for script in context["script_files"]
            if "mathjax" not in f"{script.filename} {script.attributes.get('body')}".lower()
        ]


def copy_files(app, exception):
    """Copy the parts that are used into the site."""
    if exception is not None or app.builder.format != "html":
        return
    source = package_folder()
    target = Path(app.outdir) / "_static" / "mathjax"
    for name in FILES:
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        copy_asset(source / name, (target / name).parent)
    for name in FOLDERS:
        copy_asset(source / name, target / name)


def setup(app):
    """Connect to Sphinx."""
    app.connect("config-inited", configure, priority=400)
    app.connect("html-page-context", leave_out, priority=850)
    app.connect("build-finished", copy_files)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
