"""Every figure counted twice: by the service, and apart from it from the rows; on both databases."""

from datetime import timedelta

import pytest
from flask import Flask

from app.audit.models import AuditFinding, AuditRun, RunKind
from app.audit.rules import Severity, State
from app.kernel import clock
from app.kernel.db import db
from app.reports import queries, rules
from app.reports.models import Report
from tests import make
from tests.reports.recount import Recount
from tests.reports.town import AUGUST, SEPTEMBER, City

SEEN_ELSEWHERE = {
    "quiet_requests": (1, None),
    "quiet_approved": (1, 1),
    "quiet_entries": (1, None),
    "quiet_unapproved": (0, None),
    "visits_joint": (0, 2),
    "filed_late": (1, None),
    "red_orders": (0, None),
    "draws_published": (0, None),
    "published_on_time": (0, 0),
    "arrears_cleared": (1, None),
    "arrears_left": (375_025, None),
    "days_witnessed": (0, 31),
    **dict.fromkeys(("findings", "findings_grave", "findings_serious", "findings_minor"), (0, None)),
}


@pytest.fixture
def city(app: Flask) -> City:
    return City()


def test_the_report_says_what_a_second_count_of_the_rows_says(city: City) -> None:
    with_report: Report = city.issue()
    told = rules.restored(with_report.content)
    again = Recount(AUGUST.first, AUGUST.last, SEPTEMBER)
    expected = again.figures() | again.city() | SEEN_ELSEWHERE
    found = {line.figure.code: tuple(line.now or ())[:2] for line in told.lines}
    assert found == expected
    before = Recount(AUGUST.before.first, AUGUST.before.last, SEPTEMBER)
    expected = before.figures() | before.city()
    assert {code: tuple(told.line(code).before or ())[:2] for code in expected} == expected  # type: ignore[union-attr]
    assert sum(found["verification_on_time"]) > 10
    assert 0 < found["on_time"][0] < found["on_time"][1]


def test_each_unit_has_what_a_second_count_of_its_rows_says(city: City) -> None:
    told = queries.drafted(AUGUST, at=SEPTEMBER)
    for unit in (city.department, city.unit):
        own = Recount(AUGUST.first, AUGUST.last, SEPTEMBER, unit.id).figures()
        for code, expected in own.items():
            line = told.line(code)
            assert line is not None
            none = rules.Value(0, None if expected[1] is None else 0)
            assert tuple(line.units.get(unit.code, none))[:2] == expected


def test_a_number_is_as_long_as_the_list_behind_it(city: City) -> None:
    span = queries.span_of(AUGUST, SEPTEMBER)
    for one in rules.of_kind(AUGUST.kind):
        rows = queries.rows(one, span)
        value = rules.value(one, rows)
        if one.measure is not rules.Measure.YUAN:
            assert value.weight == len(rows)
        assert all(row.ref for row in rows)
        if one.code != "overdue" and not one.code.startswith("findings_"):
            assert all(AUGUST.first <= row.on <= AUGUST.last for row in rows)


def test_the_three_rates_of_the_year_stand_in_the_quarter(app: Flask) -> None:
    City(quiet=True)
    make.published_plan(2026)
    told = queries.drafted(rules.parse("2026-Q3"), at=SEPTEMBER)
    values = {code: told.line(code) for code in ("items_covered", "tasks_done", "results_published")}
    assert [tuple(line.now or ())[:2] for line in values.values() if line] == [(0, 1), (0, 1), (0, 0)]
    assert told.line("received") is not None
    assert queries.drafted(AUGUST, at=SEPTEMBER).line("tasks_done") is None
    assert clock.day(told.at) == SEPTEMBER.date()


def test_findings_are_counted_by_severity_and_a_confidential_one_nowhere(app: Flask) -> None:
    city, at = City(quiet=True), SEPTEMBER - timedelta(days=9)
    with make.act():
        told = {"kind": RunKind.COMMAND, "as_of": at.date(), "at": at, "milliseconds": 0, "counts": {}}
        run = AuditRun(**told, found=0, new=0, gone=0)
        db.session.add(run)
        db.session.flush()
        for number, (severity, confidential, state) in enumerate(
            [
                (Severity.GRAVE, False, State.FOUND),
                (Severity.GRAVE, True, State.FOUND),
                (Severity.MINOR, False, State.FOUND),
                (Severity.MINOR, False, State.WAIVED),
            ]
        ):
            db.session.add(
                AuditFinding(
                    number=f"SJ-20260823-00000{number}-0",
                    code="entry.unapproved",
                    subject=f"{number}",
                    severity=severity,
                    confidential=confidential,
                    department_id=city.department.id,
                    happened_on=at.date(),
                    figures={},
                    evidence={},
                    state=state,
                    state_since=at,
                    found_at=at,
                    run_id=run.id,
                )
            )
    told = queries.drafted(AUGUST, at=SEPTEMBER)
    lines = [told.line(code) for code in ("findings", "findings_grave", "findings_serious", "findings_minor")]
    three, one, none = (rules.Value(n) for n in (3, 1, 0))
    assert [line.now for line in lines if line] == [three, one, none, one]
    assert [line.units.get(city.department.code) for line in lines if line] == [three, one, None, one]
