"""The register of departments: its pages and its command."""

from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask

from app.departments import queries
from app.kernel.permissions import Role
from tests import make
from tests.conftest import Client
from tests.kernel import sheets_made as made

HEAD = ["单位代码", "单位名称", "简称", "层级", "条线", "联系电话", "关键词"]
ONE = ["scjg", "沅江市市场监督管理局", "市监局", "县市区级", "市场监管", "0737-2721234", "食品、执照"]


@pytest.fixture
def run(sqlite_app: Flask, tmp_path: Path) -> Any:
    """`run(rows, options…)` imports a sheet."""

    def ran(rows: Any, *options: str) -> Result:
        file = tmp_path / "单位.xlsx"
        file.write_bytes(made.xlsx(rows) if rows else b"")
        return sqlite_app.test_cli_runner().invoke(args=["departments", "import", str(file), *options])

    return ran


def test_a_sheet_is_imported_and_again_changes_nothing(run: Any) -> None:
    done = run([["单位名录"], HEAD, ONE])
    assert (done.exit_code, done.stderr) == (0, "")
    assert "新增 1，更新 0，不变 0。" in done.stdout
    assert queries.by_code("SCJG").keywords == ["食品", "执照"]
    assert "不变 1" in run([HEAD, ONE]).stdout


def test_a_dry_run_changes_nothing(run: Any) -> None:
    assert "全部正确" in run([HEAD, ONE], "--dry-run").stdout
    assert queries.every() == []


@pytest.mark.parametrize(
    ("rows", "exit_code", "said"),
    [
        ([], 2, "没有内容"),
        ([["单位代码", "简称"], ["a", "b"]], 2, "缺少“单位名称”"),
        ([HEAD, ["?", *ONE[1:]]], 1, "第 2 行：单位代码：请核对单位代码"),
        ([HEAD, [*ONE[:3], "国家级", "", "", ""]], 1, "请核对单位层级"),
        ([HEAD, ONE, ["X", *ONE[1:]]], 1, "同名单位已经登记"),
    ],
)
def test_a_bad_sheet_is_refused_whole(run: Any, rows: Any, exit_code: int, said: str) -> None:
    done = run(rows)
    assert done.exit_code == exit_code
    assert said in done.stderr
    assert queries.every() == []


@pytest.fixture
def client(sqlite_app: Flask) -> Client:
    found = sqlite_app.test_client()
    assert isinstance(found, Client)
    return found


def test_staff_see_the_register_and_each_departments_history(client: Client) -> None:
    client.sign_in(make.user(Role.CLERK, make.department("沅江市消防救援大队", keywords=["消防"])))
    known = queries.every()[0]
    assert "沅江市消防救援大队" in client.get("/registers/departments").text
    page = client.get(f"/registers/departments/{known.code}").text
    assert "登记" in page
    assert "县市区级" in page
    assert client.get("/registers/departments/NOWHERE").status_code == 404


def test_enterprises_do_not_see_the_register(client: Client) -> None:
    client.sign_in(make.user(Role.ENTERPRISE))
    assert client.get("/registers/departments").status_code == 403
