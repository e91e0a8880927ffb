"""A kernel that slides over a signal: which tap meets which cell, step by step."""

from collections.abc import Sequence

from convbook.draw import wording
from convbook.draw.charts.signals import Signal, signals
from convbook.draw.grid import written
from convbook.draw.picture import Picture

__all__ = ["sliding"]


def sliding(
    given: Sequence[float],
    kernel: Sequence[float],
    products,
    output: Sequence[float],
    step: int,
    *,
    flipped: bool = False,
    starts: tuple[int, int] = (0, 0),
    lines: Sequence[str] | None = None,
    **how,
) -> Picture:
    """One step of a kernel that slides over a signal, from the first overlap to the last.

    Parameters
    ----------
    given, kernel : sequence of number
    products : table of number
        ``products[a][i]`` is tap ``a`` times cell ``i`` of the signal; the caller multiplies.
    output : sequence of number
        All sums, ``len(given) + len(kernel) - 1`` of them; the caller adds.
    step : int
        Which of them is being made, from 0.
    flipped : bool
        The kernel is turned around: a convolution. Without it, a cross-correlation.
    starts : (int, int)
        Positions of the first cell of the signal and of the first tap.
    lines : sequence of str, optional
        Lines of text below; by default the sum with its numbers.
    **how
        Handed on to :func:`signals`.

    Raises
    ------
    ValueError
        If there is no such step, or the number of sums is another.
    """
    size, taps = len(given), len(kernel)
    steps = size + taps - 1
    if len(output) != steps:
        raise ValueError(f"{size} cells and {taps} taps make {steps} sums, got {len(output)}")
    if step not in range(steps):
        raise ValueError(f"step must be one of 0 to {steps - 1}, got {step}")
    # The cell of the signal that tap a meets; the kernel covers the same places either way.
    meets = {a: step - a if flipped else step - (taps - 1) + a for a in range(taps)}
    overlap = {i: a for a, i in sorted(meets.items(), key=lambda item: item[1]) if 0 <= i < size}
    first = starts[0] + (starts[1] if flipped else 1 - taps - starts[1])
    made = {first + number: output[number] for number in range(step + 1)}
    every = [products[a][i] for a in range(taps) for i in range(size)]
    rows = [
        Signal({starts[0] + i: value for i, value in enumerate(given)}, "input", role="input"),
        Signal(
            {starts[0] + i: kernel[a] for a, i in meets.items()},
            f"kernel, {'flipped' if flipped else 'not flipped'}",
            "kernel",
            role="kernel",
        ),
        Signal(
            {starts[0] + i: products[a][i] for i, a in overlap.items()},
            "products of what meets",
            "product",
            limits=(min(every), max(every)),
        ),
        Signal(
            made,
            "output: their sum",
            "output",
            now=first + step,
            limits=(min(output), max(output)),
            role="output",
        ),
    ]
    if lines is None:
        values = [written(given[i]) for i in overlap]
        weights = [written(kernel[a]) for a in overlap.values()]
        total = wording.products(values, weights, written(output[step]))
        lines = [f"at {written(first + step)}: {total}"]
    # Room for every step of both kinds, so that nothing jumps: the kernel's and the output's.
    low = starts[0] + 1 - taps
    axis = range(low - max(starts[1], 0), starts[0] + steps + max(starts[1], 0))
    band = [starts[0] + i for i in overlap]
    return signals(rows, positions=axis, band=band, lines=lines, **how)
