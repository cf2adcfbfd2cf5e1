"""What belongs to one filing: questions, files, the decision, payments, its reversal, what was done to it."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import undefer

from app.kernel.db import db
from app.kernel.errors import Missing
from app.kernel.money import NOTHING
from app.ledger import queries as ledger
from app.ledger.models import Entry
from app.penalties.models import Annex, Ask, Decision, Filing, Payment, Reversal


class Paid(NamedTuple):
    """What was paid of a fine, and what is left."""

    sum: Decimal
    left: Decimal


def asks(filing: Filing) -> Sequence[Ask]:
    """What the office asked, in order."""
    return db.session.scalars(select(Ask).where(Ask.filing_id == filing.id).order_by(Ask.id)).all()


def open_asks(found: Iterable[Ask]) -> list[Ask]:
    """Those that are not answered."""
    return [one for one in found if one.answered_at is None]


def annexes(filing: Filing) -> Sequence[Annex]:
    """The files of a filing, by number."""
    return db.session.scalars(select(Annex).where(Annex.filing_id == filing.id).order_by(Annex.position)).all()


def annex(filing: Filing, position: int) -> Annex:
    """One file with its content. Raises `Missing`."""
    asked = select(Annex).where(Annex.filing_id == filing.id, Annex.position == position)
    found = db.session.scalar(asked.options(undefer(Annex.content)))
    if found is None:
        raise Missing("penalty_missing")
    return found


def decision(filing: Filing) -> Decision | None:
    """The decision, None before it is recorded."""
    return db.session.get(Decision, filing.id)


def reversal(filing: Filing) -> Reversal | None:
    """That the decision did not stand; None where it does."""
    return db.session.get(Reversal, filing.id)


def payments(filing: Filing) -> Sequence[Payment]:
    """The payments, in order."""
    return db.session.scalars(select(Payment).where(Payment.filing_id == filing.id).order_by(Payment.id)).all()


def paid(filing: Filing, made: Decision) -> Paid:
    """What was paid of the decided fine, added up exactly."""
    whole = sum((one.amount for one in payments(filing)), NOTHING)
    return Paid(whole, made.fine - whole)


def timeline(filing: Filing) -> list[Entry]:
    """What was done, oldest first."""
    return [entry for entry in ledger.of(filing.number) if entry.verb.startswith("penalty:")]
