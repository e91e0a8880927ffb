"""Exercises of the chapter on counting parameters and operations."""

from convbook import cost
from convbook.exercises.verdict import checks


@checks("counting-design")
def design(answer):
    """A layer with four times the parameters of the given one and the same work."""
    shape = (1, 64, 32, 32)
    given = cost.layer("conv 64, kernel 3, padding 1, no bias").cost(shape)
    found = cost.layer(answer).cost(shape)
    if found.parameters != 4 * given.parameters:
        return f"it has {found.parameters:,} parameters, not {4 * given.parameters:,}"
    if found.macs != given.macs:
        return f"it makes {found.macs:,} multiply-accumulates, not {given.macs:,}"
    return None


@checks("counting-counterexample")
def counterexample(answer):
    """Names of two networks: the first has more parameters and less work."""
    one, other = map(cost.network, answer)
    if one.input != other.input:
        return f"they are for pictures of {one.input} and {other.input}"
    a, b = one.total(), other.total()
    if a.parameters <= b.parameters:
        return f"the first has {a.parameters:,} parameters, the second {b.parameters:,}: not more"
    if a.macs >= b.macs:
        return f"the first makes {a.macs:,} multiply-accumulates, the second {b.macs:,}: not less"
    return None
