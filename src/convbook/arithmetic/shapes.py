"""One sentence for every shape that is not the expected one."""


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
