"""Reports on both databases: issued once, never changed, corrected by another; public months counted once."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
import time_machine
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from app.complaints import service as complaints
from app.kernel.db import db, transaction
from app.kernel.errors import Refused
from app.kernel.permissions import SYSTEM
from app.ledger import queries as ledger
from app.reports import queries, rules, service
from app.reports.models import PublicMonth, Report
from app.reports.rules import Readers
from tests.complaints import story
from tests.reports.town import SEPTEMBER, City

OCTOBER = datetime(2026, 10, 9, 2, 0, tzinfo=UTC)
AUGUST_17 = datetime(2026, 8, 17, 1, 0, tzinfo=UTC)


@pytest.fixture
def city(app: Flask) -> City:
    return City(quiet=True)


def close(at: datetime) -> int:
    with transaction():
        return service.close_months(by=SYSTEM, at=at)


def content(report: Report) -> rules.Snapshot:
    db.session.expire_all()
    return rules.restored(report.content)


def test_a_late_reply_changes_the_next_report_and_not_the_issued_one(city: City) -> None:
    case = city.verified(at=AUGUST_17)
    issued = city.issue()
    before, digest = content(issued), issued.digest
    line = before.line("completed")
    assert line is not None
    assert line.now == rules.Value(0, 1)
    with transaction():
        complaints.resolve(case, fields=story.REPLY, by=city.clerk, at=SEPTEMBER + timedelta(days=3))
    city.referred(at=SEPTEMBER + timedelta(days=6))
    assert content(issued) == before
    assert issued.digest == digest
    following = city.issue("2026-09", at=OCTOBER)
    told = content(following).line("completed")
    assert told is not None
    assert told.corrected
    assert (told.issued, told.before) == (rules.Value(0, 1), rules.Value(1, 1))
    paper = rules.written(content(following), city="沅江市")
    (table,) = (one for one in paper.tables if one.text == "上期更正")
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["办结率", "0% 0 / 1", "100% 1 / 1", "+100 个百分点"]
    ]
    assert content(following).follows == issued.number


def test_what_was_issued_stands_in_the_ledger_with_its_instant_and_size(city: City) -> None:
    report = city.issue()
    (entry,) = ledger.of(report.number)
    told = content(report)
    assert entry.verb == "report:issue"
    assert report.digest in entry.facts
    assert told.at == SEPTEMBER == report.issued_at
    assert told.size == entry.index
    assert told.digest == rules.version()[1]
    assert report.number.startswith("BG-20260901-000001-")


def test_the_database_refuses_to_change_what_was_issued(city: City) -> None:
    city.issue()
    close(OCTOBER)
    db.session.rollback()
    for statement in (
        "UPDATE reports SET why = 'x'",
        "DELETE FROM reports",
        "UPDATE report_months SET numerator = 9",
        "DELETE FROM report_releases",
    ):
        with pytest.raises(DBAPIError, match="never changed"), db.engine.begin() as connection:
            connection.execute(text("INSERT INTO report_releases SELECT id, issued_at, issued_by_id FROM reports"))
            connection.execute(text(statement))


def test_a_period_that_is_not_over_is_not_issued(city: City) -> None:
    with pytest.raises(Refused, match="report_period_open"):
        city.issue("2026-09")
    with pytest.raises(Refused, match="report_period_open"):
        city.issue("2026-Q3")


def test_a_report_is_corrected_by_another_that_names_it(city: City) -> None:
    with pytest.raises(Refused, match="report_nothing_to_correct"):
        city.issue(why="错了")
    first = city.issue()
    with pytest.raises(Refused, match="report_issued_before"):
        city.issue()
    second = city.issue(why="漏了一件", at=SEPTEMBER + timedelta(hours=1))
    assert (second.round, second.corrects, second.why) == (2, first, "漏了一件")
    assert queries.corrected_by(first) == second
    assert queries.latest(rules.parse("2026-08")) == second
    with pytest.raises(Refused, match="report_corrected_since"), transaction():
        service.release(first, by=city.officer, at=SEPTEMBER)


def test_a_report_is_made_public_once(city: City) -> None:
    report = city.issue()
    with transaction():
        service.release(report, by=city.officer, at=SEPTEMBER)
    with pytest.raises(Refused, match="report_released_before"), transaction():
        service.release(report, by=city.officer, at=SEPTEMBER)


def test_a_month_is_counted_once_when_it_is_over(city: City) -> None:
    city.referred(at=SEPTEMBER)
    assert close(SEPTEMBER) == 0
    assert close(OCTOBER) == 1
    assert close(OCTOBER) == 0
    counted = db.session.get(PublicMonth, (date(2026, 9, 1), "received"))
    assert counted is not None
    assert counted.numerator == 1


def filed(count: int, at: datetime) -> None:
    for _ in range(count):
        story.filed(at=at)


def public(at: datetime) -> list[tuple[str, str, int]]:
    return [
        (one.first.isoformat()[:7], one.last.isoformat()[:7], one.value.numerator)
        for one in queries.atoms(at=at)["received"]
    ]


def test_a_second_complaint_cannot_be_found_by_subtracting_totals(city: City) -> None:
    """Seen 5: whatever is told before and after it, the difference is nothing or at least five."""
    seen = []
    for month, count in enumerate((6, 1, 1, 3, 7)):
        at = datetime(2026 + (month + 8) // 12, (month + 8) % 12 + 1, 10, tzinfo=UTC)
        filed(count, at)
        seen.append(public(at))
        close(at + timedelta(days=25))
        seen.append(public(at + timedelta(days=25)))
    assert seen[1] == [("2026-09", "2026-09", 6)]
    assert seen[2] == seen[3] == seen[4] == seen[5] == seen[1]
    assert seen[7] == [*seen[1], ("2026-10", "2026-12", 5)]
    assert seen[9] == [*seen[7], ("2027-01", "2027-01", 7)]
    totals = sorted({sum(count for *_months, count in told) for told in seen})
    assert all(more - less >= 5 for less, more in pairwise(totals))


def test_a_public_report_has_no_number_of_few_complaints_and_no_unit(city: City) -> None:
    for _ in range(5):
        city.verified(at=AUGUST_17)
    late = datetime(2026, 9, 14, 1, 0, tzinfo=UTC)
    city.verified(at=late)
    reports = [city.issue(at=OCTOBER), city.issue("2026-09", at=OCTOBER)]
    close(OCTOBER)
    told = [rules.readable(content(one), Readers.EVERYBODY, queries.atoms(at=OCTOBER)) for one in reports]
    august, september = (one.line("received") for one in told)
    assert august is not None
    assert september is not None
    assert august.now == rules.Value(5)
    assert september.now is None
    for one in told:
        assert one.line("on_time") is None
        assert not any(line.units for line in one.lines if line.figure.guarded)
        text_of = str(rules.written(one, city="沅江市"))
        assert city.department.short_name not in text_of
    assert "件数少，不公开" in str(rules.written(told[1], city="沅江市"))
    whole = rules.written(content(reports[1]), city="沅江市")
    assert city.department.short_name in str(whole)


def test_departments_do_not_read_of_debts(city: City) -> None:
    told = content(city.issue())
    read = {one.figure.code for one in rules.readable(told, Readers.DEPARTMENTS).lines}
    every = {one.figure.code for one in rules.readable(told, Readers.LEADERS).lines}
    assert every - read == {"declined", "arrears_opened", "arrears_cleared", "arrears_repaid", "arrears_left"}


def test_two_who_issue_the_same_at_once_make_one_report(postgresql_app: Flask) -> None:
    city = City(quiet=True)
    number = city.issue().number
    old = queries.latest

    def stale(period: rules.Period) -> Report | None:
        return None if period.key == "2026-08" else old(period)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(queries, "latest", stale)
        client = postgresql_app.test_client()
        with time_machine.travel(OCTOBER, tick=False):
            client.sign_in(city.officer)  # type: ignore[attr-defined]
            assert client.post("/reports/drafts/2026-08/issue").status_code == 409
    assert [one.number for one in queries.issued()] == [number]
