"""Counting on both databases: what makes a warning, who is told, that it is told once, that it begins anew."""

import json
import threading
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.kernel import numbering, timer
from app.kernel.db import db, transaction
from app.kernel.permissions import Role
from app.ledger import queries as ledger
from app.ledger.models import Entry
from app.notices.models import Notice
from app.policy import service as policy
from app.visits.models import Companion
from app.warnings import queries, service
from app.warnings.models import Warned, WarnedCase
from app.warnings.rules import Kind
from tests import make
from tests.warnings.counting import FIRST, Town, allow_emergencies, instant

DAY = timedelta(days=1)


@pytest.fixture
def town(app: Flask) -> Town:
    return Town()


def made() -> list[Warned]:
    return list(db.session.scalars(select(Warned).order_by(Warned.id)).unique())


def told(number: str) -> list[str]:
    return sorted(db.session.scalars(select(Notice.audience).where(Notice.ref == number)))


def test_an_enterprise_visited_twice_within_the_days_is_warned_of_once(town: Town) -> None:
    first, second = town.went_in(FIRST), town.went_in(FIRST + 7 * DAY)
    assert town.count(FIRST + 7 * DAY) == 1
    (one,) = made()
    assert (one.kind, one.enterprise_id, one.reached_on) == (Kind.SAME_ENTERPRISE, town.firm.id, FIRST + 7 * DAY)
    assert [case.ref for case in one.cases] == [first.number, second.number]
    assert numbering.parse_number(one.number).startswith("YJ-")
    assert told(one.number) == [f"department:{town.unit.id}", "office"]
    assert [town.count(FIRST + n * DAY) for n in (7, 8, 9)] == [0, 0, 0]
    assert [entry.verb for entry in ledger.of(one.number)] == ["warning:issue"]


def test_a_joint_visit_is_one_visit_and_all_who_went_are_told(town: Town) -> None:
    joint = town.went_in(FIRST)
    with make.act():
        db.session.add(Companion(visit_id=joint.id, department_id=town.rival_unit.id))
    assert town.count(FIRST) == 0
    town.went_in(FIRST + DAY)
    assert town.count(FIRST + DAY) == 1
    units = sorted(f"department:{one.id}" for one in (town.unit, town.rival_unit))
    assert told(made()[0].number) == [*units, "office"]


def test_the_counter_begins_anew_and_the_window_ends(town: Town) -> None:
    for days in (0, 1, 2):
        town.went_in(FIRST + days * DAY)
        town.count(FIRST + days * DAY)
    assert len(made()) == 1
    standing = queries.standings(FIRST + 2 * DAY, to=town.office)
    assert [len(row.events) for row in standing] == [1]
    assert queries.standings(FIRST + 62 * DAY, to=town.office)[0].events
    assert queries.standings(FIRST + 63 * DAY, to=town.office) == []


def test_three_late_answers_of_one_department_make_a_warning_each_case_once(town: Town) -> None:
    """Referred on 8 September, to be verified by the 11th, late from the 12th on; by the 17th closing is late, too."""
    cases = [town.late() for _ in range(3)]
    assert town.count(date(2026, 9, 11)) == 0
    assert town.count(date(2026, 9, 12)) == 1
    (one,) = made()
    assert (one.kind, one.department_id) == (Kind.LATE_ANSWERS, town.unit.id)
    assert {case.ref for case in one.cases} == {case.number for case in cases}
    assert told(one.number) == [f"department:{town.unit.id}", "office"]
    assert town.count(date(2026, 10, 20)) == 0


def test_what_enterprises_report_is_counted_apart_and_told_to_the_office_alone(town: Town) -> None:
    """A department that knew of it would know that somebody spoke: neither told, nor shown, nor a gap in numbers."""
    allow_emergencies()
    town.burst_in(date(2026, 9, 12))
    refs = [town.reported(date(2026, 9, 12)), town.reported(date(2026, 9, 13))]
    assert town.count(date(2026, 9, 13)) == 1
    kept = made()[0]
    assert (kept.kind, [case.ref for case in kept.cases]) == (Kind.UNANNOUNCED, refs)
    assert kept.number.startswith("YM-")
    assert told(kept.number) == ["office"]
    assert queries.warnings(town.clerk, limit=9) == ([], 0)
    assert queries.warnings(town.judge, limit=9)[1] == 1
    town.burst_in(date(2026, 9, 14), enterprise=make.enterprise())
    assert town.count(date(2026, 9, 14)) == 1
    open_one = made()[1]
    assert (open_one.kind, open_one.number[:2], open_one.number[12:18]) == (Kind.WITHOUT_PASS, "YJ", "000001")


def test_the_numbers_are_rules_that_two_people_change(town: Town) -> None:
    with transaction():
        wish = policy.propose("warning.same_enterprise_visits", 3, FIRST, "先严后宽", by=town.office, at=make.AT)
    second = make.user(Role.OVERSIGHT)
    with transaction():
        policy.approve(wish, by=second, at=make.AT)
    for days in (0, 1):
        town.went_in(FIRST + days * DAY)
    assert town.count(FIRST + DAY) == 0
    town.went_in(FIRST + 2 * DAY)
    assert town.count(FIRST + 2 * DAY) == 1
    assert (made()[0].needed, made()[0].rulebook_version) == (3, 2)


def test_what_the_table_holds_a_case_counts_once(town: Town) -> None:
    town.went_in(FIRST)
    town.went_in(FIRST + DAY)
    town.count(FIRST + DAY)
    case = made()[0].cases[0]
    twice = WarnedCase(
        warning_id=case.warning_id, kind=case.kind, counter=case.counter, ref=case.ref, on=case.on, units=[]
    )
    with pytest.raises(IntegrityError), make.act():
        db.session.add(twice)


def test_two_timers_at_once_make_one_warning(postgresql_app: Flask) -> None:
    town = Town()
    town.went_in(FIRST)
    town.went_in(FIRST + DAY)
    db.session.rollback()
    both, counts = threading.Barrier(2), list[int]()

    def tick() -> None:
        with postgresql_app.app_context():
            both.wait()
            with transaction():
                counts.append(service.count(at=instant(FIRST + DAY, 0)))

    threads = [threading.Thread(target=tick) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(counts) == [0, 1]
    assert len(made()) == 1


def test_the_timer_counts_what_was_missed_while_it_stood_still(town: Town) -> None:
    """It stood still for 80 days: two visits at the beginning of them are more than their window ago, and warned of."""
    town.count(FIRST - DAY)
    town.went_in(FIRST)
    town.went_in(FIRST + DAY)
    assert timer.WORKS["warnings:count"](instant(FIRST + 80 * DAY)) == 1
    assert timer.WORKS["warnings:count"](instant(FIRST + 80 * DAY, 3)) == 0


def test_the_ledger_seals_a_warning_with_its_cases_and_who_was_told(town: Town) -> None:
    town.went_in(FIRST)
    town.went_in(FIRST + DAY)
    town.count(FIRST + DAY)
    entry = db.session.scalars(select(Entry).where(Entry.verb == "warning:issue")).one()
    tables = {name.partition("/")[0] for name in json.loads(entry.rows)}
    assert tables == {"warnings", "warning_cases", "warning_units"}
