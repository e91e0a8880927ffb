"""Sentences for arrays that are not the expected ones, and the numbers in sentences."""


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


def counted(number: int, noun: str) -> str:
    """A number and what it counts, of which 1 is no plural.

    >>> counted(1, "channel"), counted(0, "channel"), counted(3, "axis")
    ('1 channel', '0 channels', '3 axes')
    """
    if number == 1:
        return f"1 {noun}"
    return f"{number} {noun[:-2] + 'es' if noun.endswith('is') else noun + 's'}"
