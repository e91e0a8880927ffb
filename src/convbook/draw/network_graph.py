"""The graph of a network, as its layers read each other: chains of boxes, and forks.

A chain is a tuple of nodes and forks; a fork has a chain for each of its branches.
"""

import re
from dataclasses import dataclass

from convbook.draw import wording
from convbook.draw.charts.accounts import short

QUIET = ("padding", "output_padding", "bias", "ceil", "no")
"""Settings that the shapes tell, or that do not matter in a drawing."""


@dataclass(frozen=True)
class Node:
    """One layer: the lines in its box, the shape it makes, and how it looks."""

    words: tuple[str, ...]
    shape: tuple[int, ...]
    look: str
    joined: bool = False
    """Whether it is drawn at the box above it, without an arrow."""


@dataclass(frozen=True)
class Fork:
    """Branches side by side, each a chain that begins with a shape, and what joins them."""

    branches: tuple[tuple, ...]
    starts: tuple[tuple[int, ...], ...]
    join: Node
    given: tuple[int, ...]
    """The shape of the map that divides."""


def graph(steps, weights: bool):
    """The shape of the input, and the steps as a chain of nodes and forks."""
    made = {id(step.output): step for step in steps}
    root = steps[0].inputs[0]
    while id(root) not in made and root.owner:
        root = root.owner
    known = {id(root)}
    for number, step in enumerate(steps, 1):
        for read in step.inputs:
            if id(read) not in known and (read.owner is None or id(read.owner) not in known):
                raise ValueError(
                    f"step {number}, {step.layer}, reads a map of shape {read.shape} that none "
                    f"of the {number - 1} steps before it makes"
                )
        known.add(id(step.output))

    def before(last):
        """The map from which a map is made, over the whole of a fork."""
        step = made.get(id(last))
        if step is None:
            return last.owner
        return step.inputs[0] if len(step.inputs) == 1 else divided(step)

    def way(last):
        """A map and all before it, back to the input."""
        return [last, *way(before(last))] if last is not None and last is not root else [last]

    def divided(step):
        """The map that the branches of a join share."""
        ways = [way(end) for end in step.inputs]
        return next(m for m in ways[0] if all(any(m is n for n in other) for other in ways))

    def chain(last, first):
        """The nodes and forks from one map to another."""
        found = []
        while last is not first:
            step = made.get(id(last))
            if step is None:
                last = last.owner
                continue
            if len(step.inputs) > 1:
                first_of = divided(step)
                branches = tuple(tuple(chain(end, first_of)) for end in step.inputs)
                starts = tuple(entry(end, first_of).shape for end in step.inputs)
                join = node_of(step, weights)
                found.append(Fork(branches, starts, join, first_of.shape))
                last = first_of
            else:
                gate = getattr(step.layer, "gate", None)
                found.append(gated(step, gate, weights) if gate else node_of(step, weights))
                last = step.inputs[0]
        return found[::-1]

    def entry(end, first):
        """What a branch is given: the map itself, or its part."""
        while end is not first:
            if id(end) not in made and end.owner is first:
                return end
            end = before(end)
        return first

    return root.shape, tuple(chain(steps[-1].output, root))


def node_of(step, weights: bool) -> Node:
    """The box of one step."""
    if len(step.inputs) > 1:
        return Node((str(step.layer).split(" ")[0],), step.output.shape, "done")
    return box_of(step.layer, step.cost, weights)


def box_of(layer, cost, weights: bool) -> Node:
    """The box of a layer that reads one map."""
    written, count = str(layer), cost.parameters
    lines = list(named(written, len(cost.output) - 2))
    if weights and count:
        lines.append(wording.weights(short(count)))
    plain = written in ("batch_norm", layer.__dict__.get("name", ""))
    look = "padding" if plain else "kernel" if count else "input"
    return Node(tuple(lines), cost.output, look, plain)


def gated(step, gate, weights: bool) -> Fork:
    """A layer that computes gates and multiplies its input by them, as two branches."""
    given, boxes = step.inputs[0].shape, []
    shape = given
    for layer in gate(given[1]):
        cost = layer.cost(shape)
        shape = cost.output
        # Flattened means are the same numbers: the box would say nothing.
        if str(layer) != "flatten":
            boxes.append(box_of(layer, cost, weights))
    join = Node((wording.MULTIPLY,), step.output.shape, "done")
    return Fork((tuple(boxes), ()), (given, given), join, given)


def named(written: str, rank: int):
    """The lines in a box: "conv 64, kernel 3, stride 2" is "3×3 conv, 64" and "stride 2".

    >>> list(named("conv 64, kernel 3, stride 2, padding 1", 2))
    ['3×3 conv, 64', 'stride 2']
    >>> list(named("max_pool 1x3", 2))
    ['1×3 max pool']
    """
    head, *settings = written.split(", ")
    kind, _, value = head.partition(" ")
    settings = dict(setting.split(" ", 1) for setting in settings if " " in setting)
    window = settings.pop("kernel", "")
    if kind in ("depthwise", "max_pool", "avg_pool"):
        window, value = value, ""
    elif kind in ("conv", "conv_transpose", "locally_connected"):
        window = window or "1"
    sizes = window.split("x") if "x" in window else [window] * max(1, rank) if window else []
    label = " ".join(filter(None, ["×".join(sizes), kind.replace("_", " ")]))
    yield f"{label}, {value}" if value and sizes else f"{label} {value}".strip()
    rest = [f"{name} {number}" for name, number in settings.items() if name not in QUIET]
    yield from (re.sub("_", " ", line) for line in rest)


def times(shape) -> str:
    """A shape without its batch: "64×56×56"."""
    return "×".join(map(str, shape[1:]))


def end_of(chain, start):
    """The shape at the end of a chain."""
    for item in chain:
        start = item.join.shape if isinstance(item, Fork) else item.shape
    return start


def said(chain, told) -> list[str]:
    """The sentences of a chain, in order; a shape is said where it changes."""
    found = []
    for item in chain:
        node = item
        if isinstance(item, Fork):
            node = item.join
            inner = [
                (said(branch, start), "" if start == told else times(start))
                for branch, start in zip(item.branches, item.starts, strict=True)
            ]
            found.append(wording.branches(inner))
        shape = times(node.shape) if node.shape != told or node is not item else ""
        found.append(wording.box(node.words, shape))
        told = node.shape
    return found
