"""What became of the timer's work, and whether the machine's clock can be believed. Instants here are real ones.

A clock that was set is seen by the seconds that the machine has been running since the last tick; after a restart of
the machine by how long ago that tick was. Nothing is done under a clock that is not believed, so nothing is closed,
expired or thrown away that a right clock would have left; a person says that it is right, or sets it.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import bindparam, select, text
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.db import Instant, Model, db

TICK, CLOCK = "tick", "clock"
SLACK = timedelta(minutes=5)
GAP = timedelta(days=2)
LATE = timedelta(minutes=10)
_KEEP = text(
    "INSERT INTO timer_runs (name, at, boot, up, count, fault, failures) "
    "VALUES (:name, :at, :boot, :up, :count, :fault, :failed) ON CONFLICT (name) DO UPDATE SET at = :at, boot = :boot, "
    "up = :up, count = :count, fault = :fault, "
    "failures = CASE WHEN :failed = 0 THEN 0 ELSE timer_runs.failures + 1 END"
).bindparams(bindparam("at", type_=Instant()))
_FORGET = text("DELETE FROM timer_runs WHERE name = :name")


class Trouble(StrEnum):
    """What an operator has to see: the clock went back, or ahead; the timer stands still; a piece of work fails."""

    BACK = "back"
    AHEAD = "ahead"
    LATE = "late"
    FAILING = "failing"


class Run(Model):
    """How a piece of work went when it was last done; `failures` counts those in a row.

    The timer itself is `tick`, with the start of the machine and the seconds since; `clock` is there while a clock that
    was not believed has not been looked at.
    """

    __tablename__ = "timer_runs"

    name: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    boot: Mapped[str]
    up: Mapped[float]
    count: Mapped[int]
    fault: Mapped[str]
    failures: Mapped[int]


class Seen(NamedTuple):
    """An instant, and the machine's own count of seconds at it."""

    at: datetime
    boot: str
    up: float


def judged(last: Seen | None, now: Seen) -> Trouble | None:
    """What is wrong with the clock, by what was seen at the last tick."""
    if last is None:
        return None
    passed = now.at - last.at
    if now.boot and now.boot == last.boot:
        passed -= timedelta(seconds=now.up - last.up)
        most = SLACK
    else:
        most = GAP
    if passed < -SLACK:
        return Trouble.BACK
    return Trouble.AHEAD if passed > most else None


def last() -> Seen | None:
    """What was seen at the last tick."""
    found = db.session.get(Run, TICK)
    return Seen(found.at, found.boot, found.up) if found else None


def keep(now: Seen, ends: Mapping[str, tuple[int, str]]) -> None:
    """Note of each piece of work how many things it did and what its fault was, in a transaction of its own."""
    rows = [
        {"name": name, **now._asdict(), "count": count, "fault": fault, "failed": int(bool(fault))}
        for name, (count, fault) in ends.items()
    ]
    if rows:
        with db.engine.begin() as connection:
            connection.execute(_KEEP, rows)


def forget(name: str) -> None:
    """Somebody has looked at it."""
    with db.engine.begin() as connection:
        connection.execute(_FORGET, {"name": name})


def runs() -> Sequence[Run]:
    """Every piece of work, by name."""
    return db.session.scalars(select(Run).order_by(Run.name)).all()


def trouble(*, at: datetime) -> Trouble | None:
    """The gravest of what an operator has to see. A timer that has never run is not late."""
    found = {run.name: run for run in runs()}
    if CLOCK in found:
        return Trouble(found[CLOCK].fault)
    if TICK in found and abs(at - found[TICK].at) > LATE:
        return Trouble.LATE
    return Trouble.FAILING if any(run.failures for run in found.values()) else None
