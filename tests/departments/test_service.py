"""The register of departments, on both databases."""

from datetime import datetime

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from app.departments import queries, service
from app.departments.rules import Level
from app.kernel.db import db, transaction
from app.kernel.errors import Missing, Refused
from app.kernel.permissions import SYSTEM
from app.ledger import queries as ledger
from tests import make


def test_a_department_has_code_initials_and_an_entry(app: Flask, at: datetime) -> None:
    with transaction():
        made = service.register(
            "scjg", "沅江市市场监督管理局", short_name="市监局", by=SYSTEM, at=at, keywords=["食品"]
        )
    assert (made.code, made.initials, made.level, made.active) == ("SCJG", "sjj", Level.CITY, True)
    assert [entry.verb for entry in ledger.of("department:SCJG")] == ["department:register"]
    assert queries.by_code(" scjg ") is made
    assert queries.get(made.id) is made


@pytest.mark.parametrize(
    ("code", "name", "refusal"),
    [
        ("SCJG", "另一个局", "department_code_taken"),
        ("YJ", "市场局", "department_name_taken"),
        ("有", "市场局", "department_code_malformed"),
    ],
)
def test_twins_and_bad_codes_are_refused(app: Flask, at: datetime, code: str, name: str, refusal: str) -> None:
    with transaction():
        service.register("SCJG", "市场局", by=SYSTEM, at=at)
    with pytest.raises(Refused) as caught, transaction():
        service.register(code, name, by=SYSTEM, at=at)
    assert caught.value.code == refusal


def test_a_revision_records_what_became_different_and_nothing_else(app: Flask, at: datetime) -> None:
    made = make.department("甲局", phone="0737-2721234")
    with transaction():
        assert service.revise(made, by=SYSTEM, at=at, phone="0737-2721234") == []
        assert service.revise(made, by=SYSTEM, at=at, short_name="甲", keywords=["食品", "药品"], active=False) == [
            "short_name",
            "keywords",
            "active",
        ]
    assert made.initials == "j"
    latest = queries.history(made)[0]
    assert latest.verb == "department:revise"
    assert "食品、药品" in latest.facts


def test_a_name_of_another_department_cannot_be_taken(app: Flask, at: datetime) -> None:
    make.department("甲局")
    other = make.department("乙局")
    with pytest.raises(Refused) as caught, transaction():
        service.revise(other, by=SYSTEM, at=at, name="甲局")
    assert caught.value.code == "department_name_taken"


def test_a_sheet_brings_the_register_to_what_it_says_and_can_be_sent_twice(app: Flask, at: datetime) -> None:
    rows = [{"code": "A", "name": "甲局", "line": "甲"}, {"code": "B", "name": "乙局"}]
    with transaction():
        assert service.load(rows, by=SYSTEM, at=at) == {"created": 2, "updated": 0, "unchanged": 0}
    with transaction():
        assert service.load(rows, by=SYSTEM, at=at) == {"created": 0, "updated": 0, "unchanged": 2}
    with transaction():
        changed = service.load([{"code": "a", "name": "甲局", "line": "乙"}], by=SYSTEM, at=at)
    assert changed == {"created": 0, "updated": 1, "unchanged": 0}


def test_words_of_a_complaint_point_at_active_departments_best_first(app: Flask, at: datetime) -> None:
    market = make.department("沅江市市场监督管理局", short_name="市监局", keywords=["食品", "执照"])
    fire = make.department("沅江市消防救援大队", short_name="消防", keywords=["消防", "食品"])
    gone = make.department("沅江市食品局", keywords=["食品"], active=False)
    assert queries.suggest("市监局查食品", "") == [market, fire]
    assert queries.suggest("消防检查", "") == [fire]
    assert gone not in queries.suggest("食品", "")
    assert queries.suggest("天气", "") == []
    assert queries.suggest("天气", "涉及执照的许可") == [market]
    assert gone not in queries.active()
    assert gone in queries.every()


def test_a_department_that_is_not_there_is_missing(sqlite_app: Flask) -> None:
    for ask in (lambda: queries.by_code("X"), lambda: queries.get(9)):
        with pytest.raises(Missing) as caught:
            ask()
        assert caught.value.code == "department_missing"


@pytest.mark.parametrize("change", ["code = ''", "name = ''", "level = 'moon'"])
def test_the_database_refuses_what_the_rules_refuse(app: Flask, change: str) -> None:
    made = make.department()
    with pytest.raises(IntegrityError):
        db.session.connection().exec_driver_sql(f"UPDATE departments SET {change} WHERE id = {made.id}")
    db.session.rollback()
