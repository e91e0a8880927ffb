"""Take turns, take the time, take the median: what every script in this folder measures with."""

import argparse
import os
import sys
import tracemalloc
from math import inf
from pathlib import Path
from statistics import median
from time import sleep, thread_time

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
        starts, so it must be set in the environment; ``make bench`` does, and an error says how.

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
            f"{os.environ.get('OPENBLAS_NUM_THREADS', 'not set')}; with it: "
            f"OPENBLAS_NUM_THREADS={threads} OMP_NUM_THREADS={threads} OPENBLAS_THREAD_TIMEOUT=4 "
            f"python -m benchmarks.{' '.join([Path(sys.argv[0]).stem, *sys.argv[1:]])}"
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


def contest(contestants, rounds, clock=thread_time, patience=inf, pause=0, of_all=median):
    """Median seconds of each contestant; they take turns, so a busy machine slows all of them.

    Parameters
    ----------
    contestants : dict of str to callable
    rounds : int
    clock : callable
    patience : float
        Seconds that all rounds should take: there are fewer rounds then, at least three. Whoever
        needs a third of it for the first call is not called again.
    pause : float
        Seconds before each call. With several threads they are needed: those of one library stay
        awake for a while after its call, and keep a processor from the next contestant.
    of_all : callable
        What is made of the times of all rounds. On the wall's clock, which counts the work of other
        programs too, their minimum is steadier than the median.

    Returns
    -------
    dict of str to float
    """
    first = {name: seconds(call, clock) for name, call in contestants.items()}
    quick = [name for name, once in first.items() if once < patience / 3]
    fit = patience / max(sum(first[name] for name in quick), 1e-9)
    times = {name: [] if name in quick else [once] for name, once in first.items()}
    for _ in range(max(min(rounds, 3), int(min(rounds, fit)))):
        for name in quick:
            sleep(pause)
            times[name].append(seconds(contestants[name], clock))
    return {name: of_all(values) for name, values in times.items()}


def peak(call):
    """What a call returns, and the bytes that it holds at most beside its arguments.

    The result is counted. What NumPy allocates is seen; what a library in C takes from the system
    by itself is not, so PyTorch cannot be measured in this way.
    """
    tracemalloc.start()
    result = call()
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return result, most
