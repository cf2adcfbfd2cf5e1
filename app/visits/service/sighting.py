"""What the enterprise says of the people at its door, and what the office finds of it.

The entries stand under a number of their own: those of the visit tell a department nothing of it.
"""

from datetime import datetime

from app.accounts.models import User
from app.departments.models import Department
from app.enterprises.models import Enterprise
from app.kernel import clock
from app.kernel.db import db
from app.kernel.errors import Conflict, Refused
from app.kernel.permissions import COMPLAINANT
from app.ledger.service import record
from app.notices import rules as audience
from app.notices import service as notices
from app.visits import queries
from app.visits.models import Judgement, Sighting, Visit, VisitRating
from app.visits.rules import Sight, State


def confirm(visit: Visit, kind: Sight, *, at: datetime) -> Sighting:
    """Somebody of the enterprise confirms that the people of a pass came, or went. Refuses another day, and twice."""
    day = clock.day(at)
    if kind is Sight.UNANNOUNCED or visit.state not in {State.REGISTERED, State.EMERGENCY}:
        raise Refused("visit_wrong_state", status=409)
    if not visit.starts_on <= day <= visit.ends_on:
        raise Refused("visit_another_day", status=409, day=day, first=visit.starts_on, last=visit.ends_on)
    if any((one.kind, one.on) == (kind, day) for one in queries.sightings(visit)):
        raise Conflict("sighting_there")
    made = Sighting(kind=kind, visit_id=visit.id, on=day, at=at, enterprise_id=visit.enterprise_id)
    made.place, made.words, made.judgement = "", "", ""
    db.session.add(made)
    record("visit:confirm", f"door:{visit.number}", by=COMPLAINANT, at=at, kind=kind, day=day)
    return made


def report(
    *, enterprise: Enterprise | None, place: str, department: Department | None, words: str, origin: str, at: datetime
) -> Sighting:
    """Somebody is at the door who shows no pass. Told by the enterprise itself, or by anybody with a name of it.

    `origin` is the mark of the form, under which the entry stands: so it is found where the form is sent twice.
    """
    if enterprise is None and not place:
        raise Refused("required", field="place")
    made = Sighting(kind=Sight.UNANNOUNCED, on=clock.day(at), at=at, place=place, words=words, judgement="")
    made.enterprise_id = enterprise.id if enterprise else None
    made.department_id = department.id if department else None
    db.session.add(made)
    db.session.flush()
    notices.tell(audience.OFFICE, "visit_unannounced", f"sighting:{made.id}", at=at)
    record("visit:report", f"report:{origin}", by=COMPLAINANT, at=at, day=made.on, sighting=made.id)
    return made


def look_at_flags(*, by: User, at: datetime) -> None:
    """The office looks which visits go to enterprises that have complained under seal: each look is on record."""
    record("visit:look_at_flags", "flags", by=by, at=at)


def rate(visit: Visit, *, score: int, words: str, at: datetime) -> VisitRating:
    """The enterprise rates a visit, once, from its first day on. Refuses one that is called off or still to come."""
    if visit.state not in {State.REGISTERED, State.EMERGENCY} or clock.day(at) < visit.starts_on:
        raise Refused("visit_not_to_rate", status=409)
    if queries.rating(visit) is not None:
        raise Conflict("visit_rated")
    made = VisitRating(visit_id=visit.id, score=score, words=words, at=at)
    db.session.add(made)
    record("visit:rate", f"door:{visit.number}", by=COMPLAINANT, at=at, score=score, words=words)
    return made


def judge_sighting(sighting: Sighting, *, words: str, by: User, at: datetime) -> None:
    """The office says what it found of a report. Once."""
    if sighting.judged_at is not None:
        raise Conflict("visit_judged")
    _demand(words)
    sighting.judged_at, sighting.judgement = at, words
    record("visit:judge_sighting", f"sighting:{sighting.id}", by=by, at=at, words=words)


def judge_emergency(visit: Visit, *, words: str, by: User, at: datetime) -> None:
    """The office says what it found of an emergency. Once, and of nothing else."""
    if visit.state is not State.EMERGENCY or queries.judgement(visit) is not None:
        raise Conflict("visit_judged")
    _demand(words)
    db.session.add(Judgement(visit_id=visit.id, words=words, at=at, by_id=by.id))
    record("visit:judge_emergency", visit.number, by=by, at=at, words=words)


def _demand(words: str) -> None:
    if not words:
        raise Refused("required", field="words")
