"""Measure the contestants of a layer, print a line of a table, keep the rows for the book."""

import numpy as np

from benchmarks.stopwatch import contest, peak

PATIENCE = 3.0  # seconds for all rounds of one line


class Table:
    """A printed table of ratios: PyTorch's time by that of each contestant.

    Parameters
    ----------
    title : str
    names : list of str
        The contestants, in the order of the columns.
    rounds : int
    **how
        Given on to :func:`benchmarks.stopwatch.contest`.

    Attributes
    ----------
    rows : list of dict
        For each contestant of each line its seconds, and its bytes where they were measured.
    """

    def __init__(self, title, names, rounds, **how):
        self.names, self.rounds, self.rows = names, rounds, []
        self.how = {"patience": PATIENCE, **how}
        print(f"\n{title}: PyTorch's time / theirs (above 1 is faster than PyTorch)\n")
        self.print("", {name: name for name in names})
        print(f"|{'-' * 38}|" + f"{'-' * 17}:|" * len(names))

    def print(self, label, cells):
        """Print one line of cells, each below the name of its contestant."""
        line = " | ".join(f"{cells.get(name, ''):>16}" for name in self.names)
        print(f"| {label:36} | {line} |", flush=True)

    def line(self, label, calls, *, scale=None, memory=None, **about):
        """Measure one line.

        Parameters
        ----------
        label : str
        calls : dict of str to callable
            One of them is ``torch``.
        scale : dict of str to float, optional
            By which the time of a contestant is multiplied that did a part of the work.
        memory : dict of str to int, optional
            Bytes of those that were measured.
        **about
            Keys and values of every row.

        Returns
        -------
        dict of str to float
            Seconds.
        """
        times = contest(calls, self.rounds, **self.how)
        for name, factor in (scale or {}).items():
            times[name] *= factor
        self.print(label, {name: f"{times['torch'] / once:.3g}" for name, once in times.items()})
        if memory:
            self.print("", {name: f"{most / 1e6:.3g} MB" for name, most in memory.items()})
        for name, once in times.items():
            bytes_of = {"bytes": memory[name]} if name in (memory or {}) else {}
            self.rows.append({**about, "who": name, "seconds": once, **bytes_of})
        return times


def checked(calls, expected, most=2e-4):
    """Bytes of each call; its results must be the expected ones, up to rounding."""
    memory = {}
    for name, call in calls.items():
        results, memory[name] = peak(call)
        for one, other in zip(results, map(np.asarray, expected), strict=True):
            about = dict(atol=most * abs(other).max(), rtol=0, err_msg=name)
            np.testing.assert_allclose(one, other, **about)
    return memory
