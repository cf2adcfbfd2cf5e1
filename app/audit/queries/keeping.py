"""The records themselves: days of the ledger that were not closed, checkpoints without a witness's signature."""

from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import and_, func, select

from app.audit.queries.registry import Asked, finds
from app.audit.queries.terms import whole
from app.audit.rules import Fact, figures, link
from app.kernel.db import db
from app.ledger.models import Checkpoint, Cosignature

WITHIN = "ledger.witnessed"


@finds("day_unclosed")
def day_unclosed(asked: Asked) -> Iterator[Fact]:
    """Since the first day that was closed, days have gone by and are open, longer than `ledger.witnessed` days."""
    days = whole(WITHIN, asked.on)
    last = db.session.scalar(select(func.max(Checkpoint.day)).where(Checkpoint.day <= asked.on))
    if last is not None and days is not None and (asked.on - last).days > days + 1:
        told = figures(closed_on=last, days=(asked.on - last).days, most=days)
        yield Fact("day_unclosed", f"ledger/{last}", last, evidence=(link("ledger.show", day=str(last)),), figures=told)


@finds("witness_missing")
def witness_missing(asked: Asked) -> Iterator[Fact]:
    """A checkpoint lacks the signature of somebody who had witnessed one before."""
    days = whole(WITHIN, asked.on)
    if days is None:
        return
    since = (
        select(Cosignature.witness, func.min(Cosignature.day).label("first")).group_by(Cosignature.witness).subquery()
    )
    signed = and_(Cosignature.day == Checkpoint.day, Cosignature.witness == since.c.witness)
    made = select(Checkpoint.day, since.c.witness).join(since, since.c.first < Checkpoint.day)
    made = made.outerjoin(Cosignature, signed).where(Cosignature.day.is_(None))
    for day, witness in db.session.execute(made.where(Checkpoint.day <= asked.on - timedelta(days=days))):
        where = (link("ledger.show", day=str(day)),)
        told = figures(witness=witness, closed_on=day, most=days)
        yield Fact("witness_missing", f"ledger/{day}/{witness}", day, evidence=where, figures=told)
