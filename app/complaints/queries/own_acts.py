"""A complainant's own acts, and what they said in each, rebuilt from the stored rows."""

import json
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import select

from app.complaints.models import Attachment, Complaint, Rating, Review, Statement, Supplement
from app.complaints.queries.details import supplements, timeline
from app.complaints.rules import Author, words
from app.complaints.rules.words import Words
from app.kernel.db import db
from app.kernel.errors import Missing
from app.ledger import queries as ledger
from app.ledger.models import Entry

Facts = dict[str, Any]
WORDS_SINCE = 2


def has_receipt(entry: Entry) -> bool:
    """Whether the act is one of the complainant's own of which a receipt is given.

    An entry of an earlier version holds no digest of words.
    """
    return entry.version >= WORDS_SINCE and entry.verb.removeprefix("complaint:") in words.OWN


def own_act(complaint: Complaint, seq: int) -> Entry:
    """The complainant's own act with this running number in the case. Raises `Missing`."""
    found = ledger.one(complaint.number, seq)
    if found is None or not has_receipt(found):
        raise Missing
    return found


def own_words(complaint: Complaint, entry: Entry) -> Words:
    """What the complainant said in this act, from the rows; nothing where a row is gone."""
    said = _SAID[entry.verb.removeprefix("complaint:")]
    return said(complaint, entry, json.loads(entry.facts))


def _filed(complaint: Complaint, _entry: Entry, _facts: Facts) -> Words:
    found = db.session.get(Statement, complaint.id)
    if found is None:
        return {}
    return words.filed(
        about=found.about,
        happened=found.happened,
        place=found.place,
        facts=found.facts,
        wants=found.wants,
        files=_hashes(complaint, None),
    )


def _supplemented(complaint: Complaint, entry: Entry, _facts: Facts) -> Words:
    acts = [one.index for one in timeline(complaint) if one.verb == entry.verb]
    rows: dict[int, Supplement] = dict(zip(acts, supplements(complaint), strict=False))
    found = rows.get(entry.index)
    return words.supplemented(words=found.words, files=_hashes(complaint, found.id)) if found else {}


def _hashes(complaint: Complaint, supplement_id: int | None) -> Sequence[str]:
    """The hashes of the files that came with the complaint (None) or with a supplement."""
    asked = select(Attachment.sha256).where(
        Attachment.complaint_id == complaint.id,
        Attachment.author == Author.COMPLAINANT,
        Attachment.supplement_id.is_(None) if supplement_id is None else Attachment.supplement_id == supplement_id,
    )
    return db.session.scalars(asked.order_by(Attachment.position)).all()


def _withdrawn(_complaint: Complaint, _entry: Entry, facts: Facts) -> Words:
    return words.withdrawn(reason=str(facts.get("reason")))


def _rated(complaint: Complaint, _entry: Entry, facts: Facts) -> Words:
    asked = select(Rating).where(Rating.complaint_id == complaint.id, Rating.round == facts.get("round"))
    found = db.session.scalar(asked)
    return words.rated(score=found.score, reasons=found.reasons, words=found.words) if found else {}


def _review_asked(complaint: Complaint, _entry: Entry, _facts: Facts) -> Words:
    found = db.session.scalar(select(Review).where(Review.complaint_id == complaint.id))
    return words.review_asked(reason=found.reason) if found else {}


_SAID: dict[str, Callable[[Complaint, Entry, Facts], Words]] = {
    "file": _filed,
    "supplement": _supplemented,
    "withdraw": _withdrawn,
    "rate": _rated,
    "request_review": _review_asked,
}
