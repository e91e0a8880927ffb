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


def with_shared_layers(generator):
    """GELU and a convolution in three places, a chain in two, one array in two layers."""
    act, same = Layer(F.gelu, F.gelu_backward), conv2d(2, 2, 3, generator, padding=1, groups=2)
    inner = Chain([same, act])
    weight = generator.normal(size=(16, 2 * 4 * 2))
    return Chain([
        conv2d(1, 2, 3, generator, stride=(2, 4), padding=1),
        act,
        inner,
        same,
        inner,
        Layer(F.silu, F.silu_backward, settings=dict(inplace=True)),
        flatten(),
        Layer(F.linear, F.linear_backward, [weight, generator.normal(size=16)]),
        Layer(F.tanh, F.tanh_backward),
        Layer(F.linear, F.linear_backward, [weight]),
    ])  # fmt: skip


@pytest.mark.parametrize(
    ("make", "arrays"), [(network, 7), (with_batch_norm, 7), (with_shared_layers, 7)]
)
def test_the_gradient_of_a_whole_chain_is_the_slope(make, arrays):
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
    assert learned == arrays


def test_a_chain_remembers_the_parameters_of_all_layers_in_order():
    chain = network(np.random.default_rng(0))
    shapes = [(4, 1, 3, 3), (4,), (6, 4, 3, 3), (6,), (10, 96), (10,)]
    assert [array.shape for array in chain.parameters] == shapes
    chain.back(chain(np.ones((2, 1, 8, 8))))
    assert [array.shape for array in chain.gradients] == shapes


def test_the_gradient_of_a_layer_used_twice_is_the_sum():
    """y = w (w x + b) + b with x = 3, w = 2, b = 1: dy/dw = w x + b + w x = 13, dy/db = w + 1."""
    layer = Layer(F.linear, F.linear_backward, [np.array([[2.0]]), np.array([1.0])])
    chain = Chain([layer, layer])
    assert chain(np.array([[3.0]])).tolist() == [[15.0]]
    assert chain.back(np.array([[1.0]])).tolist() == [[4.0]]
    for found in (chain.gradients, layer.gradients):
        assert [gradient.tolist() for gradient in found] == [[[13.0]], [3.0]]
    assert len(chain.parameters) == 2
    assert chain.back(np.array([[1.0]])).tolist() == [[4.0]]
    assert chain.gradients[0].tolist() == [[13.0]], "each backward pass begins anew"
    chain(np.array([[4.0]]))
    assert chain.back(np.array([[1.0]])).tolist() == [[4.0]]
    assert chain.gradients[0].tolist() == [[2 * 4 + 1 + 2 * 4]]


def test_two_chains_share_a_layer_and_each_goes_its_own_way_back():
    shared = Layer(F.linear, F.linear_backward, [np.array([[2.0, 5.0]])])
    one, other = Chain([shared]), Chain([shared, relu()])
    one(np.array([[1.0, 10.0]]))
    other(np.array([[3.0, 30.0]]))
    one.back(np.array([[1.0]]))
    assert one.gradients[0].tolist() == [[1.0, 10.0]]
    other.back(np.array([[1.0]]))
    assert other.gradients[0].tolist() == [[3.0, 30.0]]


@pytest.mark.parametrize("name", ["silu", "relu", "hardtanh", "elu", "hardswish", "leaky_relu"])
def test_a_layer_in_place_has_the_gradient_of_the_one_that_is_not(name):
    input, grad = np.random.default_rng(0).normal(size=(2, 3, 5))
    layer = Layer(getattr(F, name), getattr(F, f"{name}_backward"), settings=dict(inplace=True))
    written = input.copy()
    assert layer(written) is written
    for _ in range(2):
        assert (layer.back(grad) == getattr(F, f"{name}_backward")(grad, input)).all()


@pytest.mark.parametrize("make", [lambda layer: layer, lambda layer: Chain([layer])])
@pytest.mark.parametrize("layer", [flatten, lambda: linear(4, 4, np.random.default_rng(0))])
def test_back_without_a_forward_pass_is_refused(make, layer):
    part, grad = make(layer()), np.ones((1, 4))
    with pytest.raises(ValueError, match="gradients are computed by back, which has not run"):
        part.gradients  # noqa: B018
    with pytest.raises(ValueError, match="back needs a forward pass before it"):
        part.back(grad)
    part(np.ones((1, 4)))
    with pytest.raises(ValueError, match=r"grad_output must have shape \(1, 4\), got \(2, 2\)"):
        part.back(grad.reshape(2, 2))
    assert part.back(grad).shape == (1, 4)


def test_a_layer_of_groups_and_of_an_uneven_kernel_runs():
    layer = conv2d(4, 6, (3, 5), np.random.default_rng(0), groups=2, dilation=(2, 1), stride=(1, 2))
    assert layer(np.ones((3, 4, 9, 8))).shape == (3, 6, 5, 2)
    grad_input = layer.back(np.ones((3, 6, 5, 2)))
    assert grad_input.shape == (3, 4, 9, 8)
    assert [g.shape for g in layer.gradients] == [(6, 2, 3, 5), (6,)]


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


def test_scores_of_every_shape_but_one_for_each_class_are_refused():
    for shape in [(4,), (4, 2, 1), (2, 2, 2)]:
        with pytest.raises(ValueError, match=r"scores must have shape \(N, classes\), got"):
            learn.accuracy(lambda images, shape=shape: np.ones(shape), None, np.arange(4))


IMAGES, LABELS = np.ones((6, 1, 2, 2)), np.array([0, 1, 0, 1, 0, 1])
REFUSED = {
    "batch must be at least 1, got -1": dict(batch=-1),
    "batch must be at least 1, got 0": dict(batch=0),
    "batch must be a whole number, got 2.5": dict(batch=2.5),
    "epochs must be at least 0, got -1": dict(epochs=-1),
    "epochs must be a whole number, got 1.0": dict(epochs=1.0),
    "rate must be at least 0, got -0.1": dict(rate=-0.1),
    "rate must be at least 0, got nan": dict(rate=float("nan")),
    "rate must be finite, got inf": dict(rate=float("inf")),
    "rate must be a number, got '1'": dict(rate="1"),
    "momentum must be at least 0, got -1": dict(momentum=-1),
    "momentum must be finite, got inf": dict(momentum=float("inf")),
    "quiet must be True or False, got 'no'": dict(quiet="no"),
    "generator must be a numpy.random.Generator, such as .* got 0": dict(generator=0),
    "generator must be a numpy.random.Generator, such as .* got None": dict(generator=None),
    "labels must be a NumPy array, got list": dict(labels=[0, 1, 0, 1, 0, 1]),
    "images must be a NumPy array, got list": dict(images=IMAGES.tolist()),
    r"labels must have shape \(6,\), got \(6, 1\)": dict(labels=LABELS[:, None]),
    r"labels must have shape \(6,\), got \(5,\)": dict(labels=LABELS[:5]),
    "labels must hold whole numbers, got float64": dict(labels=LABELS / 1.0),
    "images must be at least 1, got 0": dict(images=IMAGES[:0], labels=LABELS[:0]),
}


@pytest.mark.parametrize("words", REFUSED)
def test_training_that_cannot_be_is_refused_in_words(words):
    chain = Chain([flatten(), linear(4, 2, np.random.default_rng(0))])
    before = [array.copy() for array in chain.parameters]
    given = dict(images=IMAGES, labels=LABELS, generator=np.random.default_rng(0), quiet=True)
    with pytest.raises((ValueError, TypeError), match=words):
        learn.fit(chain, **given | REFUSED[words])
    assert all((a == b).all() for a, b in zip(before, chain.parameters, strict=True))


@pytest.mark.parametrize(
    ("labels", "words"),
    [
        (LABELS[:, None], r"labels must have shape \(6,\), got \(6, 1\)"),
        (LABELS[:1], r"labels must have shape \(6,\), got \(1,\)"),
        (LABELS.tolist(), "labels must be a NumPy array, got list"),
        (LABELS == 1, "labels must hold whole numbers, got bool"),
    ],
)
def test_accuracy_refuses_labels_that_are_not_one_for_each_image(labels, words):
    with pytest.raises((ValueError, TypeError), match=words):
        learn.accuracy(lambda images: np.ones((6, 2)), IMAGES, labels)


def test_no_epochs_train_nothing():
    chain = Chain([flatten(), linear(4, 2, np.random.default_rng(0))])
    assert learn.fit(chain, IMAGES, LABELS, np.random.default_rng(0), epochs=0) == []


random = np.random.default_rng(0)
NO_LAYERS = {
    "generator must be a numpy.random.Generator": lambda: linear(3, 2, None),
    "generator must be .* got 7": lambda: conv2d(3, 2, 3, 7),
    "read must be at least 1, got 0": lambda: linear(0, 2, random),
    "made must be a whole number, got 2.0": lambda: linear(3, 2.0, random),
    "made must be at least 1, got -2": lambda: conv2d(3, -2, 3, random),
    "input has 4 channels, which groups=3 does not": lambda: conv2d(4, 6, 3, random, groups=3),
    "output has 5 channels, which groups=2 does not": lambda: conv2d(4, 5, 3, random, groups=2),
    "kernel must be a whole number, got 'x'": lambda: conv2d(4, 5, "x", random),
    "kernel must be at least 1, got 0": lambda: conv2d(4, 5, 0, random),
    "stride must be at least 1, got 0": lambda: conv2d(4, 5, 3, random, stride=0),
    "unexpected keyword argument 'strides'": lambda: conv2d(4, 5, 3, random, strides=2),
    "layers must be of type Layer or Chain, got <function relu": lambda: Chain([F.relu]),
    "rate must be at least 0, got -1": lambda: SGD([], rate=-1),
    r"gradient must have shape \(2,\), got \(1,\)": lambda: SGD([np.ones(2)]).step([np.ones(1)]),
    "learned array must hold floating-point numbers, got int64": lambda: SGD(
        [np.ones(2, np.int64)]
    ).step([np.ones(2)]),
}


@pytest.mark.parametrize("words", NO_LAYERS)
def test_layers_and_steps_that_cannot_be_are_refused_in_words(words):
    with pytest.raises((ValueError, TypeError), match=words):
        NO_LAYERS[words]()
