"""What is stored of other libraries is complete, and PyTorch still says the same."""

import json
import re

import pytest
from packaging.version import Version

from convbook import cost, data
from elsewhere import measure
from elsewhere.library import Library, asked, plain
from elsewhere.measure import TABLES, dependencies, digest, scripts

SCRIPTS = {name: (table, path) for table in TABLES for name, path in scripts(table).items()}


def close(stored, seen):
    """Whether two results are one, to the digits that processors agree on."""
    if isinstance(stored, list) and isinstance(seen, list):
        return len(stored) == len(seen) and all(map(close, stored, seen))
    if isinstance(stored, str) or isinstance(seen, str):
        return stored == seen
    return seen == pytest.approx(stored, rel=2e-3)


def test_pytorch_answers_what_is_stored():
    from elsewhere.libraries import pytorch

    stored = data.elsewhere()[1]["pytorch"]["results"]
    seen = pytorch.library.results()
    assert seen.keys() == stored.keys()
    assert [name for name in seen if not close(stored[name], seen[name])] == []


@pytest.mark.parametrize("table", TABLES)
def test_the_stored_questions_are_those_that_are_asked(table):
    questions, libraries = data.elsewhere(table)
    assert questions == [vars(question) for question in TABLES[table]]
    assert set(libraries) == set(scripts(table))


def test_there_are_many_questions_and_each_is_whole():
    questions, libraries = data.elsewhere()
    assert len(questions) >= 30
    names = [question["name"] for question in questions]
    assert len(set(names)) == len(names)
    assert [q["name"] for q in questions if not (q["layer"] and q["setting"])] == []
    answered = {name: [t for t in libraries.values() if name in t["results"]] for name in names}
    assert [name for name, tellers in answered.items() if len(tellers) < 2] == []


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_library_is_whole(name):
    """It has answers, to questions that there are, from the versions that its script pins."""
    table, path = SCRIPTS[name]
    told = data.elsewhere(table)[1][name]
    assert {"name", "versions", "results", "fingerprint", "python", "system", "date"} <= set(told)
    assert told["fingerprint"] == digest(path), f"run: python -m elsewhere.measure {name}"
    asked_for = {question.name for question in TABLES[table]}
    assert told["results"] and set(told["results"]) <= asked_for
    assert [r for r in told["results"].values() if r is None or r == []] == []
    pinned = dict(pin.split("==") for pin in dependencies(path))
    assert told["versions"]
    for package, version in told["versions"].items():
        assert Version(version) == Version(pinned[package])


def test_no_result_names_a_place_of_the_machine():
    text = (measure.STORED).read_text("utf-8")
    assert re.findall(r"/(?:tmp|root|home|work|usr)/", text) == []


def test_a_fingerprint_changes_with_the_script_its_modules_and_its_questions(tmp_path, monkeypatch):
    path = scripts("layers")["onnx_runtime"]
    before = digest(path)
    assert digest(path) == before
    longer = tmp_path / path.name
    longer.write_text(path.read_text("utf-8") + "# more\n", "utf-8")
    assert digest(longer) != before
    assert measure.HERE / "onnx_models.py" in measure.modules(path)
    gelu, slope = asked("gelu"), asked("batch-norm-momentum")
    monkeypatch.setitem(gelu.input, "x", 2)
    assert digest(path) != before
    monkeypatch.undo()
    monkeypatch.setitem(slope.input, "momentum", 0.2)
    assert digest(path) == before, "onnx_runtime is not asked this"


class Asked:
    """A runner whose scripts are three and whose environments are words."""

    def __init__(self, monkeypatch, folder):
        self.runs = []
        self.broken = set()
        place = folder / "libraries"
        place.mkdir()
        for name in ("first", "second", "third"):
            (place / f"{name}.py").write_text("# /// script\n# dependencies = []\n# ///\n", "utf-8")
        monkeypatch.setattr(measure, "STORED", folder / "elsewhere.json")
        monkeypatch.setattr(measure, "FOLDERS", {"layers": place, "counters": folder})
        monkeypatch.setattr(measure, "run", self.run)

    def run(self, path):
        self.runs.append(path.stem)
        if path.stem in self.broken:
            raise RuntimeError("exit status 1")
        return {"name": path.stem, "versions": {}, "results": {"gelu": len(self.runs)}}


def test_what_is_known_is_kept_and_a_broken_library_stops_no_other(tmp_path, monkeypatch, capsys):
    runner = Asked(monkeypatch, tmp_path)
    runner.broken = {"second"}
    with pytest.raises(SystemExit, match="1 of 3 are broken"):
        measure.main([])
    assert runner.runs == ["first", "second", "third"]
    assert "broken   second: exit status 1" in capsys.readouterr().out
    runner.broken = set()
    with pytest.raises(SystemExit):
        measure.main([])
    assert runner.runs[3:] == ["second"]
    with pytest.raises(SystemExit):
        measure.main(["third"])
    assert runner.runs[4:] == ["third"]
    stored = json.loads(measure.STORED.read_text("utf-8"))["layers"]["libraries"]
    assert {name: told["results"]["gelu"] for name, told in stored.items()} == {
        "first": 1,
        "second": 4,
        "third": 5,
    }
    with pytest.raises(SystemExit, match="There is no script fourth; there are first, second, thi"):
        measure.main(["fourth"])


def test_a_refusal_is_a_result_and_another_error_a_fault():
    library = Library("a library")

    @library.answers("gelu", refuses=ValueError)
    def refused(x):
        raise ValueError(f"{x} is too large\nsecond line")

    @library.answers("elu", refuses=ValueError)
    def fault(x):
        raise KeyError("a mistake")

    assert library.result("gelu") == "refuses: 1 is too large"
    with pytest.raises(KeyError):
        library.result("elu")
    library.lacks("softplus")
    assert library.result("softplus") == "no such layer"
    with pytest.raises(ValueError, match="a library answers 'softplus' twice"):
        library.lacks("softplus")
    with pytest.raises(KeyError):
        library.answers("no such question")


def test_numbers_are_stored_to_four_digits_and_whole_numbers_as_they_are():
    given = [12345, 0.123456, 3.0, float("nan"), -float("inf"), 1e-17, -3.4028e38, 2.00001, "end"]
    assert plain(given) == [12345, 0.1235, 3, "NaN", "-inf", 0, -3.403e38, 2, "end"]


def test_the_guess_of_each_count_is_what_the_package_counts():
    """Where `convbook.cost` knows the layer."""
    questions, _ = data.elsewhere("counters")
    known = [q for q in questions if q["input"]["written"]]
    assert len(known) >= 8
    for question in known:
        layers = cost.layers([question["input"]["written"]])
        assert cost.total(layers, tuple(question["input"]["shape"])).macs == question["guess"]


def test_pytorchs_counter_counts_what_is_stored():
    from elsewhere.counters import torch_flop_counter

    stored = data.elsewhere("counters")[1]["torch_flop_counter"]["results"]
    assert torch_flop_counter.library.results() == stored


def test_an_unknown_table_is_refused():
    with pytest.raises(ValueError, match="table must be one of layers, counters; got 'networks'"):
        data.elsewhere("networks")
