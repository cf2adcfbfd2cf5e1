"""Webhooks as Standard Webhooks has them (ux.md A-09): seven types of events, and the signature of a message."""

import base64
import hashlib
import hmac
import secrets
from enum import StrEnum
from urllib.parse import urlsplit

from app.kernel.errors import Refused

SECRET_PREFIX = "whsec_"  # noqa: S105
URL_MOST = 500


class EventType(StrEnum):
    COMPLAINT = "complaint"
    FOLLOW_UP = "follow_up"
    CLOCK = "clock"
    VISIT = "visit"
    QUIET_DAY = "quiet_day"
    PENALTY = "penalty"
    OTHER = "other"


_OF_KIND = {
    "complaint": EventType.COMPLAINT,
    "extension": EventType.FOLLOW_UP,
    "rectification": EventType.FOLLOW_UP,
    "review": EventType.FOLLOW_UP,
    "unsealing": EventType.FOLLOW_UP,
    "identity": EventType.FOLLOW_UP,
    "clock": EventType.CLOCK,
    "visit": EventType.VISIT,
    "quiet": EventType.QUIET_DAY,
    "deputized": EventType.QUIET_DAY,
    "penalty": EventType.PENALTY,
}


def type_of(kind: str) -> EventType:
    """The type of event that a kind of notice belongs to."""
    return _OF_KIND.get(kind.partition("_")[0], EventType.OTHER)


def address(text: str, *, private: bool) -> str:
    """The address of a webhook: HTTPS, no name or password in it. `private` allows plain HTTP as well."""
    try:
        parts = urlsplit(text)
        parts.port  # noqa: B018 -- reading it is what refuses an impossible one
    except ValueError:
        raise Refused("webhook_address", field="url") from None
    schemes = {"https", "http"} if private else {"https"}
    odd = not text.isascii() or any(c.isspace() or c < " " for c in text) or len(text) > URL_MOST
    if odd or parts.scheme not in schemes or not parts.hostname or parts.username is not None or parts.fragment:
        raise Refused("webhook_address", field="url")
    return text


def new_secret() -> str:
    """A secret that both sides sign and check with: 32 random bytes."""
    return SECRET_PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()


def signature(secret: str, message_id: str, timestamp: int, body: bytes) -> str:
    """The value of `webhook-signature`: version 1, HMAC-SHA256 over id, time and body."""
    key = base64.b64decode(secret.removeprefix(SECRET_PREFIX))
    said = b".".join((message_id.encode(), str(timestamp).encode(), body))
    return "v1," + base64.b64encode(hmac.new(key, said, hashlib.sha256).digest()).decode()
