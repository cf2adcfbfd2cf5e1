"""Scene 18: 12345 pushes a complaint through the API twice with one key, in the demo city, over real sockets.

One complaint, one number; a system of the office is told of it once, signed; a category that is none is a problem.
"""

import base64
import hashlib
import hmac
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.accounts import queries as accounts
from app.complaints import queries as complaints
from app.complaints.models import Complaint
from app.factory import create_app
from app.kernel import clock, timer
from app.kernel.db import db, transaction
from app.kernel.permissions import SYSTEM, Permission, Role
from app.notices import service as notices
from app.notices.rules import EventType
from tests.complaints.test_api import BODY, Program
from tests.notices.servers import Receiver, running

ONCE = {"Idempotency_Key": "12345-2026-09-11-0001"}


@pytest.fixture
def copy(city: Flask, tmp_path: Path) -> Iterator[Flask]:
    """The service on a copy of the city: the others look at theirs unchanged."""
    path = tmp_path / "copy.sqlite"
    address = city.config["SQLALCHEMY_DATABASE_URI"].removeprefix("sqlite:///")
    with closing(sqlite3.connect(address)) as source, closing(sqlite3.connect(path)) as target:
        source.backup(target)
    made = create_app({"BE_MODE": "demo", "DATABASE_URL": f"sqlite:///{path}"})
    with made.app_context():
        yield made
        db.session.remove()
        db.engine.dispose()


@pytest.mark.parametrize("city", ["sqlite"], indirect=True)
def test_one_key_pushes_one_complaint_and_one_signed_message(copy: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """The hotline is a program with a token of the office; the office's own platform listens."""
    works = {name: piece for name, piece in timer.WORKS.items() if name.startswith("notices:")}
    monkeypatch.setattr(timer, "WORKS", works)
    officer = next(one for one in accounts.with_role(Role.OVERSIGHT) if one.active)
    hotline = Program(copy.test_client(), officer, Permission.COMPLAINT_FILE_ON_BEHALF, Permission.COMPLAINT_READ)
    settings = {**copy.config, "BE_WEBHOOK_PRIVATE": True}
    with running(Receiver()) as platform:
        monkeypatch.setitem(copy.extensions, "notices", notices.carriers(settings))
        with transaction():
            key = copy.extensions["notices"].key
            told = {"private": True, "key": key, "by": SYSTEM, "at": clock.now()}
            _hook, secret = notices.create_webhook(officer, "政务平台", platform.url, [EventType.COMPLAINT], **told)
        before = db.session.scalar(select(func.count()).select_from(Complaint))
        first, second = (hotline.post("/complaints", BODY, **ONCE) for _ in range(2))
        assert (first.status_code, second.status_code, first.json) == (201, 201, second.json)
        assert db.session.scalar(select(func.count()).select_from(Complaint)) == before + 1
        number = first.json["number"]
        assert hotline.get(f"/complaints/{number}").json["channel"] == "hotline_12345"
        for _ in range(2):
            _tick(copy)
        told_of = [one for one in platform.kept if one.json["data"]["ref"] == number]
        assert [one.json["type"] for one in told_of] == ["complaint"]
        assert told_of[0].headers["webhook-signature"] == f"v1,{_signed(told_of[0], secret)}"
        assert BODY["contact"]["person"] not in told_of[0].body.decode()
    bad = hotline.post("/complaints", {**BODY, "category": "nonsense"}, Idempotency_Key="12345-2026-09-11-0002")
    assert (bad.status_code, bad.mimetype, bad.json["code"]) == (422, "application/problem+json", "choice_unknown")
    assert bad.json["type"] == "/problems/choice_unknown"
    other = hotline.post("/complaints", {**BODY, "wants": "换一个要求"}, **ONCE)
    assert (other.status_code, other.json["code"]) == (409, "origin_reused")
    assert complaints.get(number, to=officer).external_ref == BODY["external_ref"]


def _tick(city: Flask) -> None:
    db.session.rollback()
    done = city.test_cli_runner().invoke(args=["tick"])
    assert done.exit_code == 0, done.output
    db.session.rollback()


def _signed(request: Any, secret: str) -> str:
    key = base64.b64decode(secret.removeprefix("whsec_"))
    said = f"{request.headers['webhook-id']}.{request.headers['webhook-timestamp']}.".encode() + request.body
    return base64.b64encode(hmac.new(key, said, hashlib.sha256).digest()).decode()
