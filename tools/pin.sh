#!/bin/sh
# Write the pinned requirements from the .in files.
# What is pinned already stays pinned; `tools/pin.sh --upgrade` takes the newest of everything.
set -eu
cd "$(dirname "$0")/.."

if ! command -v uv >/dev/null; then
    echo "make pins needs uv: see https://docs.astral.sh/uv/ for how to install it." >&2
    exit 1
fi

pin() {
    uv pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest \
        --no-annotate --no-header "$@"
}

# with_head FILE: put the text from standard input above what FILE holds.
with_head() {
    { cat; cat "$1"; } >"$1.new"
    mv "$1.new" "$1"
}

pin "$@" requirements-site.in -o requirements-site.txt
pin "$@" -c requirements-site.txt requirements.in -o requirements.txt
pin "$@" -c requirements.txt requirements-dev.in -o requirements-dev.txt
pin "$@" -c requirements.txt requirements-mutants.in -o requirements-mutants.txt

with_head requirements-site.txt <<'HEAD'
# What builds the site, pinned. Written by `make pins` from requirements-site.in: change that file.

HEAD
with_head requirements.txt <<'HEAD'
# What runs and tests the book, pinned. Written by `make pins` from requirements.in: change that file.

# PyPI's torch for Linux is the CUDA build, several gigabytes. This index has the CPU build of the same
# version, which pip prefers (2.13.0+cpu counts as later than 2.13.0). The CUDA libraries that only
# PyPI's build asks for are not pinned; everything else is.
--extra-index-url https://download.pytorch.org/whl/cpu

HEAD
with_head requirements-dev.txt <<'HEAD'
# What `make lab` installs, pinned. Written by `make pins` from requirements-dev.in: change that file.

--extra-index-url https://download.pytorch.org/whl/cpu

HEAD
with_head requirements-mutants.txt <<'HEAD'
# What `make mutants` installs besides the rest, pinned. Written by `make pins` from requirements-mutants.in.

HEAD
