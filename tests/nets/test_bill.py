"""The bill of a torch module: held against counts by hand, PyTorch's counter and the networks."""

import pytest
import torch
import torch.nn.functional as F
from torch import nn
from torch.utils.flop_counter import FlopCounterMode

from convbook import cost
from convbook.nets import bill, build


def counted_by_torch(module, *shapes):
    """FLOPs by PyTorch's own counter, on tensors without data."""
    module = module.to("meta").eval()
    with torch.no_grad(), FlopCounterMode(display=False) as counter:
        module(*(torch.empty(shape, device="meta") for shape in shapes))
    return counter.get_total_flops()


class Forward(nn.Module):
    """A module whose forward pass is a function of its own layers."""

    def __init__(self, function, **layers):
        super().__init__()
        self.function = function
        for name, layer in layers.items():
            setattr(self, name, layer)

    def forward(self, *given):
        return self.function(self, *given)


@pytest.mark.parametrize("name", cost.network_names())
def test_a_network_of_the_package_is_billed_as_it_is_counted(name):
    network = cost.network(name)
    with torch.device("meta"):
        module = build(network.layers, (1, *network.input[-3:]))
    owed, counted = bill(module, (1, *network.input[-3:])), network.total()
    assert (owed.parameters, owed.macs) == (counted.parameters, counted.macs)
    assert (owed.uncounted, owed.unused) == ([], 0)
    assert owed.flops == counted_by_torch(module, (1, *network.input[-3:]))
    assert sum(line.cost.parameters for line in owed.lines) == counted.parameters


@pytest.mark.parametrize(
    ("module", "shape", "macs", "parameters"),
    [
        (nn.Conv1d(3, 8, 5, padding=2), (2, 3, 7), 2 * 8 * 7 * 15, 128),
        (nn.Conv2d(4, 6, (3, 1), stride=2, groups=2), (1, 4, 9, 5), 6 * 4 * 3 * 6, 42),
        (nn.Conv3d(2, 3, 2, dilation=2, bias=False), (1, 2, 5, 4, 6), 3 * 3 * 2 * 4 * 16, 48),
        (nn.ConvTranspose2d(8, 4, 2, stride=2, groups=2), (1, 8, 5, 3), 8 * 15 * 2 * 4, 68),
        (nn.Linear(8, 4), (1, 5, 8), 160, 36),
        (nn.MultiheadAttention(8, 2, batch_first=True), (1, 5, 8), 1680, 288),
        (nn.LSTM(4, 6, batch_first=True), (1, 5, 4), 1200, 288),
    ],
)
def test_layers_are_counted_as_by_hand(module, shape, macs, parameters):
    if isinstance(module, nn.MultiheadAttention):
        module = Forward(lambda self, x: self.layer(x, x, x)[0], layer=module)
    owed = bill(module, shape)
    assert (owed.macs, owed.parameters, owed.unused) == (macs, parameters, 0)
    assert owed.flops == 2 * macs


def test_functional_calls_and_a_module_used_twice_are_counted():
    weight = nn.Parameter(torch.zeros(8, 3, 3, 3))

    def forward(self, x):
        return self.twice(F.relu(self.twice(F.conv2d(x, self.weight, padding=1))))

    module = Forward(forward, twice=nn.Conv2d(8, 8, 3, padding=1), weight=weight)
    owed = bill(module, (1, 3, 8, 6))
    assert owed.macs == 8 * 48 * (27 + 72 + 72)
    assert owed.parameters == 216 + 584
    assert [line.cost.parameters for line in owed.lines] == [216, 584, 0, 0]
    assert [line.layer for line in owed.lines] == ["", "twice", "", "twice"]


def test_each_parameter_is_billed_where_it_is_used_first_and_a_tied_one_once():
    first, second = nn.Linear(6, 6, bias=False), nn.Linear(6, 6, bias=False)
    second.weight = first.weight
    spare = nn.Linear(7, 2)
    module = Forward(lambda self, x: self.b(self.a(x)), a=first, b=second, spare=spare)
    owed = bill(module, (2, 6))
    assert [line.cost.parameters for line in owed.lines] == [36, 0]
    assert owed.unused == 16 and "Not used: 16 parameters." in str(owed)


def test_the_field_goes_through_branches_and_is_left_out_where_outputs_differ():
    def forward(self, x):
        y = self.bn(self.conv(x))
        y = F.max_pool2d(F.relu(y + x), 2)
        both = torch.cat([y, F.avg_pool2d(y, 3, 1, 1)], 1)
        return self.head(both.mean((2, 3)))

    layers = dict(conv=nn.Conv2d(4, 4, 3, padding=1), bn=nn.BatchNorm2d(4), head=nn.Linear(8, 5))
    owed = bill(Forward(forward, **layers), (1, 4, 12, 10))
    named = [(line.operation.split(" ")[0], line.field) for line in owed.lines]
    assert named == [
        ("conv", "3"),
        ("batch_norm", "3"),
        ("add", "3"),
        ("relu", "3"),
        ("max_pool", "4"),
        ("avg_pool", "8"),
        ("cat", "8"),
        ("mean", "–"),
        ("matrix", "–"),
    ]
    assert owed.lines[4].fields[0].stride == 2


def test_a_channel_shuffle_keeps_the_field_and_an_exchange_of_rows_and_columns_does_not():
    def shuffled(self, x):
        return self.last(self.conv(x).view(1, 2, 3, 8, 8).transpose(1, 2).reshape(1, 6, 8, 8))

    def turned(self, x):
        return self.last(self.conv(x).transpose(2, 3))

    layers = dict(conv=nn.Conv2d(4, 6, (3, 1)), last=nn.Conv2d(6, 2, 3))
    for forward, field in ((shuffled, "5 × 3"), (turned, "–")):
        owed = bill(Forward(forward, **layers), (1, 4, 10, 8))
        assert owed.lines[-1].field == field


def test_what_is_not_counted_is_named():
    owed = bill(
        Forward(lambda self, x: torch.fft.fft(self.conv(x)).real, conv=nn.Conv1d(1, 1, 1)),
        (1, 1, 8),
    )
    assert owed.macs == 8 and any("fft" in name for name in owed.uncounted)
    assert str(owed).splitlines()[-1].startswith("Not counted: fft")
    assert "<p>Not counted: fft" in owed._repr_html_()


def test_the_module_is_left_as_it_was():
    module = nn.Sequential(nn.Conv2d(1, 2, 3), nn.BatchNorm2d(2), nn.Dropout())
    module[1].eval()
    before = {name: one.clone() for name, one in module.state_dict().items()}
    owed = bill(module, (1, 1, 5, 5))
    assert [part.training for part in module] == [True, False, True]
    assert all(torch.equal(one, before[name]) for name, one in module.state_dict().items())
    assert not any(part._forward_hooks or part._forward_pre_hooks for part in module.modules())
    assert [line.operation for line in owed.lines] == ["conv 3x3", "batch_norm"]


def test_two_inputs_have_two_shapes():
    module = Forward(lambda self, x, y: self.conv(x) * y, conv=nn.Conv2d(2, 3, 1))
    owed = bill(module, (1, 2, 4, 5), (1, 3, 4, 5))
    assert owed.lines[-1].cost.others == 60 and owed.lines[-1].cost.reads == 120


def test_the_table_has_a_row_for_each_line_and_the_sums():
    owed = bill(nn.Sequential(nn.Conv2d(3, 8, 3, stride=2, groups=1), nn.ReLU()), (1, 3, 9, 7))
    head, conv, relu, last = str(owed).splitlines()
    assert head.split()[:3] == ["layer", "operation", "output"]
    assert "conv 3x3, stride 2x2" in conv and "1 × 8 × 4 × 3" in conv and "2,592" in conv
    assert relu.split()[1] == "relu" and last.split() == ["sum", "224", "2,592", "5,184", "701"]
    assert owed._repr_html_().count("<tr>") == 4


@pytest.mark.parametrize(
    ("arguments", "error", "words"),
    [
        ((F.relu, (1, 2)), TypeError, "module must be a torch.nn.Module, got builtin|function"),
        ((nn.ReLU(),), ValueError, "shape of 1 input or more, got 0"),
        ((nn.ReLU(), (1, 0)), ValueError, r"positive ints, got \(1, 0\)"),
        ((nn.ReLU(), (1, 2.5)), ValueError, r"positive ints, got \(1, 2\.5\)"),
    ],
)
def test_what_is_no_module_or_no_shape_is_refused(arguments, error, words):
    with pytest.raises(error, match=words):
        bill(*arguments)
