"""One sentence for every array that is not the expected one."""


def expect_shape(name: str, given, wanted) -> None:
    """Refuse an array whose shape is not the wanted one.

    Raises
    ------
    ValueError
        Naming the argument and both shapes.
    """
    given, wanted = tuple(given), tuple(wanted)
    if given != wanted:
        raise ValueError(f"{name} must have shape {wanted}, got {given}")


def expect_kind(name: str, kind, letters: str, words: str) -> None:
    """Refuse an array whose numbers are not of the wanted kind.

    Raises
    ------
    TypeError
        Naming the argument and its kind of number.
    """
    if kind.kind not in letters:
        raise TypeError(f"{name} must hold {words}, got {kind}")
