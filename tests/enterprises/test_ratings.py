"""Ratings with source and day: one at a time, by the list, their history, and what a migration made of the first."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

import flask_migrate
import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from app.enterprises import queries, service
from app.enterprises.models import Enterprise
from app.enterprises.rules import Aspect, Grade, Risk
from app.factory import create_app
from app.kernel.db import db, transaction
from app.kernel.errors import Refused
from app.kernel.permissions import SYSTEM, Role
from app.ledger import queries as ledger
from tests import make
from tests.conftest import Client
from tests.kernel import sheets_made as made
from tests.kernel.uploads import imported, sent

MAY, JUNE, JULY = date(2026, 5, 1), date(2026, 6, 1), date(2026, 7, 1)


def told(firm: Enterprise) -> list[tuple[Aspect, str | None, str, date]]:
    return [(row.aspect, row.value, row.source, row.rated_on) for row in queries.rating_history(firm)]


def rate(firm: Enterprise, at: datetime, on: date, grade: Grade | None, risk: Risk | None = None) -> None:
    with transaction():
        service.rate(firm, credit_grade=grade, risk_level=risk, rated_by="平台", rated_on=on, by=SYSTEM, at=at)


def load(rows: list[dict[str, Any]], at: datetime, digest: str = "f" * 64) -> dict[str, int]:
    with transaction():
        return service.load_ratings(rows, digest=digest, by=SYSTEM, at=at)


def row(firm: Enterprise, on: date, source: str = "平台", **more: Any) -> dict[str, Any]:
    return {"uscc": firm.uscc, "rated_by": source, "rated_on": on, **more}


def test_every_rating_is_kept_and_a_withdrawn_one_too(app: Flask, at: datetime) -> None:
    firm = make.enterprise()
    rate(firm, at, MAY, Grade.A)
    rate(firm, at, JUNE, Grade.B, Risk.LOW)
    rate(firm, at, JULY, None, Risk.LOW)
    assert told(firm) == [
        (Aspect.RISK, "low", "平台", JULY),
        (Aspect.CREDIT, None, "平台", JULY),
        (Aspect.RISK, "low", "平台", JUNE),
        (Aspect.CREDIT, "B", "平台", JUNE),
        (Aspect.CREDIT, "A", "平台", MAY),
    ]
    assert (firm.credit_grade, firm.risk_level) == (None, Risk.LOW)


def test_an_earlier_rating_does_not_hide_a_later_one(app: Flask, at: datetime) -> None:
    firm = make.enterprise()
    rate(firm, at, JUNE, Grade.B)
    with pytest.raises(Refused) as caught:
        rate(firm, at, MAY, Grade.A)
    assert (caught.value.code, caught.value.field) == ("enterprise_rated_before", "rated_on")
    assert load([row(firm, MAY, credit_grade=Grade.A)], at) == {"created": 0, "updated": 1, "unchanged": 0}
    assert (firm.credit_grade, firm.rated_on) == (Grade.B, JUNE)
    assert [value for _, value, _, _ in told(firm)] == ["B", "A"]


def test_a_list_of_risks_leaves_the_credit_grade_with_its_own_source(app: Flask, at: datetime) -> None:
    firm, fresh = make.enterprise(), make.enterprise()
    rate(firm, at, MAY, Grade.A)
    rows = [row(firm, JUNE, "应急局", risk_level=Risk.HIGH), row(fresh, JUNE, "应急局", risk_level=Risk.LOW)]
    assert service.forecast_ratings(rows) == {"created": 2, "updated": 0, "unchanged": 0}
    assert load(rows, at) == {"created": 2, "updated": 0, "unchanged": 0}
    assert service.forecast_ratings(rows) == {"created": 0, "updated": 0, "unchanged": 2}
    assert load(rows, at) == {"created": 0, "updated": 0, "unchanged": 2}
    assert (firm.credit_grade, firm.risk_level, firm.rated_by) == (Grade.A, Risk.HIGH, "应急局")
    assert told(firm) == [(Aspect.RISK, "high", "应急局", JUNE), (Aspect.CREDIT, "A", "平台", MAY)]
    assert queries.changes(firm)[0].batch == "f" * 64
    assert len(ledger.of(f"import:{'f' * 16}")) == 2


def test_rows_of_one_list_stand_in_the_order_of_their_days(app: Flask, at: datetime) -> None:
    firm = make.enterprise()
    load([row(firm, JULY, credit_grade=Grade.C), row(firm, MAY, credit_grade=Grade.A, risk_level=Risk.LOW)], at)
    assert (firm.credit_grade, firm.risk_level, firm.rated_on) == (Grade.C, Risk.LOW, JULY)
    assert len(told(firm)) == 3


def test_the_directorys_own_sheet_keeps_ratings_too_and_an_old_sheet_does_not_bring_old_ones_back(
    app: Flask, at: datetime
) -> None:
    rows = [{"uscc": make.code(7), "name": "甲公司", "credit_grade": Grade.A, "rated_by": "甲", "rated_on": JUNE}]
    for digest, on, grade in (("1", JUNE, Grade.A), ("2", JULY, Grade.B), ("3", MAY, Grade.D)):
        rows[0] |= {"credit_grade": grade, "rated_on": on}
        with transaction():
            service.load(rows, digest=digest * 64, by=SYSTEM, at=at)
    firm = queries.by_code(make.code(7))
    assert firm.credit_grade is Grade.B
    assert [(value, on) for _, value, _, on in told(firm)] == [("B", JULY), ("A", JUNE)]


def test_who_is_entered_with_a_rating_has_it_in_the_history(app: Flask) -> None:
    firm = make.enterprise(credit_grade=Grade.A, rated_by="平台", rated_on=MAY)
    assert told(firm) == [(Aspect.CREDIT, "A", "平台", MAY)]


@pytest.mark.parametrize("change", ["value = 'E'", "aspect = 'odd'", "source = ''", "aspect = 'risk'"])
def test_the_database_refuses_odd_ratings(app: Flask, change: str) -> None:
    make.enterprise(credit_grade=Grade.A, rated_by="平台", rated_on=MAY)
    with pytest.raises(IntegrityError):
        db.session.connection().exec_driver_sql(f"UPDATE enterprise_ratings SET {change}")
    db.session.rollback()


def test_the_office_imports_a_list_and_the_page_shows_the_history(staff: Callable[..., Client], frozen: Any) -> None:
    client, firm = staff(Role.OVERSIGHT), make.enterprise("甲公司")
    head = ["统一社会信用代码", "信用等级", "风险等级", "来源", "评定日期"]
    good = [[firm.uscc, "A级", "", "省信用平台", "2026-06-30"], [firm.uscc, "B", "高", "省信用平台", "2025-06-30"]]
    bad = [
        [make.code(999), "A", "", "平台", "2026-06-30"],
        [firm.uscc, "A", "", "平台", "2026-12-30"],
        [firm.uscc, "", "", "平台", "2026-01-30"],
        [firm.uscc, "Z", "", "平台", "2026-01-31"],
        [firm.uscc, "A", "", "", "2026-02-01"],
    ]
    page = client.get(sent(client, "ratings", made.xlsx([head, *good, *bad]))).text
    assert "有 5 行需要修改" in page
    for words in ("名录里没有这个经营主体", "它还没有到", "请填写信用等级或风险等级", "请核对信用等级"):
        assert words in page
    assert "已导入 2 行" in imported(client, "ratings", made.xlsx([head, *good]))
    shown = client.get(f"/registers/entities/{firm.uscc}").text
    assert "历次评定" in shown
    assert "2025-06-30" in shown
    older = {"seen": 2, "credit_grade": "C", "rated_by": "平台", "rated_on": "2026-01-01"}
    refused = client.post(f"/registers/entities/{firm.uscc}/rate", data={**older, "seen": str(firm.version)})
    assert (refused.status_code, "更早的评定不能把它盖掉" in refused.text) == (422, True)
    assert staff(Role.ADMINISTRATOR).get("/imports/new?kind=ratings").status_code == 403


BEFORE = """
INSERT INTO enterprises (id, version, uscc, code_kind, name, name_key, initials, kind, township, trade, credit_grade,
risk_level, rated_by, rated_on, state, authority, address, scope, entered_at, batch) VALUES
(1, 1, '{one}', 'uscc', '甲', '甲', 'j', 'company', '', '', 'A', 'low', '平台', '2026-05-01', 'active', '', '', '',
'2026-05-02 01:00:00', 'b1'),
(2, 1, '{other}', 'uscc', '乙', '乙', 'y', 'company', '', '', NULL, NULL, '', NULL, 'active', '', '', '',
'2026-05-02 01:00:00', '')
"""


@pytest.fixture(params=["sqlite", "postgresql"])
def older(request: pytest.FixtureRequest, databases: Callable[[str], Any]) -> Iterator[Flask]:
    """A database as the version before left it, with an enterprise that is rated and one that is not."""
    database = databases(request.param)
    url = database.create_empty()
    built = create_app({"BE_MODE": "test", "DATABASE_URL": url})
    with built.app_context():
        flask_migrate.upgrade(revision="0013_inspectors")
        with db.engine.begin() as connection:
            connection.execute(text(BEFORE.format(one=make.code(1), other=make.code(2))))
        yield built
        db.session.remove()
        db.engine.dispose()
    database.drop(url)


def test_what_an_enterprise_was_rated_is_the_first_of_its_ratings(older: Flask) -> None:
    flask_migrate.upgrade()
    assert told(queries.by_code(make.code(2))) == []
    assert sorted(told(queries.by_code(make.code(1)))) == [
        (Aspect.CREDIT, "A", "平台", MAY),
        (Aspect.RISK, "low", "平台", MAY),
    ]
    db.session.remove()
    flask_migrate.downgrade(revision="0013_inspectors")
    with db.engine.connect() as connection:
        assert connection.execute(text("SELECT credit_grade FROM enterprises WHERE id = 1")).scalar_one() == "A"
