"""The list of inspection items changed one by one and by the sheet, on both databases."""

from datetime import date, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from app.items import queries, service
from app.items.models import Item
from app.items.queries import Filters
from app.items.rules import Kind
from app.kernel.db import db, transaction
from app.kernel.errors import Conflict, Forbidden, Missing, Refused
from app.kernel.permissions import SYSTEM, Role
from app.ledger import queries as ledger
from tests import make

DIGEST = "b" * 64


def test_an_item_is_entered_with_its_owners_and_an_entry(app: Flask, at: datetime) -> None:
    one, other = make.department(), make.department()
    with transaction():
        made = service.register(" scjg-1", "食品检查", departments=[other, one], basis="法", by=SYSTEM, at=at)
    assert (made.code, made.kind, made.from_on, made.initials) == ("SCJG-1", Kind.ROUTINE, date(2026, 9, 11), "spjc")
    assert [owner.code for owner in made.departments] == [one.code, other.code]
    assert made.lacking == ("subject", "object", "method")
    (entry,) = ledger.of("item:SCJG-1")
    assert entry.verb == "item:register"
    assert one.code in entry.facts


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"departments": []}, "item_without_department"),
        ({"until_on": date(2026, 9, 10)}, "item_ends_before_it_begins"),
        ({"code": "-"}, "item_code_malformed"),
    ],
)
def test_what_no_item_can_be_is_refused(app: Flask, at: datetime, values: dict[str, Any], code: str) -> None:
    known = {"code": "A", "departments": [make.department()], **values}
    with pytest.raises(Refused) as caught, transaction():
        service.register(known.pop("code"), "甲", **known, by=SYSTEM, at=at)
    assert caught.value.code == code


def test_a_code_is_entered_once(app: Flask, at: datetime) -> None:
    made, unit = make.item(), make.department()
    with pytest.raises(Refused) as caught, transaction():
        service.register(made.code.lower(), "另一个", departments=[unit], by=SYSTEM, at=at)
    assert caught.value.code == "item_code_taken"


def test_a_revision_records_what_became_different_and_nothing_else(app: Flask, at: datetime) -> None:
    made, other = make.item("甲项"), make.department()
    with transaction():
        assert service.revise(made, name="甲项", departments=list(made.departments), by=SYSTEM, at=at) == []
    version = made.version
    with transaction():
        assert service.revise(made, departments=[*made.departments, other], by=SYSTEM, at=at) == ["departments"]
    assert made.version == version + 1
    assert [entry.verb for entry in queries.history(made)] == ["item:revise", "item:register"]
    assert other.code in queries.history(made)[0].facts


def test_an_end_before_the_beginning_is_refused_whichever_of_the_two_moves(app: Flask, at: datetime) -> None:
    made = make.item(until_on=date(2026, 12, 31))
    for values in ({"until_on": date(2025, 1, 1)}, {"from_on": date(2027, 1, 1)}):
        with pytest.raises(Refused) as caught, transaction():
            service.revise(made, **values, by=SYSTEM, at=at)
        assert caught.value.code == "item_ends_before_it_begins"


def test_who_looked_at_an_older_version_changes_nothing(app: Flask, at: datetime) -> None:
    made = make.item()
    with pytest.raises(Conflict), transaction():
        service.revise(made, name="乙", seen=made.version - 1, by=SYSTEM, at=at)
    assert made.version == 1
    db.session.execute(Item.__table__.update().values(version=9))  # type: ignore[attr-defined]
    with pytest.raises(StaleDataError):
        service.revise(made, name="乙", by=SYSTEM, at=at)
    db.session.rollback()


def test_the_office_changes_every_item_and_a_clerk_the_own_departments(app: Flask) -> None:
    own, other = make.department(), make.department()
    mine, joint, theirs = make.item(departments=[own]), make.item(departments=[own, other]), make.item()
    clerk, officer = make.user(Role.CLERK, own), make.user(Role.OVERSIGHT)
    assert [queries.may_edit(item, clerk) for item in (mine, joint, theirs)] == [True, True, False]
    assert all(queries.may_edit(item, officer) for item in (mine, joint, theirs))
    assert not queries.may_edit(mine, make.user(Role.LEADER))
    with pytest.raises(Forbidden):
        queries.editable(theirs.code, to=clerk)
    with pytest.raises(Missing):
        queries.editable("NOTHING", to=officer)


def row(code: str, owner: str, **more: Any) -> dict[str, Any]:
    return {"code": code, "name": f"{code}检查", "departments": [owner], **more}


def test_a_sheet_brings_the_list_to_what_it_says_and_can_be_sent_twice(app: Flask, at: datetime) -> None:
    unit = make.department().code
    rows = [row("A", unit, basis="法"), row("B", unit, until_on=date(2026, 12, 31))]
    assert service.forecast(rows) == {"created": 2, "updated": 0, "unchanged": 0}
    for counts in ({"created": 2, "updated": 0, "unchanged": 0}, {"created": 0, "updated": 0, "unchanged": 2}):
        with transaction():
            assert service.load(rows, digest=DIGEST, by=SYSTEM, at=at) == counts
    changed = [row("A", unit, basis=""), row("B", unit, method="现场检查")]
    assert service.forecast(changed) == {"created": 0, "updated": 1, "unchanged": 1}
    with transaction():
        service.load(changed, digest=DIGEST, refused=1, by=SYSTEM, at=at)
    assert queries.by_code("A").basis == "法"
    assert queries.by_code("B").method == "现场检查"
    assert len(ledger.of(f"import:{DIGEST[:16]}")) == 3
    assert len(ledger.of("item:A")) == 1
    assert len(ledger.of("item:B")) == 2


def test_the_list_is_searched_by_name_code_initials_owner_and_standing(app: Flask, at: datetime) -> None:
    food = make.item("食品生产监督检查", code="SC-1", category="食品安全")
    fire = make.item("消防检查", code="XF-1", basis="", kind=Kind.KEY)
    gone = make.item("旧事项", code="OLD-1", from_on=date(2020, 1, 1), until_on=date(2026, 9, 10))
    owner = food.departments[0].id
    found = {
        "text": queries.search(Filters("食品")),
        "initials": queries.search(Filters("xfjc")),
        "code": queries.search(Filters("old-")),
        "owner": queries.search(Filters(department_id=owner)),
        "kind": queries.search(Filters(kind=Kind.KEY)),
        "incomplete": queries.search(Filters(complete=False)),
        "ended": queries.search(Filters(ended_on=at.date())),
    }
    assert found == {
        "text": [food],
        "initials": [fire],
        "code": [gone],
        "owner": [food],
        "kind": [fire],
        "incomplete": [fire],
        "ended": [gone],
    }
    assert queries.search(Filters(complete=True, in_force_on=at.date())) == [food]
    assert queries.plannable(owner, at.date()) == [food]
    assert queries.plannable(fire.departments[0].id, at.date()) == []
    assert queries.count(Filters("检查")) == 2
    assert list(queries.export()) == [gone, food, fire]
    assert queries.search(Filters("100%")) == []


@pytest.mark.parametrize("change", ["code = ''", "name = ''", "kind = 'odd'", "until_on = '1999-01-01'"])
def test_the_database_refuses_what_the_rules_refuse(app: Flask, change: str) -> None:
    made = make.item()
    with pytest.raises(IntegrityError):
        db.session.connection().exec_driver_sql(f"UPDATE inspection_items SET {change} WHERE id = {made.id}")
    db.session.rollback()
