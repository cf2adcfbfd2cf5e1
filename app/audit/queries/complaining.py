"""Complaints: clocks that were missed, extensions after the end, reviews that nobody decided, identities read alone.

No fact names an enterprise: who complained is nobody's to find. Days only: a department reads no hour.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, or_, select

from app.audit.queries.publishing import missed
from app.audit.queries.registry import Asked, finds
from app.audit.queries.terms import by_version, last_start, wholes
from app.audit.rules import Fact, figures, link
from app.complaints import queries as complaints
from app.complaints.models import Complaint, Extension, Review, Unsealing
from app.kernel import clock
from app.kernel.civil import day_of, days_between
from app.kernel.db import db
from app.ledger.models import Entry
from app.workdays.models import Deadline
from app.workdays.queries import calendar
from app.workdays.rules import DeadlineKind

DAY, OPEN_FOR = timedelta(days=1), timedelta(hours=24)
ANSWERS = (DeadlineKind.VERIFICATION, DeadlineKind.RESOLUTION, DeadlineKind.PRELIMINARY)
DEBTS = "QK-%"


def clocks(asked: Asked, *kinds: DeadlineKind) -> Select[Any]:
    """The clocks of complaints that were missed, each with the department that had the case on its last day."""
    unit = complaints.bearer()
    told = (Deadline.starts_on, Deadline.length, Deadline.due_on, Deadline.done_at, Deadline.round, Deadline.kind)
    made = select(Complaint.number, unit.label("unit"), *told).select_from(Deadline)
    made = made.join(Complaint, Complaint.number == Deadline.subject)
    return asked.narrow(made.where(Deadline.kind.in_(kinds), missed(asked)), department=unit)


def fact(code: str, row: Row[Any], *, endpoint: str = "complaints.show") -> Fact:
    """A clock that was missed; of an act that met it later the day."""
    done_on = clock.day(row.done_at) if row.done_at else None
    told = figures(since=row.starts_on, workdays=row.length, due_on=row.due_on, done_on=done_on)
    subject = f"{row.number}/{row.kind}/{row.round}"
    return Fact(code, subject, row.due_on + DAY, row.unit, None, (link(endpoint, number=row.number),), told)


def _plain(asked: Asked, code: str, kind: DeadlineKind) -> Iterator[Fact]:
    """The missed clocks of complaints that are no debts: those are looked at by themselves."""
    for row in db.session.execute(clocks(asked, kind).where(Complaint.number.not_like(DEBTS))):
        yield fact(code, row)


@finds("complaint_unaccepted")
def complaint_unaccepted(asked: Asked) -> Iterator[Fact]:
    """The office neither accepted nor declined a complaint in time. No department knows that it was filed then."""
    for row in db.session.execute(clocks(asked, DeadlineKind.ACCEPTANCE)):
        yield fact("complaint_unaccepted", row)._replace(department_id=None)


@finds("verify_late")
def verify_late(asked: Asked) -> Iterator[Fact]:
    """A department did not find out in time what had happened."""
    return _plain(asked, "verify_late", DeadlineKind.VERIFICATION)


@finds("simple_late")
def simple_late(asked: Asked) -> Iterator[Fact]:
    """A simple case was not closed in time."""
    return _plain(asked, "simple_late", DeadlineKind.RESOLUTION)


@finds("complex_late")
def complex_late(asked: Asked) -> Iterator[Fact]:
    """A complex case had no preliminary result in time."""
    return _plain(asked, "complex_late", DeadlineKind.PRELIMINARY)


@finds("rating_unmended")
def rating_unmended(asked: Asked) -> Iterator[Fact]:
    """After a bad rating a department mended nothing in time."""
    for row in db.session.execute(clocks(asked, DeadlineKind.RECTIFICATION)):
        yield fact("rating_unmended", row)


@finds("extension_late")
def extension_late(asked: Asked) -> Iterator[Fact]:
    """More days were granted after the first end had gone by: missed was made met."""
    decided = day_of(Extension.decided_at)
    made: Any = select(Complaint.number, Extension.id, Extension.days, Extension.decided_at, Deadline.first_due_on)
    made = made.select_from(Extension).join(Complaint, Complaint.id == Extension.complaint_id)
    made = made.join(Deadline, (Deadline.subject == Complaint.number) & (Deadline.kind == Extension.deadline_kind))
    made = made.where(Extension.granted, Deadline.extension > 0, decided > Deadline.first_due_on, decided <= asked.on)
    for row in db.session.execute(asked.narrow(made)):
        on, subject = clock.day(row.decided_at), f"{row.number}/extension/{row.id}"
        told = figures(due_on=row.first_due_on, granted_on=on, more_days=row.days)
        yield Fact("extension_late", subject, on, evidence=(link("complaints.show", number=row.number),), figures=told)


@finds("review_undecided")
def review_undecided(asked: Asked) -> Iterator[Fact]:
    """The office did not decide a review in time."""
    until = last_start("complaint.review", asked.on)
    if until is None:
        return
    made = select(Complaint.number, Review.requested_at, Review.decided_at).join(
        Review, Review.complaint_id == Complaint.id
    )
    made = made.where(Review.requested_at < clock.midnight(until, days=1), _slow())
    lengths, days = wholes("complaint.review"), calendar()
    for row in db.session.execute(asked.narrow(made)):
        first = clock.day(row.requested_at)
        length = lengths(first)
        if length is None:
            continue
        due, done = days.after(first, length), clock.day(row.decided_at) if row.decided_at else None
        if due < asked.on and (done is None or done > due):
            told = figures(since=first, workdays=length, due_on=due, done_on=done)
            where = (link("complaints.show", number=row.number),)
            yield Fact("review_undecided", f"{row.number}/review", due + DAY, evidence=where, figures=told)


def _slow() -> ColumnElement[bool]:
    """Whether a review can be late: what was decided within as many days, free ones among them or not, was in time."""
    first = day_of(Review.requested_at)
    gap = days_between(day_of(Review.decided_at), first)
    soon = by_version("complaint.review", first, lambda length: gap <= int(length))
    return or_(Review.decided_at.is_(None), ~soon)


@finds("identity_alone")
def identity_alone(asked: Asked) -> Iterator[Fact]:
    """Somebody read who complained without a second person's approval in the 24 hours before."""
    told_of = select(Entry.ref, Entry.actor, Entry.at, Entry.index)
    looks = told_of.where(Entry.verb == "complaint:look", Entry.at < asked.end).order_by(Entry.index)
    granted = _granted()
    for look in db.session.execute(looks):
        since = look.at - OPEN_FOR
        if not any(since < at <= look.at for at in granted[look.ref, look.actor]):
            told, where = figures(read_at=look.at, reader=look.actor), (link("ledger.log", ref=look.ref),)
            yield Fact("identity_alone", f"{look.ref}/{look.index}", clock.day(look.at), evidence=where, figures=told)


def _granted() -> defaultdict[tuple[str, str], list[datetime]]:
    """By case and actor the instants at which a second person approved a look at the identity."""
    told = select(Complaint.number, Unsealing.requested_by, Unsealing.approved_at)
    wishes = told.join(Unsealing, Unsealing.complaint_id == Complaint.id).where(
        Unsealing.approved_at.is_not(None), Unsealing.approved_by != Unsealing.requested_by
    )
    found = defaultdict[tuple[str, str], list[datetime]](list)
    for row in db.session.execute(wishes):
        found[row.number, f"user:{row.requested_by}"].append(row.approved_at)
    return found
