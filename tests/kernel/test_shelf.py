"""An uploaded file waits for its owner, for a day, and is let go when it is used."""

from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from app.kernel import shelf
from app.kernel.db import db, transaction
from app.kernel.errors import Missing
from app.kernel.permissions import Nameless

ME, OTHER = Nameless("user:1"), Nameless("user:2")


def put(at: datetime, data: bytes = b"rows", by: Nameless = ME, outcome: str = "checked") -> str:
    with transaction():
        upload = shelf.put(data, "名单.xlsx", kind="things", outcome={"stage": outcome}, by=by, at=at)
        return upload.token


def test_its_owner_finds_it(app: Flask, at: datetime) -> None:
    found = shelf.take(put(at), kind="things", by=ME, at=at)
    assert (found.content, found.name, found.outcome) == (b"rows", "名单.xlsx", {"stage": "checked"})
    assert found.digest == shelf.digest(b"rows")


@pytest.mark.parametrize(
    ("kind", "by", "later"), [("others", ME, 0), ("things", OTHER, 0), ("things", ME, 24), ("things", ME, 25)]
)
def test_nobody_else_finds_it_and_after_a_day_nobody(
    app: Flask, at: datetime, kind: str, by: Nameless, later: int
) -> None:
    token = put(at)
    with pytest.raises(Missing) as caught:
        shelf.take(token, kind=kind, by=by, at=at + timedelta(hours=later))
    assert caught.value.code == "upload_missing"


def test_sent_twice_it_lies_there_once(app: Flask, at: datetime) -> None:
    assert put(at) == put(at, outcome="checked again")
    assert put(at) != put(at, by=OTHER)
    assert put(at) != put(at, b"other rows")


def test_used_it_is_let_go_and_what_it_did_stays(app: Flask, at: datetime) -> None:
    token = put(at)
    with transaction():
        shelf.use(shelf.take(token, kind="things", by=ME, at=at), outcome={"stage": "done"}, kept={"a": 1}, at=at)
    found = shelf.take(token, kind="things", by=ME, at=at)
    assert (found.content, found.done_at, found.outcome) == (None, at, {"stage": "done"})
    assert put(at) != token


def test_what_undoing_needs_is_kept_for_a_day_after_the_use_and_gone_with_the_undoing(app: Flask, at: datetime) -> None:
    token = put(at)
    later = at + timedelta(hours=20)
    with transaction():
        shelf.use(shelf.take(token, by=ME, at=later), outcome={}, kept={"a": 1}, at=later)
    found = shelf.take(token, by=ME, at=later + timedelta(hours=23))
    assert (found.kept, found.can_be_undone) == ({"a": 1}, True)
    assert shelf.used(["things"], by=ME, at=later) == [found]
    assert shelf.used(["others"], by=ME, at=later) == shelf.used(["things"], by=OTHER, at=later) == []
    with transaction():
        shelf.undo(found, at=later)
    assert (found.kept, found.can_be_undone) == (None, False)


def test_what_nobody_came_back_for_is_thrown_away(app: Flask, at: datetime) -> None:
    put(at)
    put(at + timedelta(days=2), b"new rows")
    assert db.session.scalar(select(func.count()).select_from(shelf.Upload)) == 1


def test_the_database_keeps_content_exactly_until_it_is_used(app: Flask, at: datetime) -> None:
    upload = shelf.take(put(at), kind="things", by=ME, at=at)
    upload.content = None
    with pytest.raises(IntegrityError):
        db.session.flush()
    db.session.rollback()
