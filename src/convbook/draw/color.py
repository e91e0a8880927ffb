"""Photographs in color, beside others in gray."""

from collections.abc import Sequence

from convbook.draw.curves import plate
from convbook.draw.grid import written
from convbook.draw.palette import light
from convbook.draw.picture import Chart

COLORS = 192
"""Colors of an image: with fewer, shadows fall apart into patches."""


def color_photographs(arrays: Sequence, titles: Sequence[str], *, across: int = 0) -> Chart:
    """Show arrays side by side, those with three channels in color and those with one in gray.

    Parameters
    ----------
    arrays : sequence of array, shape (3, H, W) or (H, W)
        Numbers from 0 to 255: red, green and blue, or brightness.
    titles : sequence of str
        One for each.
    across : int, optional
        Images in a row; by itself three at most.

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
    rows = -(-len(arrays) // across)
    tall = max(array.shape[-2] / array.shape[-1] for array in arrays)
    figure = plate(7, rows * (7 / across * tall + 0.35))
    about = []
    for place, (array, title) in enumerate(zip(arrays, titles, strict=True), 1):
        ax = figure.add_subplot(rows, across, place)
        shown = array if array.ndim == 2 else array.transpose(1, 2, 0)
        ax.imshow(shown.round().astype("uint8"), cmap="gray", vmin=0, vmax=255)
        ax.set_title(title, fontsize=11, color=light("ink"))
        ax.set_xticks([])
        ax.set_yticks([])
        for spine in ax.spines.values():
            spine.set_color(light("mark"))
        high, wide = array.shape[-2:]
        planes = [array] if array.ndim == 2 else array
        names = ["values"] if array.ndim == 2 else ["red", "green", "blue"]
        spans = (
            f"{name} from {written(plane.min())} to {written(plane.max())}"
            for name, plane in zip(names, planes, strict=True)
        )
        about.append(f"{title}: {high} by {wide} cells, {', '.join(spans)}.")
    count = f"{len(arrays)} image{'s' * (len(arrays) > 1)} side by side."
    return Chart(figure, " ".join([count, *about]), chosen=COLORS)
