"""`flask items import` and `flask inspectors import`: what they say, what they write, with which code they end."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask

from app.inspectors import queries as inspectors
from app.items import queries as items
from app.ledger import queries as ledger
from tests import make
from tests.kernel import sheets_made as made

ITEMS = ["事项编码", "事项名称", "责任部门", "检查依据", "检查主体", "检查对象", "检查方式"]
PEOPLE = ["姓名", "单位", "科室", "执法证号", "有效期起", "有效期至"]
GOOD = ["YJ-01", "工贸企业检查", "应急局", "某法第一条", "应急局", "工贸企业", "现场检查"]
PERSON = ["李澄宇", "应急局", "执法队", "18090001", "2024-01-01", "2028-01-01"]


@pytest.fixture
def run(sqlite_app: Flask, tmp_path: Path) -> Any:
    """`run("items", rows or bytes, options…)` imports a file into a city with one department."""
    make.rulebook()
    make.department("沅江市应急管理局", short_name="应急局")

    def ran(register: str, data: Any, *options: str) -> Result:
        file = tmp_path / "名单.csv"
        file.write_bytes(data if isinstance(data, bytes) else made.csv(data))
        return sqlite_app.test_cli_runner().invoke(args=[register, "import", str(file), *options])

    return ran


def test_good_rows_are_imported_and_the_service_itself_stands_in_the_ledger(run: Any) -> None:
    done = run("items", [ITEMS, GOOD])
    assert (done.exit_code, done.stderr) == (0, "")
    assert "已导入：新增 1，更新 0，不变 0。" in done.stdout
    assert items.by_code("YJ-01").name == "工贸企业检查"
    assert {entry.actor for entry in ledger.of("item:YJ-01")} == {"system"}
    again = run("items", [ITEMS, GOOD])
    assert "新增 0，更新 0，不变 1" in again.stdout
    done = run("inspectors", [PEOPLE, PERSON])
    assert done.exit_code == 0, done.stderr
    assert inspectors.by_certificate("18090001").department.short_name == "应急局"


def test_one_bad_row_stops_all_and_the_good_ones_come_on_wish(run: Any, tmp_path: Path) -> None:
    rows = [PEOPLE, PERSON, ["王舒言", "火星局", "", "18090002", "2024-01-01", "2028-01-01"]]
    marked = tmp_path / "marked.xlsx"
    done = run("inspectors", rows, "--marked", str(marked))
    assert done.exit_code == 1
    assert "第 3 行：" in done.stderr
    assert "火星局" in done.stderr
    assert "没有写入；如果导入：新增 1" in done.stdout
    assert "火星局" in str(made.cells(marked.read_bytes())[2])
    assert inspectors.count() == 0
    said = json.loads(run("inspectors", rows, "--only-good", "--json").stdout)
    assert {key: said[key] for key in ("imported", "rows", "good", "bad", "created")} == {
        "imported": True,
        "rows": 2,
        "good": 1,
        "bad": 1,
        "created": 1,
    }
    assert said["faults"][0]["line"] == 3
    assert inspectors.count() == 1


def test_what_only_the_database_knows_is_found_too(run: Any) -> None:
    backwards = [*PERSON[:4], "2028-01-01", "2024-01-01"]
    done = run("inspectors", [PEOPLE, backwards])
    assert (done.exit_code, "有效期止早于有效期起" in done.stderr) == (1, True)


def test_a_dry_run_changes_nothing(run: Any) -> None:
    done = run("items", [ITEMS, GOOD], "--dry-run")
    assert (done.exit_code, items.count()) == (0, 0)
    assert "没有写入；如果导入：新增 1" in done.stdout


@pytest.mark.parametrize(("data", "said"), [(b"", "没有内容"), ([["事项编码"], ["a"]], "缺少")])
def test_a_file_that_cannot_be_used_ends_with_2(run: Any, data: Any, said: str) -> None:
    done = run("items", data)
    assert done.exit_code == 2
    assert said in done.stderr
