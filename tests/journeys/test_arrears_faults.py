"""A power cut in the filing of arrears and in a repayment; two at once. On both databases, as `test_faults.py` does."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask

from app.arrears.models import ArrearsCase
from app.complaints import service
from app.kernel import sealing
from app.kernel.db import db, transaction
from config import DEFAULT_SECRET
from tests.arrears import books
from tests.complaints import story
from tests.journeys.test_faults import cut_everywhere, sender, together
from tests.journeys.world import FILED, Change, World, change, check_ledger
from tests.make import department

OPENED: Change = {
    **FILED,
    "arrears_cases": (0, 1),
    "notices": (0, FILED["notices"][1] + 1),
    "ledger_entries": (0, 2),
}
REPAID: Change = {
    "arrears_cases": (1, 1),
    "arrears_repayments": (0, 1),
    "notices": (0, 2),
    "ledger_entries": (0, 1),
    "ledger_head": (1, 1),
}
DEBT = {
    "category": "arrears",
    "debtor_kind": "public",
    "debtor": "琼湖街道办事处",
    "contract": books.CONTRACT,
    "amount": "860000",
    "delivered_on": "2026-03-01",
    "facts": books.FACTS,
    "disclosure": "confidential",
}


class Debts(World):
    """The cast, and arrears to be filed and paid."""

    def __init__(self, app: Flask) -> None:
        super().__init__(app)
        self.books = books.Cast.among(self, department("琼湖街道办事处"))

    def written(self) -> dict[str, Any]:
        """A draft that waits on the check page, a file with it: the form that files it."""
        key, client = uuid4().hex, self.app.test_client()
        client.set_cookie("session", self.cookies[self.owner.id])
        with transaction():
            pseudonym = service.holder_of(story.KEY, self.owner.id)
            made = service.save_draft(key, DEBT, root=story.KEY, holder=pseudonym, at=story.REFERRED)
            service.attach(made, service.upload("验收单.png", story.PNG), at=story.REFERRED)
        with client.session_transaction() as session:
            session["draft"] = key
        cookie = client.get_cookie("session")
        assert cookie is not None
        return {"path": "/arrears/new/check", "form": {}, "cookie": cookie.value}

    def to_repay(self, case: ArrearsCase | None = None, amount: str = "60") -> dict[str, Any]:
        """The department's form of a repayment."""
        case = case or self.books.handed("100.00", at=story.REFERRED)
        told = {"amount": amount, "paid_on": "2026-09-10", "voucher": "湘财支1号", "version": str(case.version)}
        path, form = f"/arrears/{case.number}/repay", {**told, "once": uuid4().hex}
        return {"path": path, "form": form, "cookie": self.cookies[self.clerk.id]}


@pytest.fixture
def debts(app: Flask, frozen: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Debts]:
    monkeypatch.setattr(story, "KEY", sealing.key(DEFAULT_SECRET))
    made = Debts(app)
    made.open()
    yield made
    made.close()


def test_complaint_and_account_land_together_or_not_at_all(debts: Debts) -> None:
    left = cut_everywhere(debts, debts.written, OPENED)
    assert set(left) == {"nothing", "whole"}
    assert left["nothing"] > 8


def test_a_repayment_lands_as_a_whole_or_not_at_all(debts: Debts) -> None:
    left = cut_everywhere(debts, debts.to_repay, REPAID)
    assert set(left) == {"nothing", "whole"}
    assert left["nothing"] > 4


def test_two_clicks_at_once_open_one_account(app: Flask, debts: Debts) -> None:
    asked, before = debts.written(), debts.rows()
    db.session.rollback()
    first, second = together(sender(app, asked), sender(app, asked))
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.location == second.location
    assert change(before, debts.rows()) == OPENED
    check_ledger(debts)


def test_two_who_pay_at_once_never_pay_more_than_is_owed(app: Flask, debts: Debts) -> None:
    case = debts.books.handed("100.00", at=story.REFERRED)
    asked = [debts.to_repay(case, amount) for amount in ("60", "70")]
    before = debts.rows()
    db.session.rollback()
    answers = together(*(sender(app, one) for one in asked))
    assert sorted(answer.status_code for answer in answers) == [303, 409]
    assert change(before, debts.rows()) == REPAID
    check_ledger(debts)
