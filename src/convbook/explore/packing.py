"""Frames in little space: each distinct line once, a frame as the numbers of its lines.

Neighboring frames share most of their lines, and a version of a notebook shares most of its lines
with the next one: the pack is small, and its differences can be read.
"""

import json
import re
from collections.abc import Sequence

from convbook.explore.calls import libraries_of
from convbook.explore.frames import Frame

SENTENCE = re.compile(r"(?<=[.!?]) ")

# An HTML parser that has met both inside a script element waits for a second end of it.
COMMENT_OR_SCRIPT = re.compile(r"<(?=!|script)", re.IGNORECASE)


def pack(frames: Sequence[Frame]) -> str:
    """``frames`` as JSON, one entry a line.

    ``lines`` holds every distinct line; ``frames`` one text for each frame: its kind, the numbers
    of the sentences of its alternative, those of its lines, and those of the lines of each of its
    calls, parted by "|". "3-5" means 3 4 5. A frame equal to the one before is "".
    """
    index: dict[str, int] = {}
    packed: list[str] = []
    before = None
    for frame in frames:
        if frame == before:
            packed.append("")
            continue
        before = frame
        parts = [
            numbers([index.setdefault(line, len(index)) for line in lines])
            for lines in (
                SENTENCE.split(frame.alt),
                frame.body.split("\n"),
                *(code.split("\n") for _, code in frame.calls),
            )
        ]
        packed.append("|".join([frame.kind, *parts]))
    lines = ",\n".join(json.dumps(line, ensure_ascii=False) for line in index)
    settings = ",\n".join(json.dumps(one) for one in packed)
    named = libraries_of(frames)
    libraries = f'"libraries": {json.dumps(named, ensure_ascii=False)}, ' if named else ""
    return harmless(f'{{{libraries}"lines": [\n{lines}\n], "frames": [\n{settings}\n]}}')


def harmless(text: str) -> str:
    """JSON that means the same and can stand in a script element, whatever its texts hold."""
    return COMMENT_OR_SCRIPT.sub(r"\\u003c", text).replace("</", r"<\/")


def unpack(text: str) -> list[Frame]:
    """The frames again: what the player's script does, in Python."""
    data = json.loads(text)
    frames: list[Frame] = []
    for packed in data["frames"]:
        if not packed:
            frames.append(frames[-1])
            continue
        kind, *parts = packed.split("|")
        alt, body, *codes = [[data["lines"][n] for n in spread(part)] for part in parts]
        named = zip(data["libraries"], codes, strict=True) if codes else ()
        calls = tuple((library, "\n".join(code)) for library, code in named)
        frames.append(Frame(kind, "\n".join(body), " ".join(alt), calls))
    return frames


def numbers(values: Sequence[int]) -> str:
    """Whole numbers as text, runs written short: [3, 4, 5, 9] is "3-5 9"."""
    runs: list[list[int]] = []
    for value in values:
        if runs and value == runs[-1][1] + 1:
            runs[-1][1] = value
        else:
            runs.append([value, value])
    return " ".join(f"{first}-{last}" if last > first else f"{first}" for first, last in runs)


def spread(text: str) -> list[int]:
    """The numbers that :func:`numbers` wrote."""
    found: list[int] = []
    for run in text.split():
        first, _, last = run.partition("-")
        found += range(int(first), int(last or first) + 1)
    return found
