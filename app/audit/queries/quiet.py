"""Entries on quiet days: not approved, approved afterwards, not filed, approved by another leader."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import ColumnElement, String, and_, cast, exists, extract, not_, or_

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


def _charged() -> ColumnElement[bool]:
    """Whether the request was approved as a leader in charge of the department on the day of the decision."""
    decided = day_of(QuietDayRequest.decided_at)
    return exists().where(
        Leadership.department_id == Visit.department_id,
        Leadership.leader_id == QuietDayRequest.in_place_of_id,
        Leadership.from_on <= decided,
        or_(Leadership.until_on.is_(None), Leadership.until_on >= decided),
    )


_BROKEN: Mapping[str, ColumnElement[bool]] = {
    "quiet_unapproved": and_(not_(covered()), Visit.state != State.EMERGENCY),
    "quiet_approved_late": and_(covered(), QuietDayRequest.decided_at > CheckIn.entered_at),
    "quiet_unfiled": and_(covered(), QuietDayRequest.filing.is_distinct_from(Visit.filing)),
    "quiet_other_leader": and_(covered(), QuietDayRequest.visit_id.is_not(None), not_(_charged())),
}


@finds(*_BROKEN)
def on_quiet_days(asked: Asked) -> Iterator[Fact]:
    """Entries on quiet days and what is wrong with them, in one look at all of them.

    Nobody had approved the day, and it was no emergency, which is a check of its own; the approval came after the
    entry; the visit's row says approved, and nothing is filed with the office under its number; it was approved as a
    leader who was not in charge of the department on the day of the decision.
    """
    flags = [broken.label(code) for code, broken in _BROKEN.items()]
    wanted = entries(asked, QuietDayRequest.number.label("request"), QuietDayRequest.decided_at, *flags)
    wanted = wanted.outerjoin(QuietDayRequest, QuietDayRequest.visit_id == Visit.id)
    for row in db.session.execute(wanted.where(quiet(), or_(*_BROKEN.values()))):
        if row.quiet_unapproved:
            yield fact("quiet_unapproved", row, quiet_day=row.on.day)
        if row.quiet_unfiled:
            yield fact("quiet_unfiled", row, filing=row.filing or None)
        for code in ("quiet_approved_late", "quiet_other_leader"):
            if getattr(row, code):
                found = fact(code, row, decided_at=row.decided_at)
                yield found._replace(evidence=(*found.evidence, link("quiet_days.show", number=row.request)))
