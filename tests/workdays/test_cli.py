"""`flask calendar`: what it prints, and with which code it ends."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from flask import Flask

from app.workdays import queries
from tests import make

pytestmark = pytest.mark.usefixtures("frozen")
NOTICE = "日期,类型,名称\n2027-01-01,休,元旦\n2027-01-09,班,元旦\n"


def run(app: Flask, *arguments: str) -> tuple[int, str]:
    result = app.test_cli_runner().invoke(args=["calendar", *arguments])
    return result.exit_code, result.output


@pytest.fixture
def app(sqlite_app: Flask) -> Flask:
    make.calendar()
    return sqlite_app


@pytest.fixture
def notice(tmp_path: Path) -> str:
    path = tmp_path / "2027.csv"
    path.write_text(NOTICE, encoding="gb18030")
    return str(path)


def test_the_last_line_of_a_count_is_the_day_alone(app: Flask) -> None:
    code, output = run(app, "due", "2023-04-22", "3")
    assert code == 0
    assert output.splitlines() == [
        "2023-04-23 周日 ① 调休上班 劳动节",
        "2023-04-24 周一 ②",
        "2023-04-25 周二 ③",
        "2023-04-25",
    ]


def test_a_count_into_an_unannounced_year_says_so_on_the_line_before(app: Flask) -> None:
    lines = run(app, "due", "2026年12月10日", "20")[1].splitlines()
    assert lines[-1] == "2027-01-08"
    assert lines[-2].startswith("暂定")
    assert run(app, "due", "2099-12-01", "20")[0] == 0


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("due", "2026-09-11", "0"), 1),
        (("due", "2101-01-01", "3"), 1),
        (("due", "2026-13-11", "3"), 2),
        (("due", "2026-09-11", "drei"), 2),
        (("show", "1900"), 2),
        (("import", "/no/such/file"), 2),
    ],
)
def test_what_cannot_be_counted_ends_with_a_code(app: Flask, arguments: tuple[str, ...], code: int) -> None:
    assert run(app, *arguments)[0] == code


def test_seeding_twice_is_harmless(sqlite_app: Flask) -> None:
    assert run(sqlite_app, "check") == (1, "2026 年的工作日历尚未载入。\n")
    assert run(sqlite_app, "seed")[1].startswith("已载入：2023")
    assert run(sqlite_app, "seed") == (0, "没有新的年份要载入。\n")
    assert run(sqlite_app, "check")[0] == 0


def test_from_november_a_missing_next_year_is_a_fault(app: Flask, frozen: object, notice: str) -> None:
    frozen.move_to(datetime(2026, 11, 1, 1, tzinfo=UTC))  # type: ignore[attr-defined]
    assert run(app, "check") == (1, "2027 年的工作日历尚未载入。\n")
    assert run(app, "import", notice)[0] == 0
    assert run(app, "check")[0] == 0


def test_a_dry_run_says_what_would_happen_and_saves_nothing(app: Flask, notice: str) -> None:
    code, output = run(app, "import", notice, "--dry-run")
    assert code == 0
    assert "试运行，没有保存" in output
    assert "2027-02-08" in output
    assert 2027 not in queries.calendar().announced


def test_an_import_answers_in_json(app: Flask, notice: str) -> None:
    code, output = run(app, "import", notice, "--json")
    answer = json.loads(output)
    assert (code, answer["year"], answer["days"], answer["moved"], answer["dry_run"]) == (0, 2027, 2, [], False)
    assert not queries.calendar().is_provisional(date(2027, 5, 1))


def test_a_file_that_cannot_be_read_is_refused_with_its_line(app: Flask, tmp_path: Path) -> None:
    path = tmp_path / "bad.csv"
    path.write_text("2027-01-01,休,元旦\n2027-02-30,休,春节\n")
    code, output = run(app, "import", str(path), "--json")
    assert (code, json.loads(output)["error"]) == (1, "calendar_line_unreadable")
    code, output = run(app, "import", str(path))
    assert code == 1
    assert "第 2 行有问题" in output


def test_a_year_is_shown_with_its_named_days(app: Flask) -> None:
    assert "2026-09-20 周日 调休上班 国庆节" in run(app, "show", "2026")[1]
    assert "暂定" in run(app, "show", "2027")[1]


def test_the_timer_has_nothing_to_do_where_nothing_is_provisional(app: Flask) -> None:
    result = app.test_cli_runner().invoke(args=["tick"])
    assert "workdays" not in result.output
