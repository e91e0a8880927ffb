"""Exercises of the chapter on resolution, depth and width."""

from convbook import cost, data
from convbook.exercises.verdict import checks


def price(depth: int, width: int, size: int) -> cost.Cost:
    """What a stack of 3 × 3 layers costs."""
    layer = f"conv {width}, kernel 3, padding 1, no bias"
    return cost.total(cost.layers([layer] * depth), (1, width, size, size))


@checks("dials-design")
def design(answer):
    """Depth, width and size with eight times the MACs and at most twice the activations."""
    then, now = price(4, 16, 28), price(*answer)
    if now.macs != 8 * then.macs:
        return f"it makes {now.macs:,} multiply-accumulates, not {8 * then.macs:,}"
    if now.training > 2 * then.training:
        return f"it keeps {now.training:,} activations; {2 * then.training:,} are allowed"
    return None


@checks("dials-counterexample")
def counterexample(answer):
    """Two measured stacks with equal MACs; the first takes more than half as long again."""
    rows = data.measured("widths")[1]
    stacks = {
        (row["depth"], row["width"], row["size"]): row["torch"]
        for row in rows
        if row["series"] == "stack"
    }
    for setting in answer:
        if tuple(setting) not in stacks:
            return f"depth, width and size {tuple(setting)} were not measured"
    macs = [price(*setting).macs for setting in answer]
    if macs[0] != macs[1]:
        return f"they make {macs[0]:,} and {macs[1]:,} multiply-accumulates"
    one, other = (stacks[tuple(setting)] for setting in answer)
    if one <= 1.5 * other:
        return f"the first took {one / other:.2f} times as long as the second"
    return None
