"""One frame of an explorer: whatever the frame function returned, as text that a page can show."""

import base64
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from html import escape

from convbook.draw import Chart, Part, Picture, Scene, paint
from convbook.explore.calls import Calls, calls_at
from convbook.explore.words import WORDS


@dataclass(frozen=True)
class Frame:
    """What a page shows at one setting.

    Parameters
    ----------
    kind : str
        "picture", "image", "text", "html" or "refusal".
    body : str
        SVG, base64 of a PNG, text, HTML, or the sentence that refuses.
    alt : str
        The text alternative.
    calls : tuple of (str, str)
        Libraries, "" where none is named, each with the code that does what is shown.
    """

    kind: str
    body: str
    alt: str
    calls: Calls = ()

    @property
    def markup(self) -> str:
        """The frame as HTML; the player builds the same."""
        if self.kind == "picture":
            return self.body.replace(
                "<svg ", f'<svg role="img" aria-label="{escape(self.alt)}" ', 1
            )
        if self.kind == "image":
            source = f"data:image/png;base64,{self.body}"
            return f'<img class="cb-image" alt="{escape(self.alt)}" src="{source}">'
        if self.kind == "text":
            return f'<pre class="cb-text">{escape(self.body, quote=False)}</pre>'
        if self.kind == "html":
            return f'<div class="cb-html">{self.body}</div>'
        return f'<p class="cb-refusal">{escape(self.body, quote=False)}</p>'


def frame_at(function: Callable, values: dict, calls: Callable | None = None) -> Frame:
    """The frame for ``values``, with the calls that ``calls`` returns for them."""
    return replace(bare_frame(function, values), calls=calls_at(calls, values))


def bare_frame(function: Callable, values: dict) -> Frame:
    """The frame without calls; a ValueError is a refusal, its words are shown."""
    with no_figures_left():
        try:
            shown = function(**values)
        except ValueError as refusal:
            sentence = str(refusal).strip() or WORDS["refused"]
            sentence = sentence[:1].upper() + sentence[1:]
            sentence += "" if sentence.endswith((".", "!", "?")) else "."
            return Frame("refusal", sentence, sentence)
        return as_frame(shown, values)


@contextmanager
def no_figures_left() -> Iterator[None]:
    """Close in pyplot the figures that are opened inside.

    A notebook shows what is open in pyplot when its cell ends: every frame once more.
    """
    before = set(open_figures())
    try:
        yield
    finally:
        for number in open_figures():
            if number not in before:
                sys.modules["matplotlib.pyplot"].close(number)


def open_figures() -> list[int]:
    """Numbers of the figures open in pyplot; none where nobody has imported it."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    return pyplot.get_fignums() if pyplot else []


def as_frame(shown, values: dict) -> Frame:
    """What a frame function returned, as a frame."""
    if isinstance(shown, (Scene, Part)):
        shown = paint(shown)
    if isinstance(shown, Picture):
        return Frame("picture", shown.svg, shown.alt)
    if isinstance(shown, Chart) and shown.follows:
        close(shown.figure)
        return as_frame(shown.picture, values)
    if isinstance(shown, Chart):
        code = base64.b64encode(shown.png).decode()
        close(shown.figure)
        return Frame("image", code, shown.alt)
    if isinstance(shown, str):
        return Frame("text", shown, shown)
    if hasattr(shown, "savefig"):
        setting = ", ".join(f"{name} {value}" for name, value in values.items())
        return as_frame(Chart(shown, WORDS["chart"].format(setting=setting)), values)
    if hasattr(shown, "_repr_html_") and not isinstance(shown, type):
        html = shown._repr_html_()
        html = html[0] if isinstance(html, tuple) else html  # IPython takes (html, metadata), too
        if isinstance(html, str):
            return Frame("html", html, str(shown))
    raise TypeError(
        "a frame function returns a Scene, Picture, Chart, Matplotlib figure, str or an object "
        f"whose _repr_html_() is a str; got {type(shown).__name__}"
    )


def close(figure):
    """Close a figure in pyplot, also one that was open before its frame was made."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot and isinstance(figure, pyplot.Figure):
        pyplot.close(figure)
