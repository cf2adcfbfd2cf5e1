"""What the people of a department have to do about visits: to go to, to record, to make public, to look at again."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import exists, select

from app.accounts.models import User
from app.kernel.db import db
from app.publication import queries as publication
from app.results import queries as results
from app.results.models import FollowUp, Result
from app.results.queries import Waiting
from app.visits import queries as visits
from app.visits.models import Visit
from app.visits.rules import State

AHEAD = timedelta(days=7)
GOING = (State.REGISTERED, State.EMERGENCY)


class Today(NamedTuple):
    """Visits of today and of the seven days after it; over without a result; results that are not public; follow-up."""

    going: Sequence[Visit]
    waiting: Sequence[Waiting]
    drafts: frozenset[int]
    unpublished: Sequence[Result]
    follow_ups: Sequence[FollowUp]


def today(on: date, *, to: User) -> Today:
    """Each kind with what has the least time first. Whoever goes along on a joint visit only goes."""
    unit = to.department_id
    waiting = [one for one in results.waiting(to=to) if one.visit.department_id == unit]
    over = {one.visit.id for one in waiting}
    own = visits.visible(to).where(Visit.state.in_(GOING), Visit.ends_on >= on, Visit.starts_on <= on + AHEAD)
    asked = own.where(~exists(select(Result.visit_id).where(Result.visit_id == Visit.id)))
    found = db.session.scalars(asked.order_by(Visit.starts_on, Visit.number)).unique().all()
    return Today(
        going=[one for one in found if one.id not in over or one.ends_on > on],
        waiting=waiting,
        drafts=frozenset(one.id for one in results.drafts_of(to)),
        unpublished=[one for one in publication.unpublished(to=to) if one.visit.department_id == unit],
        follow_ups=[one for one in results.open_follow_ups(to=to) if one.result.visit.department_id == unit],
    )
