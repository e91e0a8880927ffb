"""The room that a player keeps, so that what stands around it stays where it is.

Each frame may need another height: the largest of them stand unseen behind the one that shows.
"""

import base64
import re
import struct
from collections import defaultdict
from collections.abc import Iterator, Sequence
from html import escape
from itertools import product

from convbook.explore.controls import Control
from convbook.explore.frames import Frame
from convbook.explore.words import WORDS

VIEW_BOX = re.compile(r'viewBox="\S+ \S+ (\S+) (\S+)"')


def room(frames: Sequence[Frame]) -> list[str]:
    """Unseen HTML as high as the highest of ``frames``, at any width of the page.

    A picture shrinks with the page: a wide one ends lower there than a narrow one of its height.
    """
    sizes = {size for frame in frames if (size := size_of(frame))}
    held = [
        f'<svg class="cb-room" width="{width:g}" height="{height:g}" '
        f'viewBox="0 0 {width:g} {height:g}" aria-hidden="true"></svg>'
        for width, height in sorted(highest(sizes))
    ]
    for kind, tag in ("text", "pre"), ("refusal", "p"):
        texts = [frame.body for frame in frames if frame.kind == kind]
        if texts:
            longest = escape(max(texts, key=lambda text: (text.count("\n"), len(text))))
            held.append(f'<{tag} class="cb-{kind} cb-room" data-cb-longest="{longest}"></{tag}>')
    return held


def size_of(frame: Frame) -> tuple[float, float] | None:
    """Width and height of a picture or image, in pixels."""
    if frame.kind == "picture":
        width, height = map(float, VIEW_BOX.search(frame.body).groups())
        return width, height
    if frame.kind == "image":
        return struct.unpack(">II", base64.b64decode(frame.body)[16:24])
    return None


def highest(sizes: set[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """The sizes that some page shows higher than all others.

    One that is no narrower and no higher than another is lower at every width.
    """
    for width, height in sizes:
        others = sizes - {(width, height)}
        if not any(tall >= height and wide <= width for wide, tall in others):
            yield width, height


def idle_room(controls: Sequence[Control], frames: Sequence[Frame]) -> str:
    """A sentence at least as long as each that says which controls have no effect; or ""."""
    states = list(product(*(one.values for one in controls)))
    idle = []
    for axis, one in enumerate(controls):
        shown = defaultdict(set)
        for state, frame in zip(states, frames, strict=True):
            shown[state[:axis] + state[axis + 1 :]].add(frame)
        if any(len(different) == 1 for different in shown.values()):
            idle.append(one.words)
    if not idle:
        return ""
    others = WORDS["or"].join(one.words for one in controls)
    return WORDS["idle until"].format(names=", ".join(idle), others=others)
