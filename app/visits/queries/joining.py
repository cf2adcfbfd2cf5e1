"""Visits to come at the same enterprise, and the offers to make them one."""

from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple

from sqlalchemy import or_, select

from app.accounts.models import User
from app.kernel.db import db
from app.kernel.errors import Missing
from app.kernel.permissions import Role
from app.policy import queries as policy
from app.visits.models import JointOffer, Visit
from app.visits.rules import State

OPEN = (State.WAITING, State.REGISTERED)


class Beside(NamedTuple):
    """A visit that another one could be part of, and the offer that was made."""

    visit: Visit
    offer: JointOffer | None


def beside(visit: Visit, *, own: bool) -> list[Visit]:
    """Visits of the same department (or of others) to the same enterprise that are asked for or registered, within the
    days of `merge.window`, and that nobody has begun; by day.
    """
    near = timedelta(days=int(policy.term("merge.window", visit.starts_on).value))
    mine = Visit.department_id == visit.department.id
    others = Visit.department_id.not_in([one.id for one in visit.departments])
    asked = select(Visit).where(
        Visit.enterprise_id == visit.enterprise_id,
        Visit.id != visit.id,
        mine if own else others,
        Visit.state.in_(OPEN),
        Visit.ends_on >= visit.starts_on - near,
        Visit.starts_on <= visit.ends_on + near,
    )
    found = db.session.scalars(asked.order_by(Visit.starts_on, Visit.number)).unique()
    return [one for one in found if not one.entries]


def apart(visit: Visit) -> set[int]:
    """The visits with which this one was not to be made one: the others have said so, or the office."""
    declined = JointOffer.accepted.is_(False)
    asked = select(JointOffer).where(or_(JointOffer.guest_id == visit.id, JointOffer.host_id == visit.id), declined)
    return {one.host_id if one.guest_id == visit.id else one.guest_id for one in db.session.scalars(asked)}


def hosts(visit: Visit) -> list[Beside]:
    """The visits that a draft could be part of: of the own department first, then of others, with offers made."""
    offers = {one.host_id: one for one in db.session.scalars(select(JointOffer).where(JointOffer.guest_id == visit.id))}
    found = [*beside(visit, own=True), *beside(visit, own=False)]
    return [Beside(one, offers.get(one.id)) for one in found]


def host(visit: Visit, number: str) -> Visit:
    """One of the visits that a draft could be part of. Raises `Missing`."""
    found = next((one.visit for one in hosts(visit) if one.visit.number == number), None)
    if found is None:
        raise Missing("visit_missing")
    return found


def offers(visit: Visit) -> Sequence[JointOffer]:
    """What others have offered to make part of a visit, the latest first."""
    asked = select(JointOffer).where(JointOffer.host_id == visit.id)
    return db.session.scalars(asked.order_by(JointOffer.id.desc())).all()


def offer(offer_id: int, *, to: User) -> JointOffer:
    """An offer, for the department whose visit it is about and for the office. Raises `Missing`."""
    found = db.session.get(JointOffer, offer_id)
    if found is None or (to.role is not Role.OVERSIGHT and to.department_id != found.host.department_id):
        raise Missing("offer_missing")
    return found
