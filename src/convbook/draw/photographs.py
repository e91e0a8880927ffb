"""Photographs and other arrays as gray images, side by side."""

from collections.abc import Sequence

from convbook.draw.curves import plate
from convbook.draw.grid import written
from convbook.draw.palette import light
from convbook.draw.picture import DOTS, Chart


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
        Images in a row; by itself three at most.
    limits : (number, number), optional
        What is black and what is white in all of them; by itself the least and the largest value
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
    rows = -(-len(arrays) // across)
    tall = max(array.shape[0] / array.shape[1] for array in arrays)
    each = 7 / across
    figure = plate(7, rows * (each * tall + 0.35))
    for place, (array, title) in enumerate(zip(arrays, titles, strict=True), 1):
        ax = figure.add_subplot(rows, across, place)
        way = "nearest" if array.shape[1] <= each * DOTS else "hanning"
        ax.imshow(array, cmap="gray", vmin=low, vmax=high, interpolation=way)
        ax.set_title(title, fontsize=11, color=light("ink"))
        ax.set_xticks([])
        ax.set_yticks([])
        for spine in ax.spines.values():
            spine.set_color(light("mark"))
    about = " ".join(
        f"{title}: {array.shape[0]} by {array.shape[1]} cells, values from "
        f"{written(array.min())} to {written(array.max())}, mean {written(array.mean())}."
        for array, title in zip(arrays, titles, strict=True)
    )
    return Chart(
        figure,
        f"{len(arrays)} gray image{'s' * (len(arrays) > 1)} side by side, {written(low)} black and "
        f"{written(high)} white. {about}",
        gray=True,
    )
