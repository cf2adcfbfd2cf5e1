"""What this browser holds in its signed session: the draft that it writes, the cases that it has proved it may follow.

The session holds numbers and the keys of filed drafts, never a receipt code: that is derived again on the server.
"""

import secrets
from datetime import datetime

from flask import session

FOLLOWED = "followed"
RECEIPTS = "receipts"
DRAFT = "draft"
OPENED = "opened"
MOST = 10


def follows(number: str) -> bool:
    """Whether this browser has proved that it may follow the case."""
    return number in session.get(FOLLOWED, [])


def remember(number: str) -> None:
    """This browser has proved that it may follow the case: until it is closed, or says that it has finished."""
    kept = [other for other in session.get(FOLLOWED, []) if other != number]
    session[FOLLOWED] = [*kept, number][-MOST:]


def remember_receipt(number: str, key: str) -> None:
    """This browser filed the case without an account: it sees the receipt code until it is closed."""
    remember(number)
    kept = {other: drafted for other, drafted in session.get(RECEIPTS, {}).items() if other != number}
    session[RECEIPTS] = dict([*kept.items(), (number, key)][-MOST:])


def receipt_key(number: str) -> str:
    """The key of the draft that became the case, where this browser filed it; else an empty text."""
    key: str = session.get(RECEIPTS, {}).get(number, "")
    return key


def forget() -> None:
    """Somebody else uses this browser next."""
    for name in (FOLLOWED, RECEIPTS):
        session.pop(name, None)


def draft_key() -> str:
    """The key of the draft that this browser writes; empty where it writes none."""
    key: str = session.get(DRAFT, "")
    return key


def write_draft(key: str = "") -> str:
    """Write this draft from now on, a new one where none is named. Returns its key."""
    leave_draft()
    session[DRAFT] = key or secrets.token_hex(16)
    return draft_key()


def leave_draft() -> None:
    """Write no draft from now on; what was begun stays where it is."""
    for name in (DRAFT, OPENED):
        session.pop(name, None)


def open_form(at: datetime) -> None:
    """The form's first page is shown."""
    session[OPENED] = at.isoformat()


def form_opened() -> str:
    """When it was shown last before anything was written (ISO 8601); empty where that is not known."""
    opened: str = session.get(OPENED, "")
    return opened
