"""Every checker: several right answers, and wrong ones that people give, each with its fault."""

import numpy as np
import pytest

from convbook.arithmetic import Slide
from convbook.exercises import check, verdict

CROSS = [[0, 1, 0], [1, -4, 1], [0, 1, 0]]
ACROSS = [[-1, 0, 1]] * 3
FLAT = np.tile(np.array([0, 1, 0, 1, 1, 0])[:, None], (1, 8))
UPRIGHT = np.tile([0, 1], (6, 4))
EDGE = np.array([[1, 0, -1], [2, 0, -2], [1, 0, -1]])
IMAGE = np.arange(50).reshape(2, 5, 5) ** 2 % 17
LEFT = np.array([[[1, 0], [1, 0]]])
SIDES = [[1, -1, 1, -1]]
UNSURE, SURE = [[0, 1], [0, 1], [0, 1]], [[1, 0], [1, 0], [9, 0]]
TWO = ["conv 4, kernel 3", "relu", "conv 4, kernel 3", "relu"]


def alarm(bias, *, red=1, green=-1):
    kernel = np.zeros((3, 3, 3))
    kernel[0, 1, 1], kernel[1, 1, 1] = red, green
    return kernel, bias


def slides(*dilations, stride=1):
    return [Slide(3, dilation=one, stride=stride) for one in dilations]


def on_a_ring(x):
    return 2 * x - np.roll(x, 1)


RIGHT = {
    "backprop-design": [
        [[1, 2, 1], [2, 5, 2], [1, 2, 1]],
        [[0, 0, 7], [0, 3, 0], [7, 0, 0]],
    ],
    "backprop-counterexample": [([1, -1], [1, 1, 1]), ([2, 3, 1], [2, -3, 5])],
    "connected-counterexample": [
        (SIDES, LEFT, LEFT[:, :, ::-1]),
        ([[0, 1, 0, 0]], LEFT, LEFT.swapaxes(1, 2)),
    ],
    "connected-design": [
        [*TWO, "flatten", "linear 100"],
        ["conv 2, kernel 3", "conv 2, kernel 3", "flatten", "linear 50"],
    ],
    "counting-counterexample": [("alexnet", "resnet50"), ("alexnet", "densenet121")],
    "counting-design": [
        "conv 256, kernel 3, stride 2, padding 1, no bias",
        "conv 64, kernel 6, stride 2, padding 2, no bias",
    ],
    "dials-counterexample": [((8, 8, 28), (2, 32, 14)), ((4, 8, 56), (1, 32, 28))],
    "dials-design": [(2, 64, 28), (8, 64, 14), (2, 128, 14)],
    "dimensions-aperture": [(FLAT, 1), (FLAT, 3), (UPRIGHT, 2)],
    "dimensions-rising": [
        [[[0], [-1], [0]], [[1], [0], [0]]],
        [[[0, 0], [2, -1]], [[-2, 1], [0, 0]]],
        [[[[[0], [-3], [0]], [[3], [0], [0]]]]],
    ],
    "equivariance-counterexample": [
        np.square,
        lambda x: x + 1,
        lambda x: np.maximum(x, np.roll(x, 1)),
    ],
    "equivariance-design": [[[1, 2, 1], [2, 4, 2], [1, 2, 1]], CROSS],
    "features-counterexample": [
        (-EDGE, [[0, 255, 255]] * 3),
        (-EDGE.T, [[0] * 3, [9] * 3, [255] * 3]),
    ],
    "features-design": [
        [[1, 1, 1], [1, -8, 1], [1, 1, 1]],
        [[0, 0, 0], [1, -2, 1], [0, 0, 0]],
    ],
    "field-counterexample": [((20, 3), (4, 9)), ((20, 3), (1, 39))],
    "field-design": [slides(1, 3, 9), slides(9, 1, 3), slides(1, 1, 1, stride=3)],
    "layer-counterexample": [
        (IMAGE[[0, 0]], [EDGE, -EDGE]),
        (IMAGE[[1, 1, 1]], [EDGE, EDGE, -2 * EDGE]),
    ],
    "layer-red": [alarm(-50.0), alarm(-152, red=3, green=-3)],
    "learning-counterexample": [(UNSURE, SURE)],
    "learning-design": [3200, 10_000],
    "pooling-counterexample": [[4, -4, 0, 0], [[-1, -2], [3, -4]]],
    "pooling-design": [(3, 2, 1), (3, 2, 0, True), (4, 2, 1)],
}

WRONG = [
    ("backprop-design", np.ones((3, 3), int), "all nine numbers are 1"),
    ("backprop-design", [[1, 2, 3], [4, 5, 6], [7, 8, 9]], "turned program is noticed: in row 0"),
    ("backprop-design", [[1, 2, 3], [4, 5, 4], [3, 2, 1]], "transposed program is noticed"),
    ("backprop-design", [1, 2, 1], "has shape (3,)"),
    ("backprop-counterexample", ([1, 1], [1, 1, 1]), "no cell gets the gradient 0: [1.0, 2.0"),
    ("backprop-counterexample", ([1, 2], [1, 0, 3]), "the upstream gradient holds a 0"),
    ("backprop-counterexample", ([1, 0], [1, 2, 3]), "the kernel holds a 0"),
    ("backprop-counterexample", ([[1, -1]], [1, 1]), "yours has shape (1, 2)"),
    ("connected-counterexample", ([[1] * 4], LEFT, LEFT[:, :, ::-1]), "answers [2.0] to both"),
    ("connected-counterexample", (SIDES, LEFT, 2 * LEFT), "means differ: [0.5] and [1.0]"),
    ("connected-counterexample", ([[1, 2]], LEFT, LEFT), "have 4 numbers"),
    ("connected-design", [*TWO, "max_pool 2", "flatten", "linear 10"], "its dense layers do 5,760"),
    ("connected-design", ["conv 8, kernel 3", "flatten", "linear 99"], "it has 1 convolutions"),
    ("counting-counterexample", ("vgg16", "alexnet"), "not less"),
    ("counting-counterexample", ("resnet50", "alexnet"), "not more"),
    ("counting-counterexample", ("alexnet", "xception"), "they are for pictures of"),
    ("counting-design", "conv 128, kernel 3, stride 2, padding 1, no bias", "73,728 parameters"),
    ("counting-design", "conv 256, kernel 3, padding 1, no bias", "not 37,748,736"),
    ("counting-design", "conv 256, kernel 3, stride 2, padding 1", "147,712 parameters"),
    ("dials-counterexample", ((8, 8, 28), (8, 8, 14)), "they make 3,612,672 and 903,168"),
    ("dials-counterexample", ((2, 64, 112), (8, 32, 112)), "times as long as the second"),
    ("dials-counterexample", ((1, 2, 3), (2, 32, 14)), "(1, 2, 3) were not measured"),
    ("dials-design", (8, 32, 28), "activations"),
    ("dials-design", (4, 64, 28), "not 57,802,752"),
    ("dimensions-aperture", (UPRIGHT, 1), "it answers 1 somewhere"),
    ("dimensions-aperture", (np.ones((6, 8)), 1), "the picture is blank"),
    ("dimensions-aperture", (FLAT, 8), "brings 8 columns back"),
    ("dimensions-aperture", ([1, 2], 1), "yours has 1"),
    ("dimensions-rising", [[[0], [-1], [0]], [[0], [0], [1]]], "It is silent for what falls."),
    ("dimensions-rising", [[[0], [-1], [0]], [[0], [1], [0]]], "rises by a row per frame."),
    ("dimensions-rising", np.zeros((2, 3, 1)), "silent for a pattern that stands still"),
    ("dimensions-rising", [[1, 2]], "yours has (1, 2)"),
    ("equivariance-counterexample", on_a_ring, "it is linear"),
    ("equivariance-counterexample", np.sort, "shifted by 1"),
    ("equivariance-counterexample", lambda x: x.append(1), "stops with AttributeError"),
    ("equivariance-design", [[1, 2, 1], [0, 0, 0], [1, 2, 1]], "survives a half turn"),
    ("equivariance-design", EDGE, "is not the turned map."),
    ("equivariance-design", np.ones((3, 3)), "all nine numbers are 1"),
    ("equivariance-design", [1, 2], "yours has shape (2,)"),
    ("features-counterexample", (CROSS, [[0, 255, 0], [255, 0, 255], [0, 255, 0]]), "gets 1020"),
    ("features-counterexample", ([[1, 1]], [[255, 0]]), "add up to 2, not 0"),
    ("features-counterexample", ([[1, -1]], [[256, 0]]), "from 0 to 256"),
    ("features-counterexample", ([[1, -1]], [[1], [2]]), "the window (2, 1)"),
    ("features-design", ACROSS, "answers 6 to a ramp to the right"),
    ("features-design", np.transpose(ACROSS), "answers 6 to a ramp down"),
    ("features-design", np.ones((3, 3)), "answers 9 to a flat window"),
    ("features-design", -3 * np.array(CROSS), "a multiple of the Laplacian"),
    ("features-design", [[1, -1, 0], [-1, 0, 1], [0, 1, -1]], "0 to a bright cell"),
    ("features-design", [1], "yours has shape (1,)"),
    ("field-counterexample", ((20, 3), (10, 3)), "in 15 cells, the second in 11"),
    ("field-counterexample", ((4, 9), (20, 3)), "33 cells, the second of 41: not larger"),
    ("field-counterexample", ((4, 4), (20, 3)), "kernels are odd, got 4"),
    ("field-design", slides(1, 2, 10), "paths lead from cell"),
    ("field-design", slides(1, 2, 4), "the field has 15 cells, not 27"),
    ("field-design", [Slide(3), Slide(5), Slide(3)], "yours have kernels [3, 5, 3]"),
    ("layer-counterexample", (IMAGE[[0, 0]], [0 * EDGE, EDGE]), "slice 0 of the kernel"),
    ("layer-counterexample", (np.ones((2, 5, 5)), [EDGE, EDGE]), "channel 0 is blank"),
    ("layer-counterexample", (IMAGE, [EDGE, -EDGE]), "the output reaches"),
    ("layer-counterexample", (IMAGE[:1], [EDGE]), "have shapes (1, 5, 5) and (1, 3, 3)"),
    ("layer-red", alarm(0.0), "answers"),
    ("layer-red", alarm(-51.0), "is silent"),
    ("layer-red", (np.stack([np.ones((3, 3)) / 9, -np.ones((3, 3)) / 9, EDGE * 0]), -50), "of 900"),
    ("layer-red", (EDGE, -50), "yours has (3, 3)"),
    ("learning-counterexample", (SURE, UNSURE), "not smaller"),
    ("learning-counterexample", ([[2, 0], [2, 0], [0, 2]], SURE), "the first reads 3 digits"),
    ("learning-counterexample", ([1, 2], SURE), "yours have shapes (2,)"),
    ("learning-design", 1215, "it is 1.59 points wide"),
    ("learning-design", 450, "it is 2.7"),
    ("learning-design", 0.5, "whole and positive, got 0.5"),
    ("pooling-counterexample", [1, 2, 3, 4], "mean and ReLU give 2.5 in either order"),
    ("pooling-counterexample", [1, 2, 3], "yours has 3"),
    ("pooling-design", (3, 2, 0), "112 cells become 55, not 56"),
    ("pooling-design", (2, 2, 0), "windows of 2 at stride 2 do not overlap"),
    ("pooling-design", (1, 2), "stops with"),
]


@pytest.mark.parametrize(
    ("exercise", "answer"),
    [(exercise, answer) for exercise, answers in RIGHT.items() for answer in answers],
)
def test_a_right_answer_is_taken(exercise, answer):
    said = check(exercise, answer)
    assert said, said.words


@pytest.mark.parametrize(("exercise", "answer", "fault"), WRONG)
def test_the_fault_of_a_wrong_answer_is_named(exercise, answer, fault):
    said = check(exercise, answer)
    assert not said and fault in said.words, said.words


def test_every_checker_of_this_file_has_right_and_wrong_answers():
    wrong = {exercise for exercise, _, _ in WRONG}
    assert wrong == set(RIGHT) <= set(verdict.CHECKERS)
