"""Looking at what the registers hold against an enterprise: its published penalties, its grade, others' records."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import Select, select

from app.accounts import queries as accounts
from app.accounts.models import User
from app.credit import rules
from app.credit.rules import Reminder, Span, Stand
from app.enterprises import queries as enterprises
from app.enterprises.models import Enterprise, Rating
from app.enterprises.rules import Aspect
from app.kernel.db import db
from app.lookbacks import queries as lookbacks
from app.lookbacks.models import PastRecord
from app.lookbacks.rules import Kind
from app.penalties import queries as penalties
from app.penalties.models import Decision, Filing, Reversal
from app.penalties.queries import Paid
from app.policy import queries as policy

SHOWN, REPAIR, REMIND = "credit.shown", "credit.repair_after", "credit.remind"


class Against(NamedTuple):
    """A penalty that is published against an enterprise. `reversal`: it did not stand, and is to be taken down."""

    filing: Filing
    decision: Decision
    reversal: Reversal | None
    span: Span
    stand: Stand
    paid: Paid


def against(enterprise: Enterprise, today: date) -> list[Against]:
    """What is published against it and was not taken down, the latest first."""
    asked = _published().where(Filing.party_code == enterprise.uscc).order_by(Decision.published_on.desc())
    return [_against(filing, made, today) for filing, made in db.session.execute(asked)]


def _published() -> Select[Filing, Decision]:
    joined = select(Filing, Decision).join(Decision, Decision.filing_id == Filing.id)
    return joined.where(Decision.published_on.is_not(None), Decision.withdrawn_at.is_(None))


def _against(filing: Filing, made: Decision, today: date) -> Against:
    found = span(made.published_on or today)
    paid, fallen = penalties.paid(filing, made), penalties.reversal(filing)
    return Against(filing, made, fallen, found, rules.stand(found, today), paid)


def span(published_on: date) -> Span:
    """What follows from a day of publication, by the rulebook of that day."""
    years, months = (int(policy.term(name, published_on).value) for name in (SHOWN, REPAIR))
    return rules.span(published_on, years=years, months=months)


def grade(enterprise: Enterprise) -> Rating | None:
    """The latest credit grade with its source and its day; None where none was given."""
    asked = select(Rating).where(Rating.enterprise_id == enterprise.id, Rating.aspect == Aspect.CREDIT)
    return db.session.scalars(asked.order_by(Rating.rated_on.desc(), Rating.id.desc()).limit(1)).first()


def elsewhere(enterprise: Enterprise) -> list[PastRecord]:
    """Penalties that the records of others tell of, struck ones left out."""
    rows = lookbacks.all_records(enterprise)
    return [row for row in rows if row.kind is Kind.PENALTY and row.struck_at is None]


def reminders(today: date) -> Iterator[tuple[Filing, Span, Reminder, Sequence[User]]]:
    """What enterprises are to have been reminded of by today, with the accounts that are told.

    A penalty that did not stand is not one to be repaired.
    """
    days = int(policy.term(REMIND, today).value)
    fallen = select(Reversal.filing_id)
    for filing, made in db.session.execute(_published().where(Filing.id.not_in(fallen)).order_by(Filing.id)):
        found = span(made.published_on or today)
        people = _people(filing.party_code)
        yield from ((filing, found, one, people) for one in rules.due(found, today, days=days) if people)


def _people(code: str) -> list[User]:
    firm = enterprises.find(code)
    return [one for one in accounts.of_enterprise(firm.id) if one.active] if firm else []
