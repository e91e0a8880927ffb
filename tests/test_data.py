"""The real inputs are the ones their sources describe."""

import hashlib
from importlib.resources import files

import numpy as np
import pytest

from convbook import data


def test_block_sums_of_the_originals_are_the_famous_small_digits():
    """The first rows of the published 8 by 8 set, facts that its authors state, and every count."""
    images, labels = data.digits(8)
    first = [0, 0, 5, 13, 9, 1, 0, 0, 0, 0, 13, 15, 10, 15, 5, 0]
    assert images[0].ravel()[:16].tolist() == first
    assert np.bincount(labels).tolist() == [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]
    assert images.max() == 16
    # Of the 1797 by 64 counts of ``digits.csv.gz`` in scikit-learn, one byte each, in order.
    published = "8f26b2bd9d135c256808f68f14fdabddde6d9c7f869ae419704b051f0f14b3b3"
    assert hashlib.sha256(images.tobytes()).hexdigest() == published


def test_originals_are_black_and_white():
    images, labels = data.digits()
    assert images.shape == (1797, 32, 32) and set(np.unique(images)) == {0, 1}
    assert labels.shape == (1797,)


@pytest.mark.parametrize("name", data.PHOTOGRAPHS)
def test_photographs_come_in_brightness_and_in_color(name):
    gray, color = data.photograph(name), data.photograph(name, color=True)
    assert gray.shape == (427, 640) and color.shape == (213, 320, 3)
    assert gray.dtype == color.dtype == np.uint8
    weights = np.array([0.299, 0.587, 0.114])
    halved = gray[:426].reshape(213, 2, 320, 2).mean((1, 3))
    assert abs(color @ weights - halved).mean() < 8, "not the same picture"


def test_sunspots_have_their_known_maximum():
    years, numbers = data.sunspots()
    assert years.tolist() == list(range(1700, 2009))
    assert years[numbers.argmax()] == 1957 and numbers.max() == 190.2


def test_published_peaks_have_the_known_ridge_points():
    """FLOPs per byte where a layer stops waiting for memory, to three digits."""
    ridges = {
        name: round(peak / bandwidth, 1) for name, (peak, bandwidth) in data.machines().items()
    }
    assert ridges == {
        ("A100", "float32"): 12.5,
        ("A100", "bfloat16"): 200.6,
        ("H100", "float32"): 20.0,
        ("H100", "bfloat16"): 295.3,
    }


def test_each_file_is_attributed_and_all_stay_below_a_megabyte():
    folder = files("convbook.data")
    sources = (folder / "SOURCES.md").read_text()
    stored = [f for f in folder.iterdir() if f.name.endswith((".npz", ".csv"))]
    assert len(stored) == 5
    assert all(f"`{f.name}`" in sources for f in stored)
    assert sum(len(f.read_bytes()) for f in stored) < 1_000_000
    assert len({hashlib.sha256(f.read_bytes()).digest() for f in stored}) == 5


def test_what_was_measured_says_on_which_machine_and_when():
    names = sorted(path.name[:-5] for path in (files("convbook.data") / "measured").iterdir())
    assert names
    for name in names:
        machine, rows = data.measured(name)
        assert {"processor", "cores", "system", "software", "date"} <= set(machine), name
        assert rows, name


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: data.photograph("dog"), "name must be one of temple, flower; got 'dog'"),
        (lambda: data.digits(16), "size must be 32 or 8, got 16"),
        (lambda: data.measured("speed of light"), "name must be one of .*; got 'speed of light'"),
    ],
)
def test_what_is_not_there_is_refused(call, words):
    with pytest.raises(ValueError, match=words):
        call()
