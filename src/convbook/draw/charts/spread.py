"""Experiments that were repeated: every outcome, their mean, and how far the mean may be off."""

from collections.abc import Mapping, Sequence
from math import sqrt
from statistics import mean, stdev

from convbook.draw._paint.palette import light
from convbook.draw.charts import wording
from convbook.draw.charts.curves import HIGH, LOOKS, WIDE, axes, plate
from convbook.draw.grid import written
from convbook.draw.picture import Chart

__all__ = ["spread_chart"]


def spread_chart(
    panels: Mapping[str, Mapping[str, Mapping[float, Sequence[float]]]],
    *,
    y_label: str,
    title: str = "",
    doubling: bool = False,
    across: int = 3,
    width: float = WIDE,
    height: float = HIGH,
) -> Chart:
    """Panels with one y axis: each outcome as a dot, means as a line, with their standard error.

    Parameters
    ----------
    panels : dict of str to curves
        Under the words of its x axis, the curves of each panel: name, then place on the x axis,
        then the outcomes found there, at least two.
    y_label, title : str
    doubling : bool
        Whether each doubling of x takes the same room, in panels whose places are all above 0.
    across : int
        Panels in a row.
    width, height : float
        In inches; the height is that of one row.

    Raises
    ------
    ValueError
        If a place has fewer than two outcomes, or a panel more curves than there are looks.
    """
    rows = -(-len(panels) // across)
    figure = plate(width, height * rows)
    if title:
        figure.suptitle(title, x=0.02, ha="left", fontsize=12, color=light("ink"))
    first, about, named = None, [], {}
    for place, (x_label, curves) in enumerate(panels.items()):
        at = (rows, min(across, len(panels)), place + 1)
        ax = axes(figure, x_label, y_label if place % across == 0 else "", "", at)
        if first is not None:
            ax.sharey(first)
        first = first or ax
        about += [(x_label, name, means) for name, means in panel(ax, curves, named)]
        xs = sorted({x for found in curves.values() for x in found})
        if doubling and xs[0] > 0:
            ax.set_xscale("log", base=2)
            ax.minorticks_off()
            ax.margins(x=0.12)
        ax.set_xticks(xs, [written(x) for x in xs])
    first.set_ylim(bottom=0)
    if len(named) > 1:
        figure.legend(
            named.values(), named, loc="outside lower left", ncols=3, frameon=False,
            fontsize=10.5, labelcolor=light("ink"), handlelength=2.6,
        )  # fmt: skip
    return Chart(figure, wording.spread(title, y_label, about))


def panel(ax, curves, named):
    """Draw the curves of one panel; yield the means of each, and put its line among the named."""
    if len(curves) > len(LOOKS):
        raise ValueError(f"a chart tells {len(LOOKS)} curves apart, got {len(curves)}")
    for (name, found), (color, dash, marker) in zip(curves.items(), LOOKS, strict=False):
        xs = sorted(found)
        fewest = min(len(found[x]) for x in xs)
        if fewest < 2:
            raise ValueError(f"{name or 'a curve'} needs at least 2 outcomes a place, got {fewest}")
        means = [mean(found[x]) for x in xs]
        errors = [stdev(found[x]) / sqrt(len(found[x])) for x in xs]
        every = [(x, y) for x in xs for y in found[x]]
        ax.scatter(*zip(*every, strict=True), s=14, color=light(color), alpha=0.35, linewidths=0)
        named[name] = ax.errorbar(
            xs, means, errors, color=light(color), linestyle=dash, linewidth=2,
            marker=marker, markersize=5, capsize=4,
        )  # fmt: skip
        yield name, dict(zip(xs, means, strict=True))
