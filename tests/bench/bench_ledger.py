"""What the ledger costs: fifty writers at once, and verifying a million entries. `make bench ARGS="-k ledger"`.

Every figure is a ratio to the same work without the ledger, in the same run on the same database. PostgreSQL syncs to
the disk here, as an operator runs it. `SECONDS` and `ENTRIES` in the environment shorten a run.
"""

import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import flask_migrate
import pytest
from flask import Flask
from sqlalchemy import func, select

from app.factory import create_app
from app.kernel.db import db
from app.ledger.models import Entry, Head
from tests import conftest, postgres
from tests.bench import filling, writers

WRITERS, SECONDS = 50, float(os.environ.get("SECONDS", "60"))
ENTRIES = int(os.environ.get("ENTRIES", "1000000"))
ROOT = Path(__file__).parents[2]
DEADLOCKS = "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"


@pytest.fixture
def durable() -> Iterator[Flask]:
    """The service on a PostgreSQL of its own that waits for the disk."""
    server = postgres.start(durable=True)
    app = create_app({"BE_MODE": "test", "DATABASE_URL": server.url})
    try:
        with app.app_context():
            flask_migrate.upgrade()
            yield app
            db.session.remove()
            db.engine.dispose()
    finally:
        server.stop()


def test_ledger_writers(durable: Flask) -> None:
    for table in (writers.Sealed, writers.Plain):
        table.metadata.tables[table.__tablename__].create(db.engine)
    before, _ = writers.at_once(durable, writers.without, WRITERS, SECONDS / 2)
    rate, told = writers.at_once(durable, writers.with_ledger, WRITERS, SECONDS)
    after, _ = writers.at_once(durable, writers.without, WRITERS, SECONDS / 2)
    plain = (before + after) / 2
    size = db.session.scalars(select(Head.size)).one()
    found = db.session.execute(select(func.count(), func.min(Entry.index), func.max(Entry.index))).one()
    deadlocks = db.session.connection().exec_driver_sql(DEADLOCKS).scalar()
    db.session.rollback()
    print(f"\n{WRITERS} writers: {rate:.0f} entries/s, plain {plain:.0f} rows/s ({before:.0f}, {after:.0f})")
    print(f"ratio {rate / plain:.2f}; lock held {writers.middle(told.held):.2f} ms (median); {deadlocks} deadlocks")
    assert (told.failed, deadlocks) == ([], 0)
    assert tuple(found) == (size, 0, size - 1)
    assert size == told.acts + WRITERS + 1
    for command in ("verify", "fsck"):
        done = durable.test_cli_runner().invoke(args=["ledger", command])
        assert done.exit_code == 0, done.output


class Cost(NamedTuple):
    """Seconds by the clock, seconds of our processors, and the most memory ever held (MB)."""

    wall: float
    cpu: float
    memory: float


def verified(url: str) -> Cost:
    """`flask ledger verify` in a process of its own, start-up included."""
    environment = {**os.environ, "BE_MODE": "test", "DATABASE_URL": url, "FLASK_APP": "wsgi"}
    begun = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-m", "flask", "ledger", "verify"], cwd=ROOT, env=environment)
    _pid, ended, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(ended)
    assert process.returncode == 0
    return Cost(time.perf_counter() - begun, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def bare() -> tuple[Cost, Cost]:
    """SHA-256 of each entry's text, facts and rows: read from the database as they stream by, and in memory alone."""
    asked = select(Entry.entry, Entry.facts, Entry.rows).order_by(Entry.index).execution_options(yield_per=5000)
    begun, used, alone = time.perf_counter(), time.process_time(), 0.0
    for part in db.session.execute(asked).partitions():
        whole = [f"{text}{facts}{rows}".encode() for text, facts, rows in part]
        since = time.perf_counter()
        for data in whole:
            hashlib.sha256(data).digest()
        alone += time.perf_counter() - since
    db.session.rollback()
    read = Cost(time.perf_counter() - begun, time.process_time() - used, 0)
    return read, Cost(alone, alone, 0)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_ledger_verify(databases: Callable[[str], Any], kind: str) -> None:
    peaks = []
    for count in (ENTRIES // 10, ENTRIES):
        with conftest._app(databases(kind)) as app:
            begun = time.perf_counter()
            filling.fill(count, app.extensions["ledger"])
            print(f"\n{kind}, {count} entries, filled and closed in {time.perf_counter() - begun:.0f} s")
            cost, (read, alone) = verified(app.config["DATABASE_URL"]), bare()
            peaks.append(cost.memory)
            print(f"verify {cost.wall:.1f} s ({cost.cpu:.1f} s of processor), at most {cost.memory:.0f} MB")
            print(
                f"bare SHA-256, read from the database {read.wall:.2f} s ({read.cpu:.2f} s), alone {alone.wall:.2f} s"
            )
            print(
                f"ratio {cost.wall / read.wall:.1f} ({cost.cpu / read.cpu:.1f}); hashing {cost.wall / alone.wall:.0f}"
            )
    print(f"memory of ten times as many entries: {peaks[1] / peaks[0]:.2f} times")
