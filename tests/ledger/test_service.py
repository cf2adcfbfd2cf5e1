"""Entries: added with their act, never changed, without a gap even when two write at once."""

import threading
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import DBAPIError

from app.kernel.db import db, transaction
from app.kernel.permissions import COMPLAINANT, SYSTEM
from app.ledger import queries, service
from app.ledger.models import Entry, Head


def entries() -> list[Entry]:
    return list(db.session.scalars(select(Entry).order_by(Entry.index)))


def test_an_entry_tells_who_did_what_when(app: Flask, at) -> None:
    with transaction():
        service.record("complaint:file", "TS-1", by=COMPLAINANT, at=at, channel="web", on=at.date())
    [entry] = entries()
    assert (entry.verb, entry.ref, entry.actor, entry.acting_role) == (
        "complaint:file",
        "TS-1",
        "complainant",
        "enterprise",
    )
    assert entry.at == at
    assert entry.facts == '{"channel":"web","on":"2026-09-11"}'


def test_entries_count_over_the_ledger_and_over_the_case(app: Flask, at) -> None:
    with transaction():
        for ref in ("a", "b", "a", "a"):
            service.record("case:touch", ref, by=SYSTEM, at=at)
    assert [(e.index, e.ref, e.ref_seq, e.previous) for e in entries()] == [
        (0, "a", 1, None),
        (1, "b", 1, None),
        (2, "a", 2, 0),
        (3, "a", 3, 2),
    ]
    assert [e.index for e in queries.of("a")] == [0, 2, 3]


def test_an_act_that_fails_leaves_neither_entry_nor_gap(app: Flask, at) -> None:
    with pytest.raises(ZeroDivisionError), transaction():
        service.record("case:touch", "a", by=SYSTEM, at=at)
        raise ZeroDivisionError
    with transaction():
        service.record("case:touch", "a", by=SYSTEM, at=at)
    assert [(e.index, e.ref_seq) for e in entries()] == [(0, 1)]


def test_the_head_counts_the_entries(app: Flask, at) -> None:
    with transaction():
        for _ in range(3):
            service.record("case:touch", "a", by=SYSTEM, at=at)
    assert db.session.scalars(select(Head.size)).one() == 3


@pytest.mark.parametrize("statement", [update(Entry).values(verb="other"), delete(Entry)])
def test_the_database_refuses_to_change_or_delete_an_entry(app: Flask, at, statement) -> None:
    with transaction():
        service.record("case:touch", "a", by=SYSTEM, at=at)
    with pytest.raises(DBAPIError, match="append-only"), transaction():
        db.session.execute(statement)
    assert [e.verb for e in entries()] == ["case:touch"]


def test_postgresql_refuses_to_empty_the_ledger(postgresql_app: Flask) -> None:
    with pytest.raises(DBAPIError, match="append-only"), transaction():
        db.session.execute(text("TRUNCATE ledger_entries"))


def test_sqlite_refuses_to_replace_an_entry(sqlite_app: Flask, at) -> None:
    with transaction():
        service.record("case:touch", "a", by=SYSTEM, at=at)
    replace = text('INSERT OR REPLACE INTO ledger_entries SELECT * FROM ledger_entries WHERE "index" = 0')
    with pytest.raises(DBAPIError), transaction():
        db.session.execute(replace)


def test_writers_at_once_leave_no_gap_and_no_twin(app: Flask, at) -> None:
    """Eight acts of two entries each, in four threads; half of the acts fail after writing."""
    start = threading.Barrier(4)
    failures: list[BaseException] = []

    def write(number: int) -> None:
        start.wait()
        for turn in range(4):
            try:
                with app.app_context(), transaction():
                    service.record("case:touch", f"case-{turn % 2}", by=SYSTEM, at=at + timedelta(seconds=number))
                    service.record("case:touch", "shared", by=SYSTEM, at=at)
                    if turn % 2:
                        raise InterruptedError
            except InterruptedError:
                pass
            except BaseException as error:
                failures.append(error)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert failures == []
    found = entries()
    assert [entry.index for entry in found] == list(range(16))
    assert [entry.ref_seq for entry in found if entry.ref == "shared"] == list(range(1, 9))
    assert db.session.scalars(select(Head.size)).one() == 16
