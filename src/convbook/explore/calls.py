"""The call that a setting stands for, in the words of one or more libraries."""

from collections.abc import Callable, Sequence
from html import escape

from convbook.explore.words import WORDS

Calls = tuple[tuple[str, str], ...]
"""Pairs of a library, "" where none is named, and its code."""


def calls_at(function: Callable | None, values: dict) -> Calls:
    """The calls for ``values``; none where the function returns None or refuses by a ValueError."""
    try:
        given = function(**values) if function else None
    except ValueError:
        return ()
    if given is None:
        return ()
    named = {"": given} if isinstance(given, str) else given
    if not isinstance(named, dict) or not all(
        isinstance(text, str) for pair in named.items() for text in pair
    ):
        raise TypeError(
            f"calls returns a str, a dict of library and code, or None; got {given!r} for {values}"
        )
    return tuple((library, code.strip()) for library, code in named.items())


def libraries_of(frames: Sequence) -> list[str]:
    """The libraries whose calls the frames show.

    Raises
    ------
    ValueError
        If two frames name different libraries, or the same in another order.
    """
    found: list[str] = []
    for calls in {frame.calls: None for frame in frames if frame.calls}:
        libraries = [library for library, _ in calls]
        if found and libraries != found:
            raise ValueError(
                f"calls names the libraries {', '.join(found)} at one setting and "
                f"{', '.join(libraries)} at another; name the same, or return None"
            )
        found = libraries
    return found


def title_of(frame) -> str:
    """What stands above the calls of a frame."""
    if not frame.calls:
        return WORDS["no call"]
    return WORDS["call refused" if frame.kind == "refusal" else "call"]


def in_words(frame) -> str:
    """The calls of a frame, each behind its library, in one line before its other words."""
    said = ("called in" if library else "called" for library, _ in frame.calls)
    return "".join(
        WORDS[key].format(library=library, code=code) + " "
        for key, (library, code) in zip(said, frame.calls, strict=True)
    )


def rows(frames: Sequence, first, buttons: bool = True) -> list[str]:
    """The lines of HTML that show the calls of ``first``; none where no frame has a call.

    The longest call of each library stands there unseen, so that what follows keeps its place.
    """
    libraries = libraries_of(frames)
    if not libraries:
        return []
    texts = dict(first.calls)
    lines = ['<div class="cb-calls">', f'<p class="cb-call-title">{title_of(first)}</p>']
    for library in libraries:
        longest = max((dict(frame.calls).get(library, "") for frame in frames), key=height)
        lines.append(row(library, texts.get(library, ""), longest, buttons))
    return [*lines, '<p class="cb-copied" role="status"></p>' if buttons else "", "</div>"]


def height(code: str) -> tuple[int, int]:
    """How much room a call takes: its lines, then its letters."""
    return code.count("\n"), len(code)


def row(library: str, code: str, longest: str, button: bool) -> str:
    """One call with its library, and a button that copies it."""
    named = escape(WORDS["copy call"].format(of=library))
    copy = (
        f'<button type="button" data-cb-copy aria-label="{named}" '
        f'data-lm-suppress-shortcuts="true" disabled>{WORDS["copy"]}</button>'
    )
    return (
        f'<div class="cb-call"><span class="cb-library">{escape(library)}</span>'
        f'<code data-cb-longest="{escape(longest)}"><span>{escape(code, quote=False)}</span></code>'
        f"{copy if button else ''}</div>"
    )
