"""Cut the theme's icon font to the icons that the book shows.

Font Awesome's fonts weigh 300 kB; the book shows some thirty icons. Run this after an update of the
theme, or when a page asks for a new icon; the result is committed::

    python tools/vendor_icons.py
"""

import re
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

TARGET = Path(__file__).parent.parent / "book" / "_static"
PARTS = {
    "solid": (
        "angle-left angle-right angle-down arrow-up bars chevron-down chevron-right chevron-up "
        "circle-half-stroke circle-check code download ellipsis expand file file-lines file-pdf "
        "home lightbulb list magnifying-glass moon outdent pencil play rocket sun xmark"
    ).split(),
    "brands": ["github"],
}
STYLE = """\
/* Made by tools/vendor_icons.py from Font Awesome Free 6.5.2.
   Icons: CC BY 4.0; font: SIL OFL 1.1. */
{faces}
:root {{
  --fa-font-solid: normal 900 1em/1 "Book Icons";
  --fa-font-regular: normal 900 1em/1 "Book Icons";
  --fa-font-brands: normal 900 1em/1 "Book Icons";
}}

.fa-solid, .fas, .fa-regular, .far, .fa-brands, .fab {{
  display: inline-block;
  font: normal 900 1em/1 "Book Icons";
  -webkit-font-smoothing: antialiased;
  text-rendering: auto;
}}

.fa-lg {{ font-size: 1.25em; line-height: .05em; vertical-align: -.075em; }}

{rules}
"""
FACE = """\
@font-face {{
  font-family: "Book Icons";
  font-weight: 900;
  font-display: block;
  src: url("icons-{part}.woff2") format("woff2");
  unicode-range: {ranges};
}}
"""


def theme_folder():
    """Static folder of the pydata theme, which carries Font Awesome."""
    package = Path(find_spec("pydata_sphinx_theme").origin).parent
    return package / "theme" / "pydata_sphinx_theme" / "static"


def codes_by_name(stylesheet):
    """Code point of each icon name in Font Awesome's stylesheet."""
    codes = {}
    for selectors, code in re.findall(r'([^{}]+)\{content:"\\([0-9a-f]+)"\}', stylesheet):
        for name in re.findall(r"\.fa-([a-z0-9-]+):{1,2}before", selectors):
            codes[name] = int(code, 16)
    return codes


def codes_in(stylesheet):
    """Code points that the theme's own stylesheet shows, as for admonitions."""
    plain = {ord(sign) for sign in stylesheet if 0xE000 <= ord(sign) <= 0xF8FF}
    escaped = {int(code, 16) for code in re.findall(r'"\\(f[0-9a-f]{3})"', stylesheet)}
    return plain | escaped


def cut(font, codes):
    """Bytes of a font that holds only some code points."""
    options = subset.Options(flavor="woff2", layout_features=[], hinting=False)
    options.desubroutinize = True
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=codes)
    loaded = TTFont(font, recalcTimestamp=False)
    cutter.subset(loaded)
    loaded.flavor = "woff2"
    result = BytesIO()
    loaded.save(result)
    return result.getvalue()


def main():
    """Write the fonts and their stylesheet."""
    theme = theme_folder()
    awesome = next((theme / "vendor" / "fontawesome").iterdir())
    names = codes_by_name((awesome / "css" / "all.min.css").read_text(encoding="utf-8"))
    shown = codes_in((theme / "styles" / "pydata-sphinx-theme.css").read_text(encoding="utf-8"))
    files = {"solid": "fa-solid-900.woff2", "brands": "fa-brands-400.woff2"}
    faces, rules, taken = [], [], set()
    for part, icons in PARTS.items():
        font = awesome / "webfonts" / files[part]
        held = set(TTFont(font).getBestCmap())
        codes = {names[icon] for icon in icons} | (shown & held) - taken
        taken |= codes
        (TARGET / f"icons-{part}.woff2").write_bytes(cut(font, codes))
        ranges = ", ".join(f"U+{code:X}" for code in sorted(codes))
        faces.append(FACE.format(part=part, ranges=ranges))
        rules += [f'.fa-{icon}::before {{ content: "\\{names[icon]:x}"; }}' for icon in icons]
    style = STYLE.format(faces="\n".join(faces), rules="\n".join(rules))
    (TARGET / "icons.css").write_text(style, encoding="utf-8")


if __name__ == "__main__":
    main()
