"""What a cell of a notebook shows: a picture or a chart, each with its text alternative."""

import io
import re
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files

from convbook.draw._paint.figures import DOTS, figure_svg
from convbook.draw._paint.palette import minified

__all__ = ["Chart", "Picture", "Shown"]

GRAYS = 128
"""Shades of a photograph without color."""


def checked(alt: str) -> str:
    """``alt``, if it can stand for a picture."""
    if not alt.strip() or alt.lstrip().startswith("<"):
        raise ValueError(f"a picture needs a text alternative in words, got {alt[:20]!r}")
    return alt


class Shown:
    """What functions of :mod:`convbook.draw` return: drawings that show themselves.

    A :class:`Scene`, a :class:`Part` and a :class:`Picture` all keep this contract: as the last
    value of a cell or as the frame of an explorer they are shown; ``alt`` is the text alternative,
    in sentences; ``picture`` is the drawing as SVG. A :class:`Chart` of a figure with a ground of
    its own is shown as an image, its ``png``.
    """

    alt: str

    @property
    def picture(self) -> "Picture":
        """The drawing, painted."""
        raise NotImplementedError

    def _repr_mimebundle_(self, include=None, exclude=None):
        return self.picture._repr_mimebundle_()


@dataclass(frozen=True)
class Picture(Shown):
    """A vector picture.

    Parameters
    ----------
    svg : str
        An ``<svg>`` element that takes its looks from the classes of ``picture.css``.
    alt : str
        The text alternative, in sentences.
    """

    svg: str
    alt: str

    def __post_init__(self):
        checked(self.alt)

    @property
    def picture(self):
        """The picture itself."""
        return self

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in pixels, as its first line says."""
        wide, high = re.search(r'width="([\d.]+)" height="([\d.]+)"', self.svg).groups()
        return float(wide), float(high)

    @property
    def standalone(self) -> str:
        """The same picture with its style inside: it can stand in a file of its own."""
        head, end, rest = self.svg.partition(">")
        return f"{head}{end}\n<style>{stylesheet_for(self.svg)}</style>{rest}"

    def _repr_mimebundle_(self, include=None, exclude=None):
        return {"image/svg+xml": self.standalone, "text/plain": self.alt}

    def __repr__(self):
        return self.alt


@dataclass(frozen=True, eq=False)
class Chart(Shown):
    """A Matplotlib figure: a drawing that follows the page, or an image.

    A figure whose ground is clear, as ``facecolor="none"`` makes it, stands on the page and is
    shown as SVG: lines and letters in colors of the book take the page's, light or dark. Any other
    figure has chosen its ground and is shown as an image.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
    alt : str
        The text alternative, in sentences.
    gray : bool
        Keep 128 shades of gray and no color, for photographs: nobody sees more, and all 256 take a
        third more bytes. Without it, 128 colors are kept, which curves need no more than.
    chosen : int
        Keep so many colors, chosen for this image, at most 255: for photographs in color.
    """

    figure: object
    alt: str
    gray: bool = False
    chosen: int = 0

    def __post_init__(self):
        checked(self.alt)

    @property
    def follows(self) -> bool:
        """Whether the chart stands on the page's own ground."""
        return self.figure.get_facecolor()[-1] == 0

    @cached_property
    def picture(self) -> Picture:
        """The chart as SVG. Drawn once: Matplotlib's layout moves a little when it runs again."""
        return Picture(figure_svg(self.figure, self.alt, self.recoded), self.alt)

    @cached_property
    def png(self) -> bytes:
        """The chart as an image. Drawn once, as the picture is."""
        with io.BytesIO() as drawn:
            self.figure.savefig(drawn, format="png", dpi=DOTS)
            return self.recoded(drawn.getvalue())

    def recoded(self, png: bytes) -> bytes:
        """An image in as few colors as the chart keeps."""
        # Imported here: pictures are painted, and the site is built, without what charts need.
        from PIL import Image

        image = Image.open(io.BytesIO(png)).convert("RGBA")
        if self.gray:
            image = with_grays(image, GRAYS)
        elif self.chosen:
            image = with_chosen_colors(image, self.chosen)
        else:
            image = image.quantize(128, dither=Image.Dither.NONE)
        with io.BytesIO() as stored:
            image.save(stored, "png", optimize=True)
            return stored.getvalue()

    def _repr_mimebundle_(self, include=None, exclude=None):
        if self.follows:
            return self.picture._repr_mimebundle_()
        return {"image/png": self.png, "text/plain": self.alt}

    def __repr__(self):
        return self.alt


def with_chosen_colors(image, count: int):
    """``image`` in ``count`` colors of its own; what was more clear than solid becomes clear."""
    from PIL import Image

    few = on_white(image).quantize(count, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    return cleared(few, few.getpalette()[: 3 * count], image)


def with_grays(image, count: int):
    """``image`` in ``count`` evenly spaced grays; what was more clear than solid becomes clear."""
    from PIL import Image

    last = count - 1
    places = on_white(image).convert("L").point([round(v * last / 255) for v in range(256)])
    few = Image.frombytes("P", image.size, places.tobytes())
    return cleared(few, [255 * place // last for place in range(count) for _ in "rgb"], image)


def on_white(image):
    """``image`` without its clear parts."""
    from PIL import Image

    solid = Image.new("RGB", image.size, "white")
    solid.paste(image, mask=image.getchannel("A"))
    return solid


def cleared(few, palette, image):
    """``few`` with ``palette`` and one clear entry more, which stands where ``image`` is clear."""
    count = len(palette) // 3
    few.putpalette(palette + [0] * 3)
    few.paste(count, mask=image.getchannel("A").point(lambda alpha: 255 * (alpha < 128)))
    few.info["transparency"] = count
    return few


def stylesheet() -> str:
    """``picture.css`` without comments and blanks: what a picture of its own carries inside."""
    return minified(files("convbook.draw").joinpath("static/picture.css").read_text("utf-8"))


def stylesheet_for(svg: str) -> str:
    """The rules and the colors of ``picture.css`` that ``svg`` uses."""
    used = {name for names in re.findall(r"class=[\"']([^\"']*)", svg) for name in names.split()}
    kept = []
    for rule in re.findall(r"[^{}]+{[^{}]*}", stylesheet()):
        selector, _, body = rule.partition("{")
        # A picture of its own knows no theme of a page around it.
        if "[data-" not in selector and all(
            name in used for name in re.findall(r"\.([a-z0-9-]+)", selector.split(",")[0])
        ):
            kept.append((selector, body))
    styles = "".join(body for _, body in kept)
    wanted = set(re.findall(r"var\((--[a-z0-9-]+)\)", styles + svg))
    return "".join(
        selector
        + "{"
        + re.sub(r"(--[a-z0-9-]+):[^;}]*;", lambda m: m[0] if m[1] in wanted else "", body)
        for selector, body in kept
    )
