"""Networks as boxes and arrows: boxes, shapes, ways, and the words."""

from dataclasses import replace
from itertools import pairwise

import pytest

from convbook import draw
from convbook.cost import layers, network, steps


def drawn(written, shape, **how):
    """The drawing of a written network."""
    return draw.network(steps(layers(written), shape), **how)


def marks(part, kind, look=None):
    """The marks of one kind from top to bottom."""
    found = [p for p in part if type(p.mark) is kind and look in (None, p.mark.look)]
    return sorted(found, key=lambda placed: (placed.y, placed.x))


def texts(part, look):
    return [placed.mark.text for placed in marks(part, draw.Words, look)]


def test_a_chain_has_a_box_for_each_layer_and_a_shape_where_it_changes():
    found = drawn(["conv 8, kernel 3, stride 2", "relu", "flatten", "linear 10"], (2, 3, 9, 7))
    assert texts(found, "small") == ["3×3 conv, 8", "stride 2", "relu", "flatten", "linear 10"]
    assert texts(found, "name") == ["3×9×7", "8×4×3", "96", "10"]
    assert [box.mark.look for box in marks(found, draw.Rect)] == [
        "kernel", "padding", "input", "kernel",
    ]  # fmt: skip
    assert found.alt == (
        "A network of 4 steps. Input: 3×9×7. 3×3 conv, 8, stride 2: 8×4×3. relu. flatten: 96. "
        "linear 10: 10. Output: 10."
    )


def test_boxes_of_a_chain_do_not_overlap():
    found = drawn(["conv 8, kernel 3", "batch_norm", "relu", "max_pool 2"], (1, 3, 12, 10))
    boxes = marks(found, draw.Rect)
    assert len(boxes) == 4
    for upper, lower in pairwise(boxes):
        assert upper.y + upper.mark.height <= lower.y


def test_branches_are_side_by_side_in_their_order():
    inception = {
        "concat": [
            ["conv 6"],
            ["conv 5", "conv 7, kernel 3, padding 1"],
            ["conv 3", "conv 4, kernel 5, padding 2"],
            ["max_pool 3, stride 1, padding 1", "conv 2"],
        ]
    }
    found = drawn([inception], (1, 9, 12, 10))
    boxes = [box for box in marks(found, draw.Rect) if box.mark.look != "done"]
    first = sorted(box.x for box in boxes if box.y == boxes[0].y)
    assert len(first) == 4
    tops = [placed.mark.text for placed in marks(found, draw.Words, "small")][:4]
    assert tops == ["1×1 conv, 6", "1×1 conv, 5", "1×1 conv, 3", "3×3 max pool"]
    assert texts(found, "name")[-1] == "19×12×10"
    # Four branches stay legible on a telephone of 375 pixels: letters of 12 pixels lose a sixth.
    assert found.width < 450


def test_a_shortcut_is_a_line_without_a_box():
    found = drawn([{"add": [["conv 4, kernel 3, padding 1"], []]}, "relu"], (1, 4, 6, 5))
    assert texts(found, "small") == ["3×3 conv, 4", "add", "relu"]
    box = marks(found, draw.Rect)[0]
    uprights = {
        a[0]
        for placed in marks(found, draw.Line)
        for a, b in [placed.mark.points]
        if a[0] == b[0] and b[1] - a[1] > box.mark.height
    }
    assert len(uprights) == 1 and uprights.pop() > box.x + box.mark.width
    assert "Branch 2 passes its input on. add: 4×6×5. relu. Output: 4×6×5." in found.alt


def test_a_split_begins_its_branches_with_their_shapes_which_have_room():
    unit = [{"split": [["conv 5", "depthwise 3, padding 1"], []]}, "channel_shuffle 2"]
    found = drawn(unit, (1, 10, 8, 6))
    assert texts(found, "name") == ["10×8×6", "5×8×6", "5×8×6", "10×8×6"]
    assert "Branch 2 of 5×8×6 passes its input on." in found.alt
    for placed in found:
        left, _, right, _ = placed.mark.room
        assert 0 <= placed.x + left and placed.x + right <= found.width


def test_branches_within_branches():
    inner = {"add": [["conv 4, kernel 3, padding 1"], []]}
    found = drawn([{"concat": [["conv 4", inner], ["max_pool 1"]]}], (1, 3, 6, 5))
    assert texts(found, "name")[-1] == "7×6×5"
    assert found.alt.count("2 branches.") == 2
    assert found.alt.index("add") < found.alt.index("max pool") < found.alt.index("concat")


def test_weights_are_counted_in_the_box():
    found = drawn(["conv 4, kernel 3", "relu"], (1, 2, 6, 5), weights=True)
    assert texts(found, "small") == ["3×3 conv, 4", "76 weights", "relu"]


def test_a_long_chain_goes_on_in_a_second_column():
    vgg = network("vgg16")
    found = draw.network(steps(vgg.layers, (1, *vgg.input)))
    assert len(marks(found, draw.Rect)) == 37
    assert found.width < 375 and found.height < 1000
    assert len([p for p in found.marks if isinstance(p.mark, draw.Part)]) == 2


def test_what_does_not_fit_together_is_refused():
    with pytest.raises(ValueError, match="at least 1 step, got 0"):
        draw.network([])
    first, second = steps(layers(["conv 4", "relu"]), (1, 3, 6, 5))
    other, _ = steps(layers(["conv 7", "relu"]), (1, 3, 6, 5))
    wrong = replace(second, inputs=(other.output,))
    with pytest.raises(
        ValueError, match=r"step 2, relu, reads .* \(1, 7, 6, 5\) that none of the 1"
    ):
        draw.network([first, wrong])


def test_squeeze_and_excitation_is_a_branch_of_gates_that_multiply_the_other():
    chain = ["conv 8, kernel 3", "squeeze_excite 4", "relu"]
    found = drawn(chain, (1, 3, 9, 7), weights=True)
    assert texts(found, "small") == [
        "3×3 conv, 8", "224 weights", "global avg pool", "linear 2", "18 weights", "relu",
        "linear 8", "24 weights", "sigmoid", "multiply", "relu",
    ]  # fmt: skip
    assert texts(found, "name") == ["3×9×7", "8×7×5", "8×1×1", "2", "8", "8×7×5"]
    joins = [box for box in marks(found, draw.Rect) if box.mark.look == "done"]
    assert len(joins) == 1
    assert (
        "8×7×5. 2 branches. Branch 1: global avg pool: 8×1×1. linear 2, 18 weights: 2. relu. "
        "linear 8, 24 weights: 8. sigmoid. Branch 2 passes its input on. multiply: 8×7×5. relu."
    ) in found.alt


def test_the_boxes_of_a_gate_have_the_weights_that_the_layer_costs():
    [step] = steps(layers(["squeeze_excite 4"]), (2, 8, 9, 7))
    shape, counts = step.inputs[0].shape, []
    for layer in step.layer.gate(8):
        cost = layer.cost(shape)
        counts.append(cost.parameters)
        shape = cost.output
    assert shape == (2, 8) and counts == [0, 0, 18, 0, 24, 0]
    assert sum(counts) == step.cost.parameters
