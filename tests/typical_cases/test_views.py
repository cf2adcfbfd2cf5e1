"""The pages of typical cases: sent twice is done once, what was typed stays, a tombstone tells no word."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.complaints.queries import category
from app.kernel.db import db
from app.kernel.permissions import Role
from app.notices.models import Notice
from app.typical_cases import queries
from tests import make
from tests.conftest import Client
from tests.typical_cases.cast import UNTIL, WORDS, Cast

pytestmark = pytest.mark.usefixtures("frozen")
FORM = {**WORDS, "department": "", "until_on": UNTIL.isoformat(), "once": "a" * 32}


@pytest.fixture
def cast(sqlite_app: Flask) -> Cast:
    return Cast()


@pytest.fixture
def client(sqlite_app: Flask) -> Client:
    made = sqlite_app.test_client()
    assert isinstance(made, Client)
    return made


def test_each_form_sent_twice_is_done_once(cast: Cast, client: Client) -> None:
    client.sign_in(cast.officer)
    assert len({client.post("/cases/new", data=FORM).location for _ in range(2)}) == 1
    (case,) = queries.every()
    client.sign_in(cast.second)
    data: dict[str, Any] = {"version": "1", "looked": "y", "once": "b" * 32}
    unticked = client.post(f"/cases/{case.id}/approve", data={"version": "1"})
    assert (unticked.status_code, "请先逐条看过" in unticked.text) == (422, True)
    for _ in range(2):
        assert client.post(f"/cases/{case.id}/approve", data=data).status_code == 303
    stale = client.post(f"/cases/{case.id}/send-back", data={**data, "words": "不妥", "once": "c" * 32})
    assert (stale.status_code, "不妥" in stale.text) == (409, True)
    untold = client.post(f"/cases/{case.id}/send-back", data={"words": "不妥"})
    assert untold.status_code == 409
    client.sign_in(cast.leader)
    assert client.post(f"/cases/{case.id}/approve", data={**data, "version": "2", "once": ""}).status_code == 303
    client.sign_in(cast.officer)
    end = {"version": "3", "words": "有人认出来了", "once": "d" * 32}
    for _ in range(2):
        assert client.post(f"/cases/{case.id}/withdraw", data=end).status_code == 303
    shown = client.get(f"/cases/{case.id}").text
    assert [shown.count(verb) for verb in ("起草典型案例", "同意公开典型案例", "同意并公开典型案例")] == [1, 1, 1]


def test_a_notice_leads_to_the_list_in_which_the_case_waits(cast: Cast, client: Client) -> None:
    case = cast.drafted()
    client.sign_in(cast.inquirer)
    page = client.get("/notifications").text
    assert "有典型案例等待同意" in page
    assert case.title not in page
    (notice,) = db.session.scalars(select(Notice).where(Notice.audience == "discipline"))
    assert client.post(f"/notifications/{notice.message_id}/open").location == "/cases"
    client.sign_in(make.user(Role.CLERK, cast.unit))
    assert "典型案例" not in client.get("/notifications").text
    assert client.post(f"/notifications/{notice.message_id}/open").status_code == 404


def test_a_draft_that_tells_comes_back_as_it_was_typed(cast: Cast, client: Client) -> None:
    client.sign_in(cast.inquirer)
    answer = client.post("/cases/new", data={**FORM, "facts": "洞庭粮油公司，电话１３８０００0１４０２"})
    assert answer.status_code == 422
    for words in ("“洞庭粮油”", "“13800001402”", "１３８０００0１４０２", FORM["title"]):
        assert words in answer.text
    assert queries.every() == []
    empty = client.post("/cases/new", data={})
    assert (empty.status_code, empty.text.count('class="fault"')) == (422, 5)


def test_who_may_not_approve_is_not_asked_to(cast: Cast, client: Client) -> None:
    case = cast.drafted()
    for user, asked in ((cast.officer, False), (cast.second, True), (cast.leader, True), (cast.inquirer, True)):
        client.sign_in(user)
        assert ("审看并同意" in client.get(f"/cases/{case.id}").text) is asked
    client.sign_in(cast.second)
    told = client.get(f"/cases/{case.id}/approve").text
    for words in (*(WORDS[name] for name in ("title", "facts", "outcome")), category(case.category).name, "不点名"):
        assert words in told
    assert client.get(f"/cases/{case.id}/revise").status_code == 403
    assert client.post(f"/cases/{case.id}/revise", data=FORM).status_code == 403


def test_the_public_reads_what_stands_and_no_word_of_what_is_gone(cast: Cast, client: Client, frozen: Any) -> None:
    assert "暂无通报" in client.get("/public/cases").text
    case = cast.published(department_id=cast.unit.id)
    address = f"/public/cases/{case.number}"
    shown = client.get(address)
    assert shown.status_code == 200
    for words in (WORDS["title"], WORDS["facts"], WORDS["outcome"], cast.unit.name):
        assert words in shown.text
    assert not any(one.name in shown.text for one in (cast.officer, cast.leader))
    assert WORDS["title"] in client.get("/public/cases?page=99").text
    frozen.move_to(make.AT.replace(year=2027))
    gone = client.get(address)
    assert gone.status_code == 410
    assert case.number in gone.text
    for words in (WORDS["title"], WORDS["facts"], WORDS["outcome"], cast.unit.name):
        assert words not in gone.text
    assert WORDS["title"] not in client.get("/public/cases").text
    assert client.get("/public/cases/DX-20260911-000099-3").status_code == 404
    db.session.rollback()
