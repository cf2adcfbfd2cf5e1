"""Publication's clock: where it stands, and what bears out that it was met."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select

from app.kernel import clock
from app.kernel.db import db
from app.policy import queries as policy
from app.workdays import queries as workdays
from app.workdays.models import Deadline
from app.workdays.rules import DeadlineKind, Standing, days_left

SOON = "publish.soon"


def clocks(numbers: Collection[str]) -> list[Deadline]:
    """The clocks of publication of these visits."""
    asked = select(Deadline).where(Deadline.subject.in_(list(numbers)), Deadline.kind == DeadlineKind.PUBLICITY)
    return list(db.session.scalars(asked))


def standings(clocks: Sequence[Deadline], today: date) -> dict[str, dict[str, Any]]:
    """For each visit's number its clock as a page shows it; due soon from `publish.soon` working days on."""
    proofs = workdays.proofs(clocks)
    soon = int(policy.term(SOON, today).value)
    return {one.subject: _row(one, today, proofs.get(one.id), soon) for one in clocks}


def _row(deadline: Deadline, today: date, proof: Any, soon: int) -> dict[str, Any]:
    left, standing = workdays.days_left(deadline, today), workdays.standing(deadline, today, proof)
    if standing is Standing.ON_TRACK and left <= soon:
        standing = Standing.DUE_SOON
    return {
        "standing": standing,
        "due_on": deadline.due_on,
        "left": left,
        "done_on": clock.day(deadline.done_at) if deadline.done_at else None,
        "provisional": deadline.provisional,
        "first_due_on": deadline.first_due_on,
        "starts_on": deadline.starts_on,
        "days": workdays.explain(deadline),
        "proof": proof,
    }


def chip(due_on: date, today: date) -> tuple[Standing, int]:
    """Where a clock stands that is not kept yet: that of a visit which has no result."""
    soon = int(policy.term(SOON, today).value)
    left = days_left(due_on, today, workdays.calendar())
    if due_on < today:
        return Standing.OVERDUE, left
    return (Standing.DUE_SOON if left <= soon else Standing.ON_TRACK), left
