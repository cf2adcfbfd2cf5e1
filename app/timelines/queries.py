"""What happened at an enterprise: gathered from visits, requests, look-backs and penalties; entries on quiet days."""

from collections.abc import Iterator
from datetime import date
from functools import cache

from sqlalchemy import select

from app.enterprises.models import Enterprise
from app.kernel import clock
from app.kernel.db import db
from app.lookbacks import queries as lookbacks
from app.lookbacks.rules import Kind as Recorded
from app.penalties.models import Decision, Filing
from app.quiet_days.models import QuietDayRequest
from app.quiet_days.rules import State as Asked
from app.timelines import rules
from app.timelines.rules import Entry, Happening, Kind, Row
from app.visits import queries as visits
from app.visits import rules as visiting
from app.visits.models import CheckIn, Judgement, Sighting, Visit
from app.visits.rules import State

_UNDECIDED = (Asked.SUBMITTED, Asked.RETURNED)


def timeline(enterprise: Enterprise, *, whole: bool) -> list[Happening]:
    """What happened at an enterprise, the latest first.

    The enterprise itself is not shown what is still to be decided, what a draw hides until the visit, and drafts; the
    office is (`whole`).
    """
    found = [
        *_visits(enterprise, whole=whole),
        *_requests(enterprise, whole=whole),
        *_past(enterprise),
        *_penalties(enterprise),
        *_unannounced(enterprise),
    ]
    return rules.line(found)


def _visits(enterprise: Enterprise, *, whole: bool) -> Iterator[Happening]:
    own = Visit.enterprise_id == enterprise.id
    for one in db.session.scalars(select(Visit).where(own)).unique():
        if whole or (one.code is not None and not visits.is_hidden(one)):
            yield Happening(
                one.starts_on,
                Kind.VISIT,
                tuple(unit.name for unit in one.departments),
                one.state,
                one.number if whole else "",
                one.code or "",
                "、".join(item.name for item in one.items),
                tuple(entry.on for entry in one.entries),
            )


def _requests(enterprise: Enterprise, *, whole: bool) -> Iterator[Happening]:
    asked = select(QuietDayRequest).join(Visit, Visit.id == QuietDayRequest.visit_id)
    for one in db.session.scalars(asked.where(Visit.enterprise_id == enterprise.id)).unique():
        if whole or (one.state not in _UNDECIDED and not visits.is_hidden(one.visit)):
            units = tuple(unit.name for unit in one.visit.departments)
            on, ref = clock.day(one.decided_at or one.submitted_at), one.number if whole else one.filing or ""
            yield Happening(on, Kind.REQUEST, units, one.state, ref, words="、".join(one.days))


def _past(enterprise: Enterprise) -> Iterator[Happening]:
    kinds = {Recorded.VISIT: Kind.PAST_VISIT, Recorded.PENALTY: Kind.PAST_PENALTY}
    for one in lookbacks.all_records(enterprise):
        if one.struck_at is None:
            yield Happening(one.happened_on, kinds[one.kind], (one.unit,), one.level, words=one.source)


def _penalties(enterprise: Enterprise) -> Iterator[Happening]:
    """Decisions, which the enterprise has been served with; what is only filed is nobody's but the department's."""
    asked = select(Filing, Decision).join(Decision, Decision.filing_id == Filing.id)
    for filing, decision in db.session.execute(asked.where(Filing.enterprise_id == enterprise.id)):
        yield Happening(
            clock.day(decision.decided_at),
            Kind.PENALTY,
            (filing.department.name,),
            "decided" if decision.withdrawn_at is None else "withdrawn",
            decision.document_no,
            words=filing.matter,
        )


def _unannounced(enterprise: Enterprise) -> Iterator[Happening]:
    """What the enterprise itself reported of people without a pass."""
    own = Sighting.enterprise_id == enterprise.id, Sighting.visit_id.is_(None)
    for one in db.session.scalars(select(Sighting).where(*own)):
        units = (one.department.name,) if one.department else ()
        yield Happening(one.on, Kind.UNANNOUNCED, units, "judged" if one.judged_at else "", words=one.words)


def exceptions(year: int) -> list[Row]:
    """Entries on the quiet days of a year by department and basis, each day by the rulebook that was in force on it."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    asked = select(CheckIn, Visit).join(Visit, Visit.id == CheckIn.visit_id).where(CheckIn.on.between(first, last))
    pairs = db.session.execute(asked.order_by(CheckIn.on)).unique().all()
    quiet = {day: visiting.is_quiet(day, visits.window(day)) for day in {entry.on for entry, _ in pairs}}
    needs_approval = cache(visits.needs_approval)
    judged = set(db.session.scalars(select(Judgement.visit_id)))
    return rules.counted(
        Entry(
            visit.department.name,
            visit.basis,
            visit.state is not State.EMERGENCY and entry.on.isoformat() in visit.covered,
            visit.state is not State.EMERGENCY and not needs_approval(entry.on, visit.basis),
            visit.id in judged,
        )
        for entry, visit in pairs
        if quiet[entry.on]
    )
