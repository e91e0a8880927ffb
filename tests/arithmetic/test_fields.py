"""Receptive fields: by hand, by following cells one at a time, and as published."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from convbook.arithmetic import Field, Slide, field_from_input, field_from_output, joined

PUBLISHED = json.loads(
    (Path(__file__).parents[1] / "data" / "receptive_fields.json").read_text("utf-8")
)

# Chains drawn on squared paper -> size, stride, padding.
BY_HAND = {
    (): (1, 1, 0),
    (Slide(3),): (3, 1, 0),
    (Slide(3), Slide(3)): (5, 1, 0),
    (Slide(3), Slide(3), Slide(3)): (7, 1, 0),
    (Slide(2, 2), Slide(3)): (6, 2, 0),
    (Slide(3), Slide(2, 2)): (4, 2, 0),
    (Slide(3, 2, 1), Slide(5, 3, 2)): (11, 6, 5),
    (Slide(3, dilation=2), Slide(2, dilation=4)): (9, 1, 0),
    (Slide(2, 1, (1, 0)), Slide(2, 1, (0, 1))): (3, 1, 1),
}


@pytest.mark.parametrize("chain", BY_HAND, ids=str)
@pytest.mark.parametrize("way", [field_from_input, field_from_output])
def test_a_chain_sees_what_it_sees_on_paper(way, chain):
    assert way(chain) == Field(*BY_HAND[chain])


def cells_seen(chain, i):
    """Input cells that output ``i`` of a chain reads, found by following every tap."""
    cells = {i}
    for window in reversed(chain):
        cells = {cell for place in cells for cell in window.reads(place)}
    return cells


windows = st.builds(
    Slide,
    kernel=st.integers(1, 5),
    stride=st.integers(1, 3),
    padding=st.tuples(st.integers(0, 3), st.integers(0, 3)),
    dilation=st.integers(1, 3),
)
chains = st.lists(windows, max_size=4)


@settings(max_examples=100, deadline=None)
@given(chains, st.integers(0, 5))
def test_the_field_goes_from_the_first_cell_read_to_the_last(chain, i):
    field, cells = field_from_input(chain), cells_seen(chain, i)
    assert (field.first(i), field.last(i)) == (min(cells), max(cells))
    assert field.size == max(cells) - min(cells) + 1


@settings(max_examples=100, deadline=None)
@given(chains)
def test_both_directions_of_the_recursion_agree(chain):
    assert field_from_input(chain) == field_from_output(chain)


def test_the_center_lies_between_two_cells_when_the_size_is_even():
    field = field_from_input([Slide(3, padding=1), Slide(2, 2)])
    assert (field.size, field.center(0), field.center(3)) == (4, 0.5, 6.5)


def test_a_sum_sees_what_its_largest_branch_sees():
    small, large = Field(3, 2, 1), Field(7, 2, 3)
    assert joined([small, large]) == joined([large, small]) == large
    assert joined([small]) == small


def test_equal_fields_are_one_member_of_a_set():
    assert {Field(3, 2, 1), Field(3, 2, 1), Field(4, 2, 1)} == {Field(4, 2, 1), Field(3, 2, 1)}


REFUSED = {
    "one moves by 2 input cells, another by 4": [Field(3, 2, 1), Field(3, 4, 1)],
    "center at 0 in one, at 0.5 in another": [Field(3, 2, 1), Field(4, 2, 1)],
    "at least 1 branch, got 0": [],
    "center at 1 in one, at 0 in another": [Field(3, 1, 0), Field(3, 1, 0), Field(3, 1, 1)],
}


@pytest.mark.parametrize("words", REFUSED)
def test_misaligned_branches_are_refused_with_both_numbers(words):
    with pytest.raises(ValueError, match=words):
        joined(REFUSED[words])


# ---- as published


def chain_of(name):
    return [Slide(*window) for _, *window in PUBLISHED["chains"][name]]


def same_as_tensorflow(size, kernel, stride):
    """TensorFlow's SAME: as many outputs as strides begin in the input, the odd cell behind."""
    needed = max(0, (-(-size // stride) - 1) * stride + kernel - size)
    return needed // 2, needed - needed // 2


# The layers whose border is TensorFlow's SAME. On the even sizes that 224 cells lead to, a window
# of 3 cells with stride 2 gets its one border cell behind, where the chain has one on each side;
# the published padding is that of even sizes.
SAME = {
    "mobilenet_v1": lambda layer: True,
    "resnet_v1_50": lambda layer: layer == "pool1",
    "resnet_v1_101": lambda layer: layer == "pool1",
    "resnet_v1_152": lambda layer: layer == "pool1",
}


def chain_at(name, size):
    """The chain as TensorFlow runs it on ``size`` cells."""
    chain = []
    for layer, kernel, stride, padding in PUBLISHED["chains"][name]:
        if name in SAME and SAME[name](layer):
            padding = same_as_tensorflow(size, kernel, stride)
        chain.append(Slide(kernel, stride, padding))
        size = chain[-1].outputs(size)
    return chain


@pytest.mark.parametrize("name", PUBLISHED["last"])
def test_the_last_layer_of_a_chain_sees_what_is_published(name):
    published = Field(*PUBLISHED["last"][name])
    assert field_from_input(chain_at(name, 224)) == published
    assert field_from_output(chain_at(name, 224)) == published
    even = field_from_input(chain_of(name))
    assert (even.size, even.stride) == (published.size, published.stride)
    assert (even.padding != published.padding) == (name in SAME)


ENDPOINTS = {
    f"{name} {endpoint}": (name, endpoint, *numbers)
    for name, rows in PUBLISHED["endpoints"].items()
    for endpoint, *numbers in rows
}


@pytest.mark.parametrize("case", ENDPOINTS)
def test_a_layer_inside_a_chain_sees_what_is_published(case):
    """Padding is not printed where TensorFlow's SAME makes it depend on the size of the input."""
    name, endpoint, size, stride, padding = ENDPOINTS[case]
    names = [entry[0] for entry in PUBLISHED["chains"][name]]
    field = field_from_input(chain_of(name)[: names.index(endpoint) + 1])
    assert (field.size, field.stride) == (size, stride)
    assert padding is None or field.padding == padding


def test_the_published_table_is_there_in_full():
    assert (len(ENDPOINTS), len(PUBLISHED["last"])) == (77, 7)


def fields_of(graph):
    """The field of a graph's output, along each axis; sums join what they add."""
    seen = {"input": [Field(), Field()]}
    sizes = {"input": graph.get("input")}
    for node in graph["nodes"]:
        below = [seen[name] for name in node["inputs"]]
        if node["op"] == "add":
            seen[node["name"]] = [joined(axis) for axis in zip(*below, strict=True)]
            sizes[node["name"]] = sizes[node["inputs"][0]]
            continue
        padding, given = node["padding"], sizes[node["inputs"][0]]
        if padding == "SAME (TensorFlow)":
            padding = map(same_as_tensorflow, given, node["kernel"], node["stride"])
        slides = [
            Slide(kernel, stride, tuple(border))
            for kernel, stride, border in zip(node["kernel"], node["stride"], padding, strict=True)
        ]
        seen[node["name"]] = list(map(Field.through, below[0], slides))
        sizes[node["name"]] = given and list(map(Slide.outputs, slides, given))
    return seen["output"]


@pytest.mark.parametrize("graph", PUBLISHED["graphs"], ids=lambda graph: graph["name"])
def test_a_branching_graph_sees_what_is_published_or_is_refused(graph):
    expected = graph["expect"]
    if expected == "ValueError":
        with pytest.raises(ValueError, match="branches are misaligned"):
            fields_of(graph)
    else:
        numbers = zip(expected["rf"], expected["stride"], expected["padding"], strict=True)
        assert fields_of(graph) == [Field(*axis) for axis in numbers]


def test_two_of_the_graphs_must_be_refused():
    assert [graph["expect"] for graph in PUBLISHED["graphs"]].count("ValueError") == 2


@pytest.mark.parametrize("case", PUBLISHED["small"], ids=lambda case: case["name"])
def test_small_networks_of_another_project_agree(case):
    for count, size, stride in zip(case["after"], case["rf"], case["stride"], strict=True):
        field = field_from_input(Slide(*window) for window in case["chain"][:count])
        assert (field.size, field.stride) == (size, stride)
        if "offset" in case:  # measured in corners of cells, so half a cell behind the center
            assert [field.center(0) + 0.5] == case["offset"]
