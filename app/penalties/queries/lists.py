"""The four lists as they are in force on a day, and the proposals for them."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, or_, select

from app.kernel.db import db
from app.kernel.errors import Missing
from app.penalties.models import LeniencyEntry, LeniencyProposal, ProposalState


def entries(on: date) -> Sequence[LeniencyEntry]:
    """The entries in force on a day, list by list."""
    asked = select(LeniencyEntry).where(
        LeniencyEntry.from_on <= on, or_(LeniencyEntry.until_on.is_(None), LeniencyEntry.until_on >= on)
    )
    return db.session.scalars(asked.order_by(LeniencyEntry.code)).all()


def entry(code: str, on: date) -> LeniencyEntry | None:
    """The version of an entry that is in force on a day."""
    return next((one for one in entries(on) if one.code == code), None)


def latest(code: str) -> LeniencyEntry | None:
    """The last version of an entry, in force or not."""
    asked = select(LeniencyEntry).where(LeniencyEntry.code == code).order_by(LeniencyEntry.from_on.desc())
    return db.session.scalars(asked.limit(1)).first()


def lists_version() -> int:
    """The version of the lists: how many entries and changes of entries they have seen."""
    return db.session.scalar(select(func.count()).select_from(LeniencyEntry)) or 0


def proposals(*states: ProposalState) -> Sequence[LeniencyProposal]:
    """Proposals in these states (none named: all), newest first."""
    asked = select(LeniencyProposal).order_by(LeniencyProposal.id.desc())
    return db.session.scalars(asked.where(LeniencyProposal.state.in_(states)) if states else asked).all()


def proposal(number: int) -> LeniencyProposal:
    """The proposal with this number. Raises `Missing`."""
    found = db.session.get(LeniencyProposal, number)
    if found is None:
        raise Missing("leniency_proposal_missing")
    return found
