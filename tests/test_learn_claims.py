"""What a small network learns of the digits: sweeps behind the page on learning."""

import copy
import itertools
import re

import numpy as np
import pytest

from convbook import data
from convbook import functional as F
from convbook.learn import SGD, Chain, conv2d, flatten, linear, relu


def digits():
    """Images of 8 by 8 with ink from 0 to 1, and their labels, in the order of the file."""
    images, labels = data.digits(8)
    return images[:, None] / 16.0, labels


def network(seed):
    """The network of the page."""
    generator = np.random.default_rng(seed)
    return Chain([
        conv2d(1, 8, 3, generator, padding=1),
        relu(),
        conv2d(8, 16, 3, generator, stride=2, padding=1),
        relu(),
        flatten(),
        linear(16 * 4 * 4, 10, generator),
    ])  # fmt: skip


def trained(chain, images, labels, epochs=5, after=None):
    """``chain`` after ``epochs`` in batches of 32; ``after`` is given the loss of each step."""
    generator, descent = np.random.default_rng(0), SGD(chain.parameters, rate=0.05, momentum=0.9)
    for _ in range(epochs):
        order = generator.permutation(len(images))
        for start in range(0, len(images), 32):
            some = order[start : start + 32]
            scores = chain(images[some])
            chain.back(F.cross_entropy_backward(1.0, scores, labels[some])[0])
            descent.step(chain.gradients)
            if after:
                after(float(F.cross_entropy(scores, labels[some])))
    return chain


def forms(labels):
    """Where each of the forms begins that people filled in."""
    return [found.start() - 30 for found in re.finditer("0955650989", "".join(map(str, labels)))]


def test_the_forms_follow_each_other_with_equal_digits():
    """Behind three times 0 to 9, which may lack some, stand the same 18 digits each time."""
    _, labels = digits()
    starts = forms(labels)
    assert starts[:5] == [0, 130, 256, 386, 516] and len(starts) == 14
    assert all((labels[start + 30 : start + 48] == labels[30:48]).all() for start in starts)
    assert 105 <= min(np.diff([*starts, 1797])) and max(np.diff([*starts, 1797])) <= 138


@pytest.mark.slow
def test_a_first_layer_left_at_random_costs_few_answers():
    """Five random starts: 3 to 11 of 450 answers; the start of the page, 2, ends best."""
    images, labels = digits()
    order = np.random.default_rng(0).permutation(1797)
    seen, unseen = order[:1347], order[1347:]
    costs, counts = [], []
    for seed in range(1, 6):
        whole = network(seed)
        eyes, rest = Chain(whole.layers[:2]), Chain(copy.deepcopy(whole.layers[2:]))
        trained(rest, eyes(images[seen]), labels[seen])
        right = (rest(eyes(images[unseen])).argmax(1) == labels[unseen]).sum()
        trained(whole, images[seen], labels[seen])
        counts.append(int((whole(images[unseen]).argmax(1) == labels[unseen]).sum()))
        costs.append(counts[-1] - int(right))
    assert (min(costs), max(costs)) == (3, 11)
    assert counts == [436, 441, 440, 438, 439]


@pytest.mark.slow
def test_with_a_hundred_digits_the_unseen_loss_rises_little():
    """From 0.53 at its turn to 0.68 after 240 steps; with 40 digits it nearly doubles."""
    images, labels = digits()
    order = np.random.default_rng(0).permutation(1797)
    seen, unseen = order[:100], order[1347:]
    chain, losses = network(2), []

    def measure(_):
        losses.append(float(F.cross_entropy(chain(images[unseen]), labels[unseen])))

    trained(chain, images[seen], labels[seen], 60, measure)
    assert (round(min(losses), 2), round(losses[-1], 2)) == (0.53, 0.68)


@pytest.mark.slow
def test_labels_drawn_by_lot_are_learned_by_heart():
    """Six draws: all 40 each time, and of 450 unseen digits 34 to 91."""
    images, labels = digits()
    order = np.random.default_rng(0).permutation(1797)
    seen, unseen = order[:40], order[1347:]
    counts = []
    for seed in range(1, 7):
        lots = np.random.default_rng(seed).integers(0, 10, 40)
        chain = trained(network(2), images[seen], lots, 60)
        assert (chain(images[seen]).argmax(1) == lots).all()
        counts.append(int((chain(images[unseen]).argmax(1) == labels[unseen]).sum()))
    assert counts == [77, 35, 39, 34, 91, 35]


@pytest.mark.slow
def test_labels_of_other_digits_keep_the_loss_near_the_logarithm_of_ten():
    """Five epochs are too few to learn 1347 wrong labels by heart."""
    images, labels = digits()
    seen = np.random.default_rng(0).permutation(1797)[:1347]
    generator, losses = np.random.default_rng(0), []
    places, others = generator.permutation(1347), generator.permutation(1347)
    trained(network(2), images[seen][places], labels[seen][others], after=losses.append)
    means = np.reshape(losses, (5, 43)).mean(1)
    assert (abs(means - np.log(10)) < 0.03).all()


@pytest.mark.slow
def test_digits_of_new_hands_are_read_less_well():
    """Each form is read by a network that learned from others: 92 percent, from 84 to 100."""
    images, labels = digits()
    starts = [*forms(labels), 1797]
    hits = np.zeros(1797, bool)
    for low, high in ((0, 4), (4, 7), (7, 10), (10, 14)):
        new = np.arange(starts[low], starts[high])
        others = np.setdiff1d(np.arange(1797), new)
        chain = trained(network(2), images[others], labels[others])
        hits[new] = chain(images[new]).argmax(1) == labels[new]
    shares = [hits[low:high].mean() for low, high in itertools.pairwise(starts)]
    assert round(hits.mean(), 2) == 0.92
    assert (round(min(shares), 2), round(max(shares), 2)) == (0.84, 1.0)
