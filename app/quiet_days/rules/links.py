"""The signed link of a leader's message (L-01): it opens one request to look at, for a day, and lets nobody decide."""

import base64
import hashlib
import hmac
import re
from datetime import datetime, timedelta
from typing import NamedTuple

from app.kernel.errors import Missing

HOLDS = timedelta(hours=24)
_MAC_BYTES = 16
_TOKEN = re.compile(r"^([A-Z]{2}-\d{8}-\d{6}-\d)\.(\d{1,12})\.(\d{1,12})\.([A-Za-z0-9_-]{22})$")


class Linked(NamedTuple):
    """Whom a link was sent to, and for which request."""

    number: str
    user_id: int


def token(key: bytes, number: str, user_id: int, *, at: datetime) -> str:
    """The last part of a link that is sent at an instant."""
    told = f"{number}.{user_id}.{int((at + HOLDS).timestamp())}"
    return f"{told}.{_mac(key, told)}"


def opened(key: bytes, given: str, *, at: datetime) -> Linked:
    """What a link opens. Raises `Missing`: forged, changed, and too old are one answer."""
    match = _TOKEN.match(given)
    if match is None:
        raise Missing("quiet_link_missing")
    number, user_id, until, mac = match.groups()
    told = f"{number}.{user_id}.{until}"
    holds = int(until) > at.timestamp()
    if not hmac.compare_digest(mac, _mac(key, told)) or not holds:
        raise Missing("quiet_link_missing")
    return Linked(number, int(user_id))


def _mac(key: bytes, told: str) -> str:
    digest = hmac.new(key, told.encode(), hashlib.sha256).digest()[:_MAC_BYTES]
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")
