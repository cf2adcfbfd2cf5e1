"""The same bytes from every engine, however the roster lies and however far the walk goes."""

import importlib.util
from dataclasses import replace
from pathlib import Path

import pytest

from app.draws import queries, rules
from app.draws.queries import scanning, windows
from app.draws.rules import Cap, Enterprise, TaskRow
from app.kernel.errors import Refused
from tests.draws import made
from tests.draws.made import VALUE


def engine(name: str, module: str, file: str) -> object:
    there = importlib.util.find_spec(module) is not None
    return pytest.param(name, marks=pytest.mark.skipif(not there, reason=f"{name} is not installed (see {file})"))


ENGINES = [
    "python",
    engine("duckdb", "duckdb", "requirements-scale.txt"),
    engine("spark", "pyspark", "requirements-spark.txt"),
]


def folder_of(own: rules.Lists, folder: Path) -> Path:
    return made.laid({**made.locked(own), "value.txt": f"{VALUE}\n".encode()}, folder)


@pytest.mark.parametrize("name", ENGINES)
def test_every_engine_gives_the_same_bytes(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Small first windows and small parts: many of both, and the walk ends in the middle of one."""
    monkeypatch.setattr(windows, "LEAST", 3)
    monkeypatch.setattr(scanning, "PART", 20_000)
    own = made.strange(made.lists(1500, 9, 5, number=31, caps=4))
    folder = folder_of(own, tmp_path / "draw")
    assert queries.run(folder, name).content == rules.run(made.locked(own), VALUE).content


@pytest.mark.skipif(not made.EXAMPLE.is_dir(), reason="the example does not lie beside the project")
@pytest.mark.parametrize("name", ENGINES)
def test_every_engine_gives_the_example(name: str) -> None:
    assert queries.run(made.EXAMPLE, name).content == made.example()["result.json"]


@pytest.mark.parametrize("name", ENGINES)
def test_a_small_stratum_is_found_wherever_its_tickets_lie(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three of two thousand are of a stratum of their own, whose quota wants them all and one more."""
    monkeypatch.setattr(windows, "LEAST", 1)
    monkeypatch.setattr(windows, "AHEAD", 1)
    roster = [Enterprise(f"U{n:05d}", '稀,"少"' if n in {7, 801, 1999} else "A", ("T1",)) for n in range(2000)]
    rows = [TaskRow("T1", ("D01",), '稀,"少"', 4, 2), TaskRow("T1", ("D01",), "A", 5, 2)]
    own = replace(made.lists(number=2), roster=roster, tasks=rows, recusals=[])
    own = replace(own, caps=[Cap("*", 100), *(Cap(cap.scope, 100) for cap in own.caps[1:])])
    found = queries.run(folder_of(own, tmp_path / "draw"), name)
    assert {visit.uscc for visit in found.visits if visit.stratum != "A"} == {"U00007", "U00801", "U01999"}
    assert found.shortfalls == [rules.Shortfall("T1", '稀,"少"', 1)]
    assert found.content == rules.run(made.locked(own), VALUE).content


@pytest.mark.parametrize("name", ENGINES)
def test_a_window_holds_only_what_may_still_be_drawn(name: str, tmp_path: Path) -> None:
    """Memory is bounded by the result: who has no open task is not brought, and the window's ends are kept."""
    own = made.lists(800, 6, 4, number=17)
    folder = folder_of(own, tmp_path / "draw")
    made_engine = queries.ENGINES[name](folder / "roster.csv")
    window = windows.Window(windows.WHOLE // 4, windows.WHOLE // 2)
    found = list(made_engine.rows("seed", window, {"A": frozenset({"T002"}), "B": frozenset({"T001", "T003"})}))
    made_engine.close()
    low, high = window.as_hex
    assert found == [
        (ticket, one.uscc, one.stratum, " ".join(one.tasks))
        for ticket, one in rules.ordered("seed", own.roster)
        if low <= ticket < high
        and ((one.stratum == "A" and "T002" in one.tasks) or (one.stratum == "B" and {"T001", "T003"} & set(one.tasks)))
    ]


@pytest.mark.parametrize("name", ENGINES)
def test_a_roster_that_was_locked_malformed_is_refused_and_not_skipped_over(name: str, tmp_path: Path) -> None:
    files = {**made.locked(made.lists(number=2)), "value.txt": f"{VALUE}\n".encode()}
    broken = files["roster.csv"].replace(b",B,", b",", 1)
    folder = made.laid(made.resealed({**files, "roster.csv": broken}), tmp_path / "draw")
    with pytest.raises(Refused) as caught:
        queries.run(folder, name)
    assert (caught.value.code, caught.value.facts["engine"]) == ("draw_engine_stopped", name)


@pytest.mark.parametrize("name", ENGINES)
def test_a_changed_roster_is_named_before_anything_else(name: str, tmp_path: Path) -> None:
    folder = folder_of(made.lists(number=2), tmp_path / "draw")
    for data in (b"", b"\xff" * 10, (folder / "roster.csv").read_bytes()[:-7]):
        (folder / "roster.csv").write_bytes(data)
        with pytest.raises(Refused) as caught:
            queries.run(folder, name)
        assert (caught.value.code, caught.value.facts["file"]) == ("draw_file_changed", "roster.csv")


def test_each_line_lies_in_exactly_one_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = made.lists(50, 4, 3, number=5)
    path = folder_of(own, tmp_path / "draw") / "roster.csv"
    everything = {stratum: frozenset(f"T{n:03d}" for n in range(9)) for stratum in made.STRATA}
    ends = windows.Window(0, windows.WHOLE).as_bytes
    for length in (1, 7, 33, 64, 1000, 10**6):
        monkeypatch.setattr(scanning, "PART", length)
        found = [row for part in scanning.parts(path) for row in scanning.scan(str(path), "s", ends, everything, part)]
        assert [row[1] for row in found] == [one.uscc for one in own.roster]
