"""The player: one explorer as HTML that works without a kernel, offline and from a file."""

import base64
import json
from collections.abc import Sequence
from html import escape
from importlib.resources import files

from convbook.draw._paint.palette import minified
from convbook.draw.picture import Picture, stylesheet
from convbook.explore.balance import is_balanced
from convbook.explore.calls import rows
from convbook.explore.controls import Control
from convbook.explore.frames import Frame
from convbook.explore.packing import pack
from convbook.explore.room import idle_room, room
from convbook.explore.words import SAID_BY_SCRIPT, WORDS

SCRIPTS = ("frames.js", "calls.js", "controls.js")
SPEEDS = {"½×": 0.5, "1×": 1, "2×": 2, "4×": 4}
PLAY_SECONDS = 6
"""How long play shows all states together at speed 1, however many they are."""


class TooLarge(ValueError):
    """An explorer with more settings or bytes than a player holds."""


def text_of(name: str) -> str:
    """A file of ``static`` without the blanks and comments that mean nothing."""
    text = files("convbook.explore").joinpath("static", name).read_text("utf-8")
    if name.endswith(".css"):
        return minified(text)
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))


def style() -> str:
    """The style element of a player: the rules of pictures, then its own."""
    return f"<style>{stylesheet()}{text_of('player.css')}</style>"


def script() -> str:
    """The script element of a player."""
    return f"<script>{chr(10).join(map(text_of, SCRIPTS))}</script>"


def player(explorer, frames: Sequence[Frame], most_bytes: int) -> str:
    """The HTML of ``explorer`` with all its ``frames``, in the order of its settings.

    Raises
    ------
    TooLarge
        If the HTML is larger than ``most_bytes``, its style and script not counted.
    """
    title, first = escape(explorer.title), frames[explorer.place_of_first]
    shared = style(), script()  # in every player, and once on a site
    play = ""
    if explorer.play:
        play = f' data-cb-play="{escape(explorer.play)}" data-cb-seconds="{PLAY_SECONDS}"'
    said = escape(json.dumps({key: WORDS[key] for key in SAID_BY_SCRIPT}, ensure_ascii=False))
    lines = [
        f'<div class="cb-explorer" id="{explorer.name}" data-cb-title="{title}"{play} '
        f'data-cb-words="{said}" role="group" aria-label="{title}">',
        shared[0],
        f'<p class="cb-title">{title}</p>',
        '<div class="cb-controls">',
        *(field(explorer.name, one) for one in explorer.controls),
        "</div>",
        buttons(bool(explorer.play)),
        f'<p class="cb-idle" id="{explorer.name}-idle" '
        f'data-cb-longest="{escape(idle_room(explorer.controls, frames))}"><span></span></p>',
        '<p class="cb-note" role="status"></p>',
        f'<div class="cb-stage"><div class="cb-view">{poster(first)}</div>',
        *room(frames),
        "</div>",
        *rows(frames, first),
        f'<p class="cb-still">{WORDS["still"]}</p>',
        '<p class="cb-live" aria-live="polite"></p>',
        f'<script type="application/json">{pack(frames)}</script>',
        shared[1],
        "</div>",
    ]
    html = "\n".join(lines)
    size = len(html.encode()) - sum(len(part.encode()) for part in shared)
    if size > most_bytes:
        raise TooLarge(
            f"{explorer.name} takes {size} bytes for {len(frames)} settings; a player takes at "
            f"most {most_bytes}. Make the ranges shorter, or make two explorers of it"
        )
    return html


def still(explorer, first: Frame, reason: str) -> str:
    """The first frame and why there is no player, in HTML; no script starts on it."""
    sentence = escape(WORDS["too large"].format(reason=reason), quote=False)
    lines = [
        '<div class="cb-explorer">',
        style(),
        f'<p class="cb-title">{escape(explorer.title)}</p>',
        f'<div class="cb-view">{poster(first)}</div>',
        *rows([first], first, buttons=False),
        f'<p class="cb-refusal">{sentence}</p>',
        "</div>",
    ]
    return "\n".join(lines)


def poster(frame: Frame) -> str:
    """The first frame as it shows without JavaScript, even where only images are let through.

    HTML that leaves a tag open would take in the rest of the page: its words show instead.
    """
    if frame.kind == "html" and not is_balanced(frame.body):
        return Frame("text", frame.alt, frame.alt).markup
    if frame.kind != "picture":
        return frame.markup
    whole = Picture(frame.body, frame.alt).standalone
    code = base64.b64encode(whole.encode()).decode()
    return (
        f'<img class="cb-poster" alt="{escape(frame.alt)}" src="data:image/svg+xml;base64,{code}">'
    )


def field(name: str, one: Control) -> str:
    """One control with its label and, for a range, its value."""
    ident = escape(f"{name}-{one.name.replace('_', '-')}")
    labels = escape(json.dumps(one.labels, ensure_ascii=False))
    common = (
        f'id="{ident}" data-cb-control="{escape(one.name)}" data-cb-labels="{labels}" '
        f'data-cb-start="{one.start}" aria-describedby="{name}-idle" '
        'data-lm-suppress-shortcuts="true" disabled'
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
    # The slider goes over positions: values may lie closer together than a browser's numbers.
    return (
        f'<div class="cb-control">{label}<output for="{ident}" aria-live="off">'
        f"{escape(one.labels[one.start])}</output>"
        f'<input type="range" min="0" max="{len(one.values) - 1}" step="1" '
        f'value="{one.start}" {common}></div>'
    )


def buttons(play: bool) -> str:
    """The row of buttons, and how fast play goes."""
    acts = ["play", "back", "forward"] if play else []
    row = [
        f'<button type="button" data-cb-act="{act}" data-lm-suppress-shortcuts="true" disabled>'
        f"{WORDS[act]}</button>"
        for act in [*acts, "reset", "link"]
    ]
    if play:
        row.insert(1, speed())
    return f'<div class="cb-buttons">{"".join(row)}</div>'


def speed() -> str:
    """The choice of a speed."""
    options = "".join(
        f'<option value="{factor}"{" selected" if factor == 1 else ""}>{label}</option>'
        for label, factor in SPEEDS.items()
    )
    return (
        f'<select class="cb-speed" aria-label="{escape(WORDS["speed"])}" '
        f'data-lm-suppress-shortcuts="true" disabled>{options}</select>'
    )
