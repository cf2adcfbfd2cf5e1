"""What happened to a case, for the office with every act, for a department with the acts it may know, as days."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.accounts import queries as accounts
from app.complaints import queries
from app.complaints.models import Attachment, Complaint, Reply
from app.complaints.rules import Author
from app.complaints.rules.words import OWN
from app.departments import queries as departments
from app.kernel import clock, wording
from app.kernel.errors import Missing
from app.kernel.permissions import Role
from app.kernel.web.pages import instant
from app.ledger.models import Entry

KNOWN_TO_DEPARTMENT = frozenset(
    {
        "accept",
        "refer",
        "revise_sheet",
        "verify",
        "give_preliminary",
        "resolve",
        "reclassify",
        "request_extension",
        "decide_extension",
        "hand_over_supplement",
        "rate",
        "rectify",
        "call_back",
        "request_review",
        "decide_review",
        "withdraw",
    }
)
REFERRING = ("accept", "refer")


@dataclass(frozen=True)
class Event:
    """One row of the macro `timeline`; `receipt` is the address of the act's receipt, for whose act it is."""

    when: str
    words: str
    unit: str = ""
    body: str = ""
    next: bool = False
    receipt: str = ""


@dataclass(frozen=True)
class ShownReply:
    """An answer with its files, each by its place among the department's files of the case, from 1."""

    reply: Reply
    on: date
    at: datetime
    files: list[tuple[int, Attachment]]


def full(complaint: Complaint) -> list[Event]:
    """Every act, newest first, with who did it and, where one was given, the reason."""
    return [_full(entry) for entry in reversed(queries.timeline(complaint))]


def _full(entry: Entry) -> Event:
    verb = _verb(entry)
    facts = json.loads(entry.facts)
    said = facts.get("reason") or facts.get("basis") or ("" if verb in OWN else facts.get("words"))
    return Event(instant(entry.at), wording.label("complaint.verb", verb), _unit(entry), str(said or ""))


def _verb(entry: Entry) -> str:
    return entry.verb.removeprefix("complaint:")


def _unit(entry: Entry) -> str:
    """Whose act it was: the department and the name of a clerk, the name of somebody of the office."""
    kind, _, key = entry.actor.partition(":")
    if kind != "user":
        return ""
    try:
        user = accounts.get(int(key))
    except Missing:
        return ""
    if user.role is Role.CLERK and user.department_id:
        return f"{departments.get(user.department_id).short_name} {user.name}"
    return user.name


def for_department(complaint: Complaint) -> list[Event]:
    """The acts since the case was referred to the department that it lies with, as days, newest first."""
    entries = queries.timeline(complaint)
    starts = [place for place, entry in enumerate(entries) if _verb(entry) in REFERRING]
    known = [entry for entry in entries[starts[-1] :] if _verb(entry) in KNOWN_TO_DEPARTMENT] if starts else []
    return [
        Event(clock.day(entry.at).isoformat(), wording.label("complaint.verb", _verb(entry)))
        for entry in reversed(known)
    ]


def replies(complaint: Complaint, attachments: Sequence[Attachment]) -> list[ShownReply]:
    """The answers, newest first, with their files."""
    numbered = list(enumerate((kept for kept in attachments if kept.author is Author.DEPARTMENT), 1))
    return [
        ShownReply(reply, clock.day(reply.at), reply.at, [pair for pair in numbered if pair[1].reply_id == reply.id])
        for reply in reversed(queries.replies(complaint))
    ]
