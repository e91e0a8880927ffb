"""Exercises of the chapter on time and memory."""

from collections import OrderedDict, deque
from random import Random

from convbook import cost, data
from convbook.exercises.verdict import checks

VGG16 = (138_357_544, 73_189_376)
"""Parameters of VGG-16, and the bytes that it keeps for each image in training."""


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


def fetched(wanted, room: int, *, renewed: bool = True, room_left: int = 0) -> int:
    """Numbers fetched into a cache that forgets what was used longest ago."""
    held, count = OrderedDict(), 0
    for number in wanted:
        if number in held:
            if renewed:
                held.move_to_end(number)
            continue
        count += 1
        held[number] = True
        while len(held) > room + room_left:
            held.popitem(last=False)
    return count


def newest_out(wanted, room: int) -> int:
    """Numbers fetched if the cache forgets what came last."""
    held, count = deque(), 0
    for number in wanted:
        if number not in held:
            count += 1
            if len(held) == room:
                held.pop()
            held.append(number)
    return count


@checks("time-cache")
def cache(answer):
    """A function of a sequence and a room: fetches of a cache that forgets the longest unused."""
    random = Random(7)
    cases = [(["a", "b", "a", "c", "a"], 2), (["a", "a", "a"], 1), ([], 3)]
    cases += [([random.randrange(9) for _ in range(60)], room) for room in (1, 2, 3, 5, 8, 20)]
    found = [(answer(list(wanted), room), wanted, room) for wanted, room in cases]
    faults = {
        "it counts every use, also of what the cache holds": lambda wanted, room: len(wanted),
        "it never forgets, however small the cache is": lambda wanted, room: len(set(wanted)),
        "it forgets what came in first, although it was used since: a use renews a number": (
            lambda wanted, room: fetched(wanted, room, renewed=False)
        ),
        "it forgets what came last; what was used longest ago has to go": newest_out,
        "it counts what the cache holds, not what was fetched": (
            lambda wanted, room: len(wanted) - fetched(wanted, room)
        ),
        "its cache holds one number too many": (
            lambda wanted, room: fetched(wanted, room, room_left=1)
        ),
        "its cache holds one number too few": (
            lambda wanted, room: fetched(wanted, room, room_left=-1)
        ),
    }
    if all(told == fetched(wanted, room) for told, wanted, room in found):
        return None
    for fault, way in faults.items():
        if all(told == way(wanted, room) for told, wanted, room in found):
            return fault
    told, wanted, room = next(one for one in found if one[0] != fetched(*one[1:]))
    some = ", ".join(map(str, wanted[:8])) + (", …" if len(wanted) > 8 else "")
    return f"of {some} with room for {room}, {fetched(wanted, room)} are fetched, not {told}"


def limits() -> tuple[float, float]:
    """Peak and bandwidth of the first machine of the chapter."""
    roofs = [row for row in data.measured("roofline")[1] if row["kind"] == "roof"]
    moved = [row for row in roofs if "bytes" in row and "cache" not in row["name"]]
    peak = max(row["flops"] / row["seconds"] for row in roofs if "flops" in row)
    return peak, max(row["bytes"] / row["seconds"] for row in moved)


@checks("time-counterexample")
def counterexample(answer):
    """Two layers with their inputs: the first has fewer FLOPs and the larger bound."""
    peak, bandwidth = limits()
    one, other = (cost.layer(text).cost(shape) for text, shape in answer)
    if one.flops >= other.flops:
        return f"the first has {one.flops:,} FLOPs, the second {other.flops:,}"
    bounds = [max(each.flops / peak, 4 * each.accesses / bandwidth) for each in (one, other)]
    if bounds[0] <= bounds[1]:
        return "the bound is {:.4g} ms for the first and {:.4g} ms for the second".format(
            *(1000 * bound for bound in bounds)
        )
    return None


@checks("time-training")
def training(answer):
    """A function of parameters, bytes kept for an image, and batch: bytes of training with Adam."""
    cases = [(*VGG16, batch) for batch in (1, 2, 16)] + [(3, 70, 5), (1000, 10, 64)]
    found = [(answer(*case), case) for case in cases]
    faults = {
        "it pays the parameters again for each image": lambda p, kept, n: n * (16 * p + kept),
        "it keeps the maps of one image, whatever the batch": lambda p, kept, n: 16 * p + kept,
        "it takes the kept bytes four times: they are bytes already": (
            lambda p, kept, n: 16 * p + 4 * n * kept
        ),
        "it counts numbers of the parameters, not their bytes": (
            lambda p, kept, n: 4 * p + n * kept
        ),
        "it has no place for the optimizer, which keeps two numbers for each parameter": (
            lambda p, kept, n: 8 * p + n * kept
        ),
        "with Adam each parameter takes four numbers, not three": (
            lambda p, kept, n: 12 * p + n * kept
        ),
    }
    if all(told == 16 * p + n * kept for told, (p, kept, n) in found):
        return None
    for fault, way in faults.items():
        if all(told == way(*case) for told, case in found):
            return fault
    wrong = (one for one in found if one[0] != 16 * one[1][0] + one[1][1] * one[1][2])
    told, (p, kept, n) = next(wrong)
    return (
        f"{p:,} parameters, {kept:,} bytes an image and a batch of {n} take "
        f"{16 * p + n * kept:,} bytes, not {told:,}"
    )


@checks("time-yours")
def yours(answer):
    """Peak and bandwidth of the reader's machine, in FLOPs and bytes a second."""
    peak, bandwidth = answer
    if peak < 1e8 or bandwidth < 1e8:
        return (
            f"{min(peak, bandwidth):,g} a second is less than any machine that runs PyTorch; "
            "give FLOPs and bytes, not billions of them"
        )
    if bandwidth > 2e13:
        return f"{bandwidth:.3g} bytes a second is more than any memory moves; take larger arrays"
    if peak <= bandwidth:
        return (
            f"a ridge point of {peak / bandwidth:.2g} FLOPs per byte is below that of every "
            "machine here; are the two in the order peak, bandwidth?"
        )
    if peak / bandwidth > 5000:
        return f"a ridge point of {peak / bandwidth:,.0f} FLOPs per byte; is the copy large enough?"
    return None
