#!/bin/sh
# pytest --nbval passes a notebook whose outputs and execution counts were stripped.
#
# One would guess: a comparison with stored outputs fails, or is skipped, where no output is stored.
# Seen with nbval 0.11.0: the cell prints 2, nothing is stored, and the test passes.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check nbval==0.11.0 ipykernel==7.1.0 pytest==8.4.2
"$folder/venv/bin/python" - <<'PYTHON'
import json
import subprocess
import sys
import tempfile
from pathlib import Path

cell = {"cell_type": "code", "id": "a", "metadata": {}, "source": "print(1 + 1)"}
notebook = {
    "cells": [{**cell, "execution_count": None, "outputs": []}],
    "metadata": {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}},
    "nbformat": 4,
    "nbformat_minor": 5,
}
with tempfile.TemporaryDirectory() as folder:
    Path(folder, "stripped.ipynb").write_text(json.dumps(notebook))
    run = [sys.executable, "-m", "pytest", "--nbval", "--nbval-current-env", "-q", "stripped.ipynb"]
    answer = subprocess.run(run, cwd=folder, capture_output=True, text=True)
print(answer.stdout)
assert "1 passed" in answer.stdout
PYTHON
