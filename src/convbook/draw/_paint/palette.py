"""The colors of the book, read from ``picture.css``: the one place where they stand."""

import re
from functools import cache
from importlib.resources import files

COLOR = re.compile(r"--cb-([a-z0-9-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);")


@cache
def colors() -> dict[str, tuple[str, str]]:
    """Name of each color to its value on a light and on a dark page."""
    sheet = files("convbook.draw").joinpath("static/picture.css").read_text("utf-8")
    return {name: (light, dark) for name, light, dark in COLOR.findall(sheet)}


def light(name: str) -> str:
    """The value that color ``name`` has on a light page, in which charts are drawn first."""
    return colors()[name][0]


@cache
def by_light() -> dict[str, str]:
    """Value of each color on a light page to the variable that follows the page."""
    return {value: f"var(--cb-{name})" for name, (value, _) in colors().items()}


def minified(css: str) -> str:
    """``css`` without comments and without the blanks that mean nothing."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s+", " ", css)
    return re.sub(r" ?([{};,]) ?", r"\1", css).replace(": ", ":").replace(";}", "}").strip()
