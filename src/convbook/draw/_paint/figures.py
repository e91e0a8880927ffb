"""A Matplotlib figure as SVG in the colors of the book: it follows the page, light or dark."""

import base64
import io
import re
from collections.abc import Callable
from xml.etree import ElementTree

from convbook.draw._paint.palette import by_light

DOTS = 160
"""Dots of an image in an inch of a figure."""

WIDER = 1.7
"""Pixels of a page for each point of a figure: its letters are as large as those of the page."""

SVG = "{http://www.w3.org/2000/svg}"
HREF = "{http://www.w3.org/1999/xlink}href"
LEFT_OUT = {"metadata", "style"}
OF_THE_PAGE = {"font-family"}
NUMBERS = {"d", "x", "y", "width", "height"}
LONG = re.compile(r"-?\d+\.\d+")
UNTURNED = re.compile(r"rotate\(-?0 [^)]*\)")
UNSEEN = {"style": "fill:none"}
USED = re.compile(r"#([\w-]+)\)?$")


def figure_svg(figure, alt: str, recode: Callable) -> str:
    """``figure`` as an ``<svg>`` of class ``cb-chart``, one line an element.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        Without a ground of its own: the page is its ground.
    alt : str
        Its words; names inside the SVG are made from them, so that two charts of a page differ.
    recode : callable
        Takes the bytes of an image inside and returns those that are stored.
    """
    root = ElementTree.fromstring(drawn(figure, alt))
    _, _, wide, tall = (float(number) for number in root.get("viewBox").split())
    lines = [line for child in root for line in written(child, used_in(root), recode)]
    return (
        f'<svg class="cb-picture cb-chart" width="{wide * WIDER:.0f}" height="{tall * WIDER:.0f}" '
        f'viewBox="0 0 {short(wide)} {short(tall)}" xmlns="http://www.w3.org/2000/svg">\n'
        + "\n".join(lines)
        + "\n</svg>"
    )


def drawn(figure, salt: str) -> str:
    """What Matplotlib writes: letters as text, and nothing that differs from day to day."""
    # Imported here: grid pictures are painted, and the site is built, without Matplotlib.
    from matplotlib import rc_context

    nothing = dict.fromkeys(("Creator", "Date", "Format", "Type"))
    with io.StringIO() as file, rc_context({"svg.fonttype": "none", "svg.hashsalt": salt}):
        figure.savefig(file, format="svg", dpi=DOTS, metadata=nothing)
        return file.getvalue()


def used_in(root) -> set[str]:
    """The ids inside ``root`` that something refers to."""
    values = (value for element in root.iter() for value in element.attrib.values())
    return {found[1] for found in map(USED.search, values) if found}


def written(element, ids: set[str], recode: Callable) -> list[str]:
    """``element`` as lines of SVG; a group that says nothing is left out around its content."""
    tag = element.tag.removeprefix(SVG)
    if tag in LEFT_OUT:
        return []
    inside = [line for child in element for line in written(child, ids, recode)]
    given = dict(attributes(element, ids, recode))
    if {name: value for name, value in given.items() if name != "d"} == UNSEEN:
        return []
    if tag in ("g", "defs") and (not inside or (tag == "g" and not given)):
        return inside
    opening = " ".join([tag, *(f'{name}="{value}"' for name, value in given.items())])
    text = escaped((element.text or "").strip())
    if inside:
        return [f"<{opening}>{text}", *inside, f"</{tag}>"]
    return [f"<{opening}>{text}</{tag}>" if text else f"<{opening}/>"]


def attributes(element, ids: set[str], recode: Callable):
    """Yield the attributes that are kept, by name."""
    for name, value in element.attrib.items():
        if name == HREF:
            yield "href", stored(value, recode) if value.startswith("data:") else value
        elif name == "style":
            yield "style", style(value)
        elif name == "transform":
            if not UNTURNED.fullmatch(value):
                yield name, LONG.sub(lambda found: f"{float(found[0]):.5g}", value)
        elif name != "id" or value in ids:
            yield name, shortened(value) if name in NUMBERS else escaped(value)


def stored(address: str, recode: Callable) -> str:
    """The address of an image that was coded again."""
    head, code = address.split(",", 1)
    return f"{head},{base64.b64encode(recode(base64.b64decode(code))).decode()}"


def style(text: str) -> str:
    """The properties of one element, in the colors and the font of the page."""
    pairs = (part.split(":", 1) for part in text.split(";") if part.strip())
    kept = {name.strip(): value.strip() for name, value in pairs}
    return ";".join(
        f"{name}:{escaped(shortened(by_light().get(value, value)))}"
        for name, value in kept.items()
        if name not in OF_THE_PAGE
    )


def shortened(text: str) -> str:
    """``text`` whose numbers have two decimals: a fiftieth of a pixel."""
    return LONG.sub(lambda found: short(float(found[0])), " ".join(text.split()))


def short(number: float) -> str:
    """``number`` with at most two decimals; none is −0."""
    return f"{round(number, 2) + 0.0:g}"


def escaped(text: str) -> str:
    """``text`` as it stands in XML and in quotes."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
