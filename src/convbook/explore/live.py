"""The live view: the same controls as ipywidgets, the frames computed as they move."""

import sys

from convbook.draw.picture import stylesheet
from convbook.explore.controls import Control
from convbook.explore.frames import Frame, frame_at
from convbook.explore.player import text_of


def live_view(explorer) -> dict:
    """The mime entry of a live view; nothing where there is no kernel or no ipywidgets."""
    shell = sys.modules.get("IPython") and sys.modules["IPython"].get_ipython()
    if getattr(shell, "kernel", None) is None:
        return {}
    try:
        view = build(explorer)
    except ImportError:
        return {}
    return {key: value for key, value in view._repr_mimebundle_().items() if key != "text/plain"}


def build(explorer):
    """The view: title, a widget for each control, and the figure.

    Raises
    ------
    ImportError
        If ipywidgets is not installed.
    """
    import ipywidgets

    made = {one.name: widget(ipywidgets, one) for one in explorer.controls}
    head = ipywidgets.HTML()
    stage = ipywidgets.HTML()
    head.value = f"<style>{stylesheet()}{text_of('player.css')}</style><b>{explorer.title}</b>"

    def refresh(change=None):
        values = {
            one.name: one.values[made[one.name].index]
            if one.kind != "switch"
            else made[one.name].value
            for one in explorer.controls
        }
        stage.value = (
            f'<div class="cb-explorer cb-live-view">{safe(explorer.frame, values).markup}</div>'
        )

    for one in made.values():
        one.observe(refresh, "value")
    refresh()
    play = [play_button(ipywidgets, explorer, made[explorer.play])] if explorer.play else []
    return ipywidgets.VBox([head, *made.values(), *play, stage])


def safe(function, values) -> Frame:
    """The frame, or a sentence."""
    try:
        return frame_at(function, values)
    except Exception as fault:  # inside a widget's callback an error would vanish without a word
        sentence = f"This setting cannot be shown: {type(fault).__name__}: {fault}"
        return Frame("refusal", sentence, sentence)


def widget(ipywidgets, one: Control):
    """The widget of one control."""
    look = {"description": one.words, "style": {"description_width": "9em"}}
    if one.kind == "switch":
        return ipywidgets.Checkbox(value=bool(one.values[one.start]), **look)
    options = [(label, place) for place, label in enumerate(one.labels)]
    kind = ipywidgets.SelectionSlider if one.kind == "range" else ipywidgets.Dropdown
    return kind(options=options, index=one.start, **look)


def play_button(ipywidgets, explorer, slider):
    """Play, pause and stop, tied to the slider's position."""
    last = len(slider.options) - 1
    button = ipywidgets.Play(min=0, max=last, value=slider.index, interval=700)
    ipywidgets.jslink((button, "value"), (slider, "index"))
    return button
