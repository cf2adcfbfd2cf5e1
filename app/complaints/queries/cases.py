"""Finding complaints that somebody may see."""

from collections.abc import Collection, Sequence

from sqlalchemy import Select, false, select

from app.accounts.models import User
from app.complaints.models import Category, Complaint, Identity
from app.complaints.rules import OPEN, WITH_DEPARTMENT, Disclosure, State
from app.kernel import numbering, sealing
from app.kernel.db import db
from app.kernel.errors import Missing, Refused
from app.kernel.permissions import Role


def visible(*, to: User, holder: str = "") -> Select[Complaint]:
    """The complaints that a user may see: the office all, a clerk those that lie with the department, an enterprise
    those filed under its `holder` pseudonym, anybody else none.
    """
    wanted = select(Complaint)
    if to.role is Role.OVERSIGHT:
        return wanted
    if to.role is Role.CLERK and to.department_id is not None:
        return wanted.where(Complaint.department_id == to.department_id, Complaint.state.in_(WITH_DEPARTMENT))
    if to.role is Role.ENTERPRISE and holder:
        return wanted.join(Identity).where(Identity.holder == holder)
    return wanted.where(false())


def get(number: str, *, to: User, holder: str = "") -> Complaint:
    """The complaint with this number, dashes or not. Raises `Missing` where there is none that the user may see."""
    try:
        plain = numbering.parse_number(number)
    except Refused:
        raise Missing from None
    found = db.session.scalar(visible(to=to, holder=holder).where(Complaint.number == plain))
    if found is None:
        raise Missing
    return found


def lock(number: str) -> None:
    """Let other acts on the case wait until this one has ended; everything read before is read anew."""
    db.session.expire_all()
    db.session.execute(select(Complaint.id).where(Complaint.number == number).with_for_update())


def by_code(number: str, code: str) -> Complaint:
    """The complaint that a receipt code opens. Raises `Missing("track_unknown")`, whichever of the two is wrong."""
    try:
        plain = numbering.parse_number(number)
    except Refused:
        plain = ""
    found = db.session.scalar(select(Complaint).where(Complaint.number == plain))
    stored = db.session.get_one(Identity, found.id).code_hash if found else ""
    if not sealing.code_matches(code, stored) or found is None:
        raise Missing("track_unknown")
    return found


def tracked(number: str) -> Complaint:
    """The complaint with this number, for whoever has given its receipt code before. Raises `Missing`."""
    found = db.session.scalar(select(Complaint).where(Complaint.number == number))
    if found is None:
        raise Missing
    return found


def agreed_name(complaint: Complaint, *, root: bytes) -> str:
    """Who complained and how to reach them, where they chose that the department may know (实名); else nothing.

    `root` is the key that opens the seal. Nobody else's identity is read this way: that takes `service.look`.
    """
    if complaint.disclosure is not Disclosure.NAMED:
        return ""
    identity = db.session.get_one(Identity, complaint.id)
    told = sealing.unseal(root, identity.sealed, context=complaint.number)
    return " ".join(told[name] for name in ("enterprise", "person", "phone") if told.get(name))


def filed_under(origin: str, *, holder: str | None = None) -> Complaint | None:
    """The complaint that an act's key has made, if it has: anybody's, or that of one holder (empty: of no account)."""
    wanted = select(Complaint).where(Complaint.origin == origin)
    if holder is not None:
        wanted = wanted.join(Identity).where(Identity.holder == holder)
    return db.session.scalar(wanted)


def kept_from_others(holders: Collection[str]) -> set[str]:
    """Those of these pseudonyms that follow an open case whose department does not know who complained."""
    hidden = Complaint.disclosure != Disclosure.NAMED
    asked = select(Identity.holder).join(Complaint).where(Identity.holder.in_(holders), Identity.holder != "", hidden)
    return set(db.session.scalars(asked.where(Complaint.state.in_(OPEN))))


def followed(holder: str, *, category: str = "", only_open: bool = False) -> Sequence[Complaint]:
    """An account's own complaints, newest first."""
    wanted = select(Complaint).join(Identity).where(Identity.holder == holder, Identity.holder != "")
    if category:
        wanted = wanted.where(Complaint.category == category)
    if only_open:
        wanted = wanted.where(Complaint.state.in_(OPEN - {State.UNDER_REVIEW}))
    return db.session.scalars(wanted.order_by(Complaint.filed_at.desc())).all()


def categories() -> Sequence[Category]:
    """The kinds of complaint, in their order."""
    return db.session.scalars(select(Category).order_by(Category.position)).all()


def category(code: str) -> Category | None:
    """One kind of complaint."""
    return db.session.get(Category, code)
