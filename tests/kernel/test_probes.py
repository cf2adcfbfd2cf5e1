"""What machines are told: the process lives whatever becomes of the database; what does not work is named, no more."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from app.factory import create_app
from app.kernel import clock, runs
from app.kernel.db import db, transaction
from app.kernel.runs import Seen
from app.notices import service as notices
from tests import make

NOW = datetime(2026, 9, 11, 1, 0, tzinfo=UTC)
LATE = timedelta(minutes=11)
WHOLE = dict.fromkeys(("calendar", "database", "migrations", "outbox", "tick"), "ok")


def asked(app: Flask, path: str = "/readyz") -> tuple[int, Any]:
    """The status and what is said, asked without a session."""
    db.session.rollback()
    answer = app.test_client().get(path)
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers
    return answer.status_code, json.loads(answer.text)


def says(app: Flask, **wrong: str) -> bool:
    """Whether it is not ready for exactly this."""
    return asked(app) == (503 if wrong else 200, {"ready": not wrong, "checks": {**WHOLE, **wrong}})


@pytest.mark.usefixtures("frozen")
def test_each_fault_is_named_and_no_other(app: Flask) -> None:
    assert says(app, calendar="missing")
    make.calendar()
    assert says(app)
    runs.keep(Seen(clock.wall() - LATE, "", 0.0), {runs.TICK: (0, "")})
    assert says(app, tick="late")
    runs.keep(Seen(clock.wall(), "", 0.0), {runs.TICK: (0, ""), "audit:run": (0, "ValueError")})
    assert says(app)
    with transaction():
        notices.tell("office", "audit_found", "audit", at=clock.now() - LATE, day="2026-09-11", count=1)
    assert says(app, outbox="late")
    with db.engine.begin() as connection:
        connection.execute(text("UPDATE notices SET spread_at = at"))
        connection.execute(text("UPDATE alembic_version SET version_num = '0001_ledger'"))
    assert says(app, migrations="behind")


def test_without_its_database_it_lives_and_says_only_that(sqlite_app: Flask) -> None:
    gone = create_app({"BE_MODE": "test", "DATABASE_URL": "postgresql+psycopg://nobody@127.0.0.1:9/none"})
    with gone.app_context():
        assert asked(gone, "/healthz") == (200, {"alive": True})
        assert asked(gone) == (503, {"ready": False, "checks": {"database": "unreadable"}})
