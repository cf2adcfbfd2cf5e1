"""Arrears for programs: read, told of payments, contradicted, settled; nothing that a page would not show."""

from typing import Any

import pytest
from flask import Flask

from app.arrears.rules import StepKind
from app.complaints.rules import Disclosure
from app.kernel.permissions import Permission as P
from tests import make
from tests.arrears.books import Cast
from tests.complaints.test_api import Program
from tests.conftest import Client

PAID = {"amount": "300,000", "paid_on": "2026-09-11", "voucher": "湘财支〔2026〕118号"}


@pytest.fixture
def cast(app: Flask, frozen: Any) -> Cast:
    return Cast()


@pytest.fixture
def office(client: Client, cast: Cast) -> Program:
    return Program(client, cast.officer, P.ARREARS_READ, P.ARREARS_REPAY, P.ARREARS_LEAD)


@pytest.fixture
def unit(client: Client, cast: Cast) -> Program:
    return Program(client, cast.clerk, P.ARREARS_READ, P.ARREARS_REPAY)


def act(who: Program, number: str, verb: str, **body: Any) -> Any:
    """An act on the version that lies there now."""
    return who.post(f"/arrears/{number}/{verb}", body, If_Match=who.get(f"/arrears/{number}").headers["ETag"])


def test_a_debt_is_paid_contradicted_settled_and_cleared_to_the_cent(
    unit: Program, office: Program, cast: Cast
) -> None:
    number = cast.handed().number
    told = act(unit, number, "repay", **PAID).json
    assert (told["left"], told["standing"], told["repayments"][0]["author"]) == ("560000.00", "open", "department")
    one = told["repayments"][0]["id"]
    told = act(office, number, f"repayments/{one}/object", words="没有到账").json
    assert (told["left"], told["disputed"], told["repayments"][0]["counts"]) == ("860000.00", True, False)
    told = act(office, number, f"repayments/{one}/settle", outcome="stands", decision="已核对银行回单").json
    assert (told["left"], told["repayments"][0]["objection"]["decision"]) == ("560000.00", "已核对银行回单")
    assert act(office, number, "assess", amount="800000", words="审计报告").json["owed"] == "800000.00"
    assert act(unit, number, "repay", **{**PAID, "amount": "499,999.99"}).json["standing"] == "open"
    told = act(unit, number, "repay", **{**PAID, "amount": "0.01"}).json
    assert (told["left"], told["standing"], told["cleared_on"]) == ("0.00", "cleared", "2026-09-11")
    assert [step["kind"] for step in told["steps"]] == ["received", "referred"]


@pytest.mark.parametrize("amount", ["860000.01", "3e4", "-1", "0", "1.005", 1, None])
def test_an_amount_that_cannot_be_is_refused(unit: Program, cast: Cast, amount: Any) -> None:
    number = cast.handed().number
    answer = act(unit, number, "repay", **{**PAID, "amount": amount})
    assert (answer.status_code, answer.mimetype) == (422, "application/problem+json")
    assert unit.get(f"/arrears/{number}").json["repayments"] == []


def test_an_act_sent_again_on_the_version_that_was_read_counts_once(unit: Program, cast: Cast) -> None:
    number = cast.handed().number
    read = unit.get(f"/arrears/{number}").headers["ETag"]
    assert unit.post(f"/arrears/{number}/repay", PAID).status_code == 428
    sent = [unit.post(f"/arrears/{number}/repay", PAID, If_Match=read).status_code for _ in range(2)]
    assert sent == [200, 412]


def test_a_department_reads_only_what_is_open_to_it_and_never_the_last_step(
    client: Client, unit: Program, office: Program, cast: Cast
) -> None:
    sealed, named = cast.referred(), cast.referred(disclosure=Disclosure.NAMED)
    for kind in (StepKind.ONSITE, StepKind.INTERVIEW, StepKind.ACCOUNTABILITY):
        cast.step(named, kind)
    assert unit.get(f"/arrears/{sealed.number}").status_code == 404
    assert [one["number"] for one in unit.get("/arrears").json] == [named.number]
    assert {one["number"] for one in office.get("/arrears?standing=open").json} == {sealed.number, named.number}
    kinds = [one["kind"] for one in unit.get(f"/arrears/{named.number}").json["steps"]]
    assert kinds == ["received", "referred", "onsite", "interview"]
    assert office.get(f"/arrears/{named.number}").json["steps"][-1]["kind"] == "accountability"
    stranger = Program(client, make.user(cast.clerk.role), P.ARREARS_READ)
    assert stranger.get(f"/arrears/{named.number}").status_code == 404
    assert act(office, sealed.number, "hand-over", why="9月11日电话同意").status_code == 200
    assert unit.get(f"/arrears/{sealed.number}").json["contract"]


def test_a_token_does_what_its_scopes_say(client: Client, cast: Cast) -> None:
    number = cast.handed().number
    reader = Program(client, cast.clerk, P.ARREARS_READ)
    assert reader.post(f"/arrears/{number}/repay", PAID).status_code == 403
    assert client.get("/api/v1/arrears").status_code == 401
