"""The one place that commits."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone

import psycopg
import pytest
from flask import Flask
from sqlalchemy import text

from app.kernel.db import db, transaction
from app.kernel.permissions import SYSTEM
from app.ledger import service
from app.ledger.models import Entry
from tests.conftest import Database


def test_what_happens_in_an_act_lands_together(app: Flask, at) -> None:
    with transaction():
        service.record("case:touch", "a", by=SYSTEM, at=at)
    db.session.rollback()
    assert db.session.get(Entry, 0) is not None


def test_an_act_that_fails_leaves_nothing_and_the_next_one_works(app: Flask, at) -> None:
    with pytest.raises(KeyError), transaction():
        service.record("case:touch", "a", by=SYSTEM, at=at)
        raise KeyError
    assert db.session.get(Entry, 0) is None
    with transaction():
        service.record("case:touch", "a", by=SYSTEM, at=at)


def test_an_act_inside_an_act_is_refused(app: Flask) -> None:
    with pytest.raises(RuntimeError, match="inside an act"), transaction(), transaction():
        pass
    with transaction():
        pass


def test_an_instant_comes_back_in_utc_however_it_went_in(app: Flask) -> None:
    at = datetime(2026, 9, 11, 9, 0, 0, 123456, tzinfo=timezone(timedelta(hours=8)))
    with transaction():
        service.record("case:touch", "a", by=SYSTEM, at=at)
    db.session.expire_all()
    entry = db.session.get(Entry, 0)
    assert entry is not None
    assert entry.at == at
    assert entry.at.tzinfo is UTC


def test_sqlite_enforces_foreign_keys_and_waits_for_a_lock(sqlite_app: Flask) -> None:
    with db.engine.connect() as connection:
        asked = {name: connection.execute(text(f"PRAGMA {name}")).scalar() for name in ("foreign_keys", "busy_timeout")}
    assert asked == {"foreign_keys": 1, "busy_timeout": 10000}


def test_a_connection_that_the_server_closed_meanwhile_fails_nobody(postgresql_app: Flask, at) -> None:
    """PostgreSQL was restarted, or a firewall forgot the connection: the next act has one that lives."""
    with transaction():
        service.record("case:touch", "a", by=SYSTEM, at=at)
    with psycopg.connect(db.engine.url.set(drivername="postgresql").render_as_string()) as outside:
        outside.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
            " AND datname = current_database()"
        )
    with transaction():
        service.record("case:touch", "a", by=SYSTEM, at=at)
    assert db.session.get(Entry, 1) is not None


def test_who_falls_silent_in_an_act_does_not_hold_the_ledger_for_ever(postgresql_app: Flask) -> None:
    asked = text("SHOW idle_in_transaction_session_timeout")
    assert db.session.execute(asked).scalar_one() == "1min"


def test_an_answer_that_is_made_does_not_fall_with_its_connection(postgresql_app: Flask) -> None:
    """What was read after the act is still open when the server goes: giving it back is no error of the request."""
    with postgresql_app.app_context():
        working = db.session.execute(text("SELECT pg_backend_pid()")).scalar_one()
        with psycopg.connect(db.engine.url.set(drivername="postgresql").render_as_string()) as outside:
            outside.execute("SELECT pg_terminate_backend(%s, 5000)", [working])
    with postgresql_app.app_context():
        assert db.session.execute(text("SELECT 1")).scalar_one() == 1


@pytest.mark.parametrize(
    "spoil",
    [
        "UPDATE alembic_version SET version_num = '0001_ledger'",
        "DROP TRIGGER ledger_entries_append_only ON ledger_entries",
    ],
)
def test_a_database_that_a_test_spoiled_serves_no_other_test(databases: Callable[[str], Database], spoil: str) -> None:
    database = databases("postgresql")
    for spoiled in (False, True):
        url = database.create()
        if spoiled:
            with psycopg.connect(url.replace("+psycopg", "")) as connection:
                connection.execute(spoil)
        database.give_back(url)
        assert (url in database.idle) is not spoiled
