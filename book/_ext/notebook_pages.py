"""A stored notebook made ready for its page before MyST reads it: one parse, every change."""

import json

import notebook_outputs
import notebook_targets


def prepare(app, docname, source):
    """Dress the outputs and insert the targets; the file on disk stays as it is."""
    notebook = app.env.book.notebooks.get(docname)
    if notebook is None:
        return
    for cell in notebook["cells"]:
        notebook_outputs.dress_outputs(cell)
    cells = notebook_targets.with_targets(notebook["cells"], docname, app.env.source_places)
    source[0] = json.dumps({**notebook, "cells": cells}, ensure_ascii=False)


def setup(app):
    """Connect to Sphinx."""
    app.setup_extension("book_pages")
    app.connect("env-get-outdated", notebook_targets.find_places)
    app.connect("source-read", prepare)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
