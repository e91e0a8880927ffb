"""Cells that carry ids of the study notes as tags become targets that pages can link to.

The tag ``N0-E5`` gives the target ``n0-e5``, ``N0-1.2`` gives ``n0-1-2``; where several places
carry an id, the first in the order of the book has the target.
"""

from notebook_outputs import SOURCE_ID, label_of


def first_places(places):
    """Where each target stands.

    Parameters
    ----------
    places : dict
        See `cell_tags.places`.

    Returns
    -------
    dict of str to (str, int or None)
        Page and number of the cell; no number on a page without cells, which names its own targets.
    """
    return {label: (found[0].page, found[0].cell) for label, found in places.items()}


def target_cell(labels):
    """Markdown cell that holds nothing but targets."""
    source = "\n".join(f"({label})=" for label in labels)
    return {"id": labels[0][:64], "cell_type": "markdown", "metadata": {}, "source": source}


def with_targets(cells, page, where):
    """Cells of a page, with targets before each that is the first to carry an id.

    Parameters
    ----------
    cells : list of dict
    page : str
    where : dict
        As ``first_places`` returns it.

    Returns
    -------
    list of dict
    """
    result = []
    for number, cell in enumerate(cells):
        tags = cell.get("metadata", {}).get("tags", [])
        labels = dict.fromkeys(label_of(tag) for tag in tags if SOURCE_ID.fullmatch(tag))
        own = [label for label in labels if where.get(label) == (page, number)]
        result += [target_cell(own), cell] if own else [cell]
    return result


def find_places(app, env, added, changed, removed):
    """Remember who has which target; read again the pages for which that has changed."""
    known = getattr(env, "source_places", {})
    env.source_places = first_places(env.book.places)
    moved = env.source_places.items() ^ known.items() if known else ()
    return sorted({page for _, (page, _) in moved} & env.found_docs)
