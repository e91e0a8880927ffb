"""Photographs and other arrays as images, in gray or in color, side by side."""

from collections.abc import Sequence

from convbook.draw._paint.palette import light
from convbook.draw.charts import wording
from convbook.draw.charts.curves import WIDE, plate
from convbook.draw.grid import written
from convbook.draw.picture import DOTS, Chart

__all__ = ["color_photographs", "photographs"]

COLORS = 192
"""Colors of an image: with fewer, shadows fall apart into patches."""


def photographs(
    arrays: Sequence,
    titles: Sequence[str],
    *,
    across: int = 0,
    limits: tuple[float, float] | None = None,
) -> Chart:
    """Show 2-D arrays side by side, every array cell a square of one gray.

    An array with more cells than the image has dots is averaged, never thinned out: thinning
    invents patterns that are not in the array.

    Parameters
    ----------
    arrays : sequence of 2-D array
    titles : sequence of str
        One for each.
    across : int, optional
        Images in a row; by default three at most.
    limits : (number, number), optional
        What is black and what is white in all of them; by default the least and the largest value
        of all the arrays together, so that equal grays mean equal numbers.

    Raises
    ------
    ValueError
        If the titles are not as many as the arrays, or an array does not have 2 axes.
    """
    if len(titles) != len(arrays):
        raise ValueError(f"{len(arrays)} images take {len(arrays)} titles, got {len(titles)}")
    for array, title in zip(arrays, titles, strict=True):
        if array.ndim != 2:
            raise ValueError(f"an image has 2 axes; {title!r} has {array.ndim}")
    low, high = limits or (min(a.min() for a in arrays), max(a.max() for a in arrays))
    across = across or min(3, len(arrays))
    figure, panels = images(arrays, titles, across)
    for ax, array in zip(panels, arrays, strict=True):
        way = "nearest" if array.shape[1] <= WIDE / across * DOTS else "hanning"
        ax.imshow(array, cmap="gray", vmin=low, vmax=high, interpolation=way)
    return Chart(figure, wording.photographs(titles, arrays, low, high), gray=True)


def color_photographs(arrays: Sequence, titles: Sequence[str], *, across: int = 0) -> Chart:
    """Show arrays side by side, those with three channels in color and those with one in gray.

    Parameters
    ----------
    arrays : sequence of array, shape (3, H, W) or (H, W)
        Numbers from 0 to 255: red, green and blue, or brightness.
    titles : sequence of str
        One for each.
    across : int, optional
        Images in a row; by default three at most.

    Raises
    ------
    ValueError
        If the titles are not as many as the arrays, an array has another shape, or a number lies
        outside 0 to 255.
    """
    if len(titles) != len(arrays):
        raise ValueError(f"{len(arrays)} images take {len(arrays)} titles, got {len(titles)}")
    for array, title in zip(arrays, titles, strict=True):
        if array.ndim != 2 and (array.ndim != 3 or len(array) != 3):
            raise ValueError(
                f"an image has the shape (3, H, W) or (H, W); {title!r} has {array.shape}"
            )
        if array.min() < 0 or array.max() > 255:
            raise ValueError(
                f"numbers lie from 0 to 255; {title!r} has some from {written(array.min())} "
                f"to {written(array.max())}"
            )
    across = across or min(3, len(arrays))
    figure, panels = images(arrays, titles, across)
    for ax, array in zip(panels, arrays, strict=True):
        shown = array if array.ndim == 2 else array.transpose(1, 2, 0)
        ax.imshow(shown.round().astype("uint8"), cmap="gray", vmin=0, vmax=255)
    return Chart(figure, wording.color_photographs(titles, arrays), chosen=COLORS)


def images(arrays, titles, across):
    """A plate with a panel for each of the images, ``across`` in a row, and the list of panels."""
    rows = -(-len(arrays) // across)
    tall = max(array.shape[-2] / array.shape[-1] for array in arrays)
    figure = plate(WIDE, rows * (WIDE / across * tall + 0.35))
    places = range(1, len(arrays) + 1)
    panels = [figure.add_subplot(rows, across, place, facecolor="none") for place in places]
    for ax, title in zip(panels, titles, strict=True):
        ax.set_title(title, fontsize=11, color=light("ink"))
        ax.set_xticks([])
        ax.set_yticks([])
        for spine in ax.spines.values():
            spine.set_color(light("mark"))
    return figure, panels
