"""Exercises of the chapter on time and memory."""

from convbook import cost
from convbook.exercises.verdict import checks


@checks("time-design")
def design(answer):
    """Channels (in, out) of a 1 × 1 layer on 56 × 56 with given products and few accesses."""
    channels, kernels = answer
    layer = cost.Conv(kernels, bias=False).cost((1, channels, 56, 56))
    if layer.macs != 115_605_504:
        return f"{channels} to {kernels} channels make {layer.macs:,} products, not 115,605,504"
    if layer.accesses >= 1_300_000:
        return (
            f"{channels} to {kernels:,} channels touch {layer.accesses:,} numbers; "
            "fewer than 1,300,000 are allowed"
        )
    return None
