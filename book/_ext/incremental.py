"""Which pages a build makes again: all after a change around them, else only those that change.

Sphinx reads a changed page again and writes that page. Four things it does not see:

- Templates, extensions, styles, data and the package itself. When anything but the text of a page
  has changed since the last build, or when that build did not succeed (a warning is said only when
  its page is read), the build starts from nothing; so no file of a page that is gone is left.
- What pages show of each other: titles in every sidebar, numbers of chapters and figures, targets
  of links. When any of it has changed, every page is written again, without being read again.
- Pictures and listings of code that a changed page has left behind.
- What the search index loses or keeps of unchanged pages: it forgets their index entries, and a
  word that no page holds any more stays in it.
"""

import hashlib
import shutil
import sys
from pathlib import Path

from jinja2 import FileSystemBytecodeCache
from sphinx.util.index_entries import split_index_msg

STAMP = "made-from.txt"
PAGES = {".ipynb", ".md"}
AROUND = ("_config.yml", "_toc.yml", "requirements-site.txt")
FOLDERS = ("book", "src/convbook")
MADE = {"__pycache__", ".ipynb_checkpoints"}


def fingerprint(root, settings):
    """A text that changes when anything but the text of a page changes.

    Parameters
    ----------
    root : pathlib.Path
        The folder that holds ``_toc.yml``.
    settings : object
        Whatever else a build depends on; its ``repr`` counts.

    Returns
    -------
    str
    """
    total = hashlib.sha256(repr((sys.version, sys.prefix, settings)).encode())
    files = [root / name for name in AROUND]
    files += [path for folder in FOLDERS for path in (root / folder).rglob("*")]
    for path in sorted(files):
        if path.is_file() and not MADE & set(path.parts):
            total.update(str(path.relative_to(root)).encode())
            if path.suffix not in PAGES:
                total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def start(app, config):
    """Remove what the last build made unless this one may go on from there.

    The stamp goes in any case: it comes back when the build has succeeded.
    """
    address, options = config.html_baseurl, config.html_theme_options
    settings = (str(app.outdir), address, options, config.nitpicky)
    app.made_from = fingerprint(Path(app.srcdir), settings)
    stamp = Path(app.doctreedir, STAMP)
    known = stamp.read_text(encoding="utf-8") if stamp.exists() else None
    stamp.unlink(missing_ok=True)
    if known != app.made_from:
        shutil.rmtree(app.doctreedir, ignore_errors=True)
        if Path(app.outdir, ".buildinfo").exists():  # Sphinx made the folder
            shutil.rmtree(app.outdir)
        for folder in (app.doctreedir, app.outdir):
            Path(folder).mkdir(parents=True, exist_ok=True)


def keep_templates(app):
    """Keep compiled templates from one build to the next."""
    folder = Path(app.doctreedir, "templates")
    folder.mkdir(exist_ok=True)
    templates = getattr(app.builder, "templates", None)
    if templates is not None:
        templates.environment.bytecode_cache = FileSystemBytecodeCache(str(folder))


def shown_elsewhere(env):
    """What pages show of each other, as a value with a ``repr`` that does not depend on order."""
    standard, mathematics = env.domaindata["std"], env.domaindata["math"]
    cited = env.domaindata.get("cite", {}).get("citations", [])
    exercises = getattr(env, "sphinx_exercise_registry", {})
    tables = {
        "titles": {page: title.astext() for page, title in env.titles.items()},
        "headings": {page: facts.get("myst_slugs") for page, facts in env.metadata.items()},
        "sections": env.toc_secnumbers,
        "figures": env.toc_fignumbers,
        "equations": mathematics["objects"],
        "objects": env.domaindata["py"]["objects"],
        "exercises": {name: one["node"].astext() for name, one in exercises.items()},
        "citations": {one.key: (one.citation_id, one.formatted_entry.label) for one in cited},
    }
    tables |= {name: standard[name] for name in ("labels", "anonlabels", "objects", "terms")}
    return [(name, ordered(table)) for name, table in tables.items()]


def ordered(value):
    """A table, and the tables in it, as a sorted list of pairs."""
    if not isinstance(value, dict):
        return value
    return sorted((str(key), repr(ordered(one))) for key, one in value.items())


def write_all_if_shared(app, env):
    """Return every page when something has changed that pages show of each other."""
    found = hashlib.sha256(repr(shown_elsewhere(env)).encode()).hexdigest()
    known, env.shared_digest = getattr(env, "shared_digest", None), found
    return sorted(env.found_docs) if known != found else []


def renew_listings(app, env, docnames):
    """Listings of code link back to the pages that document it: those of a changed page go."""
    documented = {entry.docname for entry in env.domaindata["py"]["objects"].values()}
    if documented & set(docnames):
        shutil.rmtree(Path(app.outdir, "_modules"), ignore_errors=True)


def refill_search_index(app, env):
    """Give back to the search index what Sphinx loads from the last build for no page: entries."""
    for page, entries in sorted(env.get_domain("index").entries.items()):
        found = {
            (word, anchor or "", main)
            for kind, text, anchor, main, _ in entries
            for word in split_index_msg(kind, text)
        }
        env._search_index_index_entries[page] = sorted(found)


def forget_words(app):
    """Remove the words that no page holds any more; no page is added."""
    indexer = getattr(app.builder, "indexer", None)
    for words in (indexer._mapping, indexer._title_mapping) if indexer else ():
        for word in [word for word, pages in words.items() if not pages]:
            del words[word]
    return []


def remove_pictures(app, exception):
    """Remove the pictures that no page shows any more."""
    folder = Path(app.outdir, "_images")
    if exception is None and app.builder.format == "html" and folder.is_dir():
        used = {name for _, name in app.env.images.values()}
        for path in folder.iterdir():
            if path.name not in used:
                path.unlink()


def finish(app, exception):
    """Leave the stamp of a build that has succeeded, warnings included."""
    # The status code is set only after this event; the count of warnings is private.
    if exception is None and not app._warncount:
        Path(app.doctreedir, STAMP).write_text(app.made_from, encoding="utf-8")


def setup(app):
    """Connect to Sphinx, around everybody else."""
    app.connect("config-inited", start, priority=990)
    app.connect("builder-inited", keep_templates)
    app.connect("env-before-read-docs", renew_listings)
    app.connect("env-get-updated", write_all_if_shared, priority=990)
    app.connect("env-updated", refill_search_index)
    app.connect("html-collect-pages", forget_words, priority=990)
    app.connect("build-finished", remove_pictures, priority=100)
    app.connect("build-finished", finish, priority=990)
    return {"env_version": 1, "parallel_read_safe": True, "parallel_write_safe": False}
