"""Follow-up: of one result, and what is still open."""

from collections.abc import Sequence

from sqlalchemy import Select, select

from app.accounts.models import User
from app.kernel.db import db
from app.kernel.errors import Missing
from app.results.models import FollowUp, Result
from app.results.queries.finding import visible
from app.results.rules import Follow


def follow_ups(result: Result) -> Sequence[FollowUp]:
    """Everything of a result that is or was followed up."""
    asked = select(FollowUp).where(FollowUp.visit_id == result.visit_id).order_by(FollowUp.id)
    return db.session.scalars(asked).unique().all()


def follow_up(follow_up_id: int, *, to: User) -> FollowUp:
    """A follow-up, if it is of a result that this user may see. Raises `Missing`."""
    found = db.session.scalars(_own(to).where(FollowUp.id == follow_up_id)).unique().one_or_none()
    if found is None:
        raise Missing("follow_up_missing")
    return found


def open_follow_ups(*, to: User) -> Sequence[FollowUp]:
    """What is still open, the oldest day first."""
    asked = _own(to).where(FollowUp.state == Follow.OPEN).order_by(FollowUp.due_on, FollowUp.id)
    return db.session.scalars(asked).unique().all()


def _own(to: User) -> Select[FollowUp]:
    return select(FollowUp).where(FollowUp.visit_id.in_(visible(to).with_only_columns(Result.visit_id)))
