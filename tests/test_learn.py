"""The training kit: gradients of a whole chain, steps, the bar, and real digits."""

import numpy as np
import pytest

from convbook import data, learn
from convbook import functional as F
from convbook.learn import SGD, Chain, Layer, conv2d, flatten, linear, relu


def network(generator, channels=(4, 6)):
    """Two convolutions, the second of stride 2, and a dense layer, for images of 8 by 8."""
    first, second = channels
    return Chain([
        conv2d(1, first, 3, generator, padding=1),
        relu(),
        conv2d(first, second, 3, generator, stride=2, padding=1),
        relu(),
        flatten(),
        linear(second * 16, 10, generator),
    ])  # fmt: skip


def with_batch_norm(generator):
    """A chain with arrays that have no gradient among those it holds."""
    norm = [np.zeros(5), np.ones(5), generator.normal(size=5), generator.normal(size=5)]
    return Chain([
        conv2d(1, 5, 3, generator, stride=(2, 3)),
        Layer(F.batch_norm, F.batch_norm_backward, norm, dict(training=True)),
        Layer(F.gelu, F.gelu_backward, settings=dict(approximate="tanh")),
        flatten(),
        linear(5 * 3 * 2, 10, generator),
        Layer(F.tanh, F.tanh_backward),
    ])  # fmt: skip


@pytest.mark.parametrize("make", [network, with_batch_norm])
def test_the_gradient_of_a_whole_chain_is_the_slope(make):
    """A step of 1e-6 in float64 leaves an error of about 1e-9."""
    generator = np.random.default_rng(0)
    chain, images = make(generator), generator.normal(size=(3, 1, 8, 8))
    labels = np.array([7, 0, 2])

    def loss():
        return F.cross_entropy(chain(images), labels)

    grad_images = chain.back(F.cross_entropy_backward(1.0, chain(images), labels)[0])
    gradients = [grad_images, *chain.gradients]
    learned = 0
    for array, slope in zip([images, *chain.parameters], gradients, strict=True):
        if slope is None:
            continue
        learned += 1
        assert slope.shape == array.shape
        for place in map(tuple, generator.permutation(list(np.ndindex(array.shape)))[:15]):
            before, scores = array[place], []
            for step in (1e-6, -1e-6):
                array[place] = before + step
                scores.append(loss())
            array[place] = before
            assert np.isclose((scores[0] - scores[1]) / 2e-6, slope[place], rtol=1e-5, atol=1e-8)
    assert learned == 7


def test_a_chain_remembers_the_parameters_of_all_layers_in_order():
    chain = network(np.random.default_rng(0))
    shapes = [(4, 1, 3, 3), (4,), (6, 4, 3, 3), (6,), (10, 96), (10,)]
    assert [array.shape for array in chain.parameters] == shapes
    chain.back(chain(np.ones((2, 1, 8, 8))))
    assert [array.shape for array in chain.gradients] == shapes


def test_steps_worked_by_hand():
    """Rate 1/2, momentum 1/4: speeds 8, 8/4 + 4 = 6, 6/4 + 0 = 1.5."""
    arrays = [np.array([10.0, 100.0]), np.array([[1000.0]])]
    descent = SGD(arrays, rate=0.5, momentum=0.25)
    places = []
    for gradient in (8.0, 4.0, 0.0):
        descent.step([np.array([gradient, -gradient]), np.array([[gradient]])])
        places.append([arrays[0].tolist(), arrays[1].item()])
    assert places == [[[6, 104], 996], [[3, 107], 993], [[2.25, 107.75], 992.25]]


def test_an_array_without_a_gradient_stays_where_it_is():
    arrays = [np.array([1.0]), np.array([2.0])]
    SGD(arrays, rate=1.0).step([None, np.array([5.0])])
    assert [array.tolist() for array in arrays] == [[1.0], [-3.0]]


def test_a_step_for_every_parameter_is_asked_for():
    with pytest.raises(ValueError, match="shorter"):
        SGD([np.ones(1), np.ones(2)]).step([np.ones(1)])


def test_first_weights_have_the_variance_that_keeps_the_signal():
    """Of 200 * 72 numbers the variance is within 5 percent of 2 / 72."""
    weight = learn.initial((200, 8, 3, 3), np.random.default_rng(0))
    assert abs(weight.var() * 72 / 2 - 1) < 0.05 and abs(weight.mean()) < 0.01


def test_the_bar_is_plain_text_on_the_standard_output(capsys):
    assert list(learn.progress("abc", 3, width=6)) == ["a", "b", "c"]
    printed = capsys.readouterr()
    assert printed.out == "\r[##    ] 1/3\r[####  ] 2/3\r[######] 3/3\n"
    assert printed.err == ""


def test_the_quiet_bar_says_nothing(capsys):
    assert list(learn.progress("abc", 3, quiet=True)) == ["a", "b", "c"]
    assert capsys.readouterr() == ("", "")


def digits():
    """Images of 8 by 8 with ink from 0 to 1, shuffled: 1347 to learn from and 450 to test on."""
    images, labels = data.digits(8)
    order = np.random.default_rng(0).permutation(len(images))
    return (images[:, None] / 16.0)[order], labels[order]


def test_training_lowers_the_loss_to_a_known_value():
    images, labels = digits()
    generator = np.random.default_rng(1)
    chain = network(generator)
    losses = learn.fit(chain, images[:300], labels[:300], generator, epochs=3, quiet=True)
    assert np.round(losses, 2).tolist() == [2.28, 1.91, 1.27]


@pytest.mark.slow
def test_a_small_network_reads_the_digits(capsys):
    """More than 95 of 100 that it never saw; about 2 seconds on one core."""
    images, labels = digits()
    generator = np.random.default_rng(1)
    chain = network(generator, channels=(8, 16))
    losses = learn.fit(chain, images[:1347], labels[:1347], generator, epochs=5)
    assert losses[-1] < 0.2 * losses[0]
    assert learn.accuracy(chain, images[1347:], labels[1347:]) > 0.95
    assert capsys.readouterr().out.endswith("] 5/5\n")


def test_accuracy_counts_the_highest_scores():
    scores = np.array([[1.0, 3, 2], [5, 0, 0], [0, 0, 1], [0, 1, 0]])
    assert learn.accuracy(lambda images: scores, None, np.array([1, 0, 2, 0])) == 0.75
