"""Reports on the command line, and the timer's work."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask

from app.kernel import timer
from app.reports import queries
from tests.reports.town import City

pytestmark = pytest.mark.usefixtures("frozen")


def test_a_report_is_built_as_it_would_be_issued_and_later_as_it_was(sqlite_app: Flask, tmp_path: Path) -> None:
    city, run = City(quiet=True), sqlite_app.test_cli_runner().invoke
    city.verified(at=datetime(2026, 8, 17, 1, 0, tzinfo=UTC))
    draft = run(args=["report", "build"]).output
    assert "月调度报告" in draft
    assert "收到投诉\t1件" in draft
    number = city.issue().number
    city.referred(at=datetime(2026, 8, 18, 1, 0, tzinfo=UTC))
    assert "收到投诉\t1件" in run(args=["report", "build", "--period", "2026-08"]).output
    assert "收到投诉\t2件" in run(args=["report", "build", "--period", "2026-08", "--draft"]).output
    for ending, magic in (("pdf", b"%PDF"), ("docx", b"PK"), ("xlsx", b"PK")):
        out = tmp_path / f"report.{ending}"
        done = run(args=["report", "build", "--kind", "monthly", "--format", ending, "--out", str(out)])
        assert done.exit_code == 0
        assert out.read_bytes().startswith(magic)
    assert run(args=["report", "build", "--period", "2026-77"]).exit_code == 1
    assert queries.by_number(number).number == number


def test_the_timer_counts_the_months_that_are_over(sqlite_app: Flask) -> None:
    City(quiet=True).verified(at=datetime(2026, 7, 17, 1, 0, tzinfo=UTC))
    work = timer.WORKS["reports:close_months"]
    at = datetime(2026, 9, 11, 1, 0, tzinfo=UTC)
    assert work(at) == 2
    assert work(at) == 0
