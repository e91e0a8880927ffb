"""Take turns, take the time, take the median: what every script in this folder measures with."""

import argparse
import os
from statistics import median
from time import thread_time

import numpy as np
import torch

from benchmarks.record import machine


def begin(about, threads=1):
    """Read the options every script has, make ready, and print the machine.

    Parameters
    ----------
    about : str
        The script's docstring; its first line becomes the help.
    threads : int
        How many threads NumPy and PyTorch may use. NumPy's library reads its number when Python
        starts, so it must be set in the environment; ``make bench`` does.

    Returns
    -------
    argparse.Namespace
        ``rounds``, how often everything is timed, and ``record``, whether the result is to be
        stored beside the data of the book.
    """
    parser = argparse.ArgumentParser(description=about.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=11, help="how often all of them take turns")
    parser.add_argument("--record", action="store_true", help="store the result in the book")
    given = parser.parse_args()
    if os.environ.get("OPENBLAS_NUM_THREADS") != str(threads):
        parser.error(
            f"OPENBLAS_NUM_THREADS must be {threads} before Python starts, and it is "
            f"{os.environ.get('OPENBLAS_NUM_THREADS', 'not set')}: use `make bench`"
        )
    torch.set_num_threads(threads)
    np.zeros(31 << 18, np.float32)  # freed at once: later arrays reuse its pages
    for name, value in machine().items():
        print(f"{name}: {value}")
    return given


def seconds(call, clock=thread_time):
    """Seconds that one call takes.

    Parameters
    ----------
    call : callable
    clock : callable
        ``thread_time`` counts the processor time of this thread alone, so other work on the machine
        is not counted; ``perf_counter`` is the clock on the wall, for calls that use more threads.
    """
    start = clock()
    call()
    return clock() - start


def contest(contestants, rounds, clock=thread_time):
    """Median seconds of each contestant; they take turns, so a busy machine slows all of them.

    Parameters
    ----------
    contestants : dict of str to callable
    rounds : int
    clock : callable

    Returns
    -------
    dict of str to float
    """
    for call in contestants.values():
        call()
    times = {name: [] for name in contestants}
    for _ in range(rounds):
        for name, call in contestants.items():
            times[name].append(seconds(call, clock))
    return {name: median(values) for name, values in times.items()}
