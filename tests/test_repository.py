"""The files around the book, and what must stand in none of them."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import convbook

TOP = Path(__file__).parent.parent
NAME = r"^([A-Za-z0-9._-]+)"


def read(name):
    return (TOP / name).read_text("utf-8")


def pins(name):
    """The requirements of a pinned file: name to version, and what stands there otherwise."""
    lines = [line.split("#")[0].strip() for line in read(name).splitlines()]
    pinned = re.compile(NAME + r"==([0-9][A-Za-z0-9.!+]*)(?: ; .+)?$")
    found = {line: pinned.match(line) for line in lines if line}
    versions = {match[1]: match[2] for match in found.values() if match}
    return versions, [line for line, match in found.items() if not match]


def wanted(name):
    """The packages that an .in file names, those of the files that it includes too."""
    for line in read(name).splitlines():
        if line.startswith("-r "):
            yield from wanted(line.removeprefix("-r "))
        elif match := re.match(NAME, line):
            yield match[1]


def makefile_targets():
    return set(re.search(r"^\.PHONY:((?:.*\\\n)*.*)", read("Makefile"), re.M)[1].split()) - {"\\"}


def text_files():
    """Every text file of the project, tracked or new; works outside a git repository too."""
    command = ["git", "grep", "--no-index", "--exclude-standard", "-I", "--files-with-matches", ""]
    answer = subprocess.run(command, cwd=TOP, capture_output=True, text=True, check=True)
    return answer.stdout.splitlines()


@pytest.mark.parametrize(
    ("schema", "pattern"),
    [
        ("vendor.github-workflows", ".github/workflows/*.yml"),
        ("vendor.citation-file-format", "CITATION.cff"),
    ],
)
def test_files_for_services_fit_their_schema(schema, pattern):
    files = list(TOP.glob(pattern))
    assert files
    answer = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, *files],
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 0, answer.stdout


@pytest.mark.parametrize(
    "name", ["requirements-site", "requirements", "requirements-dev", "requirements-mutants"]
)
def test_requirements_are_pinned_and_complete(name):
    versions, rest = pins(f"{name}.txt")
    index = ["--extra-index-url https://download.pytorch.org/whl/cpu"]
    assert rest == (index if "torch" in versions else [])
    assert set(wanted(f"{name}.in")) <= set(versions)


def test_the_site_needs_no_heavy_package():
    versions, _ = pins("requirements-site.txt")
    assert not {"torch", "matplotlib", "ipywidgets", "scipy", "jupyterlab"} & set(versions)
    assert versions["sphinx-book-theme"] == "1.1.4"
    assert versions["pydata-sphinx-theme"] == "0.15.4"


@pytest.mark.parametrize("name", ["requirements-site.txt", "binder/requirements.txt"])
def test_every_file_pins_the_version_that_is_tested(name):
    tested, _ = pins("requirements.txt")
    few, _ = pins(name)
    assert {package: tested.get(package) for package in few} == few


def test_tests_need_nothing_that_only_serves_work_by_hand():
    versions, _ = pins("requirements.txt")
    more, _ = pins("requirements-dev.txt")
    by_hand = {"jupyterlab", "jupyterlab-myst", "nbdime"}
    assert by_hand <= set(more) and not by_hand & set(versions)
    assert versions.items() <= more.items()


def test_the_package_brings_numpy_alone():
    project = tomllib.loads(read("pyproject.toml"))["project"]
    assert [re.match(NAME, line)[1] for line in project["dependencies"]] == ["numpy"]
    assert set(project["optional-dependencies"]) == {"draw", "widgets", "nets"}


def test_the_holder_is_the_same_everywhere():
    for name in ("LICENSE", "LICENSE-text", "README.md", "CITATION.cff", "pyproject.toml"):
        assert re.search(r"the\s+convbook\s+authors", read(name)), name


def test_help_names_every_target():
    command = ["make", "--no-print-directory", "help"]
    answer = subprocess.run(command, cwd=TOP, capture_output=True, text=True, check=True)
    helped = set(re.findall(r"^  make ([a-z]+) ", answer.stdout, re.M))
    assert helped == makefile_targets() - {"node"}


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_commands_and_links_of_a_page_exist(name):
    text = read(name)
    commands = set(re.findall(r"(?:^    |`)make ([a-z]+)", text, re.M))
    assert commands
    assert commands <= makefile_targets()
    links = re.findall(r"\]\(([^)#]+)\)|<img src=\"([^\"]+)\"", text)
    here = [link for link in map("".join, links) if "://" not in link]
    assert [link for link in here if not (TOP / link).exists()] == []


def test_the_readme_says_the_two_commands_first():
    commands = re.findall(r"^    make ([a-z]+)|`make ([a-z]+)", read("README.md"), re.M)
    assert ["".join(command) for command in commands if command[0]] == ["book", "test"]


def test_the_picture_of_the_readme_is_what_the_code_paints():
    import readme_picture

    picture = readme_picture.picture()
    assert readme_picture.PLACE.read_text("utf-8") == picture.standalone + "\n"
    assert "Step 6 of 9" in picture.alt
    assert picture.alt.endswith("=\N{NO-BREAK SPACE}13")


@pytest.mark.parametrize(
    "name",
    [
        ".ci/run",
        "binder/postBuild",
        "tools/environment.sh",
        "tools/findings.sh",
        "tools/pin.sh",
    ],
)
def test_a_script_is_executable_and_parses(name):
    assert os.access(TOP / name, os.X_OK)
    shell = re.match(r"#!.*\b(bash|sh)\n", read(name))[1]
    subprocess.run([shell, "-n", TOP / name], check=True)


def test_continuous_integration_makes_what_the_readme_says():
    assert read(".ci/run").rstrip().endswith("exec make test")
    assert "run: .ci/run" in read(".github/workflows/ci.yml")
    assert "run: make book" in read(".github/workflows/publish.yml")


# This file says what it looks for, so it is not searched itself.
UNWANTED = {
    # Ada is nobody: the tests of such paths need one.
    "a path of one machine": r"(?<![\w.~-])/(?:tmp|root|home|Users|private|opt|mnt|srv)/(?!ada\b)",
    "a folder beside the project": r"(?<![\w./])(?:\.\./)+shared\b",
    "work left undone": r"\b(?:TODO|FIXME|XXX)\b|(?i:lorem ipsum|coming soon)",
    "an address made up": r"(?i:example\.(?:com|org)|your-(?:user)?name|OWNER/REPO|<username>)",
    "a host of packages": r"(?i:pypi\.org|pythonhosted|npmjs|unpkg|jsdelivr)",
}


@pytest.mark.parametrize("kind", UNWANTED)
def test_no_file_holds(kind):
    """Long runs of base64 are left out: in an image any letters may stand together by chance."""
    listed = [name for name in text_files() if not name.endswith("tests/test_repository.py")]
    assert len(listed) > 50
    found = [
        f"{name}: {match[0]}"
        for name in listed
        for match in re.finditer(UNWANTED[kind], re.sub(r"[A-Za-z0-9+/]{120,}", "", read(name)))
    ]
    assert found == []


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("a path of one machine", 'open("/' + 'tmp/x")'),
        ("a folder beside the project", "see .." + "/shared/notes"),
        ("work left undone", "# TODO later"),
        ("an address made up", "https://github.com/OWNER/REPO"),
        ("a host of packages", "https://pypi.org/simple"),
    ],
)
def test_what_is_unwanted_is_recognized(kind, text):
    assert re.search(UNWANTED[kind], text)


def test_the_version_stands_in_one_form_everywhere():
    changes = re.findall(r"^## ([0-9.]+)", read("CHANGELOG.md"), re.M)
    cited = re.search(r"^version: (.+)$", read("CITATION.cff"), re.M)[1]
    assert convbook.__version__ == changes[0] == cited
    assert changes == sorted(changes, key=lambda one: [*map(int, one.split("."))], reverse=True)


def test_supported_versions_stand_where_users_look():
    project = tomllib.loads(read("pyproject.toml"))["project"]
    python = project["requires-python"].removeprefix(">=")
    [numpy] = (one.removeprefix("numpy>=") for one in project["dependencies"])
    for name in ("README.md", "book/api/index.md"):
        text = " ".join(read(name).split())
        assert f"Python {python}" in text and f"NumPy {numpy}" in text, name


@pytest.mark.slow
def test_an_installed_copy_knows_its_version_and_holds_its_data(tmp_path):
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    options = ["--no-deps", "--no-build-isolation", "--no-index", "--target", str(tmp_path / "lib")]
    # A copy: building leaves files beside what it builds.
    copy = tmp_path / "copy"
    shutil.copytree(TOP / "src", copy / "src", ignore=shutil.ignore_patterns("*.egg-info"))
    for name in ("pyproject.toml", "README.md", "LICENSE", "LICENSE-text"):
        shutil.copy(TOP / name, copy / name)
    subprocess.run([*pip, *options, str(copy)], check=True, cwd=tmp_path)
    code = (
        "import convbook; from convbook import data, explore, cost; data.digits(); "
        "cost.network_names(); data.measured('convolution'); "
        "explore.Explorer(str, title='T', name='t', object=(1, 2)).player(); "
        "print(convbook.__version__, convbook.__file__)"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": str(tmp_path / "lib")},
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
    )
    version, file = answer.stdout.split()
    assert version == convbook.__version__ and file.startswith(str(tmp_path / "lib"))
