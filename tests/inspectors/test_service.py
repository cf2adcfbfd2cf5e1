"""The register of inspectors changed one by one and by the sheet, and recusals, on both databases."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError

from app.inspectors import queries, rules, service
from app.inspectors.queries import Filters
from app.inspectors.rules import Standing
from app.kernel.db import db, transaction
from app.kernel.errors import Conflict, Forbidden, Missing, Refused
from app.kernel.permissions import SYSTEM, Role
from app.ledger import queries as ledger
from tests import make

DIGEST = "e" * 64
DAYS = {"valid_from": date(2024, 1, 1), "valid_until": date(2028, 12, 31)}


def test_an_inspector_is_entered_with_items_and_an_entry_without_the_name(app: Flask, at: datetime) -> None:
    unit = make.department()
    item = make.item(departments=[unit])
    with transaction():
        made = service.register("湘h 001", "李澄宇", department=unit, items=[item], **DAYS, by=SYSTEM, at=at)
    assert (made.certificate_no, made.initials, made.items, made.active) == ("湘H001", "lcy", [item], True)
    assert made.card.scope == {item.code}
    (entry,) = ledger.of("inspector:湘H001")
    assert "李*" in entry.facts
    assert "澄宇" not in entry.facts


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"valid_until": date(2023, 1, 1)}, "certificate_ends_before_it_begins"),
        ({"certificate_no": "1"}, "certificate_malformed"),
    ],
)
def test_what_no_inspector_can_be_is_refused(app: Flask, at: datetime, values: dict[str, Any], code: str) -> None:
    known = {"certificate_no": "18090001", **DAYS, **values}
    unit = make.department()
    with pytest.raises(Refused) as caught, transaction():
        service.register(known.pop("certificate_no"), "甲", department=unit, **known, by=SYSTEM, at=at)
    assert caught.value.code == code


def test_a_certificate_is_entered_once(app: Flask, at: datetime) -> None:
    made = make.inspector()
    with pytest.raises(Refused) as caught, transaction():
        service.register(made.certificate_no, "乙", department=made.department, **DAYS, by=SYSTEM, at=at)
    assert caught.value.code == "certificate_taken"


def test_an_account_is_one_inspectors_of_its_department_and_can_be_taken_away(app: Flask, at: datetime) -> None:
    made = make.inspector()
    user, other = make.user(Role.INSPECTOR, made.department), make.inspector(made.department)
    assert queries.of_user(user) is None
    with transaction():
        assert service.link(made, user, by=SYSTEM, at=at)
        assert not service.link(made, user, by=SYSTEM, at=at)
    assert (queries.of_user(user), queries.holder(user)) == (made, made)
    clerk, stranger = make.user(Role.CLERK, made.department), make.user(Role.INSPECTOR)
    for person, one, code in (
        (user, other, "inspector_account_taken"),
        (clerk, made, "inspector_account_elsewhere"),
        (stranger, made, "inspector_account_elsewhere"),
    ):
        with pytest.raises(Refused) as caught, transaction():
            service.link(one, person, by=SYSTEM, at=at)
        assert (caught.value.code, caught.value.field) == (code, "account")
    second = make.user(Role.INSPECTOR, made.department)
    with transaction():
        assert service.link(made, second, by=SYSTEM, at=at)
    assert (queries.of_user(user), queries.of_user(second)) == (None, made)
    with transaction():
        service.revise(made, active=False, by=SYSTEM, at=at)
    assert (queries.of_user(second), queries.holder(second)) == (None, made)
    with transaction():
        assert service.link(made, None, by=SYSTEM, at=at)
        assert not service.link(made, None, by=SYSTEM, at=at)
    assert queries.holder(second) is None
    facts = [entry.facts for entry in ledger.of(f"inspector:{made.certificate_no}") if entry.verb == "inspector:link"]
    assert [user.actor in facts[0], second.actor in facts[1], "user" in facts[2]] == [True, True, False]


def test_who_was_moved_to_another_department_is_not_the_inspector_of_the_old_account(app: Flask, at: datetime) -> None:
    made = make.inspector()
    user, other = make.user(Role.INSPECTOR, made.department), make.department()
    with transaction():
        service.link(made, user, by=SYSTEM, at=at)
        service.revise(made, department=other, by=SYSTEM, at=at)
    assert queries.of_user(user) is None


def test_an_item_of_other_departments_is_not_within_anybodys_scope(app: Flask, at: datetime) -> None:
    made, strange, other = make.inspector(), make.item(), make.department()
    with pytest.raises(Refused) as caught, transaction():
        service.revise(made, items=[strange], by=SYSTEM, at=at)
    assert caught.value.code == "inspector_item_of_others"
    own = make.item(departments=[made.department])
    with transaction():
        service.revise(made, items=[own], by=SYSTEM, at=at)
    with pytest.raises(Refused) as caught, transaction():
        service.revise(made, department=other, by=SYSTEM, at=at)
    assert caught.value.code == "inspector_item_of_others"


def test_a_revision_records_what_became_different_and_nothing_else(app: Flask, at: datetime) -> None:
    made = make.inspector(section="一股")
    with transaction():
        assert service.revise(made, section="一股", items=[], by=SYSTEM, at=at) == []
    version = made.version
    with transaction():
        assert service.revise(made, name="王五", active=False, seen=version, by=SYSTEM, at=at) == ["active", "name"]
    assert (made.version, made.initials) == (version + 1, "ww")
    assert [entry.verb for entry in queries.history(made)] == ["inspector:revise", "inspector:register"]
    with pytest.raises(Conflict), transaction():
        service.revise(made, name="赵六", seen=version, by=SYSTEM, at=at)


def test_the_office_changes_everybody_and_a_clerk_the_own_department(app: Flask) -> None:
    mine, theirs = make.inspector(), make.inspector()
    clerk, officer = make.user(Role.CLERK, mine.department), make.user(Role.OVERSIGHT)
    inspector = make.user(Role.INSPECTOR, mine.department)
    assert [queries.may_edit(one, clerk) for one in (mine, theirs)] == [True, False]
    assert all(queries.may_edit(one, officer) for one in (mine, theirs))
    assert not queries.may_edit(mine, inspector)
    with pytest.raises(Forbidden):
        queries.editable(theirs.certificate_no, to=clerk)
    with pytest.raises(Missing):
        queries.editable("NOTHING", to=officer)


def test_a_recusal_holds_from_its_first_to_its_last_day(app: Flask, at: datetime) -> None:
    made, firm = make.inspector(), make.enterprise()
    first, last = date(2026, 9, 1), date(2026, 9, 30)
    with transaction():
        found = service.recuse(made, firm, reason="配偶任职", from_on=first, by=SYSTEM, at=at)
    with pytest.raises(Refused) as caught, transaction():
        service.end_recusal(found, until_on=date(2026, 8, 31), by=SYSTEM, at=at)
    assert caught.value.code == "recusal_ends_before_it_begins"
    with transaction():
        service.end_recusal(found, until_on=last, by=SYSTEM, at=at)
    days = (first - timedelta(days=1), first, last, last + timedelta(days=1))
    pair = (made.id, firm.id)
    assert [pair in queries.recused(day) for day in days] == [False, True, True, False]
    told = [entry.facts for entry in queries.history(made)]
    assert firm.uscc in told[0]
    assert not any("配偶" in facts for facts in told)
    with pytest.raises(Missing):
        queries.recusal(make.inspector(), found.id)


def row(number: int, unit: str, **more: Any) -> dict[str, Any]:
    return {"certificate_no": f"1809{number:04d}", "name": f"甲{number}", "department": unit, **DAYS, **more}


def test_a_sheet_brings_the_register_to_what_it_says_and_can_be_sent_twice(app: Flask, at: datetime) -> None:
    unit = make.department()
    item = make.item(departments=[unit])
    rows = [row(1, unit.code, items=[item.code]), row(2, unit.code, active=False)]
    for counts in ({"created": 2, "updated": 0, "unchanged": 0}, {"created": 0, "updated": 0, "unchanged": 2}):
        assert service.forecast(rows) == counts
        with transaction():
            assert service.load(rows, digest=DIGEST, by=SYSTEM, at=at) == counts
    changed = [row(1, unit.code, items=[]), row(2, unit.code, section="二股", active=None)]
    assert service.forecast(changed) == {"created": 0, "updated": 1, "unchanged": 1}
    with transaction():
        service.load(changed, digest=DIGEST, by=SYSTEM, at=at)
    assert queries.by_certificate("18090001").items == [item]
    assert queries.by_certificate("18090002").active is False
    assert len(ledger.of(f"import:{DIGEST[:16]}")) == 3


def test_the_register_is_searched_by_name_number_section_and_department(app: Flask) -> None:
    one = make.inspector(name="李澄宇", section="综合执法队")
    other = make.inspector(name="王舒言", active=False)
    assert queries.search(Filters("lcy")) == [one]
    assert queries.search(Filters("执法队 李")) == [one]
    assert queries.search(Filters(other.certificate_no[-4:])) == [other]
    assert queries.search(Filters(department_id=other.department_id)) == [other]
    assert queries.search(Filters(active=True)) == [one]
    assert queries.count(Filters("%")) == 0
    assert list(queries.export()) == [one, other]


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(-90, 90), st.integers(0, 120)), min_size=1, max_size=6))
def test_the_database_judges_certificates_as_the_rule_does(sqlite_app: Flask, spans: list[tuple[int, int]]) -> None:
    on = date(2026, 9, 11)
    if queries.warn_days(on) == 0:
        make.rulebook()
    known = set(queries.search(limit=10_000))
    for begins, length in spans:
        first = on + timedelta(days=begins)
        known.add(make.inspector(valid_from=first, valid_until=first + timedelta(days=length)))
    for standing in Standing:
        expected = {
            one for one in known if rules.standing(one.valid_from, one.valid_until, on, warn_days=60) is standing
        }
        assert set(queries.search(Filters(standing=standing, on=on), limit=10_000)) == expected
        assert queries.counts(on)[standing] == len(expected)


@pytest.mark.parametrize("change", ["name = ''", "certificate_no = ''", "valid_until = '1999-01-01'"])
def test_the_database_refuses_what_the_rules_refuse(app: Flask, change: str) -> None:
    made = make.inspector()
    with pytest.raises(IntegrityError):
        db.session.connection().exec_driver_sql(f"UPDATE inspectors SET {change} WHERE id = {made.id}")
    db.session.rollback()


@pytest.mark.parametrize("change", ["reason = ''", "until_on = '1999-01-01'"])
def test_the_database_refuses_an_odd_recusal(app: Flask, at: datetime, change: str) -> None:
    made, firm = make.inspector(), make.enterprise()
    with transaction():
        service.recuse(made, firm, reason="任职", from_on=date(2026, 1, 1), by=SYSTEM, at=at)
    with pytest.raises(IntegrityError):
        db.session.connection().exec_driver_sql(f"UPDATE recusals SET {change}")
    db.session.rollback()
