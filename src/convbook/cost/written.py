"""Networks written down: a line of text for a layer, a list for a chain."""

import re
from collections.abc import Sequence
from dataclasses import MISSING, fields

from convbook.arithmetic.arguments import whole
from convbook.cost.branches import Add, Branches, Concat, Split
from convbook.cost.convolution import Conv, ConvTranspose, Depthwise
from convbook.cost.dense import Flatten, Linear, SqueezeExcite
from convbook.cost.kind import Layer
from convbook.cost.local import LocallyConnected
from convbook.cost.pointwise import ACTIVATIONS, Activation, BatchNorm, ChannelShuffle, Select
from convbook.cost.pooling import AvgPool, GlobalAvgPool, MaxPool

KINDS = {
    kind.kind: kind
    for kind in (
        AvgPool,
        BatchNorm,
        ChannelShuffle,
        Conv,
        ConvTranspose,
        Depthwise,
        Flatten,
        GlobalAvgPool,
        Linear,
        LocallyConnected,
        MaxPool,
        Select,
        SqueezeExcite,
    )
}
JOINS = {kind.kind: kind for kind in (Add, Concat, Split)}


def layer(text: str) -> Layer:
    """One layer from its line.

    Parameters
    ----------
    text : str
        A kind, the value of its first argument if it has one, and further arguments: ``name
        value``, ``name`` or ``no name``, with commas between. One number stands for all axes;
        ``3x5`` gives each axis its own.

    Returns
    -------
    Layer

    Raises
    ------
    ValueError
        If the kind or an argument is unknown, given twice or missing, or a value is none.

    Examples
    --------
    >>> layer("conv 64, kernel 3x5, padding 1x2, no bias")  # doctest: +NORMALIZE_WHITESPACE
    Conv(channels=64, kernel=(3, 5), stride=1, padding=(1, 2), dilation=1, groups=1, bias=False)
    >>> str(layer("max_pool 3, stride 2, ceil"))
    'max_pool 3, stride 2, ceil'
    """
    head, *rest = (part.strip() for part in text.split(","))
    name, _, first = head.partition(" ")
    if name in ACTIVATIONS and not first and not rest:
        return Activation(name)
    if name not in KINDS:
        raise ValueError(
            f"layer {text!r} must be one of {', '.join(sorted({*KINDS, *ACTIVATIONS}))}"
        )
    known = {field.name: field.default for field in fields(KINDS[name])}
    settings = {}
    if first:
        rest.insert(0, f"{next(iter(known))} {first}" if known else first)
    for part in rest:
        setting, value = argument(part)
        if setting not in known or setting in settings:
            takes = "given twice" if setting in settings else f"not one of {', '.join(known) or 0}"
            raise ValueError(f"layer {text!r}: argument {setting!r} is {takes}")
        settings[setting] = value
    for setting, default in known.items():
        if default is MISSING and setting not in settings:
            raise ValueError(f"layer {text!r} needs {setting}")
    return KINDS[name](**settings)


def argument(part: str):
    """Name and value of ``name 3``, ``name 3x5``, ``name`` or ``no name``."""
    first, _, second = part.partition(" ")
    if first == "no":
        return second, False
    if not second:
        return first, True
    if not re.fullmatch(r"\d+(x\d+)*", second):
        raise ValueError(f"argument {part!r} needs a number, or numbers as in 3x5; got {second!r}")
    numbers = tuple(map(int, second.split("x")))
    return first, numbers if len(numbers) > 1 else numbers[0]


def layers(written: Sequence) -> tuple[Layer | Branches, ...]:
    """A network from its list.

    Parameters
    ----------
    written : sequence
        Of lines (see :func:`layer`), of branches ``{"add": [chain, ...]}``, ``{"concat": ...}`` or
        ``{"split": ...}``, and of repetitions ``{"repeat": 3, "layers": chain}``. An empty chain
        passes its input on.

    Returns
    -------
    tuple of Layer or Branches

    Raises
    ------
    ValueError
        If an entry is none of these.

    Examples
    --------
    >>> block = {"add": [["conv 8, kernel 3, padding 1", "batch_norm"], []]}
    >>> for part in layers(["conv 8", {"repeat": 2, "layers": [block, "relu"]}]): print(part)
    conv 8
    add 2 branches
    relu
    add 2 branches
    relu
    """
    found = []
    for entry in written:
        if isinstance(entry, str):
            found.append(layer(entry))
        elif set(entry) == {"repeat", "layers"}:
            if whole("repeat", entry["repeat"]) < 1:
                raise ValueError(f"repeat must be at least 1, got {entry['repeat']}")
            found += layers(entry["layers"]) * entry["repeat"]
        elif len(entry) == 1 and set(entry) <= set(JOINS):
            [(kind, chains)] = entry.items()
            found.append(JOINS[kind](tuple(map(layers, chains))))
        else:
            raise ValueError(
                f"an entry is a line, one of {', '.join(JOINS)}, or repeat with layers; "
                f"got {', '.join(sorted(entry))}"
            )
    return tuple(found)
