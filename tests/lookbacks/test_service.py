"""Records of others and what is declared of them, on both databases; the lists answer as the rule does."""

from datetime import date, datetime, timedelta
from random import Random
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from app.departments.rules import Level
from app.enterprises.models import Enterprise
from app.enterprises.rules import Grade, State
from app.kernel.db import db, transaction
from app.kernel.errors import Missing, Refused
from app.kernel.permissions import SYSTEM, Role
from app.ledger import queries as ledger
from app.lookbacks import queries, service
from app.lookbacks.queries import Filters
from app.lookbacks.rules import Answer, Kind
from tests import make

DIGEST = "9" * 64
DAY = date(2026, 9, 11)
UNIT = "益阳市市场监督管理局"


def row(firm: Enterprise, on: date, **more: Any) -> dict[str, Any]:
    return {"uscc": firm.uscc, "happened_on": on, "unit": UNIT, "source": "省平台", "level": Level.PREFECTURE, **more}


def load(rows: list[dict[str, Any]], at: datetime) -> dict[str, int]:
    with transaction():
        return service.load(rows, digest=DIGEST, by=SYSTEM, at=at)


def declare(at: datetime, kind: Kind, since: date | None, *levels: Level, line: str = "") -> None:
    user = make.user(Role.OVERSIGHT)
    for level in levels or tuple(Level):
        with transaction():
            service.declare(kind, level, line=line, since_on=since, reason="核对过", by=user, at=at)


def test_a_sheet_adds_records_once_and_the_register_knows_line_and_level_of_its_units(app: Flask, at: datetime) -> None:
    firm = make.enterprise()
    make.department("沅江市消防救援大队", line="消防")
    rows = [
        row(firm, date(2025, 5, 1), line="市场监管"),
        row(firm, date(2025, 6, 1), unit="沅江市消防救援大队", level=None, kind=Kind.PENALTY),
        row(firm, date(2025, 6, 1), unit="沅江市消防救援大队", level=None),
    ]
    assert service.forecast(rows) == {"created": 3, "updated": 0, "unchanged": 0}
    for counts in ({"created": 3, "updated": 0, "unchanged": 0}, {"created": 0, "updated": 0, "unchanged": 3}):
        assert load(rows, at) == counts
    found = {(one.unit, one.kind, one.line, one.level) for one in queries.all_records(firm)}
    assert found == {
        (UNIT, Kind.VISIT, "市场监管", Level.PREFECTURE),
        ("沅江市消防救援大队", Kind.PENALTY, "消防", Level.CITY),
        ("沅江市消防救援大队", Kind.VISIT, "消防", Level.CITY),
    }
    assert len(ledger.of(f"import:{DIGEST[:16]}")) == 2


def test_a_struck_record_counts_no_more_stays_to_be_seen_and_does_not_come_back(app: Flask, at: datetime) -> None:
    firm = make.enterprise()
    load([row(firm, date(2025, 5, 1))], at)
    (found,) = queries.all_records(firm)
    with transaction():
        service.strike(found, reason="记错了企业", by=SYSTEM, at=at)
    assert queries.of([firm.id]) == {}
    assert [one.struck_why for one in queries.all_records(firm)] == ["记错了企业"]
    assert list(queries.export()) == []
    assert load([row(firm, date(2025, 5, 1))], at) == {"created": 0, "updated": 0, "unchanged": 1}
    assert "记错了企业" in ledger.of(f"enterprise:{firm.uscc}")[-1].facts
    with pytest.raises(Refused) as caught, transaction():
        service.strike(found, reason="再撤", by=SYSTEM, at=at)
    assert caught.value.code == "past_record_struck"
    with pytest.raises(Missing):
        queries.record(999)


def test_the_latest_declaration_holds_and_can_be_taken_back(app: Flask, at: datetime) -> None:
    make.rulebook()
    assert queries.declared(Kind.VISIT) == {}
    declare(at, Kind.VISIT, date(2021, 1, 1))
    declare(at, Kind.VISIT, None, Level.TOWN)
    declare(at, Kind.VISIT, date(2023, 1, 1), Level.CITY, line="消防")
    declared = queries.declared(Kind.VISIT)
    assert (declared[Level.TOWN, ""], declared[Level.CITY, "消防"]) == (None, date(2023, 1, 1))
    assert queries.declared(Kind.PENALTY) == {}
    assert len(ledger.of("history:visit")) == 6
    user = make.user(Role.OVERSIGHT)
    with pytest.raises(Refused) as caught, transaction():
        tomorrow = DAY + timedelta(days=1)
        service.declare(Kind.VISIT, Level.CITY, line="", since_on=tomorrow, reason="早了", by=user, at=at)
    assert caught.value.code == "history_since_future"


def test_one_enterprise_is_answered_with_its_evidence(app: Flask, at: datetime) -> None:
    make.rulebook()
    make.department("沅江市市场监督管理局", line="市场监管")
    firm = make.enterprise(credit_grade=Grade.A, rated_by="省平台", rated_on=date(2026, 6, 30))
    load([row(firm, date(2026, 3, 12), line="市场监管")], at)
    assert queries.answer(firm, DAY).exemption.answer is Answer.UNKNOWN
    declare(at, Kind.PENALTY, date(2021, 1, 1))
    found = queries.answer(firm, DAY)
    assert (found.exemption.answer, found.exemption.until) == (Answer.YES, date(2031, 3, 12))
    assert found.graded is not None
    assert (found.graded.source, found.graded.on) == ("省平台", date(2026, 6, 30))
    assert queries.repeats(firm, 2026, DAY)["市场监管"].answer is Answer.YES
    assert queries.repeats(firm, 2025, DAY)["市场监管"].answer is Answer.UNKNOWN
    declare(at, Kind.VISIT, date(2021, 1, 1), line="市场监管")
    assert queries.repeats(firm, 2025, DAY)["市场监管"].answer is Answer.NO


@pytest.mark.parametrize(
    ("visits_since", "penalties_since"),
    [(None, None), (date(2020, 1, 1), date(2020, 1, 1)), (date(2024, 1, 1), date(2020, 1, 1))],
)
def test_the_lists_answer_as_the_rule_does(
    app: Flask, at: datetime, visits_since: date | None, penalties_since: date | None
) -> None:
    make.rulebook()
    random = Random(f"{visits_since} {penalties_since}")
    firms = [make.enterprise(credit_grade=random.choice([None, Grade.A, Grade.B])) for _ in range(16)]
    closed = make.enterprise(state=State.CLOSED)
    rows = [
        row(firm, DAY - timedelta(days=random.randrange(-9, 2600)), kind=random.choice(list(Kind)))
        for firm in firms
        for _ in range(random.randrange(3))
    ]
    load([one | {"unit": f"单位{number}"} for number, one in enumerate(rows)], at)
    for kind, since in ((Kind.VISIT, visits_since), (Kind.PENALTY, penalties_since)):
        declare(at, kind, since)
    expected = {one: {firm for firm in firms if queries.answer(firm, DAY).exemption.answer is one} for one in Answer}
    listed = {one: queries.listing(one, DAY, limit=100) for one in Answer}
    assert {one: {found.enterprise for found in rows} for one, rows in listed.items()} == expected
    assert all(found.exemption.answer is one for one, rows in listed.items() for found in rows)
    assert queries.counts(DAY) == {one: len(found) for one, found in expected.items()}
    assert closed not in {found.enterprise for rows in listed.values() for found in rows}


def test_records_are_searched_by_enterprise_kind_level_and_line(app: Flask, at: datetime) -> None:
    one, other = make.enterprise("甲公司"), make.enterprise("乙公司")
    load(
        [row(one, date(2025, 5, 1), line="消防"), row(other, date(2025, 6, 1), level=Level.CITY, kind=Kind.PENALTY)], at
    )
    assert [found.enterprise for found in queries.search()] == [other, one]
    assert [found.enterprise for found in queries.search(Filters("甲"))] == [one]
    assert [found.enterprise for found in queries.search(Filters(one.uscc.lower()))] == [one]
    assert [found.enterprise for found in queries.search(Filters(line="消防"))] == [one]
    assert [found.enterprise for found in queries.search(Filters(level=Level.CITY, kind=Kind.PENALTY))] == [other]
    assert queries.total(Filters("丙")) == 0


@pytest.mark.parametrize("change", ["kind = 'odd'", "level = 'moon'", "unit = ''", "source = ''", "struck_why = 'x'"])
def test_the_database_refuses_odd_records(app: Flask, at: datetime, change: str) -> None:
    load([row(make.enterprise(), date(2025, 5, 1))], at)
    with pytest.raises(IntegrityError):
        db.session.connection().exec_driver_sql(f"UPDATE past_records SET {change}")
    db.session.rollback()
