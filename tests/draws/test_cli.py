"""`flask draw`: what it prints, what it writes, and with which code it ends."""

import json
import sys
import zipfile
from pathlib import Path

import pytest
from flask import Flask

from app.draws import queries, rules
from app.draws.queries import folders
from tests.draws import made


@pytest.fixture
def app(sqlite_app: Flask) -> Flask:
    return sqlite_app


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return made.laid(made.drawn(made.lists(number=8)), tmp_path / "draw")


def run(app: Flask, *arguments: object) -> tuple[int, str]:
    result = app.test_cli_runner().invoke(args=["draw", *map(str, arguments)])
    return result.exit_code, result.output


def zipped(folder: Path, *twice: str) -> Path:
    path = folder.with_suffix(".zip")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as box:
        for file in folder.iterdir():
            box.write(file, f"CQ/{file.name}")
        for name in twice:
            box.writestr(name, b"")
    return path


def test_a_right_draw_is_right_in_a_folder_and_in_a_zip(app: Flask, folder: Path) -> None:
    commitment = rules.digest((folder / "manifest.txt").read_bytes())
    for path in (folder, zipped(folder)):
        code, output = run(app, "verify", path, "--commitment", commitment.upper())
        assert code == 0
        assert output.splitlines() == [
            *(f"已核对：{name}" for name in rules.PUBLISHED),
            f"锁定摘要：{commitment}",
            "全部一致：重算的结果与公布的结果逐字节相同。",
        ]


def test_a_wrong_file_is_named_for_a_reader_and_for_a_program(app: Flask, folder: Path) -> None:
    (folder / "roster.csv").write_bytes((folder / "roster.csv").read_bytes().replace(b",B,", b",A,", 1))
    code, output = run(app, "verify", folder)
    assert code == 1
    assert "不对：roster.csv 与锁定时的不同。" in output
    assert "已核对" not in output
    code, output = run(app, "verify", folder, "--json")
    assert code == 1
    found = json.loads(output)
    assert found["right"] is False
    assert [(one["file"], one["code"]) for one in found["findings"]] == [("roster.csv", "draw_file_changed")]


def test_another_commitment_than_the_published_one_is_wrong(app: Flask, folder: Path) -> None:
    code, output = run(app, "verify", folder, "--json", "--commitment", "0" * 64)
    assert (code, json.loads(output)["findings"][0]["file"]) == (1, "manifest.txt")


def test_what_cannot_be_read_ends_with_2(
    app: Flask, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "no.zip").write_bytes(b"no zip")
    assert run(app, "verify", tmp_path / "no.zip") == (
        2,
        "不对：打不开 no.zip。请选择抽取公开文件所在的文件夹，或重新下载压缩包。\n",
    )
    (tmp_path / "empty").mkdir()
    assert run(app, "verify", tmp_path / "empty")[0] == 2
    assert run(app, "verify", tmp_path / "nowhere")[0] == 2
    path = zipped(folder)
    monkeypatch.setattr(folders, "MOST_BYTES", 1000)
    code, output = run(app, "verify", path, "--json")
    assert (code, json.loads(output)["findings"][0]["code"]) == (2, "draw_zip_too_large")


def test_a_name_twice_in_a_zip_is_wrong(app: Flask, folder: Path) -> None:
    code, output = run(app, "verify", zipped(folder, "roster.csv"), "--json")
    found = json.loads(output)["findings"][0]
    assert (code, found["file"], found["code"]) == (1, "roster.csv", "draw_zip_twice")


def test_a_run_writes_the_result_and_never_another_one(app: Flask, folder: Path) -> None:
    path = folder / "result.json"
    right = path.read_bytes()
    path.unlink()
    code, output = run(app, "run", folder)
    assert code == 0
    assert output.startswith(f"抽取 {len(json.loads(right)['visits'])} 户，")
    assert path.read_bytes() == right
    assert run(app, "run", folder)[0] == 0
    path.write_bytes(b"{}\n")
    code, output = run(app, "run", folder)
    assert (code, path.read_bytes()) == (1, b"{}\n")
    assert "已经有另一个结果" in output


def test_a_run_says_where_inspectors_are_too_few(app: Flask, tmp_path: Path) -> None:
    own = made.lists(number=8)
    own.tasks[:] = [row._replace(inspectors=40) for row in own.tasks]
    folder = made.laid({**made.locked(own), "value.txt": f"{made.VALUE}\n".encode()}, tmp_path / "draw")
    code, output = run(app, "run", folder)
    count = len(rules.run(made.locked(own), made.VALUE).visits)
    assert (code, f"有 {count} 户的检查人员不足。" in output) == (0, True)


def test_a_run_of_changed_files_is_refused_and_writes_nothing(app: Flask, folder: Path) -> None:
    (folder / "result.json").unlink()
    for name in (*rules.LOCKED, "value.txt"):
        kept = (folder / name).read_bytes()
        (folder / name).write_bytes(kept + b"x\n")
        code, output = run(app, "run", folder)
        assert (code, name in output) == (1, True), output
        (folder / name).unlink()
        code, output = run(app, "run", folder)
        assert (code, f"缺少文件 {name}" in output) == (1, True)
        (folder / name).write_bytes(kept)
    assert not (folder / "result.json").exists()
    assert run(app, "run", folder)[0] == 0


def test_an_engine_that_is_not_installed_says_so(app: Flask, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for engine, module, file in (
        ("duckdb", "duckdb", "requirements-scale.txt"),
        ("spark", "pyspark", "requirements-spark.txt"),
    ):
        monkeypatch.setitem(sys.modules, module, None)
        code, output = run(app, "run", folder, "--engine", engine)
        assert (code, f"没有安装 {engine}" in output, file in output) == (1, True, True)
    assert set(queries.ENGINES) == {"python", "duckdb", "spark"}
