"""Copy the book's fonts, Source Serif 4, Source Sans 3 and STIX Two Math, from their npm packages.

The font for formulas has 4600 characters and is cut to those that formulas of this book may use. A
page fetches nothing from another host, so the fonts lie beside it. Run this to take newer ones (it
needs npm); the result is committed::

    python tools/vendor_fonts.py
"""

import shutil
import subprocess
import tarfile
from pathlib import Path
from tempfile import TemporaryDirectory

from fontTools.subset import main as cut

TARGET = Path(__file__).parent.parent / "book" / "_static" / "fonts"
PACKAGES = {
    "@fontsource/source-serif-4@5.3.1": {
        "source-serif-4-latin-400-normal.woff2": "serif.woff2",
        "source-serif-4-latin-400-italic.woff2": "serif-italic.woff2",
        "source-serif-4-latin-600-normal.woff2": "serif-bold.woff2",
    },
    "@fontsource-variable/source-sans-3@5.3.0": {
        "source-sans-3-latin-wght-normal.woff2": "sans.woff2",
    },
    "@fontsource/stix-two-math@5.3.0": {
        "stix-two-math-latin-400-normal.woff2": "math.woff2",
    },
}
# Latin, Greek, primes and dots, accents, letterlike signs, arrows, operators and relations,
# brackets and braces, and the bold, italic, sans-serif and Greek italic letters of mathematics.
IN_FORMULAS = (
    "20-7E,A0-FF,2C6-2DC,302-338,391-3C9,3D1,3D5,3F5,2009-200A,2016,2026,2032-2033,2061-2063,"
    "2102,210E,2113,211D,2124,2190-2194,21A6,21D2,21D4,2200,2202-220B,220F,2211-2213,2217-221A,221E,"
    "2223,2225,2227-222B,2248,2260-2265,2282-2287,2295-2299,229B,22C5-22C6,22EE-22F1,2308-230B,"
    "23DE-23DF,27E8-27E9,1D400-1D467,1D5A0-1D5B9,1D6A8-1D71B"
)


def vendor(package, files, folder):
    """Copy some files of one package, and its license."""
    answer = subprocess.run(
        ["npm", "pack", "--silent", package], cwd=folder, check=True, capture_output=True, text=True
    )
    with tarfile.open(folder / answer.stdout.split()[-1]) as archive:
        archive.extractall(folder, filter="data")
    for source, name in files.items():
        shutil.copyfile(folder / "package" / "files" / source, TARGET / name)
    family = package.split("/")[1].split("@")[0]
    shutil.copyfile(folder / "package" / "LICENSE", TARGET / f"LICENSE-{family}")


def main():
    """Copy the files of every package."""
    TARGET.mkdir(exist_ok=True)
    for package, files in PACKAGES.items():
        with TemporaryDirectory() as folder:
            vendor(package, files, Path(folder))
    formulas = str(TARGET / "math.woff2")
    settings = ("--flavor=woff2", "--no-hinting", "--layout-features=", f"--output-file={formulas}")
    cut([formulas, f"--unicodes={IN_FORMULAS}", *settings])


if __name__ == "__main__":
    main()
