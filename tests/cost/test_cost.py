"""Costs of layers: worked out by hand, counted one product at a time, counted by torch."""

from dataclasses import is_dataclass, replace
from itertools import product

import numpy as np
import pytest
import torch
from convolution_cases import CASES, setting
from hypothesis import given, settings
from hypothesis import strategies as st
from torch.utils.flop_counter import FlopCounterMode

from convbook import cost
from convbook.arithmetic import Field, Plan
from convbook.cost.measure import elements
from convbook.nets import build

# line, input -> output, parameters, statistics, macs, others, reads, writes: on paper
BY_HAND = {
    ("conv 4, kernel 3", (2, 3, 5, 7)): ((2, 4, 3, 5), 112, 0, 3240, 120, 322, 120),
    ("conv 4, kernel 3, no bias", (2, 3, 5, 7)): ((2, 4, 3, 5), 108, 0, 3240, 0, 318, 120),
    ("conv 6, kernel 2x1, stride 1x2, groups 2", (1, 4, 3, 5)): (
        (1, 6, 2, 3), 30, 0, 144, 36, 90, 36,
    ),
    ("conv 2, kernel 3, dilation 2, padding 1", (1, 1, 7)): ((1, 2, 5), 8, 0, 30, 10, 15, 10),
    ("depthwise 3, padding 1, no bias", (1, 5, 4, 6)): (
        (1, 5, 4, 6), 45, 0, 1080, 0, 165, 120,
    ),
    ("depthwise 2, multiplier 3", (1, 2, 3, 4)): ((1, 6, 2, 3), 30, 0, 144, 36, 54, 36),
    ("conv_transpose 3, kernel 2, stride 2", (1, 2, 3, 4)): (
        (1, 3, 6, 8), 27, 0, 288, 144, 51, 144,
    ),
    ("conv_transpose 4, kernel 3, stride 2, output_padding 1, groups 2, no bias", (1, 6, 5)): (
        (1, 4, 12), 36, 0, 180, 0, 66, 48,
    ),
    ("locally_connected 2, kernel 3x2", (1, 3, 5, 4)): (
        (1, 2, 3, 3), 342, 0, 324, 18, 402, 18,
    ),
    ("linear 7", (2, 5)): ((2, 7), 42, 0, 70, 14, 52, 14),
    ("linear 7, no bias", (2, 3, 5)): ((2, 3, 7), 35, 0, 210, 0, 65, 42),
    ("flatten", (2, 3, 5, 7)): ((2, 105), 0, 0, 0, 0, 0, 0),
    ("select 2", (2, 3, 5, 7)): ((2, 2, 5, 7), 0, 0, 0, 0, 0, 0),
    ("max_pool 3, stride 2", (1, 2, 7, 9)): ((1, 2, 3, 4), 0, 0, 0, 192, 126, 24),
    ("max_pool 2", (1, 2, 7, 9)): ((1, 2, 3, 4), 0, 0, 0, 72, 126, 24),
    ("max_pool 2, ceil", (1, 2, 7, 9)): ((1, 2, 4, 5), 0, 0, 0, 120, 126, 40),
    ("avg_pool 3x2, stride 2, padding 1", (1, 2, 7, 9)): ((1, 2, 4, 5), 0, 0, 0, 240, 126, 40),
    ("global_avg_pool", (2, 3, 5, 7)): ((2, 3, 1, 1), 0, 0, 0, 210, 210, 6),
    ("batch_norm", (2, 3, 5, 7)): ((2, 3, 5, 7), 6, 6, 0, 420, 222, 210),
    ("relu", (2, 3, 5, 7)): ((2, 3, 5, 7), 0, 0, 0, 210, 210, 210),
    ("channel_shuffle 2", (2, 4, 3, 5)): ((2, 4, 3, 5), 0, 0, 0, 0, 120, 120),
    ("channel_shuffle 1", (2, 4, 3, 5)): ((2, 4, 3, 5), 0, 0, 0, 0, 120, 120),
    ("squeeze_excite 1", (2, 4, 3, 5)): ((2, 4, 3, 5), 40, 0, 64, 272, 304, 144),
    ("squeeze_excite 2", (2, 4, 3, 5)): ((2, 4, 3, 5), 22, 0, 32, 264, 282, 140),
    ("squeeze_excite 2, no bias", (2, 4, 3, 5)): ((2, 4, 3, 5), 16, 0, 32, 252, 276, 140),
    ("squeeze_excite, hidden 3", (2, 4, 5)): ((2, 4, 5), 31, 0, 48, 80 + 28, 80 + 22 + 31, 40 + 22),
    ("max_pool 2", (1, 3, 7)): ((1, 3, 3), 0, 0, 0, 9, 21, 9),
    ("avg_pool 2x1x3, stride 1", (1, 2, 3, 4, 5)): ((1, 2, 2, 4, 3), 0, 0, 0, 288, 120, 48),
    ("global_avg_pool", (2, 3, 5)): ((2, 3, 1), 0, 0, 0, 30, 30, 6),
    ("batch_norm", (4, 7)): ((4, 7), 14, 14, 0, 56, 56, 28),
    ("batch_norm", (2, 3, 5)): ((2, 3, 5), 6, 6, 0, 60, 42, 30),
    ("batch_norm", (1, 3, 2, 4, 5)): ((1, 3, 2, 4, 5), 6, 6, 0, 240, 132, 120),
    ("depthwise 3, no bias", (2, 5, 7)): ((2, 5, 5), 15, 0, 150, 0, 85, 50),
    ("depthwise 2, no bias", (1, 2, 3, 4, 5)): ((1, 2, 2, 3, 4), 16, 0, 384, 0, 136, 48),
    ("conv_transpose 3, kernel 2, no bias", (1, 2, 2, 3, 4)): (
        (1, 3, 3, 4, 5), 48, 0, 1152, 0, 96, 180,
    ),
    ("locally_connected 2, kernel 3", (1, 3, 5, 4)): (
        (1, 2, 3, 2), 336, 0, 324, 12, 396, 12,
    ),
    ("locally_connected 4, kernel 2, stride 2, no bias", (3, 1, 7)): (
        (3, 4, 3), 24, 0, 72, 0, 45, 36,
    ),
    ("locally_connected 2, kernel 1x2x1, dilation 2, no bias", (1, 2, 2, 4, 3)): (
        (1, 2, 2, 2, 3), 96, 0, 96, 0, 144, 24,
    ),
    ("elu", (2, 3, 5)): ((2, 3, 5), 0, 0, 0, 30, 30, 30),
    ("hardsigmoid", (2, 7)): ((2, 7), 0, 0, 0, 14, 14, 14),
}  # fmt: skip


@pytest.mark.parametrize("case", BY_HAND, ids=str)
def test_a_layer_costs_what_it_costs_on_paper(case):
    line, shape = case
    c = cost.layer(line).cost(shape)
    counts = (c.output, c.parameters, c.statistics, c.macs, c.others, c.reads, c.writes)
    assert counts == BY_HAND[case]


def test_a_layer_stays_as_it_was_written():
    kinds = [kind for kind in vars(cost).values() if is_dataclass(kind)]
    assert len(kinds) > 15
    assert [kind for kind in kinds if not kind.__dataclass_params__.frozen] == []


def test_a_multiply_accumulate_is_two_operations():
    c = cost.Conv(4, 3).cost((2, 3, 5, 7))
    assert (c.flops, c.accesses) == (2 * 3240, 322 + 120)
    assert c.intensity() == 6480 / 442 / 4
    assert cost.Flatten().cost((2, 3)).intensity() == 0
    assert replace(c, reads=0, writes=1).intensity() == 1620, "one access counts as one"


@pytest.mark.parametrize(
    ("dtype", "size"),
    [
        ("float64", 8),
        ("bfloat16", 2),
        ("int8", 1),
        (np.dtype("float16"), 2),
        (torch.float64, 8),
        (np.float32, 4),
    ],
)
def test_intensity_is_in_flops_for_each_byte(dtype, size):
    layer = cost.Linear(10, bias=False).cost((3, 7))
    assert layer.intensity(dtype) == 2 * 210 / (21 + 70 + 30) / size


@pytest.mark.parametrize("dtype", ["float31", 4, None, float])
def test_a_dtype_that_is_none_is_refused(dtype):
    with pytest.raises(ValueError, match="dtype must be one of float64, float32"):
        cost.Linear(10).cost((3, 7)).intensity(dtype)


# ---- counted one product at a time


def with_padding(case):
    padding = setting(case)[2].get("padding", 0)
    return padding == "same" or any(padding if isinstance(padding, tuple) else (padding,))


@pytest.mark.parametrize("case", CASES)
def test_products_are_as_many_as_can_be_listed(case):
    """The nominal count has the products with border cells too; without padding there are none."""
    x_shape, w_shape, how = setting(case)
    plan = Plan.of(x_shape, w_shape, **how)
    listed = sum(1 for _ in plan.products())
    assert cost.products_inside(plan) == listed
    if with_padding(case):
        assert cost.products_nominal(plan) > listed
    else:
        assert cost.products_nominal(plan) == listed


axis = st.tuples(
    st.integers(1, 9), st.integers(1, 6), st.integers(1, 4), st.integers(0, 7), st.integers(1, 4)
)


@settings(max_examples=100, deadline=None)
@given(axes=st.lists(axis, min_size=1, max_size=2), groups=st.integers(1, 2))
def test_products_of_every_setting_are_as_many_as_can_be_listed(axes, groups):
    sizes, *how = map(list, zip(*axes, strict=True))
    kernel, stride, padding, dilation = map(tuple, how)
    try:
        plan = Plan.of(
            (2, groups, *sizes), (3 * groups, 1, *kernel), stride, padding, dilation, groups
        )
    except ValueError as refusal:
        assert "does not fit" in str(refusal)
        return
    assert cost.products_inside(plan) == sum(1 for _ in plan.products())


@pytest.mark.parametrize("size", [1, 2, 6])
@pytest.mark.parametrize("padding", [0, 3, 7])
def test_places_and_taps_that_meet_the_border_alone_are_left_out(size, padding):
    """Wide borders: some windows lie in front of the input or behind it as a whole."""
    for kernel, stride, dilation in product((1, 2, 4, 5), (1, 4), (1, 3)):
        if (kernel - 1) * dilation >= size + 2 * padding:
            continue
        plan = Plan.of((1, 1, size), (1, 1, kernel), stride, padding, dilation)
        assert cost.products_inside(plan) == sum(1 for _ in plan.products())


@pytest.mark.parametrize("taps", [1024, 999_999])
def test_long_signals_and_long_kernels_are_counted_by_arithmetic(taps):
    """The border of ``taps // 2`` on both sides costs 1 + 2 + ... products, twice."""
    half, size = taps // 2, 1_000_000
    plan = Plan.of((1, 1, size), (1, 1, taps), padding=half)
    places = size + 2 * half - taps + 1
    assert cost.products_inside(plan) == places * taps - half * (half + 1)


def test_the_difference_is_what_the_border_is_multiplied_by():
    """3 taps on 4 cells and a border of 1: of 4 places, the first and the last meet the border."""
    plan = Plan.of((1, 1, 4), (1, 1, 3), padding=1)
    assert (cost.products_nominal(plan), cost.products_inside(plan)) == (12, 10)
    vgg = Plan.of((1, 3, 224, 224), (64, 3, 3, 3), padding=1)
    assert cost.products_nominal(vgg) - cost.products_inside(vgg) == 64 * 3 * (672**2 - 670**2)


def test_a_conv_costs_its_nominal_products():
    conv = cost.Conv(6, (3, 2), stride=(2, 1), padding=(1, 2), groups=2)
    plan = Plan.of((2, 4, 7, 5), (6, 2, 3, 2), (2, 1), (1, 2), 1, 2)
    assert conv.cost((2, 4, 7, 5)).macs == cost.products_nominal(plan)
    assert cost.products_inside(plan) == sum(1 for _ in plan.products())


def test_a_transposed_convolution_multiplies_as_the_one_it_transposes():
    """Forward, 12 cells become 5; turned round, 5 cells become 12 by the same products."""
    turned = cost.ConvTranspose(4, 3, stride=2, output_padding=1, groups=2, bias=False)
    plan = Plan.of((1, 4, 12), (6, 2, 3), stride=2, groups=2)
    assert plan.output_shape == (1, 6, 5)
    assert turned.cost((1, 6, 5)).macs == sum(1 for _ in plan.products())


# ---- counted by torch


def both(written, shape):
    """Our total, and torch's parameters, FLOPs and output of the same network."""
    net = cost.layers(written)
    with torch.device("meta"):
        theirs, image = build(net, shape), torch.empty(shape)
        with FlopCounterMode(display=False) as counter:
            output = theirs(image)
    numbers = sum(p.numel() for p in theirs.parameters())
    return cost.total(net, shape), (numbers, counter.get_total_flops(), tuple(output.shape))


@pytest.mark.parametrize("case", BY_HAND, ids=str)
def test_torch_counts_the_same_for_a_layer(case):
    ours, theirs = both([case[0]], case[1])
    assert (ours.parameters, ours.flops, ours.output) == theirs


number = st.integers(1, 4)


@settings(max_examples=60, deadline=None)
@given(
    kind=st.sampled_from(["conv", "conv_transpose"]),
    groups=st.integers(1, 3),
    ins=number,
    outs=number,
    kernel=number,
    stride=number,
    padding=st.integers(0, 3),
    dilation=number,
    bias=st.sampled_from(["bias", "no bias"]),
    sizes=st.tuples(st.integers(4, 9), st.integers(4, 9)),
)
def test_torch_counts_the_same_for_every_setting(
    kind, groups, ins, outs, kernel, stride, padding, dilation, bias, sizes
):
    line = (
        f"{kind} {outs * groups}, kernel {kernel}, stride {stride}, padding {padding}, "
        f"dilation {dilation}, groups {groups}, {bias}"
    )
    shape = (2, ins * groups, *sizes)
    try:
        cost.layer(line).cost(shape)
    except ValueError as refusal:
        assert "does not fit" in str(refusal) or "leaves" in str(refusal)
        return
    ours, theirs = both([line], shape)
    assert (ours.parameters, ours.flops, ours.output) == theirs


@pytest.mark.parametrize(
    ("size", "kernel", "stride"), list(product(range(3, 9), (2, 3), (1, 2, 3, 4)))
)
@pytest.mark.parametrize("padding", [0, 1])
def test_pooling_rounds_up_as_torch_does(size, kernel, stride, padding):
    line = f"max_pool {kernel}, stride {stride}, padding {padding}, ceil"
    ours, theirs = both([line], (1, 1, size, size + 1))
    assert ours.output == theirs[2]


# ---- networks

BLOCK = {"add": [["conv 2, kernel 3, padding 1, no bias", "batch_norm", "relu"], []]}


def test_a_network_costs_the_sum_of_its_layers():
    net = cost.layers(["conv 2", BLOCK, "global_avg_pool", "flatten", "linear 5"])
    walked = list(cost.steps(net, (1, 3, 4, 6)))
    total = cost.total(net, (1, 3, 4, 6))
    assert [str(step.layer) for step in walked] == [
        "conv 2",
        "conv 2, kernel 3, padding 1, no bias",
        "batch_norm",
        "relu",
        "add 2 branches",
        "global_avg_pool",
        "flatten",
        "linear 5",
    ]
    assert total.parameters == (2 * 3 + 2) + 2 * 2 * 9 + 4 + (2 * 5 + 5)
    assert total.statistics == 4
    assert total.macs == 24 * (2 * 3 + 2 * 2 * 9) + 10
    assert total.reads == (72 + 8) + (48 + 36) + (48 + 8) + 48 + 96 + 48 + 0 + (2 + 15)
    assert total.writes == 48 * 5 + 2 + 5
    assert total.flops == 2 * total.macs
    assert total.output == (1, 5)


def test_joining_moves_every_element():
    """Three maps of 30 to add; maps of 20 and 30 to put together, cut out of one or not."""
    add, concat, split = cost.layers([{kind: [[], [], []]} for kind in ("add", "concat", "split")])
    c = add.cost((1, 3, 10), (1, 3, 10), (1, 3, 10))
    assert (c.output, c.macs, c.others, c.reads, c.writes) == ((1, 3, 10), 0, 60, 90, 30)
    for joined in concat, split:
        c = joined.cost((1, 2, 10), (1, 3, 10))
        assert (c.output, c.macs, c.others, c.reads, c.writes) == ((1, 5, 10), 0, 0, 50, 50)


# network, input -> the most that is alive at once, what is kept for the backward pass
MEMORY = {
    # 10 in, 40 out
    "one layer": (["conv 4"], (1, 1, 10), 50, 10),
    # the input of the first layer is forgotten before the third
    "a chain": (["conv 4", "conv 2", "conv 8"], (1, 1, 10), 100, 10 + 40 + 20),
    # while branch 1 works (20 in, 60 out, then 60 in, 20 out), its input waits for branch 2: it is
    # there anyway for the first layer and held for the second
    "a residual": (
        [{"add": [["conv 6", "conv 2"], []]}], (1, 2, 10), 20 + 60 + 20, 20 + 60,
    ),
    # the shortcut first: its end is the input, and held as such
    "a residual turned round": (
        [{"add": [[], ["conv 6", "conv 2"]]}], (1, 2, 10), 20 + 60 + 20, 20 + 60,
    ),
    # ends of branches wait for the join: 30 + 40, their copy of 70
    "a concatenation": (
        [{"concat": [["conv 3"], ["conv 4"]]}], (1, 2, 10), 140, 20,
    ),
    # three branches: while the last works, its input and the ends of two
    "three branches": (
        [{"add": [["conv 1"], ["conv 1"], ["conv 9", "conv 1"]]}],
        (1, 1, 10), 10 + 10 + 90 + 10, 10 + 90,
    ),
    # halves of one map are no copies
    "a split": ([{"split": [[], ["conv 2"]]}], (1, 4, 10), 40 + 20 + 40, 40),
    # flat is a view; its owner is kept once
    "a view": (["conv 3", "flatten", "linear 4"], (1, 1, 10), 40, 10 + 30),
    # one map needed by two layers is one map
    "shared": (["relu", "conv 1"], (1, 5, 10), 100, 50),
    "not shared": (["relu6", "conv 1"], (1, 5, 10), 100, 50 + 50),
    # an inner shortcut is held through an outer one
    "nested": (
        [{"add": [["conv 2", {"add": [["conv 5", "conv 2"], []]}, "conv 1"], []]}],
        (1, 1, 10), 10 + 20 + 50 + 20, 10 + 20 + 50 + 20,
    ),
    "statistics": (["batch_norm"], (3, 2, 10), 120, 60 + 4),
    "maxima": (["max_pool 2"], (3, 2, 10), 90, 60 + 30),
}  # fmt: skip


@pytest.mark.parametrize("name", MEMORY)
def test_activations_alive_and_kept_are_those_on_paper(name):
    written, shape, alive, kept = MEMORY[name]
    total = cost.total(cost.layers(written), shape)
    assert (total.inference, total.training) == (alive, kept)


def test_all_counts_but_the_numbers_grow_with_the_batch():
    one, three = (cost.network("resnet18").total(batch) for batch in (1, 3))
    assert three.macs == 3 * one.macs
    assert three.inference == 3 * one.inference
    assert three.parameters == one.parameters
    numbers = one.parameters + one.statistics
    assert three.reads - numbers == 3 * (one.reads - numbers)


def test_fields_go_through_branches_and_end_where_all_is_seen():
    written = ["conv 2, kernel 3x5, stride 2", BLOCK, "global_avg_pool", "relu", BLOCK]
    rows = cost.receptive_fields(cost.layers(written))
    fields = {str(layer): seen for layer, seen in rows[:5]}
    assert fields["conv 2, kernel 3x5, stride 2"] == (Field(3, 2), Field(5, 2))
    assert fields["add 2 branches"] == (Field(7, 2, 2), Field(9, 2, 2))
    assert [seen for _, seen in rows[5:]] == [None] * 6


def test_fields_of_one_axis():
    net = cost.layers(["conv 1, kernel 3, dilation 4", "batch_norm", "max_pool 2"])
    assert cost.receptive_fields(net, rank=1)[-1][1] == (Field(10, 2),)


@pytest.mark.parametrize("kind", ["conv 6, kernel", "depthwise", "locally_connected 6, kernel"])
def test_what_a_layer_sees_does_not_depend_on_how_it_shares(kind):
    line = f"{kind} 3x2, stride 2x1, padding 1x0, dilation 1x3"
    [(_, seen)] = cost.receptive_fields([cost.layer(line)])
    assert seen == (Field(3, 2, 1), Field(4, 1, 0))


# ---- written down


def test_a_repetition_is_its_layers_that_many_times():
    once, thrice = (cost.layers([{"repeat": n, "layers": ["relu", BLOCK]}]) for n in (1, 3))
    assert once == cost.layers(["relu", BLOCK])
    assert thrice == once * 3


@pytest.mark.parametrize("line", [line for line, _ in BY_HAND] + ["squeeze_excite", "tanh"])
def test_a_layer_is_written_as_it_is_read(line):
    layer = cost.layer(line)
    again = cost.layer(str(layer))
    assert again == layer and hash(again) == hash(layer)


def test_a_layer_is_written_without_what_goes_without_saying():
    assert str(cost.Conv(8, 3, stride=1)) == "conv 8, kernel 3"
    assert str(cost.SqueezeExcite()) == "squeeze_excite"
    assert str(cost.SqueezeExcite(bias=False)) == "squeeze_excite, no bias"
    assert str(cost.MaxPool((3, 2), ceil=True)) == "max_pool 3x2, ceil"
    assert str(cost.MaxPool(2, stride=1)) == "max_pool 2, stride 1"


REFUSED = {
    "layer 'convolution 3' must be one of avg_pool, batch_norm, ": lambda: cost.layer(
        "convolution 3"
    ),
    "layer 'conv 3, kernle 3': argument 'kernle' is not one of channels, kernel, ": lambda: (
        cost.layer("conv 3, kernle 3")
    ),
    "argument 'kernel three' needs a number, or numbers as in 3x5; got 'three'": lambda: cost.layer(
        "conv 3, kernel three"
    ),
    "layer 'flatten 3': flatten takes no argument, got '3'": lambda: cost.layer("flatten 3"),
    "layer 'batch_norm 64': batch_norm takes no argument, got '64'": lambda: cost.layer(
        "batch_norm 64"
    ),
    "layer 'conv 3, channels 4': argument 'channels' is given twice": lambda: cost.layer(
        "conv 3, channels 4"
    ),
    "layer 'conv' needs channels": lambda: cost.layer("conv"),
    "repeat must be at least 1, got 0": lambda: cost.layers([{"repeat": 0, "layers": []}]),
    "features must be at least 1, got 0": lambda: cost.Linear(0).cost((1, 7)),
    "multiplier must be at least 1, got 0": lambda: cost.Depthwise(3, multiplier=0),
    "channels must be at least 1, got -8": lambda: cost.Conv(-8, 3),
    "channels must be at least 1, got 0": lambda: cost.Select(0),
    "padding must be at least 0, got -1": lambda: cost.ConvTranspose(4, 3, padding=(1, -1)),
    "kernel must be a whole number, got 2.5": lambda: cost.MaxPool(2.5),
    "bias must be True or False, got 1": lambda: cost.Linear(3, bias=1),
    "kernel must be a whole number, got False": lambda: cost.layer("conv 3, no kernel"),
    r"sizes of at least 0, got -1 in \(-1, 3, 32, 32\)": lambda: cost.total(
        cost.layers(["conv 8, kernel 3", "relu"]), (-1, 3, 32, 32)
    ),
    r"sizes of at least 0, got -5 in \(2, 3, -5\)": lambda: cost.Activation("relu").cost(
        (2, 3, -5)
    ),
    r"sizes of at least 0, got -3 in \(1, -3\)": lambda: cost.Linear(4).cost((1, -3)),
    r"sizes of at least 0, got -4 in \(2, -4, 7\)": lambda: cost.Add(((), ())).cost(
        (2, 3, 7), (2, -4, 7)
    ),
    "a size in shape must be a whole number, got 2.5": lambda: cost.Flatten().cost((1, 3, 2.5)),
    "kernel takes 1 number for 1 axis, got 2": lambda: cost.total(
        [cost.Conv(8, (3, 3))], (8, 8, 16)
    ),
    "kernel takes 1 or 3 numbers for 3 axes, got 2": lambda: cost.ConvTranspose(8, (3, 2)).cost(
        (1, 2, 5, 6, 7)
    ),
    "kernel_size takes 1 number for 1 axis, got 2": lambda: cost.MaxPool((2, 2)).cost((8, 8, 16)),
    "kernel_size takes 1 or 2 numbers for 2 axes, got 3": lambda: cost.receptive_fields(
        [cost.AvgPool((2, 2, 2))]
    ),
    "padding must be at most half of the kernel of 3 cells, got 2": lambda: cost.AvgPool(
        3, padding=2
    ).cost((1, 1, 8)),
    "squeeze_excite takes a reduction or hidden features, got 8 and 32": lambda: cost.layer(
        "squeeze_excite 8, hidden 32"
    ),
    "hidden must be at least 1, got 0": lambda: cost.SqueezeExcite(hidden=0),
    r"flatten needs an input of shape \(N, C, \*sizes\), got \(4,\)": lambda: cost.Flatten().cost(
        (4,)
    ),
    "layers must hold layers, as cost.layers reads them; got 'conv 8'": lambda: cost.total(
        ["conv 8"], (1, 3, 8, 8)
    ),
    "layers must hold layers, as cost.layers reads them; got 'relu'": lambda: cost.total(
        [cost.Add((["relu"], []))], (1, 3, 8)
    ),
    "layers must be a sequence of layers, got 'conv 8'": lambda: cost.receptive_fields("conv 8"),
    r"layers must be a sequence of layers, got Conv\(": lambda: cost.total(cost.Conv(8), (1, 3, 8)),
    "a branch of add must be a list, got 'conv 8'": lambda: cost.layers(
        [{"add": ["conv 8", "conv 8"]}]
    ),
    "concat must be a list, got 'conv 8'": lambda: cost.layers([{"concat": "conv 8"}]),
    "a network must be a list, got 'conv 8'": lambda: cost.layers("conv 8"),
    "a network must be a list, got {'add'": lambda: cost.layers({"add": [[], []]}),
    "an entry is a line, a layer, branches or repeat; got 5": lambda: cost.layers([5]),
    "layer takes a line of text, got 5": lambda: cost.layer(5),
    "layer 'relu 3' must be one of": lambda: cost.layer("relu 3"),
    "activation must be one of relu, .*; got selu": lambda: cost.Activation("selu"),
    "an entry is a line, one of add, concat, split, or repeat with layers; got mean": lambda: (
        cost.layers([{"mean": []}])
    ),
    "add needs at least 2 branches, got 1": lambda: cost.layers([{"add": [[]]}]),
    "a network needs at least 1 layer, got 0": lambda: cost.total((), (1, 2, 3)),
    r"branches to add have shapes \(1, 2, 5\) and \(1, 3, 5\)": lambda: cost.total(
        cost.layers([{"add": [[], ["conv 3"]]}]), (1, 2, 5)
    ),
    r"branches to concatenate have shapes \(1, 2, 5\) and \(1, 3, 4\)": lambda: cost.total(
        cost.layers([{"concat": [[], ["conv 3, kernel 2"]]}]), (1, 2, 5)
    ),
    "5 channels cannot be split into 2 equal parts": lambda: cost.total(
        cost.layers([{"split": [[], []]}]), (1, 5, 4)
    ),
    "input has 5 channels, which groups=2 does not divide": lambda: cost.Conv(4, groups=2).cost(
        (1, 5, 4)
    ),
    "groups must be at least 1, got 0": lambda: cost.Conv(4, groups=0),
    "weight has 5 output channels, which groups=2 does not divide": lambda: cost.Conv(
        5, groups=2
    ).cost((1, 4, 4)),
    "output has 5 channels, which groups=2 does not divide": lambda: cost.ConvTranspose(
        5, groups=2
    ).cost((1, 4, 4)),
    "input has 7 channels, which groups=3 does not divide": lambda: cost.ChannelShuffle(3).cost(
        (1, 7, 4)
    ),
    "input has 7 channels, which reduction=2 does not divide": lambda: cost.SqueezeExcite(2).cost(
        (1, 7, 4)
    ),
    "groups must be at least 1, got -2": lambda: cost.ChannelShuffle(-2),
    "reduction must be at least 1, got 0": lambda: cost.SqueezeExcite(0),
    "input has 3 channels, of which 4 are selected": lambda: cost.Select(4).cost((1, 3, 4)),
    r"batch_norm needs an input of shape \(N, C, \*sizes\), got \(7,\)": lambda: (
        cost.BatchNorm().cost((7,))
    ),
    r"max_pool needs an input of shape \(N, C, \*sizes\), got 2 axes in \(1, 7\)": lambda: (
        cost.MaxPool(2).cost((1, 7))
    ),
    r"linear needs an input of shape \(N, features\), got \(7,\)": lambda: cost.Linear(2).cost(
        (7,)
    ),
    "a window of 3 cells .* does not fit on 2 cells": lambda: cost.MaxPool(3).cost((1, 1, 2)),
    "field of a transposed convolution differs from output to output": lambda: (
        cost.receptive_fields(cost.layers(["conv_transpose 1, kernel 2"]))
    ),
    "branches are misaligned: one moves by 2 input cells, another by 1": lambda: (
        cost.receptive_fields(cost.layers([{"add": [["max_pool 2"], []]}]))
    ),
}


@pytest.mark.parametrize("words", REFUSED)
def test_what_cannot_be_is_refused_in_words(words):
    with pytest.raises((ValueError, TypeError), match=words):
        REFUSED[words]()


def test_three_numbers_are_sequences_with_a_batch():
    """3 sequences of 32 channels; one image has a batch of 1 in front."""
    net = cost.layers(["conv 8, kernel 3"])
    assert cost.total(net, (3, 32, 30)).output == (3, 8, 28)
    assert cost.total(net, (1, 3, 32, 30)).output == (1, 8, 30, 28)


def test_layers_may_stand_among_lines_and_hold_lists():
    assert cost.layers([cost.Conv(8, [3, 2]), "relu"]) == cost.layers(
        ["conv 8, kernel 3x2", "relu"]
    )
    assert len({cost.Conv(8, [3, 2]), cost.Conv(8, (3, 2))}) == 1


def test_the_gate_of_mobilenet_v3_has_the_width_that_is_written():
    """120 channels over 32 hidden features: no reduction divides so."""
    [gate] = cost.layers(["squeeze_excite, hidden 32"])
    assert gate.cost((1, 120, 28, 28)).parameters == 120 * 32 + 32 + 32 * 120 + 120 == 7832
    assert str(gate) == "squeeze_excite, hidden 32"


@pytest.mark.parametrize("line", ["max_pool 2", "batch_norm", "conv 4", "global_avg_pool"])
def test_what_torch_has_not_is_not_built(line):
    shape = (1, 2, 3, 4, 5, 6)
    assert cost.layer(line).cost(shape).output[0] == 1
    with pytest.raises(ValueError, match="for 1 to 3 spatial axes, got 4 in shape"):
        build(cost.layers([line]), shape)


def test_a_built_pooling_of_a_sequence_keeps_its_channels():
    x = torch.tensor([[[3.0, 1, 4, 1], [5, 9, 2, 6], [0, -1, -2, -3]]])
    pooled = build(cost.layers(["max_pool 2"]), x.shape)(x)
    assert pooled.tolist() == [[[3, 4], [9, 6], [0, -2]]]


@pytest.mark.parametrize(("sizes", "kernel"), [((7,), "3"), ((7, 6), "3x2"), ((4, 5, 3), "2x3x1")])
def test_a_built_locally_connected_layer_of_equal_weights_is_a_convolution(sizes, kernel):
    how = f"kernel {kernel}, stride 2, padding 1, dilation {'x'.join('121'[: len(sizes)])}"
    generator = torch.Generator().manual_seed(0)
    x = torch.randn(2, 3, *sizes, generator=generator)
    [local], [conv] = (
        build(cost.layers([f"{k} 4, {how}"]), x.shape) for k in ("locally_connected", "conv")
    )
    with torch.no_grad():
        local.weight[...] = conv.weight.flatten(1).T
        local.bias[...] = conv.bias[:, None]
    torch.testing.assert_close(local(x), conv(x))


def test_elements_of_a_shape():
    assert (elements((2, 3, 5)), elements((2, 0, 5)), elements(())) == (30, 0, 1)
