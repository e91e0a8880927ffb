"""Find a Chromium for the tests of the site, or fetch one: ``python tools/browser.py``.

One that is installed comes first, then Playwright's own, then the system's package. Without any,
``find`` returns None; with CI=true that is a failure.
"""

import os
import shutil
import subprocess
import sys

INSTALLED = (
    "chromium",
    "google-chrome",
    "google-chrome-stable",
    "chromium-browser",
    "chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
MISSING = (
    "No Chromium was found, and none could be fetched: install chromium or google-chrome, or name "
    "one in the environment variable CHROMIUM"
)


def find():
    """The path of a Chromium that starts, or None.

    The environment variable CHROMIUM, where it is set, names the only one that counts.
    """
    named = os.environ.get("CHROMIUM")
    if named:
        return first_that_starts([named])
    return first_that_starts(INSTALLED) or first_that_starts([playwrights_own()])


def first_that_starts(candidates):
    """The path of the first of these programs that is there and starts, or None."""
    found = (shutil.which(candidate) for candidate in candidates)
    return next((path for path in found if path and starts(path)), None)


def starts(path):
    """Whether the program says its version; a stub that names a package to install does not."""
    try:
        answer = subprocess.run([path, "--version"], capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.returncode == 0 and any(chr(byte).isdigit() for byte in answer.stdout)


def playwrights_own():
    """The path where Playwright keeps the Chromium that it downloads; it need not be there yet."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        return playwright.chromium.executable_path


def fetch():
    """Try Playwright's download, then the system's package, until there is a Chromium."""
    for command in ([sys.executable, "-m", "playwright", "install", "chromium"], *system_package()):
        print("Fetching a browser:", *command, flush=True)
        subprocess.run(command, check=False)
        if find():
            return


def system_package():
    """The commands that install Chromium from the system's package manager, where there is one."""
    if not shutil.which("apt-get"):
        return []
    rights = [] if os.geteuid() == 0 else ["sudo", "--non-interactive"]
    if rights and not shutil.which("sudo"):
        return []
    apt = [*rights, "apt-get", "--yes", "--quiet"]
    return [[*apt, "update"], [*apt, "install", "--no-install-recommends", "chromium"]]


def main():
    if not find():
        fetch()
    path = find()
    if path:
        print(f"The site is tested in {path}")
    elif os.environ.get("CI") == "true":
        raise SystemExit(f"{MISSING}.")
    else:
        print(f"{MISSING}; until then the tests in a browser are skipped.", file=sys.stderr)


if __name__ == "__main__":
    main()
