"""Fifty writers at once on PostgreSQL, each a process: `with_ledger` and `without` do the same inserts."""

import os
import statistics
import time
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier
from typing import Any, NamedTuple

from flask import Flask
from sqlalchemy import Engine, event
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel import clock
from app.kernel.db import SEALED, Model, db, transaction
from app.kernel.permissions import SYSTEM
from app.ledger.service import record

Act = Callable[[str, int], None]
WORDS = "9月8日上午有工作人员未出示批准文件就进厂检查，要求停产半天。"


class Sealed(Model):
    """A small row that the ledger seals."""

    __tablename__ = "bench_sealed"
    __table_args__ = (SEALED,)

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str]
    words: Mapped[str]


class Plain(Model):
    """The same row, on which the ledger does not look."""

    __tablename__ = "bench_plain"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str]
    words: Mapped[str]


class Told(NamedTuple):
    """What one writer did: acts, those that failed, and how long it held the ledger's lock (seconds, each)."""

    acts: int
    failed: list[str]
    held: list[float]


def with_ledger(ref: str, n: int) -> None:
    with transaction():
        db.session.add(Sealed(ref=ref, words=WORDS))
        record("bench:write", ref, by=SYSTEM, at=clock.now(), turn=n, words=WORDS)


def without(ref: str, n: int) -> None:
    with transaction():
        db.session.add(Plain(ref=ref, words=WORDS))


def timed_locks() -> list[float]:
    """From here on: how long each act holds the ledger's head, from the answer of the UPDATE to that of the COMMIT."""
    held: list[float] = []
    since = [0.0]

    def locked(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if statement.startswith("UPDATE ledger_head"):
            since[0] = time.perf_counter()

    event.listen(Engine, "after_cursor_execute", locked)
    event.listen(db.session, "after_commit", lambda _session: held.append(time.perf_counter() - since[0]))
    return held


def write(app: Flask, act: Act, seconds: float, start: Barrier, pipe: Connection) -> None:
    """One writer's life: an act to warm up, then, when all are there, one after another until the time is up."""
    acts, failed, held = 0, [], timed_locks()
    with app.app_context():
        db.engine.dispose(close=False)
        act("warm", 0)
        db.session.remove()
        held.clear()
        start.wait()
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            try:
                act(f"ref-{os.getpid()}-{acts // 8}", acts)
                acts += 1
            except Exception as error:
                failed.append(repr(error)[:300])
            db.session.remove()
    pipe.send(Told(acts, failed, held[-2000:]))


def at_once(app: Flask, act: Act, writers: int, seconds: float) -> tuple[float, Told]:
    """Acts a second of so many writers, and all that they told together."""
    fork, ends, running = get_context("fork"), [], []
    start = fork.Barrier(writers + 1)
    act("warm", 0)
    db.session.remove()
    for _ in range(writers):
        mine, theirs = fork.Pipe()
        running.append(fork.Process(target=write, args=(app, act, seconds, start, theirs)))
        ends.append(mine)
    for process in running:
        process.start()
    start.wait()
    begun = time.monotonic()
    told = [end.recv() for end in ends]
    taken = time.monotonic() - begun
    for process in running:
        process.join()
    acts = sum(one.acts for one in told)
    return acts / taken, Told(
        acts, [each for one in told for each in one.failed], [each for one in told for each in one.held]
    )


def middle(values: list[float]) -> float:
    """The median in milliseconds."""
    return statistics.median(values) * 1000
