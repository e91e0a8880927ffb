"""Networks of the literature, read from ``networks.json``."""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from convbook.cost.branches import Branches
from convbook.cost.kind import Layer
from convbook.cost.measure import Total
from convbook.cost.walk import total
from convbook.cost.written import layers

__all__ = ["Network", "network", "network_names"]


@dataclass(frozen=True)
class Network:
    """A network with a name.

    Attributes
    ----------
    name : str
        Key in :func:`network_names`.
    source : str
        Where the layout comes from, and which of its forms this is.
    input : tuple of int
        ``(C, H, W)``.
    layers : tuple of Layer or Branches
    """

    name: str
    source: str
    input: tuple[int, ...]
    layers: tuple[Layer | Branches, ...]

    def total(self, batch: int = 1) -> Total:
        """What the network costs on so many images."""
        return total(self.layers, (batch, *self.input))


@cache
def written_networks() -> dict:
    """The content of ``networks.json``."""
    return json.loads(files("convbook.cost").joinpath("networks.json").read_text("utf-8"))


def network_names() -> list[str]:
    """The names that :func:`network` knows.

    >>> network_names()[:3]
    ['lenet5', 'lenet5_1998', 'alexnet']
    """
    return list(written_networks()["networks"])


def network(name: str) -> Network:
    """A network of the literature.

    Parameters
    ----------
    name : str
        One of :func:`network_names`.

    Returns
    -------
    Network
        Without dropout and softmax, which cost nothing worth counting at inference.

    Raises
    ------
    ValueError
        If no network has that name.

    Examples
    --------
    >>> cost = network("vgg16").total()
    >>> print(f"{cost.parameters:,} parameters, {cost.macs:,} multiply-accumulates")
    138,357,544 parameters, 15,470,264,320 multiply-accumulates
    """
    written = written_networks()["networks"]
    if name not in written:
        raise ValueError(f"no network {name!r}; there are {', '.join(written)}")
    entry = written[name]
    return Network(name, entry["source"], tuple(entry["input"]), layers(entry["layers"]))
