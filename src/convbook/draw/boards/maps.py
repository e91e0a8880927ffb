"""Several shaded boards in one scene, with the cells crossed out in which something differs."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from convbook.draw.boards.shading import shaded
from convbook.draw.grid import Scene
from convbook.draw.wording import covered, sentence

__all__ = ["maps"]


def maps(
    arrays: Sequence,
    titles: Sequence[str],
    crossed: Collection[tuple[int, int]] = (),
    lines: Sequence[str] = (),
) -> Scene:
    """Boards shaded by a number in each cell, side by side.

    Parameters
    ----------
    arrays : sequence of tables of numbers from 0 to 1
    titles : sequence of str
        One for each board.
    crossed : collection of (int, int), optional
        Cells of the last board that are crossed out, for what differs from the board before it.
    lines : sequence of str, optional
        Stand below.

    Returns
    -------
    Scene
        Parts: "heat 0" to "heat 5", and "crossed".

    Raises
    ------
    ValueError
        If the titles are not as many as the boards, or a crossed cell is not on the last board.
    """
    if len(titles) != len(arrays):
        raise ValueError(f"{len(arrays)} boards take {len(arrays)} titles, got {len(titles)}")
    scenes = [shaded(values, title) for values, title in zip(arrays, titles, strict=True)]
    *others, last = [scene.grids[0] for scene in scenes]
    cells = sorted((int(r), int(c)) for r, c in crossed)
    last = replace(last, part={**last.part, **dict.fromkeys(cells, "crossed")})
    rows, columns = (sorted({cell[axis] for cell in cells}) for axis in (0, 1))
    where = (
        f" Crossed out: {len(cells)} cell{'s' * (len(cells) > 1)} of the last board, in "
        f"{covered(rows, 'row')} and {covered(columns, 'column')}."
        if cells
        else ""
    )
    alt = " ".join(scene.alt for scene in scenes) + where
    return Scene([*others, last], " ".join([alt, *map(sentence, lines)]), lines=lines)
