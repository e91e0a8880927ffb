"""Ratios of many things to one, as points on one line for each: Matplotlib, on a log scale."""

from collections.abc import Mapping

from convbook.draw._paint.palette import light
from convbook.draw.charts import wording
from convbook.draw.charts.curves import LOOKS, axes, plate
from convbook.draw.grid import written
from convbook.draw.picture import Chart

__all__ = ["ratio_chart"]


def ratio_chart(
    ratios: Mapping[str, Mapping[str, float]],
    *,
    x_label: str,
    title: str = "",
    width: float = 7,
) -> Chart:
    """A line for each case, a point on it for each series; a stroke marks the ratio 1.

    Parameters
    ----------
    ratios : dict of str to dict of str to number
        The name of each series, as the key shows it, and its ratio in each case. A case may be
        missing in some series.
    x_label, title : str
    width : float
        In inches; the height follows from the number of cases.

    Raises
    ------
    ValueError
        If there are more series than looks, or a ratio is not above 0.
    """
    if len(ratios) > len(LOOKS):
        raise ValueError(f"a chart tells {len(LOOKS)} series apart, got {len(ratios)}")
    cases = list(dict.fromkeys(case for values in ratios.values() for case in values))
    # Imported here, as in `plate`: the site is built without Matplotlib.
    from matplotlib.ticker import LogLocator

    figure = plate(width, 1.5 + 0.29 * len(cases))
    ax = axes(figure, x_label, "", title)
    ax.set_xscale("log")
    ax.axvline(1, color=light("ink"), linewidth=1.2)
    filled = light(LOOKS[0][0])
    for (name, values), (color, _, marker) in zip(ratios.items(), LOOKS, strict=False):
        for case, ratio in values.items():
            if not ratio > 0:
                raise ValueError(f"a ratio is above 0; that of {name!r} in {case!r} is {ratio}")
        at = [cases.index(case) for case in values]
        ax.plot(
            list(values.values()),
            at,
            label=name,
            color=light(color),
            linestyle="",
            marker=marker,
            markersize=7,
            markerfacecolor=filled,
            markeredgewidth=1.7,
        )
        filled = "none"
    ax.set_yticks(range(len(cases)), cases)
    ax.set_ylim(len(cases) - 0.5, -0.5)
    ax.xaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
    ax.xaxis.set_minor_locator(LogLocator(subs=()))
    ax.xaxis.set_major_formatter(lambda value, _: written(value))
    figure.legend(
        loc="outside lower left",
        ncols=min(len(ratios), 3),
        frameon=False,
        fontsize=10.5,
        labelcolor=light("ink"),
    )
    return Chart(figure, wording.ratios(title, x_label, len(cases), ratios))
