"""The one interactive thing: a function of a few settings, shown with a control for each."""

import re
from collections.abc import Callable, Iterator
from itertools import product
from math import prod

from convbook.explore.calls import calls_at, in_words
from convbook.explore.checking import check
from convbook.explore.controls import control, place_among, started
from convbook.explore.frames import Frame, frame_at
from convbook.explore.live import live_view, run_by_hand
from convbook.explore.player import TooLarge, player, still
from convbook.explore.words import WORDS

MOST_FRAMES = 1000
MOST_BYTES = 150_000


class Explorer:
    """A figure that readers move: in a kernel it computes, on a page it plays stored frames.

    Parameters
    ----------
    frame : callable
        Called with the controls' values by name. Returns a ``Scene``, ``Picture``, ``Chart``,
        Matplotlib figure, str, or an object with ``_repr_html_``. A ValueError refuses the
        setting: its sentence is shown in place of the picture.
    title : str
        Stands above the figure and names it to screen readers.
    name : str
        The anchor of the figure and of links to its settings, in lower case with hyphens.
    play : str, optional
        The control, a range, that the play button moves.
    start : dict, optional
        Values that controls begin with; the first value where nothing is said.
    calls : callable, optional
        Called as ``frame`` is. Returns the code that does what is shown, a str, or a dict of
        library and code; it stands below the picture. None, or a ValueError, where no call is
        shown. At a setting that ``frame`` refuses, a call is shown as one that raises an error.
    **controls
        By the name of the frame function's parameter, any but title, name, play, start and
        calls: a tuple (least, most) or (least, most, step), the most counted where whole steps
        lead to it, so that (0, 1, 0.3) ends at 0.9; a list of choices or of (label, value) pairs;
        or a bool, the switch's position at the start.

    Raises
    ------
    ValueError, TypeError
        If a control, ``play``, ``start`` or ``name`` is not as described, or a range has more than
        1000 values. When the output is stored, also if there are more than 1000 settings or the
        frames take more than 150 kB; in a notebook that somebody runs by hand the live view then
        stands alone, and a sentence says why.

    Examples
    --------
    >>> squares = Explorer(lambda side: f"{side * side} cells.", title="Squares", name="squares",
    ...                    side=(1, 4))
    >>> print(squares)
    Squares. Interactive figure with a control for side (1 to 4). At side = 1: 1 cells.
    """

    def __init__(
        self,
        frame: Callable,
        /,
        *,
        title: str,
        name: str,
        play: str | None = None,
        start: dict | None = None,
        calls: Callable | None = None,
        **controls,
    ):
        if not callable(frame):
            raise TypeError(f"frame must be a function, got {frame!r}")
        if calls is not None and not callable(calls):
            raise TypeError(
                f"calls must be a function, got {calls!r}; a control needs another name"
            )
        for word, given, kind in (
            ("title", title, str),
            ("name", name, str),
            ("start", start, dict),
        ):
            if given is not None and not isinstance(given, kind):
                raise TypeError(
                    f"{word} must be a {kind.__name__}, got {given!r}; a control needs another name"
                )
        if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", name):
            raise ValueError(f"name must be lower-case words joined by hyphens, got {name!r}")
        if not controls:
            raise ValueError("an explorer needs at least 1 control, got 0")
        self.frame, self.title, self.name, self.play = frame, title, name, play
        self.calls = calls
        made = [control(one, given) for one, given in controls.items()]
        self.controls = started(made, start or {})
        ranges = [one.name for one in made if one.kind == "range"]
        if play is not None and play not in ranges:
            raise ValueError(
                f"play must name a range ({', '.join(ranges) or 'none'}), got {play!r}"
            )

    def settings(self) -> Iterator[dict]:
        """Every combination of the controls' values, the last control moving fastest."""
        names = [one.name for one in self.controls]
        for values in product(*(one.values for one in self.controls)):
            yield dict(zip(names, values, strict=True))

    @property
    def first(self) -> dict:
        """The setting at the start."""
        return {one.name: one.values[one.start] for one in self.controls}

    @property
    def counts(self) -> list[int]:
        """How many values each control has."""
        return [len(one.values) for one in self.controls]

    @property
    def place_of_first(self) -> int:
        """The number of the setting at the start, among all settings."""
        return place_among(self.counts, [one.start for one in self.controls])

    def at(self, **values) -> Frame:
        """The frame for one setting; what is not named stays as at the start."""
        return frame_at(self.frame, self.first | values, self.calls)

    def calls_of(self, **values) -> dict[str, str]:
        """Library and code for one setting, as shown; what is not named stays as at the start."""
        return dict(calls_at(self.calls, self.first | values))

    def check_calls(
        self,
        given: dict | Callable,
        shown: Callable | None = None,
        *,
        of: Callable | None = None,
        tolerance: float = 0,
    ) -> str:
        """Run every call that is shown and compare what it gives.

        Parameters
        ----------
        given : dict or callable
            The names that the calls use, libraries too; or a function that is called as the frame
            function is and returns them.
        shown : callable, optional
            Called as the frame function is. Returns what the picture shows, and so what each call
            has to give: a number, array, tensor, or a list of them.
        of : callable, optional
            Applied to what a call gives before it is compared, as ``lambda y: y.shape``.
        tolerance : float
            How far two numbers may be apart.

        Returns
        -------
        str
            A sentence that counts the settings, for the page.

        Raises
        ------
        AssertionError
            If a call gives something else than is shown or than another library, or gives anything
            where the frame function refuses.
        ValueError
            If there is nothing to compare a call with, or no call is shown.
        """
        return check(self, given, shown, of, tolerance)

    def frames(self) -> Iterator[tuple[dict, Frame]]:
        """Every setting with its frame.

        Raises
        ------
        ValueError
            If there are more than 1000 settings; nothing is computed then.
        """
        count = prod(self.counts)
        if count > MOST_FRAMES:
            sizes = " × ".join(f"{len(one.values)} ({one.name})" for one in self.controls)
            raise TooLarge(
                f"{self.name} has {count} settings ({sizes}); a player stores at most "
                f"{MOST_FRAMES}. Make the ranges shorter, or make two explorers of it"
            )
        for values in self.settings():
            yield values, frame_at(self.frame, values, self.calls)

    def player(self) -> str:
        """The figure as HTML that works without a kernel.

        Raises
        ------
        ValueError
            If there are more than 1000 settings, or the frames take more than 150 kB.
        """
        return player(self, [frame for _, frame in self.frames()], MOST_BYTES)

    def _repr_mimebundle_(self, include=None, exclude=None):
        by_hand, frames = run_by_hand(), []
        try:
            frames = [frame for _, frame in self.frames()]
            first, html = frames[self.place_of_first], player(self, frames, MOST_BYTES)
        except TooLarge as reason:
            if not by_hand:
                raise
            first = self.at()
            html = still(self, first, str(reason))
        # Executed by a program, the output is stored: a widget would hide the player there.
        live = live_view(self, first, frames) if by_hand else {}
        return {"text/plain": self.words(first), "text/html": html, **live}

    def words(self, first: Frame) -> str:
        """The figure in words: what can be set, and what its first frame shows."""
        spans = ", ".join(f"{one.words} ({one.span})" for one in self.controls)
        now = ", ".join(f"{one.words} = {one.labels[one.start]}" for one in self.controls)
        plays = WORDS["plays"].format(name=self.play.replace("_", " ")) if self.play else ""
        return WORDS["one control" if len(self.controls) == 1 else "controls"].format(
            title=self.title.rstrip("."),
            spans=spans,
            plays=plays,
            now=now,
            alt=in_words(first) + first.alt,
        )

    def __str__(self):
        return self.words(self.at())

    __repr__ = __str__
