"""Where people and programs want to be told: preferences and webhooks; a delivery sent once more."""

from collections.abc import Collection
from datetime import datetime

from app.accounts.models import User
from app.kernel.db import db
from app.kernel.errors import Refused
from app.kernel.permissions import Actor, Role
from app.ledger.service import record
from app.notices import queries, rules
from app.notices.models import Delivery, Preference, Webhook
from app.notices.rules import DeliveryState, EventType
from app.notices.service.sending import sealed
from app.notices.service.telling import tell


def prefer(user: User, *, mail: bool, address: str, sms: bool, phone: str, by: Actor, at: datetime) -> Preference:
    """Where the user is told from now on. The ledger learns which ways, not the address and not the number."""
    if mail and not address:
        raise Refused("mail_without_address", field="address")
    if sms and not phone:
        raise Refused("sms_without_phone", field="phone")
    found = queries.preference(user) or Preference(user_id=user.id)
    found.mail, found.address, found.sms, found.phone = mail, address, sms, phone
    db.session.add(found)
    record("notice:prefer", user.actor, by=by, at=at, mail=mail, sms=sms)
    return found


def create_webhook(
    user: User, name: str, url: str, types: Collection[EventType], *, private: bool, key: bytes, by: Actor, at: datetime
) -> tuple[Webhook, str]:
    """A webhook that is told what `user` is told, of these types, and its secret, which is shown once.

    An enterprise has none: its cases would become known by where they are told.
    """
    if user.role is Role.ENTERPRISE:
        raise Refused("webhook_of_staff_only", field="username")
    if not user.active:
        raise Refused("user_inactive", field="username")
    if not types:
        raise Refused("webhook_types_missing", field="types")
    address, secret = rules.address(url, private=private), rules.new_secret()
    hook = Webhook(
        user=user,
        name=name,
        url=address,
        types=sorted(types),
        secret=sealed(secret, address, key),
        created_at=at,
    )
    db.session.add(hook)
    db.session.flush()
    record("webhook:create", rules.webhook(hook.id), by=by, at=at, user=user.actor, types=" ".join(hook.types))
    return hook, secret


def stop_webhook(hook: Webhook, *, by: Actor, at: datetime) -> None:
    """Nothing more is sent to it. Sent twice, it is stopped once."""
    if hook.stopped_at is None:
        hook.stopped_at = at
        record("webhook:stop", rules.webhook(hook.id), by=by, at=at)


def ping(hook: Webhook, *, by: Actor, at: datetime) -> None:
    """Send the webhook a message that tells nothing, to see whether it arrives."""
    if hook.stopped_at is not None:
        raise Refused("webhook_stopped", status=409)
    tell(rules.webhook(hook.id), "ping", rules.webhook(hook.id), at=at)
    record("webhook:ping", rules.webhook(hook.id), by=by, at=at)


def resend(delivery: Delivery, *, by: Actor, at: datetime) -> None:
    """Send once more what was given up, or what a program wants again: under the same id as before."""
    again = {DeliveryState.GIVEN_UP} | ({DeliveryState.SENT} if delivery.carrier is rules.Carrier.WEBHOOK else set())
    if delivery.state not in again:
        raise Refused("delivery_not_over", status=409)
    delivery.state, delivery.next_at, delivery.done_at = DeliveryState.WAITING, at, None
    delivery.attempts = delivery.lost = 0
    record("notice:resend", f"delivery:{delivery.id}", by=by, at=at, carrier=delivery.carrier)
