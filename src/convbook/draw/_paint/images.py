"""Rasters and frames as SVG elements."""

from convbook.draw._paint.paths import number

FRAMES = (("#111", 5), ("#fff", 2))
"""A box has a dark line under a light one, so that it shows on any gray."""


def image(item, wide: float, tall: float) -> str:
    """One raster as an image, in one line of SVG: frames that share it store it once."""
    return (
        f"<image width='{number(wide)}' height='{number(tall)}' preserveAspectRatio='none' "
        f"style='image-rendering:pixelated' href='data:image/gif;base64,{item.code}'/>"
    )


def frame(x: float, y: float, wide: float, tall: float, style: str = "") -> list[str]:
    """A box, dark under light, with a further attribute if its line has a ``style`` of its own."""
    return [
        f"<rect x='{number(x)}' y='{number(y)}' width='{number(wide)}' height='{number(tall)}' "
        f"fill='none' stroke='{color}' stroke-width='{width}'{style and ' ' + style}/>"
        for color, width in FRAMES
    ]
