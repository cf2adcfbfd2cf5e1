"""The calendar's pages: the public year, and the office's proposals that take two persons."""

from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import pytest
from flask import Flask

from app.kernel.db import transaction
from app.kernel.permissions import SYSTEM, Role
from app.workdays import queries, service
from app.workdays.models import ProposalState
from app.workdays.rules import DayKind, DeadlineKind, Special
from tests import make
from tests.conftest import Client

LINES = "2027-01-01,休,元旦\n2027-01-09,班,元旦"
FORM = {"year": "2027", "source": "国办发明电", "lines": LINES}
pytestmark = pytest.mark.usefixtures("seeded", "frozen")


@pytest.fixture
def client(sqlite_app: Flask) -> Client:
    made = sqlite_app.test_client()
    assert isinstance(made, Client)
    return made


@pytest.fixture
def seeded(sqlite_app: Flask) -> None:
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


def propose() -> int:
    by = make.user(Role.OVERSIGHT, name="提交的同事")
    with transaction():
        return service.propose(
            2027, [Special(date(2027, 1, 1), DayKind.HOLIDAY, "元旦")], source="国办发明电", by=by, at=make.AT
        ).id


def start_provisional() -> None:
    with make.act():
        service.start(
            "TS-0482-9174-6",
            DeadlineKind.VERIFICATION,
            rule_id="complaint.verify",
            rulebook_version=1,
            length=20,
            by=SYSTEM,
            at=datetime(2026, 12, 10, 1, tzinfo=UTC),
        )


def test_everybody_sees_a_year_with_its_holidays_and_make_up_days(client: Client) -> None:
    text = page(client, "/calendar/2026")
    assert "中秋节" in text
    assert "2026-09-20（周日）" in text
    assert "2026-10-01（周四） 至 2026-10-07（周三）" in text
    assert text.count('class="month"') == 12
    assert "暂定" not in text
    assert "提交一年" not in text


def test_a_year_that_is_not_announced_says_that_it_is_assumed(client: Client) -> None:
    assert "暂定：2027 年" in page(client, "/calendar/2027")


def test_the_short_address_leads_to_this_year(client: Client) -> None:
    assert client.get("/calendar/").headers["Location"].endswith("/calendar/2026")


@pytest.mark.parametrize("year", ["1949", "2101", "99999"])
def test_a_year_out_of_reach_is_not_there(client: Client, year: str) -> None:
    page(client, f"/calendar/{year}", 404)


@pytest.mark.parametrize("year", ["1950", "2100"])
def test_the_first_and_the_last_year_are_shown(client: Client, year: str) -> None:
    page(client, f"/calendar/{year}")


def test_everybody_can_count_a_period_day_by_day(client: Client) -> None:
    text = page(client, "/calendar/count?start=2023年4月22日&length=3")
    assert "最晚 2023-04-25（周二）" in text
    assert "调休上班" in text


def test_a_count_into_an_unannounced_year_is_marked(client: Client) -> None:
    assert "暂定" in page(client, "/calendar/count?start=2026-12-10&length=20")


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("start=昨天&length=3", "请核对日期的写法"),
        ("start=2026-09-11&length=三", "请填写整数"),
        ("start=2026-09-11&length=0", "应在 1 到 1000 之间"),
        ("start=2100-12-31&length=9", "1950 年到 2100 年"),
        ("start=9999-12-31&length=9", "1950 年到 2100 年"),
    ],
)
def test_a_count_that_cannot_be_says_what_to_change(client: Client, query: str, sentence: str) -> None:
    assert sentence in page(client, f"/calendar/count?{query}", 422)


def test_a_count_without_a_question_is_an_empty_form(client: Client) -> None:
    assert "处需要修改" not in page(client, "/calendar/count")


def test_the_office_is_told_from_november_that_next_year_is_missing(client: Client, office: Any, frozen: Any) -> None:
    assert "2027 年的工作日历尚未载入" not in page(client, "/calendar/2026")
    frozen.move_to(datetime(2026, 11, 1, 1, tzinfo=UTC))
    client.sign_in(office)
    assert "2027 年的工作日历尚未载入" in page(client, "/calendar/2026")


def test_a_preview_shows_what_would_move_and_saves_nothing(client: Client, office: Any) -> None:
    start_provisional()
    response = client.post("/calendar/proposals/new", data={**FORM, "preview": "1"})
    text = response.get_data(as_text=True)
    assert response.status_code == 200
    assert "TS-0482-9174-6" in text
    assert "2027-01-08" in text
    assert "春节" in text
    assert "2027-01-09,班,元旦" in text
    assert queries.proposals() == []


def test_a_notice_can_be_uploaded(client: Client, office: Any) -> None:
    data = {**FORM, "lines": "", "file": (BytesIO(LINES.encode("gb18030")), "2027.csv")}
    assert client.post("/calendar/proposals/new", data=data).status_code == 303
    assert len(queries.proposals(ProposalState.PENDING)[0].lines) == 2


def test_two_persons_load_a_year(client: Client, office: Any) -> None:
    assert client.post("/calendar/proposals/new", data=FORM).status_code == 303
    number = queries.proposals()[0].id
    text = page(client, f"/calendar/proposals/{number}")
    assert "由另一位同事审核" in text
    assert "/approve" not in text
    assert client.post(f"/calendar/proposals/{number}/approve").status_code == 403
    client.sign_in(make.user(Role.OVERSIGHT))
    assert "/approve" in page(client, f"/calendar/proposals/{number}")
    assert client.post(f"/calendar/proposals/{number}/approve").status_code == 303
    assert 2027 in queries.calendar().announced
    assert client.post(f"/calendar/proposals/{number}/approve").status_code == 409


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"year": "2101"}, "1950 年到 2100 年"),
        ({"year": "明年"}, "请填写整数"),
        ({"lines": ""}, "没有上传文件"),
        ({"lines": "2027-01-01,休,元旦\n2027-13-01,休,元旦"}, "第 2 行有问题"),
        ({"lines": "2027-01-01,什么,元旦"}, "看不出是放假还是上班"),
        ({"lines": "2028-01-01,休,元旦"}, "不属于 2027 年"),
        ({"lines": LINES + "\n2027-01-01,休,元旦"}, "出现了两次"),
        ({"lines": "2027-01-04,班,元旦"}, "本来就是工作日"),
        ({"lines": "# 没有"}, "没有读到 2027 年"),
        ({"source": ""}, "依据的通知"),
    ],
)
def test_a_notice_that_cannot_be_comes_back_with_what_was_typed(
    client: Client, office: Any, change: dict[str, str], sentence: str
) -> None:
    response = client.post("/calendar/proposals/new", data={**FORM, **change})
    text = response.get_data(as_text=True)
    assert response.status_code == 422
    assert sentence in text
    assert (change.get("lines", LINES).splitlines() or [""])[0] in text


def test_a_second_proposal_for_the_year_is_refused(client: Client, office: Any) -> None:
    propose()
    response = client.post("/calendar/proposals/new", data=FORM)
    assert response.status_code == 409
    assert "已有一份日历等待审核" in response.get_data(as_text=True)


def test_a_rejection_needs_a_reason_and_shows_it(client: Client, office: Any) -> None:
    number = propose()
    assert client.post(f"/calendar/proposals/{number}/reject", data={"why": ""}).status_code == 422
    assert client.post(f"/calendar/proposals/{number}/reject", data={"why": "漏了春节"}).status_code == 303
    assert "漏了春节" in page(client, f"/calendar/proposals/{number}")
    assert "不同意" in page(client, "/calendar/proposals")


def test_only_the_proposer_withdraws(client: Client, office: Any) -> None:
    number = propose()
    assert client.post(f"/calendar/proposals/{number}/withdraw").status_code == 403
    client.sign_in(queries.proposal(number).proposed_by)
    assert client.post(f"/calendar/proposals/{number}/withdraw").status_code == 303


def test_a_proposal_that_never_was_is_not_there(client: Client, office: Any) -> None:
    page(client, "/calendar/proposals/99", 404)


ADDRESSES = ["/calendar/proposals", "/calendar/proposals/new", "/calendar/proposals/1"]


def test_nobody_without_an_account_reaches_the_office_pages(client: Client) -> None:
    assert all("/auth/login" in client.get(address).headers["Location"] for address in ADDRESSES)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.OVERSIGHT])
def test_nobody_outside_the_office_reaches_its_pages(client: Client, role: Role) -> None:
    number = propose()
    client.sign_in(make.user(role))
    assert [client.get(address).status_code for address in ADDRESSES] == [403] * 3
    for verb in ("approve", "reject", "withdraw"):
        assert client.post(f"/calendar/proposals/{number}/{verb}").status_code == 403
    assert client.post("/calendar/proposals/new", data=FORM).status_code == 403
