"""Who is in charge of which department on a day, and who stands in for whom."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from app.accounts import queries as accounts
from app.accounts.models import User
from app.departments import queries as departments
from app.kernel.db import db
from app.kernel.errors import Missing
from app.quiet_days import rules
from app.quiet_days.models import Deputizing, QuietDayRequest


def deputies(leader_id: int | None = None) -> Sequence[Deputizing]:
    """Who stands in for a leader (None: for anybody), the latest first."""
    asked = select(Deputizing).order_by(Deputizing.from_on.desc(), Deputizing.id.desc())
    return db.session.scalars(asked if leader_id is None else asked.where(Deputizing.leader_id == leader_id)).all()


def deputizing(deputizing_id: int, *, of: User) -> Deputizing:
    """One of the periods in which somebody stands in for this leader. Raises `Missing`."""
    found = db.session.get(Deputizing, deputizing_id)
    if found is None or found.leader_id != of.id:
        raise Missing("deputy_missing")
    return found


def plain_deputies() -> list[rules.Deputy]:
    """The same as the rules see them: by user name."""
    return [rules.Deputy(one.leader.username, one.deputy.username, one.from_on, one.until_on) for one in deputies()]


def charges(user: User, on: date) -> list[int]:
    """The departments for which a leader decides on a day, by key: the own, and those of whom they stand in for."""
    units, standing_in = [one.id for one in departments.every()], plain_deputies()
    tenures = departments.tenures(units)
    return [one for one in units if rules.in_place_of(user.username, on, tenures.get(one, []), standing_in)]


def may_decide(request: QuietDayRequest, user: User, on: date) -> bool:
    """Whether this user decides about the request on a day."""
    return user.id != request.submitted_by_id and request.visit.department_id in charges(user, on)


def in_charge_of(department_id: int, on: date) -> User | None:
    """The leader in charge of a department on a day."""
    return departments.leader_on(department_id, on)


def deciders(department_id: int, on: date) -> list[User]:
    """Everybody who decides for a department on a day: the leader in charge first, then who stands in."""
    leader = departments.leader_on(department_id, on)
    if leader is None:
        return []
    names = [one.deputy for one in plain_deputies() if one.leader == leader.username and one.covers(on)]
    standing_in = [accounts.by_username(name) for name in dict.fromkeys(names)]
    return [leader, *(one for one in standing_in if one is not None)]
