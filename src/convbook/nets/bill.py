"""The bill of a torch module: every operation of its forward pass, counted as it happens.

The operations are seen where PyTorch dispatches them, so functional calls, modules that are used
twice and products of two activations are on the bill.
"""

import html
from collections.abc import Iterable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from math import prod

import torch
from torch.utils._python_dispatch import TorchDispatchMode

from convbook.arithmetic import Field, joined
from convbook.cost import Cost
from convbook.nets.operations import COUNTED, MADE, POINTWISE, VIEWS, WINDOWED

__all__ = ["Bill", "Line", "bill"]

HEAD = ("layer", "operation", "output", "parameters", "MACs", "FLOPs", "activations", "accesses")


@dataclass(frozen=True)
class Line:
    """One operation of a forward pass.

    Attributes
    ----------
    layer : str
        The path of the module that asked for it, as in ``named_modules``.
    operation : str
        What it is, such as ``conv 3x3, stride 2``.
    cost : Cost
        Parameters are counted where they are used first.
    fields : tuple of Field or None
        The receptive field along each axis, where it is the same for all outputs.
    """

    layer: str
    operation: str
    cost: Cost
    fields: tuple[Field, ...] | None

    @property
    def cells(self) -> list[str]:
        """The line of the table in words, without its receptive field."""
        one = self.cost
        counts = one.parameters, one.macs, one.flops, prod(one.output), one.accesses
        shape = " × ".join(map(str, one.output))
        return [self.layer, self.operation, shape, *(f"{count:,}" for count in counts)]

    @property
    def field(self) -> str:
        """The size of the receptive field in words."""
        if self.fields is None:
            return "–"
        sizes = [str(each.size) for each in self.fields]
        return sizes[0] if len(set(sizes)) == 1 else " × ".join(sizes)


@dataclass(frozen=True)
class Bill:
    """What a module costs, operation by operation; shown as a table.

    Attributes
    ----------
    lines : list of Line
        In the order of work.
    uncounted : list of str
        Operations that are not counted, each with the module that asked for it.
    unused : int
        Parameters that the forward pass did not use.
    """

    lines: list[Line]
    uncounted: list[str] = field(default_factory=list)
    unused: int = 0

    @property
    def parameters(self) -> int:
        """Parameters used, each counted once."""
        return sum(line.cost.parameters for line in self.lines)

    @property
    def macs(self) -> int:
        """Multiply–accumulates (MACs)."""
        return sum(line.cost.macs for line in self.lines)

    @property
    def flops(self) -> int:
        """Floating point operations (FLOPs) of the multiply–accumulates, two for each."""
        return 2 * self.macs

    @property
    def accesses(self) -> int:
        """Memory access cost: elements read and written, if no operation is fused with another."""
        return sum(line.cost.accesses for line in self.lines)

    def table(self) -> list[list[str]]:
        """Head, a row for each line, and the sums."""
        counts = self.parameters, self.macs, self.flops
        last = ["", "sum", "", *(f"{count:,}" for count in counts), "", f"{self.accesses:,}", ""]
        rows = [[*line.cells, line.field] for line in self.lines]
        return [[*HEAD, "receptive field"], *rows, last]

    def notes(self) -> list[str]:
        """What the table leaves out, in sentences."""
        said = [f"Not counted: {', '.join(self.uncounted)}."] if self.uncounted else []
        return [*said, f"Not used: {self.unused:,} parameters."] if self.unused else said

    def __str__(self):
        table = self.table()
        widths = [max(len(row[column]) for row in table) for column in range(len(table[0]))]
        left = 3  # words stand to the left, numbers to the right

        def padded(row):
            pairs = enumerate(zip(row, widths, strict=True))
            cells = [c.ljust(w) if n < left else c.rjust(w) for n, (c, w) in pairs]
            return "  ".join(cells).rstrip()

        return "\n".join([*map(padded, table), *self.notes()])

    __repr__ = __str__

    def _repr_html_(self):
        head, *rows = self.table()
        top = "".join(f'<th scope="col">{word}</th>' for word in head)
        body = "".join(
            f"<tr>{''.join(f'<td>{html.escape(cell)}</td>' for cell in row)}</tr>" for row in rows
        )
        notes = "".join(f"<p>{html.escape(note)}</p>" for note in self.notes())
        return f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>{notes}"


def bill(module: torch.nn.Module, *shapes: Sequence[int]) -> Bill:
    """What a forward pass of a torch module costs, as at inference: a per-layer table.

    No number is computed: the pass runs on tensors without data, in evaluation mode.

    Parameters
    ----------
    module : torch.nn.Module
        Is left as it was.
    *shapes : sequence of int
        The shape of each input, with the batch: ``(1, 3, 224, 224)``.

    Returns
    -------
    Bill

    Raises
    ------
    TypeError, ValueError
        If ``module`` is no module, or no shape is given, or one does not hold positive ints.

    Notes
    -----
    Multiply–accumulates are those of convolutions, linear layers and products of matrices, taps on
    border cells counted. What else is computed, one operation for each element, stands in
    ``cost.others``. The receptive field is left out behind layers whose outputs do not all see
    alike: linear layers, means of whole maps, transposed convolutions, resizing.

    Examples
    --------
    >>> from torch import nn
    >>> net = nn.Sequential(nn.Conv2d(3, 8, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2))
    >>> owed = bill(net, (1, 3, 8, 6))
    >>> owed.parameters, owed.macs, owed.lines[-1].field
    (224, 10368, '4')
    """
    if not isinstance(module, torch.nn.Module):
        raise TypeError(f"module must be a torch.nn.Module, got {type(module).__name__}")
    if not shapes:
        raise ValueError("bill needs the shape of 1 input or more, got 0")
    for shape in shapes:
        if not shape or any(not isinstance(size, int) or size < 1 for size in shape):
            raise ValueError(f"a shape holds positive ints, got {tuple(shape)}")
    without_data: dict[int, torch.Tensor] = {}
    state = dict(module.named_parameters(remove_duplicate=False))
    owned = {id(one) for one in state.values()}
    state |= dict(module.named_buffers(remove_duplicate=False))
    for one in state.values():
        without_data.setdefault(id(one), one.detach().to("meta"))
    given = [torch.empty(tuple(shape), device="meta") for shape in shapes]
    parameters = [without_data[one] for one in owned]
    with evaluated(module), torch.no_grad():
        recorder = Recorder(module, parameters, given)
        with recorder.hooked(), recorder:
            tensors = {name: without_data[id(one)] for name, one in state.items()}
            torch.func.functional_call(module, tensors, tuple(given))
    unused = sum(one.numel() for one in parameters if id(one) not in recorder.used)
    return Bill(recorder.lines, list(dict.fromkeys(recorder.uncounted)), unused)


@contextmanager
def evaluated(module):
    """The module in evaluation mode; each part is put back into its own mode."""
    modes = [(part, part.training) for part in module.modules()]
    module.eval()
    try:
        yield
    finally:
        for part, training in modes:
            part.training = training


class Recorder(TorchDispatchMode):
    """Writes a line for every operation that computes or moves numbers."""

    def __init__(self, module, parameters, given):
        super().__init__()
        self.module = module
        self.parameters = {id(one) for one in parameters}
        self.kept = [*parameters, *given]  # an id is that of one tensor only while it lives
        self.source = {id(one): id(one) for one in parameters}
        self.fields = {id(one): (Field(),) * max(0, one.ndim - 2) or None for one in given}
        self.path, self.lines, self.uncounted, self.used = [], [], [], set()

    @contextmanager
    def hooked(self):
        """Knows which part of the module is at work."""

        def leave(*_):
            self.path.pop()

        hooks = []
        for name, part in self.module.named_modules():
            enter = part.register_forward_pre_hook(lambda *_, name=name: self.path.append(name))
            hooks += [enter, part.register_forward_hook(leave, always_call=True)]
        try:
            yield
        finally:
            for hook in hooks:
                hook.remove()

    def __torch_dispatch__(self, function, types, args=(), kwargs=None):
        result = function(*args, **(kwargs or {}))
        name = function.overloadpacket.__name__.strip("_")
        inputs = list(tensors_in(args))
        outputs = list(tensors_in([result]))
        self.kept += outputs
        if name in MADE or not outputs:
            return result
        if name in VIEWS:
            self.look(name, args, inputs, outputs)
        else:
            self.write(name, args, inputs, outputs[0])
        return result

    def look(self, name, args, inputs, outputs):
        """The same numbers seen another way: no line."""
        for one in outputs:
            if id(inputs[0]) in self.source:
                self.source[id(one)] = self.source[id(inputs[0])]
            seen = self.fields.get(id(inputs[0]))
            same = seen and one.shape[-len(seen) :] == inputs[0].shape[-len(seen) :]
            swapped = (
                name in ("t", "transpose", "permute") and seen and moved(name, args, len(seen))
            )
            self.fields[id(one)] = seen if same and not swapped else None

    def write(self, name, args, inputs, output):
        """A line, or a note that the operation is not counted."""
        layer = self.path[-1] if self.path else ""
        new = {self.source[id(one)] for one in inputs if id(one) in self.source} - self.used
        self.used |= new
        count = COUNTED.get(name)
        if count is None:
            where = f" in {layer}" if layer else ""
            self.uncounted.append(f"{name}{where}")
        operation, macs, others = count(args, inputs, output) if count else (name, 0, 0)
        cost = Cost(
            tuple(output.shape),
            parameters=sum(
                one.numel() for one in self.kept[: len(self.parameters)] if id(one) in new
            ),
            macs=macs,
            others=others,
            reads=sum(one.numel() for one in inputs),
            writes=output.numel(),
        )
        fields = self.seen(name, args, inputs)
        self.fields[id(output)] = fields
        self.lines.append(Line(layer, operation, cost, fields))

    def seen(self, name, args, inputs):
        """The receptive field of the outputs, or None where they do not all see alike."""
        before = [self.fields.get(id(one)) for one in inputs if id(one) not in self.source]
        before = [one for one in before if one is not None or name not in POINTWISE]
        if not before or None in before:
            return None
        if name in WINDOWED:
            windows = WINDOWED[name](args, len(before[0]))
            return windows and tuple(map(Field.through, before[0], windows))
        if name in POINTWISE:
            try:
                return tuple(map(joined, zip(*before, strict=True)))
            except ValueError:  # branches of different strides
                return None
        return None


def tensors_in(values) -> Iterable[torch.Tensor]:
    """The tensors among arguments or results, those in lists too."""
    for one in values:
        if isinstance(one, torch.Tensor):
            yield one
        elif isinstance(one, (list, tuple)):
            yield from tensors_in(one)


def moved(name: str, args, rank: int) -> bool:
    """Whether an exchange of axes touches the spatial ones."""
    axes = args[0].ndim
    if name == "t":
        return True
    if name == "transpose":
        return any(axis % axes >= axes - rank for axis in args[1:3])
    return any(axis % axes != n for n, axis in enumerate(args[1]) if n >= axes - rank)
