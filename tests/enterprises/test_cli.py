"""`flask enterprises`: what it prints and with which code it ends."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask

from app.enterprises import queries
from tests import make
from tests.kernel import sheets_made as made

HEAD = ["名称", "注册号/统一社会信用代码"]
GOOD = [HEAD, ["甲公司", make.code(901)], ["乙公司", "330000100361788"]]
MIXED = [*GOOD, ["丙公司", "12345"], ["案例（请删除）", make.code(903)]]


@pytest.fixture
def run(sqlite_app: Flask, tmp_path: Path) -> Any:
    """`run(rows or bytes, options…)` imports a file."""

    def ran(data: Any, *options: str) -> Result:
        file = tmp_path / "名单.csv"
        file.write_bytes(data if isinstance(data, bytes) else made.csv(data))
        return sqlite_app.test_cli_runner().invoke(args=["enterprises", "import", str(file), *options])

    return ran


def test_good_rows_are_imported(run: Any) -> None:
    done = run(GOOD)
    assert done.exit_code == 0
    assert "共 2 行，正确 2 行，需要修改 0 行。" in done.stdout
    assert "已导入：新增 2" in done.stdout
    assert "导入: 2" in done.stderr
    assert queries.count() == 2


def test_one_bad_row_stops_all_rows(run: Any) -> None:
    done = run(MIXED)
    assert done.exit_code == 1
    assert "第 4 行：统一社会信用代码：" in done.stderr
    assert "忽略示例行：5" in done.stderr
    assert "没有写入" in done.stdout
    assert queries.count() == 0


def test_the_good_rows_alone_are_imported_on_wish(run: Any) -> None:
    done = run(MIXED, "--only-good", "--json")
    assert done.exit_code == 1
    said = json.loads(done.stdout)
    assert {key: said[key] for key in ("imported", "rows", "good", "refused", "created", "examples")} == {
        "imported": True,
        "rows": 3,
        "good": 2,
        "refused": 1,
        "created": 2,
        "examples": [5],
    }
    assert said["faults"][0]["line"] == 4
    assert queries.count() == 2


def test_a_dry_run_changes_nothing_and_says_what_it_would_do(run: Any) -> None:
    done = run(GOOD, "--dry-run")
    assert done.exit_code == 0
    assert "没有写入；如果导入：新增 2" in done.stdout
    assert queries.count() == 0


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "没有内容"),
        (b"<html><table>", "网页"),
        ([["名称", "企业名称"], ["a", "b"]], "缺少"),
        ([HEAD], "下面没有数据"),
    ],
)
def test_a_file_that_cannot_be_used_ends_with_2(run: Any, data: Any, said: str) -> None:
    done = run(data)
    assert done.exit_code == 2
    assert said in done.stderr
    again = run(data, "--json")
    assert again.exit_code == 2
    assert json.loads(again.stdout)["imported"] is False


def test_the_marked_sheet_is_written_on_wish(run: Any, tmp_path: Path) -> None:
    run(MIXED, "--marked", str(tmp_path / "marked.xlsx"))
    assert "现有 5 位" in made.cells((tmp_path / "marked.xlsx").read_bytes())[3][2]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_an_export_can_be_imported_again(run: Any, sqlite_app: Flask, tmp_path: Path, ending: str) -> None:
    run(GOOD)
    file = tmp_path / f"out.{ending}"
    done = sqlite_app.test_cli_runner().invoke(args=["enterprises", "export", str(file)])
    assert (done.exit_code, "已导出 2 条" in done.stdout) == (0, True)
    assert "不变 2" in run(file.read_bytes()).stdout


def test_an_export_of_another_kind_is_refused(sqlite_app: Flask, tmp_path: Path) -> None:
    done = sqlite_app.test_cli_runner().invoke(args=["enterprises", "export", str(tmp_path / "out.pdf")])
    assert done.exit_code == 2
    assert ".csv" in done.stderr
