"""The acts as oversight and discipline read them: found by case, verb, actor and day; nobody learns who complained."""

import ast
import csv
import html
import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
from flask import Flask

from app.accounts import queries as users
from app.accounts import service as accounts
from app.complaints import service as complaints
from app.kernel.db import transaction
from app.kernel.permissions import COMPLAINANT, SYSTEM, Nameless, Role
from app.ledger import queries, service
from app.ledger.forms import verb_words
from tests import make
from tests.architecture.source import files
from tests.complaints import story
from tests.complaints.desk import Office, house, key
from tests.conftest import Client

__all__ = ["house", "key"]
ITSELF = Nameless("enterprise", Role.ENTERPRISE)


@pytest.fixture
def read(app: Flask) -> Callable[..., str]:
    """`read(ref=…)`: the page as the discipline inspection sees it."""
    client = app.test_client()
    assert isinstance(client, Client)
    client.sign_in(make.user(Role.DISCIPLINE))

    def asked(**query: Any) -> str:
        answer = client.get("/admin/log", query_string=query)
        assert answer.status_code == 200
        return str(answer.text)

    return asked


def act(verb: str, ref: str, at: Any, by: Any = SYSTEM, **facts: Any) -> None:
    with transaction():
        service.record(verb, ref, by=by, at=at, **facts)


def test_the_newest_act_stands_first_with_all_that_it_says(read: Callable[..., str], at: Any) -> None:
    somebody = make.user(Role.OVERSIGHT, name="陈主任")
    act("complaint:accept", "TS-0482-9174-4", at, by=somebody, department="d1", verify_by=at.date())
    act("ledger:close", "ledger", at + timedelta(seconds=61), day=at.date())
    page = read()
    assert page.index("封账</div>") < page.index("市优办已受理并交办</div>")
    for part in (
        "TS-0482-9174-4",
        "2026-09-11 09:00:00",
        "2026-09-11 09:01:01",
        "陈主任",
        somebody.actor,
        "市优办</div>",
    ):
        assert part in page, part
    assert "department: d1；verify_by: 2026-09-11" in page


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ({"ref": "TS-0482-9174-4"}, "ab"),
        ({"ref": "ts 0482９174 4"}, "ab"),
        ({"ref": "ledger"}, "c"),
        ({"ref": "TS-0482"}, ""),
        ({"verb": "complaint:look"}, "b"),
        ({"verb": "complaint:nothing"}, ""),
        ({"actor": "office.one"}, "b"),
        ({"actor": "system"}, "c"),
        ({"actor": "complainant"}, "a"),
        ({"actor": "nobody.known"}, ""),
        ({"since": "2026-09-12"}, "bc"),
        ({"until": "2026-09-11"}, "a"),
        ({"since": "2026年9月12日", "until": "20260912"}, "b"),
        ({"since": "9999-12-31", "until": "9999-12-31"}, ""),
        ({"since": "0001-01-01", "until": "2026-09-11"}, "a"),
        ({"ref": "TS-0482-9174-4", "verb": "complaint:file"}, "a"),
        ({"since": "soon"}, "abc"),
        ({"ref": "\x00"}, "abc"),
    ],
    ids=str,
)
def test_acts_are_found(read: Callable[..., str], at: Any, asked: dict[str, str], shown: str) -> None:
    office = make.user(Role.OVERSIGHT, username="office.one")
    act("complaint:file", "TS-0482-9174-4", at, by=COMPLAINANT, mark="fact-a")
    act("complaint:look", "TS-0482-9174-4", at + timedelta(days=1), by=office, mark="fact-b")
    act("ledger:close", "ledger", at + timedelta(days=2), mark="fact-c")
    page = read(**asked)
    assert "".join(mark for mark in "abc" if f"fact-{mark}" in page) == shown
    if not shown:
        assert "没有符合条件的记录" in page


def test_what_cannot_be_read_is_told(read: Callable[..., str]) -> None:
    page = read(since="soon", until="2026-02-30")
    assert "请核对日期的写法" in page
    assert "日历上没有这一天" in page


def test_every_look_at_an_identity_is_found(house: Office) -> None:
    complaint = story.filed(house.owner).complaint
    with transaction():
        asked = complaints.request_unsealing(complaint, reason="需要核对", by=house.officer, at=story.REFERRED)
    with transaction():
        complaints.approve_unsealing(complaint, asked, by=house.second, at=story.REFERRED)
    with transaction():
        complaints.look(complaint, key=story.KEY, by=house.officer, at=story.REFERRED)
    for verb, words in (("approve_unsealing", "另一位工作人员批准查看投诉人身份"), ("look", "投诉人身份被查看一次")):
        page = house.office.get(f"/admin/log?verb=complaint:{verb}").text
        assert f"{words}</div>" in page, verb
        assert complaint.number in page


def test_nobody_learns_who_complained(house: Office) -> None:
    """An enterprise makes its account and complains a minute later: the log names neither it nor its words."""
    for nth, name in enumerate(("湖畔食品", "青禾面馆")):
        enterprise = make.enterprise(name)
        with transaction():
            accounts.create_user(
                enterprise.uscc,
                name,
                Role.ENTERPRISE,
                password=make.PASSWORD,
                enterprise_id=enterprise.id,
                by=ITSELF,
                at=story.REFERRED,
            )
        owner = users.by_username(enterprise.uscc)
        filed = story.filed(owner, at=story.REFERRED + timedelta(minutes=1 + nth)).complaint
        with transaction():
            complaints.withdraw(filed, reason=f"我是{name}的老板，已经解决", at=story.REFERRED + timedelta(hours=1))
        for query in (
            "",
            f"?ref={owner.actor}",
            f"?actor={owner.actor}",
            f"?actor={enterprise.uscc}",
            "?actor=enterprise",
        ):
            page = house.office.get(f"/admin/log{query}").text
            body = page.partition("<table")[2]
            assert not [
                part for part in (name, "老板", f">{owner.actor}<", f"enterprise: {enterprise.id}") if part in body
            ]
        assert "经营主体自己的账号，不显示" in house.office.get("/admin/log?verb=account:create").text
        assert filed.number in house.office.get("/admin/log?verb=complaint:withdraw").text
    for kind in ("csv", "xlsx"):
        told = house.office.get(f"/admin/log.{kind}").data
        rows = list(csv.reader(io.StringIO(told.decode("utf-8-sig")))) if kind == "csv" else _sheet(told)
        assert not [row for row in rows if "老板" in str(row)]
        assert len(rows) == 1 + queries.head().size


def _sheet(data: bytes) -> list[Any]:
    return list(openpyxl.load_workbook(io.BytesIO(data)).active.values)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_export_is_the_filtered_list(house: Office, at: Any, kind: str) -> None:
    for nth in range(60):
        act("case:touch", f"case-{nth % 2}", at + timedelta(seconds=nth), by=house.officer, nth=nth, formula="=1+1")
    answer = house.office.get(f"/admin/log.{kind}?ref=case-1")
    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig")))) if kind == "csv" else _sheet(answer.data)
    assert list(rows[0]) == ["序号", "时间", "操作", "编号", "操作人", "姓名", "角色", "内容"]
    assert len(rows) == 31
    assert list(rows[1])[2:4] == ["case:touch", "case-1"]
    assert list(rows[1])[4:7] == [house.officer.actor, house.officer.name, "市优办"]
    assert "nth: 59" in rows[1][7]
    assert f"log-2026-09-11.{kind}" in answer.headers["Content-Disposition"]


def test_the_list_goes_by_pages(house: Office, at: Any) -> None:
    for nth in range(53):
        act("case:touch", "case", at, mark=f"fact-{nth}.")
    first, second = (house.office.get(f"/admin/log?ref=case&page={nth}").text for nth in (1, 2))
    assert "fact-52." in first
    assert "fact-2." not in first
    assert "fact-2." in second
    assert "第 51～53 条，共 53 条" in second
    assert "ref=case&amp;page=1" in second


@pytest.mark.parametrize("role", Role)
def test_oversight_and_discipline_read_it_and_nobody_else(sqlite_app: Flask, role: Role) -> None:
    client = sqlite_app.test_client()
    assert isinstance(client, Client)
    client.sign_in(make.user(role))
    allowed = role in {Role.OVERSIGHT, Role.DISCIPLINE}
    answers = {client.get(path).status_code for path in ("/admin/log", "/admin/log.csv", "/admin/log.xlsx")}
    assert answers == {200 if allowed else 403}
    assert ("操作记录" in client.get("/").text) == allowed


def test_every_verb_that_is_recorded_has_words() -> None:
    """As the services write them; those of tests are told as they are."""
    words = verb_words()
    slices = {verb.partition(":")[0] for verb in words}
    texts = {text for file in files() if file.room in {"service", "views"} for text in strings(file.tree)}
    recorded = {text for text in texts if text.partition(":")[0] in slices and text.partition(":")[2].isidentifier()}
    assert len(recorded) > 30
    assert recorded - words.keys() == set()


def strings(tree: Any) -> set[str]:
    return {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def test_facts_are_told_one_by_one_and_empty_ones_left_out(read: Callable[..., str], at: Any) -> None:
    act("case:touch", "case", at, files=["a", "b"], none=None, empty="", yes=True, number=0)
    assert 'files: ["a", "b"]；number: 0；yes: true' in html.unescape(read(ref="case"))
