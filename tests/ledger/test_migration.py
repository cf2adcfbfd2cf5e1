"""Entries that were written before the ledger proved itself are proved from the day of the migration on."""

from collections.abc import Callable, Iterator
from typing import Any

import flask_migrate
import pytest
from flask import Flask
from sqlalchemy import text

from app.factory import create_app
from app.kernel.db import db
from app.ledger.models import Entry
from tests.ledger import forging

BEFORE = """
INSERT INTO ledger_entries ("index", version, verb, ref, ref_seq, previous, actor, acting_role, behalf, request_id, at,
facts, facts_hash) VALUES
(0, 1, 'case:touch', '“件”\\1', 1, NULL, 'system', '', '', '', '2026-09-01 01:00:00.5', '{}',
'44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a'),
(1, 1, 'case:touch', '“件”\\1', 2, 0, 'user:12', 'clerk', '', 'abc', '2026-09-01 02:00:00', '{}',
'44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a')
"""


@pytest.fixture(params=["sqlite", "postgresql"])
def older(request: pytest.FixtureRequest, databases: Callable[[str], Any]) -> Iterator[Flask]:
    """A database as the version before left it, with two entries."""
    database = databases(request.param)
    url = database.create_empty()
    made = create_app({"BE_MODE": "test", "DATABASE_URL": url})
    with made.app_context():
        flask_migrate.upgrade(revision="0009_demo")
        with db.engine.begin() as connection:
            if request.param == "postgresql":
                connection.execute(text("SET TIME ZONE 'UTC'"))
            connection.execute(text(BEFORE))
            connection.execute(text("UPDATE ledger_head SET size = 2"))
        yield made
        db.session.remove()
        db.engine.dispose()
    database.drop(url)


def test_entries_that_are_there_get_texts_and_leaves_that_verify(older: Flask) -> None:
    flask_migrate.upgrade()
    assert forging.found() == []
    entries = db.session.query(Entry).order_by(Entry.index).all()
    assert [(entry.version, entry.rows, entry.facts) for entry in entries] == [(1, "{}", "{}")] * 2
    assert len({entry.salt for entry in entries}) == 2
    forging.act("“件”\\1", forging.at(forging.FIRST))
    forging.close(forging.FIRST)
    assert forging.found() == []


def test_the_way_back_keeps_the_entries_and_their_guard(older: Flask) -> None:
    flask_migrate.upgrade()
    flask_migrate.downgrade(revision="0009_demo")
    with db.engine.connect() as connection:
        kept = connection.execute(text('SELECT "index", ref, actor FROM ledger_entries ORDER BY "index"')).all()
    assert [tuple(row) for row in kept] == [(0, "“件”\\1", "system"), (1, "“件”\\1", "user:12")]
    with pytest.raises(Exception, match="append-only"), db.engine.begin() as connection:
        connection.execute(text("DELETE FROM ledger_entries"))
