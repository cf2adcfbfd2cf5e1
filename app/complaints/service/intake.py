"""Filing: the complainant's words, their sealed identity, their files and the first clock, in one act."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path

from sqlalchemy import select

from app.complaints.models import Category, Complaint, Identity, Statement
from app.complaints.rules import Author, Channel, Disclosure, State
from app.complaints.rules import words as own
from app.complaints.service import acts, clocks
from app.complaints.service.attachments import keep
from app.kernel import numbering, sealing
from app.kernel.db import db
from app.kernel.errors import Conflict, Refused
from app.kernel.files import Upload
from app.kernel.permissions import COMPLAINANT, Actor
from app.ledger import service as ledger
from app.workdays.models import Deadline

PREFIXES = {"arrears": "QK"}
CATEGORIES = Path(__file__).parent.parent / "data" / "categories.json"


@dataclass(frozen=True)
class Contact:
    """Who complains and how to reach them: sealed, whatever the disclosure. All empty for an anonymous complainant."""

    enterprise: str = ""
    code: str = ""
    person: str = ""
    phone: str = ""


@dataclass(frozen=True)
class Filing:
    """What is filed, in the complainant's own words; `happened` is a day or a month as they know it."""

    category: str
    facts: str
    wants: str
    happened: str = ""
    place: str = ""
    about: str = ""
    disclosure: Disclosure = Disclosure.CONFIDENTIAL
    channel: Channel = Channel.WEB
    external_ref: str = ""
    contact: Contact = field(default_factory=Contact)
    files: Sequence[Upload] = ()


@dataclass(frozen=True)
class Filed:
    """The complaint, and the secret receipt code of a complainant without an account (empty for one with)."""

    complaint: Complaint
    code: str


def file(filing: Filing, *, origin: str, key: bytes, holder: int | None, by: Actor, at: datetime) -> Filed:
    """File a complaint. The same `origin` sent again answers with the complaint it made the first time.

    `key` seals the identity, `holder` is the account that will follow the case, None where a receipt code will.
    """
    code = "" if holder else sealing.derived_code(key, origin)
    found = db.session.scalar(select(Complaint).where(Complaint.origin == origin))
    if found is not None:
        _check_same(found, filing)
        return Filed(found, code)
    _check(filing)
    complaint = _complaint(filing, origin, at)
    db.session.add(complaint)
    db.session.flush()
    _add_parts(complaint, filing, key=key, holder=holder, code=code)
    keep(complaint, filing.files, author=Author.COMPLAINANT, at=at)
    due = clocks.start(complaint, "acceptance", by=by, at=at)
    acts.tell_complainant(complaint, "complaint_filed", at=at, due=due.due_on.isoformat())
    acts.tell_office(complaint, "complaint_waiting", at=at)
    _record(complaint, filing, due, by=by, at=at)
    return Filed(complaint, code)


def _check(filing: Filing) -> None:
    if db.session.get(Category, filing.category) is None:
        raise Refused("choice_unknown", field="category")
    if filing.disclosure is Disclosure.NAMED and not (filing.contact.enterprise or filing.contact.person):
        raise Refused("named_without_name", field="enterprise")


def _check_same(found: Complaint, filing: Filing) -> None:
    """The same key must carry the same words: another complaint under a used key is refused."""
    statement = db.session.get_one(Statement, found.id)
    if (found.category, statement.facts, statement.wants) != (filing.category, filing.facts, filing.wants):
        raise Conflict("origin_reused")


def _complaint(filing: Filing, origin: str, at: datetime) -> Complaint:
    return Complaint(
        number=_free_number(PREFIXES.get(filing.category, "TS")),
        origin=origin,
        state=State.SUBMITTED,
        state_since=at,
        category=filing.category,
        channel=filing.channel,
        external_ref=filing.external_ref,
        disclosure=filing.disclosure,
        filed_at=at,
    )


def _free_number(prefix: str) -> str:
    """A random number that no complaint has yet."""
    while True:
        number = numbering.random_number(prefix)
        if db.session.scalar(select(Complaint.id).where(Complaint.number == number)) is None:
            return number


def _add_parts(complaint: Complaint, filing: Filing, *, key: bytes, holder: int | None, code: str) -> None:
    db.session.add(
        Statement(
            complaint_id=complaint.id,
            about=filing.about,
            happened=filing.happened,
            place=filing.place,
            facts=filing.facts,
            wants=filing.wants,
        )
    )
    db.session.add(
        Identity(
            complaint_id=complaint.id,
            holder=holder_of(key, holder),
            code_hash=sealing.code_hash(code) if code else "",
            sealed=sealing.seal(key, asdict(filing.contact), context=complaint.number),
        )
    )


def holder_of(key: bytes, user_id: int | None) -> str:
    """The pseudonym under which an account's cases are found; empty without an account."""
    return sealing.pseudonym(key, f"holder:{user_id}") if user_id else ""


def _record(complaint: Complaint, filing: Filing, due: Deadline, *, by: Actor, at: datetime) -> None:
    acts.record_own(
        complaint,
        "file",
        _said(filing),
        by=by if filing.channel not in {Channel.WEB, Channel.QR} else COMPLAINANT,
        at=at,
        category=filing.category,
        channel=filing.channel,
        disclosure=filing.disclosure,
        due=due.due_on,
    )


def _said(filing: Filing) -> own.Words:
    return own.filed(
        about=filing.about,
        happened=filing.happened,
        place=filing.place,
        facts=filing.facts,
        wants=filing.wants,
        files=[upload.sha256 for upload in filing.files],
    )


def load_categories(rows: Iterable[dict[str, object]] | None = None, *, by: Actor, at: datetime) -> int:
    """Bring the categories into the database (the service's own list where none is given); returns how many."""
    listed = json.loads(CATEGORIES.read_text("utf-8")) if rows is None else list(rows)
    for position, row in enumerate(listed, 1):
        db.session.merge(Category(position=position, **row))
    digest = hashlib.sha256(json.dumps(listed, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
    ledger.record("category:load", "complaint-categories", by=by, at=at, count=len(listed), digest=digest)
    return len(listed)
