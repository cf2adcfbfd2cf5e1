"""Entries on quiet days: not approved, approved afterwards, not filed, approved by another leader."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Select, String, and_, cast, exists, extract, not_, or_

from app.audit.queries.entering import entries, fact
from app.audit.queries.registry import Asked, finds
from app.audit.queries.terms import by_version
from app.audit.rules import Fact, link
from app.departments.models import Leadership
from app.kernel.civil import day_of, iso
from app.kernel.db import db
from app.quiet_days.models import QuietDayRequest
from app.visits.models import CheckIn, Visit
from app.visits.rules import LEADS, State
from app.visits.rules.days import NEED_APPROVAL


def quiet() -> ColumnElement[bool]:
    """Whether the day of an entry is a quiet day of a visit that must be approved on it."""
    within = by_version(
        "quiet.days", CheckIn.on, lambda ends: extract("day", CheckIn.on).between(int(ends[0]), int(ends[1]))
    )
    asked = by_version("quiet.case_leads", CheckIn.on, lambda said: Visit.basis.not_in(_free(said)))
    return and_(within, asked)


def _free(said: Any) -> list[Any]:
    """The bases that need no approval by a value of `quiet.case_leads`."""
    return [] if said == NEED_APPROVAL else sorted(LEADS)


def covered() -> ColumnElement[bool]:
    """Whether the visit's row says that the day of the entry was approved."""
    return cast(Visit.covered, String).contains('"' + iso(CheckIn.on) + '"')


@finds("quiet_unapproved")
def quiet_unapproved(asked: Asked) -> Iterator[Fact]:
    """Somebody went in on a quiet day that nobody had approved. An emergency is a check of its own."""
    wanted = entries(asked).where(quiet(), not_(covered()), Visit.state != State.EMERGENCY)
    for row in db.session.execute(wanted):
        yield fact("quiet_unapproved", row, quiet_day=row.on.day)


def _requested(asked: Asked, *more: Any) -> Select[Any]:
    """Entries on quiet days that are covered, with the request that covers them."""
    made = entries(asked, QuietDayRequest.number.label("request"), QuietDayRequest.decided_at, *more)
    return made.join(QuietDayRequest, QuietDayRequest.visit_id == Visit.id).where(quiet(), covered())


@finds("quiet_approved_late")
def quiet_approved_late(asked: Asked) -> Iterator[Fact]:
    """The approval came after the entry."""
    wanted = _requested(asked).where(QuietDayRequest.decided_at > CheckIn.entered_at)
    for row in db.session.execute(wanted):
        found = fact("quiet_approved_late", row, decided_at=row.decided_at)
        yield found._replace(evidence=(*found.evidence, link("quiet_days.show", number=row.request)))


@finds("quiet_unfiled")
def quiet_unfiled(asked: Asked) -> Iterator[Fact]:
    """The visit's row says approved, and nothing is filed with the office under its number."""
    filed = exists().where(QuietDayRequest.visit_id == Visit.id, QuietDayRequest.filing == Visit.filing)
    for row in db.session.execute(entries(asked).where(quiet(), covered(), ~filed)):
        yield fact("quiet_unfiled", row, filing=row.filing or None)


@finds("quiet_other_leader")
def quiet_other_leader(asked: Asked) -> Iterator[Fact]:
    """Approved as a leader who was not in charge of the department on the day of the decision."""
    decided = day_of(QuietDayRequest.decided_at)
    charged = exists().where(
        Leadership.department_id == Visit.department_id,
        Leadership.leader_id == QuietDayRequest.in_place_of_id,
        Leadership.from_on <= decided,
        or_(Leadership.until_on.is_(None), Leadership.until_on >= decided),
    )
    for row in db.session.execute(_requested(asked).where(~charged)):
        found = fact("quiet_other_leader", row, decided_at=row.decided_at)
        yield found._replace(evidence=(*found.evidence, link("quiet_days.show", number=row.request)))
