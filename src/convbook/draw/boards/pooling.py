"""Scenes of pooling: a window that slides, and the one number that is put in its place."""

from collections.abc import Sequence

from convbook.arithmetic import Slide
from convbook.draw import wording
from convbook.draw.boards.convolution import bordered_input, with_text
from convbook.draw.grid import Grid, Scene, texts

__all__ = ["pool_step"]

KINDS = ("max", "average", "L2")

PLUS = " +\u00a0"
"""The blank behind the plus does not break, so that a long sum is cut in front of it."""


def pool_step(
    sizes: tuple[int, int],
    windows: tuple[Slide, Slide],
    step: int,
    input,
    output,
    *,
    kind: str,
    border: str = "0",
) -> Scene:
    """Input and output at one step of a 2-D pooling.

    Parameters
    ----------
    sizes : (int, int)
        Rows and columns of the input, in cells.
    windows : (Slide, Slide)
        How the window moves along rows and along columns.
    step : int
        Output cells already made; the next one, in reading order, is being made.
    input, output : table of numbers
        What stands in the cells. The caller computes the output: nothing here does arithmetic
        on values. What is done to the numbers under the window stands below.
    kind : {'max', 'average', 'L2'}
        What the line below says is done.
    border : str
        What stands in border cells.

    Returns
    -------
    Scene
        Parts on the input: "seen", "padding", "seen padding", "unread"; on the output: "done",
        "now", "empty".

    Raises
    ------
    ValueError
        If the window does not fit, or there is no such step or kind.
    """
    high, wide = windows
    rows, columns = sizes
    made = (high.outputs(rows), wide.outputs(columns))
    if step not in range(made[0] * made[1]):
        raise ValueError(f"step {step} does not exist: the window has {made[0] * made[1]} places")
    i, j = divmod(step, made[1])
    seen = [(r, c) for r in high.reads(i) for c in wide.reads(j)]
    given = bordered_input(sizes, windows, seen, f"input {rows} × {columns}")
    rim = {at: border for at, part in given.part.items() if "padding" in part}
    given = with_text(given, texts(input) | rim)
    numbers, short = texts(output), texts([[short_of(v) for v in row] for row in output])
    done = [divmod(place, made[1]) for place in range(step)]
    result = Grid(
        *made,
        kind="empty",
        part={**dict.fromkeys(done, "done"), (i, j): "now"},
        text={at: short[at] for at in [*done, (i, j)]},
        title=f"output {made[0]} × {made[1]}",
        role="output",
    )
    line = working([given.text[at] for at in seen], numbers[i, j], kind)
    about = wording.pooling(kind, sizes, windows, made, (i, j), step, line)
    return Scene((given, result), about, signs=("→",), lines=[line])


def short_of(value) -> float:
    """A number of three digits at most, so that it fits into a cell; the line below has four."""
    return float(f"{value:.3g}")


def working(values: Sequence[str], result: str, kind: str) -> str:
    """What is done to the numbers of one window: "max(3, 1, 5) = 5".

    >>> working(["3", "4"], "5", "L2").replace(chr(160), " ")
    '√(3² + 4²) = 5'
    """
    if kind == "max":
        done = f"max({', '.join(values)})"
    elif kind == "average":
        done = f"({PLUS.join(values)})\u00a0/\u00a0{len(values)}"
    elif kind == "L2":
        squares = [f"({v})²" if v.startswith("−") else f"{v}²" for v in values]
        done = f"√({PLUS.join(squares)})"
    else:
        raise ValueError(f"kind must be one of {', '.join(KINDS)}; got {kind!r}")
    return f"{done} =\u00a0{result}"
