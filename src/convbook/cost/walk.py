"""A network walked through, layer by layer: what it costs, what it keeps, what it sees."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from convbook.arithmetic import Field, joined
from convbook.cost.branches import Branches, Split
from convbook.cost.kind import Layer, whole_shape
from convbook.cost.measure import Cost, Total, elements

__all__ = ["Map", "Step", "receptive_fields", "steps", "total"]


@dataclass(frozen=True, eq=False)
class Map:
    """An array on its way through a network; two of equal shape are still two."""

    shape: tuple[int, ...]
    owner: "Map | None" = None

    @property
    def memory(self) -> "Map":
        """The map that holds the elements: another one, if this is a view."""
        return self.owner.memory if self.owner else self


@dataclass(frozen=True)
class Step:
    """One layer at work.

    Attributes
    ----------
    layer : Layer or Branches
        What works; for branches, the joining of their results.
    cost : Cost
    inputs : tuple of Map
    output : Map
    held : tuple of Map
        What else must stay alive for later layers.
    """

    layer: Layer | Branches
    cost: Cost
    inputs: tuple[Map, ...]
    output: Map
    held: tuple[Map, ...] = ()

    @property
    def alive(self) -> set[Map]:
        """The maps that take memory while the layer works."""
        return {each.memory for each in (*self.inputs, self.output, *self.held)}

    @property
    def kept(self) -> set[Map]:
        """The maps that the backward pass of the layer needs."""
        kept = set()
        if self.cost.keeps_input:
            kept |= {each.memory for each in self.inputs}
        if self.cost.keeps_output:
            kept.add(self.output.memory)
        return kept


def steps(layers: Sequence[Layer | Branches], shape) -> Iterator[Step]:
    """Every layer of a network in the order of work, branches one after the other.

    Parameters
    ----------
    layers : sequence of layers
        See :func:`~convbook.cost.layers`.
    shape : sequence of int
        Of the input, always with a batch: ``(N, C, *sizes)``. Where the first layer does not say
        how many axes it has (``kernel 3x3`` has two), three numbers are N sequences of C channels:
        one image is (1, C, H, W).

    Yields
    ------
    Step

    Raises
    ------
    TypeError, ValueError
        If a layer does not fit what it is given, branches do not fit each other, or the layers are
        lines that :func:`~convbook.cost.layers` has not read yet.

    Examples
    --------
    >>> from convbook.cost import layers
    >>> net = layers(["conv 8, kernel 3", "relu", "flatten", "linear 10"])
    >>> for step in steps(net, (1, 3, 6, 5)): print(step.layer, step.output.shape)
    conv 8, kernel 3 (1, 8, 4, 3)
    relu (1, 8, 4, 3)
    flatten (1, 96)
    linear 10 (1, 10)
    """
    yield from through(layers, Map(whole_shape(shape)), ())


def each_layer(layers) -> Iterator[Layer | Branches]:
    """The layers of a chain; lines and anything else are refused."""
    if isinstance(layers, str) or not isinstance(layers, Iterable):
        raise TypeError(f"layers must be a sequence of layers, got {layers!r}")
    for layer in layers:
        if not isinstance(layer, (Layer, Branches)):
            raise TypeError(f"layers must hold layers, as cost.layers reads them; got {layer!r}")
        yield layer


def through(layers, given: Map, held: tuple[Map, ...]):
    """The steps of a chain on one map; the value of this generator is the chain's last map."""
    for layer in each_layer(layers):
        if isinstance(layer, Branches):
            given = yield from beside(layer, given, held)
        else:
            cost = layer.cost(given.shape)
            output = Map(cost.output, given if cost.view else None)
            yield Step(layer, cost, (given,), output, held)
            given = output
    return given


def beside(layer: Branches, given: Map, held: tuple[Map, ...]):
    """The steps of branches and of their joining."""
    shapes = layer.inputs(given.shape)
    whole = not isinstance(layer, Split)
    waiting = [given if whole else Map(shape, given) for shape in shapes]
    ends = []
    while waiting:
        part = waiting.pop(0)
        chain = layer.branches[len(ends)]
        ends.append((yield from through(chain, part, (*held, *waiting, *ends))))
    cost = layer.cost(*(end.shape for end in ends))
    output = Map(cost.output)
    yield Step(layer, cost, tuple(ends), output, held)
    return output


def total(layers: Sequence[Layer | Branches], shape) -> Total:
    """What a network costs on an input of shape ``(N, C, *sizes)``.

    Parameters
    ----------
    layers : sequence of layers
        See :func:`~convbook.cost.layers`; at least one.
    shape : sequence of int
        See :func:`steps`.

    Returns
    -------
    Total

    Notes
    -----
    ``inference`` and ``training`` count activations only, not parameters, gradients or the working
    memory of an algorithm. ``training`` counts what PyTorch's autograd keeps if no layer works in
    place: a map that two layers need is counted once.

    Examples
    --------
    >>> from convbook.cost import layers
    >>> cost = total(layers(["conv 8, kernel 3", "relu", "flatten", "linear 10"]), (1, 3, 6, 5))
    >>> cost.parameters, cost.macs, cost.inference, cost.training
    (1194, 3552, 192, 186)
    """
    walked = list(steps(layers, shape))
    if not walked:
        raise ValueError("a network needs at least 1 layer, got 0")
    kept = set().union(*(step.kept for step in walked))
    costs = [step.cost for step in walked]
    summed = ("parameters", "statistics", "macs", "others", "reads", "writes")
    return Total(
        output=walked[-1].output.shape,
        **{name: sum(getattr(cost, name) for cost in costs) for name in summed},
        inference=max(held_by(step.alive) for step in walked),
        training=held_by(kept) + sum(cost.keeps_more for cost in costs),
    )


def held_by(maps: set[Map]) -> int:
    """Elements of all these maps."""
    return sum(elements(each.shape) for each in maps)


def receptive_fields(
    layers: Sequence[Layer | Branches], rank: int = 2
) -> list[tuple[Layer | Branches, tuple[Field, ...] | None]]:
    """The receptive field, along each axis, of every layer.

    Parameters
    ----------
    layers : sequence of layers
        See :func:`~convbook.cost.layers`.
    rank : int
        Axes of the maps.

    Returns
    -------
    list of (layer, fields)
        In the order of :func:`steps`. Fields are ``None`` from the first layer on whose outputs
        see the whole input.

    Raises
    ------
    ValueError
        If branches have different strides, see :func:`convbook.arithmetic.joined`, or if a layer
        is a transposed convolution, whose outputs do not all see alike.

    Examples
    --------
    >>> from convbook.cost import layers
    >>> block = layers(["conv 8, kernel 7, stride 2, padding 3",
    ...                 {"add": [["conv 8, kernel 3, padding 1"], []]}])
    >>> for layer, (rows, _) in receptive_fields(block): print(layer, "->", rows)
    conv 8, kernel 7, stride 2, padding 3 -> Field(size=7, stride=2, padding=3)
    conv 8, kernel 3, padding 1 -> Field(size=11, stride=2, padding=5)
    add 2 branches -> Field(size=11, stride=2, padding=5)
    """
    rows = []
    seen_through(layers, (Field(),) * rank, rows)
    return rows


def seen_through(layers, seen, rows):
    """What the end of a chain sees if its input sees ``seen``; every layer is noted in ``rows``."""
    for layer in each_layer(layers):
        if isinstance(layer, Branches):
            ends = [seen_through(branch, seen, rows) for branch in layer.branches]
            seen = None if None in ends else tuple(map(joined, zip(*ends, strict=True)))
        elif seen is not None:
            windows = layer.windows(len(seen))
            seen = windows and tuple(map(Field.through, seen, windows))
        rows.append((layer, seen))
    return seen
