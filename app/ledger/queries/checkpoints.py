"""The closed days, and who has witnessed them."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from sqlalchemy import func, select

from app.kernel import clock
from app.kernel.db import db
from app.kernel.errors import Missing
from app.ledger.models import Checkpoint, Cosignature, Entry, Head
from app.ledger.rules import notes

WITNESSED_BY = time(9)
QUORUM = 2


def head() -> Head:
    """How many entries there are, and up to which day they are closed."""
    return db.session.scalars(select(Head)).one()


def last() -> Checkpoint | None:
    """The last closed day."""
    return db.session.scalar(select(Checkpoint).order_by(Checkpoint.day.desc()).limit(1))


def on(day: date) -> Checkpoint:
    """The checkpoint that closed this day. Raises `Missing`."""
    found = db.session.get(Checkpoint, day)
    if found is None:
        raise Missing()
    return found


def closed(day: str) -> Checkpoint:
    """The checkpoint of a day written 2026-09-10, and in no other spelling. Raises `Missing`."""
    try:
        found = date.fromisoformat(day)
    except ValueError as error:
        raise Missing() from error
    if found.isoformat() != day:
        raise Missing()
    return on(found)


def before(day: date) -> Checkpoint | None:
    """The closed day before this one."""
    return db.session.scalar(select(Checkpoint).where(Checkpoint.day < day).order_by(Checkpoint.day.desc()).limit(1))


def of_size(size: int) -> Checkpoint | None:
    """The first checkpoint with this many entries."""
    return db.session.scalar(select(Checkpoint).where(Checkpoint.size == size).order_by(Checkpoint.day).limit(1))


def closing(entry: Entry, key: notes.PublicKey | None = None) -> Checkpoint | None:
    """The checkpoint of the entry's own day or a later one that first shows it, None while that day is open.

    A checkpoint made after midnight shows acts of the new day too: it closes nothing of them. With `key`: the first
    that is signed with it, a later day's where the key was changed.
    """
    asked = select(Checkpoint).where(Checkpoint.size > entry.index, Checkpoint.day >= clock.day(entry.at))
    if key is not None:
        asked = asked.where(Checkpoint.note.contains(key.line_start, autoescape=True))
    return db.session.scalar(asked.order_by(Checkpoint.day).limit(1))


def closings() -> Sequence[tuple[date, int]]:
    """Every closed day and how many entries stood at its end, oldest first."""
    asked = select(Checkpoint.day, Checkpoint.size).order_by(Checkpoint.day)
    return [(day, size) for day, size in db.session.execute(asked)]


def latest(count: int, *, skip: int = 0) -> Sequence[Checkpoint]:
    """Closed days, the last one first."""
    return db.session.scalars(select(Checkpoint).order_by(Checkpoint.day.desc()).limit(count).offset(skip)).all()


def count() -> int:
    """How many days are closed."""
    return db.session.scalar(select(func.count()).select_from(Checkpoint)) or 0


def cosignatures(days: Sequence[date]) -> dict[date, list[Cosignature]]:
    """Who witnessed each of these days, in order of name."""
    asked = select(Cosignature).where(Cosignature.day.in_(days)).order_by(Cosignature.witness)
    found: dict[date, list[Cosignature]] = {day: [] for day in days}
    for row in db.session.scalars(asked):
        found[row.day].append(row)
    return found


def cosigned_note(found: Checkpoint) -> str:
    """The checkpoint with the ledger's signature and every witness's below it."""
    return found.note + "".join(row.line for row in cosignatures([found.day])[found.day])


def witnessed_by(found: Checkpoint) -> datetime:
    """By when the witnesses are expected to have signed: nine o'clock of the morning after the day."""
    return datetime.combine(found.day + timedelta(days=1), WITNESSED_BY, clock.SHANGHAI)


def unwitnessed(witnesses: Sequence[notes.PublicKey], *, at: datetime) -> Sequence[tuple[Checkpoint, int]]:
    """Days whose checkpoint has had too few witnesses for too long, with how many it has; the last 30 days."""
    needed = min(QUORUM, len(witnesses))
    shown = latest(30)
    signed = cosignatures([found.day for found in shown])
    return [
        (found, len(signed[found.day]))
        for found in shown
        if len(signed[found.day]) < needed and at >= witnessed_by(found)
    ]


def stale(*, at: datetime) -> bool:
    """Whether yesterday is still open at nine in the morning, though the ledger holds entries of it or before."""
    due = datetime.combine(clock.day(at), WITNESSED_BY, clock.SHANGHAI)
    closed = head().closed_on
    first = db.session.scalar(select(Entry.at).order_by(Entry.index).limit(1))
    yesterday = clock.day(at) - timedelta(days=1)
    return first is not None and at >= due and clock.day(first) <= yesterday and (closed is None or closed < yesterday)
