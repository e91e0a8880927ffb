"""What stands behind the make targets refuses in one clear sentence and never with a traceback."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import browser
import pytest
import serve

TOP = Path(__file__).parent.parent
ENVIRONMENT = TOP / "tools" / "environment.sh"

# A Python that is only looked at: it says a version, and whether it is new and complete.
STAND_IN = """#!/bin/sh
case "$2" in
*python_version*) echo {version} ;;
*version_info*) exit {old} ;;
*ensurepip*) exit {incomplete} ;;
*) echo "$(basename "$0") $*" ;;
esac
"""


def stand_in(folder, name, version, *, old=0, incomplete=0):
    path = folder / name
    path.write_text(STAND_IN.format(version=version, old=old, incomplete=incomplete), "utf-8")
    path.chmod(0o755)


def make_environment(folder, **variables):
    """Run the script where only the programs of one folder are on PATH."""
    for program in ("basename", "dirname"):
        (folder / program).symlink_to(f"/usr/bin/{program}")
    return subprocess.run(
        ["/bin/sh", ENVIRONMENT, "place"],
        env={"PATH": str(folder), **variables},
        capture_output=True,
        text=True,
        check=False,
    )


def test_an_environment_is_made_with_the_first_python_that_is_new_enough(tmp_path):
    stand_in(tmp_path, "python3", "3.10.2", old=1)
    stand_in(tmp_path, "python3.12", "3.12.1")
    stand_in(tmp_path, "python3.11", "3.11.4")
    answer = make_environment(tmp_path)
    assert answer.returncode == 0
    assert answer.stdout == "Making place with Python 3.12.1 ...\npython3.12 -m venv place\n"


def test_a_python_that_is_named_is_the_one_that_is_used(tmp_path):
    stand_in(tmp_path, "python3", "3.13.1")
    stand_in(tmp_path, "mine", "3.11.4")
    assert "mine -m venv place" in make_environment(tmp_path, PYTHON="mine").stdout


def test_a_name_that_starts_no_python_is_passed_over(tmp_path):
    (tmp_path / "python3").write_text("#!/bin/sh\nexit 127\n", "utf-8")
    (tmp_path / "python3").chmod(0o755)
    stand_in(tmp_path, "python3.11", "3.11.4")
    assert "python3.11 -m venv place" in make_environment(tmp_path).stdout


@pytest.mark.parametrize(
    ("pythons", "variables", "words"),
    [
        (
            {"python3": {"version": "3.10.2", "old": 1}, "python": {"version": "2.7", "old": 1}},
            {},
            "This book needs Python 3.11 or later and python3 is Python 3.10.2: install a newer "
            "one, or name it, as in make book PYTHON=python3.13\n",
        ),
        (
            {"python3": {"version": "3.11.4", "incomplete": 1}},
            {},
            "python3 (Python 3.11.4) cannot make virtual environments: install its venv module (on "
            "Debian and Ubuntu: apt install python3-venv) and run make again.\n",
        ),
        (
            {},
            {},
            "This book needs Python 3.11 or later, and there is no python3 on PATH: install one "
            "and run make again.\n",
        ),
        ({}, {"PYTHON": "python9"}, "PYTHON=python9 is not a Python that starts.\n"),
    ],
    ids=["too old", "without venv", "no Python", "a wrong name"],
)
def test_a_python_that_will_not_do_is_refused_in_one_sentence(pythons, variables, words, tmp_path):
    for name, what in pythons.items():
        stand_in(tmp_path, name, **what)
    answer = make_environment(tmp_path, **variables)
    assert answer.returncode == 1
    assert (answer.stdout, answer.stderr) == ("", words)


@pytest.fixture
def built(tmp_path, monkeypatch):
    """A site of two pages in the place of the real one."""
    (tmp_path / "index.html").write_text("the book", "utf-8")
    (tmp_path / "404.html").write_text("not in the book", "utf-8")
    monkeypatch.setattr(serve, "SITE", tmp_path)


@pytest.mark.usefixtures("built")
def test_a_port_in_use_is_refused_in_one_sentence():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(SystemExit) as refusal:
            serve.main(str(port))
    assert refusal.value.code == (
        f"make serve: port {port} is in use; take another, as in make serve PORT={port + 1}"
    )


@pytest.mark.usefixtures("built")
@pytest.mark.parametrize("port", ["eight", "65536", "-1"])
def test_a_port_that_cannot_be_is_refused(port):
    with pytest.raises(SystemExit, match=f"a port is a number up to 65535, got {port}"):
        serve.main(port)


def test_a_site_that_is_not_built_is_not_served(tmp_path, monkeypatch):
    monkeypatch.setattr(serve, "SITE", tmp_path)
    with pytest.raises(SystemExit, match="the site is not built yet; run `make book` first"):
        serve.main("8000")


def program(folder, words, status=0):
    """A program that says a few words whatever it is asked."""
    path = folder / "program"
    path.write_text(f"#!/bin/sh\necho {words}\nexit {status}\n", "utf-8")
    path.chmod(0o755)
    return str(path)


def test_the_browser_that_is_named_is_found(tmp_path, monkeypatch):
    monkeypatch.setenv("CHROMIUM", program(tmp_path, "Chromium 150"))
    assert browser.find() == os.environ["CHROMIUM"]


@pytest.mark.parametrize(("words", "status"), [("install me first", 0), ("Chromium 150", 1)])
def test_a_program_that_does_not_start_a_browser_is_not_one(words, status, tmp_path, monkeypatch):
    monkeypatch.setenv("CHROMIUM", program(tmp_path, words, status))
    assert browser.find() is None


def look_for_a_browser(**variables):
    """Run the tool where no browser is and none can be fetched."""
    statements = "import browser; browser.fetch = lambda: None; browser.main()"
    return subprocess.run(
        [sys.executable, "-c", statements],
        env={"PYTHONPATH": str(ENVIRONMENT.parent), "CHROMIUM": "/no/browser", **variables},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_missing_browser_fails_continuous_integration():
    answer = look_for_a_browser(CI="true")
    assert answer.returncode == 1
    assert answer.stderr == f"{browser.MISSING}.\n"


def test_a_missing_browser_is_said_elsewhere():
    answer = look_for_a_browser()
    assert answer.returncode == 0
    assert answer.stderr == (f"{browser.MISSING}; until then the tests in a browser are skipped.\n")


def run_findings(folder):
    """Run the tool over the scripts of a folder."""
    command = ["/bin/sh", TOP / "tools" / "findings.sh", folder]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_each_finding_is_run_and_those_that_changed_are_named_with_what_they_say(tmp_path):
    (tmp_path / "a.sh").write_text("echo quiet\n", "utf-8")
    (tmp_path / "b.sh").write_text("echo now 3, was 4\nexit 5\n", "utf-8")
    (tmp_path / "c.sh").write_text("true\n", "utf-8")
    answer = run_findings(tmp_path)
    assert answer.stdout == "ok       a\nchanged  b\n         now 3, was 4\nok       c\n"
    assert (answer.returncode, answer.stderr) == (1, "1 of 3 have changed.\n")
    (tmp_path / "b.sh").unlink()
    assert run_findings(tmp_path).returncode == 0


def test_a_folder_without_findings_is_refused(tmp_path):
    answer = run_findings(tmp_path)
    assert (answer.returncode, answer.stderr) == (1, f"There is no script in {tmp_path}.\n")


def planned(*targets, path):
    """What make would run for some targets in a new environment."""
    command = ["/usr/bin/make", "--dry-run", "--no-print-directory", "VENV=nowhere", *targets]
    answer = subprocess.run(
        command, cwd=TOP, env={"PATH": path}, capture_output=True, text=True, check=True
    )
    return answer.stdout


def test_uv_installs_where_it_is_found_and_pip_where_it_is_not(tmp_path):
    system = "/usr/bin:/bin"
    with_pip = planned("book", path=system)
    assert "nowhere/bin/python -m pip" in with_pip and 'uv" pip' not in with_pip
    stand_in(tmp_path, "uv", "0.9")
    with_uv = planned("book", path=f"{tmp_path}:{system}")
    assert f'"{tmp_path}/uv" pip install --quiet --python nowhere/bin/python' in with_uv
    assert "-m pip" not in with_uv


def test_the_index_of_torch_is_asked_for_torch_alone():
    """Of a name that two indexes have, an installer may take either: so only one is asked."""
    installed = planned("unit", path="/usr/bin:/bin").splitlines()
    written = next(line for line in installed if line.endswith(">nowhere/torch-alone.txt"))
    lines = subprocess.run(
        written.removeprefix("@").rpartition(">")[0],
        shell=True,
        cwd=TOP,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    assert [line.partition("=")[0].split()[0] for line in lines] == ["--extra-index-url", "torch"]
    assert "--no-deps --requirement nowhere/torch-alone.txt" in "\n".join(installed)


def test_a_build_goes_on_from_the_last_one():
    assert "--all" not in planned("book", path="/usr/bin:/bin")


def test_only_work_by_hand_installs_jupyterlab():
    assert "requirements-dev.txt" not in planned("unit", path="/usr/bin:/bin")
    assert "requirements-dev.txt" in planned("lab", path="/usr/bin:/bin")
