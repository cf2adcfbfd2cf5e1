"""A power cut in the issuing of an order, and two at once. On both databases, as `test_faults.py` does."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask

from app.kernel.db import db
from app.supervision.models import Order
from app.supervision.rules import Kind
from tests.journeys.test_faults import cut_everywhere, sender, together
from tests.journeys.world import Change, World, change, check_ledger
from tests.make import department
from tests.supervision import orders

ISSUED: Change = {
    "supervision_orders": (0, 1),
    "supervision_matters": (0, 1),
    "deadlines": (0, 2),
    "serials": (1, 1),
    "notices": (0, 1),
    "ledger_entries": (0, 1),
    "ledger_head": (1, 1),
}


class Ladders(World):
    """The cast, and cases that are late. The first number of the year is given out already."""

    def __init__(self, app: Flask) -> None:
        super().__init__(app)
        self.orders = orders.Cast.among(self, department("琼湖街道办事处"))
        self.orders.issue(Kind.YELLOW, self.orders.case("late"))

    def to_issue(self) -> dict[str, Any]:
        """The office's form of an order about a case that is late."""
        row = next(row for row in self.orders.rows(self.orders.case("late")) if row.kind is Kind.YELLOW)
        form = {**orders.WORDS, "pick": str(row.deadline.id), "once": uuid4().hex}
        return {"path": "/supervision/issue/yellow", "form": form, "cookie": self.cookies[self.officer.id]}


@pytest.fixture
def ladders(app: Flask, frozen: Any) -> Iterator[Ladders]:
    made = Ladders(app)
    made.open()
    yield made
    made.close()


def test_an_order_lands_as_a_whole_or_not_at_all(ladders: Ladders) -> None:
    left = cut_everywhere(ladders, ladders.to_issue, ISSUED)
    assert set(left) == {"nothing", "whole"}
    assert left["nothing"] > 6


def test_two_clicks_at_once_issue_one_order(app: Flask, ladders: Ladders) -> None:
    asked, before = ladders.to_issue(), ladders.rows()
    db.session.rollback()
    first, second = together(sender(app, asked), sender(app, asked))
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.location == second.location
    assert change(before, ladders.rows()) == ISSUED
    check_ledger(ladders)


def test_two_of_the_office_who_issue_the_same_at_once_issue_it_once(app: Flask, ladders: Ladders) -> None:
    asked = ladders.to_issue()
    other = {**asked, "form": {**asked["form"], "once": uuid4().hex}}
    before = ladders.rows()
    db.session.rollback()
    answers = together(sender(app, asked), sender(app, other))
    assert sorted(answer.status_code for answer in answers) == [303, 409]
    assert change(before, ladders.rows()) == ISSUED
    db.session.rollback()
    assert sorted(int(one.number.split("-")[2]) for one in db.session.query(Order)) == [1, 2]
    check_ledger(ladders)
