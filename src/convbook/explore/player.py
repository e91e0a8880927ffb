"""The player: one explorer as HTML that works without a kernel, offline and from a file."""

import base64
import json
from collections.abc import Sequence
from html import escape
from importlib.resources import files

from convbook.draw._paint.palette import minified
from convbook.draw.picture import Picture, stylesheet
from convbook.explore.controls import Control
from convbook.explore.frames import Frame
from convbook.explore.packing import pack

STILL = (
    "This is a still picture. On the published page it moves where JavaScript is on; "
    "in JupyterLab, run this cell."
)


def text_of(name: str) -> str:
    """A file of this folder without the blanks that mean nothing, a stylesheet without comments."""
    text = files("convbook.explore").joinpath(name).read_text("utf-8")
    if name.endswith(".css"):
        return minified(text)
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())


def player(explorer, frames: Sequence[Frame], most_bytes: int) -> str:
    """The HTML of ``explorer`` with all its ``frames``, in the order of its settings.

    Raises
    ------
    ValueError
        If the HTML is larger than ``most_bytes``.
    """
    title, first = escape(explorer.title), explorer.at()
    play = f' data-cb-play="{explorer.play}"' if explorer.play else ""
    lines = [
        f'<div class="cb-explorer" id="{explorer.name}" data-cb-title="{title}"{play} '
        f'role="group" aria-label="{title}">',
        f"<style>{stylesheet()}{text_of('player.css')}</style>",
        f'<p class="cb-title">{title}</p>',
        '<div class="cb-controls">',
        *(field(explorer.name, one) for one in explorer.controls),
        "</div>",
        buttons(bool(explorer.play)),
        '<p class="cb-note" role="status"></p>',
        f'<div class="cb-view">{poster(first)}</div>',
        f'<p class="cb-still">{STILL}</p>',
        '<p class="cb-live" aria-live="polite"></p>',
        f'<script type="application/json">{pack(frames)}</script>',
        f"<script>{text_of('player.js')}</script>",
        "</div>",
    ]
    html = "\n".join(lines)
    size = len(html.encode())
    if size > most_bytes:
        raise ValueError(
            f"{explorer.name} takes {size} bytes for {len(frames)} settings; a player takes at "
            f"most {most_bytes}. Make the ranges shorter, or make two explorers of it"
        )
    return html


def poster(frame: Frame) -> str:
    """The first frame as it shows without JavaScript, even where only images are let through."""
    if frame.kind != "picture":
        return frame.markup
    whole = Picture(frame.body, frame.alt).standalone
    code = base64.b64encode(whole.encode()).decode()
    return (
        f'<img class="cb-poster" alt="{escape(frame.alt)}" src="data:image/svg+xml;base64,{code}">'
    )


def field(name: str, one: Control) -> str:
    """One control with its label and, for a range, its value."""
    ident = f"{name}-{one.name.replace('_', '-')}"
    labels = escape(json.dumps(one.labels, ensure_ascii=False))
    common = (
        f'id="{ident}" data-cb-control="{one.name}" data-cb-labels="{labels}" '
        f'data-cb-start="{one.start}" data-lm-suppress-shortcuts="true" disabled'
    )
    label = f'<label for="{ident}">{escape(one.words)}</label>'
    if one.kind == "switch":
        checked = " checked" if one.start else ""
        box = f'<input type="checkbox" {common}{checked}>'
        return f'<div class="cb-control cb-switch">{box}{label}</div>'
    if one.kind == "choice":
        options = "".join(
            f"<option{' selected' if place == one.start else ''}>{escape(text)}</option>"
            for place, text in enumerate(one.labels)
        )
        return f'<div class="cb-control">{label}<select {common}>{options}</select></div>'
    step = one.values[1] - one.values[0] if len(one.values) > 1 else 1
    return (
        f'<div class="cb-control">{label}<output for="{ident}" aria-live="off">'
        f"{escape(one.labels[one.start])}</output>"
        f'<input type="range" min="{one.labels[0]}" max="{one.labels[-1]}" step="{step:g}" '
        f'value="{one.labels[one.start]}" {common}></div>'
    )


def buttons(play: bool) -> str:
    """The row of buttons."""
    names = [("play", "Play"), ("back", "Back"), ("forward", "Forward")] if play else []
    names += [("reset", "Reset"), ("link", "Link to this setting")]
    return (
        '<div class="cb-buttons">'
        + "".join(
            f'<button type="button" data-cb-act="{act}" data-lm-suppress-shortcuts="true" disabled>'
            f"{words}</button>"
            for act, words in names
        )
        + "</div>"
    )
