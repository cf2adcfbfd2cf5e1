"""Who may follow a case: the account that filed it, or the browser that filed it or has given its receipt code.

The session holds numbers and the keys of filed drafts, never a receipt code: that is derived again on the server.
"""

from flask import session, url_for

from app.complaints import queries
from app.complaints.models import Complaint
from app.complaints.views.drafting import origin
from app.complaints.views.root import find, holder, identity_key
from app.kernel import numbering, sealing
from app.kernel.errors import Missing, Refused

FOLLOWED = "followed"
RECEIPTS = "receipts"
MOST = 10


def own(number: str) -> Complaint:
    """The complaint, for whoever may follow it. Raises `Missing` for everybody else."""
    try:
        plain = numbering.parse_number(number)
    except Refused:
        raise Missing from None
    if plain in session.get(FOLLOWED, []):
        return queries.tracked(plain)
    if not holder():
        raise Missing
    return find(plain)


def remember(number: str) -> None:
    """This browser has proved that it may follow the case: until it is closed, or says that it has finished."""
    kept = [other for other in session.get(FOLLOWED, []) if other != number]
    session[FOLLOWED] = [*kept, number][-MOST:]


def remember_receipt(number: str, key: str) -> None:
    """This browser filed the case without an account: it sees the receipt code until it is closed."""
    remember(number)
    kept = {other: drafted for other, drafted in session.get(RECEIPTS, {}).items() if other != number}
    session[RECEIPTS] = dict([*kept.items(), (number, key)][-MOST:])


def forget() -> None:
    """Somebody else uses this browser next."""
    for name in (FOLLOWED, RECEIPTS):
        session.pop(name, None)


def receipt_code(number: str) -> str:
    """The receipt code, where this browser filed the case; else an empty text."""
    key = session.get(RECEIPTS, {}).get(number)
    return sealing.derived_code(identity_key(), origin(key)) if key else ""


def case_url(complaint: Complaint) -> str:
    """The page on which whoever looks follows the case."""
    tracked = complaint.number in session.get(FOLLOWED, [])
    return url_for("complaints.track_case" if tracked else "complaints.show", number=complaint.number)
