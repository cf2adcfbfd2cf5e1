"""The link of a leader's message: a day long, for one request and one leader; it shows and lets nobody decide."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from app.departments import service as departments
from app.kernel.db import db, transaction
from app.kernel.errors import Missing
from app.kernel.permissions import SYSTEM
from app.notices.models import Notice
from app.quiet_days import queries, rules
from app.quiet_days.rules import State
from tests.conftest import Client
from tests.visits.scene import AT, SATURDAY, Scene

KEY, NUMBER = b"k" * 32, "NJ-20260911-000001-2"
As = Callable[[Any], Client]


@given(st.integers(0, 86_399), st.integers(1, 10**9))
def test_a_link_opens_what_it_was_made_for_until_a_day_is_over(seconds: int, user: int) -> None:
    token = rules.token(KEY, NUMBER, user, at=AT)
    assert rules.opened(KEY, token, at=AT + timedelta(seconds=seconds)) == (NUMBER, user)
    with pytest.raises(Missing):
        rules.opened(KEY, token, at=AT + rules.HOLDS + timedelta(seconds=seconds))


@given(st.data())
def test_a_link_that_was_changed_opens_nothing(data: st.DataObject) -> None:
    token = rules.token(KEY, NUMBER, 12, at=AT)
    place = data.draw(st.integers(0, len(token) - 2))
    other = data.draw(st.sampled_from("0123456789ABCXYZabcxyz-_.").filter(lambda one: one != token[place]))
    with pytest.raises(Missing):
        rules.opened(KEY, token[:place] + other + token[place + 1 :], at=AT)


@pytest.mark.parametrize("given", ["", "x", f"{NUMBER}.1.9999999999.", f"{NUMBER}.1.{'9' * 12}.{'A' * 22}"])
def test_what_is_no_link_opens_nothing(given: str) -> None:
    with pytest.raises(Missing):
        rules.opened(KEY, given, at=AT)
    with pytest.raises(Missing):
        rules.opened(b"o" * 32, rules.token(KEY, NUMBER, 1, at=AT), at=AT)


@pytest.fixture
def by(sqlite_app: Flask) -> As:
    def signed_in(user: Any) -> Client:
        made = sqlite_app.test_client()
        assert isinstance(made, Client)
        if user is not None:
            made.sign_in(user)
        return made

    return signed_in


@pytest.mark.usefixtures("frozen")
def test_the_message_leads_to_a_page_that_shows_and_does_not_decide(sqlite_app: Flask, by: As) -> None:
    scene = Scene()
    visit = scene.draft(SATURDAY)
    sent = by(scene.applicant).post(f"/quiet-day/of/{visit.number}/submit", data={"version": str(visit.version)})
    assert sent.status_code == 303
    notice = db.session.query(Notice).filter(Notice.kind == "quiet_requested").one()
    path = f"/a/{notice.facts['link']}"
    page = by(None).get(path)
    assert page.status_code == 200
    assert scene.firm.name in page.text
    assert "登录后审批" in page.text
    assert len(page.data) < 30 * 1024
    assert "<script" not in page.text
    number = notice.ref
    for act in ("approve", "reject", "return"):
        assert f"/approvals/{number}/{act}" not in page.text
        assert by(None).post(f"/approvals/{number}/{act}").status_code == 302
    assert by(scene.leader).get(path).location == f"/approvals/{number}"
    assert by(scene.other).get(path).status_code == 200
    assert by(None).get(f"{path}x").status_code == 404
    with time_machine.travel(AT + timedelta(hours=24), tick=False):
        late = by(None).get(path)
        assert (late.status_code, "24 小时" in late.text) == (404, True)
    assert queries.by_number(number).state is State.SUBMITTED


@pytest.mark.usefixtures("frozen")
def test_a_link_shows_nothing_to_whom_the_department_was_taken_from(sqlite_app: Flask, by: As) -> None:
    scene = Scene()
    request = scene.requested(SATURDAY)
    from flask import current_app

    from app.kernel import sealing

    key = sealing.derived_key(sealing.key(current_app.config["BE_IDENTITY_KEY"]), "approval-links")
    token = rules.token(key, request.number, scene.leader.id, at=AT)
    assert by(None).get(f"/a/{token}").status_code == 200
    other = rules.token(key, request.number, scene.other.id, at=AT)
    assert by(None).get(f"/a/{other}").status_code == 404
    office = rules.token(key, request.number, scene.office.id, at=AT)
    assert by(None).get(f"/a/{office}").status_code == 404
    (tenure,) = departments_of(scene)
    with transaction():
        departments.relieve(tenure, until_on=datetime(2026, 9, 10, tzinfo=UTC).date(), by=SYSTEM, at=AT)
    assert by(None).get(f"/a/{token}").status_code == 404


def departments_of(scene: Scene) -> Any:
    from app.departments.models import Leadership

    return db.session.query(Leadership).filter_by(department_id=scene.unit.id).all()
