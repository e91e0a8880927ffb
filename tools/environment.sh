#!/bin/sh
# tools/environment.sh FOLDER: make a virtual environment there, with a Python that is new enough.
# PYTHON names the one to use; without it the first that fits is taken.
set -eu
folder=$1
fits='import sys; sys.exit(sys.version_info < (3, 11))'
complete='import ensurepip, venv'
too_old=
incomplete=

for python in ${PYTHON:-python3 python3.13 python3.12 python3.11 python}; do
    command -v "$python" >/dev/null || continue
    # A name may stand on PATH and start nothing (a version manager's shim): not a Python, so go on.
    version=$("$python" -c 'import platform; print(platform.python_version())' 2>/dev/null) || continue
    if ! "$python" -c "$fits"; then
        too_old=${too_old:-"$python is Python $version"}
    elif ! "$python" -c "$complete" 2>/dev/null; then
        incomplete=${incomplete:-"$python (Python $version)"}
    else
        echo "Making $folder with Python $version ..."
        exec "$python" -m venv "$folder"
    fi
done

if [ -n "$incomplete" ]; then
    echo "$incomplete cannot make virtual environments: install its venv module (on Debian and" \
        "Ubuntu: apt install python3-venv) and run make again." >&2
elif [ -n "$too_old" ]; then
    echo "This book needs Python 3.11 or later and $too_old: install a newer one, or name it, as in" \
        "make book PYTHON=python3.13" >&2
elif [ -n "${PYTHON:-}" ]; then
    echo "PYTHON=$PYTHON is not a Python that starts." >&2
else
    echo "This book needs Python 3.11 or later, and there is no python3 on PATH: install one and run" \
        "make again." >&2
fi
exit 1
