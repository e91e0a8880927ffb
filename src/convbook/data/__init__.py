"""Small real inputs, committed with the book: photographs, handwritten digits, a time series.

Where each comes from, and its license, stands in ``SOURCES.md`` beside this file. What the scripts
under ``benchmarks/`` measured lies here too, and ``measured`` reads it; ``elsewhere`` reads what
other libraries answered to the questions of the folder of that name.
"""

import csv
import json
from importlib.resources import files

import numpy as np

PHOTOGRAPHS = ("temple", "flower")

__all__ = ["PHOTOGRAPHS", "digits", "elsewhere", "machines", "measured", "photograph", "sunspots"]


def photograph(name, color=False):
    """A photograph as numbers.

    Parameters
    ----------
    name : {'temple', 'flower'}
    color : bool
        Red, green and blue, at half the size, instead of brightness.

    Returns
    -------
    array of uint8, shape (427, 640), or (213, 320, 3) in color
        0 is black, 255 white.

    Raises
    ------
    ValueError
        If there is no such photograph.

    Notes
    -----
    "Chinese temple" by danielbuechele and a flower by vultilion, both CC BY 2.0.

    Examples
    --------
    >>> photograph("temple").shape, photograph("flower", color=True).shape
    ((427, 640), (213, 320, 3))
    """
    if name not in PHOTOGRAPHS:
        raise ValueError(f"name must be one of {', '.join(PHOTOGRAPHS)}; got {name!r}")
    with np.load(files(__name__) / f"{name}.npz") as stored:
        return stored["color" if color else "gray"]


def digits(size=32):
    """Handwritten digits and their labels.

    Parameters
    ----------
    size : {32, 8}
        32: black and white, 0 or 1. 8: the number of ink cells in each block of 4 by 4, 0 to 16.

    Returns
    -------
    (images, labels)
        Arrays of uint8, shapes (1797, size, size) and (1797,).

    Raises
    ------
    ValueError
        If ``size`` is another number.

    Notes
    -----
    Test set of *Optical Recognition of Handwritten Digits*, E. Alpaydin and C. Kaynak (1998), UCI
    Machine Learning Repository, CC BY 4.0. The 8 by 8 images of that set are exactly the block sums
    of its 32 by 32 originals, and are computed here.

    Examples
    --------
    >>> images, labels = digits(8)
    >>> images.shape, int(labels[0])
    ((1797, 8, 8), 0)
    >>> images[0, 0]
    array([ 0,  0,  5, 13,  9,  1,  0,  0], dtype=uint8)
    """
    if size not in (32, 8):
        raise ValueError(f"size must be 32 or 8, got {size}")
    with np.load(files(__name__) / "digits.npz") as stored:
        images, labels = np.unpackbits(stored["bits"], axis=-1), stored["label"]
    if size == 8:
        images = images.reshape(-1, 8, 4, 8, 4).sum((2, 4), dtype=np.uint8)
    return images, labels


def sunspots():
    """Yearly sunspot numbers, 1700 to 2008.

    Returns
    -------
    (years, numbers)
        Arrays of int and float64, shape (309,).

    Notes
    -----
    NOAA National Geophysical Data Center; public domain.

    Examples
    --------
    >>> years, numbers = sunspots()
    >>> int(years[0]), float(numbers[0]), len(years)
    (1700, 5.0, 309)
    """
    with (files(__name__) / "sunspots.csv").open() as lines:
        years, numbers = np.loadtxt(lines, delimiter=",", skiprows=1, unpack=True)
    return years.astype(int), numbers


def machines():
    """What makers publish of machines that the book did not measure.

    Returns
    -------
    dict of (str, str) to (float, float)
        For a machine and a dtype, the peak in FLOPs a second and the bandwidth of the main memory
        in bytes a second. Peaks in bfloat16 are those of the matrix units, without sparsity.

    Notes
    -----
    NVIDIA's data sheets of the A100 SXM with 40 GB and of the H100 SXM with 80 GB.

    Examples
    --------
    >>> peak, bandwidth = machines()["A100", "float32"]
    >>> f"{peak:.3g} FLOP/s, {bandwidth:.4g} bytes/s"
    '1.95e+13 FLOP/s, 1.555e+12 bytes/s'
    """
    with (files(__name__) / "machines.csv").open() as lines:
        rows = list(csv.DictReader(lines))
    return {
        (row["machine"], row["dtype"]): (1e9 * float(row["peak"]), 1e9 * float(row["bandwidth"]))
        for row in rows
    }


def measured(name):
    """Times and memory that a script under ``benchmarks/`` measured, and on which machine.

    Parameters
    ----------
    name : str
        Name of the measurement, such as ``'convolution'``.

    Returns
    -------
    (machine, rows)
        A dict of str to str that describes the machine, its software and the day; and a list of
        dict, one for each thing measured. Times are in seconds, memory in bytes.

    Raises
    ------
    ValueError
        If there is no such measurement.
    """
    folder = files(__name__) / "measured"
    known = sorted(path.name.removesuffix(".json") for path in folder.iterdir())
    if name not in known:
        raise ValueError(f"name must be one of {', '.join(known)}; got {name!r}")
    stored = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    return stored["machine"], stored["rows"]


def elsewhere(table="layers"):
    """What other libraries do: one layer, one setting, a few whole numbers.

    Parameters
    ----------
    table : {'layers', 'counters'}
        Results of layers, or what counters of operations count.

    Returns
    -------
    (questions, libraries)
        A list of dict with ``name``, ``layer``, ``setting``, ``input`` and ``guess``; and a dict
        from the name of a script to a dict with ``name``, ``versions``, ``results`` by the name of
        the question, and when and where they were measured. A question that a library was not asked
        is not among its results; "no such layer" and "refuses: ..." are results.

    Raises
    ------
    ValueError
        If there is no such table.

    Examples
    --------
    >>> questions, libraries = elsewhere()
    >>> [question] = [q for q in questions if q["name"] == "same-stride-2"]
    >>> question["input"]
    {'x': [1, 2, 3, 4, 5, 6], 'kernel': [1, 10, 100], 'stride': 2}
    >>> libraries["jax_flax"]["results"]["same-stride-2"]
    [321, 543, 65]
    """
    stored = json.loads((files(__name__) / "elsewhere.json").read_text(encoding="utf-8"))
    if table not in stored:
        raise ValueError(f"table must be one of {', '.join(stored)}; got {table!r}")
    return stored[table]["questions"], stored[table]["libraries"]
