"""How the form is used: counted by month, apart from the act of filing, and so that nothing leads to anybody."""

from datetime import UTC, date, datetime, timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from sqlalchemy import select, text

from app.complaints import queries
from app.complaints.models import Complaint, Draft, FormUse
from app.complaints.rules import Use, median, use_of
from app.complaints.service import uses
from app.kernel.db import Base, aside, db
from app.kernel.permissions import Role
from tests import make
from tests.complaints import story
from tests.complaints.test_filing_pages import CONTACT, FACTS, MATTER, fill

AT = datetime(2026, 9, 11, 1, 0, tzinfo=UTC)
MATTERS, CHECK = "/complaints/new/matter", "/complaints/new/check"
SEPTEMBER = date(2026, 9, 1)
Frozen = time_machine.Traveller

pytestmark = pytest.mark.usefixtures("frozen")


def minutes(n: float) -> timedelta:
    return timedelta(minutes=n)


@pytest.mark.parametrize(
    ("begun", "opened", "use"),
    [
        (1, 2.99, Use.TWO),
        (1, 3, Use.FIVE),
        (1, 10.5, Use.TEN),
        (1, 11, Use.QUARTER),
        (20, 30.9, Use.HALF),
        (20, 31, Use.HOUR),
        (20, 61, Use.LONGER),
        (20, 24 * 60, Use.LONGER),
        (20, 24 * 60 + 1, Use.UNTIMED),
        (20, -1, Use.UNTIMED),
        (20, None, Use.UNTIMED),
        (28 * 24 * 60, 5, Use.FIVE),
        (28 * 24 * 60 + 1, 5, None),
        (-1, 5, None),
    ],
)
def test_a_form_is_counted_by_its_minutes_or_without(begun: float, opened: float | None, use: Use | None) -> None:
    assert use_of(AT - minutes(begun), None if opened is None else AT - minutes(opened), AT) is use


@pytest.mark.parametrize(
    ("counts", "step"),
    [
        ({}, None),
        ({Use.BEGUN: 9}, None),
        ({Use.TWO: 1, Use.LONGER: 1, Use.BEGUN: 7}, Use.TWO),
        ({Use.TWO: 2, Use.LONGER: 1, Use.UNTIMED: 3}, Use.LONGER),
        ({Use.TWO: 2, Use.UNTIMED: 3}, Use.UNTIMED),
        ({Use.TWO: 1, Use.TEN: 1, Use.LONGER: 1}, Use.TEN),
        ({Use.TWO: 2, Use.LONGER: 3}, Use.LONGER),
    ],
)
def test_the_median_is_the_step_in_which_half_of_them_were_filed(counts: dict[Use, int], step: Use | None) -> None:
    assert median(counts) is step


@pytest.fixture
def visitor(app: Flask) -> Any:
    story.city()
    return app.test_client()


def counted(month: date = SEPTEMBER) -> dict[Use, int]:
    db.session.rollback()
    return queries.form_uses(month)


def number_of_complaints() -> int:
    return len(db.session.scalars(select(Complaint)).all())


def test_a_form_is_begun_by_its_first_answer_and_timed_from_its_first_page(visitor: Any, frozen: Frozen) -> None:
    for _ in range(3):
        visitor.get(MATTERS)
        frozen.shift(minutes(20))
    visitor.get(MATTERS)
    assert counted() == {}
    frozen.shift(minutes(3))
    assert visitor.post(MATTERS, data={"category": ""}).status_code == 422
    visitor.get(MATTERS)
    assert counted() == {Use.BEGUN: 1}
    frozen.shift(minutes(4))
    fill(visitor, contact=CONTACT)
    for _ in range(2):
        assert visitor.post(CHECK).status_code == 303
    assert counted() == {Use.BEGUN: 1, Use.TEN: 1}
    visitor.post("/complaints/new/prefilled", data={"facts": "检查人员没有出示证件"})
    assert counted() == {Use.BEGUN: 2, Use.TEN: 1}


@pytest.mark.parametrize("stamp", [None, (AT - timedelta(days=2)).isoformat(), (AT + minutes(1)).isoformat()])
def test_a_stamp_that_is_missing_or_old_or_to_come_gives_no_minutes(visitor: Any, stamp: str | None) -> None:
    visitor.get(MATTERS)
    with visitor.session_transaction() as session:
        session.pop("opened")
        session.update({"opened": stamp} if stamp else {})
    visitor.post(MATTERS, data=MATTER)
    visitor.post("/complaints/new/facts", data=FACTS)
    visitor.post("/complaints/new/contact", data=CONTACT)
    visitor.post(CHECK)
    assert counted() == {Use.BEGUN: 1, Use.UNTIMED: 1}


def test_a_forged_stamp_is_none(visitor: Any) -> None:
    """A session that somebody else signed is no session: its stamp goes with its draft."""
    fill(visitor, contact=CONTACT)
    with visitor.session_transaction() as session:
        told = dict(session)
    forger = Flask("forger")
    forger.secret_key = "another key"
    signer = SecureCookieSessionInterface().get_signing_serializer(forger)
    assert signer is not None
    visitor.set_cookie("session", signer.dumps({**told, "opened": (AT - minutes(50)).isoformat()}))
    assert visitor.post(CHECK).location == "/complaints/start"
    assert counted() == {Use.BEGUN: 1}


def test_a_draft_that_waits_counts_for_the_month_of_its_beginning_and_late_for_none(app: Flask, frozen: Frozen) -> None:
    story.city()
    last_minute = datetime(2026, 8, 31, 15, 59, tzinfo=UTC)
    for days, found in ((2, {Use.BEGUN: 1, Use.UNTIMED: 1}), (29, {Use.BEGUN: 2, Use.UNTIMED: 1})):
        owner, user = app.test_client(), make.user(Role.ENTERPRISE, enterprise=make.enterprise())
        frozen.move_to(last_minute)
        owner.sign_in(user)  # type: ignore[attr-defined]
        fill(owner)
        frozen.move_to(last_minute + timedelta(days=days))
        owner.sign_in(user)  # type: ignore[attr-defined]
        owner.post("/complaints/drafts/continue", data={"key": db.session.scalars(select(Draft.key)).one()})
        assert "/receipt" in owner.post(CHECK).location
        assert counted(date(2026, 8, 1)) == found
        assert counted() == {}


def test_two_who_file_at_once_are_two(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    patience = text("SELECT set_config('lock_timeout', '30s', true)")  # on a busy machine no count is left out
    monkeypatch.setattr("app.kernel.db._BRIEFLY", patience)
    story.city()
    clients = [app.test_client() for _ in range(2)]
    start = Barrier(2)

    def file(client: Any) -> None:
        with app.app_context():
            start.wait()
            fill(client, contact=CONTACT)
            client.post(CHECK)
            db.session.remove()

    threads = [Thread(target=file, args=[client]) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert number_of_complaints() == 2
    assert counted() == {Use.BEGUN: 2, Use.TWO: 2}


def test_a_count_that_fails_takes_no_complaint_along(
    visitor: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(uses, "_COUNT", text("INSERT INTO nowhere VALUES (:first_on, :what)"))
    fill(visitor, contact=CONTACT)
    assert "/receipt" in visitor.post(CHECK).location
    assert number_of_complaints() == 1
    assert counted() == {}
    assert caplog.text.count("a count was left out") == 2
    with pytest.raises(ValueError, match="a mistake of ours"), aside():
        raise ValueError("a mistake of ours")


def test_who_files_waits_a_second_at_most_for_who_counts(postgresql_app: Flask) -> None:
    story.city()
    visitor = postgresql_app.test_client()
    fill(visitor, contact=CONTACT)
    with db.engine.begin() as slow:
        slow.execute(text("INSERT INTO form_uses (first_on, what, count) VALUES ('2026-09-01', '0-2', 1)"))
        assert "/receipt" in visitor.post(CHECK).location
        assert number_of_complaints() == 1
        slow.rollback()
    assert counted() == {Use.BEGUN: 1}


def test_nothing_that_is_kept_leads_from_a_count_to_a_complaint(visitor: Any, frozen: Frozen) -> None:
    """Three columns, none of which says more than a month; when the form was opened stands nowhere once it is filed."""
    frozen.shift(timedelta(seconds=437))
    opened = datetime(2026, 9, 11, 1, 7, 17, tzinfo=UTC)
    visitor.get(MATTERS)
    visitor.post(MATTERS, data=MATTER)
    frozen.shift(minutes(4))
    fill(visitor, contact=CONTACT)
    frozen.shift(minutes(3))
    visitor.post(CHECK)
    table = FormUse.__table__
    assert {column.name for column in table.columns} == {"first_on", "what", "count"}
    assert not table.foreign_keys
    assert counted() == {Use.BEGUN: 1, Use.TEN: 1}
    for other in Base.metadata.tables.values():
        rows = [repr(tuple(row)) for row in db.session.execute(select(other))]
        told = [row for row in rows if other is not table for mark in (*Use, "form_uses") if f"'{mark}'" in row]
        assert told == [], other.name
        assert [row for row in rows if repr(opened) in row or opened.isoformat() in row] == [], other.name
