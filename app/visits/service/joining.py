"""Two visits made one: of one department at once, of several where the other one agrees, else they are made apart."""

from datetime import datetime

from app.accounts.models import User
from app.kernel.db import db
from app.kernel.errors import Conflict, Refused
from app.ledger.service import record
from app.notices import rules as audience
from app.notices import service as notices
from app.visits import queries, rules
from app.visits.models import Companion, JointOffer, Look, Member, Visit
from app.visits.service.drafting import lead
from app.visits.service.passes import call_off
from app.visits.service.telling import tell_enterprise, tell_people


def merge(guest: Visit, host: Visit, *, by: User, at: datetime) -> None:
    """The draft of another section becomes part of a visit of the same department (`merge.same_department`).

    Its items are looked at there. Its people go along, unless a draw says who goes. Refuses a visit that is not
    registered, whose quiet days were approved, or that somebody has begun.
    """
    _check_guest(guest, by)
    if host.department_id != guest.department_id:
        raise Refused("visit_of_others", status=409)
    _take(host, guest, with_people=host.drawn is None, at=at)
    call_off(guest, by=by, at=at)
    codes, sent = [one.code for one in host.items], [one.certificate_no for one in host.inspectors]
    record("visit:merge", host.number, by=by, at=at, guest=guest.number, items=codes, inspectors=sent)


def offer(guest: Visit, host: Visit, *, by: User, at: datetime) -> JointOffer:
    """Offer a draft to be part of another department's visit (`merge.across_departments`). Once for each visit."""
    _check_guest(guest, by)
    if host.department_id == guest.department_id:
        raise Refused("visit_of_others", status=409)
    _check(host)
    if any(one.guest_id == guest.id for one in queries.offers(host)):
        raise Conflict("offer_there")
    made = JointOffer(host_id=host.id, guest_id=guest.id, offered_at=at, offered_by_id=by.id, words="")
    db.session.add(made)
    facts = {"department": guest.department.name, "enterprise": guest.enterprise.name}
    notices.tell(audience.department(host.department_id), "visit_offered", host.number, at=at, **facts)
    record("visit:offer", guest.number, by=by, at=at, host=host.number)
    return made


def join(offer: JointOffer, *, by: User, at: datetime) -> None:
    """The other department, or the office, agrees: one joint visit, on the day of the one that was there."""
    host, guest = offer.host, offer.guest
    _answer(offer, accepted=True, words="", by=by, at=at)
    rules.after(guest.state, "revise")
    _take(host, guest, with_people=True, at=at)
    call_off(guest, by=by, at=at)
    tell_enterprise(host, "visit_joined", at=at)
    tell_people(host, guest.inspectors, at=at)
    _tell_guest(offer, "visit_offer_joined", at)
    units = [one.code for one in host.departments]
    record("visit:join", host.number, by=by, at=at, guest=guest.number, departments=units)


def keep_apart(offer: JointOffer, *, words: str, by: User, at: datetime) -> None:
    """The other department, or the office, does not agree, and says why: the two may be made apart."""
    if not words:
        raise Refused("required", field="words")
    _answer(offer, accepted=False, words=words, by=by, at=at)
    _tell_guest(offer, "visit_offer_declined", at)
    record("visit:keep_apart", offer.host.number, by=by, at=at, guest=offer.guest.number, words=words)


def _answer(offer: JointOffer, *, accepted: bool, words: str, by: User, at: datetime) -> None:
    if offer.answered_at is not None:
        raise Conflict("offer_answered")
    offer.accepted, offer.words, offer.answered_at, offer.answered_by_id = accepted, words, at, by.id


def _check_guest(guest: Visit, by: User) -> None:
    rules.after(guest.state, "revise")
    lead(guest, by)
    if guest.drawn is not None:
        raise Refused("visit_is_drawn", status=409)


def _check(host: Visit) -> None:
    """Refuse a visit that nothing can be added to any more."""
    if host.state is not rules.State.REGISTERED or host.filing:
        raise Refused("visit_not_to_join", status=409)
    if host.entries:
        raise Refused("visit_entered_already", status=409)


def _take(host: Visit, guest: Visit, *, with_people: bool, at: datetime) -> None:
    """What a draft looks at, and who goes for it, become part of a visit."""
    _check(host)
    if host.enterprise_id != guest.enterprise_id:
        raise Refused("visit_of_others", status=409)
    there = {one.item_id for one in host.looked_at}
    host.looked_at += [Look(item=one) for one in guest.items if one.id not in there]
    if with_people:
        known = {one.inspector_id for one in host.members}
        host.members += [Member(inspector=one) for one in guest.inspectors if one.id not in known]
    units = {one.id for one in host.departments}
    host.parties += [Companion(department=one) for one in guest.departments if one.id not in units]
    host.revised_at = at


def _tell_guest(offer: JointOffer, kind: str, at: datetime) -> None:
    facts = {"department": offer.host.department.name, "enterprise": offer.host.enterprise.name}
    notices.tell(audience.department(offer.guest.department_id), kind, offer.guest.number, at=at, **facts)
