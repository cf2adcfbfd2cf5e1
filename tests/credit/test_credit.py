"""An enterprise sees what stands against it, until when and how it is repaired; it is told of it in time, once."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.credit import queries, service
from app.credit.rules import Stand
from app.enterprises import service as enterprises
from app.enterprises.rules import Grade
from app.kernel.db import db, transaction
from app.kernel.permissions import SYSTEM, Role
from app.ledger import queries as ledger
from app.notices.models import Notice
from app.penalties import service as fining
from app.penalties.models import Filing
from app.penalties.rules import ReversalKind
from tests import make
from tests.conftest import Client
from tests.penalties.cases import AT, HOUR, Cast

PUBLIC = date(2026, 9, 11)
REPAIRABLE = datetime(2027, 3, 11, 1, 0, tzinfo=UTC)
ENDING = datetime(2029, 8, 12, 1, 0, tzinfo=UTC)


@pytest.fixture
def cast(app: Flask, frozen: Any) -> Cast:
    return Cast()


def remind(at: datetime) -> int:
    with transaction():
        return service.remind(at=at)


def told() -> list[tuple[str, str]]:
    found = db.session.scalars(select(Notice).where(Notice.kind.startswith("credit")).order_by(Notice.id))
    return [(one.audience, one.kind) for one in found]


def test_each_reminder_is_told_once_to_each_account(cast: Cast) -> None:
    people = [make.user(Role.ENTERPRISE, enterprise=cast.firm)]
    number = cast.published().number
    assert remind(REPAIRABLE - timedelta(days=1)) == 0
    assert [remind(REPAIRABLE), remind(REPAIRABLE), remind(REPAIRABLE + timedelta(days=99))] == [1, 0, 0]
    assert [remind(ENDING - timedelta(days=1)), remind(ENDING), remind(ENDING + timedelta(days=5))] == [0, 1, 0]
    wanted = [(f"user:{one.id}", kind) for kind in ("credit_repairable", "credit_ending") for one in people]
    assert told() == wanted
    assert [entry.verb for entry in ledger.of(number)].count("credit:remind") == 2


def test_nobody_is_told_late_of_what_is_over(cast: Cast) -> None:
    make.user(Role.ENTERPRISE, enterprise=cast.firm)
    cast.published()
    assert remind(datetime(2029, 9, 11, 1, 0, tzinfo=UTC)) == 0
    assert told() == []


def test_without_an_account_it_waits_for_one(cast: Cast) -> None:
    cast.published()
    assert remind(REPAIRABLE) == 0
    make.user(Role.ENTERPRISE, enterprise=cast.firm)
    assert remind(REPAIRABLE + timedelta(days=40)) == 1


def reverse(cast: Cast, filing: Filing) -> None:
    with transaction():
        fining.reverse(
            filing,
            kind=ReversalKind.CORRECTED,
            document_no="沅市监撤〔2026〕1号",
            on=PUBLIC,
            words="事实不清",
            by=cast.clerk,
            at=AT + 3 * HOUR,
        )


def test_what_did_not_stand_is_nothing_to_repair(cast: Cast) -> None:
    make.user(Role.ENTERPRISE, enterprise=cast.firm)
    filing = cast.published()
    reverse(cast, filing)
    assert remind(REPAIRABLE) == 0
    [row] = queries.against(cast.firm, PUBLIC)
    assert row.reversal is not None
    with transaction():
        fining.take_down(filing, by=cast.clerk, at=AT + 4 * HOUR)
    assert queries.against(cast.firm, PUBLIC) == []


def test_only_what_is_published_stands_against_anybody(cast: Cast) -> None:
    cast.decided()
    assert queries.against(cast.firm, PUBLIC) == []
    filing = cast.published()
    [row] = queries.against(cast.firm, date(2027, 3, 11))
    assert row.filing.number == filing.number
    assert row.span == (date(2027, 3, 11), date(2029, 9, 11))
    assert row.stand is Stand.REPAIRABLE
    assert queries.against(make.enterprise(), PUBLIC) == []


def test_the_page_tells_all_of_it(cast: Cast, client: Client) -> None:
    filing = cast.published()
    rated = {"credit_grade": Grade.B, "risk_level": None, "rated_by": "市场监管局", "rated_on": date(2026, 6, 30)}
    with transaction():
        enterprises.rate(cast.firm, **rated, by=SYSTEM, at=AT)
    client.sign_in(make.user(Role.ENTERPRISE, enterprise=cast.firm))
    page = client.get("/my/credit").text
    for said in ("2026-09-11", "2027-03-11", "2029-09-11", "¥48,000.00", "未缴", "信用益阳", "2026-06-30"):
        assert said in page
    assert filing.matter in page
    assert "公示中" in page


def test_an_enterprise_sees_its_own_only(cast: Cast, client: Client) -> None:
    filing = cast.published()
    client.sign_in(make.user(Role.ENTERPRISE))
    page = client.get("/my/credit").text
    assert filing.matter not in page
    assert "没有正在公示的处罚" in page


def test_the_notice_leads_to_the_page(cast: Cast, client: Client) -> None:
    cast.published()
    user = make.user(Role.ENTERPRISE, enterprise=cast.firm)
    remind(REPAIRABLE)
    message = db.session.scalars(select(Notice.message_id).where(Notice.kind == "credit_repairable")).one()
    client.sign_in(user)
    assert "可以申请信用修复" in client.get("/notifications").text
    assert client.post(f"/notifications/{message}/open").location == "/my/credit"
