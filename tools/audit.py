"""Lighthouse on the built site, as a phone sees it: ``make audit``.

Each page is measured five times and the median counts; a measurement below its goal is a failure.
Needs Node: npx fetches Lighthouse the first time.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from tools import browser
from tools.site_server import serving

SITE = Path(__file__).parent.parent / "_build" / "html"
LIGHTHOUSE = "lighthouse@12.8.2"
RUNS = 5
PAGES = {"home": "index.html", "chapter": "book/convolution/padding-and-stride.html"}
GOALS = {"performance": 0.85, "accessibility": 1.0, "best-practices": 1.0, "seo": 1.0}
MOST_KILOBYTES = 700
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-background-networking --disable-sync"


def measured(url, chromium):
    """Scores and weight of a page, from one run.

    Parameters
    ----------
    url : str
    chromium : str
        Path of the browser.

    Returns
    -------
    dict of str to float
        The score of each category, and ``kilobytes`` transferred.
    """
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = ["npx", "--yes", LIGHTHOUSE, url, "--quiet", "--no-enable-error-reporting"]
        command += ["--output=json", f"--output-path={report}", f"--chrome-flags={FLAGS}"]
        command += [f"--only-categories={','.join(GOALS)}"]
        environment = {**os.environ, "CHROME_PATH": chromium}
        answer = subprocess.run(command, env=environment, capture_output=True, text=True)
        if answer.returncode or not report.exists():
            raise SystemExit(f"make audit: Lighthouse failed on {url}:\n{answer.stderr[-2000:]}")
        found = json.loads(report.read_text(encoding="utf-8"))
    result = {name: found["categories"][name]["score"] or 0.0 for name in GOALS}
    result["kilobytes"] = found["audits"]["total-byte-weight"]["numericValue"] / 1000
    return result


def medians(runs):
    """The median of each measurement over several runs."""
    return {name: statistics.median(run[name] for run in runs) for name in runs[0]}


def shortfalls(page, result):
    """Sentences on the goals that a page misses."""
    for name, goal in GOALS.items():
        if result[name] < goal:
            yield f"{page}: {name} is {result[name]:.2f}, the goal is {goal:.2f}"
    if result["kilobytes"] > MOST_KILOBYTES:
        yield f"{page}: {result['kilobytes']:.0f} kB are transferred, the most is {MOST_KILOBYTES}"


def main():
    """Measure each page and print a table."""
    if not shutil.which("npx"):
        raise SystemExit("make audit needs Node.js, and there is no npx on PATH.")
    if not (SITE / "index.html").is_file():
        raise SystemExit("make audit: the site is not built yet; run `make book` first.")
    chromium = browser.find()
    if chromium is None:
        raise SystemExit(f"make audit: {browser.MISSING}.")
    missed = []
    print(f"{'page':<10}" + "".join(f"{name:>16}" for name in (*GOALS, "kilobytes")))
    with serving(SITE) as address:
        for page, path in PAGES.items():
            result = medians([measured(f"{address}/{path}", chromium) for _ in range(RUNS)])
            row = [f"{result[name]:.2f}" for name in GOALS] + [f"{result['kilobytes']:.0f}"]
            print(f"{page:<10}" + "".join(f"{cell:>16}" for cell in row), flush=True)
            missed += shortfalls(page, result)
    if missed:
        raise SystemExit("\n".join(missed))


if __name__ == "__main__":
    main()
