"""The live view: the same controls as ipywidgets, the frames computed as they move."""

import sys
from collections.abc import Sequence
from html import escape

from convbook.explore.calls import rows
from convbook.explore.controls import Control, matters
from convbook.explore.frames import Frame
from convbook.explore.player import PLAY_SECONDS, SPEEDS, style
from convbook.explore.words import WORDS


def run_by_hand() -> bool:
    """Whether a kernel runs this cell for somebody who sits at it.

    nbconvert, Jupyter Book, papermill, nbval and other programs that execute notebooks ask a
    kernel like JupyterLab does, but tell it that nobody can answer an ``input()``.
    """
    shell = sys.modules.get("IPython") and sys.modules["IPython"].get_ipython()
    kernel = getattr(shell, "kernel", None)
    if kernel is None:
        return False
    request = kernel.get_parent() if hasattr(kernel, "get_parent") else {}
    return bool(request.get("content", {}).get("allow_stdin", True))


def live_view(explorer, first: Frame, frames: Sequence[Frame] = ()) -> dict:
    """The mime entry of a live view that shows ``first``; nothing where ipywidgets is missing."""
    try:
        view = build(explorer, first, frames)
    except ImportError:
        return {}
    return {key: value for key, value in view._repr_mimebundle_().items() if key != "text/plain"}


def build(explorer, first: Frame | None = None, frames: Sequence[Frame] = ()):
    """The view: title, a widget for each control, and the figure, with its first frame if known.

    Where all frames are known, a control that changes nothing at the present setting is off.

    Raises
    ------
    ImportError
        If ipywidgets is not installed.
    """
    import ipywidgets

    made = {one.name: widget(ipywidgets, one) for one in explorer.controls}
    head = ipywidgets.HTML()
    stage = ipywidgets.HTML()
    head.value = f"{style()}<strong>{escape(explorer.title)}</strong>"

    def put(frame: Frame):
        calls = "\n".join(rows([frame], frame, buttons=False))
        stage.value = f'<div class="cb-explorer cb-live-view">{frame.markup}{calls}</div>'

    def refresh(change=None):
        values = {
            one.name: one.values[made[one.name].index]
            if one.kind != "switch"
            else made[one.name].value
            for one in explorer.controls
        }
        put(safe(explorer, values))
        switch_off()

    def switch_off():
        places = [
            int(made[one.name].value) if one.kind == "switch" else made[one.name].index
            for one in explorer.controls
        ]
        for n, one in enumerate(explorer.controls if frames else ()):
            made[one.name].disabled = not matters(frames, explorer.counts, places, n)

    for one in made.values():
        one.observe(refresh, "value")
    put(first) if first else refresh()
    switch_off()
    play = [play_row(ipywidgets, made[explorer.play])] if explorer.play else []
    return ipywidgets.VBox([head, *made.values(), *play, stage])


def safe(explorer, values) -> Frame:
    """The frame, or a sentence."""
    try:
        return explorer.at(**values)
    except Exception as fault:  # inside a widget's callback an error would vanish without a word
        sentence = WORDS["fault"].format(kind=type(fault).__name__, words=fault)
        return Frame("refusal", sentence, sentence)


def widget(ipywidgets, one: Control):
    """The widget of one control."""
    look = {"description": one.words, "style": {"description_width": "9em"}}
    if one.kind == "switch":
        return ipywidgets.Checkbox(value=bool(one.values[one.start]), **look)
    options = [(label, place) for place, label in enumerate(one.labels)]
    kind = ipywidgets.SelectionSlider if one.kind == "range" else ipywidgets.Dropdown
    return kind(options=options, index=one.start, **look)


def play_row(ipywidgets, slider):
    """Play, pause and stop, tied to the slider's position, and a choice of the speed."""
    states = len(slider.options)
    speed = ipywidgets.Dropdown(
        options=list(SPEEDS.items()), value=1, layout={"width": "5em"}, tooltip=WORDS["speed"]
    )
    button = ipywidgets.Play(min=0, max=states - 1, value=slider.index)

    def hurry(change=None):
        button.interval = round(1000 * PLAY_SECONDS / states / speed.value)

    speed.observe(hurry, "value")
    hurry()
    ipywidgets.jslink((button, "value"), (slider, "index"))
    return ipywidgets.HBox([button, speed])
