"""Curves and bars: Matplotlib, in the colors of the book, which follow the page."""

from collections.abc import Mapping, Sequence
from math import isfinite, nan

from convbook.draw._paint.palette import light
from convbook.draw.charts import wording
from convbook.draw.picture import Chart

__all__ = ["bar_chart", "line_chart", "plate"]

LOOKS = (
    ("input-word", "-", "o"),
    ("done-edge", "--", "s"),
    ("kernel-word", "-.", "^"),
    ("a-edge", ":", "D"),
    ("b-edge", (0, (5, 1, 1, 1, 1, 1)), "v"),
    ("ink", "-", "x"),
)
"""Color, dash and marker of each curve: they differ in grey, too."""

WIDE, HIGH = 5.6, 3.1
"""Inches of a chart: its letters, of 10 and 11 points, stay legible on a telephone."""


def plate(width: float = WIDE, height: float = HIGH):
    """An empty figure of this many inches, without a ground: it stands on the page."""
    # Imported here: grid pictures are painted, and the site is built, without Matplotlib.
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height), layout="constrained", facecolor="none")
    figure.get_layout_engine().set(w_pad=0.02, h_pad=0.06)
    return figure


def axes(figure, x_label: str, y_label: str, title: str, at=(1, 1, 1)):
    """Axes in the style of the book, at this place: rows, columns, number."""
    ax = figure.add_subplot(*at, facecolor="none")
    ax.set_xlabel(x_label, color=light("ink"), fontsize=11)
    ax.set_ylabel(y_label, color=light("ink"), fontsize=11)
    ax.set_title(title, color=light("ink"), fontsize=12, loc="left")
    ax.tick_params(colors=light("muted"), labelsize=10)
    ax.grid(True, color=light("grid"), linewidth=0.7)
    ax.set_axisbelow(True)
    for side, spine in ax.spines.items():
        spine.set_visible(side in ("left", "bottom"))
        spine.set_color(light("mark"))
    return ax


def line_chart(
    curves: Mapping[str, Sequence[float]],
    xs: Sequence[float] | None = None,
    *,
    x_label: str,
    y_label: str,
    title: str = "",
    points: bool = False,
    width: float = WIDE,
    height: float = HIGH,
) -> Chart:
    """Curves over one axis, each with its own color and dash.

    Parameters
    ----------
    curves : dict of str to sequence
        The name of each curve, as the key shows it, and its values. NaN and infinity are gaps,
        which the text alternative tells.
    xs : sequence, optional
        Where the values stand; by default 0, 1, 2, …
    x_label, y_label, title : str
    points : bool
        Mark every value.
    width, height : float
        In inches.

    Raises
    ------
    ValueError
        If a curve and ``xs`` differ in length, or there are more curves than looks.
    """
    if len(curves) > len(LOOKS):
        raise ValueError(f"a chart tells {len(LOOKS)} curves apart, got {len(curves)}")
    figure = plate(width, height)
    ax = axes(figure, x_label, y_label, title)
    about = []
    for (name, values), (color, dash, marker) in zip(curves.items(), LOOKS, strict=False):
        at = range(len(values)) if xs is None else xs
        if len(at) != len(values):
            raise ValueError(f"curve {name!r} has {len(values)} values for {len(at)} places")
        ax.plot(
            at,
            [value if isfinite(value) else nan for value in map(float, values)],
            label=name,
            color=light(color),
            linestyle=dash,
            linewidth=2,
            marker=marker if points else "",
            markersize=5,
        )
        about.append((name, at, values))
    if xs is None or all(float(x).is_integer() for x in xs):
        ax.xaxis.get_major_locator().set_params(integer=True)
    if len(curves) > 1:
        figure.legend(
            loc="outside lower left",
            ncols=2 if sum(map(len, curves)) > 36 else min(len(curves), 4),
            frameon=False,
            fontsize=10.5,
            labelcolor=light("ink"),
            handlelength=2.6,
        )
    return Chart(figure, wording.line_chart(title, y_label, x_label, about))


def bar_chart(
    bars: Mapping[str, float],
    *,
    y_label: str,
    title: str = "",
    width: float = WIDE,
    height: float = HIGH,
) -> Chart:
    """One bar for each name, with its value above.

    Parameters
    ----------
    bars : dict of str to number
        For NaN and infinity there is no bar, only the word in its place.
    y_label, title : str
    width, height : float
        In inches.
    """
    figure = plate(width, height)
    ax = axes(figure, "", y_label, title)
    ax.grid(False, axis="x")
    drawn = ax.bar(
        list(bars),
        [value if isfinite(value) else 0 for value in bars.values()],
        color=light("input-fill"),
        edgecolor=light("input-word"),
        linewidth=1.5,
        width=0.6,
    )
    ax.bar_label(
        drawn, [wording.number(value) for value in bars.values()], padding=3, color=light("ink")
    )
    ax.margins(y=0.15)
    return Chart(figure, wording.bar_chart(title, y_label, bars))
