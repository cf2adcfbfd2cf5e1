"""An entry as text: every field that matters, one form, salted; its hashes are the leaves of the two trees."""

import hashlib
from datetime import UTC, datetime
from json.encoder import encode_basestring
from typing import NamedTuple

from app.ledger.rules.facts import digest
from app.ledger.rules.merkle import sm3

VERSION = 2
SALT_BYTES = 16


class Fields(NamedTuple):
    """What an entry says. `facts` and `rows` are canonical JSON and enter the text by their hashes."""

    index: int  # type: ignore[assignment]
    version: int
    verb: str
    ref: str
    ref_seq: int
    previous: int | None
    actor: str
    acting_role: str
    behalf: str
    request_id: str
    at: datetime
    facts: str
    facts_hash: str
    rows: str
    rulebook_version: int | None
    calendar_version: int | None
    salt: str


def entry_text(entry: Fields) -> str:
    """The entry as canonical JSON (sorted keys, no blanks), written out by hand because a million are verified at once.

    The salt makes the text unguessable: its hash, which is published, tells nothing of it.
    """
    said = encode_basestring
    return (
        f'{{"acting_role":{said(entry.acting_role)},"actor":{said(entry.actor)},"at":"{instant(entry.at)}",'
        f'"behalf":{said(entry.behalf)},"calendar_version":{_number(entry.calendar_version)},'
        f'"facts_hash":{said(entry.facts_hash)},"index":{entry.index},"previous":{_number(entry.previous)},'
        f'"ref":{said(entry.ref)},"ref_seq":{entry.ref_seq},"request_id":{said(entry.request_id)},'
        f'"rows_hash":"{digest(entry.rows)}","rulebook_version":{_number(entry.rulebook_version)},'
        f'"salt":{said(entry.salt)},"verb":{said(entry.verb)},"version":{entry.version}}}'
    )


def instant(at: datetime) -> str:
    """An instant as the ledger writes it: UTC, to the microsecond."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _number(value: int | None) -> str:
    return "null" if value is None else str(value)


def leaf(text: str) -> str:
    """What is published of an entry, SHA-256 of its text: the leaf of the first tree, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def leaf_sm3(text: str, facts: str, rows: str) -> str:
    """The leaf of the second tree, in hexadecimal: SM3 of the text, the facts and the rows themselves, line by line.

    It owes nothing to SHA-256: were that broken, this root would still hold.
    """
    return sm3(f"{text}\n{facts}\n{rows}".encode()).hex()
