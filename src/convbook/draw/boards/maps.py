"""Several shaded boards in one scene, with the cells crossed out in which something differs."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from convbook.draw import wording
from convbook.draw.boards.shading import shaded
from convbook.draw.grid import Scene

__all__ = ["maps"]


def maps(
    arrays: Sequence,
    titles: Sequence[str],
    crossed: Collection[tuple[int, int]] = (),
    lines: Sequence[str] = (),
    roles: Sequence[str] = (),
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
    roles : sequence of {'input', 'kernel', 'output', ''}, optional
        What each board is.

    Returns
    -------
    Scene
        Parts: "heat 0" to "heat 5", and "crossed".

    Raises
    ------
    ValueError
        If the titles or roles are not as many as the boards, or a crossed cell is not on the last
        board.
    """
    roles = roles or [""] * len(arrays)
    for name, given in (("titles", titles), ("roles", roles)):
        if len(given) != len(arrays):
            raise ValueError(f"{len(arrays)} boards take {len(arrays)} {name}, got {len(given)}")
    scenes = [
        shaded(values, title, role=role)
        for values, title, role in zip(arrays, titles, roles, strict=True)
    ]
    *others, last = [scene.grids[0] for scene in scenes]
    cells = sorted((int(r), int(c)) for r, c in crossed)
    last = replace(last, part={**last.part, **dict.fromkeys(cells, "crossed")})
    words = [scene.alt for scene in scenes]
    words += [wording.crossed_out(cells)] if cells else []
    return Scene([*others, last], " ".join([*words, *map(wording.sentence, lines)]), lines=lines)
