"""Does a mean over the map read digits as well as a dense layer on the whole map?

Three networks learn the digits of the first ten forms, at half their size, from several random
starts: a dense layer on 16 maps of 4 by 4 cells; the mean of each of the 16 maps and a dense layer
on 16 numbers; and the same with as many maps as make the parameters of the first. The digits of
the last four forms, which no network saw, are read. ``--record`` stores the shares for the page on
fully connected layers; the rounds are the random starts.
"""

import numpy as np

import convbook.functional as F
from benchmarks.record import record
from benchmarks.stopwatch import begin
from convbook import data
from convbook.learn import Chain, Layer, accuracy, conv2d, fit, flatten, linear, relu

SEEN = 1287  # forms of digits to learn from; the others are read


def pool(forward, backward, **settings):
    """A layer without weights."""
    return Layer(forward, backward, settings=settings)


def features(maps, random):
    """The layers below the head: 16 by 16 cells to so many maps of 4 by 4."""
    shrink = pool(F.max_pool2d, F.max_pool2d_backward, kernel_size=2)
    return [conv2d(1, 8, 5, random), relu(), shrink, conv2d(8, maps, 3, random), relu()]


def dense(maps, random):
    """Every cell of every map has a weight for each class."""
    return Chain([*features(maps, random), flatten(), linear(maps * 16, 10, random)])


def mean(maps, random):
    """Every map has one weight for each class."""
    average = pool(F.adaptive_avg_pool2d, F.adaptive_avg_pool2d_backward, output_size=1)
    return Chain([*features(maps, random), average, flatten(), linear(maps, 10, random)])


HEADS = {"dense, 16 maps": (dense, 16), "mean, 16 maps": (mean, 16), "mean, 45 maps": (mean, 45)}


def main():
    """Train every head from every start; print and store how many unseen digits it reads."""
    given = begin(__doc__)
    digits, labels = data.digits(32)
    digits = digits.reshape(-1, 1, 16, 2, 16, 2).sum((3, 5)) / 4
    seen, unseen = slice(0, SEEN), slice(SEEN, None)
    rows = []
    for name, (head, maps) in HEADS.items():
        for seed in range(given.rounds):
            random = np.random.default_rng(seed)
            chain = head(maps, random)
            fit(chain, digits[seen], labels[seen], random, epochs=10, quiet=True)
            row = {
                "head": name,
                "seed": seed,
                "parameters": sum(array.size for array in chain.parameters),
                "unseen": accuracy(chain, digits[unseen], labels[unseen]),
                "seen": accuracy(chain, digits[seen], labels[seen]),
            }
            print(row, flush=True)
            rows.append(row)
    if given.record:
        record("heads", rows, how=f"{given.rounds} random starts, 10 epochs, float64")


if __name__ == "__main__":
    main()
