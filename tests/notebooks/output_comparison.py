"""Say where the outputs of a cell differ from the stored ones: text exactly, pictures by tiles."""

import base64
import io
import re
from itertools import zip_longest

import numpy as np
from notebook_form import WIDGET_VIEW
from PIL import Image

# A picture is compared tile by tile: a letter that is lost changes its tile by far more than this,
# the rounding of another processor by less. Side in pixels, levels of 0 to 255.
TILE = 8
LEVELS = 3
# A chart is drawn from measured numbers, which another processor rounds otherwise: its places on
# paper may differ by so many units of its drawing, its words may not.
CHART = "cb-chart"
APART = 0.05
TAG = re.compile(r"<[^>]*>")
PHOTOGRAPH = re.compile(r"(?<=data:image/png;base64,)[A-Za-z0-9+/=]+")
NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e-?\d+)?")
# How much of a line is quoted around the first letter that differs.
AROUND = 40


def differences(new, stored, sanitize=str):
    """Return in words every place where the outputs of a cell differ from the stored ones.

    Parameters
    ----------
    new, stored : list of output
        What a run gives, and what the notebook holds; streams coalesced.
    sanitize : callable, optional
        What is overlooked in text of kind ``text/html``: a function of the text.

    Returns
    -------
    list of str
    """
    found = []
    for number, (made, kept) in enumerate(zip_longest(new, stored), 1):
        if kept is None:
            found.append(f"output {number}: a new one that is not stored: {gist(made)}")
        elif made is None:
            found.append(f"output {number}: stored, but not given: {gist(kept)}")
        else:
            found += [f"output {number}, {words}" for words in compare(made, kept, sanitize)]
    return found


def compare(made, kept, sanitize):
    """Yield what differs between two outputs."""
    made, kept = parts(made), parts(kept)
    for kind in sorted(kept.keys() - made.keys()):
        yield f"{kind}: stored, but not given"
    for kind in sorted(made.keys() - kept.keys()):
        yield f"{kind}: given, but not stored: {gist_of_text(made[kind])}"
    for kind in sorted(made.keys() & kept.keys()):
        if kind == "image/svg+xml" and CHART in made[kind] and CHART in kept[kind]:
            yield from (f"{kind}: {words}" for words in charts_that_differ(made[kind], kept[kind]))
        elif kind == "image/png":
            yield from (f"{kind}: {words}" for words in tiles_that_differ(made[kind], kept[kind]))
        else:
            texts = [made[kind], kept[kind]]
            words = first_difference(*(map(sanitize, texts) if kind == "text/html" else texts))
            if words:
                yield f"{kind}: {words}"


def parts(output):
    """Return the compared parts of an output by kind; tracebacks and live widgets are not."""
    if output.output_type == "stream":
        return {output.name: output.text}
    if output.output_type == "error":
        return {"name of the error": output.ename, "words of the error": output.evalue}
    return {kind: data for kind, data in output.data.items() if kind != WIDGET_VIEW}


def gist(output):
    """Return in a few words what an output is."""
    return "; ".join(f"{kind}: {gist_of_text(text)}" for kind, text in parts(output).items())


def gist_of_text(text):
    """Return the line of ``text`` that names a warning, or its first, cut short."""
    lines = [line for line in str(text).splitlines() if line.strip()] or [""]
    return next((line for line in lines if "Warning" in line), lines[0])[: 4 * AROUND]


def first_difference(made, kept):
    """Return where two texts part, quoting both there, or None if they are the same."""
    if made == kept:
        return None
    made, kept = str(made), str(kept)
    at = next((n for n, (a, b) in enumerate(zip(made, kept, strict=False)) if a != b), None)
    at = min(len(made), len(kept)) if at is None else at
    line, column = kept.count("\n", 0, at) + 1, at - kept.rfind("\n", 0, at)
    here = slice(max(0, at - AROUND), at + AROUND)
    return (
        f"differs first at line {line}, letter {column}:\n"
        f"  stored: {kept[here]!r}\n"
        f"  given:  {made[here]!r}"
    )


def charts_that_differ(made, kept):
    """Yield what differs between two charts: words exactly, places nearly, photographs by tiles."""
    photographs = [PHOTOGRAPH.findall(svg) for svg in (made, kept)]
    made, kept = (PHOTOGRAPH.sub("", svg) for svg in (made, kept))
    plain = [TAG.sub(lambda tag: NUMBER.sub("#", tag[0]), svg) for svg in (made, kept)]
    words = first_difference(*plain)
    if words:
        yield words
        return
    for new, old in zip(*photographs, strict=True):
        yield from tiles_that_differ(new, old)
    places = [
        [float(number) for tag in TAG.findall(svg) for number in NUMBER.findall(tag)]
        for svg in (made, kept)
    ]
    most = max((abs(a - b) for a, b in zip(*places, strict=True)), default=0)
    if most > APART:
        yield f"places in the chart differ by up to {most:.2f}; at most {APART} is rounding"


def tiles_that_differ(made, kept):
    """Yield what differs between two PNG pictures, given as base64: their sizes, or their tiles."""
    made, kept = pixels(made), pixels(kept)
    if made.shape != kept.shape:
        sizes = [f"{wide} × {high}" for high, wide, _ in (kept.shape, made.shape)]
        yield f"stored {sizes[0]} pixels, given {sizes[1]}"
        return
    apart = tile_means(np.abs(made - kept))
    wrong = np.argwhere(apart > LEVELS)
    if len(wrong):
        row, column = np.unravel_index(apart.argmax(), apart.shape)
        yield (
            f"{len(wrong)} of {apart.size} tiles of {TILE} × {TILE} pixels differ by more than "
            f"{LEVELS} levels; most at row {row}, column {column} of the tiles "
            f"(pixel {column * TILE}, {row * TILE} from the upper left), by {apart.max():.1f}"
        )


def pixels(picture):
    """Return a PNG, given as base64, as levels of shape (rows, columns, 4): color times alpha."""
    with Image.open(io.BytesIO(base64.b64decode(picture))) as image:
        levels = np.asarray(image.convert("RGBA"), float)
    return levels * np.where(np.arange(4) < 3, levels[..., 3:] / 255, 1)


def tile_means(apart):
    """Return the mean difference of every tile, in the channel where it is greatest."""
    high, wide, channels = apart.shape
    whole = np.zeros((-(-high // TILE) * TILE, -(-wide // TILE) * TILE, channels))
    whole[:high, :wide] = apart
    tiles = whole.reshape(whole.shape[0] // TILE, TILE, whole.shape[1] // TILE, TILE, channels)
    return tiles.mean((1, 3)).max(-1)
