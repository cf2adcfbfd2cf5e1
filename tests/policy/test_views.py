"""The rulebook's pages: public rules, and changes that take two persons of the office."""

from datetime import date
from typing import Any

import pytest
from flask import Flask

from app.kernel.db import transaction
from app.kernel.permissions import Role
from app.policy import queries, schemas, service
from tests import make
from tests.conftest import Client

FORM = {"value": "5", "from_on": "2026年10月1日", "reason": "试行"}
NEW = "/rules/complaint.verify/proposals/new"
pytestmark = pytest.mark.usefixtures("loaded", "frozen")


@pytest.fixture
def client(sqlite_app: Flask) -> Client:
    made = sqlite_app.test_client()
    assert isinstance(made, Client)
    return made


@pytest.fixture
def loaded(sqlite_app: Flask) -> None:
    make.rulebook()
    make.calendar()


@pytest.fixture
def office(client: Client) -> Any:
    made = make.user(Role.OVERSIGHT)
    client.sign_in(made)
    return made


def page(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return response.get_data(as_text=True)


def propose(at: Any = make.AT) -> int:
    by = make.user(Role.OVERSIGHT, name="提交的同事")
    with transaction():
        return service.propose("complaint.verify", 5, date(2026, 10, 1), "试行", by=by, at=at).id


def test_everybody_sees_every_rule_with_value_clause_and_first_day(client: Client) -> None:
    text = page(client, "/rules")
    for row in schemas.rulebook(schemas.DEFAULT.read_bytes()):
        assert row.id in text
        assert row.meaning in text
    for words in ("3 个工作日", "¥30,000.00", "每月 1 日至 20 日", "3 月 31 日", "附件3 第83项", "2023-04-23 起", "5%"):
        assert words in text
    assert "/proposals" not in text


def test_everybody_sees_the_versions_of_a_rule(client: Client) -> None:
    text = page(client, "/rules/complaint.verify")
    assert "首次载入" in text
    assert "/proposals" not in text
    page(client, "/rules/complaint.unheard_of", 404)


def test_an_empty_rulebook_says_so(guarded: Flask) -> None:
    assert "规则手册还没有载入" in guarded.test_client().get("/rules").get_data(as_text=True)


def test_every_rule_has_its_page_and_its_form(client: Client, office: Any) -> None:
    for row in schemas.rulebook(schemas.DEFAULT.read_bytes()):
        text = page(client, f"/rules/{row.id}")
        form = page(client, f"/rules/{row.id}/proposals/new")
        editable = row.kind != "choice" or len(row.choices) > 1
        assert ("/proposals/new" in text) is editable
        assert ('name="from_on"' in form) is editable


def test_a_preview_shows_the_due_day_before_and_after_and_saves_nothing(client: Client, office: Any) -> None:
    text = client.post(NEW, data={**FORM, "preview": "1"}).get_data(as_text=True)
    assert "2026-10-10" in text
    assert "2026-10-13" in text
    assert "不重新计算" in text
    assert queries.proposals() == []


def test_two_persons_change_a_rule(client: Client, office: Any) -> None:
    assert client.post(NEW, data=FORM).status_code == 303
    number = queries.proposals()[0].id
    assert "待审核" in page(client, "/rules")
    assert "由另一位同事审核" in page(client, f"/rules/proposals/{number}")
    assert client.post(f"/rules/proposals/{number}/approve").status_code == 403
    client.sign_in(make.user(Role.OVERSIGHT))
    assert "2026-10-13" in page(client, f"/rules/proposals/{number}")
    assert client.post(f"/rules/proposals/{number}/approve").status_code == 303
    assert [queries.term("complaint.verify", day).value for day in (date(2026, 9, 30), date(2026, 10, 1))] == [3, 5]
    text = page(client, "/rules")
    assert "将来" in text
    assert client.post(f"/rules/proposals/{number}/approve").status_code in {409, 422}
    assert "已同意" in page(client, "/rules/proposals")


def test_a_choice_can_be_changed(client: Client, office: Any) -> None:
    address = "/rules/quiet.case_leads/proposals/new"
    assert client.post(address, data={**FORM, "value": "sometimes"}).status_code == 422
    assert client.post(address, data={**FORM, "value": ""}).status_code == 422
    assert client.post(address, data={**FORM, "value": "exempt"}).status_code == 303
    assert "不需要批准" in page(client, "/rules/proposals")


@pytest.mark.parametrize(
    ("change", "status", "sentence"),
    [
        ({"value": "三"}, 422, "请填写整数"),
        ({"value": "0"}, 422, "1 到 1000 之间"),
        ({"value": "3"}, 422, "新值与现行值相同"),
        ({"from_on": "2026-09-10"}, 422, "不能早于今天（2026-09-11）"),
        ({"from_on": "明天"}, 422, "请核对日期的写法"),
        ({"reason": ""}, 422, "修改的理由和依据"),
    ],
)
def test_a_change_that_cannot_be_comes_back_with_what_was_typed(
    client: Client, office: Any, change: dict[str, str], status: int, sentence: str
) -> None:
    response = client.post(NEW, data={**FORM, **change})
    assert response.status_code == status
    assert sentence in response.get_data(as_text=True)
    assert f'value="{change.get("value", "5")}"' in response.get_data(as_text=True)


def test_a_second_change_of_a_rule_is_refused_while_one_waits(client: Client, office: Any) -> None:
    propose()
    response = client.post(NEW, data=FORM)
    assert response.status_code == 409
    assert "已有一项修改等待审核" in response.get_data(as_text=True)


def test_a_fixed_rule_is_not_changed(client: Client, office: Any) -> None:
    response = client.post("/rules/penalty.order/proposals/new", data={**FORM, "value": "filed_before_decided"})
    assert response.status_code == 422
    assert "由程序保证" in response.get_data(as_text=True)


def test_a_rejection_needs_a_reason_and_shows_it(client: Client, office: Any) -> None:
    number = propose()
    assert client.post(f"/rules/proposals/{number}/reject", data={"why": ""}).status_code == 422
    assert client.post(f"/rules/proposals/{number}/reject", data={"why": "理由不足"}).status_code == 303
    assert "理由不足" in page(client, f"/rules/proposals/{number}")


def test_only_the_proposer_withdraws(client: Client, office: Any) -> None:
    number = propose()
    assert client.post(f"/rules/proposals/{number}/withdraw").status_code == 403
    client.sign_in(queries.proposal(number).proposed_by)
    assert client.post(f"/rules/proposals/{number}/withdraw").status_code == 303


ADDRESSES = ["/rules/proposals", NEW, "/rules/proposals/1"]


def test_nobody_without_an_account_reaches_the_office_pages(client: Client) -> None:
    assert all("/auth/login" in client.get(address).headers["Location"] for address in ADDRESSES)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.OVERSIGHT])
def test_nobody_outside_the_office_reaches_its_pages(client: Client, role: Role) -> None:
    number = propose()
    client.sign_in(make.user(role))
    assert [client.get(address).status_code for address in ADDRESSES] == [403] * 3
    for verb in ("approve", "reject", "withdraw"):
        assert client.post(f"/rules/proposals/{number}/{verb}").status_code == 403
    assert client.post(NEW, data=FORM).status_code == 403


def test_every_page_of_the_demo_tells_the_quiet_day_of_the_rulebook(sqlite_app: Flask, client: Client) -> None:
    sqlite_app.config["DEMO"] = True
    text = client.get("/").get_data(as_text=True)
    assert "演示时间 2026-09-11（周五） · 企业宁静日第 11 日" in text
    assert "属企业宁静日第 11 日：未经批准不得入企检查。" in text
