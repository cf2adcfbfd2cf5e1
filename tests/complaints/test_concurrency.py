"""Two people, one case: the second to save gets both versions and loses nothing. On both databases."""

import contextvars
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.test import TestResponse

from app.accounts.models import User
from app.complaints import queries, service
from app.complaints.rules import Complexity, State
from app.complaints.views import acting
from app.kernel.db import db, transaction
from tests import make
from tests.complaints import story
from tests.complaints.desk import Office, both, fresh, key, sheet_version, version
from tests.conftest import Client

__all__ = ["both", "key"]
NOW = datetime(2026, 9, 11, 1, 0, tzinfo=UTC)


def colleague(app: Flask, house: Office) -> Client:
    """A second clerk of the same department."""
    made = app.test_client()
    assert isinstance(made, Client)
    made.sign_in(make.user(house.clerk.role, department=house.department, name="张大伟"))
    return made


def answer(seen: int, findings: str, **more: object) -> dict[str, object]:
    return {"version": seen, "findings": findings, "outcome": "已处理", **more}


def test_two_clerks_verify_and_the_second_sees_both_versions(app: Flask, both: Office) -> None:
    complaint = both.referred()
    url, seen = both.url(complaint, "verify"), version(complaint)
    second = colleague(app, both)
    assert second.get(url).status_code == both.unit.get(url).status_code == 200
    assert both.unit.post(url, data=answer(seen, "先写好的核实情况", complexity="simple")).status_code == 303
    late = second.post(url, data=answer(seen, "后写好的核实情况", complexity="complex", reason="要鉴定"))
    assert late.status_code == 409
    assert "先写好的核实情况" in late.text
    assert "后写好的核实情况" in late.text
    assert "要鉴定" in late.text
    assert "测**户" in late.text
    assert "可以复制" in late.text
    assert len(queries.replies(fresh(complaint))) == 1
    assert complaint.complexity is Complexity.SIMPLE


def test_what_was_typed_can_be_sent_again_where_the_act_is_still_open(app: Flask, both: Office) -> None:
    complaint = both.verified(at=NOW)
    url, seen = both.url(complaint, "resolve"), version(complaint)
    assert both.unit.get(url).status_code == 200
    with transaction():
        service.reclassify(complaint, to=Complexity.COMPLEX, reason="要鉴定", by=both.officer, at=NOW)
    late = both.unit.post(url, data=answer(seen, "写了很久的答复"))
    assert (late.status_code, "再提交" in late.text, "写了很久的答复" in late.text) == (409, True, True)
    assert f'name="version" type="hidden" value="{version(complaint)}"' in late.text
    assert both.unit.post(url, data=answer(version(complaint), "写了很久的答复")).status_code == 303
    assert fresh(complaint).state is State.RESOLVED


def test_two_of_the_office_correct_one_sheet(both: Office) -> None:
    complaint = both.referred()
    url, seen = both.url(complaint, "sheet"), sheet_version(complaint)
    first = {"version": seen, "facts": "第一位的更正", "wants": "说明"}
    assert both.office.post(url, data=first).status_code == 303
    late = both.other.post(url, data={**first, "facts": "第二位的更正"})
    assert late.status_code == 409
    assert "第一位的更正" in late.text
    assert "第二位的更正" in late.text
    again = {**first, "facts": "两位的更正", "version": sheet_version(complaint)}
    assert f'value="{again["version"]}"' in late.text
    assert both.other.post(url, data=again).status_code == 303
    assert "两位的更正" in both.unit.get(both.url(complaint)).text


def test_two_of_the_office_decide_on_one_complaint(both: Office) -> None:
    complaint = story.filed(both.owner).complaint
    sheet = {"version": 1, "facts": "第一位的交办单", "wants": "说明", "category": "illegal_inspection"}
    both.office.post(both.url(complaint, "accept"), data={**sheet, "to": str(both.department.id)})
    late = both.other.post(
        both.url(complaint, "decline"),
        data={"decline-version": 1, "decline-reason": "not_ours", "decline-words": "第二位的理由"},
    )
    assert (late.status_code, "第二位的理由" in late.text) == (409, True)
    assert fresh(complaint).state is State.REFERRED
    again = both.other.post(both.url(complaint, "accept"), data={**sheet, "facts": "另一份", "to": "1"})
    assert (again.status_code, "第一位的交办单" in again.text, "另一份" in again.text) == (409, True, True)


def racing(
    monkeypatch: pytest.MonkeyPatch, client: Client, url: str, data: dict[str, object], first: Callable[[], object]
) -> TestResponse:
    """The answer to a POST that had found its case when somebody else's act landed."""
    real = acting.perform

    def elsewhere() -> None:
        with client.application.app_context():
            with transaction():
                first()
            db.session.remove()

    def late(number: str, verb: Callable[[], object]) -> None:
        monkeypatch.setattr(acting, "perform", real)
        contextvars.Context().run(elsewhere)
        real(number, verb)

    monkeypatch.setattr(acting, "perform", late)
    return client.post(url, data=data)


def test_a_save_between_the_reading_and_the_writing_is_seen(both: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    complaint = both.verified(at=NOW)
    number, officer, seen = complaint.number, both.officer.id, version(complaint)

    def first() -> None:
        by = db.session.get_one(User, officer)
        service.reclassify(queries.tracked(number), to=Complexity.COMPLEX, reason="要鉴定", by=by, at=NOW)

    late = racing(monkeypatch, both.unit, both.url(complaint, "resolve"), answer(seen, "写了很久"), first)
    assert (late.status_code, "写了很久" in late.text, "再提交" in late.text) == (409, True, True)
    assert fresh(complaint).state is State.VERIFIED


def test_more_time_is_asked_once_though_two_ask_at_once(both: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    complaint = both.verified(at=NOW)
    number, clerk, seen = complaint.number, both.clerk.id, version(complaint)

    def first() -> None:
        by = db.session.get_one(User, clerk)
        service.request_extension(queries.tracked(number), days=2, reason="先申请", by=by, at=NOW)

    given = {"version": seen, "days": "3", "reason": "后申请"}
    late = racing(monkeypatch, both.unit, both.url(complaint, "extend"), given, first)
    assert (late.status_code, "后申请" in late.text) == (409, True)
    assert len(queries.extensions(fresh(complaint))) == 1


def test_a_clerk_whose_case_is_taken_away_keeps_the_words_and_sees_nothing_of_it(
    both: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    complaint = both.referred(at=NOW)
    number, clerk, url, seen = complaint.number, both.clerk.id, both.url(complaint, "verify"), version(complaint)

    def first() -> None:
        by = db.session.get_one(User, clerk)
        service.return_referral(queries.tracked(number), to="市消防大队", basis="消防法", by=by, at=NOW)

    given = answer(seen, "写了很久的核实情况", complexity="simple")
    late = racing(monkeypatch, both.unit, url, given, first)
    gone = both.unit.post(url, data=given)
    never = both.unit.post(url.replace(number, "TS-0482-9174-6"), data=given)
    assert [late.status_code, gone.status_code, never.status_code] == [409, 404, 404]
    for page in (late.text, gone.text, never.text):
        assert "写了很久的核实情况" in page
        assert "不在本单位" in page
        assert story.SHEET.facts not in page


def test_the_database_itself_refuses_a_stale_write(both: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    complaint = both.verified(at=NOW)
    seen = version(complaint)

    def stale(_number: str, _verb: object) -> None:
        raise StaleDataError

    monkeypatch.setattr(acting, "perform", stale)
    late = both.unit.post(both.url(complaint, "resolve"), data=answer(seen, "写了很久"))
    assert (late.status_code, "写了很久" in late.text) == (409, True)
