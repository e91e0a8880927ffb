"""Networks written down: a line of text for a layer, a list for a chain."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import MISSING, fields

from convbook.arithmetic.arguments import whole
from convbook.cost.branches import Add, Branches, Concat, Split
from convbook.cost.convolution import Conv, ConvTranspose, Depthwise
from convbook.cost.dense import Flatten, Linear
from convbook.cost.kind import Layer
from convbook.cost.local import LocallyConnected
from convbook.cost.pointwise import ACTIVATIONS, Activation, BatchNorm, ChannelShuffle, Select
from convbook.cost.pooling import AvgPool, GlobalAvgPool, MaxPool
from convbook.cost.squeeze_excitation import SqueezeExcite

__all__ = ["layer", "layers"]

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
        value``, ``name`` or ``no name``, with commas between. One number counts for all axes;
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
    if not isinstance(text, str):
        raise TypeError(f"layer takes a line of text, got {text!r}")
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
            raise ValueError(f"layer {text!r}: {refusal(name, setting, known, settings)}")
        settings[setting] = value
    for setting, default in known.items():
        if default is MISSING and setting not in settings:
            raise ValueError(f"layer {text!r} needs {setting}")
    return KINDS[name](**settings)


def refusal(name: str, setting: str, known, settings) -> str:
    """Why an argument is not taken: it is there already, or it is not one that the kind has."""
    if setting in settings:
        return f"argument {setting!r} is given twice"
    if not known:
        return f"{name} takes no argument, got {setting!r}"
    return f"argument {setting!r} is not one of {', '.join(known)}"


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
        Of lines (see :func:`layer`) or layers, of branches ``{"add": [chain, ...]}``,
        ``{"concat": ...}`` or ``{"split": ...}``, and of repetitions
        ``{"repeat": 3, "layers": chain}``. An empty chain passes its input on.

    Returns
    -------
    tuple of Layer or Branches

    Raises
    ------
    TypeError
        If the network or a branch is not a list.
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
    for entry in listed("a network", written):
        if isinstance(entry, (Layer, Branches)):
            found.append(entry)
        elif isinstance(entry, str):
            found.append(layer(entry))
        elif not isinstance(entry, Mapping):
            raise ValueError(f"an entry is a line, a layer, branches or repeat; got {entry!r}")
        elif set(entry) == {"repeat", "layers"}:
            if whole("repeat", entry["repeat"]) < 1:
                raise ValueError(f"repeat must be at least 1, got {entry['repeat']}")
            found += layers(entry["layers"]) * entry["repeat"]
        elif len(entry) == 1 and set(entry) <= set(JOINS):
            [(kind, chains)] = entry.items()
            chains = [listed(f"a branch of {kind}", chain) for chain in listed(kind, chains)]
            found.append(JOINS[kind](tuple(map(layers, chains))))
        else:
            raise ValueError(
                f"an entry is a line, one of {', '.join(JOINS)}, or repeat with layers; "
                f"got {', '.join(sorted(map(str, entry)))}"
            )
    return tuple(found)


def listed(what: str, given) -> list:
    """``given`` as a list; a line or something else in place of a list is refused."""
    if isinstance(given, (str, Mapping)) or not isinstance(given, Iterable):
        raise TypeError(f"{what} must be a list, got {given!r}")
    return list(given)
