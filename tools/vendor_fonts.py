"""Copy the book's text fonts, Source Serif 4 and Source Sans 3, from their npm packages.

A page fetches nothing from another host, so the fonts lie beside it. Run this to take newer ones
(it needs npm); the result is committed::

    python tools/vendor_fonts.py
"""

import shutil
import subprocess
import tarfile
from pathlib import Path
from tempfile import TemporaryDirectory

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
}


def vendor(package, files, folder):
    """Copy some files of one package, and its license."""
    answer = subprocess.run(
        ["npm", "pack", "--silent", package], cwd=folder, check=True, capture_output=True, text=True
    )
    with tarfile.open(folder / answer.stdout.split()[-1]) as archive:
        archive.extractall(folder, filter="data")
    for source, name in files.items():
        shutil.copyfile(folder / "package" / "files" / source, TARGET / name)
    shutil.copyfile(folder / "package" / "LICENSE", TARGET / "LICENSE")


def main():
    """Copy the files of every package."""
    TARGET.mkdir(exist_ok=True)
    for package, files in PACKAGES.items():
        with TemporaryDirectory() as folder:
            vendor(package, files, Path(folder))


if __name__ == "__main__":
    main()
