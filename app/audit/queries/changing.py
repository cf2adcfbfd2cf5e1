"""What takes two people: a rule or a calendar that changed without one who proposed and another who approved."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import and_, exists, or_, select
from sqlalchemy.orm import aliased

from app.audit.queries.registry import Asked, finds
from app.audit.rules import Fact, figures, link
from app.kernel import clock
from app.kernel.db import db
from app.policy.models import ProposalState as Proposed
from app.policy.models import RuleProposal, RuleVersion
from app.workdays.models import CalendarProposal, CalendarVersion
from app.workdays.models import ProposalState as Decided


@finds("rule_alone")
def rule_alone(asked: Asked) -> Iterator[Fact]:
    """A later version of a rule that no approved proposal of two people stands behind, word for word."""
    before = aliased(RuleVersion)
    proposal = exists().where(
        RuleProposal.state == Proposed.APPROVED,
        RuleProposal.rule_id == RuleVersion.rule_id,
        RuleProposal.from_on == RuleVersion.from_on,
        RuleProposal.kept_value == RuleVersion.kept_value,
        RuleProposal.proposed_by_id == RuleVersion.proposed_by_id,
        RuleProposal.decided_by_id == RuleVersion.approved_by_id,
        RuleProposal.proposed_by_id != RuleProposal.decided_by_id,
    )
    later = exists().where(before.rule_id == RuleVersion.rule_id, before.from_on < RuleVersion.from_on)
    made = select(RuleVersion).where(later, ~proposal, RuleVersion.proposed_at < asked.end)
    for one in db.session.scalars(asked.narrow(made.order_by(RuleVersion.id))):
        told = figures(from_on=one.from_on, changed_to=one.kept_value, book=one.version)
        yield _fact("rule_alone", f"{one.rule_id}/{one.from_on}", clock.day(one.proposed_at), told, one.rule_id)


@finds("calendar_alone")
def calendar_alone(asked: Asked) -> Iterator[Fact]:
    """A calendar that somebody loaded, or that replaced another of its year, without a proposal of two people."""
    before = aliased(CalendarVersion)
    proposal = exists().where(
        CalendarProposal.state == Decided.APPROVED,
        CalendarProposal.year == CalendarVersion.year,
        CalendarProposal.decided_by_id == CalendarVersion.loaded_by_id,
        CalendarProposal.decided_at == CalendarVersion.loaded_at,
        CalendarProposal.proposed_by_id != CalendarProposal.decided_by_id,
    )
    replaced = exists().where(and_(before.year == CalendarVersion.year, before.number < CalendarVersion.number))
    alone = and_(or_(CalendarVersion.loaded_by_id.is_not(None), replaced), ~proposal)
    made = select(CalendarVersion).where(alone, CalendarVersion.loaded_at < asked.end)
    for one in db.session.scalars(asked.narrow(made.order_by(CalendarVersion.number))):
        told = figures(loaded_at=one.loaded_at, calendar=one.number, year=one.year)
        where = (link("workdays.year", year=one.year),)
        on = clock.day(one.loaded_at)
        yield Fact("calendar_alone", f"calendar/{one.number}", on, evidence=where, figures=told)


def _fact(code: str, subject: str, on: date, told: dict[str, Any], rule_id: str) -> Fact:
    return Fact(code, subject, on, evidence=(link("policy.rule", rule_id=rule_id),), figures=told)
