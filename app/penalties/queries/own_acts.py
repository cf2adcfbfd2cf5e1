"""A department's own acts, and what it said in each, rebuilt from the stored rows."""

from collections.abc import Sequence

from sqlalchemy import select

from app.kernel.db import db
from app.kernel.errors import Missing
from app.ledger import queries as ledger
from app.ledger.models import Entry
from app.ledger.rules.entries import instant
from app.penalties.models import Annex, Ask, Decision, Filing
from app.penalties.rules import words
from app.penalties.rules.words import Words


def has_receipt(entry: Entry) -> bool:
    """Whether the act is one of the department's own of which a receipt is given."""
    return entry.verb.removeprefix("penalty:") in words.OWN


def own_act(filing: Filing, seq: int) -> Entry:
    """The department's own act with this running number in the case. Raises `Missing`."""
    found = ledger.one(filing.number, seq)
    if found is None or not has_receipt(found):
        raise Missing("penalty_missing")
    return found


def own_words(filing: Filing, entry: Entry) -> Words:
    """What the department said in this act, from the rows; nothing where a row is gone."""
    verb = entry.verb.removeprefix("penalty:")
    if verb == "file":
        values = {name: getattr(filing, name) for name in words.FILED}
        late_on = filing.late_on.isoformat() if filing.late_on else ""
        return words.filed(values, late_on=late_on, files=_hashes(filing, None))
    return _decided(filing) if verb == "decide" else _replied(filing, entry)


def _replied(filing: Filing, entry: Entry) -> Words:
    asked = select(Ask).where(Ask.filing_id == filing.id, Ask.answered_at == entry.at)
    found = db.session.scalar(asked)
    return words.replied(words=found.answer, files=_hashes(filing, found.id)) if found else {}


def _decided(filing: Filing) -> Words:
    found = db.session.get(Decision, filing.id)
    if found is None:
        return {}
    at, fines, kinds = instant(found.decided_at), found.fines, found.kinds
    return words.decided(document_no=found.document_no, at=at, fines=fines, kinds=kinds)


def _hashes(filing: Filing, ask_id: int | None) -> Sequence[str]:
    """The hashes of the files that came with the filing (None) or with an answer."""
    with_it = Annex.ask_id.is_(None) if ask_id is None else Annex.ask_id == ask_id
    asked = select(Annex.sha256).where(Annex.filing_id == filing.id, with_it)
    return db.session.scalars(asked.order_by(Annex.position)).all()
