"""`flask rulebook`: loaded once, shown as it is."""

from pathlib import Path

import pytest
from flask import Flask

pytestmark = pytest.mark.usefixtures("frozen")


def run(app: Flask, *arguments: str) -> tuple[int, str]:
    result = app.test_cli_runner().invoke(args=["rulebook", *arguments])
    return result.exit_code, result.output


def test_the_rulebook_is_loaded_once_and_shown(sqlite_app: Flask) -> None:
    assert run(sqlite_app, "load")[1].endswith("已有的 0 条不变。\n")
    assert run(sqlite_app, "load")[1].startswith("新增 0 条规则")
    code, output = run(sqlite_app, "show")
    assert code == 0
    assert "complaint.verify 3 workdays" in output
    assert "quiet.days 1-20 day_of_month" in output


def test_a_file_that_is_no_rulebook_is_refused(sqlite_app: Flask, tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text("rule = 1")
    code, output = run(sqlite_app, "load", str(path))
    assert code == 1
    assert "规则文件有问题" in output
    assert run(sqlite_app, "show") == (0, "")
