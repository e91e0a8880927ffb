"""Links between the units of neighboring layers, as data: which unit reads which."""

from collections.abc import Iterable, Sequence

from convbook.arithmetic import Slide

__all__ = ["connected", "window_links"]

Unit = tuple[int, int]
"""Row, counted from the input, and number in the row."""


def window_links(size: int, window: Slide, letters: str = "", border: bool = False) -> dict:
    """The links of a window that slides along ``size`` units: one for each tap at each place.

    Parameters
    ----------
    size : int
        Units that are read.
    window : Slide
    letters : str, optional
        One for each tap: the names of the shared weights.
    border : bool
        Whether links to border units are among them.

    Returns
    -------
    dict of (int, int) to str
        (unit read, unit made) to the letter of the tap, or to "".

    Examples
    --------
    >>> window_links(3, Slide(2), "ab")
    {(0, 0): 'a', (1, 0): 'b', (1, 1): 'a', (2, 1): 'b'}
    """
    if letters and len(letters) != window.kernel:
        raise ValueError(f"{window.kernel} taps take {window.kernel} letters, got {len(letters)}")
    return {
        (read, made): letters[tap : tap + 1]
        for made in range(window.outputs(size))
        for tap, read in enumerate(window.reads(made))
        if border or read in range(size)
    }


def connected(links: Sequence[Iterable], unit: Unit) -> set[Unit]:
    """Every unit that ``unit`` reads, through all the rows below, and every one that reads it.

    Parameters
    ----------
    links : sequence of collections of (int, int)
        As :func:`unit_graph` takes them.
    unit : (int, int)
        Row and number.

    Returns
    -------
    set of (int, int)
        ``unit`` itself among them.

    Examples
    --------
    >>> sorted(connected([window_links(3, Slide(2)), window_links(2, Slide(2))], (2, 0)))
    [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (2, 0)]
    """
    row, chosen = unit
    found, below, above = {unit}, {chosen}, {chosen}
    for lower in reversed(range(row)):
        below = {read for read, made in links[lower] if made in below}
        found |= {(lower, read) for read in below}
    for upper in range(row, len(links)):
        above = {made for read, made in links[upper] if read in above}
        found |= {(upper + 1, made) for made in above}
    return found
