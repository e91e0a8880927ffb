"""Networks of the literature: counted by torch, and as papers and projects print them."""

import json
import math
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
import torch
from torch.utils.flop_counter import FlopCounterMode

from convbook import cost
from convbook.arithmetic import Field
from convbook.cost.measure import elements
from convbook.cost.pointwise import ACTIVATIONS
from convbook.nets import build

PUBLISHED = json.loads(
    (Path(__file__).parents[1] / "data" / "published_figures.json").read_text("utf-8")
)


def kept_by_autograd(net, image):
    """Elements that autograd keeps for the backward pass: each memory once, numbers left out."""
    own = {p.untyped_storage()._cdata for p in [*net.parameters(), *net.buffers()]}
    kept = {}

    def note(tensor):
        memory = tensor.untyped_storage()
        kept[memory._cdata] = memory, memory.nbytes() // tensor.element_size()
        return tensor

    with torch.autograd.graph.saved_tensors_hooks(note, lambda tensor: tensor):
        output = net(image)
    return output, sum(size for key, (_, size) in kept.items() if key not in own)


@pytest.mark.parametrize("name", cost.network_names())
def test_torch_counts_the_same(name):
    """Shapes without numbers: parameters, statistics, FLOPs, and what is kept for training."""
    network = cost.network(name)
    ours = network.total()
    with torch.device("meta"):
        net, image = build(network.layers, (1, *network.input)), torch.empty(1, *network.input)
        with FlopCounterMode(display=False) as counter:
            output, kept = kept_by_autograd(net, image)
    assert ours.output == tuple(output.shape)
    assert ours.parameters == sum(p.numel() for p in net.parameters())
    assert ours.statistics == sum(b.numel() for b in net.buffers() if b.ndim)
    assert ours.flops == counter.get_total_flops()
    assert ours.training == kept


@pytest.mark.parametrize("line", [*ACTIVATIONS, "max_pool 2", "avg_pool 2", "conv_transpose 4"])
def test_torch_keeps_the_same_for_each_layer(line):
    """Between two convolutions, the second of which keeps what the layer makes."""
    layers, shape = cost.layers(["conv 2", line, "conv 3"]), (5, 1, 4, 6)
    with torch.device("meta"):
        _, kept = kept_by_autograd(build(layers, shape), torch.empty(shape))
    assert cost.total(layers, shape).training == kept


# ---- as printed


def ours(name, rule):
    """What a source counts, by its name for it."""
    network = cost.network(name)
    steps = list(cost.steps(network.layers, (1, *network.input)))
    total = network.total()

    def outputs(*kinds, count=lambda step: elements(step.output.shape)):
        return sum(count(step) for step in steps if isinstance(step.layer, kinds))

    convs, pools = (cost.Conv, cost.Depthwise), (cost.MaxPool, cost.AvgPool)
    means = (cost.AvgPool, cost.GlobalAvgPool)
    sums = outputs(*convs, count=lambda step: step.cost.others)
    linear = outputs(cost.Linear, count=lambda step: step.cost.macs)
    norms, activations = outputs(cost.BatchNorm), outputs(cost.Activation)
    biases = sums + outputs(cost.Linear)
    maps = (step for step in steps if not isinstance(step.layer, cost.Activation))
    rules = {
        "parameters": total.parameters,
        "parameters and statistics": total.parameters + total.statistics,
        "bytes of all numbers": 4 * (total.parameters + total.statistics),
        "bytes of maps, ReLU in place": 4
        * (elements(network.input) + sum(step.cost.writes for step in maps)),
        "macs": total.macs,
        "macs and biases": total.macs + biases,
        "macs and means": total.macs + outputs(*means, count=lambda step: step.cost.others),
        "macs, 1 for ReLU": total.macs + activations,
        "macs, 2 for batch norm, 1 for ReLU": total.macs + 2 * norms + activations,
        "thop": total.macs + sums + 4 * norms + linear - outputs(cost.Linear),
        "ptflops": total.macs
        + biases
        + 2 * norms
        + activations
        + outputs(*pools, cost.GlobalAvgPool, count=lambda step: step.cost.reads),
        "TensorFlow": 2 * (total.macs - linear)
        + sums
        + outputs(*pools, count=lambda step: elements(step.output.shape) * window(step)),
    }
    return rules[rule]


def window(step):
    """Taps of a pooling layer."""
    return math.prod(window.kernel for window in step.layer.windows(2))


def as_printed(number, printed, unit):
    """A number in the unit and to the digits of a printed one."""
    return str((Decimal(number) / Decimal(unit)).quantize(Decimal(printed), ROUND_HALF_UP))


@pytest.mark.parametrize("row", PUBLISHED["figures"], ids=lambda row: " ".join(map(str, row)))
def test_a_published_figure_is_reproduced_to_its_printed_digits(row):
    name, rule, printed, unit, source = row
    assert source in PUBLISHED["sources"]
    assert as_printed(ours(name, rule), printed, unit) == printed


@pytest.mark.parametrize("row", PUBLISHED["differences"], ids=lambda row: " ".join(row[:3]))
def test_a_difference_is_as_large_as_the_table_says(row):
    name, rule, printed, unit, source, expected, reached, reason = row
    assert source in PUBLISHED["sources"] and reason
    assert as_printed(ours(name, rule), printed, unit) == expected != printed
    if reached:
        assert as_printed(ours(name, reached), printed, unit) == printed


def test_every_network_has_a_published_figure():
    """Both forms of LeNet-5 have their own tests below."""
    rows = PUBLISHED["figures"] + PUBLISHED["differences"]
    assert {row[0] for row in rows} | {"lenet5", "lenet5_1998"} == set(cost.network_names())


# LeCun and others (1998), section II-B, as transcribed by yohanes.gultom.id/2016/12/12 and
# tech.terencexie.com/2016/09/27: trainable parameters and connections of each layer. A connection
# is a product with a weight, a sum of a subsampling, or a bias.
LENET = {
    "C1": (156, 122_304),
    "S2": (12, 5_880),
    "C3": (1_516, 151_600),
    "S4": (32, 2_000),
    "C5": (48_120, 48_120),
    "F6": (10_164, 10_164),
}


def connections(step):
    """Connections of a layer as the paper counts them; the coefficient of a mean is not one."""
    plain = isinstance(step.layer, (cost.AvgPool, cost.Depthwise))
    return step.cost.others + (0 if plain else step.cost.macs)


def test_lenet_has_the_parameters_and_connections_that_its_paper_lists():
    network = cost.network("lenet5_1998")
    rows, names = {}, iter(LENET)
    parameters = joints = 0
    for step in cost.steps(network.layers, (1, *network.input)):
        if isinstance(step.layer, cost.Activation):  # each layer of the paper ends in one
            rows[next(names)] = parameters, joints
            parameters = joints = 0
        else:
            parameters += step.cost.parameters
            joints += connections(step)
    assert rows == LENET
    assert network.total().parameters == 60_000


def test_lenet_as_it_is_taught_reads_every_map():
    """C3 has 16 (6 * 25 + 1) numbers and not 1516; no numbers in S2 and S4; 850 in the output."""
    taught, first = (cost.network(name).total() for name in ("lenet5", "lenet5_1998"))
    assert taught.parameters == 60_000 - 12 - 32 - 1_516 + 16 * (6 * 25 + 1) + 850 == 61_706
    assert first.output == (1, 84)


# ---- what they see


def last_field(name):
    """The layer before the first whose outputs see everything, and its field."""
    rows = cost.receptive_fields(cost.network(name).layers)
    return [(layer, seen) for layer, seen in rows if seen is not None][-1]


# Araujo, Norris and Sim (2019): size, stride, padding. TensorFlow puts an odd border cell behind,
# so that its padding is smaller: by a cell of each layer with stride 2 in MobileNet, which is 1 + 2
# + 4 + 8 + 16 input cells, by a cell of the first pooling in ResNet, which is 2 input cells.
SEEN = {
    "alexnet_2012": (195, 32, 64),
    "vgg16": (212, 32, 90),
    "mobilenet_v1": (315, 32, 126 + 31),
    "resnet50": (483, 32, 239 + 2),
}


@pytest.mark.parametrize("name", SEEN)
def test_a_network_sees_what_is_published(name):
    assert last_field(name)[1] == (Field(*SEEN[name]),) * 2


@pytest.mark.parametrize("name", cost.network_names())
def test_all_branches_of_the_networks_are_aligned(name):
    layer, seen = last_field(name)
    assert seen[0] == seen[1]
    assert not isinstance(layer, (cost.Linear, cost.GlobalAvgPool))


def test_gates_see_everything_from_the_first_block_on():
    """What is still known there is the projection beside the first gate: 7 cells and 2 steps."""
    rows = cost.receptive_fields(cost.network("se_resnet50").layers)
    unknown = [str(layer) for layer, seen in rows if seen is None]
    assert unknown[:2] == ["squeeze_excite", "add 2 branches"]
    assert last_field("se_resnet50")[1] == (Field(11, 4, 3),) * 2


def test_an_unknown_network_is_refused_with_those_there_are():
    with pytest.raises(ValueError, match="no network 'vgg11'; there are lenet5, lenet5_1998, alex"):
        cost.network("vgg11")


def test_branches_of_a_built_network_add_and_stack_their_numbers():
    x = torch.arange(6.0).reshape(1, 2, 1, 3)
    added = build(cost.layers([{"add": [[], ["relu"], []]}]), x.shape)
    assert torch.equal(added(-x), -2 * x)
    stacked = build(cost.layers([{"concat": [["relu"], []]}]), x.shape)
    assert torch.equal(stacked(-x), torch.cat([0 * x, -x], 1))
