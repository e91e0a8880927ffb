"""What is timed computes what it should, and what was timed is told with its machine."""

import json
from collections import Counter

import numpy as np
import pytest
import torch
import yaml
from convolution_cases import same

from benchmarks import many_chapters
from benchmarks.calls import in_torch, ours, products
from benchmarks.layers import DENSE, DEPTHWISE, OTHERS, RESNET18, Layer
from benchmarks.peers import PEERS, takes
from benchmarks.regimes import FORMATS, often
from benchmarks.roofline import LAYERS
from benchmarks.stopwatch import contest, peak
from benchmarks.tables import checked
from convbook import cost, data
from convbook import functional as F
from convbook.algorithms import best, fourier, winograd
from convbook.arithmetic import Plan

# Two images, three channels read and four made: an exchange of axes shows.
TINY = {
    "padded": Layer("", 3, 4, 7, 3, padding=1),
    "strided": Layer("", 3, 4, 8, 3, stride=2, padding=1),
    "five taps": Layer("", 3, 4, 6, 5, padding=2),
    "one tap": Layer("", 3, 4, 5, 1),
}


def whole(layer, batch=2):
    """Input, weight and gradient in whole numbers of the kind of the layer."""
    rng = np.random.default_rng(0)
    return [rng.integers(-4, 5, array.shape).astype(array.dtype) for array in layer.arrays(batch)]


@pytest.mark.parametrize("case", TINY)
@pytest.mark.parametrize("peer", PEERS)
def test_a_peer_computes_what_the_package_computes(peer, case):
    """Exactly, but for scipy's transforms, which round."""
    layer = TINY[case]
    x, w, grad = whole(layer)
    kept = x.copy(), w.copy(), grad.copy()
    output, backward = PEERS[peer](layer, x, w)
    results = [output, *backward(grad)]
    expected = [F.conv2d(x, w, **layer.settings)]
    expected += F.conv2d_backward(grad, x, w, **layer.settings)[:2]
    for result, wanted in zip(results, expected, strict=True):
        assert result.dtype == np.float32
        result = result.round(3) if peer == "scipy.signal" else result
        assert same(result + 0, wanted + 0)
    assert all(map(same, kept, (x, w, grad)))


@pytest.mark.parametrize(
    "layer",
    [
        TINY["strided"],
        Layer("", 4, 6, 7, 3, padding=1, groups=2),
        Layer("", 3, 4, 5, 4, stride=2, padding=1, transposed=True),
        Layer("", 3, 4, 9, 3, padding=1, rank=1),
        Layer("", 3, 4, 5, 3, padding=1, rank=3, dtype="float64"),
    ],
    ids=["strided", "grouped", "transposed", "one axis", "three axes"],
)
def test_both_sides_of_a_contest_have_the_same_results(layer):
    x, w, grad = whole(layer)
    (forward, backward), theirs = ours(F, layer, x, w), in_torch(layer, x, w)
    for mine, other in zip(
        (*forward(), *backward(grad)), (*theirs[0](), *theirs[1](grad)), strict=True
    ):
        assert same(mine, other.detach().numpy())


@pytest.mark.parametrize(
    "layer",
    [layer for layer in (*DENSE, *OTHERS) if layer.groups == 1],
    ids=lambda layer: layer.name,
)
def test_the_matrix_product_has_the_multiplications_of_the_layer(layer):
    """Counted without padding: those with a cell of the border are multiplied, too."""
    m, k, n = layer.product
    here = layer.size if layer.transposed else layer.places
    ends = layer.channels * layer.out_channels
    assert m * k * n == ends * (layer.kernel * here) ** layer.rank
    forward, backward, scale = products(layer, 8)
    assert forward().shape[1] * scale == 8 * n
    assert [array.shape for array in backward()] == [(k, forward().shape[1]), (m, k)]


def test_the_stack_is_that_of_resnet18():
    """Stride 1 and 3 x 3 on the main line of the network, as :mod:`convbook.cost` knows it."""
    found = Counter()
    network = cost.network("resnet18")
    for step in cost.steps(network.layers, (1, *network.input)):
        [first, *_] = step.inputs
        if isinstance(step.layer, cost.Conv) and (step.layer.kernel, step.layer.stride) == (3, 1):
            found[first.shape[1:], step.output.shape[1:]] += 1
    assert found == {
        (
            (layer.channels, layer.size, layer.size),
            (layer.out_channels, layer.size, layer.size),
        ): often
        for often, layer in RESNET18
    }


def test_a_result_that_is_wrong_ends_the_contest():
    assert checked({"right": lambda: (np.ones(9),)}, [torch.ones(9)])["right"] >= 72
    with pytest.raises(AssertionError, match="wrong"):
        checked({"wrong": lambda: (np.ones(9) * 1.001,)}, [torch.ones(9)])


def test_peak_counts_what_is_held_at_the_same_time():
    result, most = peak(lambda: (np.ones(100_000) + np.ones(100_000)).sum())
    assert result == 200_000
    assert 1_600_000 <= most < 2_500_000


def test_small_calls_are_repeated_until_the_clock_sees_them_and_large_ones_are_not():
    calls = []
    many, times = often(lambda: calls.append(1), 1 << 20)
    many()
    assert times == len(calls) == 64
    assert often(int, 1 << 30)[1] == 1 and often(int, 0)[1] == 20_000


def test_who_is_slow_is_called_once_and_the_others_as_often_as_time_allows():
    calls, time = Counter(), 0.0

    def contestant(name, seconds):
        def call():
            nonlocal time
            calls[name] += 1
            time += seconds

        return call

    contestants = {"slow": contestant("slow", 2.0), "quick": contestant("quick", 0.25)}
    assert contest(contestants, 9, lambda: time, patience=4) == {"slow": 2.0, "quick": 0.25}
    assert calls == {"slow": 1, "quick": 10}
    calls.clear()
    contest({"quick": contestants["quick"]}, 9, lambda: time, patience=1)
    assert calls["quick"] == 5  # one that does not count, and as many as fit into a second
    calls.clear()
    contest({f"{i}": contestants["quick"] for i in range(4)}, 9, lambda: time, patience=1)
    assert calls["quick"] == 4 * (1 + 3)  # three rounds at least


def rows(name, **wanted):
    """Stored rows with these values."""
    return [
        row
        for row in data.measured(name)[1]
        if all(row.get(key) == value for key, value in wanted.items())
    ]


def test_every_layer_was_measured_against_pytorch_and_the_matrix_product():
    for layer in (*DENSE, *OTHERS):
        for batch, direction in ((1, "forward"), (8, "forward"), (8, "backward")):
            found = rows("convolution", layer=layer.name, batch=batch, direction=direction)
            names = {"torch", "convbook"} | ({"matrix product"} if layer.groups == 1 else set())
            names |= {name for name in PEERS if takes(name, layer, batch)}
            assert {row["who"] for row in found} == names, layer.name
            assert all("bytes" in row for row in found if row["who"] in ("convbook", *PEERS))
    for name in PEERS:
        assert {row["direction"] for row in rows("convolution", who=name)} == {
            "forward",
            "backward",
        }


@pytest.mark.parametrize("name", ["convolution", "algorithms", "pooling", "two_threads"])
def test_what_was_measured_names_its_machine_threads_and_clock(name):
    machine, every = data.measured(name)
    assert machine["threads"] == ("2" if name == "two_threads" else "1")
    assert machine["clock"] and machine["processor"]
    assert {"torch", "convbook"} <= {row["who"] for row in every}
    assert all(row["seconds"] > 0 for row in every if "seconds" in row)


def test_the_second_machine_ran_every_layer_of_the_roofline_in_both_formats():
    machine, every = data.measured("regimes")
    assert machine["threads"] == "1" and "least" in machine["clock"]
    found = Counter((row["name"], row["dtype"]) for row in every if row["kind"] == "layers")
    for name, _, shape in LAYERS:
        layouts = 2 if len(shape) == 4 else 1
        assert {found[name, dtype] for dtype in FORMATS} == {layouts}, name
    assert all(row["seconds"] > 0 for row in every)


@pytest.mark.parametrize("direction", ["forward", "backward"])
def test_the_rule_that_chooses_is_not_contradicted_by_what_was_measured(direction):
    """What is chosen is the fastest, or needs less than a third more."""
    layers, checked = {layer.name: layer for layer in (*DENSE, *OTHERS, *DEPTHWISE)}, 0
    names = {winograd: "winograd", fourier: "fourier", F: "convbook"}
    for name, layer in layers.items():
        for batch in (1, 8):
            times = {
                row["who"]: row["seconds"]
                for row in rows("algorithms", layer=name, batch=batch, direction=direction)
            }
            special = set(times) & {"winograd", "fourier"}
            if special:
                x_shape, w_shape, _ = (array.shape for array in layer.arrays(batch))
                plan = Plan.of(x_shape, w_shape, **layer.settings)
                chosen = names[best.choose(plan)]
                fastest = min(times[who] for who in special | {"convbook"})
                assert times[chosen] <= 4 / 3 * fastest, (name, batch, times)
                checked += 1
    assert checked >= 9


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("(layer)=\n", "(layer-2)=\n"),
        ("$$ (layer)\n", "$$ (layer-2)\n"),
        ("a layer (layer) {ref}`layer`", "a layer (layer) {ref}`layer-2`"),
        ("`exercise-read` and exercise-reader", "`exercise-read-2` and exercise-reader"),
        ("{term}`a <layer>` {ref}`layer`", "{term}`a <layer>` {ref}`layer-2`"),
    ],
)
def test_a_name_of_one_word_is_changed_only_as_a_label(line, wanted):
    assert many_chapters.renamed(line, {"layer", "exercise-read"}, 2) == wanted


def test_no_two_chapters_of_the_larger_book_give_the_same_name(tmp_path):
    assert many_chapters.write(tmp_path, 1) * 2 == many_chapters.write(tmp_path, 2)
    contents = yaml.safe_load((tmp_path / "_toc.yml").read_text(encoding="utf-8"))
    given = Counter()
    for part in contents["parts"]:
        for one in part["chapters"] if part.get("numbered") else []:
            text = (tmp_path / f"{one['file']}.ipynb").read_text(encoding="utf-8")
            notebook = json.loads(text)
            given.update(many_chapters.defined(notebook))
            given.update(many_chapters.EXPLORER.findall(json.dumps(notebook)))
    assert len(given) > 250
    assert {name for name, times in given.items() if times > 1} == set()
