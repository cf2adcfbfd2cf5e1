"""Notices without a computer: whom they are for, how they leave, what their texts may hold."""

from app.notices.rules.audiences import DISCIPLINE, OFFICE, case, department, parted, shows_days_only, user, webhook
from app.notices.rules.carrying import (
    HOLDER,
    LEASE,
    LOST_MOST,
    OPENS,
    WAITS,
    Carrier,
    DeliveryState,
    End,
    Next,
    after,
    leaves_at,
)
from app.notices.rules.texts import SMS_MOST, sms
from app.notices.rules.webhooks import EventType, address, new_secret, signature, type_of

__all__ = [
    "DISCIPLINE",
    "HOLDER",
    "LEASE",
    "LOST_MOST",
    "OFFICE",
    "OPENS",
    "SMS_MOST",
    "WAITS",
    "Carrier",
    "DeliveryState",
    "End",
    "EventType",
    "Next",
    "address",
    "after",
    "case",
    "department",
    "leaves_at",
    "new_secret",
    "parted",
    "shows_days_only",
    "signature",
    "sms",
    "type_of",
    "user",
    "webhook",
]
