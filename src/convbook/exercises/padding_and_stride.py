"""Exercises of the chapter on padding and stride."""

from collections.abc import Iterator
from itertools import product

from convbook.arithmetic import Slide
from convbook.exercises.verdict import checks


def same_at_stride(kernel: int, stride: int, size: int) -> Slide:
    """The window with the padding that TensorFlow and JAX call SAME."""
    outputs = -(-size // stride)
    needed = max((outputs - 1) * stride + kernel - size, 0)
    return Slide(kernel, stride, (needed // 2, needed - needed // 2))


def starting(window: Slide, size: int) -> str:
    """How many outputs there are and where the first of them begins to read."""
    return f"{window.outputs(size)} outputs, the first from pixel {window.read(0, 0)}"


@checks("padding-port")
def port(answer):
    """A kernel and a padding that are SAME at stride 2, for every even size."""
    kernel, padding = answer
    window = Slide(kernel, 2, padding)
    if kernel < 2:
        return f"a kernel of {kernel} needs no padding at all; take at least 2"
    for size in range(kernel + kernel % 2, kernel + 41, 2):
        wanted = same_at_stride(kernel, 2, size)
        ours, theirs = starting(window, size), starting(wanted, size)
        if ours != theirs:
            return f"at {size} pixels, padding={padding} gives {ours}; SAME gives {theirs}"
    return None


def windows_to_try() -> Iterator[tuple[Slide, int]]:
    """Windows of every kind, on lines on which they fit."""
    numbers = product(range(1, 5), range(1, 4), range(3), range(1, 4))
    for size, (kernel, stride, padding, dilation) in product(range(4, 12, 3), numbers):
        window = Slide(kernel, stride, padding, dilation)
        if window.extent <= size + 2 * padding:
            yield window, size


@checks("padding-readers")
def readers(answer):
    """A function that says which outputs read an input pixel."""
    for window, size in windows_to_try():
        for pixel in range(size):
            settings = dict(k=window.kernel, s=window.stride, p=window.padding, d=window.dilation)
            given = [*answer(pixel, size, *settings.values())]
            fault = wrong_reader(given, pixel, window, window.outputs(size))
            if fault:
                listed = ", ".join(f"{name}={value}" for name, value in settings.items())
                return f"pixel {pixel} of {size}, {listed}: {fault}"
    return None


def wrong_reader(given: list, pixel: int, window: Slide, outputs: int) -> str | None:
    """What is wrong with the outputs that are said to read a pixel."""
    for j in given:
        if j not in range(outputs):
            return f"there is no output {j}, only 0 to {outputs - 1}"
        if pixel not in window.reads(int(j)):
            return f"output {j} reads the pixels {listing(window.reads(int(j)))}, not this one"
    missing = [j for j in range(outputs) if pixel in window.reads(j) and j not in given]
    if missing:
        reads = listing(window.reads(missing[0]))
        return f"output {missing[0]} reads the pixels {reads} and is missing"
    if len(set(given)) < len(given):
        return f"an output stands there twice: {listing(given)}"
    return None


def listing(numbers) -> str:
    """Numbers with commas between them.

    >>> listing([3, -1])
    '3, -1'
    """
    return ", ".join(str(number) for number in numbers)


@checks("padding-halvings")
def halvings(answer):
    """A function that says how to pad a size so that it can be halved some times."""
    for size, times in product(range(1, 71), range(6)):
        before, after = answer(size, times)
        where = f"{size} pixels, {times} halvings: "
        if min(before, after) < 0:
            return f"{where}({before}, {after}) takes pixels away"
        padded, step = size + before + after, 2**times
        if padded % step:
            return f"{where}{padded} is not divisible by {step}"
        if padded - size >= step:
            return f"{where}{padded} is more than needed, {padded - step} can be halved too"
    return None


def through_unet(size: int) -> int:
    """The side of what the first U-Net gives: no padding, four halvings and four doublings.

    >>> through_unet(572)
    388
    """
    for level in range(1, 5):
        size = Slide(3).outputs(Slide(3).outputs(size))
        if size % 2:
            raise ValueError(f"pooling number {level} is given {size} pixels, an odd number")
        size //= 2
    for _ in range(5):
        size = 2 * Slide(3).outputs(Slide(3).outputs(size))
    return size // 2


def fits_unet(size: int) -> bool:
    """Whether every pooling of the U-Net is given an even size."""
    try:
        return through_unet(size) > 0
    except ValueError:
        return False


@checks("padding-unet")
def unet(answer):
    """The smallest input of the U-Net whose output has a side of at least 400 pixels."""
    try:
        made = through_unet(answer)
    except ValueError as refusal:
        return f"from {answer} pixels, {refusal}"
    if made < 400:
        return f"{answer} pixels come out as {made}, and 400 are wanted"
    smaller = [size for size in range(188, answer) if fits_unet(size) and through_unet(size) >= 400]
    return f"{answer} pixels are enough, and a smaller size is, too" if smaller else None
