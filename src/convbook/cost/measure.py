"""What a layer costs: whole numbers, counted and not timed."""

from dataclasses import dataclass
from math import prod

__all__ = ["Cost", "Total"]


class Counted:
    """What follows from the counts of a layer or of a whole network."""

    @property
    def flops(self) -> int:
        """Floating point operations of the multiply-accumulates: a product and a sum each."""
        return 2 * self.macs

    @property
    def accesses(self) -> int:
        """Elements read and written."""
        return self.reads + self.writes

    def intensity(self, dtype="float32") -> float:
        """Arithmetic intensity: FLOPs for each byte read or written; 0 where none is.

        Parameters
        ----------
        dtype : str, or a dtype of NumPy or PyTorch
            What the numbers are stored as: ``"float32"``, ``"float16"``, ``"int8"``, …

        Examples
        --------
        >>> from convbook.cost import Linear
        >>> cost = Linear(1000).cost((1, 2048))
        >>> [round(cost.intensity(dtype), 2) for dtype in ("float32", "bfloat16")]
        [0.5, 1.0]
        """
        return self.flops / max(1, self.accesses) / bytes_of(dtype)


BYTES = {
    "float64": 8,
    "float32": 4,
    "float16": 2,
    "bfloat16": 2,
    "int8": 1,
    "uint8": 1,
}


def bytes_of(dtype) -> int:
    """How many bytes a number takes.

    Raises
    ------
    ValueError
        If ``dtype`` is neither one of the known names nor has a size of its own.
    """
    name = getattr(dtype, "__name__", dtype)  # of numpy.float32, which is a class
    size = BYTES.get(name) if isinstance(name, str) else getattr(dtype, "itemsize", None)
    if not isinstance(size, int):
        raise ValueError(f"dtype must be one of {', '.join(BYTES)}, or a dtype; got {dtype!r}")
    return size


@dataclass(frozen=True)
class Cost(Counted):
    """What one layer costs in one forward pass.

    All counts are numbers of elements or of operations; an element of float32 takes 4 bytes.

    Attributes
    ----------
    output : tuple of int
        Shape of the result.
    parameters : int
        Numbers that are learned.
    statistics : int
        Numbers that are stored and not learned: running means and variances.
    macs : int
        Multiply-accumulates of weights and inputs. Taps on border cells are counted, as tools do;
        :func:`~convbook.cost.products_inside` leaves them out.
    others : int
        Operations beside them, each counted as one: sums with a bias, comparisons, means.
    reads, writes : int
        Elements read and written if each layer reads its input and its numbers once.
    keeps_input, keeps_output : bool
        Whether the backward pass needs the input, the output.
    keeps_more : int
        Elements kept for the backward pass beside those: places of maxima, means of a batch.
    view : bool
        Whether the output is the input under another shape: no memory of its own.
    """

    output: tuple[int, ...]
    parameters: int = 0
    statistics: int = 0
    macs: int = 0
    others: int = 0
    reads: int = 0
    writes: int = 0
    keeps_input: bool = False
    keeps_output: bool = False
    keeps_more: int = 0
    view: bool = False


@dataclass(frozen=True)
class Total(Counted):
    """What a network costs: its layers added up.

    Attributes
    ----------
    output : tuple of int
        Shape of the last result.
    parameters, statistics, macs, others, reads, writes : int
        As in :class:`Cost`.
    inference : int
        The most activation elements alive at one moment of a forward pass that forgets each of
        them after its last use.
    training : int
        Activation elements that a forward pass keeps for the backward pass, each once.
    """

    output: tuple[int, ...]
    parameters: int
    statistics: int
    macs: int
    others: int
    reads: int
    writes: int
    inference: int
    training: int


def elements(shape) -> int:
    """Elements of an array of this shape."""
    return prod(shape)
