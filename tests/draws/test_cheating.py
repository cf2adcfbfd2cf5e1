"""Whoever changes something after the lock is found and the file named: by service, program and browser."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.draws import rules
from tests.draws import made
from tests.draws.made import PROGRAM, VALUE

Files = dict[str, bytes]
FIRST = b"91430981MA0000003X"


@pytest.fixture(scope="module")
def right() -> Files:
    return made.drawn(made.lists(number=4))


def line(files: Files, name: str, number: int) -> bytes:
    return files[name].splitlines(keepends=True)[number]


def replaced(files: Files, name: str, old: bytes, new: bytes) -> Files:
    assert files[name].count(old) >= 1
    return {**files, name: files[name].replace(old, new, 1)}


def swapped(files: Files, name: str) -> Files:
    """Two lines of a file change places."""
    first, second = line(files, name, 1), line(files, name, 2)
    return replaced(files, name, first + second, second + first)


def quota(files: Files) -> Files:
    row = next(row for row in files["tasks.csv"].splitlines() if row.split(b",")[3] not in {b"0", b"quota"})
    cells = row.split(b",")
    cells[3] = b"%d" % (int(cells[3]) - 1)
    return replaced(files, "tasks.csv", row, b",".join(cells))


def other_result(files: Files) -> Files:
    return {**files, "result.json": made.drawn(made.lists(number=9))["result.json"]}


def inspector_in_result(files: Files) -> Files:
    visit = rules.run(files, VALUE).visits[0]
    chosen = next(iter(visit.inspectors.values()))[0].encode()
    there = next(row.split(b",")[0] for row in files["inspectors.csv"].splitlines()[1:] if not row.startswith(chosen))
    return replaced(files, "result.json", chosen, there)


def visit_dropped(files: Files) -> Files:
    result = rules.run(files, VALUE)
    data = rules.drawing.result(result.commitment, result.seed, result.visits[1:], result.shortfalls).content
    return {**files, "result.json": data}


CHEATS: dict[str, tuple[str, Callable[[Files], Files]]] = {
    "row removed": ("roster.csv", lambda files: replaced(files, "roster.csv", line(files, "roster.csv", 4), b"")),
    "exempted": ("roster.csv", lambda files: replaced(files, "roster.csv", FIRST, b"91430981MA9999999X")),
    "another stratum": ("roster.csv", lambda files: replaced(files, "roster.csv", b"X,B,", b"X,A,")),
    "fewer tasks": ("roster.csv", lambda files: replaced(files, "roster.csv", b" T002", b"")),
    "duplicate row": (
        "roster.csv",
        lambda files: replaced(files, "roster.csv", line(files, "roster.csv", 4), 2 * line(files, "roster.csv", 4)),
    ),
    "rows in another order": ("roster.csv", lambda files: swapped(files, "roster.csv")),
    "recusal dropped": (
        "recusals.csv",
        lambda files: replaced(files, "recusals.csv", line(files, "recusals.csv", 3), b""),
    ),
    "quota changed": ("tasks.csv", quota),
    "cap raised": ("caps.csv", lambda files: replaced(files, "caps.csv", b"*,", b"*,1")),
    "inspector of the list swapped": (
        "inspectors.csv",
        lambda files: replaced(files, "inspectors.csv", b",D01", b",D02"),
    ),
    "secret changed": ("secret.txt", lambda files: replaced(files, "secret.txt", b"0123", b"1023")),
    "announced otherwise": ("announcement.json", lambda files: replaced(files, "announcement.json", b"CQ-", b"CX-")),
    "value typed otherwise": ("value.txt", lambda files: replaced(files, "value.txt", b"31", b"13")),
    "value too short": ("value.txt", lambda files: replaced(files, "value.txt", b"31", b"")),
    "manifest changed": ("manifest.txt", lambda files: replaced(files, "manifest.txt", b"a", b"b")),
    "result of another draw": ("result.json", other_result),
    "inspector swapped": ("result.json", inspector_in_result),
    "visit dropped": ("result.json", visit_dropped),
    "result written otherwise": ("result.json", lambda files: replaced(files, "result.json", b",", b", ")),
    "result unreadable": ("result.json", lambda files: {**files, "result.json": b"[" * 100_000}),
    **{
        f"{name} missing": (name, lambda files, name=name: {k: v for k, v in files.items() if k != name})
        for name in rules.PUBLISHED
    },
}


@pytest.mark.parametrize("cheat", CHEATS)
def test_every_cheat_after_the_lock_is_found_and_its_file_named(right: Files, cheat: str) -> None:
    name, change = CHEATS[cheat]
    assert rules.verify(right) == []
    assert {finding.file for finding in rules.verify(change(dict(right)))} == {name}


@pytest.mark.parametrize(
    ("cheat", "code", "where"),
    [
        ("manifest changed", "draw_manifest_wrong", None),
        ("value typed otherwise", "draw_value_not_drawn", None),
        ("result of another draw", "draw_result_foreign", None),
        ("inspector swapped", "draw_result_differs", "visits[0]"),
        ("result written otherwise", "draw_result_differs", "bytes"),
    ],
)
def test_what_was_done_to_a_file_is_told_apart(right: Files, cheat: str, code: str, where: str | None) -> None:
    (found,) = rules.verify(CHEATS[cheat][1](dict(right)))
    assert (found.code, found.facts.get("where")) == (code, where)


@pytest.mark.parametrize("cheat", CHEATS)
def test_the_program_names_the_same_file(right: Files, cheat: str, tmp_path: Path) -> None:
    name, change = CHEATS[cheat]
    code, told = program(made.laid(change(dict(right)), tmp_path / "draw"))
    assert code == 1
    assert f" {name}: " in told


def program(*arguments: Any) -> tuple[int, str]:
    done = subprocess.run([sys.executable, "-I", PROGRAM, *arguments], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    return done.returncode, done.stdout


@pytest.mark.parametrize("name", rules.PUBLISHED)
def test_any_byte_that_is_changed_shows_in_its_file(right: Files, name: str) -> None:
    data = right[name]
    for place in range(0, len(data), max(1, len(data) // 12)):
        for byte in {data[place] ^ 1, 0x20, 0xFF} - {data[place]}:
            changed = {**right, name: data[:place] + bytes([byte]) + data[place + 1 :]}
            assert name in {finding.file for finding in rules.verify(changed)}, (place, byte)


def test_files_that_were_all_replaced_together_show_by_the_published_commitment(right: Files, tmp_path: Path) -> None:
    published = rules.digest(right["manifest.txt"])
    other = made.drawn(made.lists(number=5))
    assert rules.verify(other) == []
    assert [(one.file, one.code) for one in rules.verify(other, published)] == [
        ("manifest.txt", "draw_manifest_not_published")
    ]
    folder = made.laid(other, tmp_path / "draw")
    assert program(folder)[0] == 0
    code, told = program(folder, published)
    assert (code, " manifest.txt: " in told) == (1, True)


@pytest.mark.parametrize(
    ("name", "change", "code"),
    [
        ("roster.csv", lambda data: data + data.splitlines(keepends=True)[-1], "draw_row_twice"),
        ("roster.csv", lambda data: data + b"00,B,T001\n", "draw_rows_unsorted"),
        ("roster.csv", lambda data: data.replace(b"T001 T002", b"T002 T001", 1), "draw_rows_unsorted"),
        ("roster.csv", lambda data: data.replace(b"\n", b"\r\n"), "draw_file_not_canonical"),
        ("roster.csv", lambda data: data.replace(b",B,", b',"B",', 1), "draw_file_not_canonical"),
        ("roster.csv", lambda data: data.replace(b",B,", b',"B', 1), "draw_file_not_canonical"),
        ("roster.csv", lambda data: data.replace(b",B,", b",", 1), "draw_row_malformed"),
        ("roster.csv", lambda data: data.replace(b",B,", b",\x07B,", 1), "draw_row_malformed"),
        ("roster.csv", lambda data: data.replace(b",B,", b",\xff,", 1), "draw_file_encoding"),
        ("roster.csv", lambda data: data.replace(b"uscc,stratum", b"stratum,uscc"), "draw_file_columns"),
        ("roster.csv", lambda data: b"", "draw_file_columns"),
        ("caps.csv", lambda data: data.replace(b"*,", b"*,-"), "draw_number_malformed"),
        ("caps.csv", lambda data: data.replace(b"D01,", b"D00,"), "draw_cap_missing"),
        ("caps.csv", lambda data: data.replace(b"*,", b"D00,"), "draw_cap_missing"),
        ("tasks.csv", lambda data: data.replace(b",B,0,", b",B,00,"), "draw_number_malformed"),
        ("secret.txt", lambda data: data.upper(), "draw_secret_malformed"),
        ("announcement.json", lambda data: data.replace(b"{20}", b"{20}?"), "draw_format_unreadable"),
        ("announcement.json", lambda data: data.replace(b"{20}", b"{20}x"), "draw_value_malformed"),
        ("announcement.json", lambda data: data.replace(b"[0-9]", b"[0-8]"), "draw_value_too_small"),
        ("announcement.json", lambda data: data.replace(b"draw/1", b"draw/2"), "draw_announcement_malformed"),
        ("announcement.json", lambda data: data.replace(b"at_once", b"never"), "draw_announcement_malformed"),
        ("announcement.json", lambda data: data.replace(b":[", b": ["), "draw_file_not_canonical"),
        ("announcement.json", lambda data: b"[" * 100_000, "draw_announcement_malformed"),
    ],
)
def test_files_that_were_locked_malformed_are_named_too(right: Files, name: str, change: Any, code: str) -> None:
    """Even where the manifest agrees with them, and whoever locked them computed a result."""
    wrong = made.resealed({**right, name: change(right[name])})
    assert wrong[name] != right[name]
    assert code in {finding.code for finding in rules.verify(wrong)}
    assert all(finding.facts["file"] == finding.file for finding in rules.verify(wrong))


def test_a_manifest_that_is_none_is_named(right: Files) -> None:
    for data in (b"", b"\xff\n", right["manifest.txt"] * 2, right["manifest.txt"].replace(b"  ", b" ")):
        found = rules.verify({**right, "manifest.txt": data, "result.json": b"{}"})
        assert [(one.file, one.code) for one in found] == [("manifest.txt", "draw_manifest_malformed")]


def test_a_value_on_two_lines_is_none(right: Files) -> None:
    for data in (b"", b"\n", b"1\n2\n", "２".encode()):
        found = rules.verify({**right, "value.txt": data})
        assert {one.file for one in found} == {"value.txt"}
        assert {one.code for one in found} <= {"draw_value_line", "draw_file_encoding", "draw_value_malformed"}
