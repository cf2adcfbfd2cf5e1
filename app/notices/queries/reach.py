"""Where somebody is reached besides the site, and who stands behind an audience."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from sqlalchemy import or_, select

from app.accounts import queries as accounts
from app.accounts.models import User
from app.kernel.db import db
from app.kernel.errors import Missing
from app.kernel.permissions import Role
from app.notices import rules
from app.notices.models import Preference, Webhook
from app.notices.queries.told import audiences

Holder = Callable[[str, Sequence[User]], User | None]
_holders: list[Holder] = []


class Reach(NamedTuple):
    """A user's address for mail and number for SMS; empty where not wished."""

    mail: str
    sms: str

    @property
    def carriers(self) -> list[rules.Carrier]:
        """The carriers that reach the user."""
        ways = {rules.Carrier.MAIL: self.mail, rules.Carrier.SMS: self.sms}
        return [carrier for carrier, way in ways.items() if way]


NOWHERE = Reach("", "")
_ROLES = {rules.OFFICE: Role.OVERSIGHT, rules.DISCIPLINE: Role.DISCIPLINE}


def know_holders(holder: Holder) -> None:
    """Let a slice above say whose a case is, of some users: only it can tell, and it is kept nowhere."""
    _holders.append(holder)


def preference(user: User) -> Preference | None:
    """What the user has chosen, None before."""
    return db.session.get(Preference, user.id)


def reach(user: User | None) -> Reach:
    """Where a user is reached now: nowhere once shut out."""
    if user is None or not user.active:
        return NOWHERE
    chosen = preference(user)
    if chosen is None:
        return Reach(user.email or "", "")
    return Reach(chosen.address if chosen.mail else "", chosen.phone if chosen.sms else "")


def users_of(audience: str) -> Sequence[User]:
    """The accounts that an audience names. Whose a case is, is no part of it."""
    kind, name = rules.parted(audience)
    if kind == "user":
        return [accounts.get(int(name))]
    if kind == "department":
        return [one for one in accounts.of_department(int(name)) if one.role is Role.CLERK]
    return accounts.with_role(_ROLES[kind]) if kind in _ROLES else []


def holder_of(number: str) -> User | None:
    """Whose case this is, among the enterprises that want to be told besides the site."""
    wished = or_(Preference.mail, Preference.sms, Preference.user_id.is_(None) & (User.email != ""))
    asked = select(User).outerjoin(Preference, Preference.user_id == User.id)
    users = db.session.scalars(asked.where(User.role == Role.ENTERPRISE, User.active, wished)).all()
    return next((found for holder in _holders if (found := holder(number, users))), None)


def recipient(name: str, ref: str) -> User | None:
    """The user whom a delivery's recipient means."""
    if name == rules.HOLDER:
        return holder_of(ref)
    return db.session.get(User, int(rules.parted(name)[1]))


def webhooks(*, to: User | None = None) -> Sequence[Webhook]:
    """Every webhook, the newest first, or those of one user."""
    asked = select(Webhook).order_by(Webhook.id.desc())
    return db.session.scalars(asked.where(Webhook.user_id == to.id) if to else asked).all()


def webhook(webhook_id: int) -> Webhook:
    """The webhook with this key. Raises `Missing`."""
    found = db.session.get(Webhook, webhook_id)
    if found is None:
        raise Missing("webhook_missing")
    return found


def listening() -> list[tuple[Webhook, set[str]]]:
    """The webhooks that run, each with the audiences that its user belongs to: never those of a case."""
    running = [one for one in webhooks() if one.stopped_at is None and one.user.active]
    return [(one, {*audiences(one.user), rules.webhook(one.id)}) for one in running]
