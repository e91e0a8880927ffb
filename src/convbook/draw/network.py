"""Networks as boxes and arrows, from the top down, with the shapes of their maps.

Examples
--------
The caller hands in the steps; a residual block divides and comes together again.

>>> from convbook.cost import layers, steps
>>> block = layers(["conv 8, kernel 3", {"add": [["conv 8, kernel 3, padding 1"], []]}, "relu"])
>>> print(network(steps(block, (1, 3, 9, 7))).alt)
A network of 4 steps. Input: 3×9×7. 3×3 conv, 8: 8×7×5. 2 branches. Branch 1: 3×3 conv, 8. \
Branch 2 passes its input on. add: 8×7×5. relu. Output: 8×7×5.
"""

from collections.abc import Iterable
from itertools import pairwise

from convbook.draw import wording
from convbook.draw.marks import Words
from convbook.draw.network_graph import Fork, Node, end_of, graph, said, times
from convbook.draw.place import Part
from convbook.draw.shapes import Arrow, Line, Placed, Rect

__all__ = ["network"]

ROW, PAD, LETTER = 16, 8, 6.8
"""Pixels of a line of text in a box, around the text, and of a character."""

BARE, BUS, APART = 18, 12, 10
"""Pixels of an arrow, from a fork to its branches, and between branches."""

TALL = 900
"""A chain taller than this goes on in a second column, if both are narrow."""

SHORTCUT = 22


def network(steps: Iterable, *, weights: bool = False) -> Part:
    """Draw the layers of a network as boxes and arrows, with the shapes of their maps.

    Parameters
    ----------
    steps : iterable of Step
        What :func:`convbook.cost.steps` yields. A shape is written where it changes, without the
        batch.
    weights : bool
        Write the number of learned parameters into each box that has some.

    Returns
    -------
    Part
        The text alternative reads the graph in order.

    Raises
    ------
    ValueError
        If there is no step, or a step reads a map that no earlier step makes.
    """
    steps = list(steps)
    if not steps:
        raise ValueError("a network needs at least 1 step, got 0")
    given, chain = graph(steps, weights)
    start = given
    columns = [chain]
    width = measured(chain)[0]
    if laid(chain, start, True, True)[0].height > TALL and width < 170:
        columns = halves(chain, start)
    drawn, x, tops = [], 0.0, []
    for number, column in enumerate(columns):
        last = number == len(columns) - 1
        part, center = laid(column, start, number == 0, last)
        drawn.append(Placed(x, 0, part))
        tops.append((x + center, part.height))
        x += part.width + 2 * APART + BUS
        start = end_of(column, start)
    for (a, low), (b, _) in pairwise(tops):
        turn = b - measured(columns[-1])[0] / 2 - APART
        way = [(a, low), (a, low + BUS), (turn, low + BUS), (turn, 0), (b, 0)]
        drawn.append(Placed(0, 0, Line(way)))
    height = max(low for _, low in tops) + BUS * (len(columns) > 1)
    about = wording.network(len(steps), times(given), said(chain, given), times(start))
    return Part(drawn, x - 2 * APART - BUS, height, about)


def measured(chain) -> tuple[float, float]:
    """The width of a chain, and where its middle lies."""
    wide = SHORTCUT
    for item in chain:
        if isinstance(item, Fork):
            wide = max(wide, fork_width(item), box_width(item.join))
        else:
            wide = max(wide, box_width(item))
    return wide, wide / 2


def lanes(fork: Fork) -> list[float]:
    """The width of each branch, with room for the shape that it begins with."""
    return [
        max(measured(chain)[0], letters(times(start)) if start != fork.given else 0)
        for chain, start in zip(fork.branches, fork.starts, strict=True)
    ]


def fork_width(fork: Fork) -> float:
    """The widths of branches beside each other."""
    return sum(lanes(fork)) + APART * (len(fork.branches) - 1)


def box_width(node: Node) -> float:
    """The width of a box: its longest line, or the shape on the arrow above it."""
    return max(map(letters, (*node.words, times(node.shape))))


def letters(text: str) -> float:
    """The width of a box around a text."""
    return round(LETTER * len(text) + 2 * PAD)


def halves(chain, start) -> list:
    """A chain in two pieces of about equal height, the second beginning with a box of its own."""
    cuts = [
        at for at in range(1, len(chain)) if isinstance(chain[at], Fork) or not chain[at].joined
    ]

    def taller(at):
        """The height of the taller piece."""
        first, rest = chain[:at], chain[at:]
        return max(
            laid(first, start, True, False)[0].height,
            laid(rest, end_of(first, start), False, True)[0].height,
        )

    at = min(cuts, key=taller)
    return [chain[:at], chain[at:]]


def laid(chain, shape, first: bool, last: bool) -> tuple[Part, float]:
    """A chain from the top down: a part, and where its middle lies."""
    width, middle = measured(chain)
    placed, y = [], 0.0
    if first:
        y = label(placed, middle, 14, shape)
    told = shape
    after = [isinstance(item, Node) and item.joined for item in chain[1:]] + [False]
    for item, follower in zip(chain, after, strict=True):
        if isinstance(item, Fork):
            y = forked(placed, item, middle, y, told)
            shape = item.join.shape
        else:
            y = y if item.joined else arrow(placed, middle, y)
            y = boxed(placed, item, middle, y)
            shape = item.shape
        # What is drawn at a box comes before the shape, which has not changed.
        if shape != told and not follower:
            told = shape
            y = shape_below(placed, middle, y, told)
    ends = placed[-1].mark if placed else None
    if last and not (isinstance(ends, Words) and ends.look == "name"):
        y = arrow(placed, middle, y)
        y = label(placed, middle, y + 14, told)
    return Part(placed, width, y), middle


def label(placed, x, y, shape) -> float:
    """A shape in the middle of the way, and where the way goes on."""
    placed.append(Placed(x, y, Words(times(shape), "name")))
    return y + 4


def shape_below(placed, x, y, shape) -> float:
    """A piece of line with a shape under it."""
    placed.append(Placed(x, y, Line([(0, 0), (0, 8)])))
    return label(placed, x, y + 20, shape)


def arrow(placed, x, y, length=BARE) -> float:
    """An arrow down."""
    placed.append(Placed(x, y, Arrow([(0, 0), (0, length)])))
    return y + length


def boxed(placed, node: Node, x, y) -> float:
    """The box of a node around its lines."""
    wide, high = box_width(node), ROW * len(node.words) + PAD
    placed.append(Placed(x - wide / 2, y, Rect(wide, high, node.look)))
    for count, line in enumerate(node.words):
        placed.append(Placed(x, y + PAD / 2 + 12 + ROW * count, Words(line, "small")))
    return y + high


def forked(placed, fork: Fork, middle, y, told) -> float:
    """The branches of a fork, and the box in which they come together."""
    left = middle - fork_width(fork) / 2
    top, parts = y + BUS, []
    for chain, start, wide in zip(fork.branches, fork.starts, lanes(fork), strict=True):
        center = wide / 2
        inner: list[Placed] = []
        low = top
        if chain:
            part, _ = laid(chain, start, start != told, False)
            if start != told:
                placed.append(Placed(left + center, top, Line([(0, 0), (0, 6)])))
                low += 6
            inner.append(Placed(left + (wide - part.width) / 2, low, part))
            low += part.height
        elif start != told:
            placed.append(Placed(left + center, top, Line([(0, 0), (0, 6)])))
            low = label(placed, left + center, top + 18, start)
        parts.append((left + center, low))
        placed += inner
        left += wide + APART
    bottom = max(low for _, low in parts) + BUS
    ends = [x for x, _ in parts]
    placed.append(Placed(0, 0, Line([(middle, y), (middle, top)])))
    for across in (top, bottom):
        placed.append(Placed(0, 0, Line([(min(ends), across), (max(ends), across)])))
    for x, low in parts:
        placed.append(Placed(0, 0, Line([(x, low), (x, bottom)])))
    return boxed(placed, fork.join, middle, arrow(placed, middle, bottom))
