"""The verifier that shares no code with the service: what it takes, and what it does with hostile input."""

import ast
import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from app.draws import rules
from tests.draws import made
from tests.draws.made import PROGRAM


def program(*arguments: Any) -> tuple[int, str]:
    """Exit code and output; whatever happens, nothing is written to standard error."""
    done = subprocess.run([sys.executable, "-I", PROGRAM, *arguments], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    return done.returncode, done.stdout


@pytest.fixture(scope="module")
def right() -> dict[str, bytes]:
    return made.drawn(made.lists(number=6))


def zipped(files: rules.Files, path: Path, folder: str = "") -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as box:
        for name, data in files.items():
            box.writestr(folder + name, data)
    return path


def test_it_is_one_short_file_that_needs_nothing_but_the_standard_library() -> None:
    text = PROGRAM.read_text()
    assert len(text.splitlines()) < 100
    tree = ast.parse(text, feature_version=(3, 9))
    found = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    found |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert found <= sys.stdlib_module_names


@pytest.mark.skipif(not made.EXAMPLE.is_dir(), reason="the example does not lie beside the project")
def test_the_example_is_right() -> None:
    code, told = program(made.EXAMPLE)
    assert code == 0
    assert rules.digest(made.example()["manifest.txt"]) in told
    assert all(name in told for name in rules.PUBLISHED)


def test_folder_zip_and_zipped_folder_are_right(right: dict[str, bytes], tmp_path: Path) -> None:
    commitment = rules.digest(right["manifest.txt"])
    assert program(made.laid({**right, "README.txt": b"x"}, tmp_path / "draw"), commitment)[0] == 0
    assert program(zipped(right, tmp_path / "one.zip"), commitment)[0] == 0
    assert program(zipped({**right, "differences.csv": b"x"}, tmp_path / "two.zip", "CQ-1/"))[0] == 0


@pytest.mark.parametrize("number", range(4))
def test_program_and_service_agree_on_every_draw(number: int, tmp_path: Path) -> None:
    own = made.lists(40 + 900 * number, 5 + 4 * number, 2 + number, number=number + 20, caps=3 + number)
    for place, lists in enumerate((own, made.strange(own))):
        assert program(made.laid(made.drawn(lists), tmp_path / f"draw{place}"))[0] == 0


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_twice_in_a_zip_is_named(right: dict[str, bytes], tmp_path: Path) -> None:
    path = zipped(right, tmp_path / "draw.zip")
    with zipfile.ZipFile(path, "a") as box:
        box.writestr("roster.csv", right["roster.csv"])
    code, told = program(path)
    assert (code, " roster.csv: " in told) == (1, True)
    with zipfile.ZipFile(zipped(right, path), "a") as box:
        box.writestr("elsewhere/roster.csv", b"")
    assert program(path)[0] == 1


def test_a_zip_bomb_is_not_unpacked(right: dict[str, bytes], tmp_path: Path) -> None:
    path = zipped({**right, "roster.csv": bytes(513 * 2**20)}, tmp_path / "draw.zip")
    assert path.stat().st_size < 2**20
    code, told = program(path)
    assert (code, "too large" in told) == (1, True)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"not a zip at all", bytes(range(256)) * 50])
def test_what_is_no_zip_could_not_be_checked(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "draw.zip"
    path.write_bytes(data)
    assert program(path)[0] == 2


def test_a_damaged_zip_could_not_be_checked(right: dict[str, bytes], tmp_path: Path) -> None:
    path = zipped(right, tmp_path / "draw.zip")
    data = bytearray(path.read_bytes())
    data[200:260] = bytes(60)
    path.write_bytes(data)
    assert program(path)[0] == 2


def test_nothing_to_check_is_no_success(tmp_path: Path) -> None:
    assert program()[0] == 2
    assert program(tmp_path / "nowhere")[0] == 2
    assert program(tmp_path)[0] == 1


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("roster.csv", b"\xff\xfe"),
        ("roster.csv", b"uscc,stratum,tasks\n" + b'"' * 200_000),
        ("roster.csv", b"uscc,stratum,tasks\na,b\n"),
        ("tasks.csv", b"task,departments,stratum,quota,inspectors\nT001,D01,B,x,2\n"),
        ("caps.csv", b"scope,limit\n*,99999999999999999999x\n"),
        ("caps.csv", b"scope,limit\n"),
        ("announcement.json", b"[" * 100_000),
        ("announcement.json", b'{"sources":7}\n'),
        ("announcement.json", b'{"sources":[{"format":"((((((a{99}){99}){99}){99}){99}){99})+$"}]}\n'),
        ("announcement.json", json.dumps({"sources": [{"format": "(a+)+$"}]}).encode()),
    ],
)
def test_what_was_locked_unreadable_is_named(right: dict[str, bytes], name: str, data: bytes, tmp_path: Path) -> None:
    code, told = program(made.laid(made.resealed({**right, name: data}), tmp_path / "draw"))
    assert (code, f"{name}: " in told) == (1, True)
